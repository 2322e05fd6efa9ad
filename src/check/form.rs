//! Rules about the English as a text: translated at all, no word twice, marks in pairs.

use crate::model::Remark;
use crate::text::{WordKind, fold, words};

/// English that is empty, or the French again. A line of names and figures alone may be the same in both.
pub(super) fn untranslated(french: &str, english: &str) -> Option<Remark> {
    if french.trim().is_empty() {
        return None;
    }
    if english.trim().is_empty() {
        return Some(Remark::new("untranslated", "there is no English"));
    }
    let has_words = words(french).filter(|w| is_lower_word(w.span.of(french))).count() >= 2;
    (has_words && fold(french.trim()) == fold(english.trim()))
        .then(|| Remark::new("untranslated", "the English is the French again"))
}

fn is_lower_word(word: &str) -> bool {
    word.len() > 1 && word.chars().all(|c| c.is_lowercase() || matches!(c, '’' | '\''))
}

/// *the the*: a lower-case word twice in a row, but for the few that English doubles.
pub(super) fn doubled_words(english: &str) -> Vec<Remark> {
    const MAY_DOUBLE: [&str; 6] = ["had", "that", "very", "so", "many", "is"];
    let all: Vec<_> = words(english).collect();
    let doubled = all.windows(2).filter(|pair| {
        let [first, second] = [pair[0].span.of(english), pair[1].span.of(english)];
        let gap = &english[pair[0].span.end as usize..pair[1].span.start as usize];
        pair[0].kind == WordKind::Letters
            && !gap.is_empty()
            && second.chars().all(char::is_lowercase)
            && fold(first) == second
            && !MAY_DOUBLE.contains(&second)
    });
    doubled.map(|pair| Remark::new("doubled-word", format!("“{}” twice", pair[1].span.of(english)))).collect()
}

/// Brackets and quotation marks that do not come in pairs, unless the French leaves them so, too: a quotation may run
/// over several sentences. A closing bracket after a letter or number at the start numbers a list.
pub(super) fn unbalanced(french: &str, english: &str) -> Option<Remark> {
    let mark = odd_one(english)?;
    odd_one(french).is_none().then(|| Remark::new("unbalanced", format!("“{mark}” has no partner")))
}

/// The first bracket or quotation mark without a partner.
fn odd_one(text: &str) -> Option<char> {
    let mut open: Vec<(char, char)> = Vec::new();
    for (at, mark) in text.char_indices() {
        let close = match mark {
            '(' => ')',
            '[' => ']',
            '“' => '”',
            '«' => '»',
            '"' if open.last().is_none_or(|&(_, close)| close != '"') => '"',
            ')' | ']' | '”' | '»' | '"' => {
                let in_list = mark == ')' && at <= 3;
                match open.pop() {
                    Some((_, expected)) if expected == mark => {}
                    Some(_) => return Some(mark),
                    None if in_list => {}
                    None => return Some(mark),
                }
                continue;
            }
            _ => continue,
        };
        open.push((mark, close));
    }
    open.first().map(|&(mark, _)| mark)
}
