//! The tables of an index, made from the tokens of all segments.

use super::bytes::push_number;
use super::layout::{BLOCK, Section, slot_hash};
use super::lists::{BITMAP, HEAD};
use super::output::Output;
use super::{MemoryError, tokens};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// The tokens of all segments, and where their units are.
#[derive(Default)]
pub struct Corpus {
    vocabulary: FxHashMap<String, u32>,
    /// The tokens of all segments, one after the other, in numbers of `vocabulary`.
    tokens: Vec<u32>,
    segments: Vec<Draft>,
}

/// A segment before it has its number.
struct Draft {
    /// Where its tokens start in [`Corpus::tokens`].
    start: usize,
    length: u32,
    /// Where its unit starts in the section of units.
    place: u64,
}

impl Corpus {
    /// Adds a segment by its folded text; its unit starts at `place`.
    pub fn add(&mut self, folded: &str, place: u64) {
        let start = self.tokens.len();
        tokens::tokens(folded, |token| {
            let number = match self.vocabulary.get(token) {
                Some(&number) => number,
                None => {
                    let next = self.vocabulary.len() as u32;
                    self.vocabulary.insert(token.to_owned(), next);
                    next
                }
            };
            self.tokens.push(number);
        });
        let length = (self.tokens.len() - start) as u32;
        self.segments.push(Draft { start, length, place });
    }

    /// How many segments there are.
    pub fn segments(&self) -> usize {
        self.segments.len()
    }

    /// Numbers the segments by length and the tokens by frequency, and writes every table.
    pub fn write(mut self, to: &mut Output) -> Result<(), MemoryError> {
        let (spellings, numbers) = self.by_frequency();
        self.by_length(&numbers);
        to.put(Section::Lengths, &bytes_u32(self.lengths()))?;
        let (starts, letters) = spelled(&spellings);
        to.put(Section::Spellings, &starts)?;
        to.put(Section::Letters, &letters)?;
        to.put(Section::Slots, &bytes_u32(slots(&spellings)))?;
        let items = self.items(spellings.len());
        drop(spellings);
        let (starts, lists) = self.lists(&items);
        to.put(Section::Items, &bytes_u32(items))?;
        to.put(Section::ListStarts, &bytes_u64(starts))?;
        to.put(Section::Lists, &bytes_u16(&lists))?;
        let (starts, sequences) = self.sequences();
        to.put(Section::SequenceStarts, &bytes_u64(starts))?;
        to.put(Section::Sequences, &sequences)?;
        to.put(Section::Places, &bytes_u64(self.segments.iter().map(|s| s.place)))
    }

    /// The spellings of the tokens, the most frequent first, and for each token its place among them.
    fn by_frequency(&mut self) -> (Vec<String>, Vec<u32>) {
        let mut counts = vec![0u32; self.vocabulary.len()];
        self.tokens.iter().for_each(|&t| counts[t as usize] += 1);
        let mut entries: Vec<(String, u32)> = std::mem::take(&mut self.vocabulary).into_iter().collect();
        entries.sort_unstable_by(|(a, i), (b, j)| counts[*j as usize].cmp(&counts[*i as usize]).then_with(|| a.cmp(b)));
        let mut numbers = vec![0u32; entries.len()];
        for (new, (_, old)) in (0..).zip(&entries) {
            numbers[*old as usize] = new;
        }
        (entries.into_iter().map(|(spelling, _)| spelling).collect(), numbers)
    }

    /// Sorts the segments by length and lays their tokens, by their new `numbers`, one after the other in that order.
    fn by_length(&mut self, numbers: &[u32]) {
        self.segments.sort_by_key(|s| s.length);
        let mut tokens = Vec::with_capacity(self.tokens.len());
        for segment in &mut self.segments {
            let old = &self.tokens[segment.start..segment.start + segment.length as usize];
            segment.start = tokens.len();
            tokens.extend(old.iter().map(|&token| numbers[token as usize]));
        }
        self.tokens = tokens;
    }

    /// For every length, the first segment that is so long or longer; last the number of segments.
    fn lengths(&self) -> Vec<u32> {
        let longest = self.segments.last().map_or(0, |s| s.length);
        let first = |length| self.segments.partition_point(|s| s.length < length) as u32;
        (0..=longest + 1).map(first).collect()
    }

    fn tokens_of(&self, segment: &Draft) -> &[u32] {
        &self.tokens[segment.start..segment.start + segment.length as usize]
    }

    /// Calls `each` with every segment of `range`, its tokens in order, and how often the segment had the token before.
    fn occurrences(&self, range: Range<usize>, vocabulary: usize, mut each: impl FnMut(usize, u32, u32)) {
        let mut seen = vec![(u32::MAX, 0); vocabulary];
        for number in range {
            for &token in self.tokens_of(&self.segments[number]) {
                let (last, times) = &mut seen[token as usize];
                *times = if *last == number as u32 { *times + 1 } else { 0 };
                *last = number as u32;
                each(number, token, *times);
            }
        }
    }

    /// For every token its first item, and last the number of items: a token has as many as a segment has it at most.
    fn items(&self, vocabulary: usize) -> Vec<u32> {
        let mut items = vec![0u32; vocabulary + 1];
        let most = |_, token, times| items[token as usize] = items[token as usize].max(times + 1);
        self.occurrences(0..self.segments.len(), vocabulary, most);
        let mut total = 0;
        items.iter_mut().for_each(|item| total += std::mem::replace(item, total));
        items
    }

