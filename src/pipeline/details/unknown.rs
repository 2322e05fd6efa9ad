//! Names that the glossary does not know.

use crate::brief::UnknownName;
use crate::model::{Article, Hit, NameKind, Segment};
use crate::names::Finder;
use crate::pipeline::article::Read;
use std::collections::BTreeMap;

/// A name that the glossary does not know, over one article or many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::pipeline) struct Unknown {
    /// As the article has it.
    pub text: String,
    /// What it seems to be.
    pub kind: NameKind,
    /// Mentions.
    pub count: u32,
    /// Segment of the first.
    pub first: usize,
}

/// Names of the article that no glossary mention touches, in order of first mention.
pub(in crate::pipeline) fn unknown_names(article: &Article, segments: &[Segment], hits: &[Vec<Hit>]) -> Vec<Unknown> {
    let texts: Vec<&str> = segments.iter().map(|s| article.slice(s.span)).collect();
    let finder = Finder::of(texts.iter().copied());
    let mut unknown: BTreeMap<&str, Unknown> = BTreeMap::new();
    for (i, text) in texts.iter().enumerate().filter(|(i, _)| article.block_of(&segments[*i]).kind.is_body()) {
        let fresh = finder.names(text).into_iter().filter(|n| !hits[i].iter().any(|h| h.span.overlaps(n.span)));
        for name in fresh {
            let text = name.span.of(text);
            let of = || Unknown { text: text.to_owned(), kind: name.kind, count: 0, first: i };
            unknown.entry(text).or_insert_with(of).count += 1;
        }
    }
    let mut unknown: Vec<Unknown> = unknown.into_values().collect();
    unknown.sort_by_key(|n| n.first);
    unknown
}

/// The same as a brief lists them.
pub(in crate::pipeline) fn unknown_rows(read: &Read) -> Vec<UnknownName> {
    let row = |name: &Unknown| UnknownName {
        name: name.text.clone(),
        kind: name.kind.tag(),
        mentions: name.count,
        position: read.article.position(&read.segments[name.first]).short(),
    };
    read.unknown.iter().map(row).collect()
}

/// A ready-to-paste glossary entry.
pub(in crate::pipeline) fn proposal(_: &Unknown) -> String {
    String::new()
}
