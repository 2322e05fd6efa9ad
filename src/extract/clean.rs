//! Characters that are no text, and text built piece by piece.

use crate::model::{Mark, MarkKind};
use crate::text::{Span, nfc};

/// Characters that show nothing and only spoil matching: soft hyphens, zero-width characters, directional marks.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Control characters that are no white space.
pub(super) fn is_control(c: char) -> bool {
    c.is_control() && !is_space(c) && c != '\u{85}'
}

/// White space that a reader sees as one space. No-break spaces are typography and stay.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The text of one block while it is read: white space collapsed, invisible characters dropped, marks beside it.
#[derive(Default)]
pub(super) struct Inline {
    text: String,
    marks: Vec<Mark>,
    open: Vec<(MarkKind, usize)>,
    /// White space has been seen since the last character.
    gap: bool,
}

impl Inline {
    pub fn push(&mut self, piece: &str) {
        for c in piece.chars() {
            if is_space(c) {
                self.gap = true;
            } else if !is_invisible(c) && !is_control(c) {
                if std::mem::take(&mut self.gap) && !self.text.is_empty() {
                    self.text.push(' ');
                }
                self.text.push(c);
            }
        }
    }

    /// Starts a mark, to be ended by [`Inline::close`]; marks nest.
    pub fn open(&mut self, kind: MarkKind) {
        self.open.push((kind, self.text.len()));
    }

    pub fn close(&mut self) {
        if let Some((kind, start)) = self.open.pop() {
            self.marks.push(Mark { span: Span::new(start, self.text.len()), kind });
        }
    }

    /// Takes the block read so far. Marks that are still open end here and go on in the next block.
    pub fn take(&mut self) -> (String, Vec<Mark>) {
        let mut marks = std::mem::take(&mut self.marks);
        for (kind, start) in &mut self.open {
            marks.push(Mark { span: Span::new(*start, self.text.len()), kind: kind.clone() });
            *start = 0;
        }
        self.gap = false;
        settle(std::mem::take(&mut self.text), marks)
    }
}

/// Trims and composes `text` and moves its marks along.
fn settle(text: String, mut marks: Vec<Mark>) -> (String, Vec<Mark>) {
    let kept = Span::all(&text).trimmed(&text);
    let composed = nfc(kept.of(&text));
    if composed != kept.of(&text) {
        // Composing moved what follows; a block with decomposed letters goes without its marks.
        return (composed.into_owned(), Vec::new());
    }
    for mark in &mut marks {
        let start = mark.span.start.clamp(kept.start, kept.end);
        let inside = Span { start, end: mark.span.end.clamp(start, kept.end) };
        mark.span = inside.trimmed(&text).relative_to(kept.start);
    }
    marks.retain(|m| !m.span.is_empty());
    marks.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end)));
    (composed.into_owned(), marks)
}

/// `text` as one block without marks.
pub(super) fn clean(text: &str) -> String {
    let mut inline = Inline::default();
    inline.push(text);
    inline.take().0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_typography_and_drops_what_does_not_show() {
        assert_eq!(
            clean("  L’A\u{ad}ES\u{200b}\u{7}\n\tet\u{a0}: «\u{202f}oui\u{202f}» "),
            "L’AES et\u{a0}: «\u{202f}oui\u{202f}»"
        );
        assert_eq!(clean("e\u{301}te\u{301}"), "été");
    }

    #[test]
    fn marks_follow_their_text() {
        let mut inline = Inline::default();
        inline.push(" Le ");
        inline.open(MarkKind::Emphasis);
        inline.push(" Mali");
        inline.close();
        inline.push(", dit-il");
        let (text, marks) = inline.take();
        assert_eq!((text.as_str(), marks[0].span.of(&text)), ("Le Mali, dit-il", "Mali"));
    }

    #[test]
    fn an_open_mark_goes_on_in_the_next_block() {
        let mut inline = Inline::default();
        inline.open(MarkKind::Emphasis);
        inline.push("un");
        assert_eq!(inline.take().1.len(), 1);
        inline.push("deux");
        inline.close();
        let (text, marks) = inline.take();
        assert_eq!(marks[0].span.of(&text), "deux");
    }
}
