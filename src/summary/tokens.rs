//! Words as summaries are scored by them: runs of letters, and numbers.

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

    /// In lower case, ligatures in two letters, accents kept: the token as it stands, or `buffer`.
    pub(crate) fn lower<'b>(self, buffer: &'b mut String) -> &'b str
    where
        't: 'b,
    {
        if self.text.bytes().all(|b| b.is_ascii_lowercase()) {
            return self.text;
        }
        buffer.clear();
        for c in self.text.chars() {
            match c {
                'a'..='z' | '0'..='9' | 'ß'..='å' | 'ç'..='ö' | 'ø'..='ÿ' => buffer.push(c),
                'œ' | 'Œ' => buffer.push_str("oe"),
                'æ' | 'Æ' => buffer.push_str("ae"),
                c => buffer.extend(c.to_lowercase()),
            }
        }
        buffer
    }
}

/// The tokens of `text`, in order: letters break at apostrophes, hyphens and digits; a number keeps the commas and
/// full stops between its digits.
pub(crate) fn tokens(text: &str) -> impl Iterator<Item = Token<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let (start, number) = first(&text[at..]).map(|(skipped, number)| (at + skipped, number))?;
        let len = if number { number_length(&text[start..]) } else { length(&text[start..], Kind::Letter) };
        at = start + len;
        Some(Token { text: &text[start..at], at: start, number })
    })
}

/// Where the first token of `rest` starts, and whether it is a number.
fn first(rest: &str) -> Option<(usize, bool)> {
    rest.char_indices().find_map(|(at, c)| match Kind::of(c) {
        Kind::Letter => Some((at, false)),
        Kind::Digit => Some((at, true)),
        Kind::Mark => None,
    })
}

/// Bytes at the start of `rest` that are all of one kind.
fn length(rest: &str, kind: Kind) -> usize {
    let plain = rest.bytes().take_while(|b| b.is_ascii() && kind == Kind::of(char::from(*b))).count();
    if rest.as_bytes().get(plain).is_none_or(u8::is_ascii) {
        return plain;
    }
    let other = rest[plain..].char_indices().find(|&(_, c)| Kind::of(c) != kind);
    other.map_or(rest.len(), |(at, _)| plain + at)
}

fn number_length(rest: &str) -> usize {
    let mut end = length(rest, Kind::Digit);
    while rest[end..].starts_with(['.', ',']) {
        let more = length(&rest[end + 1..], Kind::Digit);
        if more == 0 {
            break;
        }
        end += 1 + more;
    }
    end
}

/// What a character is to a token.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Letter,
    Digit,
    Mark,
}

impl Kind {
    /// French news are told by the first four lines; the tables of Unicode, which take long, are asked for the rest.
    pub(crate) fn of(c: char) -> Self {
        match c {
            'a'..='z' | 'A'..='Z' | 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ÿ' | 'œ' => Self::Letter,
            '0'..='9' => Self::Digit,
            '\0'..='\u{a9}' | '«' | '»' | '\u{2000}'..='\u{206f}' => Self::Mark,
            c if c.is_alphabetic() => Self::Letter,
            c if c.is_numeric() => Self::Digit,
            _ => Self::Mark,
        }
    }
}

/// How large a sentence is.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Size {
    /// Characters.
    pub(crate) chars: usize,
    /// Letters among them.
    pub(crate) letters: usize,
    /// Words between spaces.
    pub(crate) words: usize,
}

impl Size {
    pub(crate) fn of(text: &str) -> Self {
        let (mut size, mut inside) = (Self::default(), false);
        for c in text.chars() {
            // Most characters are told by the first two lines, without the tables of Unicode.
            let (letter, space) = match c {
                'a'..='z' => (true, false),
                ' ' => (false, true),
                c => (Kind::of(c) == Kind::Letter, c.is_whitespace()),
            };
            size.chars += 1;
            size.letters += usize::from(letter);
            size.words += usize::from(!space && !inside);
            inside = !space;
        }
        size
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_at_apostrophes_and_keeps_numbers() {
        let lower: Vec<_> =
            tokens("L’Œuvre du G5, 3,5 % et 12.000.").map(|t| t.lower(&mut String::new()).to_string()).collect();
        assert_eq!(lower, ["l", "oeuvre", "du", "g", "5", "3,5", "et", "12.000"]);
    }

    #[test]
    fn kinds_and_lower_case_are_those_of_unicode() {
        for c in (0..0x3000).filter_map(char::from_u32) {
            let kind = match c {
                c if c.is_alphabetic() => Kind::Letter,
                c if c.is_numeric() => Kind::Digit,
                _ => Kind::Mark,
            };
            assert!(Kind::of(c) == kind, "{c:?}");
            let (text, mut buffer) = (c.to_string(), String::new());
            let lower = Token { text: &text, at: 0, number: false }.lower(&mut buffer);
            assert_eq!(lower, text.to_lowercase().replace('œ', "oe").replace('æ', "ae"));
        }
    }
}
