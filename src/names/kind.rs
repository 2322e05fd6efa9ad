//! Person, organisation or place.

use super::evidence::Evidence;
use super::lexicon::*;
use super::tokens::{Shape, Token};
use crate::model::NameKind;
use std::ops::Range;

/// What each of the names `chunks` seems to be, by its words, those before it, and its neighbours in a list; nothing where
/// nothing tells.
pub(super) fn kinds(
    text: &str,
    tokens: &[Token],
    chunks: &[Range<usize>],
    evidence: &Evidence,
) -> Vec<Option<NameKind>> {
    let mut kinds: Vec<Option<NameKind>> = Vec::with_capacity(chunks.len());
    for (i, range) in chunks.iter().enumerate() {
        let written = &text[tokens[range.start].span.start as usize..tokens[range.end - 1].span.end as usize];
        let neighbour = i.checked_sub(1).filter(|&b| neighbours(tokens, &chunks[b], range));
        let kind = by_its_words(written, tokens, range, evidence)
            .or_else(|| by_what_precedes(tokens, range))
            .or_else(|| neighbour.and_then(|b| kinds[b]))
            .or_else(|| is_full_name(&tokens[range.clone()]).then_some(NameKind::Person));
        kinds.push(kind);
    }
    kinds
}

/// *Maurice et Niger*, *Villacoublay (Yvelines)*, but not *HRW, Ole Solvang*: a word beside a word, a full name beside another.
fn neighbours(tokens: &[Token], before: &Range<usize>, name: &Range<usize>) -> bool {
    let joined = before.end + 1 == name.start && matches!(tokens[name.start - 1].text, "," | "et" | "ou" | "(");
    joined && (before.len() > 1) == (name.len() > 1)
}

/// *Liu Jianchao*: capitals and no more; *Space X*, *Titan III*, *Airbus A330* and *France Culture* are no people.
fn is_full_name(words: &[Token]) -> bool {
    let plain = |w: &Token| {
        w.shape == Shape::Capital && !w.text.contains(|c: char| c.is_ascii_digit()) || w.shape == Shape::Lower
    };
    let ruler = words.last().is_some_and(|w| is_roman(w.text)) && is_given(words[0].text);
    let (first, last) = (words[0].text, words[words.len() - 1].text);
    let noun = first.ends_with('s') && looks_common(first) && !is_given(first);
    let few = words.len() <= 3 || is_given(first) || words.iter().any(|w| w.shape == Shape::Lower);
    words.len() > 1 && few && (ruler || words.iter().all(plain)) && !is_place(first) && !is_place(last) && !noun
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
        _ if is_article(first.text) && many => Some(NameKind::Organisation),
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
    let word = |back: usize| range.start.checked_sub(back).map_or("", |i| tokens[i].text);
    let before = word(1);
    let site = if matches!(before, "la" | "l’" | "l'") { word(3) } else { word(2) };
    match before {
        "de" | "d’" | "d'" | "du" | "la" | "l’" | "l'" if is_settlement(site) => Some(NameKind::Place),
        "à" | "À" | "en" | "En" | "au" | "Au" | "vers" | "Vers" | "du" => Some(NameKind::Place),
        "le" | "Le" | "les" | "Les" | "des" | "aux" | "chez" => Some(NameKind::Organisation),
        "l’" | "l'" | "L’" | "L'" | "la" | "La" => Some(NameKind::Organisation),
        _ => None,
    }
}

/// What stands before the name of a place and is no part of it: *ville de*, *région de*.
fn is_settlement(word: &str) -> bool {
    matches!(
        word,
        "ville"
            | "village"
            | "villes"
            | "villages"
            | "localité"
            | "commune"
            | "région"
            | "province"
            | "cercle"
            | "quartier"
            | "bourgade"
            | "district"
            | "capitale"
            | "aéroport"
            | "gare"
    )
}
