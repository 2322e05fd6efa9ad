//! A copy of a text in which spelling habits no longer matter, with the way back for every byte.

use super::Span;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A text with case, accents, ligatures, apostrophes, hyphens and spaces folded, and where each byte came from.
///
/// *Œuvre* and *oeuvre*, *l’État* and *L'ETAT*, *États‑Unis* and *etats-unis* have the same folded text. Soft hyphens and
/// zero-width characters vanish. Only source spans leave a room, so search in `text()` and report `source()`.
///
/// ```
/// use entrefilet::text::{Folded, Span};
/// let folded = Folded::new("L’Œuvre");
/// assert_eq!(folded.text(), "l'oeuvre");
/// assert_eq!(folded.source(Span::new(2, 8)).of("L’Œuvre"), "Œuvre");
/// ```
pub struct Folded {
    text: String,
    /// For each byte of `text`, where its source character starts; then the source's length.
    back: Vec<u32>,
}

impl Folded {
    /// Folds `source`.
    pub fn new(source: &str) -> Self {
        let mut folded = Self { text: String::with_capacity(source.len()), back: Vec::with_capacity(source.len() + 1) };
        for (at, c) in source.char_indices() {
            push(c, &mut folded.text);
            folded.back.resize(folded.text.len(), at as u32);
        }
        folded.back.push(source.len() as u32);
        folded
    }

    /// The folded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The source characters behind `folded`, a span of [`Folded::text`]. A character that folds to two letters is
    /// taken whole when either is inside.
    pub fn source(&self, folded: Span) -> Span {
        let start = self.back[folded.start as usize];
        if folded.is_empty() {
            return Span { start, end: start };
        }
        let last = self.back[folded.end as usize - 1];
        let end = self.back[folded.end as usize..].iter().copied().find(|&b| b > last).unwrap_or(last);
        Span { start, end }
    }
}

/// The folded form of `text`, when nobody needs the way back: keys of tables, one-off comparisons.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_onto(text, &mut out);
    out
}

/// Adds the folded form of `text` to `out`: [`fold`] for a loop that keeps its buffer.
pub fn fold_onto(text: &str, out: &mut String) {
    let mut rest = text;
    while !rest.is_empty() {
        let (ascii, other) = rest.split_at(simple_start(rest));
        let start = out.len();
        out.push_str(ascii);
        out[start..].make_ascii_lowercase();
        let mut chars = other.chars();
        chars.next().into_iter().for_each(|c| push(c, out));
        rest = chars.as_str();
    }
}

/// How many bytes at the start of `text` fold to themselves in lower case.
fn simple_start(text: &str) -> usize {
    const STRETCH: usize = 32;
    let simple = |byte: &u8| byte.is_ascii() && *byte != b'`';
    let all = |bytes: &&[u8; STRETCH]| bytes.iter().fold(true, |all, byte| all & simple(byte));
    let start = text.as_bytes().as_chunks().0.iter().take_while(all).count() * STRETCH;
    start + text.as_bytes()[start..].iter().take_while(|byte| simple(byte)).count()
}

fn push(c: char, out: &mut String) {
    match c {
        'a'..='z' | '0'..='9' | ' ' => out.push(c),
        'A'..='Z' => out.push(c.to_ascii_lowercase()),
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => {}
        '’' | 'ʼ' | '‘' | '′' | '´' | '`' | '＇' => out.push('\''),
        '\u{2010}' | '\u{2011}' | '\u{2012}' | '\u{2212}' => out.push('-'),
        'œ' | 'Œ' => out.push_str("oe"),
        'æ' | 'Æ' => out.push_str("ae"),
        'ß' | 'ẞ' => out.push_str("ss"),
        'ø' | 'Ø' => out.push('o'),
        'đ' | 'Đ' => out.push('d'),
        'ł' | 'Ł' => out.push('l'),
        'ı' | 'İ' => out.push('i'),
        c if c.is_ascii() => out.push(c),
        'à' | 'â' | 'À' | 'Â' => out.push('a'),
        'ç' | 'Ç' => out.push('c'),
        'è'..='ë' | 'È'..='Ë' => out.push('e'),
        'î' | 'ï' | 'Î' | 'Ï' => out.push('i'),
        'ô' | 'Ô' => out.push('o'),
        'ù' | 'û' | 'Ù' | 'Û' => out.push('u'),
        c if c.is_whitespace() => out.push(' '),
        c => push_decomposed(c, out),
    }
}

fn push_decomposed(c: char, out: &mut String) {
    out.extend(std::iter::once(c).nfkd().filter(|&c| !is_combining_mark(c)).flat_map(char::to_lowercase));
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spelling_habits_do_not_matter() {
        for (a, b) in [
            ("L’Œuvre", "l'oeuvre"),
            ("ÉTATS\u{2011}UNIS", "états-unis"),
            ("Macky\u{a0}Sall", "macky sall"),
            ("Côte d’Ivoire", "cote d'ivoire"),
            ("co\u{ad}opération", "coopération"),
            ("e\u{301}tat", "état"),
        ] {
            assert_eq!(fold(a), fold(b));
        }
    }

    #[test]
    fn accented_letters_are_what_they_decompose_to() {
        for c in "àâäçéèêëîïôöùûüÿÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸñÑãõ".chars() {
            let (mut short, mut long) = (String::new(), String::new());
            push(c, &mut short);
            push_decomposed(c, &mut long);
            assert_eq!(short, long);
        }
    }

    proptest! {
        #[test]
        fn folding_at_once_is_folding_one_by_one(source in "[A-c`’éÀœ\\PC]{0,40}") {
            let folded = Folded::new(&source);
            prop_assert_eq!(fold(&source), folded.text());
        }

        #[test]
        fn every_span_maps_back_onto_characters(source in "\\PC{0,40}") {
            let folded = Folded::new(&source);
            let ends: Vec<usize> = folded.text().char_indices().map(|(i, _)| i).chain([folded.text().len()]).collect();
            for (i, &a) in ends.iter().enumerate() {
                for &b in &ends[i..] {
                    let span = folded.source(Span::new(a, b));
                    prop_assert!(source.get(span.range()).is_some());
                    prop_assert!(fold(span.of(&source)).contains(&folded.text()[a..b]));
                }
            }
        }
    }
}
