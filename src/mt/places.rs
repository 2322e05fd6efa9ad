//! Where a name stands in a text.

use crate::text::{Folded, Span, fold};

/// Whole-word places of `name` in `text`, whatever the case and accents, in order, not overlapping.
pub(super) fn occurrences(text: &str, folded: &Folded, name: &str) -> Vec<Span> {
    let key = fold(name);
    if key.is_empty() {
        return Vec::new();
    }
    let places = folded.text().match_indices(&key).map(|(at, _)| folded.source(Span::new(at, at + key.len())));
    places.filter(|place| is_whole(text, *place)).collect()
}

/// Whether no letter or digit touches `place`.
fn is_whole(text: &str, place: Span) -> bool {
    let before = text[..place.start as usize].chars().next_back();
    let after = text[place.end as usize..].chars().next();
    ![before, after].into_iter().flatten().any(char::is_alphanumeric)
}
