//! Person, organisation or place.

use super::evidence::Evidence;
use super::lexicon::*;
use super::tokens::{Shape, Token};
use crate::model::NameKind;
use std::ops::Range;

/// What each of the names `chunks` seems to be, by its words, those before it, and its neighbours in a list.
pub(super) fn kinds(text: &str, tokens: &[Token], chunks: &[Range<usize>], evidence: &Evidence) -> Vec<NameKind> {
    let mut kinds: Vec<NameKind> = Vec::with_capacity(chunks.len());
    for (i, range) in chunks.iter().enumerate() {
        let written = &text[tokens[range.start].span.start as usize..tokens[range.end - 1].span.end as usize];
        let listed =
            i > 0 && chunks[i - 1].end + 1 == range.start && matches!(tokens[range.start - 1].text, "," | "et" | "ou");
        let kind = by_its_words(written, tokens, range, evidence)
            .or_else(|| by_what_precedes(tokens, range))
            .or_else(|| listed.then(|| kinds[i - 1]))
            .unwrap_or(NameKind::Person);
        kinds.push(kind);
    }
    kinds
}

fn by_its_words(written: &str, tokens: &[Token], range: &Range<usize>, evidence: &Evidence) -> Option<NameKind> {
    let words = &tokens[range.clone()];
    let (first, many) = (&words[0], words.len() > 1);
    let head = if is_article(first.text) && many { &words[1] } else { first };
    let capitals = first.text.chars().filter(|c| c.is_uppercase()).count();
    match () {
        _ if is_place(written) => Some(NameKind::Place),
        _ if first.shape == Shape::Lower && is_school(first.text) => Some(NameKind::Organisation),
        _ if first.shape == Shape::Lower => Some(NameKind::Place),
        _ if many && is_wide_body(head.text) => Some(NameKind::Organisation),
        _ if many && Class::Site.has(head.text) => Some(NameKind::Place),
        _ if after_title(tokens, range.start) => Some(NameKind::Person),
        _ if many && words.iter().any(|w| Class::Firm.has(w.text)) => Some(NameKind::Organisation),
        _ if is_given(first.text) || !many && evidence.is_surname(first.text) => Some(NameKind::Person),
        _ if first.shape == Shape::Upper || capitals > 1 && !first.text.contains(['-', '’', '\'']) => {
            Some(NameKind::Organisation)
        }
        _ if Class::Body.has(head.text) => Some(NameKind::Organisation),
        _ => None,
    }
}

/// *université*, *école*, *prison*: places that act.
fn is_school(word: &str) -> bool {
    matches!(word, "université" | "école" | "lycée" | "hôpital")
}

/// *M. Dupont*, *le président Touadéra*.
fn after_title(tokens: &[Token], at: usize) -> bool {
    let word = |back: usize| at.checked_sub(back).map_or("", |i| tokens[i].text);
    Class::Title.has(word(1)) || word(1) == "." && matches!(word(2), "M" | "MM" | "Dr" | "Pr" | "Mgr")
}

/// People take no article, and one goes *à* or *en* a place.
fn by_what_precedes(tokens: &[Token], range: &Range<usize>) -> Option<NameKind> {
    let before = range.start.checked_sub(1).map_or("", |i| tokens[i].text);
    match before {
        "à" | "À" | "en" | "En" | "au" | "Au" | "vers" | "Vers" | "du" => Some(NameKind::Place),
        "le" | "Le" | "les" | "Les" | "des" | "aux" | "chez" => Some(NameKind::Organisation),
        "l’" | "l'" | "L’" | "L'" | "la" | "La" => Some(NameKind::Organisation),
        _ => None,
    }
}
