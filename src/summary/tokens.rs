//! Words as summaries are scored by them: runs of letters, and numbers.

use std::borrow::Cow;

/// A run of letters or a number of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token<'t> {
    /// As written.
    pub(crate) text: &'t str,
    /// Byte at which it starts.
    pub(crate) at: usize,
    /// Digits, not letters.
    pub(crate) number: bool,
}

impl<'t> Token<'t> {
    /// Whether it starts with a capital.
    pub(crate) fn capital(self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }

    /// In lower case, ligatures in two letters, accents kept.
    pub(crate) fn lower(self) -> Cow<'t, str> {
        if self.text.bytes().all(|b| b.is_ascii_lowercase()) {
            return self.text.into();
        }
        if self.text.is_ascii() {
            return self.text.to_ascii_lowercase().into();
        }
        let mut out = String::with_capacity(self.text.len());
        for c in self.text.chars().flat_map(char::to_lowercase) {
            match c {
                'œ' => out.push_str("oe"),
                'æ' => out.push_str("ae"),
                c => out.push(c),
            }
        }
        out.into()
    }
}

/// The tokens of `text`, in order: letters break at apostrophes, hyphens and digits; a number keeps the commas and
/// full stops between its digits.
pub(crate) fn tokens(text: &str) -> impl Iterator<Item = Token<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(char::is_alphanumeric)?;
        let number = text[start..].starts_with(|c: char| c.is_numeric());
        let len = if number { number_length(&text[start..]) } else { letters_length(&text[start..]) };
        at = start + len;
        Some(Token { text: &text[start..at], at: start, number })
    })
}

fn letters_length(rest: &str) -> usize {
    rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len())
}

fn number_length(rest: &str) -> usize {
    let digits = |s: &str| s.find(|c: char| !c.is_numeric()).unwrap_or(s.len());
    let mut end = digits(rest);
    while rest[end..].starts_with(['.', ',']) {
        let more = digits(&rest[end + 1..]);
        if more == 0 {
            break;
        }
        end += 1 + more;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_at_apostrophes_and_keeps_numbers() {
        let lower: Vec<_> = tokens("L’Œuvre du G5, 3,5 % et 12.000.").map(Token::lower).collect();
        assert_eq!(lower, ["l", "oeuvre", "du", "g", "5", "3,5", "et", "12.000"]);
    }
}
