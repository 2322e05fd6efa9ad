//! Start tags and their attributes.

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
    /// The tag between `<` and `>`.
    pub fn new(inside: &'t str) -> Self {
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