    /// Where every item's list starts, in sixteen-bit numbers, and the lists as `lists.rs` reads them.
    fn lists(&self, items: &[u32]) -> (Vec<u64>, Vec<u16>) {
        let vocabulary = items.len() - 1;
        let mut drafts = vec![List::default(); items[vocabulary] as usize];
        let blocks: Vec<Vec<(u32, u32)>> = self.blocks().map(|block| self.counts(block, items)).collect();
        for &(item, count) in blocks.iter().flatten() {
            drafts[item as usize].reserve(count);
        }
        let mut starts = Vec::with_capacity(drafts.len() + 1);
        let mut total = 0;
        for draft in &mut drafts {
            starts.push(total as u64);
            total += draft.start(total);
        }
        starts.push(total as u64);
        let mut lists = vec![0; total];
        drafts.iter().zip(&starts).for_each(|(draft, &start)| lists[start as usize] = (draft.blocks - 1) as u16);
        for (block, counts) in self.blocks().zip(blocks) {
            for (item, count) in counts {
                drafts[item as usize].open(block.start / BLOCK, count, &mut lists);
            }
            self.occurrences(block, vocabulary, |segment, token, times| {
                drafts[(items[token as usize] + times) as usize].push(segment % BLOCK, &mut lists);
            });
        }
        (starts, lists)
    }

    /// The segments, block by block.
    fn blocks(&self) -> impl Iterator<Item = Range<usize>> {
        let end = self.segments.len();
        (0..end).step_by(BLOCK).map(move |start| start..(start + BLOCK).min(end))
    }

    /// The items in the segments of `block`, and how many of them hold each.
    fn counts(&self, block: Range<usize>, items: &[u32]) -> Vec<(u32, u32)> {
        let vocabulary = items.len() - 1;
        let mut counts = vec![0u32; items[vocabulary] as usize];
        self.occurrences(block, vocabulary, |_, token, times| counts[(items[token as usize] + times) as usize] += 1);
        (0..).zip(counts).filter(|(_, count)| *count > 0).collect()
    }

    fn sequences(&self) -> (Vec<u64>, Vec<u8>) {
        let (mut starts, mut bytes) = (Vec::with_capacity(self.segments.len()), Vec::new());
        for segment in &self.segments {
            starts.push(bytes.len() as u64);
            self.tokens_of(segment).iter().for_each(|&t| push_number(&mut bytes, t.into()));
        }
        (starts, bytes)
    }
}

/// An item's list while it is measured, then written.
#[derive(Clone, Copy, Default)]
struct List {
    blocks: u32,
    /// Sixteen-bit numbers in all its parts; then in those that are open or done.
    size: u32,
    /// Where the next block goes.
    head: usize,
    /// Where the next segment goes, or the open part if it is a bitmap.
    at: usize,
    bitmap: bool,
}

/// Sixteen-bit numbers of a part of `count` segments.
fn size(count: u32) -> u32 {
    count.min(BITMAP as u32)
}

impl List {
    /// Makes room for another block with `count` segments.
    fn reserve(&mut self, count: u32) {
        self.blocks += 1;
        self.size += size(count);
    }

    /// The list starts at `start`; returns how long it will be.
    fn start(&mut self, start: usize) -> usize {
        self.head = start + 1;
        self.at = self.head + self.blocks as usize * HEAD;
        self.at + std::mem::take(&mut self.size) as usize - start
    }

    /// Starts the part of `block`, which will have `count` segments.
    fn open(&mut self, block: usize, count: u32, lists: &mut [u16]) {
        let data = self.at + if self.bitmap { BITMAP } else { 0 };
        self.at = data;
        self.bitmap = size(count) == BITMAP as u32;
        self.size += size(count);
        let entry = &mut lists[self.head..self.head + HEAD];
        entry.copy_from_slice(&[block as u16, self.size as u16, (self.size >> 16) as u16]);
        self.head += HEAD;
    }

    fn push(&mut self, low: usize, lists: &mut [u16]) {
        if self.bitmap {
            lists[self.at + low / 16] |= 1 << (low % 16);
        } else {
            lists[self.at] = low as u16;
            self.at += 1;
        }
    }
}

fn spelled(spellings: &[String]) -> (Vec<u8>, Vec<u8>) {
    let mut end = 0;
    let ends = spellings.iter().map(|s| {
        end += s.len() as u32;
        end
    });
    (bytes_u32(std::iter::once(0).chain(ends)), spellings.concat().into_bytes())
}

/// A hash table with open addressing: a token's number plus one, or 0.
fn slots(spellings: &[String]) -> Vec<u32> {
    let size = (spellings.len() * 2).next_power_of_two();
    let mut slots = vec![0; size];
    for (number, spelling) in spellings.iter().enumerate() {
        let mut slot = slot_hash(spelling) & (size - 1);
        while slots[slot] != 0 {
            slot = (slot + 1) & (size - 1);
        }
        slots[slot] = number as u32 + 1;
    }
    slots
}

fn bytes_u16(numbers: &[u16]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

fn bytes_u32(numbers: impl IntoIterator<Item = u32>) -> Vec<u8> {
    numbers.into_iter().flat_map(u32::to_le_bytes).collect()
}

fn bytes_u64(numbers: impl IntoIterator<Item = u64>) -> Vec<u8> {
    numbers.into_iter().flat_map(u64::to_le_bytes).collect()
}
