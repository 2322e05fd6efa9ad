//! Whole files, as newsrooms have them.

use super::*;
use proptest::prelude::*;

fn article(path: &str, text: &str) -> Article {
    read(path, text.as_bytes()).unwrap_or_else(|e| panic!("{path}: {e}")).article
}

fn blocks(article: &Article) -> Vec<(BlockKind, &str)> {
    article.blocks.iter().map(|b| (b.kind, article.slice(b.span))).collect()
}

#[test]
fn a_scraped_head_is_date_and_caption_and_no_headline() {
    let text = " date 2025-04 Awa Diallo - Santé (Photo /APS/Studio)\n\nLe pays vote dimanche.\n\nUne foule attendue\n\nIl fera beau.";
    let article = article("a.txt", text);
    use BlockKind::*;
    assert_eq!(
        blocks(&article),
        [
            (Caption, "Awa Diallo - Santé (Photo /APS/Studio)"),
            (Paragraph, "Le pays vote dimanche."),
            (Heading, "Une foule attendue"),
            (Paragraph, "Il fera beau."),
        ]
    );
    assert_eq!(article.dateline.date.unwrap().to_string(), "2025-04");
    assert_eq!(article.slice(article.dateline.span.unwrap()).trim(), "date 2025-04");
    assert_eq!(article.blocks[2].line, Some(5));
}

#[test]
fn a_date_inside_a_sentence_is_not_the_articles() {
    let article = article("a.txt", "Le ministre a réaffirmé, jeudi 3 avril 2025, son appui.\n\nIl est parti.");
    assert_eq!(article.dateline, Dateline::default());
}

#[test]
fn html_head_and_dateline_agree() {
    let page = "<html><head><meta charset=utf-8><title>T</title></head><body><h1>Le pays vote</h1>\
                <p>9 novembre 2012. – Le pays a voté.</p></body></html>";
    let article = article("a.html", page);
    assert_eq!(blocks(&article), [(BlockKind::Title, "Le pays vote"), (BlockKind::Paragraph, "Le pays a voté.")]);
    assert_eq!(article.dateline.date.unwrap().to_string(), "2012-11-09");
    assert_eq!(article.slice(article.dateline.span.unwrap()).trim(), "9 novembre 2012. –");
}

#[test]
fn markdown_front_matter_heads_the_article() {
    let text = "---\ntitle: Le pays vote\nauthor: Awa Diallo\ndate: 2025-04-03\nplace: Niamey\nurl: https://a.test/b\n---\n# Le pays vote\n\nIl fera beau.\n";
    let article = article("a.md", text);
    use BlockKind::*;
    assert_eq!(blocks(&article), [(Title, "Le pays vote"), (Byline, "Awa Diallo"), (Paragraph, "Il fera beau.")]);
    assert_eq!(article.dateline.place.as_deref(), Some("Niamey"));
    assert_eq!((article.dateline.span, article.source.url.as_deref()), (None, Some("https://a.test/b")));
}

#[test]
fn what_is_no_article_is_refused() {
    assert_eq!(read("a.txt", b""), Err(ExtractError::Empty));
    assert_eq!(read("a.txt", b" \r\n\t\n"), Err(ExtractError::NoText));
    assert_eq!(read("a.html", b"<html><script>x()</script></html>"), Err(ExtractError::NoText));
    assert_eq!(read("a.txt", b"%PDF-1.7"), Err(ExtractError::Foreign("a PDF file")));
    let noise: Vec<u8> = (0..4096u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    assert!(matches!(read("a.txt", &noise), Err(ExtractError::Binary { .. })));
}

#[test]
fn damage_is_noted() {
    let read = read("a.txt", b"\xc3\x89t\xc3\xa9 \xff \xc3\xa0 Gao, le pays vote et revote.\x07").unwrap();
    assert_eq!(read.article.text, "Été \u{fffd} à Gao, le pays vote et revote.");
    assert_eq!(read.article.source.replaced, 1);
    assert_eq!(read.notes.len(), 3, "{:?}", read.notes);
}

#[test]
fn one_long_line_is_read_once() {
    let text = "Le pays vote. ".repeat(40_000);
    assert_eq!(article("a.txt", &text).blocks.len(), 1);
}

fn holds(path: &str, bytes: &[u8]) -> Result<(), TestCaseError> {
    let Ok(Extracted { article, .. }) = read(path, bytes) else { return Ok(()) };
    let mut end = 0;
    for (i, block) in article.blocks.iter().enumerate() {
        prop_assert!(block.span.start >= end && !block.span.is_empty());
        end = block.span.end;
        let text = article.text.get(block.span.range());
        prop_assert!(text.is_some_and(|t| t.trim() == t && !t.contains('\n')), "{:?}", text);
        prop_assert_eq!(block.number as usize, i + 1);
    }
    prop_assert!(article.marks.iter().all(|m| article.text.get(m.span.range()).is_some()));
    prop_assert!(!article.text.chars().any(|c| c != '\n' && c.is_control()));
    prop_assert_eq!(crate::text::nfc(&article.text), article.text.as_str());
    let dated = article.dateline.span;
    prop_assert!(dated.is_none_or(|d| article.text.get(d.range()).is_some()));
    Ok(())
}

proptest! {
    #[test]
    fn any_bytes_give_an_article_or_an_error(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        for path in ["a.txt", "a.md", "a.html"] {
            holds(path, &bytes)?;
        }
    }

    #[test]
    fn any_text_gives_ordered_trimmed_blocks(
        text in "(\\PC|[\n\r\t ]|e\u{301}|<p>|<b>|<li>|</div>|[*#>_-]|Lire aussi : |BAMAKO \\(AFP\\) — |3 avril 2025|&eacute;){0,60}",
    ) {
        for path in ["a.txt", "a.md", "a.html"] {
            holds(path, text.as_bytes())?;
        }
    }
}
