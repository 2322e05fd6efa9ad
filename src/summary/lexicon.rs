//! Words that a thread has met, so that each is stemmed and looked up once and not once an article.

use super::numbered::Numbered;
use crate::text::{rarity, stem, stop_words};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::sync::OnceLock;

/// Words in lower case with their stems.
#[derive(Default)]
pub(crate) struct Lexicon {
    words: Numbered,
    /// By word: its stem and what is known of it.
    known: Vec<(u32, Known)>,
    stems: Numbered,
}

/// What is known of a word and its stem, wherever it stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Known {
    /// A word of grammar, not of the story: its place in the list of those.
    pub(crate) stop: Option<u8>,
    /// Digits.
    pub(crate) number: bool,
    /// How rare it is in the news: 0 for the commonest content word, 1 for what the list of common ones lacks.
    pub(crate) rarity: f32,
    /// A verb of saying.
    pub(crate) speech: bool,
    /// First or second person.
    pub(crate) person: bool,
    /// The letters of its stem.
    pub(crate) letters: u8,
}

/// Words that an idle lexicon may hold; a fuller one is dropped. French news reach it after some thousand articles.
const MOST: usize = 1 << 16;

thread_local! {
    /// The lexicon of this thread while nobody reads a document.
    static IDLE: RefCell<Lexicon> = RefCell::default();
}

impl Lexicon {
    /// The thread's lexicon; an empty one while another document has it. What it answers is the same either way.
    pub(crate) fn borrowed() -> Self {
        IDLE.try_with(RefCell::take).unwrap_or_default()
    }

    /// Leaves the lexicon to the thread's next document.
    pub(crate) fn give_back(self) {
        if self.known.len() < MOST {
            // A thread that ends has no next document.
            let _ = IDLE.try_with(|idle| idle.replace(self));
        }
    }

    /// How many stems there are.
    pub(crate) fn stems(&self) -> usize {
        self.stems.len()
    }

    /// The number of the stem of `word`, which is in lower case, and what is known of both.
    pub(crate) fn look_up(&mut self, word: &str) -> (u32, Known) {
        let (number, new) = self.words.number(word);
        if new {
            let stem = stem(word);
            self.known.push((self.stems.number(&stem).0, Known::of(word, &stem)));
        }
        self.known[number as usize]
    }
}

impl Known {
    fn of(word: &str, stem: &str) -> Self {
        let class = classes().get(word).copied().unwrap_or_default();
        Self {
            stop: class.stop,
            number: stem.starts_with(|c: char| c.is_numeric()),
            rarity: rarity(stem),
            speech: class.speech,
            person: class.person,
            letters: stem.chars().count().min(255) as u8,
        }
    }
}

/// What a word is, apart from its stem.
#[derive(Clone, Copy, Default)]
struct Class {
    stop: Option<u8>,
    speech: bool,
    person: bool,
}

/// Words of grammar, of saying, and of the first and second person.
fn classes() -> &'static FxHashMap<&'static str, Class> {
    static CLASSES: OnceLock<FxHashMap<&str, Class>> = OnceLock::new();
    CLASSES.get_or_init(|| {
        let mut classes: FxHashMap<&str, Class> = FxHashMap::default();
        for (word, place) in stop_words() {
            classes.entry(word).or_default().stop = Some(place);
        }
        for word in include_str!("speech.txt").lines() {
            classes.entry(word).or_default().speech = true;
        }
        for word in PERSON {
            classes.entry(word).or_default().person = true;
        }
        classes
    })
}

/// Who speaks for themselves or to the reader.
const PERSON: [&str; 18] = [
    "je", "j", "me", "m", "moi", "mon", "ma", "mes", "nous", "notre", "nos", "vous", "votre", "vos", "tu", "te", "ton",
    "ta",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lexicon_is_handed_on_and_never_shared() {
        let mut first = Lexicon::borrowed();
        first.look_up("retrait");
        assert_eq!(Lexicon::borrowed().stems(), 0);
        first.give_back();
        assert_eq!(Lexicon::borrowed().stems(), 1);
    }
}
