//! A sentence as words with slots for its figures and names, so that two sentences can be laid side by side.

use crate::model::Hit;
use crate::text::{Figure, Language, Span, figures, words};

/// A part of a sentence.
pub(super) enum Piece<'h> {
    /// A word or mark that must be the same on both sides.
    Word(String),
    /// A figure.
    Figure(Figure),
    /// A glossary name, and how it hangs on what stands before it.
    Name(&'h Hit, Lead),
}

/// How a name hangs on what stands before it. French changes the words (*du*, *de la*, *d’*; *au*, *en*, *à*) from name
/// to name where English does not.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Lead {
    /// Nothing, or an article.
    Bare,
    /// *de*, *du*, *de la*, *de l’*, *des*.
    Of,
    /// *à*, *au*, *à la*, *aux*, *en*.
    At,
}

/// Cuts `text` into pieces; `names` are hits in order that do not overlap. A figure inside a name belongs to the name.
pub(super) fn pieces<'h>(text: &str, names: &[&'h Hit]) -> Vec<Piece<'h>> {
    let inside_name = |f: &Figure| names.iter().any(|n| n.span.overlaps(f.span));
    let figures: Vec<Figure> = figures(text, Language::French).into_iter().filter(|f| !inside_name(f)).collect();
    let (mut names, mut figures) = (names.iter().peekable(), figures.into_iter().peekable());
    let (mut pieces, mut end) = (Vec::new(), 0);
    for word in words(text).map(|w| w.span) {
        if word.start < end {
            continue;
        }
        if let Some(hit) = names.next_if(|n| n.span.overlaps(word)) {
            let lead = take_lead(&mut pieces);
            pieces.push(Piece::Name(hit, lead));
            end = hit.span.end;
        } else if let Some(figure) = figures.next_if(|f| f.span.overlaps(word)) {
            end = figure.span.end;
            pieces.push(Piece::Figure(figure));
        } else {
            pieces.push(Piece::Word(plain(word, text)));
        }
    }
    pieces
}

/// The word with one sort of apostrophe: what an exact match does not look at, we do not.
fn plain(word: Span, text: &str) -> String {
    word.of(text).replace(['’', 'ʼ'], "'")
}

/// Takes article and preposition before a name off the pieces.
fn take_lead(pieces: &mut Vec<Piece>) -> Lead {
    let last = |pieces: &[Piece]| match pieces.last() {
        Some(Piece::Word(word)) => word.to_lowercase(),
        _ => String::new(),
    };
    let lead = match last(pieces).as_str() {
        "du" | "des" | "de" | "d'" => Lead::Of,
        "au" | "aux" | "à" | "en" => Lead::At,
        "le" | "la" | "les" | "l'" => {
            pieces.pop();
            match last(pieces).as_str() {
                "de" => Lead::Of,
                "à" => Lead::At,
                _ => return Lead::Bare,
            }
        }
        _ => return Lead::Bare,
    };
    pieces.pop();
    lead
}

/// The slots in which the two sentences differ in their words, if all else is the same: pairs of (query, source).
pub(super) fn slots<'p, 'h>(query: &'p [Piece<'h>], source: &'p [Piece<'h>]) -> Option<Vec<Slot<'p, 'h>>> {
    if query.len() != source.len() {
        return None;
    }
    let mut slots = Vec::new();
    for pair in query.iter().zip(source) {
        match pair {
            (Piece::Word(a), Piece::Word(b)) if a == b => {}
            (Piece::Figure(new), Piece::Figure(old)) => slots.push(Slot::Figure { new, old }),
            (Piece::Name(new, a), Piece::Name(old, b)) if a == b => slots.push(Slot::Name { new, old }),
            _ => return None,
        }
    }
    Some(slots)
}

/// A place where query and source may say different things.
#[derive(Clone, Copy)]
pub(super) enum Slot<'p, 'h> {
    /// A figure on both sides.
    Figure {
        /// The query's.
        new: &'p Figure,
        /// The memory's.
        old: &'p Figure,
    },
    /// A glossary name on both sides.
    Name {
        /// The query's.
        new: &'h Hit,
        /// The memory's.
        old: &'h Hit,
    },
}
