//! Stems as small numbers, with what the language says of each.

use super::lexicon::{Known, Lexicon};

/// The stems met so far in a document, or in a few that are read together.
pub(crate) struct Vocabulary {
    lexicon: Lexicon,
    /// By the lexicon's number of a stem: its number here + 1, 0 for none.
    numbers: Vec<u32>,
    /// By stem.
    entries: Vec<Known>,
}

impl Default for Vocabulary {
    fn default() -> Self {
        let lexicon = Lexicon::borrowed();
        Self { numbers: vec![0; lexicon.stems()], lexicon, entries: Vec::new() }
    }
}

impl Drop for Vocabulary {
    fn drop(&mut self) {
        std::mem::take(&mut self.lexicon).give_back();
    }
}

impl Vocabulary {
    /// The number of the stem of `word`, which is in lower case.
    pub(crate) fn stem(&mut self, word: &str) -> u32 {
        let (stem, known) = self.lexicon.look_up(word);
        if stem as usize >= self.numbers.len() {
            self.numbers.resize(stem as usize + 1, 0);
        }
        let number = &mut self.numbers[stem as usize];
        if *number == 0 {
            self.entries.push(known);
            *number = self.entries.len() as u32;
        }
        *number - 1
    }

    /// What is known of stem `id`.
    pub(crate) fn entry(&self, id: u32) -> Known {
        self.entries[id as usize]
    }

    /// How many stems there are.
    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }
}
