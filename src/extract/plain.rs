//! Plain text: lines become paragraphs, hard-wrapped ones are joined, and the headline is the first line that looks it.

use super::clean::clean;
use super::draft::{Draft, Page};
use super::looks::{ends_sentence, list_marker};
use super::unwrap::{self, Line};
use crate::model::BlockKind;

/// Reads `text`, whose lines end in `\n`; paragraphs end at blank lines, or at every line where none are wrapped.
pub(super) fn read(text: &str) -> Page {
    let groups = groups(text);
    let drafts = unwrap::paragraphs(&groups).into_iter().map(|(text, line)| draft(&text, line)).collect();
    Page { drafts, ..Page::default() }
}

fn draft(text: &str, line: u32) -> Draft {
    let (kind, text) = match list_marker(text) {
        Some(rest) => (BlockKind::ListItem, rest),
        None => (BlockKind::Paragraph, text),
    };
    Draft::new(kind, text.to_owned(), Some(line))
}

/// The lines, cleaned, in groups between blank ones. Form feeds and the like end a line without counting one.
fn groups(text: &str) -> Vec<Vec<Line>> {
    let mut groups = vec![Vec::new()];
    let mut number = 1;
    for raw in text.split_inclusive(['\n', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}']) {
        let line = Line::new(clean(raw), number, raw.starts_with([' ', '\t', '\u{a0}']));
        number += u32::from(raw.ends_with('\n'));
        if line.text.is_empty() {
            groups.push(Vec::new());
        } else {
            groups.last_mut().expect("one is there from the start").push(line);
        }
    }
    groups
}

/// Marks the headline and the headings among blocks that have no markup to say so.
///
/// The headline is the first block after dates, captions and bylines, if it is short and does not end as a sentence;
/// an article may have none, and then none is invented. Headings are such blocks further down with a paragraph after.
pub(super) fn mark_headings(drafts: &mut [Draft]) {
    let is_head = |d: &Draft| matches!(d.kind, BlockKind::Dateline | BlockKind::Caption | BlockKind::Byline);
    let first = drafts.iter().position(|d| !is_head(d));
    let headings: Vec<usize> = (0..drafts.len())
        .filter(|&i| drafts[i].kind == BlockKind::Paragraph && has_body_after(&drafts[i..]))
        .filter(|&i| looks_like_heading(&drafts[i].text, if Some(i) == first { TITLE } else { HEADING }))
        .collect();
    for i in headings {
        drafts[i].kind = if Some(i) == first { BlockKind::Title } else { BlockKind::Heading };
    }
}

fn has_body_after(drafts: &[Draft]) -> bool {
    let least = drafts[0].text.len() / 2;
    let is_body =
        |d: &Draft| d.kind.is_body() && d.text.len() > least && (ends_sentence(&d.text) || d.text.len() > 200);
    drafts[1..].iter().take(4).any(is_body)
}

struct Shape {
    /// Characters.
    longest: usize,
    /// Whether it may be a question or an exclamation.
    may_ask: bool,
}

const TITLE: Shape = Shape { longest: 220, may_ask: true };
const HEADING: Shape = Shape { longest: 110, may_ask: false };

fn looks_like_heading(text: &str, shape: Shape) -> bool {
    let bare = text.trim_end_matches(['"', '»', '”', '\'', '’', ' ', '\u{a0}', '\u{202f}', ')', ']']);
    let opens = text.trim_start_matches(['"', '«', '“', '\'', '‘', ' ', '\u{a0}', '\u{202f}', '[', '(']);
    let ends_well = match bare.chars().last() {
        None | Some(':' | ';' | ',') => false,
        Some('.') => bare.ends_with("...") && shape.may_ask,
        Some('?' | '!' | '…') => shape.may_ask,
        Some(_) => true,
    };
    ends_well
        && text.chars().nth(shape.longest).is_none()
        && opens.starts_with(|c: char| c.is_uppercase() || c.is_numeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(BlockKind, String, u32)> {
        let mut drafts = super::super::kinds::refine(read(text).drafts);
        mark_headings(&mut drafts);
        drafts.into_iter().map(|d| (d.kind, d.text, d.line.unwrap_or(0))).collect()
    }

    #[test]
    fn lines_count_as_editors_count() {
        let found = kinds("Un.\nDeux.\nTrois.\n\nQuatre.\n\nCinq.");
        let lines: Vec<_> = found.iter().map(|(_, text, line)| (text.as_str(), *line)).collect();
        assert_eq!(lines, [("Un.", 1), ("Deux.", 2), ("Trois.", 3), ("Quatre.", 5), ("Cinq.", 7)]);
    }

    #[test]
    fn the_headline_is_the_first_line_without_full_stop() {
        let found = kinds(
            "Le Niger vote\n\nPar Awa Diallo\n\nLe pays a voté dimanche.\n\nUne forte affluence\n\nIl y avait foule.",
        );
        let kinds: Vec<_> = found.iter().map(|(kind, ..)| *kind).collect();
        use BlockKind::*;
        assert_eq!(kinds, [Title, Byline, Paragraph, Heading, Paragraph]);
    }

    #[test]
    fn no_headline_is_invented() {
        let found = kinds("3 avril 2025\n\nLe pays a voté dimanche.\n\nUne forte affluence\n\nIl y avait foule.");
        assert!(found.iter().all(|(kind, ..)| *kind != BlockKind::Title));
        assert_eq!(found[2].0, BlockKind::Heading);
        assert_eq!(kinds("Le Niger vote")[0].0, BlockKind::Paragraph);
    }

    #[test]
    fn bullets_go_and_numbers_stay() {
        let found = kinds("Il demande :\n- la paix ;\n- le retour.\n1. Rien\n5000 soldats.");
        let items: Vec<_> = found.iter().filter(|f| f.0 == BlockKind::ListItem).map(|f| f.1.as_str()).collect();
        assert_eq!(items, ["la paix ;", "le retour.", "1. Rien"]);
    }
}
