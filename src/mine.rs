//! Finding names and their English in a translation memory, as proposals for the glossary.
//!
//! Runs of capitalised words are taken on both sides of each unit; those that keep coming together are a pair. Both the
//! counts and the spelling must speak for it, and each name is given away once.

use crate::text::{Language, capitalised, fold, likeness};
use rustc_hash::{FxHashMap, FxHashSet};

/// Collects names from the units of memories.
#[derive(Default)]
pub struct Miner {
    french: Names,
    english: Names,
    together: FxHashMap<(u32, u32), Together>,
}

/// A French name, its English, and why we think so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mined {
    /// The French, as first met.
    pub fr: String,
    /// The English, as first met.
    pub en: String,
    /// Units with both.
    pub together: u32,
    /// Units with the French.
    pub french: u32,
    /// Units with the English.
    pub english: u32,
    /// Dice coefficient of the two, in thousandths.
    pub dice: u32,
    /// Log-likelihood ratio of the two coming together by chance, rounded down.
    pub log_likelihood: u64,
    /// The unit where both were first met.
    pub unit: u64,
}

#[derive(Clone, Copy)]
struct Together {
    units: u32,
    first: u64,
}

/// Names of one language by folded form.
#[derive(Default)]
struct Names {
    numbers: FxHashMap<String, u32>,
    /// As first met, and the units it stands in.
    known: Vec<(String, u32)>,
    units: u32,
}

/// A pair is worth telling from this Dice coefficient on, in thousandths.
const DICE: u32 = 600;

/// Names of a unit that are looked at; a longer list is an enumeration and pairs nothing reliably.
const MOST: usize = 12;

impl Miner {
    /// Takes note of the names in a unit, whose number is `unit`.
    pub fn add(&mut self, french: &str, english: &str, unit: u64) {
        let (fr, en) = (self.french.take(french, Language::French), self.english.take(english, Language::English));
        if fr.len() > MOST || en.len() > MOST {
            return;
        }
        for &f in &fr {
            for &e in &en {
                self.together.entry((f, e)).or_insert(Together { units: 0, first: unit }).units += 1;
            }
        }
    }

    /// The pairs, the best supported first; each name is in one pair at most.
    ///
    /// A pair needs two units at least, a Dice coefficient of .6, and either a likeness in spelling of .5 or five units.
    pub fn pairs(&self) -> Vec<Mined> {
        let mut found: Vec<Mined> = Vec::new();
        #[expect(clippy::iter_over_hash_type, reason = "sorted below, by what no two pairs share")]
        for (&(f, e), together) in &self.together {
            found.extend(self.mined(f, e, *together));
        }
        found.sort_by(|a, b| b.log_likelihood.cmp(&a.log_likelihood).then_with(|| (&a.fr, &a.en).cmp(&(&b.fr, &b.en))));
        let (mut french, mut english) = (FxHashSet::default(), FxHashSet::default());
        found.retain(|pair| {
            !french.contains(&pair.fr) && !english.contains(&pair.en) && {
                french.insert(pair.fr.clone());
                english.insert(pair.en.clone())
            }
        });
        found
    }

    fn mined(&self, f: u32, e: u32, together: Together) -> Option<Mined> {
        let ((fr, french), (en, english)) = (&self.french.known[f as usize], &self.english.known[e as usize]);
        let dice = (2000 * u64::from(together.units) / u64::from(french + english)) as u32;
        let alike = likeness(fr, en) >= 500 || together.units >= 5;
        if together.units < 2 || dice < DICE || !alike {
            return None;
        }
        let log_likelihood = log_likelihood(together.units, *french, *english, self.french.units);
        let (fr, en, unit) = (fr.clone(), en.clone(), together.first);
        Some(Mined { fr, en, together: together.units, french: *french, english: *english, dice, log_likelihood, unit })
    }
}

/// Dunning's ratio, whole units of it: how unlikely it is that the two come together so often by chance.
fn log_likelihood(both: u32, french: u32, english: u32, units: u32) -> u64 {
    let (both, french, english, units) = (f64::from(both), f64::from(french), f64::from(english), f64::from(units));
    let cells = [
        (both, french * english),
        (french - both, french * (units - english)),
        (english - both, (units - french) * english),
        (units - french - english + both, (units - french) * (units - english)),
    ];
    let part = |(seen, expected): (f64, f64)| if seen > 0.0 { seen * (seen * units / expected).ln() } else { 0.0 };
    (2.0 * cells.into_iter().map(part).sum::<f64>()).max(0.0) as u64
}

impl Names {
    /// Numbers of the names in `text`, each once.
    fn take(&mut self, text: &str, language: Language) -> Vec<u32> {
        self.units += 1;
        let mut here: Vec<u32> = Vec::new();
        for name in capitalised(text, language).into_iter().map(|span| span.of(text)) {
            let next = self.known.len() as u32;
            let number = *self.numbers.entry(fold(name)).or_insert(next);
            if number == next {
                self.known.push((name.to_owned(), 0));
            }
            if !here.contains(&number) {
                here.push(number);
                self.known[number as usize].1 += 1;
            }
        }
        here
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_together_is_a_pair_with_its_evidence() {
        let mut miner = Miner::default();
        for (unit, (fr, en)) in [
            ("Il a vu Sergueï Lavrov à Moscou.", "He saw Sergei Lavrov in Moscow."),
            ("Sergueï Lavrov est parti.", "Sergei Lavrov left."),
            ("Elle aime Moscou.", "She loves Moscow."),
            ("Elle aime Paris.", "She loves Lyon."),
        ]
        .into_iter()
        .enumerate()
        {
            miner.add(fr, en, unit as u64 + 1);
        }
        let pairs = miner.pairs();
        let names: Vec<(&str, &str)> = pairs.iter().map(|p| (p.fr.as_str(), p.en.as_str())).collect();
        assert_eq!(names, [("Moscou", "Moscow"), ("Sergueï Lavrov", "Sergei Lavrov")]);
        assert_eq!((pairs[0].together, pairs[0].dice, pairs[0].unit), (2, 1000, 1));
    }
}
