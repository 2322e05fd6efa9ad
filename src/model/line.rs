//! A French line and what we offer for it.

use super::{English, Match, Origin, Position};

/// A French sentence with its English, or with what there is instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Where the French stands.
    pub position: Position,
    /// The French, word for word.
    pub french: String,
    /// Where the English came from.
    pub origin: Origin,
    /// The English; there is one exactly when [`Origin::is_english`].
    pub english: Option<English>,
    /// What stands behind the English: `desk.tmx 418`, the engine's name.
    pub evidence: String,
    /// What it took an engine to give the English: `plain`, `inserted`, `stand-in`, `copied`; for machine lines only.
    pub rung: Option<&'static str>,
    /// Rate of the memory's match behind the English, in percent.
    pub rate: Option<u8>,
    /// What was repaired in a memory's English, or how an engine was held to the glossary.
    pub repairs: Vec<String>,
    /// The best match that is not good enough to be the line.
    pub suggestion: Option<Match>,
    /// The glossary's names in the French, in order, each once.
    pub terms: Vec<TermPair>,
    /// What an editor should look at, in plain English.
    pub notes: Vec<String>,
}

/// A French name and its English.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct TermPair {
    /// As the article has it.
    pub fr: String,
    /// As the glossary has it, in the same form.
    pub en: String,
    /// Whether the glossary's entry is only proposed.
    pub proposed: bool,
}
