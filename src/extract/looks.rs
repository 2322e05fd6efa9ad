//! What a line of plain text looks like: the item of a list, the end of a sentence.

/// The item behind a bullet; a number stays with its item.
pub(super) fn list_marker(text: &str) -> Option<&str> {
    let bullet = ["- ", "* ", "• ", "· ", "▪ ", "● ", "◦ "].iter().find_map(|b| text.strip_prefix(b));
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let numbered = || {
        let after = text[digits..].strip_prefix(['.', ')']).and_then(|r| r.strip_prefix(' '))?;
        ((1..=2).contains(&digits) && after.starts_with(char::is_uppercase)).then_some(text)
    };
    bullet.map(str::trim_start).filter(|rest| !rest.is_empty()).or_else(numbered)
}

/// Whether `text` ends as a full sentence does.
pub(super) fn ends_sentence(text: &str) -> bool {
    let bare = text.trim_end_matches(['"', '»', '”', '’', '\'', ')', ']', ' ', '\u{a0}', '\u{202f}']);
    bare.ends_with(['.', '!', '?', '…'])
}
