//! What a page says about its article: headline, date, author, address.

use crate::extract::clean::clean;
use crate::extract::draft::Head;
use crate::text::{Date, find_french_date};
use dom_query::Document;
use serde_json::Value;

/// Reads the head of a page, before anything is taken off it.
pub(super) fn read(document: &Document) -> Head {
    let linked = linked_data(document);
    Head {
        title: title(document, &linked).map(|t| (t, None)),
        byline: None,
        date: date(document, &linked),
        place: None,
        url: url(document),
    }
}

/// The page's `h1` if it has one, else what it calls itself.
fn title(document: &Document, linked: &[Value]) -> Option<String> {
    let shown = ["article h1", "main h1", "h1"].iter().find_map(|s| {
        let found = document.select(s);
        found.iter().map(|h| clean(&h.text())).find(|t| !t.is_empty())
    });
    shown
        .or_else(|| attribute(document, "meta[property='og:title']", "content"))
        .or_else(|| linked.iter().find_map(|v| Some(clean(v.get("headline")?.as_str()?))))
        .or_else(|| Some(without_site(&clean(&document.select("title").text()))))
        .filter(|t| !t.is_empty())
}

/// *Le vote | Le Journal* without the site's name.
fn without_site(title: &str) -> String {
    let cut = [" | ", " — ", " – ", " - "].iter().find_map(|mark| title.rsplit_once(mark));
    cut.filter(|(head, site)| head.len() > site.len()).map_or(title, |(head, _)| head).to_owned()
}

/// The day of publication; a page's own `time` element counts last, for it may be that of another article.
fn date(document: &Document, linked: &[Value]) -> Option<Date> {
    let published = linked.iter().find_map(|v| read_date(v.get("datePublished")?.as_str()?));
    let meta = || DATES.iter().find_map(|(select, name)| read_date(&attribute(document, select, name)?));
    published.or_else(meta)
}

const DATES: [(&str, &str); 12] = [
    ("meta[property='article:published_time']", "content"),
    ("meta[property='og:published_time']", "content"),
    ("[itemprop='datePublished'][content]", "content"),
    ("[itemprop='datePublished'][datetime]", "datetime"),
    ("meta[name='date']", "content"),
    ("meta[name='dc.date']", "content"),
    ("meta[name='DC.date']", "content"),
    ("meta[name='DC.date.issued']", "content"),
    ("meta[name='pubdate']", "content"),
    ("time[pubdate]", "datetime"),
    ("article time[datetime]", "datetime"),
    ("time[datetime]", "datetime"),
];

fn read_date(written: &str) -> Option<Date> {
    find_french_date(written).map(|(date, _)| date)
}

fn url(document: &Document) -> Option<String> {
    attribute(document, "link[rel='canonical']", "href")
        .or_else(|| attribute(document, "meta[property='og:url']", "content"))
}

fn attribute(document: &Document, select: &str, name: &str) -> Option<String> {
    let value = clean(&document.select(select).attr(name)?);
    (!value.is_empty()).then_some(value)
}

/// The objects of the page's JSON-LD blocks, those in a list or a `@graph` too. Broken ones are none.
fn linked_data(document: &Document) -> Vec<Value> {
    let scripts = document.select("script[type='application/ld+json']");
    let mut objects = Vec::new();
    for script in scripts.iter() {
        match serde_json::from_str(&script.text()) {
            Ok(Value::Array(list)) => objects.extend(list),
            Ok(Value::Object(mut map)) => {
                if let Some(Value::Array(graph)) = map.remove("@graph") {
                    objects.extend(graph);
                }
                objects.push(Value::Object(map));
            }
            _ => {}
        }
    }
    objects
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(html: &str) -> Head {
        read(&Document::from(html))
    }

    #[test]
    fn dates_from_wherever_a_page_keeps_them() {
        for html in [
            "<meta property='article:published_time' content='2025-04-03T14:30:00+02:00'>",
            "<article><time datetime='2025-04-03'>hier</time></article>",
            r#"<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","datePublished":"2025-04-03"}]}</script>"#,
            "<meta name=date content='3 avril 2025'>",
        ] {
            assert_eq!(head(html).date.unwrap().to_string(), "2025-04-03", "{html}");
        }
    }

    #[test]
    fn the_headline_shown_counts_before_the_one_declared() {
        assert_eq!(head("<title>A | B</title><h1>Le <b>vote</b></h1>").title.unwrap().0, "Le vote");
        assert_eq!(head("<title>Le vote est clos - Le Journal</title>").title.unwrap().0, "Le vote est clos");
        assert_eq!(head("<p>Rien").title, None);
        assert_eq!(head("<link rel=canonical href='https://a.test/b'>").url.unwrap(), "https://a.test/b");
    }
}
