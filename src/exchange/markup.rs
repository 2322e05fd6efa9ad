//! XML as tools and people really write it, cut into pieces: what a strict parser refuses is read as it was meant.
//!
//! A `<` that begins no tag and a `&` that begins no reference are text; attributes may lack quotes or values; tags need
//! not match. Nothing is nested here and nothing is expanded, so any input is read in one pass and in bounded memory.

mod scan;
mod tag;

pub use tag::{Tag, local};

use super::decode::{Oddity, Utf8};
use scan::{Kind, Place, Scan, Until, doctype_end, end_tag, instruction, start_tag, text, unmarked};
use std::io::{self, BufRead, Read};

/// The longest tag, declaration or document type that is read.
const LONGEST: usize = 4 << 20;
/// The longest name of an entity.
const NAME: usize = 64;

/// A piece of a document, in order.
#[derive(Debug, PartialEq, Eq)]
pub enum Piece<'t> {
    /// Text, or a part of it, as it is written.
    Text(&'t str),
    /// The name in `&name;`.
    Reference(&'t str),
    /// A start tag or an empty element's.
    Start(Tag<'t>),
    /// The name in an end tag.
    End(&'t str),
    /// What is between `<!DOCTYPE` and its `>`.
    Doctype(&'t str),
}

/// Cuts a document into [`Piece`]s.
pub struct Markup<R> {
    input: Utf8<R>,
    /// What ends the text in which tags mean nothing, when it is being read.
    until: Option<Until>,
    /// The last piece, whose end is where the input is.
    last: Place,
    bare: Option<char>,
    cut: Option<&'static str>,
}

impl<R: Read> Markup<R> {
    /// Reads from `input`.
    pub fn new(input: Utf8<R>) -> Self {
        Self { input, until: None, last: Place::NONE, bare: None, cut: None }
    }

    /// The line where the last piece ends, 1-based.
    pub fn line(&self) -> u32 {
        self.input.line()
    }

    /// Whether [`Self::oddities`] has any.
    pub fn is_odd(&self) -> bool {
        self.input.is_odd()
    }

    /// What was odd about the bytes since the last call.
    pub fn oddities(&mut self) -> Vec<Oddity> {
        self.input.oddities()
    }

    /// The `<` or `&` that was read as text since the last call although it should have been escaped.
    pub fn bare(&mut self) -> Option<char> {
        self.bare.take()
    }

    /// What was still open when the document ended: `a tag`, `a comment` …
    pub fn cut(&self) -> Option<&'static str> {
        self.cut
    }

    /// Goes on to the next piece; `false` at the end.
    ///
    /// # Errors
    /// Those of reading.
    pub fn advance(&mut self) -> io::Result<bool> {
        self.last = Place::NONE;
        loop {
            match self.place() {
                Some(place) => {
                    self.input.consume(place.before + place.length + place.after);
                    if place.kind != Kind::Passed {
                        self.last = place;
                        return Ok(true);
                    }
                }
                None if self.input.more()? || self.pass_instruction() => {}
                None => {
                    self.end();
                    return Ok(false);
                }
            }
        }
    }

    /// The piece that [`Self::advance`] went to.
    pub fn piece(&self) -> Piece<'_> {
        let Place { kind, length, after, .. } = self.last;
        let text = &self.input.last(length + after)[..length];
        match kind {
            Kind::Text | Kind::Passed => Piece::Text(text),
            Kind::Reference => Piece::Reference(text),
            Kind::Start => Piece::Start(Tag::new(text)),
            Kind::End => Piece::End(text.trim_ascii()),
            Kind::Doctype => Piece::Doctype(text),
        }
    }

    /// Passes over a `<?…` that nothing ends, up to its first `>`; whether there was one.
    fn pass_instruction(&mut self) -> bool {
        let rest = self.input.rest().as_bytes();
        let end = rest.starts_with(b"<?").then(|| memchr::memchr(b'>', rest)).flatten();
        end.into_iter().for_each(|end| self.input.consume(end + 1));
        end.is_some()
    }

    /// The text is over: what is left of it belongs to something that was cut off.
    fn end(&mut self) {
        let rest = self.input.rest();
        self.cut = match (self.until, rest.get(..2).unwrap_or(rest)) {
            (Some(Until::Comment), _) => Some("a comment"),
            (Some(Until::CharacterData), _) => Some("a CDATA section"),
            (None, "") => None,
            (None, "<!") => Some("a declaration"),
            (None, start) if start.starts_with('<') => Some("a tag"),
            (None, start) => start.starts_with('&').then_some("a reference"),
        };
        self.input.consume(self.input.rest().len());
    }

    /// The piece at the front of what is decoded; `None` when its end is not there yet.
    fn place(&mut self) -> Option<Place> {
        let rest = self.input.rest();
        if let Some(until) = self.until {
            let (place, is_over) = unmarked(rest, until)?;
            if is_over {
                self.until = None;
            }
            return Some(place);
        }
        match rest.as_bytes() {
            [] => None,
            [b'&', ..] => self.reference(),
            [b'<', b'!', ..] => self.declaration(),
            [b'<', ..] => self.tag(),
            bytes => text(bytes),
        }
    }

    fn reference(&mut self) -> Option<Place> {
        let bytes = &self.input.rest().as_bytes()[1..];
        let is_name = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'#' | b'_' | b'-' | b'.' | b':' | 0x80..);
        match bytes.iter().take(NAME + 1).position(|b| !is_name(b)) {
            Some(length @ 1..) if bytes[length] == b';' => Place::of(Kind::Reference, 1, length, 1),
            None if bytes.len() <= NAME => None,
            _ => self.as_text('&'),
        }
    }

    /// A character of markup that is none here.
    fn as_text(&mut self, character: char) -> Option<Place> {
        self.bare = Some(character);
        Place::of(Kind::Text, 0, 1, 0)
    }

    fn declaration(&mut self) -> Option<Place> {
        const DOCTYPE: &str = "<!DOCTYPE";
        const DATA: &str = "<![CDATA[";
        let rest = self.input.rest();
        let start = rest.get(..DOCTYPE.len()).or_else(|| rest.get(..4).filter(|start| *start == "<!--"))?;
        let passed = |length| Place::of(Kind::Passed, length, 0, 0);
        if start.starts_with("<!--") {
            self.until = Some(Until::Comment);
            return passed(4);
        }
        if start == DATA {
            self.until = Some(Until::CharacterData);
            return passed(DATA.len());
        }
        let bytes = &rest.as_bytes()[2..];
        if !start.eq_ignore_ascii_case(DOCTYPE) {
            return passed(memchr::memchr(b'>', bytes).map(|end| end + 3)?);
        }
        let bytes = &rest.as_bytes()[DOCTYPE.len()..];
        match doctype_end(bytes) {
            Some((length, is_closed)) => Place::of(Kind::Doctype, DOCTYPE.len(), length, usize::from(is_closed)),
            None if bytes.len() < LONGEST => None,
            None => passed(DOCTYPE.len()),
        }
    }

    fn tag(&mut self) -> Option<Place> {
        let rest = self.input.rest().as_bytes();
        let found = match rest.get(1)? {
            b'?' => instruction(rest),
            b'/' => end_tag(rest),
            b'a'..=b'z' | b'A'..=b'Z' | b'_' | b':' => start_tag(rest),
            _ => Scan::Bare,
        };
        match found {
            Scan::Found(place) => Some(place),
            Scan::Cut if rest.len() < LONGEST => None,
            Scan::Bare | Scan::Cut => self.as_text('<'),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pieces in short: text as it is, `<name a=b>`, `</name>`, `&name;`, `!doctype`; then what was cut off.
    fn pieces(text: &str, chunk: usize) -> String {
        struct Slow<'t>(&'t [u8], usize);
        impl Read for Slow<'_> {
            fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
                let length = self.1.min(self.0.len()).min(into.len());
                into[..length].copy_from_slice(&self.0[..length]);
                self.0 = &self.0[length..];
                Ok(length)
            }
        }
        let mut markup = Markup::new(Utf8::new(Slow(text.as_bytes(), chunk), Vec::new()));
        let mut shown = String::new();
        while markup.advance().unwrap() {
            match markup.piece() {
                Piece::Text(text) => shown += text,
                Piece::Reference(name) => shown += &format!("&{name};"),
                Piece::End(name) => shown += &format!("</{name}>"),
                Piece::Doctype(text) => shown += &format!("!{text}!"),
                Piece::Start(tag) => {
                    let attributes: String = tag.attributes().map(|(n, v)| format!(" {n}={v}")).collect();
                    shown += &format!("<{}{attributes}{}>", tag.name, if tag.is_empty { "/" } else { "" });
                }
            }
        }
        shown + &markup.cut().map_or(String::new(), |cut| format!(" cut in {cut}"))
    }

    #[test]
    fn markup_is_read_as_it_was_meant_and_any_chunks_give_the_same() {
        for (text, expected) in [
            ("<a b=\"c\" d='e'>x</a >", "<a b=c d=e>x</a>"),
            ("<a\n b = \"c\"\n/>", "<a b=c/>"),
            ("<a b=c d>x", "<a b=c d=>x"),
            ("<ph/><ph />", "<ph/><ph/>"),
            ("5 < 6 & 7 <8>", "5 < 6 & 7 <8>"),
            ("&amp;&#233;& &x y;&;", "&amp;&#233;& &x y;&;"),
            ("<!-- <a> --><![CDATA[<b>&]]]>c", "<b>&]c"),
            ("<?xml version='1.0'?><?y a > b?>z", "z"),
            ("<?xml version='1.0'><a>", "<a>"),
            ("<!DOCTYPE a [<!ENTITY b '>]'><!-- l'<a -->]>x", "! a [<!ENTITY b '>]'><!-- l'<a -->]!x"),
            ("<!doctype html>x", "! html!x"),
            ("<!DOCTYPE a SYSTEM \"a.dtd>\n<a b=\"c\">x", "! a SYSTEM \"a.dtd!\n<a b=c>x"),
            ("<!DOCTYPE a [<!ENTITY b \"c>]><a d=\"e\">x", "! a [<!ENTITY b \"c>]!<a d=e>x"),
            ("<!DOCTYPE a [<!ENTITY b 'c'><a>x", "! a [<!ENTITY b 'c'>!<a>x"),
            ("<!DOCTYPE a<a>x", "! a!<a>x"),
            ("<?y a><b>x", "<b>x"),
            ("<!ELEMENT a>x", "x"),
            ("<a b=\"c>d</a>", "<a b=c>d</a>"),
            ("<a b=\"x>y<z\">d", "<a b=x>y<z\">d"),
            ("<a\" b='c'>d", "<a\" b=c>d"),
            ("<a b=\"<i>\">d", "<a b=<i>>d"),
            ("<a b=\"c\"<d>e", "<a b=c><d>e"),
            ("a <b c <d>", "a <b c <d>"),
            ("</a</b>", "</a></b>"),
            ("</ a >", "</a>"),
            ("x<a b='", "x cut in a tag"),
            ("x&am", "x cut in a reference"),
            ("x<!-- y", "x cut in a comment"),
            ("x<![CDATA[]", "x cut in a CDATA section"),
            ("x<!DOC", "x cut in a declaration"),
        ] {
            let whole = pieces(text, 1000);
            assert_eq!(whole, expected, "{text}");
            for chunk in 1..5 {
                assert_eq!(pieces(text, chunk), whole, "{text} by {chunk}");
            }
        }
    }

    #[test]
    fn the_line_of_a_piece_is_where_it_ends() {
        let mut markup = Markup::new(Utf8::new("\n<a\n b='c'\n>\n<d/>\n".as_bytes(), Vec::new()));
        let mut lines = Vec::new();
        while markup.advance().unwrap() {
            if matches!(markup.piece(), Piece::Start(_)) {
                lines.push(markup.line());
            }
        }
        assert_eq!((lines, markup.line()), (vec![4, 5], 6));
    }

    #[test]
    fn endless_tags_are_text_and_endless_comments_cost_no_memory() {
        let endless = format!("<a b=\"{}", "x".repeat(LONGEST + 10));
        assert!(pieces(&endless, 1 << 16).starts_with("<a b="));
        assert_eq!(pieces(&format!("<!--{}", "x ".repeat(1 << 20)), 1 << 16), " cut in a comment");
    }
}
