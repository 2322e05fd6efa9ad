//! HTML: the article on the page, without what the site puts around it.

mod head;
mod prune;
mod shallow;
mod walk;

use super::draft::{Draft, Page};
use crate::model::BlockKind;
use crate::text::fold;
use dom_query::Document;
use dom_smoothie::{Config, Readability};

/// Reads a page: its head, then the blocks of its main part as a reader mode finds it, or of the whole body where that
/// loses too much.
pub(super) fn read(html: &str) -> Page {
    let document = Document::from(shallow::shallow(html).as_ref());
    let head = head::read(&document);
    prune::prune(&document);
    let whole = walk::blocks(&document);
    let main = if whole.len() > FEW { main_part(&document) } else { None };
    let drafts =
        main.filter(|main| keeps_enough(main, &whole)).map_or_else(|| whole.clone(), |main| restore(main, &whole));
    Page { head, drafts }
}

/// Reads HTML inside another format.
pub(super) fn fragment(html: &str) -> Vec<Draft> {
    let document = Document::fragment(shallow::shallow(html).as_ref());
    prune::prune(&document);
    walk::blocks(&document)
}

/// Blocks; a page with no more has nothing around its article.
const FEW: usize = 3;
/// Elements; scoring is not linear, and no article has so many.
const LARGEST: usize = 20_000;

fn main_part(document: &Document) -> Option<Vec<Draft>> {
    let config = Config { max_elements_to_parse: LARGEST, char_threshold: 300, ..Config::default() };
    let copy = Document::from(document.html());
    let article = Readability::with_document(copy, None, Some(config)).ok()?.parse().ok()?;
    Some(walk::blocks(&Document::fragment(article.content)))
}

/// Whether reader mode kept most of the sentences: a page of short paragraphs can mislead it.
fn keeps_enough(main: &[Draft], whole: &[Draft]) -> bool {
    let prose = |drafts: &[Draft]| -> usize {
        drafts.iter().filter(|d| d.kind.is_body() && d.text.len() >= 80).map(|d| d.text.len()).sum()
    };
    prose(main) * 10 >= prose(whole) * 6
}

/// Puts back what reader mode drops between the first and the last block that it keeps: headings and lists of the story.
fn restore(main: Vec<Draft>, whole: &[Draft]) -> Vec<Draft> {
    let kept: rustc_hash::FxHashSet<String> = main.iter().map(|d| fold(&d.text)).collect();
    let is_kept = |d: &Draft| kept.contains(&fold(&d.text));
    let (Some(first), Some(last)) = (whole.iter().position(is_kept), whole.iter().rposition(is_kept)) else {
        return main;
    };
    let wanted =
        |d: &&Draft| is_kept(d) || matches!(d.kind, BlockKind::Heading | BlockKind::Quotation | BlockKind::Caption);
    whole[first..=last].iter().filter(wanted).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(html: &str) -> Vec<(BlockKind, String)> {
        read(html).drafts.into_iter().map(|d| (d.kind, d.text)).collect()
    }

    const STORY: &str =
        "Le gouvernement a annoncé jeudi la tenue d’un scrutin avant la fin de l’année, dans tout le pays.";

    #[test]
    fn what_surrounds_the_story_goes() {
        let html = format!(
            "<html><head><title>Le vote | Le Journal</title></head><body>\
             <nav><ul><li>Accueil<li>Monde</ul></nav><div class=cookie-banner><p>Nous utilisons des cookies.</p></div>\
             <article><h1>Le vote</h1><p class=byline>Par Awa Diallo</p><p>{STORY}</p><h2>La suite</h2><p>{STORY} Encore.</p>\
             <figure><img src=u.jpg><figcaption>Des urnes</figcaption></figure><blockquote>Tout va bien.</blockquote>\
             <ul><li>Un vote &amp; un décompte</li></ul><p>{STORY} Et&nbsp;enfin.</p></article>\
             <div class='share-buttons'><a href=#>Partager sur Facebook</a></div><footer>© Le Journal</footer>\
             <script>var x = '<p>caché</p>';</script></body></html>"
        );
        let page = read(&html);
        assert_eq!(page.head.title.as_ref().unwrap().0, "Le vote");
        let all: String = page.drafts.iter().map(|d| d.text.as_str()).collect::<Vec<_>>().join("\n");
        for gone in ["Accueil", "cookies", "Partager", "© Le Journal", "caché"] {
            assert!(!all.contains(gone), "{gone} in {all}");
        }
        for kept in ["La suite", "Des urnes", "Tout va bien.", "Encore.", "Et\u{a0}enfin."] {
            assert!(all.contains(kept), "{kept} not in {all}");
        }
    }

    #[test]
    fn kinds_follow_elements() {
        use BlockKind::*;
        let found = texts("<h1>T</h1><h2>H</h2><p>Un<br>deux</p><li>Trois<blockquote><p>Quatre</p></blockquote>");
        let wanted = [
            (Heading, "T"),
            (Heading, "H"),
            (Paragraph, "Un"),
            (Paragraph, "deux"),
            (ListItem, "Trois"),
            (Quotation, "Quatre"),
        ];
        assert_eq!(found, wanted.map(|(kind, text)| (kind, text.to_owned())));
    }

    #[test]
    fn hostile_pages_end() {
        let tower = format!("<body>{}<p>{STORY}", "<div>".repeat(10_000));
        assert_eq!(texts(&tower).len(), 1);
        let soup = format!("<b><i>{}", "<p>Un mot <b><font size=1><a href=x>".repeat(2_000));
        assert_eq!(texts(&soup).len(), 2_000);
    }
}
