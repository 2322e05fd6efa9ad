//! The index file: a checked header, then sections of little-endian numbers and bytes.
//!
//! | part | holds |
//! | --- | --- |
//! | header | magic, version, byte order mark, length of the file, checksum; place, length and checksum of every section |
//! | lengths | for every token count *n*: the first segment with *n* tokens or more |
//! | spellings, letters | the vocabulary, most frequent token first |
//! | slots | a hash table from spelling to token number |
//! | items | for each token its first item: every further occurrence of a token in a segment is an item of its own |
//! | list starts, lists | for each item the segments that hold it, in blocks of 65,536 segments |
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
    Items,
    ListStarts,
    Lists,
    SequenceStarts,
    Sequences,
    Places,
    Names,
}

pub const SECTIONS: usize = 12;

impl Section {
    /// The sections in file order, with what an editor would call them.
    pub const NAMES: [&str; SECTIONS] = [
        "units",
        "lengths",
        "spellings",
        "letters",
        "slots",
        "items",
        "list starts",
        "lists",
        "sequence starts",
        "sequences",
        "places",
        "names",
    ];
}

const MAGIC: [u8; 8] = *b"entrefTM";
const VERSION: u32 = 2;
/// Reads differently on a machine of the other byte order, should a writer ever forget to write little-endian.
const ORDER: u32 = 0x0102_0304;
/// Bytes before the first section.
pub const HEADER: usize = 8 + 4 + 4 + 8 + 8 + SECTIONS * ENTRY;
/// Bytes of a section's place, length and checksum.
const ENTRY: usize = 8 + 8 + 4;
/// Segments of a block share the upper half of their number.
/// Tests have small blocks, so that few units fill several.
pub const BLOCK: usize = if cfg!(test) { 64 } else { 1 << 16 };

/// A section as it was written.
#[derive(Clone, Copy, Default)]
pub struct Written {
    /// Bytes.
    pub length: u64,
    /// Their CRC-32.
    pub checksum: u32,
}

/// A section in a file, with the checksum that it should have.
#[derive(Clone, Debug, Default)]
pub struct Place {
    pub range: Range<usize>,
    pub checksum: u32,
}

/// The bytes of the header over sections that follow one another.
pub fn header(sections: [Written; SECTIONS]) -> Vec<u8> {
    let mut places = Vec::with_capacity(SECTIONS * ENTRY);
    let mut at = HEADER as u64;
    for section in sections {
        places.extend(at.to_le_bytes());
        places.extend(section.length.to_le_bytes());
        places.extend(section.checksum.to_le_bytes());
        at += section.length;
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
pub fn sections(bytes: &[u8], path: &Path) -> Result<[Place; SECTIONS], MemoryError> {
    let path = || path.to_owned();
    let damaged = |part| MemoryError::Damaged { path: path(), part };
    if !bytes.starts_with(&MAGIC) {
        return Err(MemoryError::Foreign { path: path() });
    }
    let start = bytes.get(..16).ok_or(damaged("header"))?;
    let version = u32_at(start, 8);
    if version != VERSION || u32_at(start, 12) != ORDER {
        return Err(MemoryError::Version { path: path(), found: version, expected: VERSION });
    }
    let head = bytes.get(..HEADER).ok_or(damaged("header"))?;
    if u64_at(head, 24) != checksum(&[&head[..24], &head[32..]]) {
        return Err(damaged("header"));
    }
    if u64_at(head, 16) != bytes.len() as u64 {
        return Err(damaged("length"));
    }
    let mut sections = [const { Place { range: 0..0, checksum: 0 } }; SECTIONS];
    for (section, place) in sections.iter_mut().zip(head[32..].chunks_exact(ENTRY)) {
        let (start, length) = (u64_at(place, 0) as usize, u64_at(place, 8) as usize);
        let end = start.checked_add(length).filter(|&end| end <= bytes.len()).ok_or(damaged("sections"))?;
        *section = Place { range: start..end, checksum: u32_at(place, 16) };
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

/// The name of the first section whose bytes are not those that were written.
pub fn first_damaged(bytes: &[u8], sections: &[Place; SECTIONS]) -> Option<&'static str> {
    let intact = |place: &Place| crc32fast::hash(&bytes[place.range.clone()]) == place.checksum;
    sections.iter().zip(Section::NAMES).find(|(place, _)| !intact(place)).map(|(_, name)| name)
}

/// Fowler–Noll–Vo 1a, which is the same on every machine and in every version.
fn fnv(start: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(start, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Where the search for `spelling` in a table of slots begins.
pub fn slot_hash(spelling: &str) -> usize {
    let hash = fnv(FNV, spelling.as_bytes());
    (hash ^ hash >> 32) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damaged_headers_are_refused() {
        let path = Path::new("m.idx");
        let good = header([Written::default(); SECTIONS]);
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
