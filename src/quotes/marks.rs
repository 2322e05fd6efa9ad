//! Quotation marks of a paragraph, and quotations that go on over several paragraphs.

use crate::text::Span;

/// What stands between two quotation marks of one paragraph, or from the one to an end of the paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// With the marks.
    pub outer: Span,
    /// The words, without white space or a comma of the reporting clause.
    pub inner: Span,
    /// Whether it goes on what an earlier paragraph began.
    pub goes_on: bool,
}

/// The pieces of one paragraph, and the mark that is still open at its end.
pub(super) struct Scan {
    pub pieces: Vec<Piece>,
    /// Where it stands, and which.
    pub open: Option<(usize, char)>,
}

/// Reads `paragraph`; `carried` is the mark that an earlier paragraph left open.
///
/// Of nested marks only the outermost count; where one mark closes two quotations, the last mark closes the outer one.
pub(super) fn scan(paragraph: &str, carried: Option<char>) -> Scan {
    let mut scan = Scan { pieces: Vec::new(), open: None };
    let mut open = carried.map(|mark| Open { at: 0, mark, depth: 1, closed: None, goes_on: true });
    let lead = paragraph.len() - paragraph.trim_start().len();
    for (at, c) in paragraph.char_indices() {
        match &mut open {
            Some(o) if c == '"' && o.mark == '"' && only_opens(paragraph, at) => o.at = at,
            None if matches!(c, '«' | '“' | '"') => {
                open = Some(Open { at, mark: c, depth: 1, closed: None, goes_on: false });
            }
            Some(o) if o.goes_on && at == lead && c == o.mark => {}
            Some(o) if o.goes_on && at == lead && closes(o.mark, c) => {}
            Some(o) if c == o.mark && !closes(o.mark, c) => o.depth += 1,
            Some(o) if closes(o.mark, c) => {
                o.depth -= 1;
                o.closed = Some(at + c.len_utf8());
                if o.depth == 0 {
                    scan.pieces.extend(o.piece(paragraph, at + c.len_utf8()));
                    open = None;
                }
            }
            _ => {}
        }
    }
    match open {
        Some(o) if o.closed.is_some() => scan.pieces.extend(o.closed.and_then(|end| o.piece(paragraph, end))),
        Some(o) => scan.open = Some((o.at, o.mark)),
        None => {}
    }
    scan
}

/// Whether the straight mark at `at` can only open: a space before it, a letter after it.
fn only_opens(paragraph: &str, at: usize) -> bool {
    let before = paragraph[..at].chars().next_back().is_none_or(|c| c.is_whitespace() || c == '(');
    before && paragraph[at + 1..].chars().next().is_some_and(char::is_alphanumeric)
}

struct Open {
    at: usize,
    mark: char,
    depth: usize,
    closed: Option<usize>,
    goes_on: bool,
}

impl Open {
    fn piece(&self, paragraph: &str, end: usize) -> Option<Piece> {
        piece(paragraph, Span::new(self.at, end), self.goes_on)
    }
}

/// The piece that fills `outer`; none if there are no words in it.
pub(super) fn piece(paragraph: &str, outer: Span, goes_on: bool) -> Option<Piece> {
    let is_mark = |c: char| matches!(c, '«' | '»' | '“' | '”' | '"');
    let text = outer.of(paragraph);
    let kept = text.trim_start();
    let kept = kept.strip_prefix(is_mark).unwrap_or(kept).trim_start();
    let start = outer.start as usize + text.len() - kept.len();
    let kept = kept.trim_end();
    let kept = kept.strip_suffix(is_mark).filter(|_| text.len() > 2).unwrap_or(kept).trim_end();
    let kept = kept.strip_suffix(',').unwrap_or(kept).trim_end();
    let has_words = kept.chars().any(char::is_alphanumeric);
    has_words.then(|| Piece { outer, inner: Span::new(start, start + kept.len()), goes_on })
}

/// Whether what `mark` opens at the end of a paragraph is closed in `following`: by convention each paragraph of a long
/// quotation starts with a mark; where it does not, the next mark must be a closing one.
pub(super) fn goes_on<'t>(mark: char, following: impl Iterator<Item = &'t str>) -> bool {
    const PARAGRAPHS: usize = 8;
    for paragraph in following.take(PARAGRAPHS) {
        let text = paragraph.trim_start();
        if text.starts_with(mark) {
            return true;
        }
        match text.find(['«', '»', '“', '”']) {
            Some(at) => return text[at..].chars().next().is_some_and(|c| closes(mark, c)),
            None => continue,
        }
    }
    false
}

fn closes(open: char, c: char) -> bool {
    matches!((open, c), ('«', '»') | ('“', '”') | ('"', '"'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(paragraph: &str, carried: Option<char>) -> Vec<&str> {
        scan(paragraph, carried).pieces.iter().map(|p| p.inner.of(paragraph)).collect()
    }

    #[test]
    fn nested_marks_belong_to_the_outer_quotation() {
        assert_eq!(words("Il dit : « Un « mot » de trop. »", None), ["Un « mot » de trop."]);
        assert_eq!(words("« Un mot : « assez », dit-il » et \"deux, trois\"", None).len(), 2);
        assert_eq!(words("« Il a dit : « Assez ! »", None), ["Il a dit : « Assez !"]);
        assert_eq!(words("Une « marque seule", None), [""; 0]);
        assert_eq!(words("\"Un «droit à l'oubli»\", dit-il", None), ["Un «droit à l'oubli»"]);
        assert_eq!(words("5\" de pluie et \"deux mots\"", None), ["deux mots"]);
    }

    #[test]
    fn a_quotation_goes_on_in_the_next_paragraph() {
        assert_eq!(words("« Et la suite », dit-il.", Some('«')), ["Et la suite"]);
        assert_eq!(words("Et la suite », dit-il.", Some('«')), ["Et la suite"]);
        assert!(goes_on('«', ["« Deux", "« Trois »"].into_iter()));
        assert!(goes_on('«', ["Deux", "Trois »."].into_iter()));
        assert!(!goes_on('«', ["Il dit « Deux »"].into_iter()));
    }
}
