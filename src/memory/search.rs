//! The search: a count filter over the rarest tokens, then exact rates, with a bar that rises as good matches are found.
//!
//! A unit with rate τ or more shares at least *s* tokens with the query (see [`rate`](super::rate())). The lists of the
//! query's tokens are read from the rarest on; once the tokens that were not read number *r*, a unit must have been met
//! *s − r* times. The lists of frequent tokens are never read. Nothing is approximate: the answer is the one that a
//! comparison with every unit would give.

use super::filter::{Candidate, Filter, Run};
use super::index::Index;
use super::layout::BLOCK;
use super::lists::List;
use super::rate::{Letters, most_word_edits_at};
use super::record::Record;
use super::{Age, Query, Rate, distance::Pattern, tokens};
use crate::model::Trust;
use crate::text::{Date, fold, plain};
use std::cmp::Reverse;
use std::ops::Range;

/// What orders matches, best greatest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank {
    pub rate: Rate,
    pub context: bool,
    trust: Reverse<Trust>,
    date: Option<Date>,
    place: u64,
}

/// A unit that matches.
pub struct Found<'m> {
    pub rank: Rank,
    /// What its rate lost by age.
    pub aged: u8,
    pub record: Record<'m>,
}

/// The `top` best units at `min_rate` percent or more after what they lose by `age`, best first.
pub fn search<'m>(index: &'m Index, query: &Query, min_rate: u8, top: usize, age: Age) -> Vec<Found<'m>> {
    Search::new(index, query, min_rate.min(100), top, age).run()
}

/// The number of every token that the memory does not know.
const UNKNOWN: u32 = u32::MAX;

/// A search on its way.
struct Search<'m, 'q> {
    index: &'m Index,
    query: &'q Query<'q>,
    min_rate: u8,
    top: usize,
    age: Age,
    /// Tokens of the query.
    length: usize,
    /// The lists of the query's tokens that the memory knows, the shortest first; of a token that the query has twice, the
    /// second is of segments that have it twice.
    lists: Vec<List<'m>>,
    words: Pattern,
    /// Made for the first unit whose words are near enough.
    letters: Option<Letters>,
    /// Best first, at most `top`.
    best: Vec<Found<'m>>,
    sequence: Vec<u32>,
    filter: Filter,
}

/// The bars of the passes before the last: most queries that have a good match end early.
const BARS: [u8; 2] = [95, 85];

/// What comparing a segment costs, in entries of a list that could be counted in the same time.
const COMPARED: usize = 200;
/// How many counts are looked at in the time of counting an entry of a list.
const SCANNED: usize = 32;

impl<'m, 'q> Search<'m, 'q> {
    fn new(index: &'m Index, query: &'q Query<'q>, min_rate: u8, top: usize, age: Age) -> Self {
        let mut numbers = Vec::new();
        tokens::tokens(&fold(query.text), |token| numbers.push(index.token(token).unwrap_or(UNKNOWN)));
        let mut lists = lists(index, &numbers);
        lists.sort_by_key(|list| list.size());
        Self {
            index,
            query,
            min_rate,
            top,
            age,
            length: numbers.len(),
            filter: Filter::new(lists.len()),
            lists,
            words: Pattern::new(&numbers),
            letters: None,
            best: Vec::new(),
            sequence: Vec::new(),
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
        let shortest = (1..=self.length).find(|&n| self.needed(n, bar) <= n.min(self.lists.len()));
        let Some(shortest) = shortest else { return 0..0 };
        let mut longest = self.length;
        while self.needed(longest + 1, bar) <= self.lists.len()
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
        let runs = self.runs(&range, base, bar);
        let least = runs.iter().map(|run| run.needed).min().unwrap_or(0);
        let window = local.start / 8 * 8..local.end;
        let scan = window.len() / SCANNED;
        let mut unread = self.lists.len();
        let mut survivors = usize::MAX;
        self.filter.start(&window);
        for list in &self.lists {
            let part = list.block(base / BLOCK).within(&window);
            if unread < least && part.steps() > scan {
                survivors = self.filter.survivors(&runs, unread);
            }
            if part.steps() + scan > survivors.saturating_mul(COMPARED) {
                break;
            }
            self.filter.count(part);
            unread -= 1;
        }
        let candidates = self.filter.candidates(&runs, unread);
        self.index.touch(candidates.iter().map(|c| base + c.low));
        for Candidate { low, length } in candidates {
            self.compare(base + low, length, bar);
        }
    }

    /// The runs of equal length in `range`.
    fn runs(&self, range: &Range<usize>, base: usize, bar: u8) -> Vec<Run> {
        let (shortest, longest) = (self.index.length_of(range.start), self.index.length_of(range.end - 1));
        let run = |length| {
            let start = self.index.first_of_length(length).max(range.start);
            let end = self.index.first_of_length(length + 1).min(range.end);
            Run { range: start - base..end.max(start) - base, length, needed: self.needed(length, bar) }
        };
        (shortest..=longest).map(run).filter(|run| !run.range.is_empty()).collect()
    }

    /// Rates a segment and keeps it if it belongs to the best.
    fn compare(&mut self, segment: usize, length: usize, bar: u8) {
        if self.index.sequence(segment, length, &mut self.sequence).is_none() {
            return;
        }
        let Some(word_edits) = self.words.distance(&self.sequence, self.allowed(length, bar)) else { return };
        let Some(place) = self.index.place(segment) else { return };
        let Some(record) = self.index.record(place) else { return };
        let letters = self.letters.get_or_insert_with(|| Letters::new(self.query.text));
        let aged = self.age.lost(self.query.date, record.date);
        let rate = letters.rate(record.source, (word_edits, self.length.max(length))).less(aged);
        if rate.percent() < bar {
            return;
        }
        let context = rate.is_equal() && same_context(self.query, &record);
        let rank = Rank { rate, context, trust: Reverse(record.trust), date: record.date, place };
        let at = self.best.partition_point(|found| found.rank > rank);
        self.best.insert(at, Found { rank, aged, record });
        self.best.truncate(self.top);
    }
}

/// The list of every token of a query: the second time a token comes, the list of its second occurrences.
fn lists<'m>(index: &'m Index, tokens: &[u32]) -> Vec<List<'m>> {
    let mut sorted: Vec<u32> = tokens.iter().copied().filter(|&token| token != UNKNOWN).collect();
    sorted.sort_unstable();
    let items = sorted.chunk_by(|a, b| a == b).flat_map(|run| (0..run.len()).map_while(|n| index.item(run[0], n)));
    items.map(|item| index.list(item)).collect()
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

