//! Where the piece at the front of a text ends.

use memchr::memmem;

/// Text in which tags mean nothing.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Until {
    Comment,
    CharacterData,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
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
pub struct Place {
    pub kind: Kind,
    pub before: usize,
    pub length: usize,
    pub after: usize,
}

impl Place {
    pub const NONE: Self = Self { kind: Kind::Passed, before: 0, length: 0, after: 0 };

    pub fn of(kind: Kind, before: usize, length: usize, after: usize) -> Option<Self> {
        Some(Self { kind, before, length, after })
    }
}

/// How the search for the end of a tag ended.
pub enum Scan {
    Found(Place),
    /// There is no end in what is there.
    Cut,
    /// It is no tag.
    Bare,
}

/// Text up to what may be markup. A carriage return waits for what follows it.
pub fn text(bytes: &[u8]) -> Option<Place> {
    let length = match memchr::memchr2(b'<', b'&', bytes) {
        Some(length) => length,
        None if bytes.ends_with(b"\r") => bytes.len() - 1,
        None => bytes.len(),
    };
    if length == 0 { None } else { Place::of(Kind::Text, 0, length, 0) }
}

/// Text in which tags mean nothing, as far as it is there, and whether it ends.
pub fn unmarked(rest: &str, until: Until) -> Option<(Place, bool)> {
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
pub fn instruction(rest: &[u8]) -> Scan {
    let end = match rest.starts_with(b"<?xml ") {
        true => memchr::memchr(b'>', rest).map(|at| at + 1),
        false => memmem::find(&rest[2..], b"?>").map(|at| at + 4),
    };
    end.map_or(Scan::Cut, |before| Scan::Found(Place { kind: Kind::Passed, before, length: 0, after: 0 }))
}

pub fn end_tag(rest: &[u8]) -> Scan {
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
pub fn start_tag(rest: &[u8]) -> Scan {
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
pub fn doctype_end(bytes: &[u8]) -> Option<(usize, bool)> {
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
