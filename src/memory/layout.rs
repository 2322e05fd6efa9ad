//! The index file: a checked header, then sections of little-endian numbers and bytes.
//!
//! | part | holds |
//! | --- | --- |
//! | header | magic, version, byte order mark, length of the file, checksum, place and length of every section |
//! | lengths | for every token count *n*: the first segment with *n* tokens or more |
//! | spellings, letters | the vocabulary, most frequent token first |
//! | slots | a hash table from spelling to token number |
//! | list starts, lists | for each token the segments that hold it, in blocks of 65,536 segments |
//! | sequence starts, sequences | for each segment its tokens |
//! | places, units | for each segment its unit; the units in file order |
//! | names | the files that the units came from |

use super::MemoryError;
use std::ops::Range;
use std::path::Path;

/// Sections in file order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    Units,
    Lengths,
    Spellings,
    Letters,
    Slots,
    ListStarts,
    Lists,
    SequenceStarts,
    Sequences,
    Places,
    Names,
}

pub const SECTIONS: usize = 11;
const MAGIC: [u8; 8] = *b"entrefTM";
const VERSION: u32 = 2;
/// Reads differently on a machine of the other byte order, should a writer ever forget to write little-endian.
const ORDER: u32 = 0x0102_0304;
/// Bytes before the first section.
pub const HEADER: usize = 8 + 4 + 4 + 8 + 8 + SECTIONS * 16;
/// Segments of a block share the upper half of their number.
/// Tests have small blocks, so that few units fill several.
pub const BLOCK: usize = if cfg!(test) { 64 } else { 1 << 16 };

/// The bytes of the header over sections that follow one another.
pub fn header(lengths: [u64; SECTIONS]) -> Vec<u8> {
    let mut places = Vec::with_capacity(SECTIONS * 16);
    let mut at = HEADER as u64;
    for length in lengths {
        places.extend(at.to_le_bytes());
        places.extend(length.to_le_bytes());
        at += length;
    }
    let mut bytes = Vec::with_capacity(HEADER);
    bytes.extend(MAGIC);
    bytes.extend(VERSION.to_le_bytes());
    bytes.extend(ORDER.to_le_bytes());
    bytes.extend(at.to_le_bytes());
    bytes.extend(checksum(&[&bytes, &places]).to_le_bytes());
    bytes.extend(places);
    bytes
}

/// Checks the header of the file that `bytes` is and returns where its sections are.
pub fn sections(bytes: &[u8], path: &Path) -> Result<[Range<usize>; SECTIONS], MemoryError> {
    let path = || path.to_owned();
    let damaged = |part| MemoryError::Damaged { path: path(), part };
    if !bytes.starts_with(&MAGIC) {
        return Err(MemoryError::Foreign { path: path() });
    }
    let head = bytes.get(..HEADER).ok_or(damaged("header"))?;
    let version = u32_at(head, 8);
    if version != VERSION || u32_at(head, 12) != ORDER {
        return Err(MemoryError::Version { path: path(), found: version, expected: VERSION });
    }
    if u64_at(head, 24) != checksum(&[&head[..24], &head[32..]]) {
        return Err(damaged("header"));
    }
    if u64_at(head, 16) != bytes.len() as u64 {
        return Err(damaged("length"));
    }
    let mut sections = [const { 0..0 }; SECTIONS];
    for (section, place) in sections.iter_mut().zip(head[32..].chunks_exact(16)) {
        let (start, length) = (u64_at(place, 0) as usize, u64_at(place, 8) as usize);
        let end = start.checked_add(length).filter(|&end| end <= bytes.len()).ok_or(damaged("sections"))?;
        *section = start..end;
    }
    Ok(sections)
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(std::array::from_fn(|i| bytes[at + i]))
}

fn u64_at(bytes: &[u8], at: usize) -> u64 {
    u64::from_le_bytes(std::array::from_fn(|i| bytes[at + i]))
}

fn checksum(parts: &[&[u8]]) -> u64 {
    parts.iter().fold(FNV, |hash, part| fnv(hash, part))
}

const FNV: u64 = 0xcbf2_9ce4_8422_2325;

/// Fowler–Noll–Vo 1a, which is the same on every machine and in every version.
fn fnv(start: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(start, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Where the search for `spelling` in a table of slots begins.
pub fn slot_hash(spelling: &str) -> usize {
    let hash = fnv(FNV, spelling.as_bytes());
    (hash ^ hash >> 32) as usize
}

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

    #[test]
    fn damaged_headers_are_refused() {
        let path = Path::new("m.idx");
        let good = header([0; SECTIONS]);
        assert!(sections(&good, path).is_ok());
        for at in 8..good.len() {
            let mut bad = good.clone();
            bad[at] ^= 1;
            assert!(sections(&bad, path).is_err(), "byte {at}");
        }
        assert!(matches!(sections(b"%PDF", path), Err(MemoryError::Foreign { .. })));
        assert!(matches!(sections(&good[..50], path), Err(MemoryError::Damaged { .. })));
    }
}
