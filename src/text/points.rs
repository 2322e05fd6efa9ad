//! Between the bytes we count in and the Unicode code points that others count in.

use super::Span;

/// Turns byte positions of one text into code-point positions, and back.
///
/// Code points are what the JSON-lines protocol and `run.json` speak, as the W3C TextPositionSelector does. A mark is
/// kept for every 64th byte, so a look-up reads at most 64 bytes and an ASCII text needs no marks at all.
///
/// ```
/// use entrefilet::text::{Points, Span};
/// let text = "Le Sénégal";
/// let points = Points::new(text);
/// assert_eq!(points.of(Span::new(3, 12)), (3, 10));
/// assert_eq!(points.byte(5), Some(6));
/// ```
pub struct Points<'t> {
    text: &'t str,
    marks: Vec<u32>,
}

const STEP: usize = 64;

impl<'t> Points<'t> {
    /// Reads `text` once.
    pub fn new(text: &'t str) -> Self {
        let marks = if text.is_ascii() { Vec::new() } else { marks(text.as_bytes()) };
        Self { text, marks }
    }

    /// The code points before `byte`. A byte inside a character counts that character as passed.
    pub fn at(&self, byte: usize) -> usize {
        if self.marks.is_empty() {
            return byte;
        }
        let mark = byte / STEP;
        self.marks[mark] as usize + starts(&self.text.as_bytes()[mark * STEP..byte])
    }

    /// Both ends of `span`, in code points.
    pub fn of(&self, span: Span) -> (usize, usize) {
        (self.at(span.start as usize), self.at(span.end as usize))
    }

    /// The byte at which code point `point` starts; the text's length for the point past the last; `None` further on.
    pub fn byte(&self, point: usize) -> Option<usize> {
        if self.marks.is_empty() {
            return (point <= self.text.len()).then_some(point);
        }
        let mark = self.marks.partition_point(|&m| m as usize <= point) - 1;
        let mut from = (mark * STEP).min(self.text.len());
        while !self.text.is_char_boundary(from) {
            from += 1;
        }
        let rest = &self.text[from..];
        let skip = point - self.at(from);
        rest.char_indices().map(|(i, _)| from + i).chain([self.text.len()]).nth(skip)
    }
}

fn marks(bytes: &[u8]) -> Vec<u32> {
    let mut passed = 0;
    let mut marks = vec![0];
    for chunk in bytes.chunks(STEP) {
        passed += starts(chunk) as u32;
        marks.push(passed);
    }
    marks
}

/// Characters that start in `bytes`.
fn starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&b| (b as i8) >= -0x40).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn agrees_with_counting(text in "(\\PC|[éœ€😀a]){0,200}") {
            let points = Points::new(&text);
            for (point, byte) in text.char_indices().map(|(i, _)| i).chain([text.len()]).enumerate() {
                prop_assert_eq!(points.at(byte), point);
                prop_assert_eq!(points.byte(point), Some(byte));
            }
            prop_assert_eq!(points.byte(text.chars().count() + 1), None);
        }
    }
}
