//! A memory that is open for searching.

use super::index::Index;
use super::record::Record;
use super::search::{Found, search};
use super::{Age, MemoryError, Query, edits::edits};
use crate::model::{Match, Penalty};
use std::path::{Path, PathBuf};

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

    /// Reads the whole file and compares every section with its checksum: about a tenth of a second for a gigabyte that the
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
        let best = search(&self.index, query, min_rate, top, age);
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

#[cfg(test)]
pub mod tests {
    use super::super::build;
    use super::*;
    use crate::model::{Trust, Unit};

    /// A memory of `units`, whose file is gone when it is dropped.
    pub fn memory(units: &[Unit]) -> Memory {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("m.idx");
        build(units.iter().cloned(), &path).unwrap();
        Memory::open(&path).unwrap()
    }

    pub fn unit(source: &str, target: &str) -> Unit {
        Unit { source: source.into(), target: target.into(), ..Unit::default() }
    }

    fn told(memory: &Memory, query: &Query) -> Vec<(u8, String)> {
        memory.search(query, 70, 5).into_iter().map(|m| (m.rate, m.target)).collect()
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
