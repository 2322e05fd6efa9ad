//! What a block is, by its looks: read-also lines, captions and credits, bylines, datelines.

use super::dateline;
use super::draft::Draft;
use crate::model::BlockKind;
use crate::text::{Folded, Span, fold};

/// Gives every block that its markup calls a paragraph the kind that its words show, and strips what only points
/// elsewhere: “Lire aussi :” goes, the sentence after it stays.
pub(super) fn refine(drafts: Vec<Draft>) -> Vec<Draft> {
    let mut refined = Vec::with_capacity(drafts.len());
    let mut pointing = false;
    for draft in drafts.into_iter().flat_map(split_at_pointers) {
        if pointer(&draft.text) == Some(draft.text.len()) {
            pointing = true;
            continue;
        }
        let kind = kind_of(&draft);
        pointing &= draft.kind == BlockKind::ListItem;
        let kind = if pointing { BlockKind::ReadAlso } else { kind };
        refined.push(Draft { kind, ..draft });
    }
    refined
}

fn kind_of(draft: &Draft) -> BlockKind {
    match draft.kind {
        BlockKind::Paragraph | BlockKind::Heading if is_byline(&draft.text) => BlockKind::Byline,
        BlockKind::Paragraph | BlockKind::Heading if is_caption(&draft.text) => BlockKind::Caption,
        BlockKind::Paragraph | BlockKind::Heading if dateline::alone(&draft.text).is_some() => BlockKind::Dateline,
        kind => kind,
    }
}

/// Cuts a paragraph before each “Lire aussi :” inside it and takes the words away. What follows is a pointer if it is
/// short and no full sentence; a scraper that lost the line breaks leaves the story's next sentences there, too.
fn split_at_pointers(draft: Draft) -> Vec<Draft> {
    let found = pointers(&draft.text);
    if found.is_empty() {
        return vec![draft];
    }
    let ends = found.iter().skip(1).map(|cut| cut.start as usize).chain([draft.text.len()]);
    let before = draft.part(Span { start: 0, end: found[0].start });
    let after = found.iter().zip(ends).map(|(cut, end)| {
        let part = draft.part(Span::new(cut.end as usize, end));
        let kind = if is_pointer_text(&part.text) { BlockKind::ReadAlso } else { part.kind };
        Draft { kind, ..part }
    });
    std::iter::once(before).chain(after).filter(|d| !d.text.is_empty()).collect()
}

fn is_pointer_text(text: &str) -> bool {
    text.chars().count() <= 200 && !text.trim_end_matches(['»', '"', ' ', ']', ')']).ends_with('.')
}

/// Each “Lire aussi :” that starts the text or a sentence in it and has something after it. A block with hundreds of
/// them is no article, and not worth cutting further.
fn pointers(text: &str) -> Vec<Span> {
    let ends = text.char_indices().filter(|(_, c)| matches!(c, '.' | '!' | '?' | '…' | '»' | '"' | ']' | ')'));
    let starts = ends.filter_map(|(at, c)| {
        let after = at + c.len_utf8();
        let start = text.len() - text[after..].trim_start().len();
        (start > after).then_some(start)
    });
    let found = std::iter::once(0).chain(starts).filter_map(|start| {
        let end = start + pointer(&text[start..])?;
        (end < text.len()).then(|| Span::new(start, end))
    });
    found.take(100).collect()
}

/// Bytes of the “Lire aussi :” that `text` starts with. Without a colon only a text that is nothing else counts.
fn pointer(text: &str) -> Option<usize> {
    let head = text.char_indices().nth(60).map_or(text, |(at, _)| &text[..at]);
    let open =
        head.len() - head.trim_start_matches(['[', '(', '>', '»', '→', '▶', '•', '-', '–', '—', ' ', '\u{a0}']).len();
    if !head[open..].starts_with(char::is_uppercase) {
        return None;
    }
    let folded = Folded::new(&head[open..]);
    let words = POINTERS.iter().find(|p| {
        let rest = folded.text().strip_prefix(**p);
        rest.is_some_and(|r| !r.starts_with(char::is_alphanumeric))
    })?;
    let end = open + folded.source(Span::new(0, words.len())).end as usize;
    colon(&text[end..]).map(|len| end + len).or_else(|| text[end..].trim().is_empty().then_some(text.len()))
}

