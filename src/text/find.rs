//! Where whole words stand in a text, however they are spelled there.

use super::{Folded, Span, fold};

/// A text in which forms are looked for as whole words, folded: case, accents and apostrophes do not count unless asked.
///
/// ```
/// use entrefilet::text::Finder;
/// let text = "Mali's capital; the Malian army; MALI";
/// let finder = Finder::new(text);
/// let found: Vec<&str> = finder.find("Mali").iter().map(|s| s.of(text)).collect();
/// assert_eq!(found, ["Mali", "MALI"]);
/// ```
pub struct Finder<'t> {
    text: &'t str,
    folded: Folded,
}

impl<'t> Finder<'t> {
    /// Folds `text` once.
    pub fn new(text: &'t str) -> Self {
        Self { text, folded: Folded::new(text) }
    }

    /// The text.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// Every place where `form` stands as whole words, in order, not overlapping. A form that ends in a letter or digit
    /// ends at one; an apostrophe ends a word, so *Mali* is found in *Mali’s*.
    pub fn find(&self, form: &str) -> Vec<Span> {
        let needle = fold(form.trim());
        let hay = self.folded.text();
        if needle.is_empty() {
            return Vec::new();
        }
        let whole = |at: &usize| is_edge(hay, *at) && is_edge(hay, at + needle.len());
        hay.match_indices(&needle)
            .map(|(at, _)| at)
            .filter(whole)
            .map(|at| self.folded.source(Span::new(at, at + needle.len())))
            .collect()
    }

    /// Like [`Finder::find`], and the case must be the form's own, but for a capital at the form's start: for acronyms
    /// and for words that are common in lower case.
    pub fn find_cased(&self, form: &str) -> Vec<Span> {
        let lower = |c: char| c.is_lowercase();
        let mut found = self.find(form);
        found.retain(|span| {
            let here = span.of(self.text).trim();
            here.chars()
                .zip(form.trim().chars())
                .enumerate()
                .all(|(i, (a, b))| i == 0 && lower(b) || lower(a) == lower(b))
        });
        found
    }
}

/// Whether a word may start or end at byte `at`: no letters or digits on both sides.
fn is_edge(text: &str, at: usize) -> bool {
    let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    !(inside(text[..at].chars().next_back()) && inside(text[at..].chars().next()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn case_counts_where_asked() {
        let finder = Finder::new("The AU said au pair; Au revoir");
        assert_eq!(finder.find("AU").len(), 3);
        assert_eq!(finder.find_cased("AU").len(), 1);
        assert_eq!(Finder::new("Foreign minister").find_cased("foreign minister").len(), 1);
    }

    proptest! {
        #[test]
        fn what_is_found_folds_to_the_form(text in "\\PC{0,30}", form in "\\PC{1,4}") {
            for span in Finder::new(&text).find(&form) {
                prop_assert!(fold(span.of(&text)).contains(&fold(form.trim())));
            }
        }
    }
}
