//! Concordance: every unit that has a phrase, on either side.

use super::Memory;
use super::record::Record;
use crate::text::{Folded, Span, fold};

/// A unit that has the phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// Where the unit is, as in [`Match::memory`](crate::model::Match::memory).
    pub memory: String,
    /// Number of the unit in its file.
    pub unit: u64,
    /// The unit's French.
    pub source: String,
    /// The unit's English.
    pub target: String,
    /// The first place of the phrase in the French, if it is there.
    pub in_source: Option<Span>,
    /// The first place of the phrase in the English, if it is there.
    pub in_target: Option<Span>,
}

impl Memory {
    /// The first `limit` units, in file order, that have `phrase` on one side or both, whatever its case, accents and
    /// apostrophes. Reads units until `limit` have it: under two CPU seconds for a million when none does.
    ///
    /// ```
    /// # use entrefilet::{memory::{Memory, build}, model::Unit};
    /// # let folder = tempfile::tempdir().unwrap();
    /// # let path = folder.path().join("m.idx");
    /// build([Unit { source: "L’État de siège".into(), target: "State of siege".into(), ..Unit::default() }], &path).unwrap();
    /// let found = Memory::open(&path).unwrap().concordance("l'etat", 10);
    /// assert_eq!(found[0].in_source.unwrap().of(&found[0].source), "L’État");
    /// ```
    pub fn concordance(&self, phrase: &str, limit: usize) -> Vec<Occurrence> {
        let wanted = fold(phrase.trim());
        if wanted.is_empty() {
            return Vec::new();
        }
        let finder = memchr::memmem::Finder::new(&wanted);
        self.index.records().filter_map(|record| self.occurrence(&record, &finder)).take(limit).collect()
    }

    fn occurrence(&self, record: &Record, finder: &memchr::memmem::Finder) -> Option<Occurrence> {
        let [in_source, in_target] = [record.source, record.target].map(|text| place(text, finder));
        (in_source.is_some() || in_target.is_some()).then(|| Occurrence {
            memory: self.place_of(record),
            unit: record.number,
            source: record.source.to_owned(),
            target: record.target.to_owned(),
            in_source,
            in_target,
        })
    }
}

/// Folds first without the way back, since most texts do not have the phrase.
fn place(text: &str, finder: &memchr::memmem::Finder) -> Option<Span> {
    let at = finder.find(fold(text).as_bytes())?;
    Some(Folded::new(text).source(Span::new(at, at + finder.needle().len())))
}
