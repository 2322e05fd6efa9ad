//! Which sentences tell the article, and which want English.

use crate::model::{Article, BlockKind, Hit, Match, Segment};
use crate::pipeline::Extent;
use crate::pipeline::plan::Plan;
use crate::summary::{Document, Sentence};
use std::collections::BTreeSet;

/// The segments of the key points, in article order.
pub(in crate::pipeline) fn key_points(
    plan: &Plan,
    article: &Article,
    segments: &[Segment],
    hits: &[Vec<Hit>],
    matches: &[Vec<Match>],
) -> Vec<usize> {
    let title = article.title().map_or("", |b| article.slice(b.span));
    let body: Vec<usize> = (0..segments.len()).filter(|&i| tells(article, &segments[i])).collect();
    let sentences = body.iter().map(|&i| Sentence {
        text: article.slice(segments[i].span),
        known: known(&matches[i]),
        subject: hits[i].iter().any(|h| plan.subjects.contains(&h.concept)),
    });
    let document = Document { title, sentences: sentences.collect() };
    let picked = plan.summarizer.pick(&document, plan.budget);
    let mut key: Vec<usize> = picked.into_iter().map(|i| body[i]).collect();
    key.sort_unstable();
    key
}

/// Whether a segment can stand alone: an item of a list does when it starts like a sentence.
fn tells(article: &Article, segment: &Segment) -> bool {
    let starts = || article.slice(segment.span).chars().next().is_some_and(char::is_uppercase);
    match article.block_of(segment).kind {
        BlockKind::ListItem => starts(),
        kind => kind.is_body(),
    }
}

/// How much of a sentence the memories cover, in thousandths.
fn known(matches: &[Match]) -> u16 {
    matches.first().map_or(0, |m| u16::from(m.rate.min(100)) * 10)
}

/// The segments whose English brief and TMX want: the headline, the key points and the quotations, or everything.
pub(in crate::pipeline) fn wanted(
    plan: &Plan,
    article: &Article,
    segments: &[Segment],
    key: &[usize],
    quoted: &BTreeSet<usize>,
) -> Vec<usize> {
    let all = plan.extent == Extent::All;
    let told = |kind: BlockKind| kind.is_body() || kind == BlockKind::Heading;
    let is_wanted = |i: usize, s: &Segment| {
        let kind = article.block_of(s).kind;
        kind == BlockKind::Title || key.contains(&i) || quoted.contains(&i) || (all && told(kind))
    };
    segments.iter().enumerate().filter(|(i, s)| is_wanted(*i, s)).map(|(i, _)| i).collect()
}
