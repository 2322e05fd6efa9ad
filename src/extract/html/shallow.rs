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
        if tag.is_one_of(&UNCOUNTED) {
            return true;
        }
        let (open, limit) =
            if tag.is_one_of(&INLINE) { (&mut self.formatting, FORMATTING) } else { (&mut self.nested, DEEPEST) };
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

impl Tag<'_> {
    fn is_one_of(&self, names: &[&str]) -> bool {
        names.iter().any(|n| self.name.eq_ignore_ascii_case(n))
    }
}

/// The tags of `html` outside comments, scripts and other raw text.
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
            at = closing(name).filter(|_| !closes).map_or(end, |mark| past(html, end, mark));
            return Some(Tag { name, closes, start, end });
        }
    })
}

/// What ends an element whose inside is no markup.
fn closing(name: &str) -> Option<&'static str> {
    const RAW: [(&str, &str); 4] =
        [("script", "</script"), ("style", "</style"), ("textarea", "</textarea"), ("title", "</title")];
    RAW.iter().find(|(raw, _)| name.eq_ignore_ascii_case(raw)).map(|(_, mark)| *mark)
}

/// Where `mark`, in any case, ends after `from`; the end of the text if it never comes.
fn past(html: &str, from: usize, mark: &str) -> usize {
    let bytes = html.as_bytes();
    let here = |at: &usize| bytes.get(*at..at + mark.len()).is_some_and(|b| b.eq_ignore_ascii_case(mark.as_bytes()));
    let mut starts = memchr::memchr_iter(mark.as_bytes()[0], &bytes[from..]).map(|i| from + i);
    starts.find(here).map_or(html.len(), |at| at + mark.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_pass_untouched() {
        for html in ["<div><p>Un<p>Deux<br><b>trois</b></div>", "<P>Un <LI>deux"] {
            assert!(matches!(shallow(&html.repeat(1000)), Cow::Borrowed(_)));
        }
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
