//! Person, organisation or place.

use super::evidence::Evidence;
use super::lexicon::*;
use super::tokens::{Shape, Token};
use crate::model::NameKind;
use std::ops::Range;

/// What the name at `range` seems to be, by its words and by those before it.
pub(super) fn kind(written: &str, tokens: &[Token], range: &Range<usize>, evidence: &Evidence) -> NameKind {
    let first = &tokens[range.start];
    let head = if is_article(first.text) && range.len() > 1 { &tokens[range.start + 1] } else { first };
    let before = range.start.checked_sub(1).map(|i| &tokens[i]);
    match () {
        _ if is_place(written) => NameKind::Place,
        _ if first.shape == Shape::Lower => NameKind::Place,
        _ if before.is_some_and(|b| is_title(b.text)) || after_civility(tokens, range.start) => NameKind::Person,
        _ if is_wide_body(head.text) && range.len() > 1 => NameKind::Organisation,
        _ if is_given(first.text) => NameKind::Person,
        _ if range.len() == 1 && evidence.is_surname(first.text) => NameKind::Person,
        _ if first.shape == Shape::Upper
            || first.text.chars().filter(|c| c.is_uppercase()).count() > 1 && !first.text.contains('-') =>
        {
            NameKind::Organisation
        }
        _ if is_body(head.text) => NameKind::Organisation,
        _ if range.len() > 1 && first.shape != Shape::Lower && !is_article(first.text) => NameKind::Person,
        _ => alone(before),
    }
}

/// *M. Dupont*: the civility and its full stop.
fn after_civility(tokens: &[Token], at: usize) -> bool {
    at >= 2 && tokens[at - 1].text == "." && matches!(tokens[at - 2].text, "M" | "MM" | "Dr" | "Pr" | "Mgr")
}

/// A single unknown name, by the preposition before it.
fn alone(before: Option<&Token>) -> NameKind {
    match before.map_or("", |b| b.text) {
        "à" | "À" | "en" | "En" | "au" | "Au" | "aux" | "vers" | "de" | "d’" | "d'" | "du" | "la" | "La" | "l’"
        | "L’" | "l'" | "L'" => NameKind::Place,
        "le" | "Le" | "les" | "Les" | "des" | "chez" => NameKind::Organisation,
        _ => NameKind::Person,
    }
}
