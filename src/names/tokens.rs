//! Words as a name finder sees them: compounds in one piece, their shape, and whether their capital proves anything.

use crate::text::{Span, Word, WordKind, words};

/// How a token is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// *Bamako*
    Capital,
    /// *ONU*, *XV*: two capitals or more and no small letter.
    Upper,
    /// *J* of *J. Dupont*
    Initial,
    /// *ville*
    Lower,
    /// *d’*, *L’*: an elided word.
    Elided,
    /// *2025*
    Number,
    /// A punctuation mark.
    Mark,
}

/// A word of the text, hyphenated parts and *N’Djamena* in one piece.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'t> {
    pub text: &'t str,
    pub span: Span,
    pub shape: Shape,
    /// It begins a sentence, a line or a quotation, where any word has a capital.
    pub opens: bool,
    /// A space and nothing else stands between it and the token before.
    pub spaced: bool,
    /// Nothing stands between it and the token before.
    pub glued: bool,
}

impl Token<'_> {
    /// Whether it is written as names are.
    pub fn is_capital(&self) -> bool {
        matches!(self.shape, Shape::Capital | Shape::Upper)
    }
}

/// The tokens of `text`.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut opens = true;
    let mut found = words(text).peekable();
    while let Some(word) = found.next() {
        let mut span = word.span;
        while let Some(part) = found.next_if(|next| continues(text, span, word.kind, next)) {
            span.end = part.span.end;
        }
        let before = tokens.last().map_or(0, |t: &Token| t.span.end as usize);
        let gap = &text[before..span.start as usize];
        opens |= gap.contains('\n');
        let token = Token {
            text: span.of(text),
            span,
            shape: shape(span.of(text), word.kind),
            opens,
            spaced: !gap.is_empty() && !gap.contains('\n'),
            glued: gap.is_empty() && before > 0,
        };
        opens = opens_after(&token, tokens.last(), opens);
        tokens.push(token);
    }
    tokens
}

/// Whether `next` belongs to the compound read so far: after a hyphen, or the hyphen itself before another word, with no
/// space between; *N’* and *O’* before a capital.
fn continues(text: &str, read: Span, kind: WordKind, next: &Word) -> bool {
    if read.end != next.span.start || kind == WordKind::Mark {
        return false;
    }
    let (so_far, part) = (read.of(text), next.span.of(text));
    let after = text[next.span.end as usize..].chars().next();
    let capital = |c: Option<char>| c.is_some_and(char::is_uppercase);
    match next.kind {
        WordKind::Mark if matches!(part, "-" | "\u{2010}" | "\u{2011}") => after.is_some_and(char::is_alphanumeric),
        WordKind::Mark if matches!(part, "'" | "’") => {
            so_far.chars().count() == 1 && capital(so_far.chars().next()) && capital(after)
        }
        WordKind::Mark => false,
        _ if so_far.ends_with(['-', '\u{2010}', '\u{2011}']) => true,
        _ if so_far.ends_with(['\'', '’']) => {
            so_far.contains('-') || so_far.starts_with(['N', 'M', 'T', 'O']) && capital(part.chars().next())
        }
        _ => false,
    }
}

fn shape(text: &str, kind: WordKind) -> Shape {
    let mut letters = text.chars().filter(|c| c.is_alphabetic());
    let count = letters.clone().count();
    match kind {
        WordKind::Mark => Shape::Mark,
        WordKind::Number => Shape::Number,
        _ if text.ends_with(['\'', '’']) => Shape::Elided,
        _ if has_arabic_article(text) => Shape::Capital,
        _ if !text.starts_with(char::is_uppercase) => Shape::Lower,
        _ if count == 1 && text.chars().count() == 1 => Shape::Initial,
        _ if count > 1 && letters.all(char::is_uppercase) => Shape::Upper,
        _ => Shape::Capital,
    }
}

/// *al-Qaïda*, *el-Béchir*.
fn has_arabic_article(text: &str) -> bool {
    let (article, name) = text.split_once('-').unwrap_or_default();
    matches!(article, "al" | "el" | "ad" | "as" | "ar" | "an" | "at" | "ach" | "ash")
        && name.starts_with(char::is_uppercase)
}

fn opens_after(token: &Token, before: Option<&Token>, opens: bool) -> bool {
    match token.text {
        "." => !before.is_some_and(|b| b.shape == Shape::Initial || ABBREVIATED.contains(&b.text)),
        "!" | "?" | "…" | ":" | "«" | "“" | "\"" | "•" => true,
        _ => opens && token.shape == Shape::Mark,
    }
}

const ABBREVIATED: [&str; 20] = [
    "M", "MM", "Mme", "Mmes", "Mlle", "Dr", "Pr", "Me", "Mgr", "St", "Ste", "cf", "av", "apr", "vol", "art", "env",
    "Cdt", "Gal", "Col",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn shapes(text: &str) -> Vec<(&str, Shape, bool)> {
        tokens(text).iter().map(|t| (t.text, t.shape, t.opens)).collect()
    }

    #[test]
    fn compounds_are_one_piece() {
        use Shape::*;
        let found: Vec<_> = shapes("À N’Djamena, l’ex-Val-d’Oise de M. O’Brien a dit-il")
            .into_iter()
            .filter(|t| t.1 != Mark)
            .map(|t| t.0)
            .collect();
        assert_eq!(found, ["À", "N’Djamena", "l’", "ex-Val-d’Oise", "de", "M", "O’Brien", "a", "dit-il"]);
    }

    #[test]
    fn openings_are_known() {
        let open: Vec<_> = shapes("Le Mali. M. Keïta a dit : « Nous. » Fin\nBon G5 J. Dupont")
            .into_iter()
            .filter(|t| t.2)
            .map(|t| t.0)
            .collect();
        assert_eq!(open, ["Le", "M", "«", "Nous", "»", "Fin", "Bon"]);
    }
}
