//! Sentences glued together where a page lost its paragraph breaks: *…a-t-il dit.La décision…*

use crate::text::Span;

/// The sentences inside `sentence`, split where one ends and the next begins without a space between; usually one.
///
/// What no splitter of clean text should do is right for scraped pages: a full stop is a seam when a word, number,
/// acronym or closing mark stands before it and a capitalised word, or a quotation that opens with one, right after.
///
/// ```
/// use entrefilet::summary::unglued;
/// let parts = unglued("Il part.La junte reste, dit l’AFP.\"C’est fini\".");
/// assert_eq!(parts.len(), 3);
/// ```
pub fn unglued(sentence: &str) -> Vec<Span> {
    let mut parts = Vec::new();
    let (mut start, mut quoted) = (0, false);
    for (at, c) in sentence.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '.' | '!' | '?' | '…' => {
                let after = at + c.len_utf8();
                if let Some(end) = seam(&sentence[start..at], &sentence[after..], quoted) {
                    parts.push(Span::new(start, after + end));
                    start = after + end;
                    quoted &= end == 0;
                }
            }
            _ => {}
        }
    }
    parts.push(Span::new(start, sentence.len()));
    parts
}

/// Where after a full stop the next sentence begins: behind the marks that close the first.
fn seam(before: &str, after: &str, quoted: bool) -> Option<usize> {
    let closing = |c: char| matches!(c, '»' | '”' | ')') || c == '"' && quoted;
    let end = after.find(|c| !closing(c))?;
    (ends_word(before) && starts_sentence(&after[end..])).then_some(end)
}

/// Whether `before` ends in a word of two letters, a number, or a closing mark.
fn ends_word(before: &str) -> bool {
    let mut back = before.chars().rev();
    match back.next() {
        Some('"' | '»' | '”' | ')' | '%' | '€') => true,
        Some(c) if c.is_numeric() => true,
        Some(c) if c.is_alphabetic() => {
            back.next().is_some_and(|b| b.is_alphabetic() && b.is_lowercase() == c.is_lowercase())
        }
        _ => false,
    }
}

/// Whether `after` starts with a capitalised word, or with an opening quotation mark and one.
fn starts_sentence(after: &str) -> bool {
    let word = after.trim_start_matches(['"', '«', '“', '\u{a0}', '\u{202f}']);
    let opened = word.len() < after.len();
    let word = if opened { word.trim_start() } else { word };
    let mut chars = word.chars();
    let capital = chars.next().is_some_and(char::is_uppercase);
    capital && chars.next().is_some_and(|c| c.is_lowercase() || matches!(c, '\'' | '’' | ' ' | '\u{a0}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        unglued(text).into_iter().map(|s| s.of(text)).collect()
    }

    #[test]
    fn splits_where_breaks_were_lost() {
        for (text, parts) in [
            ("Il part.La junte reste.", vec!["Il part.", "La junte reste."]),
            ("\"C’est fini\".La salle se vide.", vec!["\"C’est fini\".", "La salle se vide."]),
            ("\"C’est fini.\"La salle se vide.", vec!["\"C’est fini.\"", "La salle se vide."]),
            ("dit-il à l'AFP.Saisie, la cour", vec!["dit-il à l'AFP.", "Saisie, la cour"]),
            ("ajoute-t-il.\"L'horreur\"", vec!["ajoute-t-il.", "\"L'horreur\""]),
            ("en 2012.« A Gao", vec!["en 2012.", "« A Gao"]),
        ] {
            assert_eq!(split(text), parts);
        }
    }

    #[test]
    fn leaves_names_numbers_and_clean_text_whole() {
        for whole in
            ["M.Dupont et l'U.R.S.S. en 1.000 ans", "Le site orange.fr ferme.", "A. Touré dit : \"Non.\"", "", "…"]
        {
            assert_eq!(split(whole), [whole]);
        }
    }
}
