//! What a memory holds, in numbers.

use super::Memory;
use crate::model::{Trust, Unit};
use crate::text::{Date, plain};
use rustc_hash::FxHashMap;

/// Counts over the units of a memory.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Survey {
    /// Units in it.
    pub units: u64,
    /// Different French texts, as the match rate sees them.
    pub sources: u64,
    /// Units whose pair another unit has, too, in another context.
    pub repeated: u64,
    /// French texts with more than one English.
    pub conflicts: u64,
    /// Units that only a machine stands behind.
    pub machine: u64,
    /// The earliest date of a unit.
    pub first: Option<Date>,
    /// The latest date of a unit.
    pub last: Option<Date>,
}

impl Memory {
    /// All units with their numbers and the names of their files, in file order.
    pub fn all(&self) -> impl Iterator<Item = (u64, &str, Unit)> {
        self.index.records().map(|record| (record.number, self.index.file(record.file).unwrap_or(""), record.unit()))
    }

    /// Counts over all units.
    pub fn survey(&self) -> Survey {
        let mut survey = Survey::default();
        let mut targets: FxHashMap<String, Vec<&str>> = FxHashMap::default();
        for record in self.index.records() {
            survey.units += 1;
            survey.machine += u64::from(record.trust == Trust::Machine);
            survey.first = [survey.first, record.date].into_iter().flatten().min();
            survey.last = survey.last.max(record.date);
            let known = targets.entry(plain(record.source)).or_default();
            if known.contains(&record.target) {
                survey.repeated += 1;
            } else {
                known.push(record.target);
                survey.conflicts += u64::from(known.len() == 2);
            }
        }
        survey.sources = targets.len() as u64;
        survey
    }
}

/// How much of a text a memory covers: sentences by their best match.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Coverage {
    /// Sentences looked up.
    pub sentences: u64,
    /// With an equal unit.
    pub exact: u64,
    /// With a unit at 85 to 99 percent.
    pub close: u64,
    /// With a unit at 70 to 84 percent.
    pub fuzzy: u64,
}

impl Coverage {
    /// Counts a sentence whose best match has `rate`, if it has one.
    pub fn add(&mut self, rate: Option<u8>) {
        self.sentences += 1;
        match rate {
            Some(100..) => self.exact += 1,
            Some(85..) => self.close += 1,
            Some(70..) => self.fuzzy += 1,
            _ => {}
        }
    }
}
