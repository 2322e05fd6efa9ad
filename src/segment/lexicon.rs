//! What a scanner knows of words: abbreviation classes, words that start sentences, names with marks.

use rustc_hash::FxHashMap;
use std::sync::{Arc, LazyLock};

/// A class of words. A word may be in several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Class {
    /// Never the end of a sentence: *M.*, *Dr*, *cf.*
    Title,
    /// The end only before a capital that starts sentences: *col.*, *Inc.*
    BeforeName,
    /// The end unless a number, a roman numeral or a lone letter follows: *p.*, *art.*, *sept.*
    BeforeNumber,
    /// A unit whose number goes on after it: *17 h. 30*.
    Unit,
    /// What stands before *J.-C.*
    Era,
    /// What stands before a letter that names one of a kind: *plan B*.
    Category,
    /// What stands before a numeral of one letter: *Philippe V*.
    King,
    /// A first name cut to two or three letters: *Ch.*, *Th.*
    Digraph,
    /// The second word of a surname that begins with an article: *Le Pen*.
    Particle,
    /// A name that ends in *!* or *?*.
    Marked,
    /// A capital that starts sentences: *Le*, *Il*, *Mais*.
    Starter,
}

const CLASSES: [(&str, Class); 11] = [
    ("title", Class::Title),
    ("before-name", Class::BeforeName),
    ("before-number", Class::BeforeNumber),
    ("units", Class::Unit),
    ("eras", Class::Era),
    ("categories", Class::Category),
    ("kings", Class::King),
    ("digraphs", Class::Digraph),
    ("particles", Class::Particle),
    ("marked-names", Class::Marked),
    ("starters", Class::Starter),
];

/// The words of one language, by class.
#[derive(Clone, Debug, Default)]
pub(super) struct Lexicon {
    words: FxHashMap<Box<str>, u16>,
}

impl Lexicon {
    /// The French one.
    pub fn french() -> Arc<Self> {
        static TABLE: LazyLock<Arc<Lexicon>> = LazyLock::new(|| Arc::new(Lexicon::parse(include_str!("french.txt"))));
        TABLE.clone()
    }

    /// The English one.
    pub fn english() -> Arc<Self> {
        static TABLE: LazyLock<Arc<Lexicon>> = LazyLock::new(|| Arc::new(Lexicon::parse(include_str!("english.txt"))));
        TABLE.clone()
    }

    /// Reads a table: `[class]` lines, words between white space, `#` before a remark.
    fn parse(table: &str) -> Self {
        let mut lexicon = Self::default();
        let mut class = None;
        for line in table.lines().filter(|l| !l.starts_with('#')) {
            if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
                class = CLASSES.iter().find(|(n, _)| *n == name).map(|&(_, c)| c);
                debug_assert!(class.is_some(), "no class {name}");
            } else if let Some(class) = class {
                line.split_whitespace().for_each(|word| lexicon.add(word, class));
            }
        }
        lexicon
    }

    /// Puts `word`, without its last full stop, into `class`.
    pub fn add(&mut self, word: &str, class: Class) {
        *self.words.entry(word.into()).or_default() |= 1 << class as u8;
    }

    /// Whether `word` is in `class`; exact in case.
    pub fn has(&self, word: &str, class: Class) -> bool {
        self.words.get(word).is_some_and(|classes| classes & (1 << class as u8) != 0)
    }

    /// Whether `word` is in `class` as it stands or with a small first letter.
    pub fn has_small(&self, word: &str, class: Class) -> bool {
        self.has(word, class)
            || word.chars().next().is_some_and(char::is_uppercase) && self.has(&word.to_lowercase(), class)
    }

    /// Whether `word` is a capital that starts sentences; *LES* counts as *Les*, *L'armée* as *L’*, *Est-il* as *Est*.
    pub fn starts(&self, word: &str) -> bool {
        let mut letters = word.chars().filter(|c| c.is_alphabetic());
        if !letters.next().is_some_and(char::is_uppercase) {
            return false;
        }
        let shouted = word.chars().nth(1).is_some() && letters.all(char::is_uppercase);
        let plain = capitalised(word, shouted);
        let known = |word: &str| self.has(word, Class::Starter);
        let elided = plain.find('’').is_some_and(|at| known(&plain[..at + '’'.len_utf8()]));
        let inverted =
            plain.find('-').is_some_and(|at| known(&plain[..at]) && plain[at + 1..].starts_with(char::is_lowercase));
        known(&plain) || elided || inverted
    }

    /// The words of `class`, sorted.
    pub fn words(&self, class: Class) -> Vec<&str> {
        let mut words: Vec<&str> =
            self.words.iter().filter(|(_, c)| *c & (1 << class as u8) != 0).map(|(w, _)| &**w).collect();
        words.sort_unstable();
        words
    }
}

/// `word` with curly apostrophes and, if it is shouted, small letters after the first.
fn capitalised(word: &str, shouted: bool) -> String {
    let mut plain = String::with_capacity(word.len());
    for (i, c) in word.chars().enumerate() {
        match c {
            '\'' | 'ʼ' => plain.push('’'),
            c if shouted && i > 0 => plain.extend(c.to_lowercase()),
            c => plain.push(c),
        }
    }
    plain
}
