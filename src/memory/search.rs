//! The search: a count filter over the rarest tokens, then exact rates, with a bar that rises as good matches are found.
//!
//! A unit with rate τ or more shares at least *s* tokens with the query (see [`rate`](super::rate())). The lists of the
//! query's tokens are read from the rarest on; once the tokens that were not read number *r*, a unit must have been met
//! *s − r* times. The lists of frequent tokens are never read. Nothing is approximate: the answer is the one that a
//! comparison with every unit would give.

use super::index::{Index, Lows};
use super::layout::BLOCK;
use super::rate::{Letters, most_word_edits_at};
use super::record::Record;
use super::{MemoryError, Rate, distance::Pattern, edits::edits, tokens};
use crate::model::{Match, Trust};
use crate::text::{Date, fold, plain};
use std::cmp::Reverse;
use std::ops::Range;
use std::path::Path;

/// A sentence to look up, and its neighbours where they are known.
#[derive(Clone, Copy, Debug, Default)]
pub struct Query<'q> {
    /// The sentence.
    pub text: &'q str,
    /// The sentence before it.
    pub before: Option<&'q str>,
    /// The sentence after it.
    pub after: Option<&'q str>,
}

/// An index, mapped for searching from any number of threads.
pub struct Memory {
    pub(super) index: Index,
    name: String,
}

impl Memory {
    /// Maps the index at `path`; its name is the file's. Takes well under a millisecond whatever the size.
    ///
    /// # Errors
    /// When the file cannot be read, is no index, is of another version, or is cut short.
    pub fn open(path: &Path) -> Result<Self, MemoryError> {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(Self { index: Index::open(path)?, name })
    }

    /// The same memory under another name.
    pub fn named(self, name: impl Into<String>) -> Self {
        Self { name: name.into(), ..self }
    }

    /// The name that its matches carry.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How many units it holds.
    pub fn units(&self) -> usize {
        self.index.segments()
    }

    /// The `top` best matches at `min_rate` percent or more, best first.
    ///
    /// Equal rates are ordered: same context first, approved before machine, newer (by date, then by place in the file)
    /// before older. Exactly what comparing with every unit would give, and the same on every machine.
    pub fn search(&self, query: &Query, min_rate: u8, top: usize) -> Vec<Match> {
        let best = Search::new(&self.index, query, min_rate.min(100), top).run();
        best.iter().map(|found| self.told(query, found)).filter(|found| found.rate >= min_rate).collect()
    }

    fn told(&self, query: &Query, found: &Found) -> Match {
        let record = &found.record;
        let equal = found.rank.rate.percent() == 100;
        Match {
            rate: if found.rank.context { 101 } else { found.rank.rate.percent() },
            source: record.source.to_owned(),
            target: record.target.to_owned(),
            memory: self.name.clone(),
            unit: record.number,
            trust: record.trust,
            edits: if equal { Vec::new() } else { edits(query.text, record.source) },
        }
    }
}

/// What orders matches, best greatest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    rate: Rate,
    context: bool,
    trust: Reverse<Trust>,
    date: Option<Date>,
    place: u64,
}

struct Found<'m> {
    rank: Rank,
    record: Record<'m>,
}

/// A token of the query that the memory knows, and how often the query has it.
struct Wanted {
    token: u32,
    times: usize,
}

/// The number of every token that the memory does not know.
const UNKNOWN: u32 = u32::MAX;

struct Search<'m, 'q> {
    index: &'m Index,
    query: &'q Query<'q>,
    min_rate: u8,
    top: usize,
    /// Tokens of the query.
    length: usize,
    /// Distinct known tokens, rarest first.
    wanted: Vec<Wanted>,
    /// How many of the query's tokens the memory knows.
    known: usize,
    words: Pattern,
    letters: Letters,
    /// Best first, at most `top`.
    best: Vec<Found<'m>>,
    sequence: Vec<u32>,
    counts: Vec<u8>,
}

/// The bars of the passes before the last: most queries that have a good match end early.
const BARS: [u8; 2] = [95, 85];

impl<'m, 'q> Search<'m, 'q> {
    fn new(index: &'m Index, query: &'q Query<'q>, min_rate: u8, top: usize) -> Self {
        let mut numbers = Vec::new();
        tokens::tokens(&fold(query.text), |token| numbers.push(index.token(token).unwrap_or(UNKNOWN)));
        let mut sorted: Vec<u32> = numbers.iter().copied().filter(|&n| n != UNKNOWN).collect();
        sorted.sort_unstable_by_key(|&n| Reverse(n));
        let known = sorted.len();
        let wanted = sorted.chunk_by(|a, b| a == b).map(|run| Wanted { token: run[0], times: run.len() }).collect();
        Self {
            index,
            query,
            min_rate,
            top,
            length: numbers.len(),
            wanted,
            known,
            words: Pattern::new(&numbers),
            letters: Letters::new(query.text),
            best: Vec::new(),
            sequence: Vec::new(),
            counts: vec![0; BLOCK],
        }
    }

