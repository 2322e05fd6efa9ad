//! Names that the glossary does not know.

use crate::brief::{Place, UnknownName};
use crate::model::{Article, Hit, Segment};
use crate::names::{self, Unknown};
use crate::pipeline::read::Read;
use crate::text::Span;

/// Names of the article that no glossary mention touches, in order of first mention.
pub(in crate::pipeline) fn unknown_names(article: &Article, segments: &[Segment], hits: &[Vec<Hit>]) -> Vec<Unknown> {
    let texts: Vec<&str> = segments.iter().map(|s| article.slice(s.span)).collect();
    let known: Vec<Vec<Span>> = hits.iter().map(|h| h.iter().map(|h| h.span).collect()).collect();
    names::unknown(&texts, &known)
}

/// The same as a brief lists them.
pub(in crate::pipeline) fn unknown_rows(read: &Read) -> Vec<UnknownName> {
    let row = |name: &Unknown| UnknownName {
        name: name.text.clone(),
        kind: name.kind_in_words(),
        mentions: name.mentions.len() as u32,
        place: first_mention(read, name).as_ref().map(Place::from),
    };
    read.unknown.iter().map(row).collect()
}

/// Where an article has `name` first.
pub(in crate::pipeline) fn first_mention(read: &Read, name: &Unknown) -> Option<crate::model::Position> {
    let &(line, _) = name.mentions.first()?;
    Some(read.article.position(&read.segments[line]))
}
