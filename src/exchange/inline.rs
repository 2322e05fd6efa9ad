//! The text of a `<seg>` and its inline codes, told apart while it is read and put together when it is written.

use super::entities::{Entities, Meaning};
use super::markup::{Tag, local};
use crate::model::{Code, CodeKind};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// What an element inside a text is, in the format that is read.
pub enum Role {
    /// What is inside is code.
    Native(Code),
    /// What is inside is text, between a code and one of this kind.
    Around(Code, CodeKind),
    /// It is no code at all: what is inside is text.
    Text,
}

/// More text than a sentence has: what a file that lost an end tag piles up.
pub const LONGEST: usize = 16 << 20;
/// What is said of a text with more codes than a sentence has.
pub const LOST_CODES: &str = "more inline codes than a sentence has: the rest is left out";
/// More codes than a sentence has.
const MOST: usize = 4096;
/// Deeper than codes are nested.
const DEEPEST: usize = 64;

/// A text while it is read.
#[derive(Default)]
pub struct Inline {
    pub text: String,
    pub codes: Vec<Code>,
    /// Names of the open inline elements, outermost first, and the end that each needs.
    open: Vec<(String, End)>,
    /// How many of `open` are native code or inside it.
    native: usize,
    /// Whether there was more text than [`LONGEST`], and the rest left out.
    pub is_endless: bool,
    /// Whether there were more codes than a sentence has, and the rest left out.
    pub lost_codes: bool,
}

/// What happens when an open element ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Native,
    /// An element inside native code, written out there.
    Written,
    Around(CodeKind),
}

impl Inline {
    /// Forgets everything but its room.
    pub fn clear(&mut self) {
        self.text.clear();
        self.codes.clear();
        self.open.clear();
        (self.native, self.is_endless, self.lost_codes) = (0, false, false);
    }

    /// Whether what comes now is inside a code.
    pub fn is_in_code(&self) -> bool {
        self.native > 0
    }

    /// An element begins.
    pub fn start(&mut self, tag: &Tag, role: Role, entities: &mut Entities) {
        if self.codes.len() >= MOST || self.open.len() >= DEEPEST {
            self.lost_codes = true;
            return;
        }
        if self.native > 0 {
            self.start_inside(tag, entities);
            return;
        }
        match role {
            Role::Text => {}
            Role::Native(code) => {
                self.push(code);
                self.open(tag, End::Native);
            }
            Role::Around(begin, end) => {
                self.push(begin);
                self.open(tag, End::Around(end));
            }
        }
    }

    /// Inside a code only `<sub>` and what is in it are elements of their own.
    fn start_inside(&mut self, tag: &Tag, entities: &mut Entities) {
        let name = local(tag.name).to_ascii_lowercase();
        let in_sub = self.open.last().is_some_and(|(open, end)| *end == End::Written && open == "sub");
        let Some((_, known)) = INSIDE.iter().find(|(known, _)| *known == name) else { return };
        if name != "sub" && !in_sub {
            return;
        }
        if let Some(code) = self.codes.last_mut() {
            code.native.push('<');
            code.native.push_str(&name);
            known.iter().for_each(|name| push_attribute(&mut code.native, name, &value(tag, name, entities)));
            code.native.push('>');
        }
        self.open(tag, End::Written);
    }

    fn open(&mut self, tag: &Tag, end: End) {
        let is_native = matches!(end, End::Native | End::Written);
        self.native += usize::from(is_native);
        self.open.push((local(tag.name).to_ascii_lowercase(), end));
        if tag.is_empty {
            self.close_last();
        }
    }

    fn push(&mut self, code: Code) {
        self.codes.push(Code { at: self.text.len(), ..code });
    }

    /// An element ends, and what is open inside it; an end that nothing opened is passed over.
    pub fn end(&mut self, name: &str) {
        let name = local(name);
        if let Some(at) = self.open.iter().rposition(|(open, _)| open.eq_ignore_ascii_case(name)) {
            while self.open.len() > at {
                self.close_last();
            }
        }
    }

