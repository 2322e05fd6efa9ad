//! The count filter: how often each segment of a block was met in the lists that were read.

use super::index::Lows;
use super::layout::BLOCK;
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

/// A count for every segment of a block, up to [`MOST`].
pub struct Filter {
    counts: Box<[u8; BLOCK]>,
    /// Whether a count could pass [`MOST`] if nobody looked.
    can_overflow: bool,
}

/// Counts stop here, so that the upper bit of each is free for comparing eight of them in one word.
const MOST: u8 = 0x7f;
/// Counts that are looked at together before one by one: most stretches have none that is high enough.
const STRETCH: usize = 32;
/// The upper bits of the counts in a word.
const UPPER: u64 = 0x8080_8080_8080_8080;
/// One in every count of a word.
const ONES: u64 = 0x0101_0101_0101_0101;

impl Filter {
    /// A filter for a query of `tokens` tokens.
    pub fn new(tokens: usize) -> Self {
        Self { counts: Box::new([0; BLOCK]), can_overflow: tokens > MOST.into() }
    }

    /// Adds `times` to the count of every segment of a list.
    pub fn count(&mut self, list: Lows, times: usize) {
        let times = times.min(MOST.into()) as u8;
        if self.can_overflow {
            self.raise(list, |count| (count + times).min(MOST));
        } else {
            self.raise(list, |count| count.wrapping_add(times));
        }
    }

    fn raise(&mut self, list: Lows, more: impl Fn(u8) -> u8) {
        for low in list.iter() {
            if let Some(count) = self.counts.get_mut(usize::from(low)) {
                *count = more(*count);
            }
        }
    }

    /// How many segments of `runs` were met often enough.
    pub fn survivors(&self, runs: &[Run], unread: usize) -> usize {
        runs.iter().map(|run| number(&self.counts[run.range.clone()], run.least(unread))).sum()
    }

    /// The segments of `runs` that were met often enough, with their lengths.
    pub fn candidates(&self, runs: &[Run], unread: usize) -> Vec<(usize, usize)> {
        let mut candidates = Vec::new();
        for run in runs {
            let least = run.least(unread);
            let starts = run.range.clone().step_by(STRETCH);
            for (start, stretch) in starts.zip(self.counts[run.range.clone()].chunks(STRETCH)) {
                if any(stretch, least) {
                    candidates.extend(met(stretch, least).map(|at| (start + at, run.length)));
                }
            }
        }
        candidates
    }

    /// Sets the counts of `range` back to nothing.
    pub fn clear(&mut self, range: Range<usize>) {
        self.counts[range].fill(0);
    }
}

/// Eight counts at a time, the first in the lowest byte; a rest of fewer is left out.
fn words(counts: &[u8]) -> impl Iterator<Item = u64> {
    counts.as_chunks().0.iter().map(|word| u64::from_le_bytes(*word))
}

/// The upper bit of every count in `word` that is `least` or more.
fn high(word: u64, least: u8) -> u64 {
    (word + ONES * u64::from(MOST + 1 - least)) & UPPER
}

/// How many of `counts` are `least` or more, in eight sums side by side, emptied before one can overflow.
fn number(counts: &[u8], least: u8) -> usize {
    let mut total = 0;
    for stretch in counts.chunks(8 * 255) {
        let sums = words(stretch).fold(0, |sums, word| sums + (high(word, least) >> 7));
        total += sums.to_le_bytes().into_iter().map(usize::from).sum::<usize>();
        total += met(&stretch[stretch.len() / 8 * 8..], least).count();
    }
    total
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
        fn finds_every_count_that_is_high_enough(counts in prop::collection::vec(0u8..6, 0..60), needed in 1usize..6) {
            let mut filter = Filter::new(10);
            filter.counts[4..4 + counts.len()].copy_from_slice(&counts);
            let runs = [Run { range: 4..4 + counts.len(), length: 7, needed: needed + 2 }];
            let expected: Vec<(usize, usize)> = (0..counts.len())
                .filter(|&i| usize::from(counts[i]) >= needed)
                .map(|i| (4 + i, 7))
                .collect();
            prop_assert_eq!(filter.survivors(&runs, 2), expected.len());
            prop_assert_eq!(filter.candidates(&runs, 2), expected);
        }
    }
}