#[cfg(test)]
mod tests {
    use super::super::open::tests::{memory, unit};
    use super::super::rate;
    use super::*;
    use crate::model::Unit;
    use proptest::prelude::*;

    /// What a comparison with every unit gives.
    fn by_hand(units: &[Unit], query: &Query, min_rate: u8, top: usize, age: Age) -> Vec<(u8, u64)> {
        let mut all: Vec<(Rank, u64)> = Vec::new();
        for (number, unit) in (1..).zip(units) {
            let rate = rate(query.text, &unit.source).less(age.lost(query.date, unit.date));
            if rate.percent() >= min_rate {
                let rank = Rank { rate, context: false, trust: Reverse(unit.trust), date: unit.date, place: number };
                all.push((rank, number));
            }
        }
        all.sort_by_key(|found| Reverse(found.0));
        all.into_iter().take(top).map(|(rank, number)| (rank.rate.percent(), number)).collect()
    }

    /// Short words of few letters, so that sentences are often nearly alike.
    fn sentence() -> impl Strategy<Value = String> {
        let word =
            prop::sample::select(vec!["le", "la", "Mali", "état", "Etat", "5", "12", ",", "a", "dit", "l’", "x"]);
        let short = prop::collection::vec(word, 1..12).prop_map(|words| words.join(" "));
        // More tokens than a byte can count.
        prop_oneof![19 => short.clone(), 1 => short.prop_map(|words| [words.as_str(); 60].join(" "))]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
        #[test]
        fn the_index_returns_what_brute_force_returns(
            sources in prop::collection::vec(sentence(), 1..150),
            queries in prop::collection::vec(sentence(), 1..6),
            min_rate in 60u8..=100,
            top in 1usize..7,
            penalty in 0u8..4,
        ) {
            let age = Age { penalty, allowed: 1 };
            let mut units: Vec<Unit> = sources.iter().map(|s| unit(s, "x")).collect();
            units.iter_mut().enumerate().for_each(|(i, unit)| unit.target = i.to_string());
            units.iter_mut().step_by(3).for_each(|unit| unit.trust = Trust::Machine);
            (0u16..).zip(&mut units).for_each(|(i, unit)| unit.date = format!("{}", 2010 + i % 13).parse().ok());
            let memory = memory(&units);
            for text in sources.iter().take(4).chain(&queries) {
                let query = Query { text, date: "2024-05-01".parse().ok(), ..Query::default() };
                let found = memory.search_aged(&query, min_rate, top, age);
                let found: Vec<(u8, u64)> = found.iter().map(|m| (m.rate, m.unit)).collect();
                prop_assert_eq!(found, by_hand(&units, &query, min_rate, top, age), "{}", text);
            }
        }
    }
}
