//! Inline codes as bytes.

use super::layout::{push_number, take_number};
use super::record::{push_text, take_byte, take_text};
use crate::model::{Code, CodeKind, Codes};

const KINDS: [CodeKind; 7] = [
    CodeKind::Begin,
    CodeKind::End,
    CodeKind::Isolated,
    CodeKind::Placeholder,
    CodeKind::Unknown,
    CodeKind::Highlight,
    CodeKind::HighlightEnd,
];

/// Appends the codes of both sides.
pub fn push(to: &mut Vec<u8>, codes: &Codes) {
    for side in [&codes.source, &codes.target] {
        push_number(to, side.len() as u64);
        side.iter().for_each(|code| push_code(to, code));
    }
}

fn push_code(to: &mut Vec<u8>, code: &Code) {
    push_number(to, code.at as u64);
    to.push(KINDS.iter().position(|kind| *kind == code.kind).unwrap_or_default() as u8);
    push_text(to, &code.native);
    push_number(to, code.attributes.len() as u64);
    code.attributes.iter().flat_map(|(name, value)| [name, value]).for_each(|text| push_text(to, text));
}

/// Takes the codes of both sides off the front of `from`; `None` when the bytes are damaged.
pub fn take(from: &mut &[u8]) -> Option<Codes> {
    Some(Codes { source: take_side(from)?, target: take_side(from)? })
}

fn take_side(from: &mut &[u8]) -> Option<Vec<Code>> {
    (0..take_number(from)?).map(|_| take_code(from)).collect()
}

fn take_code(from: &mut &[u8]) -> Option<Code> {
    let at = usize::try_from(take_number(from)?).ok()?;
    let kind = *KINDS.get(usize::from(take_byte(from)?))?;
    let native = take_text(from)?.to_owned();
    let attribute = |from: &mut &[u8]| Some((take_text(from)?.to_owned(), take_text(from)?.to_owned()));
    let attributes = (0..take_number(from)?).map(|_| attribute(from)).collect::<Option<_>>()?;
    Some(Code { at, kind, attributes, native })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_come_back_and_cut_ones_are_refused() {
        let code = |at, kind, native: &str| Code {
            at,
            kind,
            attributes: vec![("i".into(), "1".into()), ("type".into(), "bold".into())],
            native: native.into(),
        };
        let codes = Codes {
            source: KINDS.iter().map(|&kind| code(300, kind, "&lt;b&gt;")).collect(),
            target: vec![code(0, CodeKind::Placeholder, "")],
        };
        for codes in [codes, Codes::default()] {
            let mut bytes = Vec::new();
            push(&mut bytes, &codes);
            assert_eq!(take(&mut bytes.as_slice()), Some(codes));
            assert!((0..bytes.len()).all(|end| take(&mut &bytes[..end]).is_none()));
        }
    }
}
