//! Checking files of units against a glossary, one unit at a time.

use crate::check::{Differing, Pair, Renderings, pair};
use crate::exchange::{Counts, Format, Item, read_units};
use crate::model::{Finding, Hit, Remark, Unit, Wording};
use crate::termbase::Termbase;
use std::io::{self, Read};

/// Checks French–English units: see [`crate::check`] for the rules.
pub struct Checker {
    base: Termbase,
    wordings: Vec<Wording>,
}

impl Checker {
    /// A checker with the names of `base`.
    pub fn new(base: Termbase) -> Self {
        let wordings = base.concepts().iter().map(Wording::of).collect();
        Self { base, wordings }
    }

    /// Reads a file of units and tells each finding; a finding's line is the unit's number (in a TSV: the line). At the
    /// end come the concepts that the file renders in several ways, as `renderings-differ`.
    ///
    /// # Errors
    /// Those of reading `input`; what is merely broken in the file is `memory lint`'s to tell.
    pub fn check(
        &self,
        input: impl Read,
        format: Option<Format>,
        path: &str,
        mut each: impl FnMut(Finding),
    ) -> io::Result<Counts> {
        let mut renderings = Renderings::default();
        let counts = read_units(input, format, false, |item| {
            if let Item::Unit(number, unit) = item {
                let remarks = self.unit(&unit, number, &mut renderings);
                remarks.into_iter().for_each(|r| each(r.at(path, line(number))));
            }
        })?;
        renderings
            .differing()
            .iter()
            .for_each(|d| each(self.differing(d).at(path, d.forms.last().map_or(0, |f| line(f.2)))));
        Ok(counts)
    }

    fn unit(&self, unit: &Unit, number: u64, renderings: &mut Renderings) -> Vec<Remark> {
        let hits = self.hits(&unit.source);
        let looked_at = Pair { french: &unit.source, english: &unit.target, hits: &hits };
        renderings.add(looked_at, number, |n| self.wording(n));
        pair(looked_at, |n| self.wording(n))
    }

    fn hits(&self, french: &str) -> Vec<Hit> {
        self.base.reader(None).read(french)
    }

    fn wording(&self, concept: u32) -> Option<&Wording> {
        self.wordings.get(concept as usize)
    }

    fn differing(&self, differing: &Differing) -> Remark {
        let forms: Vec<String> = differing.forms.iter().map(|(text, times, _)| format!("“{text}” {times}×")).collect();
        let id = self.wording(differing.concept).map_or("", |w| &w.id);
        Remark::new("renderings-differ", format!("`{id}` is rendered as {}", forms.join(", ")))
    }
}

fn line(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
