//! The text of a `<seg>` and its inline codes, told apart while it is read and put together when it is written.

use super::markup::{Tag, local};
use crate::model::{Code, CodeKind};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// What an element inside a text is, in the format that is read.
pub enum Role {
    /// What is inside is code.
    Native(CodeKind),
    /// What is inside is text, between two codes.
    Around(CodeKind, CodeKind),
    /// It is no code at all: what is inside is text.
    Text,
}

/// More text than a sentence has: what a file that lost an end tag piles up.
pub const LONGEST: usize = 16 << 20;
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

    /// An element begins; `attributes` are those worth keeping.
    pub fn start(&mut self, tag: &Tag, role: Role, attributes: Vec<(String, String)>) {
        if self.codes.len() >= MOST || self.open.len() >= DEEPEST {
            self.lost_codes = true;
            return;
        }
        if self.native > 0 {
            self.start_inside(tag, &attributes);
            return;
        }
        let end = match role {
            Role::Text => return,
            Role::Native(kind) => {
                self.push(kind, attributes);
                End::Native
            }
            Role::Around(begin, end) => {
                self.push(begin, attributes);
                End::Around(end)
            }
        };
        self.open(tag, end);
    }

    /// Inside a code only `<sub>` and what is in it are elements of their own.
    fn start_inside(&mut self, tag: &Tag, attributes: &[(String, String)]) {
        let is_sub = |name: &str| name.eq_ignore_ascii_case("sub");
        let name = local(tag.name).to_ascii_lowercase();
        let in_sub = self.open.last().is_some_and(|(open, end)| *end == End::Written && is_sub(open));
        if !(is_sub(&name) || in_sub) || !ELEMENTS.contains(&name.as_str()) {
            return;
        }
        if let Some(code) = self.codes.last_mut() {
            code.native.push('<');
            code.native.push_str(&name);
            push_attributes(&mut code.native, attributes);
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

    fn push(&mut self, kind: CodeKind, attributes: Vec<(String, String)>) {
        self.codes.push(Code { at: self.text.len(), kind, attributes, native: String::new() });
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
            Some((_, End::Around(kind))) => self.push(kind, Vec::new()),
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

/// The elements that TMX has inside a text.
const ELEMENTS: [&str; 7] = ["bpt", "ept", "it", "ph", "hi", "ut", "sub"];

/// Gives every pair an `i` of its own and turns halves without their other half into isolated codes, as TMX wants them.
/// Whether there were such halves.
fn paired(codes: &mut [Code]) -> bool {
    let pairs = pairs(codes);
    let mut used = BTreeSet::new();
    for &(begin, end) in &pairs {
        let own = number(&codes[begin]).or(number(&codes[end])).filter(|&i| !used.contains(i)).map(str::to_owned);
        let i = own.unwrap_or_else(|| fresh(codes));
        set_number(&mut codes[begin], &i);
        set_number(&mut codes[end], &i);
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
            let i = number(code);
            let same = open.iter().rposition(|&begin| number(&codes[begin]) == i);
            let nearest = || open.iter().rposition(|&begin| i.is_none() || number(&codes[begin]).is_none());
            pairs.extend(same.or_else(nearest).map(|found| (open.remove(found), at)));
        }
    }
    pairs.sort_unstable();
    pairs
}

/// A number that no code has yet.
fn fresh(codes: &[Code]) -> String {
    let is_free = |i: &String| codes.iter().all(|code| number(code) != Some(i));
    (1..).map(|i: u32| i.to_string()).find(is_free).unwrap_or_default()
}

fn is_half(code: &Code) -> bool {
    matches!(code.kind, CodeKind::Begin | CodeKind::End)
}

fn isolate(code: &mut Code) {
    let pos = if code.kind == CodeKind::Begin { "begin" } else { "end" };
    code.kind = CodeKind::Isolated;
    code.attributes.retain(|(name, _)| name != "i");
    code.attributes.insert(0, ("pos".into(), pos.into()));
}

fn number(code: &Code) -> Option<&str> {
    code.attributes.iter().find(|(name, _)| name == "i").map(|(_, value)| value.as_str())
}

fn set_number(code: &mut Code, i: &str) {
    match code.attributes.iter_mut().find(|(name, _)| name == "i") {
        Some((_, value)) => i.clone_into(value),
        None => code.attributes.insert(0, ("i".into(), i.into())),
    }
}

/// `text` trimmed, and its codes at their places in it.
pub fn trimmed(mut text: String, mut codes: Vec<Code>) -> (String, Vec<Code>) {
    text.truncate(text.trim_end().len());
    let start = text.len() - text.trim_start().len();
    text.drain(..start);
    codes.iter_mut().for_each(|code| code.at = code.at.saturating_sub(start).min(text.len()));
    (text, codes)
}

/// `text` with its codes as TMX, trimmed. Well formed whatever the codes are: a place that is none is moved, a highlight
/// that has no end ends with the text.
pub fn coded(text: &str, codes: &[Code]) -> String {
    let lead = text.len() - text.trim_start().len();
    let text = text.trim();
    let mut out = String::with_capacity(text.len() + 64 * codes.len());
    let (mut done, mut highlights) = (0, 0usize);
    for code in codes {
        let at = text.floor_char_boundary(code.at.saturating_sub(lead)).max(done);
        out.push_str(&escaped(&text[done..at]));
        done = at;
        match code.kind {
            CodeKind::HighlightEnd if highlights == 0 => continue,
            CodeKind::HighlightEnd => highlights -= 1,
            CodeKind::Highlight => highlights += 1,
            _ => {}
        }
        push_code(&mut out, code);
    }
    out.push_str(&escaped(&text[done..]));
    out.extend(std::iter::repeat_n("</hi>", highlights));
    out
}

fn push_code(out: &mut String, code: &Code) {
    let name = match code.kind {
        CodeKind::Begin => "bpt",
        CodeKind::End => "ept",
        CodeKind::Isolated => "it",
        CodeKind::Placeholder => "ph",
        CodeKind::Unknown => "ut",
        CodeKind::Highlight => "hi",
        CodeKind::HighlightEnd => return out.push_str("</hi>"),
    };
    out.push('<');
    out.push_str(name);
    push_attributes(out, &code.attributes);
    match (code.kind, code.native.is_empty()) {
        (CodeKind::Highlight, _) => out.push('>'),
        (_, true) => out.push_str("/>"),
        (_, false) => {
            out.push('>');
            out.push_str(&code.native);
            out.push_str("</");
            out.push_str(name);
            out.push('>');
        }
    }
}

fn push_attributes(out: &mut String, attributes: &[(String, String)]) {
    for (name, value) in attributes {
        out.push(' ');
        out.push_str(name);
        out.push_str("=\"");
        out.push_str(&attribute(value));
        out.push('"');
    }
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
