//! What a translation memory answers.

use super::Trust;
use crate::text::Span;

/// A unit of a memory that is like the query, with what differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// Match rate in whole percent, 0..=101: 100 equal, 101 equal in the same context.
    pub rate: u8,
    /// The unit's French.
    pub source: String,
    /// The unit's English.
    pub target: String,
    /// Name of the memory, as the pipeline gives it (its file name unless set); when it was built from several files also
    /// the file, as in `desk.idx: old/desk.tmx`.
    pub memory: String,
    /// Number of the unit in its file, 1-based.
    pub unit: u64,
    /// Whether a person stands behind the English.
    pub trust: Trust,
    /// What differs, in order of the query; empty at 100 and above.
    pub edits: Vec<Edit>,
}

/// One difference between a query and a memory's source. One of the spans may be empty, not both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Words of the query (bytes of the query text).
    pub query: Span,
    /// Words of the memory's source in their place (bytes of [`Match::source`]).
    pub source: Span,
}
