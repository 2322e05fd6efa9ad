//! A half-open range of bytes in one text.

use std::ops::Range;

/// A half-open range of **bytes**, `start..end`, in a text that the holder knows.
///
/// Both ends lie on character boundaries of that text. A text is at most 4 GiB long; `extract` refuses longer ones, so
/// no other room has to check.
///
/// ```
/// use entrefilet::text::Span;
/// let span = Span::new(6, 10);
/// assert_eq!(span.of("Voilà Gao"), "\u{20}Gao");
/// assert_eq!(span.len(), 4);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The bytes `start..end`.
    ///
    /// # Panics
    /// In debug builds, when an end is past 4 GiB or `start > end`.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end && u32::try_from(end).is_ok());
        Self { start: start as u32, end: end as u32 }
    }

    /// The whole of `text`.
    pub fn all(text: &str) -> Self {
        Self::new(0, text.len())
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether no byte lies inside.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// As a range that slices.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The part of `text` inside.
    pub fn of(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The same length, `by` bytes further on: from a block's coordinates to its article's.
    pub fn shifted(self, by: u32) -> Self {
        Self { start: self.start + by, end: self.end + by }
    }

    /// The inverse of [`Span::shifted`]: from an article's coordinates to those of the part that starts at `origin`.
    ///
    /// # Panics
    /// In debug builds, when the span starts before `origin`.
    pub fn relative_to(self, origin: u32) -> Self {
        debug_assert!(origin <= self.start);
        Self { start: self.start - origin, end: self.end - origin }
    }

    /// The span without white space at its ends (empty, at the old start, if nothing else is there).
    pub fn trimmed(self, text: &str) -> Self {
        let inside = self.of(text);
        let kept = inside.trim();
        if kept.is_empty() {
            return Self { start: self.start, end: self.start };
        }
        let lead = (inside.len() - inside.trim_start().len()) as u32;
        Self { start: self.start + lead, end: self.start + lead + kept.len() as u32 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trims_non_breaking_spaces_too() {
        let text = "\u{a0} Mali\u{202f}";
        assert_eq!(Span::all(text).trimmed(text).of(text), "Mali");
        assert!(Span::all("  ").trimmed("  ").is_empty());
    }

    #[test]
    fn moves_there_and_back() {
        let span = Span::new(3, 7);
        assert_eq!(span.shifted(10).relative_to(10), span);
    }
}