    fn close_last(&mut self) {
        match self.open.pop() {
            Some((_, End::Native)) => self.native -= 1,
            Some((name, End::Written)) => {
                self.native -= 1;
                if let Some(code) = self.codes.last_mut() {
                    code.native.push_str("</");
                    code.native.push_str(&name);
                    code.native.push('>');
                }
            }
            Some((_, End::Around(kind))) => self.push(Code::new(kind)),
            None => {}
        }
    }

    /// Characters, references resolved.
    pub fn characters(&mut self, text: &str) {
        if self.text.len() + text.len() > LONGEST {
            self.is_endless = true;
            return;
        }
        match self.codes.last_mut().filter(|_| self.native > 0) {
            Some(code) if code.native.len() < LONGEST => code.native.push_str(&escaped(text)),
            Some(_) => self.lost_codes = true,
            None => self.text.push_str(text),
        }
    }

    /// Everything is over: closes what is open and gives pairs that lost a half the mark of halves. Whether there were any.
    pub fn finish(&mut self) -> bool {
        while !self.open.is_empty() {
            self.close_last();
        }
        paired(&mut self.codes)
    }
}

/// The elements of TMX inside a code, and the attributes that each may have.
const INSIDE: [(&str, &[&str]); 7] = [
    ("sub", &["datatype", "type"]),
    ("bpt", &["i", "x", "type"]),
    ("ept", &["i"]),
    ("it", &["pos", "x", "type"]),
    ("ph", &["x", "assoc", "type"]),
    ("hi", &["x", "type"]),
    ("ut", &["x"]),
];

/// The value of the first attribute of that name, references resolved.
pub fn value(tag: &Tag, name: &str, entities: &mut Entities) -> Option<String> {
    let (_, value) = tag.attributes().find(|(known, _)| known.eq_ignore_ascii_case(name))?;
    Some(resolved(value, entities).into_owned())
}

/// A value as it is meant, references resolved.
pub fn resolved<'v>(value: &'v str, entities: &mut Entities) -> Cow<'v, str> {
    if !value.bytes().any(|b| b == b'&') {
        return Cow::Borrowed(value);
    }
    let mut text = String::with_capacity(value.len());
    let mut parts = value.split('&');
    text.extend(parts.next());
    for part in parts {
        match part.split_once(';').map(|(name, rest)| (entities.resolve(name), rest)) {
            Some((Meaning::Text(meaning), rest)) => text.extend([&meaning, rest]),
            Some((Meaning::Unknown, _)) | None => text.extend(["&", part]),
            Some((_, rest)) => text.push_str(rest),
        }
    }
    Cow::Owned(text)
}

/// Gives every pair an `i` of its own and turns halves without their other half into isolated codes, as TMX wants them.
/// Whether there were such halves.
fn paired(codes: &mut [Code]) -> bool {
    let pairs = pairs(codes);
    let mut used = BTreeSet::new();
    for &(begin, end) in &pairs {
        let own = codes[begin].i.clone().or(codes[end].i.clone()).filter(|i| !used.contains(i));
        let i = own.unwrap_or_else(|| fresh(codes));
        codes[begin].i = Some(i.clone());
        codes[end].i = Some(i.clone());
        used.insert(i);
    }
    let whole: BTreeSet<usize> = pairs.into_iter().flat_map(|(begin, end)| [begin, end]).collect();
    let halves = codes.iter_mut().enumerate().filter(|(at, code)| is_half(code) && !whole.contains(at));
    halves.map(|(_, code)| isolate(code)).count() > 0
}

/// The pairs by their numbers, else by nesting, in the order of their beginnings.
fn pairs(codes: &[Code]) -> Vec<(usize, usize)> {
    let (mut open, mut pairs): (Vec<usize>, Vec<(usize, usize)>) = (Vec::new(), Vec::new());
    for (at, code) in codes.iter().enumerate() {
        if code.kind == CodeKind::Begin {
            open.push(at);
        } else if code.kind == CodeKind::End {
            let same = open.iter().rposition(|&begin| codes[begin].i == code.i);
            let nearest = || open.iter().rposition(|&begin| code.i.is_none() || codes[begin].i.is_none());
            pairs.extend(same.or_else(nearest).map(|found| (open.remove(found), at)));
        }
    }
    pairs.sort_unstable();
    pairs
}

