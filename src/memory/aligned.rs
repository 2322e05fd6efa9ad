//! What the units with a phrase say of its English, all together.

use super::Memory;
use super::holders::holders;
use super::record::Record;
use crate::text::{Language, WordKind, capitalised, fold, likeness, words};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// The newest units with a phrase that are looked at.
const LOOKED_AT: usize = 200;
/// So many units must agree on the English of a name,
const UNITS: usize = 3;
/// and this share of those that have the name, in percent.
const SHARE: usize = 80;
/// English that is so much like the French, in thousandths, is the same name. Other English may be
const LIKENESS: u32 = 500;
/// when so many units have the name,
const UNLIKE_UNITS: usize = 5;
/// and no other name, in either language, is in this share of them, in percent.
const BESIDE: usize = 50;

/// What units agree on.
pub struct Agreed<'m> {
    pub english: &'m str,
    /// The newest of them.
    pub unit: Record<'m>,
    /// How many they are.
    pub units: usize,
}

impl Memory {
    /// What the units that have the name `french` call it, if they agree.
    pub(super) fn aligned(&self, french: &str) -> Option<Agreed<'_>> {
        let wanted = fold(french);
        let has_name = |unit: &Record| names(unit.source, Language::French).any(|name| fold(name) == wanted);
        let units: Vec<Record> = self.newest_with(&wanted).filter(has_name).collect();
        let english = alike(&units, french).or_else(|| beside(&units, french))?;
        let mut agreed = units.iter().filter(|unit| unit.target.contains(english));
        let unit = *agreed.next()?;
        let number = 1 + agreed.count();
        let enough = number >= UNITS && number * 100 >= units.len() * SHARE;
        enough.then_some(Agreed { english, unit, units: number })
    }

    /// Whether the units that have `french` among other words call it otherwise: two or more have it, and the words of
    /// `english` are in fewer than a fifth of them.
    pub(super) fn contradicts(&self, french: &str, english: &str) -> bool {
        let (wanted, stems) = (fold(french), stems(english));
        let with_more = self.newest_with(&wanted).filter(|unit| fold(unit.source) != wanted);
        let says_so: Vec<bool> = with_more.map(|unit| stems.is_subset(&self::stems(unit.target))).collect();
        says_so.len() > 1 && says_so.iter().filter(|so| **so).count() * 5 < says_so.len()
    }

    /// The newest units that have the folded `phrase`, from the newest on.
    fn newest_with(&self, phrase: &str) -> impl Iterator<Item = Record<'_>> {
        let places = holders(&self.index, phrase);
        places.into_iter().rev().take(LOOKED_AT).filter_map(|place| self.index.record(place))
    }
}

fn names(text: &str, language: Language) -> impl Iterator<Item = &str> {
    capitalised(text, language).into_iter().map(move |name| name.of(text))
}

/// The starts of the longer words of `english`, which inflected forms have in common.
fn stems(english: &str) -> BTreeSet<String> {
    let english = fold(english);
    let words = words(&english).filter(|word| word.kind != WordKind::Mark).map(|word| word.span.of(&english));
    words.filter(|word| word.chars().count() > 3).map(|word| word.chars().take(5).collect()).collect()
}

/// The English name like `french` that most units have.
fn alike<'m>(units: &[Record<'m>], french: &str) -> Option<&'m str> {
    let likest = |unit: &Record<'m>| {
        let whole = names(unit.target, Language::English).filter(|name| !is_part(name, french));
        let alike = whole.map(|name| (likeness(name, french), name));
        alike.filter(|(likeness, _)| *likeness >= LIKENESS).max_by_key(|(likeness, _)| *likeness)
    };
    let likest = units.iter().filter_map(likest).map(|(_, name)| name);
    counts(likest).into_iter().min_by_key(|(_, count)| Reverse(*count)).map(|(name, _)| name)
}

/// The only English name in most of the units, if `french` is the only French one. It has no more words than the French, which
/// may be cut short itself: of *Forces canadiennes* the name is but *Forces*, in English *Canadian Forces*.
fn beside<'m>(units: &[Record<'m>], french: &str) -> Option<&'m str> {
    if units.len() < UNLIKE_UNITS {
        return None;
    }
    let often = |count: usize| count * 100 >= units.len() * BESIDE;
    let sides = |unit: &Record<'m>| names(unit.source, Language::French).map(fold).collect::<BTreeSet<_>>();
    let beside = counts(units.iter().flat_map(sides)).into_values().filter(|&count| often(count)).count();
    let sides = |unit: &Record<'m>| names(unit.target, Language::English).collect::<BTreeSet<_>>();
    let english = counts(units.iter().flat_map(sides)).into_iter().filter(|&(_, count)| often(count));
    let english: Vec<&str> = english.map(|(name, _)| name).collect();
    let [name] = english[..] else { return None };
    let is_whole = !is_part(name, french) && words(name).count() <= words(french).count();
    (beside == 1 && is_whole).then_some(name)
}

/// Whether the name is but a part of the French one: *Convention* of *Convention de Vienne*.
fn is_part(name: &str, french: &str) -> bool {
    let (name, french) = (fold(name), fold(french));
    name.len() < french.len() && french.contains(&name)
}

fn counts<T: Ord>(items: impl Iterator<Item = T>) -> BTreeMap<T, usize> {
    let mut counts = BTreeMap::new();
    items.for_each(|item| *counts.entry(item).or_default() += 1);
    counts
}