    fn run(mut self) -> Vec<Found<'m>> {
        if self.top == 0 || self.length == 0 {
            return Vec::new();
        }
        let min_rate = self.min_rate;
        for bar in BARS.into_iter().filter(|&bar| bar > min_rate) {
            self.pass(bar);
            if self.best.len() == self.top {
                return self.best;
            }
            self.best.clear();
        }
        self.pass(min_rate);
        self.best
    }

    /// Finds the best among the units at `bar` percent or more.
    fn pass(&mut self, bar: u8) {
        let window = self.window(bar);
        for block in by_nearness(&window, self.index.first_of_length(self.length)) {
            self.block(block, bar);
        }
    }

    /// How many word edits a unit of `length` tokens may have, as things stand.
    fn allowed(&self, length: usize, bar: u8) -> usize {
        let words = self.length.max(length);
        let by_bar = most_word_edits_at(bar, words);
        match self.best.last() {
            Some(last) if self.best.len() == self.top => by_bar.min(last.rank.rate.most_word_edits(words)),
            _ => by_bar,
        }
    }

    /// How many tokens a unit of `length` must share with the query.
    fn needed(&self, length: usize, bar: u8) -> usize {
        (self.length.max(length) - self.allowed(length, bar)).max(1)
    }

    /// The segments whose length alone does not rule them out.
    fn window(&self, bar: u8) -> Range<usize> {
        let shortest = (1..=self.length).find(|&n| self.needed(n, bar) <= n.min(self.known));
        let Some(shortest) = shortest else { return 0..0 };
        let mut longest = self.length;
        while self.needed(longest + 1, bar) <= self.known
            && self.index.first_of_length(longest + 1) < self.index.segments()
        {
            longest += 1;
        }
        self.index.first_of_length(shortest)..self.index.first_of_length(longest + 1)
    }

    /// Searches the segments of `range`, which lie in one block.
    fn block(&mut self, range: Range<usize>, bar: u8) {
        let base = range.start / BLOCK * BLOCK;
        let local = range.start - base..range.end - base;
        let least = self.needed(self.index.length_of(range.start), bar);
        let lists: Vec<(Lows<'m>, usize)> =
            self.wanted.iter().map(|w| (self.list(w.token, base / BLOCK).within(&local), w.times)).collect();
        let mut unread = self.known;
        let mut lists = lists.into_iter();
        while unread >= least {
            let Some((lows, times)) = lists.next() else { break };
            self.count(lows, times);
            unread -= times;
        }
        let candidates = self.candidates(&range, base, unread, bar);
        self.counts[local].fill(0);
        for (segment, length) in candidates {
            self.compare(segment, length, bar);
        }
    }

    fn list(&self, token: u32, block: usize) -> Lows<'m> {
        self.index
            .blocks(token)
            .find(|(number, _)| *number >= block)
            .filter(|(number, _)| *number == block)
            .map_or_else(Lows::default, |(_, lows)| lows)
    }

    fn count(&mut self, lows: Lows, times: usize) {
        let times = times.min(255) as u8;
        for low in lows.iter() {
            let count = &mut self.counts[usize::from(low)];
            *count = count.saturating_add(times);
        }
    }

    /// The segments that were met often enough, with their lengths.
    fn candidates(&self, range: &Range<usize>, base: usize, unread: usize, bar: u8) -> Vec<(usize, usize)> {
        let mut candidates = Vec::new();
        let mut start = range.start;
        let mut length = self.index.length_of(start);
        while start < range.end {
            let end = self.index.first_of_length(length + 1).min(range.end);
            let least = self.needed(length, bar).saturating_sub(unread).clamp(1, 255) as u8;
            let counts = &self.counts[start - base..end - base];
            for (at, chunk) in counts.chunks(64).enumerate() {
                if chunk.iter().fold(0, |most, &count| most.max(count)) >= least {
                    let met = chunk.iter().enumerate().filter(|(_, count)| **count >= least);
                    candidates.extend(met.map(|(i, _)| (start + 64 * at + i, length)));
                }
            }
            start = end;
            length += 1;
        }
        candidates
    }

    /// Rates a segment and keeps it if it belongs to the best.
    fn compare(&mut self, segment: usize, length: usize, bar: u8) {
        if self.index.sequence(segment, length, &mut self.sequence).is_none() {
            return;
        }
        let Some(word_edits) = self.words.distance(&self.sequence, self.allowed(length, bar)) else { return };
        let Some(place) = self.index.place(segment) else { return };
        let Some(record) = self.index.record(place) else { return };
        let rate = self.letters.rate(record.source, (word_edits, self.length.max(length)));
        if rate.percent() < bar {
            return;
        }
        let context = rate.percent() == 100 && same_context(self.query, &record);
        let rank = Rank { rate, context, trust: Reverse(record.trust), date: record.date, place };
        let at = self.best.partition_point(|found| found.rank > rank);
        self.best.insert(at, Found { rank, record });
        self.best.truncate(self.top);
    }
}

/// The parts of `window` that lie in one block, the one around `middle` first.
fn by_nearness(window: &Range<usize>, middle: usize) -> Vec<Range<usize>> {
    let mut blocks: Vec<Range<usize>> = (window.start / BLOCK..window.end.div_ceil(BLOCK))
        .map(|b| (b * BLOCK).max(window.start)..((b + 1) * BLOCK).min(window.end))
        .filter(|b| !b.is_empty())
        .collect();
    blocks.sort_by_key(
        |b| if b.contains(&middle) { 0 } else { b.start.abs_diff(middle).min(b.end.abs_diff(middle)) + 1 },
    );
    blocks
}

/// Whether the unit stands between the same neighbours; at least one of them must be known.
fn same_context(query: &Query, record: &Record) -> bool {
    let same = |ours: Option<&str>, theirs: Option<&str>| ours.map(plain) == theirs.map(plain);
    (record.before.is_some() || record.after.is_some())
        && same(query.before, record.before)
        && same(query.after, record.after)
}
