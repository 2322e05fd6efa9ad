//! Keeps an HTML parser out of trouble: tags nested beyond reason are dropped before it sees them.

use std::borrow::Cow;

/// Open elements an article could need; browsers stop at 512.
const DEEPEST: usize = 256;
/// Open formatting elements; the standard has the parser open each of them again in every later paragraph.
const FORMATTING: usize = 12;

/// `html` without start tags nested deeper than any article, and without as many end tags; mostly `html` itself.
///
/// It counts tags, it does not parse: comments, scripts and the like are stepped over, elements whose end tag may be left
/// out are not counted. One pass.
pub(super) fn shallow(html: &str) -> Cow<'_, str> {
    let mut depth = Depth::default();
    let mut kept = String::new();
    let mut from = 0;
    for tag in tags(html) {
        if depth.admits(&tag) {
            continue;
        }
        kept.push_str(&html[from..tag.start]);
        from = tag.end;
    }
    if from == 0 {
        return Cow::Borrowed(html);
    }
    kept.push_str(&html[from..]);
    Cow::Owned(kept)
}

#[derive(Default)]
struct Depth {
    nested: usize,
    formatting: usize,
    /// Start tags dropped and not yet matched by an end tag.
    dropped: usize,
}

impl Depth {
    fn admits(&mut self, tag: &Tag) -> bool {
        if UNCOUNTED.contains(&tag.name) {
            return true;
        }
        let (open, limit) =
            if INLINE.contains(&tag.name) { (&mut self.formatting, FORMATTING) } else { (&mut self.nested, DEEPEST) };
        let full = *open >= limit;
        match (tag.closes, self.dropped) {
            (false, _) if full => self.dropped += 1,
            (false, _) => *open += 1,
            (true, 0) => *open = open.saturating_sub(1),
            (true, _) => {
                self.dropped -= 1;
                return false;
            }
        }
        tag.closes || !full
    }
}

/// Elements that hold nothing or whose end tag may be left out.
const UNCOUNTED: [&str; 34] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "p",
    "li", "dt", "dd", "option", "optgroup", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup", "html", "head",
    "body", "rp", "rt", "script", "style",
];

const INLINE: [&str; 15] =
    ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u", "span"];

struct Tag<'h> {
    name: &'h str,
    closes: bool,
    start: usize,
    end: usize,
}

/// The tags of `html` outside comments, scripts and other raw text; names in lower case only are known here, which is
/// enough to protect the parser because others count as nested.
fn tags(html: &str) -> impl Iterator<Item = Tag<'_>> {
    let bytes = html.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + memchr::memchr(b'<', &bytes[at..])?;
            let closes = bytes.get(start + 1) == Some(&b'/');
            let named = start + 1 + usize::from(closes);
            let len = bytes[named..].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
            if len == 0 {
                at = if html[start..].starts_with("<!--") { past(html, start, "-->") } else { start + 1 };
                continue;
            }
            let name = &html[named..named + len];
            let end = memchr::memchr(b'>', &bytes[named..]).map_or(html.len(), |i| named + i + 1);
            at = if !closes && matches!(name, "script" | "style" | "textarea" | "title") {
                past(html, end, closing(name))
            } else {
                end
            };
            return Some(Tag { name, closes, start, end });
        }
    })
}

fn closing(name: &str) -> &'static str {
    match name {
        "script" => "</script",
        "style" => "</style",
        "textarea" => "</textarea",
        _ => "</title",
    }
}

/// Where `mark` ends after `from`; the end of the text if it never comes.
fn past(html: &str, from: usize, mark: &str) -> usize {
    memchr::memmem::find(&html.as_bytes()[from..], mark.as_bytes()).map_or(html.len(), |i| from + i + mark.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_pass_untouched() {
        let html = "<div><p>Un<p>Deux<br><b>trois</b></div>".repeat(1000);
        assert!(matches!(shallow(&html), Cow::Borrowed(_)));
    }

    #[test]
    fn towers_are_cut_and_what_follows_is_kept() {
        let html = format!("{}<p>Gao{}<p>Kidal", "<div>".repeat(10_000), "</div>".repeat(10_000));
        let cut = shallow(&html);
        assert_eq!(cut.matches("<div>").count(), DEEPEST);
        assert!(cut.matches("</div>").count() >= DEEPEST);
        assert!(cut.ends_with("<p>Kidal"));
    }

    #[test]
    fn scripts_are_no_towers() {
        let html = format!("<script>{}</script><p>Gao", "'<div>'".repeat(1000));
        assert!(matches!(shallow(&html), Cow::Borrowed(_)));
    }
}
