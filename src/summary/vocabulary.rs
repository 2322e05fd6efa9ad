//! Stems as small numbers, with what the language says of each.

use crate::text::stem;
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
        self.entries.push(Entry {
            stop: stops().get(word).copied(),
            number: stem.starts_with(|c: char| c.is_numeric()),
            rarity: common().get(stem).copied().unwrap_or(1.0),
            speech: SPEECH.contains(&word),
            person: PERSON.contains(&word),
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

/// Words of grammar and their places in the list.
fn stops() -> &'static FxHashMap<&'static str, u8> {
    static STOPS: OnceLock<FxHashMap<&str, u8>> = OnceLock::new();
    STOPS.get_or_init(|| include_str!("stop.txt").lines().zip(0..).collect())
}

/// Stems of content words, commonest first.
fn common() -> &'static FxHashMap<&'static str, f32> {
    static COMMON: OnceLock<FxHashMap<&str, f32>> = OnceLock::new();
    COMMON.get_or_init(|| {
        let list: Vec<&str> = include_str!("common.txt").lines().collect();
        let scale = (2.0 * list.len() as f32).ln();
        list.iter().enumerate().map(|(i, s)| (*s, ((i + 1) as f32).ln() / scale)).collect()
    })
}

/// Verbs of saying as reports use them.
const SPEECH: [&str; 40] = [
    "déclaré",
    "dit",
    "affirmé",
    "expliqué",
    "ajouté",
    "indiqué",
    "précisé",
    "estimé",
    "souligné",
    "assuré",
    "confié",
    "raconté",
    "rappelé",
    "lancé",
    "poursuivi",
    "conclu",
    "jugé",
    "regretté",
    "dénoncé",
    "commenté",
    "insisté",
    "martelé",
    "tweeté",
    "explique",
    "affirme",
    "estime",
    "assure",
    "souligne",
    "précise",
    "indique",
    "ajoute",
    "raconte",
    "rappelle",
    "confie",
    "poursuit",
    "conclut",
    "déclare",
    "témoigne",
    "interrogé",
    "répondu",
];

/// Who speaks for themselves or to the reader.
const PERSON: [&str; 18] = [
    "je", "j", "me", "m", "moi", "mon", "ma", "mes", "nous", "notre", "nos", "vous", "votre", "vos", "tu", "te", "ton",
    "ta",
];
