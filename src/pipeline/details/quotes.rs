//! Quotations with their speakers, and their English where lines have it.

use crate::brief::{Quoted, Title, Voice};
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
            is_certain: true,
        })
    });
    let first_new = plan.termbase.concepts().len() as u32;
    let may_speak = |u: &Unknown| matches!(u.kind, Some(NameKind::Person) | None);
    let persons = unknown.iter().enumerate().filter(|(_, u)| may_speak(u));
    let new = persons.flat_map(|(i, name)| {
        let place = |&(line, span): &(usize, Span)| span.shifted(segments[line].span.start);
        let (who, is_certain) = (first_new + i as u32, name.kind.is_some());
        name.mentions.iter().map(place).map(move |span| Person { span, gender: None, who, is_certain })
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

/// The speaker as the glossary has them, or as the article does; of *le ministre du Budget Éric Woerth* name and title apart.
fn voice(plan: &Plan, read: &Read, speaker: quotes::Speaker) -> Voice {
    let french = read.article.slice(speaker.span);
    let how = match speaker.tie {
        Tie::Named => None,
        Tie::Pronoun => Some("by a pronoun"),
        Tie::GoesOn => Some("going on"),
    };
    if let Some(name) = in_glossary(plan, read, speaker.span) {
        return Voice { name, is_french: false, title: None, how };
    }
    let Some(name) = new_person(read, speaker.span) else {
        return Voice { name: in_lower_case(french), is_french: !is_name(french), title: None, how };
    };
    let before = Span { start: speaker.span.start, end: name.start };
    let title = before.of(&read.article.text).trim_end_matches([' ', ',', '\u{a0}']);
    let title = Span { end: before.start + title.len() as u32, ..before };
    let name = read.article.slice(name);
    let civility = [("M.", "Mr "), ("Mme", "Ms "), ("Mlle", "Ms "), ("Me", "Me "), ("Mgr", "Mgr ")];
    if let Some((_, english)) = civility.iter().find(|(fr, _)| *fr == title.of(&read.article.text)) {
        return Voice { name: format!("{english}{name}"), is_french: false, title: None, how };
    }
    let title = (!title.is_empty()).then(|| title_of(plan, read, title));
    Voice { name: name.to_owned(), is_french: false, title, how }
}

/// The glossary's English for the description at `span`.
fn in_glossary(plan: &Plan, read: &Read, span: Span) -> Option<String> {
    let of = |h: &&Hit| !h.nested && h.certainty == Certainty::Certain;
    read.segments.iter().zip(&read.hits).find_map(|(segment, hits)| {
        hits.iter().filter(of).find_map(|h| english(plan, read, h, segment.span.start, span))
    })
}

/// A person whom the glossary does not know and whom the description at `span` names at its end.
fn new_person(read: &Read, span: Span) -> Option<Span> {
    let people = read.unknown.iter().filter(|u| u.kind == Some(NameKind::Person));
    let mut mentions = people.flat_map(|u| &u.mentions).map(|&(line, s)| s.shifted(read.segments[line].span.start));
    mentions.find(|&s| span.contains(s) && s.end == span.end && !quotes::is_owner(&read.article.text, span, s))
}

fn title_of(plan: &Plan, read: &Read, span: Span) -> Title {
    let french = bare(read.article.slice(span));
    match in_glossary(plan, read, span) {
        Some(english) => Title { text: english.trim_start_matches("the ").to_owned(), is_french: false },
        None => Title { text: in_lower_case(french), is_french: true },
    }
}

/// `french` with the article that it starts with in small letters: it stood first in its sentence. *Le Monde* stays.
fn in_lower_case(french: &str) -> String {
    let named = |a: &&&str| french[a.len()..].starts_with(char::is_uppercase);
    let article = ["Le ", "La ", "Les ", "L’", "L'", "Un ", "Une ", "Des ", "De "]
        .iter()
        .find(|a| french.starts_with(**a))
        .filter(|a| !named(a));
    article.map_or_else(|| french.to_owned(), |a| a.to_lowercase() + &french[a.len()..])
}

/// The English of `hit`, in a segment that starts at `origin`, if it is the person whom the description at `speaker` names, or
/// the whole of it but for an article.
fn english(plan: &Plan, read: &Read, hit: &Hit, origin: u32, speaker: Span) -> Option<String> {
    let bare = bare(read.article.slice(speaker));
    let whole = |s: Span| s.shifted(origin).end == speaker.end && s.len() == bare.len();
    let here = hit.span.shifted(origin);
    if is_person(plan, hit) && speaker.contains(here) && !quotes::is_owner(&read.article.text, speaker, here) {
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
