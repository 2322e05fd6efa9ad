//! What is asked of an engine that holds names, and what it gives.

use super::wanted::Wanted;
use crate::model::English;

/// A French sentence to translate and the names its English must have.
#[derive(Clone, Copy, Debug)]
pub struct Request<'r> {
    /// The sentence, as the article has it.
    pub text: &'r str,
    /// Its names, in order, not overlapping.
    pub wanted: &'r [Wanted],
    /// Sentences like it with the English that people gave them, the nearest first, for engines that learn from examples.
    pub examples: &'r [(&'r str, &'r str)],
}

/// A translated line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Translation {
    /// The English, with the names that stand in it.
    pub english: English,
    /// What it took.
    pub rung: Rung,
    /// For each wanted name, whether it stands in the text as wanted. Decided by reading the text, whatever the rung; a
    /// `false` must be shown.
    pub enforced: Vec<bool>,
}

/// What it took to get a line, from least to most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rung {
    /// Nothing to translate: the source has no letters and stands as it is.
    Copied,
    /// The engine's answer to the sentence.
    Plain,
    /// The engine's answer to the sentence with wanted English written into it.
    Inserted,
    /// The engine's answer to the sentence with invented names in it, which were replaced in the answer.
    StandIn,
}

impl Rung {
    /// The name used in JSON, TMX properties and the manifest.
    pub fn name(self) -> &'static str {
        match self {
            Self::Copied => "copied",
            Self::Plain => "plain",
            Self::Inserted => "inserted",
            Self::StandIn => "stand-in",
        }
    }
}
