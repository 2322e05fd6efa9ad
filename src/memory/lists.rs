//! Which segments hold an item, block by block.

use super::layout::BLOCK;
use std::ops::Range;

/// The segments that hold an item.
///
/// In sixteen-bit numbers: how many blocks they lie in, less one; for each block its number and where its part ends, in two
/// halves; then the parts. A part is the lower halves of the segments' numbers, ascending, or, where that would not be shorter,
/// a bitmap with a bit for every segment of the block. So a block is found without touching the others.
#[derive(Clone, Copy, Default)]
pub struct List<'m> {
    heads: &'m [[u8; 2 * HEAD]],
    parts: &'m [[u8; 2]],
}

/// Sixteen-bit numbers for a block in the head of a list.
pub const HEAD: usize = 3;
/// Sixteen-bit numbers of a bitmap: a part of this size is one.
pub const BITMAP: usize = BLOCK / 16;

impl<'m> List<'m> {
    /// Reads `bytes`; `None` when they are damaged.
    pub fn of(bytes: &'m [u8]) -> Option<Self> {
        let (more, rest) = bytes.split_first_chunk::<2>()?;
        let blocks = usize::from(u16::from_le_bytes(*more)) + 1;
        let (heads, parts) = rest.split_at_checked(blocks * 2 * HEAD)?;
        Some(Self { heads: heads.as_chunks().0, parts: parts.as_chunks().0 })
    }

    /// Its size, which grows with the number of its segments.
    pub fn size(self) -> usize {
        self.parts.len()
    }

    /// The segments of `block` that hold the item.
    pub fn block(self, block: usize) -> Part<'m> {
        let number = |head: &[u8; 2 * HEAD]| usize::from(u16::from_le_bytes([head[0], head[1]]));
        let end = |head: &[u8; 2 * HEAD]| u32::from_le_bytes([head[2], head[3], head[4], head[5]]) as usize;
        let Ok(at) = self.heads.binary_search_by_key(&block, number) else { return Part::Lows(&[]) };
        let start = at.checked_sub(1).map_or(0, |before| end(&self.heads[before]));
        let part = self.parts.get(start..end(&self.heads[at])).unwrap_or_default();
        if part.len() == BITMAP { Part::Bits(part.as_flattened()) } else { Part::Lows(part) }
    }
}

/// The segments of one block that hold an item.
#[derive(Clone, Copy)]
pub enum Part<'m> {
    /// The lower halves of their numbers, ascending.
    Lows(&'m [[u8; 2]]),
    /// Eight segments a byte, the first in the lowest bit.
    Bits(&'m [u8]),
}

/// Parts so short are not cut.
const SHORT: usize = 256;

impl Part<'_> {
    /// The part inside `window`, which lies in the block and starts at a multiple of eight; of a short one all.
    pub fn within(self, window: &Range<usize>) -> Self {
        match self {
            Self::Lows(lows) if lows.len() > SHORT && *window != (0..BLOCK) => {
                let below = |bound| lows.partition_point(|low| usize::from(u16::from_le_bytes(*low)) < bound);
                let (start, end) = (below(window.start), below(window.end));
                Self::Lows(&lows[start..end.max(start)])
            }
            Self::Bits(bits) => Self::Bits(&bits[window.start / 8..window.end.div_ceil(8)]),
            short => short,
        }
    }

    /// Sets the bit of each of its segments in `bits`, which has one for every segment of the block.
    pub fn mark(self, bits: &mut [u8]) {
        match self {
            Self::Lows(lows) => lows.iter().map(|low| usize::from(u16::from_le_bytes(*low))).for_each(|low| {
                bits[low / 8] |= 1 << (low % 8);
            }),
            Self::Bits(more) => bits.iter_mut().zip(more).for_each(|(bits, more)| *bits |= more),
        }
    }

    /// The steps it takes to count it.
    pub fn steps(self) -> usize {
        match self {
            Self::Lows(lows) => lows.len(),
            Self::Bits(bits) => bits.len(),
        }
    }
}
