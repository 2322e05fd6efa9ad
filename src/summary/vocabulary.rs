//! Stems as small numbers, with what the language says of each.

use crate::text::stem;
use rustc_hash::FxHashMap;

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
    /// A word of grammar, not of the story.
    pub(crate) stop: bool,
    /// Digits.
    pub(crate) number: bool,
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
        self.entries.push(Entry {
            stop: STOP.lines().any(|s| s == word),
            number: stem.starts_with(|c: char| c.is_numeric()),
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

/// Words of grammar, most frequent first.
const STOP: &str = include_str!("stop.txt");
