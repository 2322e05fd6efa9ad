//! English and where it came from.

use super::Form;
use crate::text::Span;

/// A line of English with the names in it, so that a brief can put them into house form once.
///
/// The text is context-free: full names as the French has them. Memories, caches and TMX keep this text; only a brief
/// rewrites mentions, in its own reading order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct English {
    /// The line.
    pub text: String,
    /// Names in it, in order, not overlapping.
    pub mentions: Vec<Mention>,
}

/// A glossary name inside an [`English`] line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where it stands in the line.
    pub span: Span,
    /// Number of the concept in the run's termbase.
    pub concept: u32,
    /// The form used.
    pub form: Form,
}

/// Where an English line came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// A memory's exact match with the same neighbours.
    Context,
    /// A memory's exact match.
    Exact,
    /// A memory's match that differed only in numbers, dates or glossary names, all repaired.
    Adapted,
    /// An engine's translation.
    Machine,
    /// No English line: French with the English terms beside it.
    Terms,
    /// No English line, and no terms.
    None,
}

impl Origin {
    /// Whether a line of this origin has English.
    pub fn is_english(self) -> bool {
        self <= Self::Machine
    }

    /// The name used in JSON, TMX properties and the manifest.
    pub fn name(self) -> &'static str {
        match self {
            Self::Context => "context",
            Self::Exact => "exact",
            Self::Adapted => "adapted",
            Self::Machine => "machine",
            Self::Terms => "terms",
            Self::None => "none",
        }
    }
}
