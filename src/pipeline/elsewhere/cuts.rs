//! Where OmegaT's own rules cut a French paragraph, as its segments show.

/// Words with a full stop that it never cuts after, whatever stands before them: *départ.* ends like *art.*
const KEPT: [&str; 23] = [
    "art", "Art", "cf", "Cf", "dép", "Dép", "préf", "Préf", "réf", "Réf", "rép", "Rép", "vol", "Vol", "pp", "Dr", "M",
    "Mlle", "Mme", "Mr", "Prof", "St", "i.e",
];

/// The segments of `paragraph`, from byte to byte, without white space at their ends.
pub(super) fn segments(paragraph: &str) -> Vec<(usize, usize)> {
    let mut segments = Vec::new();
    let mut start = 0;
    for (at, c) in paragraph.char_indices().filter(|(_, c)| matches!(c, '.' | '!' | '?' | '\n')) {
        let end = at + c.len_utf8();
        if cuts(&paragraph[..end], &paragraph[end..]) {
            segments.extend(trimmed(paragraph, start, end));
            start = end;
        }
    }
    segments.extend(trimmed(paragraph, start, paragraph.len()));
    segments
}

fn trimmed(paragraph: &str, start: usize, end: usize) -> Option<(usize, usize)> {
    let text = &paragraph[start..end];
    let lead = text.len() - text.trim_start().len();
    (!text.trim().is_empty()).then(|| (start + lead, start + lead + text.trim().len()))
}

/// Whether it cuts between `before`, which ends with a mark, and `after`.
fn cuts(before: &str, after: &str) -> bool {
    if before.ends_with('\n') {
        return after.starts_with(char::is_whitespace); // a line that is set in starts anew
    }
    let is_space = |c: char| c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}' | '\u{2007}');
    let Some(next) = after.strip_prefix(is_space).map(|rest| rest.trim_start_matches(is_space)) else { return false };
    let next = next.chars().next().unwrap_or('A');
    let Some(word) = before.strip_suffix('.') else { return true };
    if next.is_ascii_lowercase() || next == '»' {
        return false;
    }
    if word.ends_with("..") {
        return next.is_uppercase();
    }
    !is_kept(word)
}

/// *M*, *p*, or an initial after a space or a full stop.
fn is_kept(word: &str) -> bool {
    let mut back = word.chars().rev();
    let (last, before) = (back.next().unwrap_or(' '), back.next());
    let initial = last.is_uppercase() && before.is_some_and(|c| c.is_whitespace() || c == '.');
    let page = last == 'p' && !before.is_some_and(char::is_alphanumeric);
    initial || page || KEPT.iter().any(|kept| word.ends_with(kept))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_the_tool_shows_them() {
        for (text, cut) in [
            ("Il dort. Elle reste.", 2),
            ("Il dort. elle reste.", 1),
            ("Il dort.\u{a0}Elle reste.", 1),
            ("Il dort ! elle reste.", 2),
            ("Il dort… Elle reste.", 1),
            ("Il dort... Elle reste.", 2),
            ("Il dort... « Elle reste.", 1),
            ("Il dit : Elle reste ; oui.", 1),
            ("« Il dort. » Elle reste.", 1),
            ("« Il dort ! » Elle reste.", 2),
            ("Il dort.» Elle reste.", 1),
            ("M. Diop et le Dr. Ba.", 1),
            ("Le départ. Il est là.", 1),
            ("Le coup. Il est là.", 2),
            ("Voir p. Deux.", 1),
            ("Le J. F. Diop est là.", 1),
            ("J. Diop est là.", 2),
            ("À l’O.N.U. Il parle.", 1),
            ("1. Le premier.", 2),
            ("etc. Il dort.", 2),
            ("Un titre\nIl dort", 1),
            ("Un titre\n Il dort", 2),
        ] {
            assert_eq!(segments(text).len(), cut, "{text}");
        }
    }
}
