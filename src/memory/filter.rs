//! The count filter: how often each segment of a block was met in the lists that were read.

use super::lists::Part;
use std::ops::Range;

/// Segments of a block that have the same length.
pub struct Run {
    /// Lower halves of their numbers.
    pub range: Range<usize>,
    /// How many tokens each has.
    pub length: usize,
    /// How many of them it must share with the query.
    pub needed: usize,
}

impl Run {
    /// How often a segment must have been met when `unread` tokens of the query were not looked up.
    fn least(&self, unread: usize) -> u8 {
        self.needed.saturating_sub(unread).clamp(1, MOST.into()) as u8
    }
}

/// A count for every segment of a window inside a block, up to [`MOST`].
pub struct Filter {
    counts: Vec<u8>,
    /// The lower half of the window's first segment.
    start: usize,
    /// Whether a count could pass [`MOST`] if nobody looked.
    can_overflow: bool,
}

/// Counts stop here.
const MOST: u8 = u8::MAX;
/// Counts that are looked at together: enough for the widest registers.
const STRETCH: usize = 64;

impl Filter {
    /// A filter for a query of `items` items.
    pub fn new(items: usize) -> Self {
        Self { counts: Vec::new(), start: 0, can_overflow: items > MOST.into() }
    }

    /// Counts from nothing, for the segments of `window`, which starts at a multiple of eight.
    pub fn start(&mut self, window: &Range<usize>) {
        self.counts.clear();
        self.counts.resize(window.len().next_multiple_of(8), 0);
        self.start = window.start;
    }

    /// Counts every segment of a part; those outside the window are passed over.
    pub fn count(&mut self, part: Part) {
        match (part, self.can_overflow) {
            (Part::Lows(lows), false) => self.raise(lows, |count| count.wrapping_add(1)),
            (Part::Lows(lows), true) => self.raise(lows, |count| count.saturating_add(1)),
            (Part::Bits(bits), false) => self.raise_all(bits, |counts, more| counts.wrapping_add(more)),
            (Part::Bits(bits), true) => self.raise_all(bits, saturating),
        }
    }

    fn raise(&mut self, lows: &[[u8; 2]], more: impl Fn(u8) -> u8) {
        let counts = self.counts.as_mut_slice();
        for low in lows {
            let low = usize::from(u16::from_le_bytes(*low));
            if let Some(count) = counts.get_mut(low.wrapping_sub(self.start)) {
                *count = more(*count);
            }
        }
    }

    fn raise_all(&mut self, bits: &[u8], add: impl Fn(u64, u64) -> u64) {
        for (counts, &bits) in self.counts.as_chunks_mut::<8>().0.iter_mut().zip(bits) {
            *counts = add(u64::from_le_bytes(*counts), ONES[usize::from(bits)]).to_le_bytes();
        }
    }

    /// How many segments of `runs` were met often enough.
    pub fn survivors(&self, runs: &[Run], unread: usize) -> usize {
        runs.iter().map(|run| number(self.of(run), run.least(unread))).sum()
    }

    /// The segments of `runs` that were met often enough.
    pub fn candidates(&self, runs: &[Run], unread: usize) -> Vec<Candidate> {
        let mut candidates = Vec::new();
        for run in runs {
            let least = run.least(unread);
            let starts = run.range.clone().step_by(STRETCH);
            for (start, stretch) in starts.zip(self.of(run).chunks(STRETCH)) {
                if any(stretch, least) {
                    let met = met(stretch, least);
                    candidates.extend(met.map(|at| Candidate { low: start + at, length: run.length }));
                }
            }
        }
        candidates
    }

    fn of(&self, run: &Run) -> &[u8] {
        &self.counts[run.range.start - self.start..run.range.end - self.start]
    }
}

/// For every byte eight bytes, each 1 where the byte has its bit, the lowest bit first.
const ONES: [u64; 256] = {
    let mut ones = [0; 256];
    let mut byte = 0;
    while byte < 256 * 8 {
        ones[byte / 8] |= ((byte as u64 / 8) >> (byte % 8) & 1) << (8 * (byte % 8));
        byte += 1;
    }
    ones
};

/// Adds eight bytes side by side, each up to [`MOST`].
fn saturating(counts: u64, more: u64) -> u64 {
    let (mut counts, more) = (counts.to_le_bytes(), more.to_le_bytes());
    counts.iter_mut().zip(more).for_each(|(count, more)| *count = count.saturating_add(more));
    u64::from_le_bytes(counts)
}

/// A segment that was met often enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The lower half of its number.
    pub low: usize,
    /// How many tokens it has.
    pub length: usize,
}

/// How many of `counts` are `least` or more. The sums of so few fit a byte, so that many are made side by side.
fn number(counts: &[u8], least: u8) -> usize {
    const FEW: usize = 240;
    let sum = |few: &[u8]| few.iter().map(|&count| u8::from(count >= least)).sum::<u8>();
    counts.chunks(FEW).map(|few| usize::from(sum(few))).sum()
}

/// Whether one of `counts` is `least` or more.
fn any(counts: &[u8], least: u8) -> bool {
    counts.iter().fold(0, |most, &count| most.max(count)) >= least
}

fn met(counts: &[u8], least: u8) -> impl Iterator<Item = usize> {
    counts.iter().enumerate().filter(move |(_, count)| **count >= least).map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn finds_every_count_that_is_high_enough(counts in prop::collection::vec(0u8..6, 0..76), needed in 1usize..6) {
            let mut filter = Filter::new(10);
            filter.start(&(0..80));
            filter.counts[4..4 + counts.len()].copy_from_slice(&counts);
            let runs = [Run { range: 4..4 + counts.len(), length: 7, needed: needed + 2 }];
            let expected: Vec<Candidate> = (0..counts.len())
                .filter(|&i| usize::from(counts[i]) >= needed)
                .map(|i| Candidate { low: 4 + i, length: 7 })
                .collect();
            prop_assert_eq!(filter.survivors(&runs, 2), expected.len());
            prop_assert_eq!(filter.candidates(&runs, 2), expected);
        }
    }
}
