//! Stems as small numbers, with what the language says of each.

use crate::text::{rarity, stem, stop_word};
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// The stems met so far.
#[derive(Default)]
pub(crate) struct Vocabulary {
    /// Words in lower case, so that each is stemmed once.
    words: FxHashMap<Box<str>, u32>,
    stems: FxHashMap<Box<str>, u32>,
    entries: Vec<Entry>,
}

/// What is known of a stem, wherever it stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
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
    /// Its letters.
    pub(crate) letters: u8,
}

impl Vocabulary {
    /// The number of the stem of `word`, which is in lower case.
    pub(crate) fn stem(&mut self, word: &str) -> u32 {
        if let Some(&id) = self.words.get(word) {
            return id;
        }
        let stem = stem(word);
        let id = self.stems.get(stem.as_str()).copied().unwrap_or_else(|| self.enter(word, &stem));
        self.words.insert(word.into(), id);
        id
    }

    fn enter(&mut self, word: &str, stem: &str) -> u32 {
        let id = self.entries.len() as u32;
        self.stems.insert(stem.into(), id);
        let class = classes().get(word).copied().unwrap_or_default();
        self.entries.push(Entry {
            stop: stop_word(word),
            number: stem.starts_with(|c: char| c.is_numeric()),
            rarity: rarity(stem),
            speech: class.speech,
            person: class.person,
            letters: stem.chars().count().min(255) as u8,
        });
        id
    }

    /// What is known of stem `id`.
    pub(crate) fn entry(&self, id: u32) -> Entry {
        self.entries[id as usize]
    }

    /// How many stems there are.
    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }
}

/// What a word is, apart from its stem.
#[derive(Clone, Copy, Default)]
struct Class {
    speech: bool,
    person: bool,
}

/// Words of saying, and of the first and second person.
fn classes() -> &'static FxHashMap<&'static str, Class> {
    static CLASSES: OnceLock<FxHashMap<&str, Class>> = OnceLock::new();
    CLASSES.get_or_init(|| {
        let mut classes: FxHashMap<&str, Class> = FxHashMap::default();
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