/// Bytes up to the end of the colon or arrow that follows *Lire aussi*, at most a few words (*sur BBC Afrique*) on.
fn colon(rest: &str) -> Option<usize> {
    let head = rest.char_indices().nth(30).map_or(rest, |(at, _)| &rest[..at]);
    let at = head.find([':', '>', '→', '|', '.', '!', '?', '«'])?;
    let mark = head[at..].chars().next().filter(|c| matches!(c, ':' | '>' | '→' | '|'))?;
    Some(at + mark.len_utf8())
}

/// Folded, longest first where one begins another.
const POINTERS: [&str; 22] = [
    "lire aussi",
    "a lire aussi",
    "lire egalement",
    "a lire egalement",
    "lisez aussi",
    "a lire",
    "relire",
    "lire",
    "voir aussi",
    "a voir aussi",
    "voir egalement",
    "a voir",
    "ecouter aussi",
    "a ecouter",
    "regarder aussi",
    "a regarder",
    "sur le meme sujet",
    "sur le meme theme",
    "dans la meme rubrique",
    "pour aller plus loin",
    "articles lies",
    "a decouvrir",
];

fn is_caption(text: &str) -> bool {
    if text.chars().count() > 300 {
        return false;
    }
    let folded = fold(text);
    let credit = |mark: &str| folded.contains(mark);
    let bracketed = text.strip_prefix('(').and_then(|t| t.strip_suffix(')'));
    if bracketed.is_some_and(|name| name.chars().count() <= 30 && name.starts_with(char::is_uppercase)) {
        return true;
    }
    ["©", "(photo", "[photo", "(credit", "(image"].iter().any(|m| credit(m)) && !ends_story(text)
        || CREDITS
            .iter()
            .any(|c| folded.strip_prefix(c).is_some_and(|r| r.trim_start().starts_with([':', '/', '-', '©'])))
        || folded.starts_with("photo ") && folded.len() < 40 && !folded.ends_with('.')
}

const CREDITS: [&str; 10] = [
    "photo",
    "photos",
    "credit",
    "credits",
    "credit photo",
    "credits photo",
    "legende",
    "image",
    "illustration",
    "photographie",
];

/// Whether the text ends as a sentence of the story does: a credit in its middle does not make it a caption.
fn ends_story(text: &str) -> bool {
    text.ends_with(['.', '!', '?', '…', '»']) && text.chars().count() > 160
}

fn is_byline(text: &str) -> bool {
    if text.chars().count() > 120 || text.ends_with('.') && text.chars().count() > 60 {
        return false;
    }
    let folded = fold(text);
    BYLINES.iter().any(|b| folded.starts_with(b)) || is_agency(text) || is_by_name(text)
}

const BYLINES: [&str; 10] = [
    "propos recueillis par",
    "de notre correspondant",
    "de notre envoye",
    "de nos envoyes",
    "notre correspondant a",
    "la redaction",
    "auteur :",
    "auteure :",
    "redaction :",
    "source :",
];

/// *AFP*, *(avec AFP)*, *Reuters*.
fn is_agency(text: &str) -> bool {
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    let name = bare.strip_prefix("avec ").or_else(|| bare.strip_prefix("Avec ")).unwrap_or(bare);
    let name = name.strip_prefix("l’").or_else(|| name.strip_prefix("l'")).unwrap_or(name);
    AGENCIES.contains(&name)
}

const AGENCIES: [&str; 14] =
    ["AFP", "Reuters", "AP", "Xinhua", "APA", "APS", "PANA", "TASS", "Anadolu", "Belga", "EFE", "ATS", "AIB", "AMAP"];

/// *Par Awa Diallo*, *Par Awa Diallo à Bamako, le 3 avril 2025*; not *Par ailleurs, …* nor *Par décret du …*.
fn is_by_name(text: &str) -> bool {
    let Some((par, rest)) = text.split_once(' ') else { return false };
    if !matches!(par, "Par" | "PAR" | "par") || text.ends_with(['.', '!', '?', ':']) {
        return false;
    }
    let names = rest.split([',', '|', '•']).next().unwrap_or(rest);
    let words: Vec<&str> = names.split_whitespace().collect();
    let named = |w: &&str| w.starts_with(char::is_uppercase);
    words.first().is_some_and(named)
        && words.len() <= 8
        && words.iter().all(|w| named(w) || BETWEEN_NAMES.contains(w) || w.starts_with(char::is_numeric))
}

