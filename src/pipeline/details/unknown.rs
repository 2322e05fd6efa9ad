//! Names that the glossary does not know.

use crate::brief::UnknownName;
use crate::model::{Article, Hit, NameKind, Segment};
use crate::names;
use crate::pipeline::article::Read;
use crate::text::Span;

/// A name that the glossary does not know, over one article or many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::pipeline) struct Unknown {
    /// As the article has it.
    pub text: String,
    /// What it seems to be.
    pub kind: NameKind,
    /// The short form that the article gives it.
    pub acronym: Option<String>,
    /// Mentions.
    pub count: u32,
    /// Segment of the first.
    pub first: usize,
}

/// Names of the article that no glossary mention touches, in order of first mention.
pub(in crate::pipeline) fn unknown_names(article: &Article, segments: &[Segment], hits: &[Vec<Hit>]) -> Vec<Unknown> {
    let body: Vec<usize> = (0..segments.len()).filter(|&i| article.block_of(&segments[i]).kind.is_body()).collect();
    let texts: Vec<&str> = body.iter().map(|&i| article.slice(segments[i].span)).collect();
    let known: Vec<Vec<Span>> = body.iter().map(|&i| hits[i].iter().map(|h| h.span).collect()).collect();
    let row = |name: names::Unknown| Unknown {
        count: name.mentions.len() as u32,
        first: body[name.mentions[0].0],
        text: name.text,
        kind: name.kind,
        acronym: name.acronym,
    };
    names::unknown(&texts, &known).into_iter().map(row).collect()
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
pub(in crate::pipeline) fn proposal(name: &Unknown) -> String {
    names::proposal(&name.text, name.kind, name.acronym.as_deref())
}