/// A number that no code has yet.
fn fresh(codes: &[Code]) -> String {
    let is_free = |i: &String| codes.iter().all(|code| code.i.as_ref() != Some(i));
    (1..).map(|i: u32| i.to_string()).find(is_free).unwrap_or_default()
}

fn is_half(code: &Code) -> bool {
    matches!(code.kind, CodeKind::Begin | CodeKind::End)
}

fn isolate(code: &mut Code) {
    code.kind = if code.kind == CodeKind::Begin { CodeKind::LoneBegin } else { CodeKind::LoneEnd };
    code.i = None;
}

/// What is passed over at the ends of a text: white space, and the mark that stays where files were put together.
pub fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}'
}

/// `text` trimmed, and its codes at their places in it.
pub fn trimmed(mut text: String, mut codes: Vec<Code>) -> (String, Vec<Code>) {
    text.truncate(text.trim_end_matches(is_blank).len());
    let start = text.len() - text.trim_start_matches(is_blank).len();
    text.drain(..start);
    codes.iter_mut().for_each(|code| code.at = code.at.saturating_sub(start).min(text.len()));
    (text, codes)
}

/// `text` with its codes as TMX, trimmed. Well formed whatever the codes are: a place that is none is moved.
pub fn coded(text: &str, codes: &[Code]) -> String {
    let lead = text.len() - text.trim_start_matches(is_blank).len();
    let text = text.trim_matches(is_blank);
    let mut out = String::with_capacity(text.len() + 64 * codes.len());
    let mut done = 0;
    for code in codes {
        let at = text.floor_char_boundary(code.at.saturating_sub(lead)).max(done);
        out.push_str(&escaped(&text[done..at]));
        done = at;
        push_code(&mut out, code);
    }
    out.push_str(&escaped(&text[done..]));
    out
}

fn push_code(out: &mut String, code: &Code) {
    let (name, pos) = match code.kind {
        CodeKind::Begin => ("bpt", None),
        CodeKind::End => ("ept", None),
        CodeKind::LoneBegin => ("it", Some("begin".to_owned())),
        CodeKind::LoneEnd => ("it", Some("end".to_owned())),
        CodeKind::Placeholder => ("ph", None),
        CodeKind::Unknown => ("ut", None),
    };
    out.push('<');
    out.push_str(name);
    let known = INSIDE.iter().find(|(known, _)| *known == name).map_or(&[][..], |(_, known)| known);
    let all = [("i", &code.i), ("pos", &pos), ("x", &code.x), ("assoc", &code.assoc), ("type", &code.sort)];
    let allowed = all.into_iter().filter(|(name, _)| known.contains(name));
    allowed.for_each(|(name, value)| push_attribute(out, name, value));
    if code.native.is_empty() {
        return out.push_str("/>");
    }
    for part in [">", &code.native, "</", name, ">"] {
        out.push_str(part);
    }
}

fn push_attribute(out: &mut String, name: &str, value: &Option<String>) {
    let Some(value) = value else { return };
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    out.push_str(&attribute(value));
    out.push('"');
}

/// `text` for a quoted attribute, in which XML readers take a line break for a space.
pub fn attribute(text: &str) -> Cow<'_, str> {
    let escaped = escaped(text);
    match escaped.contains(['\n', '\t']) {
        true => Cow::Owned(escaped.replace('\n', "&#10;").replace('\t', "&#9;")),
        false => escaped,
    }
}

/// `text` for an element; characters that XML forbids are left out.
pub fn escaped(text: &str) -> Cow<'_, str> {
    let is_special =
        |c: char| matches!(c, '&' | '<' | '>' | '"' | '\0'..='\x08' | '\x0b'..='\x1f' | '\u{fffe}' | '\u{ffff}');
    if !text.contains(is_special) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\r' => out.push_str("&#13;"),
            c if is_special(c) => {}
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}
