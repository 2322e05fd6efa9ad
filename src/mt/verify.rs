//! Whether an engine translates at all: a few sentences whose names and numbers must come through.

use super::translator::{EngineError, Translator};

/// A sentence that an engine was asked, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trial {
    /// The sentence.
    pub source: &'static str,
    /// The answer.
    pub answer: Result<String, EngineError>,
    /// Words that the answer should have and has not.
    pub missing: Vec<&'static str>,
}

impl Trial {
    /// Whether the answer is one.
    pub fn is_good(&self) -> bool {
        self.answer.is_ok() && self.missing.is_empty()
    }
}

/// French, and the English words that any translation has.
const FRENCH: [(&str, &[&str]); 4] = [
    ("Le président est arrivé lundi à Paris.", &["president", "arrived", "Monday", "Paris"]),
    ("La réunion aura lieu à Berlin en 2025.", &["meeting", "Berlin", "2025"]),
    ("Trois soldats ont été tués dans le nord du Mali.", &["soldiers", "killed", "Mali"]),
    ("Le gouvernement a démenti ces informations.", &["government", "denied"]),
];

/// For a source language that we have no sentences in: what every language writes alike.
const ANY: [(&str, &[&str]); 2] = [
    ("Paris, Berlin, Madrid.", &["Paris", "Berlin", "Madrid"]),
    ("NATO 2025: Angela Merkel.", &["2025", "Angela Merkel"]),
];

/// Puts the trial sentences for `pair` to `engine`.
pub fn verify(engine: &mut dyn Translator, pair: &str) -> Vec<Trial> {
    let trials = if pair.starts_with("fr-") { &FRENCH[..] } else { &ANY[..] };
    let sources: Vec<&str> = trials.iter().map(|(source, _)| *source).collect();
    let answers = engine.translate(&sources);
    trials.iter().zip(answers).map(|(&(source, words), answer)| trial(source, words, answer)).collect()
}

fn trial(source: &'static str, words: &[&'static str], answer: Result<String, EngineError>) -> Trial {
    let text = answer.as_deref().unwrap_or_default().to_lowercase();
    let missing = words.iter().copied().filter(|word| !text.contains(&word.to_lowercase())).collect();
    Trial { source, answer, missing }
}
