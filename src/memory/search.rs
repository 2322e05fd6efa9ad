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
use super::{Age, MemoryError, Rate, distance::Pattern, edits::edits, tokens};
use crate::model::{Match, Penalty, Trust};
use crate::text::{Date, fold, plain};
use std::cmp::Reverse;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// A sentence to look up, and its neighbours where they are known.
#[derive(Clone, Copy, Debug, Default)]
pub struct Query<'q> {
    /// The sentence.
    pub text: &'q str,
    /// The sentence before it.
    pub before: Option<&'q str>,
    /// The sentence after it.
    pub after: Option<&'q str>,
    /// The day of the article, for memories whose units lose by age.
    pub date: Option<Date>,
}

/// An index, mapped for searching from any number of threads.
pub struct Memory {
    pub(super) index: Index,
    path: PathBuf,
    name: String,
}

impl Memory {
    /// Maps the index at `path`; its name is the file's. Takes well under a millisecond whatever the size.
    ///
    /// # Errors
    /// When the file cannot be read, is no index, is of another version, or is cut short.
    pub fn open(path: &Path) -> Result<Self, MemoryError> {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(Self { index: Index::open(path)?, path: path.to_owned(), name })
    }

    /// Reads the whole file and compares every section with its checksum: about a quarter of a second for a gigabyte that the
    /// system has in memory. [`Memory::open`] checks no more than the header, since damage elsewhere gives fewer matches.
    ///
    /// # Errors
    /// [`MemoryError::Damaged`], with the first section that is.
    pub fn verify(&self) -> Result<(), MemoryError> {
        let damaged = |part| Err(MemoryError::Damaged { path: self.path.clone(), part });
        self.index.first_damaged().map_or(Ok(()), damaged)
    }

    /// The same memory under another name.
    pub fn named(self, name: impl Into<String>) -> Self {
        Self { name: name.into(), ..self }
    }

    /// The name that its matches carry.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What matches call the place of `record`: the memory and, when it was built from several files, the file, since units
    /// are numbered file by file.
    pub(super) fn place_of(&self, record: &Record) -> String {
        match self.index.file(record.file) {
            Some(file) if self.index.has_several_files() => format!("{}: {file}", self.name),
            _ => self.name.clone(),
        }
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
        self.search_aged(query, min_rate, top, Age::default())
    }

    /// [`Memory::search`] with rates that lose by the age of their units.
    pub(super) fn search_aged(&self, query: &Query, min_rate: u8, top: usize, age: Age) -> Vec<Match> {
        let best = Search::new(&self.index, query, min_rate.min(100), top, age).run();
        best.iter().map(|found| self.told(query, found)).filter(|found| found.rate >= min_rate).collect()
    }

    fn told(&self, query: &Query, found: &Found) -> Match {
        let record = &found.record;
        let equal = found.rank.rate.is_equal();
        Match {
            rate: found.rank.rate.percent() + u8::from(found.rank.context),
            penalty: Penalty { memory: 0, age: found.aged },
            source: record.source.to_owned(),
            target: record.target.to_owned(),
            memory: self.place_of(record),
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
    /// What its rate lost by age.
    aged: u8,
    record: Record<'m>,
}

/// The number of every token that the memory does not know.
const UNKNOWN: u32 = u32::MAX;

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
    use super::super::{build, rate};
    use super::*;
    use crate::model::Unit;
    use proptest::prelude::*;

    fn memory(units: &[Unit]) -> Memory {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("m.idx");
        build(units.iter().cloned(), &path).unwrap();
        Memory::open(&path).unwrap()
    }

    fn unit(source: &str, target: &str) -> Unit {
        Unit { source: source.into(), target: target.into(), ..Unit::default() }
    }

    fn told(memory: &Memory, query: &Query) -> Vec<(u8, String)> {
        memory.search(query, 70, 5).into_iter().map(|m| (m.rate, m.target)).collect()
    }

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

    #[test]
    fn same_neighbours_make_101_and_come_first() {
        let text = |t: &str| Some(t.to_owned());
        let plain = unit("Il a accepté.", "He accepted.");
        let inside =
            Unit {
                before: text("L’offre est tombée."), after: text("Fin."), ..unit("Il a accepté.", "He took it.")
            };
        let memory = memory(&[inside, plain]);
        let query =
            Query { text: "Il a accepté.", before: Some("L'offre est tombée."), after: Some("Fin."), date: None };
        assert_eq!(told(&memory, &query), [(101, "He took it.".into()), (100, "He accepted.".into())]);
        let elsewhere = Query { before: Some("Autre."), ..query };
        assert_eq!(told(&memory, &elsewhere), [(100, "He accepted.".into()), (100, "He took it.".into())]);
    }

    #[test]
    fn two_translations_are_both_kept_the_newer_first_and_approved_before_machine() {
        let dated = |target, date: &str| Unit { date: date.parse().ok(), ..unit("Bonjour à tous.", target) };
        let machine = Unit { trust: Trust::Machine, ..dated("Hi all.", "2026-01-01") };
        let memory = memory(&[dated("Hello all.", "2025-01-01"), dated("Good day.", "2024-01-01"), machine]);
        let found = told(&memory, &Query { text: "Bonjour à tous.", ..Query::default() });
        assert_eq!(found, [(100, "Hello all.".into()), (100, "Good day.".into()), (100, "Hi all.".into())]);
    }

    #[test]
    fn a_match_names_its_file_when_the_memory_has_several() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("m.idx");
        let places = |files: &[&str]| {
            let mut builder = super::super::Builder::new(&path).unwrap();
            for file in files {
                builder.file(file).unwrap();
                builder.add(1, unit("Bonjour à tous.", file)).unwrap();
            }
            builder.finish().unwrap();
            let memory = Memory::open(&path).unwrap();
            let matched = memory.search(&Query { text: "Bonjour à tous.", ..Query::default() }, 70, 5);
            let found: Vec<String> = memory.concordance("bonjour", 5).into_iter().map(|o| o.memory).rev().collect();
            let matched: Vec<String> = matched.into_iter().map(|m| m.memory).collect();
            assert_eq!(matched, found);
            matched
        };
        assert_eq!(places(&["a.tmx"]), ["m.idx"]);
        assert_eq!(places(&["a.tmx", "old/a.tmx"]), ["m.idx: old/a.tmx", "m.idx: a.tmx"]);
    }

