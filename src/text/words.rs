//! Words, numbers and marks of a French or English text.

use super::Span;

/// What a [`Word`] is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WordKind {
    /// Letters (and digits after the first letter: *G5*). An elided article keeps its apostrophe: *l’*.
    Letters,
    /// Digits with the separators inside a number: *5 000* (no-break spaces only), *3,5*, *14.000*.
    Number,
    /// One mark: a hyphen, a bracket, a full stop.
    Mark,
}

/// A word of a text, with its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Where it stands.
    pub span: Span,
    /// What it is made of.
    pub kind: WordKind,
}

/// The words of `text` in order; white space is passed over.
///
/// Elided words stand alone with their apostrophe (*l’* *Alliance*, *qu’* *il*), but *aujourd’hui* and English
/// *don’t*, *Mali’s* are one. Hyphens are marks, so *Burkina-Faso* has three words.
///
/// ```
/// use entrefilet::text::words;
/// let text = "L’AES compte 5\u{202f}000 hommes.";
/// let found: Vec<&str> = words(text).map(|w| w.span.of(text)).collect();
/// assert_eq!(found, ["L’", "AES", "compte", "5\u{202f}000", "hommes", "."]);
/// ```
pub fn words(text: &str) -> impl Iterator<Item = Word> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        at += text[at..].len() - text[at..].trim_start().len();
        let first = text[at..].chars().next()?;
        let (len, kind) = match first {
            c if c.is_numeric() => (number(&text[at..]), WordKind::Number),
            c if is_letter(c) => (letters(&text[at..]), WordKind::Letters),
            c => (c.len_utf8(), WordKind::Mark),
        };
        let span = Span::new(at, at + len);
        at += len;
        Some(Word { span, kind })
    })
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c) || c == '\u{ad}'
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ')
}

/// Bytes of the number that `rest` starts with; letters glued to it stay with it (*3e*, *2025T*).
fn number(rest: &str) -> usize {
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let inside = is_letter(c)
            || matches!(c, ',' | '.' | '\u{a0}' | '\u{202f}' | '\u{2009}')
                && chars.peek().is_some_and(|&(_, n)| n.is_numeric());
        if !inside {
            break;
        }
        end = i + c.len_utf8();
    }
    end
}

fn letters(rest: &str) -> usize {
    let run = run(rest);
    let Some(mark) = rest[run..].chars().next().filter(|&c| is_apostrophe(c)) else { return run };
    let tail = run + mark.len_utf8();
    let (before, after) = (&rest[..run], &rest[tail..]);
    if is_elided(before) {
        return tail;
    }
    let follows = self::run(after);
    if before.eq_ignore_ascii_case("aujourd") || is_english_ending(&after[..follows]) { tail + follows } else { run }
}

fn run(rest: &str) -> usize {
    rest.find(|c| !is_letter(c)).unwrap_or(rest.len())
}

fn is_elided(word: &str) -> bool {
    const ELIDED: [&str; 14] =
        ["l", "d", "j", "m", "n", "s", "t", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "presqu"];
    ELIDED.iter().any(|e| word.eq_ignore_ascii_case(e))
}

fn is_english_ending(word: &str) -> bool {
    ["s", "t", "re", "ve", "ll", "d", "m"].iter().any(|e| word.eq_ignore_ascii_case(e))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn split(text: &str) -> Vec<&str> {
        words(text).map(|w| w.span.of(text)).collect()
    }

    #[test]
    fn elision_and_compounds() {
        assert_eq!(split("Aujourd’hui, qu'il"), ["Aujourd’hui", ",", "qu'", "il"]);
        assert_eq!(split("Burkina-Faso"), ["Burkina", "-", "Faso"]);
        assert_eq!(split("Mali’s don't"), ["Mali’s", "don't"]);
        assert_eq!(split("G5 Sahel"), ["G5", "Sahel"]);
    }

    #[test]
    fn numbers_keep_their_separators_and_lose_the_full_stop() {
        assert_eq!(split("3,5 % et 12.000."), ["3,5", "%", "et", "12.000", "."]);
        assert_eq!(split("le 1er, 2e"), ["le", "1er", ",", "2e"]);
    }

    proptest! {
        #[test]
        fn words_cover_everything_but_spaces(text in "\\PC{0,60}") {
            let mut at = 0;
            for w in words(&text) {
                prop_assert!(text[at..w.span.start as usize].trim().is_empty());
                prop_assert!(!w.span.is_empty());
                at = w.span.end as usize;
            }
            prop_assert!(text[at..].trim().is_empty());
        }
    }
}
