//! Composed characters: *é* is one code point, never *e* and an accent.

use std::borrow::Cow;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// `text` in Unicode normalisation form C, borrowed where it already is.
///
/// ```
/// use entrefilet::text::nfc;
/// assert_eq!(nfc("e\u{301}tat"), "état");
/// ```
pub fn nfc(text: &str) -> Cow<'_, str> {
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => Cow::Borrowed(text),
        _ => Cow::Owned(text.nfc().collect()),
    }
}
