//! Concordance: every unit that has a phrase, on either side.

use super::Memory;
use super::holders::holders;
use crate::text::{Folded, Span, fold, fold_onto};
use memchr::memmem::Finder;

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
    /// apostrophes. The French side is looked up in the index; the English side is read until `limit` units have it.
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
        let finder = Finder::new(&wanted);
        let mut french = holders(&self.index, &wanted).into_iter().peekable();
        let mut folded = String::new();
        let in_either =
            |&(place, target): &(u64, &[u8])| french.next_if_eq(&place).is_some() || has(target, &finder, &mut folded);
        let places = self.index.targets().filter(in_either).map(|(place, _)| place);
        places.filter_map(|place| self.occurrence(place, &finder)).take(limit).collect()
    }

    fn occurrence(&self, place: u64, finder: &Finder) -> Option<Occurrence> {
        let record = self.index.record(place)?;
        let [in_source, in_target] = [record.source, record.target].map(|text| first_place(text, finder));
        (in_source.is_some() || in_target.is_some()).then(|| Occurrence {
            memory: self.place_of(&record),
            unit: record.number,
            source: record.source.to_owned(),
            target: record.target.to_owned(),
            in_source,
            in_target,
        })
    }
}

/// Whether `text` has the phrase; `folded` is room for it.
fn has(text: &[u8], finder: &Finder, folded: &mut String) -> bool {
    folded.clear();
    std::str::from_utf8(text).is_ok_and(|text| {
        fold_onto(text, folded);
        finder.find(folded.as_bytes()).is_some()
    })
}

fn first_place(text: &str, finder: &Finder) -> Option<Span> {
    let folded = Folded::new(text);
    let at = finder.find(folded.text().as_bytes())?;
    Some(folded.source(Span::new(at, at + finder.needle().len())))
}

#[cfg(test)]
mod tests {
    use super::super::open::tests::{memory, unit};
    use super::*;
    use crate::model::Unit;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]
        #[test]
        fn finds_what_reading_every_unit_finds(
            texts in prop::collection::vec(("[aéB’ ,]{1,12}", "[aÉb' ,]{1,12}"), 1..150),
            phrase in "[aeb' ,]{1,4}",
            limit in 1usize..200,
        ) {
            let units: Vec<Unit> = texts.iter().map(|(source, target)| unit(source, target)).collect();
            let memory = memory(&units);
            let wanted = fold(phrase.trim());
            let has = |text: &str| !wanted.is_empty() && fold(text).contains(&wanted);
            let expected: Vec<&Unit> = units.iter().filter(|u| has(&u.source) || has(&u.target)).collect();
            let found = memory.concordance(&phrase, limit);
            let mut distinct: Vec<&Unit> = Vec::new();
            expected.into_iter().for_each(|unit| if !distinct.contains(&unit) { distinct.push(unit) });
            prop_assert_eq!(found.len(), distinct.len().min(limit), "{}", phrase);
            for (found, unit) in found.iter().zip(distinct) {
                prop_assert_eq!((&found.source, &found.target), (&unit.source, &unit.target));
                prop_assert_eq!(found.in_source.is_some(), has(&unit.source));
            }
        }
    }
}
