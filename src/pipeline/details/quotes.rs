//! Quotations with their speakers, and their English where a line has it.

use crate::brief::Quoted;
use crate::model::{Certainty, Form, Hit, Segment};
use crate::pipeline::article::Read;
use crate::pipeline::lines::Covered;
use crate::pipeline::plan::Plan;
use crate::quotes::{self, Quote};
use crate::text::Span;

/// The quotations of the body, in article order.
pub(in crate::pipeline) fn quotes(plan: &Plan, read: &Read, covered: &Covered) -> Vec<Quoted> {
    let bodies = read.article.blocks.iter().enumerate().filter(|(_, b)| b.kind.is_body());
    let all = bodies.flat_map(|(index, block)| {
        let found = quotes::find(read.article.slice(block.span)).into_iter();
        found.filter_map(move |quote| quoted(plan, read, covered, index as u32, shifted(quote, block.span.start)))
    });
    all.collect()
}

fn shifted(quote: Quote, by: u32) -> Quote {
    Quote { span: quote.span.shifted(by), speaker: quote.speaker.map(|s| s.shifted(by)) }
}

fn quoted(plan: &Plan, read: &Read, covered: &Covered, block: u32, quote: Quote) -> Option<Quoted> {
    let holds = |s: &Segment| s.block == block && s.tile.start <= quote.span.start && quote.span.start < s.tile.end;
    let at = read.segments.iter().position(holds)?;
    let line = covered.line(at);
    let whole = read.segments[at].span.contains(quote.span);
    Some(Quoted {
        speaker: quote.speaker.map(|s| speaker(plan, read, s)),
        french: read.article.slice(quote.span).to_owned(),
        english: line.filter(|_| whole).and_then(|l| cut(&l.french, &l.english.as_ref()?.text)),
        position: read.article.position(&read.segments[at]),
    })
}

/// The speaker as the glossary has them, or as the article does.
fn speaker(plan: &Plan, read: &Read, span: Span) -> String {
    let french = read.article.slice(span);
    let named = read.segments.iter().zip(&read.hits).find_map(|(segment, hits)| {
        let mut certain = hits.iter().filter(|h| !h.nested && h.certainty == Certainty::Certain);
        certain.find_map(|h| english(plan, h, segment.span.start, span, bare(french)))
    });
    named.unwrap_or_else(|| format!("« {french} »"))
}

/// The English of `hit`, in a segment that starts at `origin`, if it is the whole of the speaker but for an article.
fn english(plan: &Plan, hit: &Hit, origin: u32, speaker: Span, bare: &str) -> Option<String> {
    let whole = |s: Span| s.shifted(origin).end == speaker.end && s.len() == bare.len();
    match &hit.phrase {
        Some(phrase) if whole(phrase.span) => Some(phrase.en.clone()),
        _ if !whole(hit.span) => None,
        _ if hit.form == Form::Surname => Some(plan.concept(hit.concept).en.clone()),
        _ => Some(hit.en.clone()),
    }
}

fn bare(french: &str) -> &str {
    ["le ", "la ", "les ", "l’", "l'", "Le ", "La ", "Les ", "L’", "L'"]
        .iter()
        .find_map(|a| french.strip_prefix(a))
        .unwrap_or(french)
}

/// The quotation's English, if French and English line have exactly one quotation each.
fn cut(french: &str, english: &str) -> Option<String> {
    let only = |text: &str| {
        let found = quotes::find(text);
        (found.len() == 1).then(|| found[0].span.of(text).to_owned())
    };
    only(french)?;
    only(english)
}
