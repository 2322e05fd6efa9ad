//! XML as tools and people really write it, cut into pieces: what a strict parser refuses is read as it was meant.
//!
//! A `<` that begins no tag and a `&` that begins no reference are text; attributes may lack quotes or values; tags need
//! not match. Nothing is nested here and nothing is expanded, so any input is read in one pass and in bounded memory.

use super::decode::{Oddity, Utf8};
use memchr::memmem;
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

/// A start tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tag<'t> {
    /// Its name, with its prefix.
    pub name: &'t str,
    attributes: &'t str,
    /// Whether the element ends here, too.
    pub is_empty: bool,
}

impl<'t> Tag<'t> {
    fn new(inside: &'t str) -> Self {
        let (inside, is_empty) = inside.strip_suffix('/').map_or((inside, false), |inside| (inside, true));
        let (name, attributes) = until(inside, |b| b.is_ascii_whitespace() || b == b'/');
        Self { name, attributes, is_empty }
    }

    /// Names and values as they are written, references unresolved.
    pub fn attributes(&self) -> impl Iterator<Item = (&'t str, &'t str)> + use<'t> {
        let mut rest = self.attributes;
        std::iter::from_fn(move || attribute(&mut rest))
    }
}

/// Takes an attribute off the front of `rest`: `name="value"`, `name='value'`, `name=value` or `name`.
fn attribute<'t>(rest: &mut &'t str) -> Option<(&'t str, &'t str)> {
    let start = after(rest, |b| b.is_ascii_whitespace() || matches!(b, b'/' | b'"' | b'\'' | b'='));
    let (name, behind) = until(start, |b| b.is_ascii_whitespace() || b == b'=');
    if name.is_empty() {
        return None;
    }
    let Some(value) = behind.trim_ascii_start().strip_prefix('=').map(str::trim_ascii_start) else {
        *rest = behind;
        return Some((name, ""));
    };
    let (value, behind) = match value.as_bytes() {
        [quote @ (b'"' | b'\''), ..] => {
            let (value, behind) = until(&value[1..], |b| b == *quote);
            (value, behind.get(1..).unwrap_or_default())
        }
        _ => until(value, |b| b.is_ascii_whitespace()),
    };
    *rest = behind;
    Some((name, value))
}

/// `text` cut before the first byte that `ends` it, an ASCII one. Names and values are short: a plain loop is fastest.
fn until(text: &str, ends: impl Fn(u8) -> bool) -> (&str, &str) {
    text.split_at(text.bytes().position(ends).unwrap_or(text.len()))
}

/// `text` without the ASCII bytes at its front that are passed over.
fn after(text: &str, is_passed: impl Fn(u8) -> bool) -> &str {
    &text[text.bytes().position(|b| !is_passed(b)).unwrap_or(text.len())..]
}

/// The local part of a name.
pub fn local(name: &str) -> &str {
    name.bytes().rposition(|b| b == b':').map_or(name, |colon| &name[colon + 1..])
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

/// Text in which tags mean nothing.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Until {
    Comment,
    CharacterData,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Reference,
    Start,
    End,
    Doctype,
    /// Nothing to hand on.
    Passed,
}

/// A piece at the front of the rest: what it is, how many bytes stand before its text, in it and after it.
#[derive(Clone, Copy)]
struct Place {
    kind: Kind,
    before: usize,
    length: usize,
    after: usize,
}

impl Place {
    const NONE: Self = Self { kind: Kind::Passed, before: 0, length: 0, after: 0 };

