//! Inline codes as bytes.

use super::bytes::{push_number, push_text, take_byte, take_number, take_text};
use crate::model::{Code, CodeKind, Codes};

const KINDS: [CodeKind; 6] =
    [CodeKind::Begin, CodeKind::End, CodeKind::LoneBegin, CodeKind::LoneEnd, CodeKind::Placeholder, CodeKind::Unknown];

/// Appends the codes of both sides.
pub fn push(to: &mut Vec<u8>, codes: &Codes) {
    for side in [&codes.source, &codes.target] {
        push_number(to, side.len() as u64);
        side.iter().for_each(|code| push_code(to, code));
    }
}

/// The kind and, as flags, which attributes there are; then the place and the texts.
fn push_code(to: &mut Vec<u8>, code: &Code) {
    let attributes = [&code.i, &code.x, &code.sort, &code.assoc];
    let flags = attributes.iter().rev().fold(0, |flags, attribute| flags << 1 | u8::from(attribute.is_some()));
    to.push(KINDS.iter().position(|kind| *kind == code.kind).unwrap_or_default() as u8 | flags << 4);
    push_number(to, code.at as u64);
    attributes.into_iter().flatten().for_each(|text| push_text(to, text));
    push_text(to, &code.native);
}

/// Takes the codes of both sides off the front of `from`; `None` when the bytes are damaged.
pub fn take(from: &mut &[u8]) -> Option<Codes> {
    Some(Codes { source: take_side(from)?, target: take_side(from)? })
}

fn take_side(from: &mut &[u8]) -> Option<Vec<Code>> {
    (0..take_number(from)?).map(|_| take_code(from)).collect()
}

fn take_code(from: &mut &[u8]) -> Option<Code> {
    let byte = take_byte(from)?;
    let kind = *KINDS.get(usize::from(byte & 0x0f))?;
    let at = usize::try_from(take_number(from)?).ok()?;
    let mut flags = byte >> 4;
    let mut attribute = || {
        let is_there = flags & 1 > 0;
        flags >>= 1;
        is_there.then(|| take_text(from).map(str::to_owned))
    };
    let [i, x, sort, assoc] = [attribute(), attribute(), attribute(), attribute()];
    let known = |attribute: Option<Option<String>>| attribute.map_or(Some(None), |text| text.map(Some));
    let (i, x, sort, assoc) = (known(i)?, known(x)?, known(sort)?, known(assoc)?);
    Some(Code { at, kind, i, x, sort, assoc, native: take_text(from)?.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_come_back_and_cut_ones_are_refused() {
        let text = |text: &str| Some(text.to_owned());
        let full = |kind| Code {
            at: 300,
            i: text("1"),
            x: text("2"),
            sort: text("bold"),
            assoc: text("p"),
            native: "&lt;b&gt;".into(),
            ..Code::new(kind)
        };
        let partly = Code { sort: text("link"), ..Code::new(CodeKind::Placeholder) };
        let codes = Codes { source: KINDS.map(full).into(), target: vec![partly, Code::new(CodeKind::Begin)] };
        for codes in [codes, Codes::default()] {
            let mut bytes = Vec::new();
            push(&mut bytes, &codes);
            assert_eq!(take(&mut bytes.as_slice()), Some(codes));
            assert!((0..bytes.len()).all(|end| take(&mut &bytes[..end]).is_none()));
        }
    }
}
