//! Pairs of quotation marks in one paragraph.

use crate::text::Span;

/// The outermost pairs of marks, marks included, in order. A mark without partner opens nothing.
pub(super) fn pairs(paragraph: &str) -> Vec<Span> {
    let mut pairs = Vec::new();
    let mut open: Option<(usize, char)> = None;
    let mut depth = 0;
    for (at, c) in paragraph.char_indices() {
        match (open, c) {
            (None, '«' | '“' | '"') => (open, depth) = (Some((at, c)), 1),
            (Some((_, '«')), '«') | (Some((_, '“')), '“') => depth += 1,
            (Some((start, first)), c) if closes(first, c) => {
                depth -= 1;
                if depth == 0 {
                    pairs.push(Span::new(start, at + c.len_utf8()));
                    open = None;
                }
            }
            _ => {}
        }
    }
    pairs
}

fn closes(open: char, c: char) -> bool {
    matches!((open, c), ('«', '»') | ('“', '”') | ('"', '"'))
}

/// What stands between the marks of `outer`, trimmed, without a comma that belongs to the reporting clause.
pub(super) fn inside(outer: Span, paragraph: &str) -> Span {
    let text = outer.of(paragraph);
    let first = text.chars().next().map_or(0, char::len_utf8) as u32;
    let last = text.chars().next_back().map_or(0, char::len_utf8) as u32;
    let mut span = Span { start: outer.start + first, end: outer.end - last }.trimmed(paragraph);
    if span.of(paragraph).ends_with(',') {
        span.end -= 1;
    }
    span
}
