//! What the first half of the road knows of an article.

use super::desk::Ask;
use super::elsewhere::Lost;
use crate::model::{Article, BlockKind, Diagnostic, Hit, Match, Segment};
use crate::names::Unknown;
use crate::propose::Proposal;
use crate::quotes::Quote;
use std::collections::{BTreeMap, BTreeSet};

/// What the first half knows of an article.
pub(super) struct Read {
    pub article: Article,
    pub notes: Vec<Diagnostic>,
    pub segments: Vec<Segment>,
    /// For each segment, its glossary mentions; spans count in the segment.
    pub hits: Vec<Vec<Hit>>,
    /// For each segment, what the memories have, best first.
    pub matches: Vec<Vec<Match>>,
    /// The segments of the key points, in article order.
    pub key: Vec<usize>,
    /// For each segment whose English brief and TMX want, what memories and glossary give; the key points are among them.
    pub proposals: BTreeMap<usize, Proposal>,
    /// Names that the glossary does not know.
    pub unknown: Vec<Unknown>,
    /// The quotations, in article order.
    pub quotes: Vec<Quote>,
    /// The segments that have a part of a quotation.
    pub quoted: BTreeSet<usize>,
    /// Which of the segments with proposals are no segments where a translation tool opens the file.
    pub lost: BTreeMap<usize, Lost>,
}

impl Read {
    /// Segment `i` as an engine is asked it.
    pub fn ask(&self, i: usize) -> Ask {
        Ask::new(self.french(i), &self.hits[i], &self.matches[i])
    }

    /// Whether segment `i` is a headline, a key point or a quotation.
    pub fn is_key(&self, i: usize) -> bool {
        let is_title = self.article.block_of(&self.segments[i]).kind == BlockKind::Title;
        is_title || self.key.contains(&i) || self.quoted.contains(&i)
    }

    /// The French of segment `i`.
    pub fn french(&self, i: usize) -> &str {
        self.article.slice(self.segments[i].span)
    }
}
