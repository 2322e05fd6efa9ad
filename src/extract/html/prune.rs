//! Takes off a page what is never part of an article.

use dom_query::{Document, NodeRef};

/// Removes scripts, menus, forms, notices, share bars and what is hidden. What holds half of the page's text stays, for
/// some sites wrap the whole page in a form or in a box with an unlucky name.
pub(super) fn prune(document: &Document) {
    document.select(NEVER).remove();
    let most = document.text().len() / 2;
    for node in document.select(PERHAPS).nodes() {
        if is_around(node) && node.text().len() <= most {
            node.remove_from_parent();
        }
    }
}

const NEVER: &str = "script, style, noscript, template, nav, button, select, input, textarea, iframe, object, embed, svg, \
    canvas, video, audio, menu, [hidden], [aria-hidden='true'], [role='navigation'], [role='banner'], \
    [role='contentinfo'], [role='dialog'], [role='alertdialog'], [role='search']";

const PERHAPS: &str = "div, section, ul, ol, p, span, table, aside, form, footer, dialog, a, [role='complementary']";

fn is_around(node: &NodeRef) -> bool {
    let always = node.node_name().is_some_and(|n| matches!(n.as_ref(), "aside" | "form" | "footer" | "dialog"));
    always
        || node.attr("role").is_some_and(|r| r.as_ref() == "complementary")
        || node.class().is_some_and(|c| has_word(&c, &AROUND))
        || node.id_attr().is_some_and(|i| has_word(&i, &AROUND))
}

/// Whether a class or id has one of `known` among its words: *cookie-banner*, *shareButtons*, *js_newsletter*.
pub(super) fn has_word(name: &str, known: &[&str]) -> bool {
    let mut words = Vec::new();
    let mut was_lower = false;
    for c in name.chars().take(200) {
        match words.last_mut() {
            _ if !c.is_alphanumeric() => words.push(String::new()),
            Some(last) if !(was_lower && c.is_uppercase()) => String::push(last, c.to_ascii_lowercase()),
            _ => words.push(c.to_ascii_lowercase().to_string()),
        }
        was_lower = c.is_lowercase();
    }
    words.iter().any(|w| known.contains(&w.as_str()))
}

/// Words in a class or id that say: around the article, not of it.
const AROUND: [&str; 43] = [
    "cookie",
    "cookies",
    "consent",
    "gdpr",
    "rgpd",
    "didomi",
    "share",
    "sharing",
    "sharedaddy",
    "partage",
    "partager",
    "social",
    "socials",
    "newsletter",
    "breadcrumb",
    "breadcrumbs",
    "menu",
    "navbar",
    "nav",
    "navigation",
    "sidebar",
    "advert",
    "advertisement",
    "ads",
    "ad",
    "pub",
    "publicite",
    "promo",
    "sponsor",
    "sponsored",
    "outbrain",
    "taboola",
    "comments",
    "commentaires",
    "comment",
    "pagination",
    "pager",
    "toolbar",
    "popup",
    "modal",
    "paywall",
    "subscribe",
    "abonnement",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_by_their_words() {
        for around in ["cookie-banner", "shareButtons", "js_newsletter box", "Share", "site-nav"] {
            assert!(has_word(around, &AROUND), "{around}");
        }
        for story in ["shareholders", "article-body", "publication", "navire", "adresse", ""] {
            assert!(!has_word(story, &AROUND), "{story}");
        }
    }

    #[test]
    fn a_page_in_an_unlucky_box_stays() {
        let document = Document::from("<form><div class=menu><p>Toute une histoire.</p></div></form><aside>x</aside>");
        prune(&document);
        assert_eq!(document.text().as_ref(), "Toute une histoire.");
    }
}
