//! Numbers and texts as bytes. Whatever takes one off the front of bytes gives `None` when they are damaged.

/// Appends `number`, seven bits a byte, low ones first.
pub fn push_number(to: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        to.push(number as u8 | 0x80);
        number >>= 7;
    }
    to.push(number as u8);
}

/// Takes a number off the front of `from`; `None` when it is cut short or too long.
pub fn take_number(from: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let (&byte, rest) = from.split_first()?;
        *from = rest;
        number |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
}

/// Appends `text` behind its length in bytes.
pub fn push_text(to: &mut Vec<u8>, text: &str) {
    push_number(to, text.len() as u64);
    to.extend(text.as_bytes());
}

/// Takes a byte off the front of `from`.
pub fn take_byte(from: &mut &[u8]) -> Option<u8> {
    let (&byte, rest) = from.split_first()?;
    *from = rest;
    Some(byte)
}

/// Takes bytes that stand behind their number.
pub fn take_bytes<'m>(from: &mut &'m [u8]) -> Option<&'m [u8]> {
    let length = usize::try_from(take_number(from)?).ok()?;
    let (bytes, rest) = from.split_at_checked(length)?;
    *from = rest;
    Some(bytes)
}

/// Takes a text that stands behind its length.
pub fn take_text<'m>(from: &mut &'m [u8]) -> Option<&'m str> {
    std::str::from_utf8(take_bytes(from)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back() {
        for number in [0, 1, 127, 128, 16_383, 16_384, u64::from(u32::MAX), u64::MAX] {
            let mut bytes = Vec::new();
            push_number(&mut bytes, number);
            assert_eq!(take_number(&mut bytes.as_slice()), Some(number));
        }
        assert_eq!(take_number(&mut [0x80].as_slice()), None);
    }
}