    #[test]
    fn memories_stand_by_rate_then_trust_then_priority() {
        let standing =
            |penalty, priority, trust| super::super::Standing { penalty, priority, trust, age: Age::default() };
        let mut memories = super::super::Memories::new();
        for (name, standing) in [
            ("plain", standing(0, 0, None)),
            ("first", standing(0, 1, None)),
            ("less", standing(4, 9, None)),
            ("machine", standing(0, 9, Some(Trust::Machine))),
        ] {
            memories.push(memory(&[unit("Bonjour à tous.", name)]).named(name), standing);
        }
        let query = Query { text: "Bonjour à tous.", ..Query::default() };
        let found = memories.search(&query, 70, 9);
        let told: Vec<String> = found.iter().map(|m| format!("{} {}", m.rate, m.memory)).collect();
        assert_eq!(told, ["100 first", "100 plain", "100 machine", "96 less"]);
        assert_eq!((found[3].penalty.memory, found[3].edits.len()), (4, 0));
        assert_eq!(memories.search(&query, 97, 9).len(), 3);
    }

    #[test]
    fn old_units_lose_beside_new_articles() {
        let dated = |target: &str, date: &str| Unit { date: date.parse().ok(), ..unit("Bonjour à tous.", target) };
        let memory = memory(&[dated("old", "2015-03"), dated("new", "2024-11-05"), dated("never", "")]);
        let age = Age { penalty: 2, allowed: 1 };
        let query = Query { text: "Bonjour à tous.", date: "2025-03-01".parse().ok(), ..Query::default() };
        let told = |found: Vec<Match>| found.into_iter().map(|m| (m.rate, m.penalty.age, m.target)).collect::<Vec<_>>();
        let expected = [(100, 0, "new".into()), (100, 0, "never".into()), (84, 16, "old".into())];
        assert_eq!(told(memory.search_aged(&query, 70, 5, age)), expected);
        assert_eq!(told(memory.search_aged(&query, 85, 5, age)), expected[..2]);
    }

    #[test]
    fn nothing_in_and_nothing_out() {
        for units in [vec![], vec![unit("…", "…")]] {
            let memory = memory(&units);
            assert!(told(&memory, &Query::default()).is_empty());
            assert!(told(&memory, &Query { text: "Rien de tel.", ..Query::default() }).is_empty());
        }
    }

    #[test]
    fn a_damaged_index_gives_less_and_never_stops_the_program() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("m.idx");
        let units = (0..40).map(|i| unit(&format!("Le point {i} de l’ordre du jour, adopté."), &format!("Item {i}.")));
        build(units, &path).unwrap();
        Memory::open(&path).unwrap().verify().unwrap();
        let good = std::fs::read(&path).unwrap();
        for at in (super::super::layout::HEADER..good.len()).step_by(3) {
            let mut bad = good.clone();
            bad[at] ^= 0xff;
            std::fs::write(&path, &bad).unwrap();
            if let Ok(memory) = Memory::open(&path) {
                assert!(memory.verify().is_err(), "byte {at}");
                memory.search(&Query { text: "Le point 3 de l’ordre du jour, adopté.", ..Query::default() }, 60, 5);
            }
        }
        for end in (0..good.len()).step_by(17) {
            std::fs::write(&path, &good[..end]).unwrap();
            assert!(Memory::open(&path).is_err());
        }
    }
}
