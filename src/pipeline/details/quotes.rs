//! Quotations with their speakers, and their English where lines have it.

use crate::brief::{Quoted, Voice};
use crate::model::{Article, Certainty, ConceptKind, Form, Hit, NameKind, Segment};
use crate::names::Unknown;
use crate::pipeline::lines::Covered;
use crate::pipeline::plan::Plan;
use crate::pipeline::read::Read;
use crate::quotes::{self, Person, Quote, Tie};
use crate::text::Span;
use std::collections::BTreeSet;

/// The quotations of the body, in article order; spans count in the article's text.
pub(in crate::pipeline) fn find_quotes(
    plan: &Plan,
    article: &Article,
    segments: &[Segment],
    hits: &[Vec<Hit>],
    unknown: &[Unknown],
) -> Vec<Quote> {
    let bodies: Vec<Span> = article.blocks.iter().filter(|b| b.kind.is_body()).map(|b| b.span).collect();
    quotes::find(&article.text, &bodies, &people(plan, segments, hits, unknown))
}

/// The persons that an article names, known ones and others, in order.
fn people(plan: &Plan, segments: &[Segment], hits: &[Vec<Hit>], unknown: &[Unknown]) -> Vec<Person> {
    let known = segments.iter().zip(hits).flat_map(|(segment, hits)| {
        let persons = hits.iter().filter(|h| is_person(plan, h));
        persons.map(|h| Person {
            span: h.span.shifted(segment.span.start),
            gender: plan.concept(h.concept).gender,
            who: h.concept,
        })
    });
    let first_new = plan.termbase.concepts().len() as u32;
    let may_speak = |u: &Unknown| matches!(u.kind, Some(NameKind::Person) | None);
    let persons = unknown.iter().enumerate().filter(|(_, u)| may_speak(u));
    let new = persons.flat_map(|(i, name)| {
        let place = |&(line, span): &(usize, Span)| span.shifted(segments[line].span.start);
        name.mentions.iter().map(place).map(move |span| Person { span, gender: None, who: first_new + i as u32 })
    });
    let mut people: Vec<Person> = known.chain(new).collect();
    people.sort_by_key(|p| p.span);
    people
}

fn is_person(plan: &Plan, hit: &Hit) -> bool {
    !hit.nested && hit.certainty == Certainty::Certain && plan.concept(hit.concept).kind == ConceptKind::Person
}

/// The segments that have a part of a quotation.
pub(in crate::pipeline) fn quoted_segments(segments: &[Segment], quotes: &[Quote]) -> BTreeSet<usize> {
    let is_quoted = |s: &Segment| quotes.iter().any(|q| q.span.overlaps(s.span));
    segments.iter().enumerate().filter(|(_, s)| is_quoted(s)).map(|(i, _)| i).collect()
}

/// The quotations as a brief lists them.
pub(in crate::pipeline) fn quotes(plan: &Plan, read: &Read, covered: &Covered) -> Vec<Quoted> {
    read.quotes.iter().filter_map(|quote| quoted(plan, read, covered, quote)).collect()
}

fn quoted(plan: &Plan, read: &Read, covered: &Covered, quote: &Quote) -> Option<Quoted> {
    let inside: Vec<usize> = (0..read.segments.len()).filter(|&i| read.segments[i].span.overlaps(quote.span)).collect();
    let &first = inside.first()?;
    let parts: Option<Vec<Part>> = inside.iter().map(|&i| part(read, covered, i, quote.span)).collect();
    let is_whole = parts.as_ref().is_some_and(|p| p.iter().any(|p| p.is_whole));
    Some(Quoted {
        speaker: quote.speaker.map(|s| voice(plan, read, s)),
        french: read.article.slice(quote.span).to_owned(),
        english: parts.map(|p| p.into_iter().map(|p| p.english).collect::<Vec<_>>().join(" ")),
        is_whole,
        position: read.article.position(&read.segments[first]),
    })
}

/// What a quotation has of one sentence, in English.
struct Part {
    english: String,
    /// Whether it is the whole sentence, because the quotation could not be told apart in the English.
    is_whole: bool,
}

fn part(read: &Read, covered: &Covered, i: usize, quote: Span) -> Option<Part> {
    let english = &covered.line(i)?.english.as_ref()?.text;
    let (segment, french) = (read.segments[i].span, read.french(i));
    let own = |part: &Span| part.shifted(segment.start).overlaps(quote);
    let parts = quotes::quoted_parts(french);
    let translated = quotes::quoted_parts(english);
    let cut = match parts.iter().position(own) {
        Some(at) if parts.len() == translated.len() => Some(translated[at].of(english)),
        None if quote.contains(segment) => Some(english.as_str()),
        _ => None,
    };
    Some(Part { english: cut.unwrap_or(english).to_owned(), is_whole: cut.is_none() })
}

/// The speaker as the glossary has them, or as the article does.
fn voice(plan: &Plan, read: &Read, speaker: quotes::Speaker) -> Voice {
    let french = read.article.slice(speaker.span);
    let english = read.segments.iter().zip(&read.hits).find_map(|(segment, hits)| {
        let of = |h: &&Hit| !h.nested && h.certainty == Certainty::Certain;
        hits.iter().filter(of).find_map(|h| english(plan, h, segment.span.start, speaker.span, bare(french)))
    });
    let how = match speaker.tie {
        Tie::Named => None,
        Tie::Pronoun => Some("by a pronoun"),
        Tie::GoesOn => Some("going on"),
    };
    let is_french = english.is_none() && !is_name(french);
    Voice { name: english.unwrap_or_else(|| french.to_owned()), is_french, how }
}

/// The English of `hit`, in a segment that starts at `origin`, if it is a person in the speaker's description, or the whole
/// of it but for an article.
fn english(plan: &Plan, hit: &Hit, origin: u32, speaker: Span, bare: &str) -> Option<String> {
    let whole = |s: Span| s.shifted(origin).end == speaker.end && s.len() == bare.len();
    if is_person(plan, hit) && speaker.contains(hit.span.shifted(origin)) {
        return Some(plan.concept(hit.concept).en.clone());
    }
    let en = match &hit.phrase {
        Some(phrase) if whole(phrase.span) => &phrase.en,
        _ if whole(hit.span) && !matches!(hit.form, Form::Adjective | Form::Demonym) => &hit.en,
        _ => return None,
    };
    let is_common = en.starts_with(char::is_lowercase) || plan.concept(hit.concept).kind == ConceptKind::Office;
    let definite = is_common && bare.len() < speaker.len();
    Some(if definite { format!("the {en}") } else { en.clone() })
}

fn bare(french: &str) -> &str {
    ["le ", "la ", "les ", "l’", "l'", "Le ", "La ", "Les ", "L’", "L'"]
        .iter()
        .find_map(|a| french.strip_prefix(a))
        .unwrap_or(french)
}

/// *Jean-Pierre Dubois*: nothing to translate in it.
fn is_name(french: &str) -> bool {
    french
        .split_whitespace()
        .all(|w| w.starts_with(char::is_uppercase) || matches!(w, "de" | "ag" | "ould" | "ben" | "el"))
        && !french.starts_with("L’")
        && !french.starts_with("L'")
        && bare(french).len() == french.len()
}
