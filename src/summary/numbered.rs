//! Words numbered in the order they come.

use rustc_hash::FxHasher;
use std::hash::Hasher;

/// Different words, each with a number: a hash table over one buffer, without an allocation for each word.
#[derive(Default)]
pub(crate) struct Numbered {
    /// All words, one after the other.
    text: String,
    /// By number: where the word ends in `text`.
    ends: Vec<u32>,
    /// Number + 1 of the word in each slot, 0 for none; a power of two of them, at most half taken.
    slots: Vec<u32>,
}

/// Slots at first: an article of 200 different words needs no more.
const FIRST_SLOTS: usize = 512;

impl Numbered {
    /// The number of `word`, and whether it is met for the first time.
    pub(crate) fn number(&mut self, word: &str) -> (u32, bool) {
        if 2 * self.ends.len() >= self.slots.len() {
            self.grow();
        }
        let slot = self.slot(word);
        if self.slots[slot] > 0 {
            return (self.slots[slot] - 1, false);
        }
        self.text.push_str(word);
        self.ends.push(self.text.len() as u32);
        self.slots[slot] = self.ends.len() as u32;
        (self.slots[slot] - 1, true)
    }

    /// How many words there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    fn word(&self, number: u32) -> &str {
        let number = number as usize;
        let start = if number == 0 { 0 } else { self.ends[number - 1] as usize };
        &self.text[start..self.ends[number] as usize]
    }

    /// Where `word` stands or would stand.
    fn slot(&self, word: &str) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = hash(word) & mask;
        while self.slots[slot] > 0 && self.word(self.slots[slot] - 1) != word {
            slot = (slot + 1) & mask;
        }
        slot
    }

    fn grow(&mut self) {
        self.slots = vec![0; (2 * self.slots.len()).max(FIRST_SLOTS)];
        for number in 0..self.ends.len() as u32 {
            let slot = self.slot(self.word(number));
            self.slots[slot] = number + 1;
        }
    }
}

fn hash(word: &str) -> usize {
    let mut hasher = FxHasher::default();
    hasher.write(word.as_bytes());
    hasher.finish() as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_has_one_number() {
        let mut numbered = Numbered::default();
        let words: Vec<String> = (0..3000).map(|i| format!("mot{}", i % 1700)).collect();
        for (at, word) in words.iter().enumerate() {
            assert_eq!(numbered.number(word), ((at % 1700) as u32, at < 1700), "{word}");
        }
        assert_eq!(numbered.number(""), (1700, true));
        assert_eq!(numbered.number(""), (1700, false));
    }
}
