//! An index file, mapped and read in place. Every access is checked, so a damaged file gives less, never a crash.

use super::bytes::take_number;
use super::layout::{self, Place, Section, slot_hash};
use super::lists::List;
use super::record::{self, Record};
use super::{MemoryError, layout::SECTIONS};
use memmap2::Mmap;
use std::fs::File;
use std::hint::black_box;
use std::path::Path;

/// A mapped index.
pub struct Index {
    map: Mmap,
    sections: [Place; SECTIONS],
    lengths: Vec<u32>,
}

impl Index {
    pub fn open(path: &Path) -> Result<Self, MemoryError> {
        let file = File::open(path).map_err(MemoryError::io(path))?;
        // SAFETY: an index is never written in place, only replaced by a rename, so the mapped bytes do not change.
        #[allow(unsafe_code)]
        let map = unsafe { Mmap::map(&file) }.map_err(MemoryError::io(path))?;
        let sections = layout::sections(&map, path)?;
        let mut index = Self { map, sections, lengths: Vec::new() };
        let lengths = index.section(Section::Lengths);
        index.lengths = lengths.chunks_exact(4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect();
        let whole = index.section(Section::Places).len() / 8 == index.segments() && index.lengths.is_sorted();
        if whole { Ok(index) } else { Err(MemoryError::Damaged { path: path.to_owned(), part: "lengths" }) }
    }

    fn section(&self, section: Section) -> &[u8] {
        &self.map[self.sections[section as usize].range.clone()]
    }

    /// The name of the first section that is damaged: reads the whole file.
    pub fn first_damaged(&self) -> Option<&'static str> {
        layout::first_damaged(&self.map, &self.sections)
    }

    /// How many segments there are, which is how many units.
    pub fn segments(&self) -> usize {
        self.lengths.last().copied().unwrap_or(0) as usize
    }

    /// The segments with at least `length` tokens start here.
    pub fn first_of_length(&self, length: usize) -> usize {
        self.lengths.get(length).map_or(self.segments(), |&first| first as usize)
    }

    /// The number of tokens of `segment`.
    pub fn length_of(&self, segment: usize) -> usize {
        self.lengths.partition_point(|&first| first as usize <= segment).saturating_sub(1)
    }

    /// The number of the token spelled `spelling`; small numbers are frequent.
    pub fn token(&self, spelling: &str) -> Option<u32> {
        let slots = self.section(Section::Slots);
        let mask = (slots.len() / 4).checked_sub(1)?;
        let mut slot = slot_hash(spelling) & mask;
        for _ in 0..=mask {
            let token = number_u32(slots, slot)?.checked_sub(1)?;
            if self.spelling(token) == Some(spelling.as_bytes()) {
                return Some(token);
            }
            slot = (slot + 1) & mask;
        }
        None
    }

    /// The spellings of all tokens, in the order of their numbers.
    pub fn spellings(&self) -> impl Iterator<Item = &[u8]> {
        (0..).map_while(|token| self.spelling(token))
    }

    fn spelling(&self, token: u32) -> Option<&[u8]> {
        let ends = self.section(Section::Spellings);
        let (start, end) = (number_u32(ends, token as usize)?, number_u32(ends, token as usize + 1)?);
        self.section(Section::Letters).get(start as usize..end as usize)
    }

    /// The item that stands for occurrence number `occurrence`, counted from 0, of `token` in a segment; `None` when no
    /// segment has the token so often.
    pub fn item(&self, token: u32, occurrence: usize) -> Option<usize> {
        let starts = self.section(Section::Items);
        let item = number_u32(starts, token as usize)? as usize + occurrence;
        (item < number_u32(starts, token as usize + 1)? as usize).then_some(item)
    }

    /// The segments that hold `item`.
    pub fn list(&self, item: usize) -> List<'_> {
        let starts = self.section(Section::ListStarts);
        let bounds = number_u64(starts, item).zip(number_u64(starts, item + 1));
        let byte = |at: u64| usize::try_from(at).ok()?.checked_mul(2);
        let range = |(start, end)| Some(byte(start)?..byte(end)?);
        let bytes = bounds.and_then(range).and_then(|range| self.section(Section::Lists).get(range));
        bytes.and_then(List::of).unwrap_or_default()
    }

    /// Fetches the sequences of `segments`, far apart in the file, all at once instead of each when it is read.
    pub fn touch(&self, segments: impl Iterator<Item = usize>) {
        let (starts, sequences) = (self.section(Section::SequenceStarts), self.section(Section::Sequences));
        let first = |segment| sequences.get(usize::try_from(number_u64(starts, segment)?).ok()?);
        black_box(segments.filter_map(first).fold(0, |sum, &byte| sum ^ byte));
    }

    /// Puts the tokens of `segment`, which has `length`, into `tokens`.
    pub fn sequence(&self, segment: usize, length: usize, tokens: &mut Vec<u32>) -> Option<()> {
        let start = usize::try_from(number_u64(self.section(Section::SequenceStarts), segment)?).ok()?;
        let mut bytes = self.section(Section::Sequences).get(start..)?;
        tokens.clear();
        for _ in 0..length {
            tokens.push(take_token(&mut bytes)?);
        }
        Some(())
    }

    /// Where the unit of `segment` starts; later in the file is newer.
    pub fn place(&self, segment: usize) -> Option<u64> {
        number_u64(self.section(Section::Places), segment)
    }

    /// The unit at `place`.
    pub fn record(&self, place: u64) -> Option<Record<'_>> {
        record::take(&mut self.section(Section::Units).get(usize::try_from(place).ok()?..)?)
    }

    /// All units in file order.
    pub fn records(&self) -> impl Iterator<Item = Record<'_>> {
        let mut rest = self.section(Section::Units);
        std::iter::from_fn(move || record::take(&mut rest))
    }

    /// Where every unit starts and its English, in file order.
    pub fn targets(&self) -> impl Iterator<Item = (u64, &[u8])> {
        let units = self.section(Section::Units);
        let mut rest = units;
        std::iter::from_fn(move || {
            let place = units.len() - rest.len();
            record::take_target(&mut rest).map(|target| (place as u64, target))
        })
    }

    /// Whether the units came from more than one file.
    pub fn has_several_files(&self) -> bool {
        self.section(Section::Names).contains(&b'\n')
    }

    /// Name of the file with this number, if the builder was told names.
    pub fn file(&self, number: usize) -> Option<&str> {
        let names = std::str::from_utf8(self.section(Section::Names)).ok()?;
        names.split('\n').nth(number).filter(|name| !name.is_empty())
    }
}

fn take_token(bytes: &mut &[u8]) -> Option<u32> {
    match **bytes {
        [a, ref rest @ ..] if a < 0x80 => {
            *bytes = rest;
            Some(a.into())
        }
        [a, b, ref rest @ ..] if b < 0x80 => {
            *bytes = rest;
            Some(u32::from(a & 0x7f) | u32::from(b) << 7)
        }
        _ => take_number(bytes).and_then(|n| u32::try_from(n).ok()),
    }
}

fn number_u32(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at.checked_mul(4)?..)?.first_chunk().map(|b| u32::from_le_bytes(*b))
}

fn number_u64(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at.checked_mul(8)?..)?.first_chunk().map(|b| u64::from_le_bytes(*b))
}