const BETWEEN_NAMES: [&str; 16] =
    ["et", "de", "du", "la", "le", "à", "avec", "des", "d’", "d'", "-", "—", "–", "/", "en", "publié"];

#[cfg(test)]
mod tests {
    use super::*;

    fn refined(kind: BlockKind, text: &str) -> Vec<(BlockKind, String)> {
        refine(vec![Draft::new(kind, text.into(), None)]).into_iter().map(|d| (d.kind, d.text)).collect()
    }

    fn paragraph(text: &str) -> (BlockKind, String) {
        let mut found = refined(BlockKind::Paragraph, text);
        assert_eq!(found.len(), 1, "{text}");
        found.remove(0)
    }

    #[test]
    fn pointers_lose_their_label() {
        for (text, kept) in [
            ("Lire aussi : Le Mali quitte le G5", "Le Mali quitte le G5"),
            ("À lire aussi\u{a0}: « Le Mali » quitte le G5", "« Le Mali » quitte le G5"),
            ("A LIRE AUSSI > Le Niger vote", "Le Niger vote"),
            ("Voir aussi : la carte du Sahel", "la carte du Sahel"),
            ("→ Sur le même sujet : Niger, un an après", "Niger, un an après"),
            ("Lire aussi sur notre site : Niger, un an après", "Niger, un an après"),
        ] {
            assert_eq!(paragraph(text), (BlockKind::ReadAlso, kept.into()), "{text}");
        }
    }

    #[test]
    fn pointers_inside_a_paragraph_part_it() {
        let found = refined(BlockKind::Paragraph, "Le vote est clos. Lire aussi : Un vote très attendu");
        assert_eq!(
            found,
            [(BlockKind::Paragraph, "Le vote est clos.".into()), (BlockKind::ReadAlso, "Un vote très attendu".into())]
        );
        let glued = refined(BlockKind::Paragraph, "Fini. Lire aussi : Un vote attendu Le scrutin a eu lieu dimanche.");
        assert_eq!(glued[1], (BlockKind::Paragraph, "Un vote attendu Le scrutin a eu lieu dimanche.".into()));
    }

    #[test]
    fn a_label_alone_turns_the_list_under_it_into_pointers() {
        let drafts =
            [(BlockKind::Heading, "Lire aussi"), (BlockKind::ListItem, "Un vote"), (BlockKind::Paragraph, "Fin.")];
        let drafts = drafts.map(|(kind, text)| Draft::new(kind, text.into(), None)).to_vec();
        let kinds: Vec<_> = refine(drafts).iter().map(|d| d.kind).collect();
        assert_eq!(kinds, [BlockKind::ReadAlso, BlockKind::Paragraph]);
    }

    #[test]
    fn captions_bylines_and_datelines() {
        for (text, kind) in [
            ("Sergueï Lavrov à Moscou (Photo /TASS/Getty)", BlockKind::Caption),
            ("Des soldats à Gao. © Jean Dupont / AFP", BlockKind::Caption),
            ("Crédit photo : Présidence du Mali", BlockKind::Caption),
            ("(Maxppp)", BlockKind::Caption),
            ("Par Awa Diallo", BlockKind::Byline),
            ("Par Awa Diallo et Jean de La Tour, à Bamako", BlockKind::Byline),
            ("Propos recueillis par Awa Diallo", BlockKind::Byline),
            ("(avec AFP)", BlockKind::Byline),
            ("Publié le 3 avril 2025", BlockKind::Dateline),
            ("Par ailleurs, le Mali a voté", BlockKind::Paragraph),
            ("Lire la suite du texte est utile.", BlockKind::Paragraph),
            ("Le photographe a été libéré.", BlockKind::Paragraph),
            ("Relire Camus à Alger est une expérience.", BlockKind::Paragraph),
        ] {
            assert_eq!(paragraph(text), (kind, text.to_owned()), "{text}");
        }
    }
}
