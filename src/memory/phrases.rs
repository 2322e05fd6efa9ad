//! Parts of a sentence that the memory knows as units of their own.

use super::{Memory, Query};
use crate::text::{Span, Word, WordKind, words};

/// A part of a query and the English of the unit that equals it but for case: a suggestion, never a translation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Where the part stands in the query.
    pub span: Span,
    /// The unit's English.
    pub target: String,
    /// Where the unit is, as in [`Match::memory`](crate::model::Match::memory).
    pub memory: String,
    /// Number of the unit in its file.
    pub unit: u64,
}

/// The longest part that is looked for, in words.
const LONGEST: usize = 8;
/// Shorter parts are articles and prepositions as often as not.
const SHORTEST_LETTERS: usize = 6;

impl Memory {
    /// The parts of `text` that are units of the memory, the longest at each place from the left, not overlapping.
    ///
    /// ```
    /// # use entrefilet::{memory::{Memory, build}, model::Unit};
    /// # let folder = tempfile::tempdir().unwrap();
    /// # let path = folder.path().join("m.idx");
    /// build([Unit { source: "Conseil de sécurité".into(), target: "Security Council".into(), ..Unit::default() }], &path).unwrap();
    /// let text = "Le Conseil de sécurité se réunit mardi.";
    /// let found = Memory::open(&path).unwrap().phrases(text);
    /// assert_eq!((found[0].span.of(text), found[0].target.as_str()), ("Conseil de sécurité", "Security Council"));
    /// ```
    pub fn phrases(&self, text: &str) -> Vec<Known> {
        let words: Vec<Word> = words(text).collect();
        let mut found = Vec::new();
        let mut at = 0;
        while at < words.len() {
            match self.longest_from(text, &words[at..]) {
                Some((length, known)) => {
                    found.push(known);
                    at += length;
                }
                None => at += 1,
            }
        }
        found
    }

    fn longest_from(&self, text: &str, words: &[Word]) -> Option<(usize, Known)> {
        if words[0].kind == WordKind::Mark {
            return None;
        }
        (1..=words.len().min(LONGEST)).rev().find_map(|length| {
            let span = Span { start: words[0].span.start, end: words[length - 1].span.end };
            let part = span.of(text);
            if part.len() < SHORTEST_LETTERS || words[length - 1].kind == WordKind::Mark {
                return None;
            }
            let best = self.search(&Query { text: part, ..Query::default() }, 99, 1).pop()?;
            Some((length, Known { span, target: best.target, memory: best.memory, unit: best.unit }))
        })
    }
}
