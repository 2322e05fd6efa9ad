//! The tokens that memories count: folded words, single marks.

use crate::text::fold;

/// Calls `each` with every token of `folded`, a text that [`fold`] made: a run of letters, digits and `_`, or one other
/// character that is no white space. *l'accord-cadre* has the tokens *l ' accord - cadre*.
pub fn tokens<'t>(folded: &'t str, mut each: impl FnMut(&'t str)) {
    let mut start = None;
    for (at, c) in folded.char_indices() {
        if c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || !c.is_ascii() && c.is_alphanumeric() {
            start.get_or_insert(at);
            continue;
        }
        if let Some(start) = start.take() {
            each(&folded[start..at]);
        }
        if !c.is_whitespace() {
            each(&folded[at..at + c.len_utf8()]);
        }
    }
    if let Some(start) = start {
        each(&folded[start..]);
    }
}

/// The tokens of a text as it is written.
pub fn of(text: &str) -> Vec<String> {
    let folded = fold(text);
    let mut all = Vec::new();
    tokens(&folded, |token| all.push(token.to_owned()));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_marks() {
        assert_eq!(of("L’AES, 5\u{202f}000 € !"), ["l", "'", "aes", ",", "5", "000", "€", "!"]);
        assert_eq!(of("Œuvre franco-malienne"), ["oeuvre", "franco", "-", "malienne"]);
        assert!(of(" \u{a0}").is_empty());
    }
}