    fn of(kind: Kind, before: usize, length: usize, after: usize) -> Option<Self> {
        Some(Self { kind, before, length, after })
    }
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

/// How the search for the end of a tag ended.
enum Scan {
    Found(Place),
    /// There is no end in what is there.
    Cut,
    /// It is no tag.
    Bare,
}

/// Text up to what may be markup. A carriage return waits for what follows it.
fn text(bytes: &[u8]) -> Option<Place> {
    let length = match memchr::memchr2(b'<', b'&', bytes) {
        Some(length) => length,
        None if bytes.ends_with(b"\r") => bytes.len() - 1,
        None => bytes.len(),
    };
    if length == 0 { None } else { Place::of(Kind::Text, 0, length, 0) }
}

/// Text in which tags mean nothing, as far as it is there, and whether it ends.
fn unmarked(rest: &str, until: Until) -> Option<(Place, bool)> {
    let end = match until {
        Until::Comment => "-->",
        Until::CharacterData => "]]>",
    };
    let (length, after) = match memmem::find(rest.as_bytes(), end.as_bytes()) {
        Some(length) => (length, end.len()),
        None => (rest.floor_char_boundary(rest.len().saturating_sub(end.len())), 0),
    };
    let place = match until {
        _ if length + after == 0 => None,
        Until::Comment => Place::of(Kind::Passed, length + after, 0, 0),
        Until::CharacterData => Place::of(Kind::Text, 0, length, after),
    };
    place.map(|place| (place, after > 0))
}

/// `<?…?>`. The declaration `<?xml …>` ends at its first `>`, also where it lacks its second `?`.
fn instruction(rest: &[u8]) -> Scan {
    let end = match rest.starts_with(b"<?xml ") {
        true => memchr::memchr(b'>', rest).map(|at| at + 1),
        false => memmem::find(&rest[2..], b"?>").map(|at| at + 4),
    };
    end.map_or(Scan::Cut, |before| Scan::Found(Place { kind: Kind::Passed, before, length: 0, after: 0 }))
}

fn end_tag(rest: &[u8]) -> Scan {
    match memchr::memchr2(b'>', b'<', &rest[2..]) {
        Some(length) => {
            let after = usize::from(rest[2 + length] == b'>');
            Scan::Found(Place { kind: Kind::End, before: 2, length, after })
        }
        None => Scan::Cut,
    }
}

/// A tag ends at a `>` outside quotes. Where quotes do not match it ends at the first `>` before another tag; where the
/// `>` is missing but an attribute was read, it ends where the next tag begins.
fn start_tag(rest: &[u8]) -> Scan {
    let inside = &rest[1..];
    let found = |length, after| Scan::Found(Place { kind: Kind::Start, before: 1, length, after });
    let (mut quote, mut quoted_end, mut attributes, mut before) = (None, None, false, b' ');
    for (at, &byte) in inside.iter().enumerate() {
        match (byte, quote) {
            (b'>', None) => return found(at, 1),
            (b'>', Some(_)) => quoted_end = quoted_end.or(Some(at)),
            (b'<', None) if attributes => return found(at, 0),
            (b'<', None) => return Scan::Bare,
            (b'<', Some(_)) => {
                if let Some(end) = quoted_end {
                    return found(end, 1);
                }
            }
            (b'"' | b'\'', None) if before == b'=' => quote = Some(byte),
            (_, Some(open)) if open == byte => (quote, quoted_end, attributes) = (None, None, true),
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            before = byte;
        }
    }
    Scan::Cut
}

/// Where a document type ends, past its internal subset, quotes and comments, and whether a `>` ends it; one that was never
/// closed ends where the first element begins. `None` when its end is not there.
fn doctype_end(bytes: &[u8]) -> Option<(usize, bool)> {
    let past = |at: usize, end: &[u8]| memmem::find(&bytes[at..], end).map(|found| at + found + end.len());
    let (mut at, mut depth) = (0, 0i64);
    loop {
        at = match bytes.get(at)? {
            b'<' if bytes[at..].starts_with(b"<!--") => past(at, b"-->")?,
            b'<' if bytes[at..].starts_with(b"<?") => past(at, b"?>")?,
            b'<' if bytes.get(at + 1)?.is_ascii_alphabetic() => return Some((at, false)),
            quote @ (b'"' | b'\'') => {
                let end = past(at + 1, &[*quote])?;
                if is_literal(&bytes[at..end], depth > 0) { end } else { at + 1 }
            }
            b'>' if depth <= 0 => return Some((at, true)),
            byte => {
                depth += i64::from(*byte == b'[') - i64::from(*byte == b']');
                at + 1
            }
        }
    }
}

/// Whether what is between two quotes is one value rather than the text after a quote that was never closed.
fn is_literal(quoted: &[u8], in_subset: bool) -> bool {
    let beyond: &[u8] = if in_subset { b"]>" } else { b"<" };
    memmem::find(quoted, beyond).is_none()
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
