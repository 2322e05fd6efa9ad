//! The form of a text in which only what an editor would call a difference is left.

use unicode_normalization::UnicodeNormalization;

/// `text` composed (NFC), with any apostrophe as `'` and any run of white space as one space, trimmed; case, accents and
/// punctuation stay. Two texts with the same plain form are equal for a translation memory.
///
/// ```
/// use entrefilet::text::plain;
/// assert_eq!(plain(" L’e\u{301}té\u{a0}: 5 "), "L'été : 5");
/// assert_ne!(plain("État"), plain("état"));
/// ```
pub fn plain(text: &str) -> String {
    let composed = !text.contains(may_compose);
    if composed { folded(text.chars(), text.len()) } else { folded(text.nfc(), text.len()) }
}

/// Whether composing may change the text: combining marks start at U+0300; the punctuation of French lies far above the
/// Latin letters and composes with nothing.
fn may_compose(c: char) -> bool {
    c >= '\u{300}' && !('\u{2010}'..='\u{2027}').contains(&c) && !matches!(c, '\u{202f}' | '€')
}

fn folded(chars: impl Iterator<Item = char>, length: usize) -> String {
    let mut out = String::with_capacity(length);
    for c in chars {
        match c {
            '’' | '‘' | 'ʼ' | '´' | '`' => out.push('\''),
            c if c.is_whitespace() => {
                if !out.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c => out.push(c),
        }
    }
    out.truncate(out.trim_end_matches(' ').len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn is_its_own_plain_form(text in "\\PC{0,40}") {
            let once = plain(&text);
            prop_assert_eq!(plain(&once), once);
        }
    }
}
