//! What a translation memory answers.

use super::Trust;
use crate::text::Span;
use std::fmt;

/// A unit of a memory that is like the query, with what differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// Match rate in whole percent, 0..=101: 100 equal, 101 equal in the same context; what is in `penalty` is taken off.
    pub rate: u8,
    /// What was taken off the rate.
    pub penalty: Penalty,
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
    /// What differs, in order of the query; empty when the texts are equal.
    pub edits: Vec<Edit>,
}

/// Percent taken off a match rate, and why.
///
/// ```
/// use entrefilet::model::Penalty;
/// assert_eq!(Penalty { memory: 3, age: 2 }.to_string(), "3 off for the memory, 2 off for its age");
/// assert_eq!(Penalty::default().to_string(), "");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Penalty {
    /// Because the memory is trusted less.
    pub memory: u8,
    /// Because the unit is older than the article.
    pub age: u8,
}

impl fmt::Display for Penalty {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let told = |percent: u8, what| (percent > 0).then(|| format!("{percent} off for {what}"));
        let parts: Vec<String> =
            [told(self.memory, "the memory"), told(self.age, "its age")].into_iter().flatten().collect();
        f.write_str(&parts.join(", "))
    }
}

/// One difference between a query and a memory's source. One of the spans may be empty, not both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Words of the query (bytes of the query text).
    pub query: Span,
    /// Words of the memory's source in their place (bytes of [`Match::source`]).
    pub source: Span,
}
