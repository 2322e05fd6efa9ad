//! The keys of a concept, in the order of the documentation, and what each holds.

use Holds::{List, Other, Text};

/// What a key of a concept holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// One text: a name, a date, one of a few words.
    Text,
    /// A list of texts.
    List,
    /// Tables, or true and false.
    Other,
}

/// Every key that a glossary file may have, but those that start with `x-`.
pub const KEYS: [(&str, Holds); 32] = [
    ("id", Text),
    ("kind", Text),
    ("office", Other),
    ("fr", Text),
    ("en", Text),
    ("fr-acronym", Text),
    ("en-acronym", Text),
    ("fr-short", Text),
    ("en-short", Text),
    ("fr-plural", Text),
    ("fr-feminine", Text),
    ("fr-singular", Text),
    ("fr-variants", List),
    ("fr-adjectives", List),
    ("en-adjective", Text),
    ("en-demonym", Text),
    ("en-admitted", List),
    ("en-forbidden", List),
    ("en-article", Text),
    ("en-acronym-article", Text),
    ("en-style", Other),
    ("family", Text),
    ("en-family", Text),
    ("gender", Text),
    ("do-not-translate", Other),
    ("case", Text),
    ("not-in", List),
    ("status", Text),
    ("since", Text),
    ("until", Text),
    ("source", Text),
    ("note", Text),
];

/// The names of [`KEYS`].
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    KEYS.iter().map(|(name, _)| *name)
}

/// Where a key stands in a block of canonical form: `x-` keys come after all of [`KEYS`], then what we do not know, each by name.
pub(super) fn rank(key: &str) -> (usize, String) {
    let known = names().position(|name| name == key).or_else(|| key.starts_with("x-").then_some(KEYS.len()));
    (known.unwrap_or(KEYS.len() + 1), key.to_owned())
}
