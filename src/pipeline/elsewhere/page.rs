//! A file's paragraphs as a translation tool's filters see them.

use crate::exchange::html_reference;

/// Stands between paragraphs, and in no text.
pub(super) const APART: char = '\u{1}';
/// Stands where an inline tag does.
const TAG: char = '\u{2}';

/// The paragraphs of a text file: empty lines part them, line breaks inside stay.
pub(super) fn plain_paragraphs(file: &str) -> Vec<String> {
    let mut paragraphs = vec![String::new()];
    for line in file.trim_start_matches('\u{feff}').lines() {
        match paragraphs.last_mut() {
            Some(last) if !line.trim().is_empty() => {
                if !last.is_empty() {
                    last.push('\n');
                }
                last.push_str(line);
            }
            _ => paragraphs.push(String::new()),
        }
    }
    paragraphs
}

/// The paragraphs of a page: references resolved, white space one space, a [`TAG`] for each inline tag but those at the
/// ends of a paragraph.
pub(super) fn paragraphs(file: &str) -> Vec<String> {
    let mut page = Page::default();
    let mut rest = file;
    while let Some(at) = rest.find('<') {
        page.text(&rest[..at]);
        rest = page.tag(&rest[at..]);
    }
    page.text(rest);
    page.part();
    page.paragraphs
}

#[derive(Default)]
struct Page {
    paragraphs: Vec<String>,
    open: String,
}

impl Page {
    fn text(&mut self, raw: &str) {
        let mut parts = raw.split('&');
        self.words(parts.next().unwrap_or(""));
        for part in parts {
            match part.split_once(';').and_then(|(name, rest)| Some((html_reference(name)?, rest))) {
                Some((character, rest)) => {
                    self.words(&character);
                    self.words(rest);
                }
                None => {
                    self.open.push('&');
                    self.words(part);
                }
            }
        }
    }

    /// Adds text, white space as one space.
    fn words(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                ' ' | '\t' | '\n' | '\r' | '\x0c' => {
                    if !self.open.is_empty() && !self.open.ends_with(' ') {
                        self.open.push(' ');
                    }
                }
                c => self.open.push(c),
            }
        }
    }

    /// Passes over the tag that `rest` starts with, and over what no page shows; returns what follows.
    fn tag<'t>(&mut self, rest: &'t str) -> &'t str {
        let after = |end: &str| rest.find(end).map_or("", |at| &rest[at + end.len()..]);
        if rest.starts_with("<!--") {
            return after("-->");
        }
        let name: String = rest[1..].trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        let name = name.to_ascii_lowercase();
        if name.is_empty() && !rest.starts_with("<!") && !rest.starts_with("<?") {
            self.open.push('<');
            return &rest[1..];
        }
        match name.as_str() {
            "script" | "style" if !rest.starts_with("</") => return skipped(rest, &name),
            name if INLINE.contains(&name) => self.open.push(TAG),
            _ => self.part(),
        }
        after(">")
    }

    /// Ends the paragraph.
    fn part(&mut self) {
        let ends = |c: char| c == TAG || c.is_whitespace();
        let paragraph = self.open.trim_matches(ends);
        if !paragraph.is_empty() {
            self.paragraphs.push(paragraph.to_owned());
        }
        self.open.clear();
    }
}

/// What follows the end tag of the element that `rest` starts with.
fn skipped<'t>(rest: &'t str, name: &str) -> &'t str {
    let mut from = 0;
    while let Some(at) = rest[from..].find("</") {
        from += at + 2;
        if rest[from..].get(..name.len()).is_some_and(|n| n.eq_ignore_ascii_case(name)) {
            return rest[from..].find('>').map_or("", |end| &rest[from + end + 1..]);
        }
    }
    ""
}

/// Tags that stand inside a paragraph.
const INLINE: [&str; 30] = [
    "a", "abbr", "acronym", "b", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "img", "ins", "kbd",
    "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "u", "var",
];
