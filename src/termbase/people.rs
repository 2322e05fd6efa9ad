//! Persons: how their names sound, and who was last called by a surname in an article.

use crate::model::{Concept, ConceptKind};
use crate::text::fold;
use rustc_hash::FxHashMap;

/// What the termbase knows of persons' names beyond their spelling.
pub(super) struct People {
    /// Persons by the sound of their surname's last word.
    by_surname: FxHashMap<String, Vec<u32>>,
    /// The sounds of each person's given names.
    given: FxHashMap<u32, Vec<String>>,
}

impl People {
    pub fn of(concepts: &[Concept]) -> Self {
        let mut people = Self { by_surname: FxHashMap::default(), given: FxHashMap::default() };
        for (number, concept) in (0..).zip(concepts).filter(|(_, concept)| concept.kind == ConceptKind::Person) {
            for name in [&concept.fr].into_iter().chain(&concept.fr_variants) {
                people.learn(number, concept, name);
            }
        }
        people
    }

    fn learn(&mut self, number: u32, concept: &Concept, name: &str) {
        let words = folded_words(name);
        let family = concept.family.as_deref().map_or(vec![], folded_words);
        let at = family.last().and_then(|last| words.iter().rposition(|word| word == last));
        let Some(at) = at.or(words.len().checked_sub(1)).filter(|&at| at > 0) else { return };
        let persons = self.by_surname.entry(sound(&words[at])).or_default();
        if !persons.contains(&number) {
            persons.push(number);
        }
        self.given.entry(number).or_default().extend(words[..at].iter().map(|word| sound(word)));
    }

    /// The persons whose surname sounds like the folded `word`.
    pub fn sounding(&self, word: &str) -> &[u32] {
        let sound = sound(word);
        if sound.len() < 4 {
            return &[];
        }
        self.by_surname.get(&sound).map_or(&[], Vec::as_slice)
    }

    /// Whether the folded `word` sounds like one of the given names of `person`, or is the initial of the first.
    pub fn has_given(&self, person: u32, word: &str) -> bool {
        let Some(given) = self.given.get(&person) else { return false };
        let sound = sound(word);
        let is_initial = word.chars().count() == 1 && given.first().is_some_and(|first| first.starts_with(&sound));
        is_initial || word.chars().count() > 1 && given.contains(&sound)
    }
}

/// A key that the usual ways to write a foreign name share: *Serguei* and *Sergey*, *Kadhafi* and *Qadhafi*.
///
/// Written for names that reach French from Arabic and Cyrillic scripts; compares whole words only.
pub(super) fn sound(folded: &str) -> String {
    const PAIRS: [(&str, &str); 22] = [
        ("tsch", "S"),
        ("tch", "S"),
        ("sch", "S"),
        ("kh", "k"),
        ("gh", "k"),
        ("gu", "k"),
        ("qu", "k"),
        ("ch", "S"),
        ("sh", "S"),
        ("dh", "d"),
        ("th", "t"),
        ("ph", "f"),
        ("ou", "u"),
        ("oo", "u"),
        ("ck", "k"),
        ("ks", "x"),
        ("dj", "j"),
        ("k", "k"),
        ("q", "k"),
        ("g", "k"),
        ("c", "k"),
        ("w", "u"),
    ];
    let mut key = String::with_capacity(folded.len());
    let mut rest = folded;
    while let Some(c) = rest.chars().next() {
        let pair = PAIRS.iter().find(|(from, _)| rest.starts_with(from));
        let (taken, new) = match (pair, c) {
            (Some((from, to)), _) => (from.len(), to.chars().next()),
            (None, 'h' | '\'' | '-') => (c.len_utf8(), None),
            (None, 'y' | 'i' | 'j') => (c.len_utf8(), Some('i')),
            (None, 'o') => (1, Some('u')),
            (None, 'e') => (1, Some('a')),
            (None, 'z') => (1, Some('s')),
            _ => (c.len_utf8(), Some(c)),
        };
        if new.is_some() && key.chars().last() != new {
            key.extend(new);
        }
        rest = &rest[taken..];
    }
    let trimmed = key.strip_suffix('a').filter(|_| folded.ends_with('e') && key.len() > 3);
    trimmed.map(str::to_owned).unwrap_or(key)
}

/// Who bears a surname in the article so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bearer {
    Known(u32),
    /// Somebody whom the glossary does not know.
    Other,
}

/// Who was called what in an article, latest last.
#[derive(Default)]
pub(super) struct Bearers {
    /// By surname: the bearer and the number of the segment that named them.
    by_surname: FxHashMap<String, Vec<(Bearer, u32)>>,
}

impl Bearers {
    /// Notes that segment `segment` named `bearer` by the folded `surname`.
    pub fn note(&mut self, surname: &str, bearer: Bearer, segment: u32) {
        let known = self.by_surname.entry(surname.to_owned()).or_default();
        known.retain(|(b, _)| *b != bearer);
        known.push((bearer, segment));
    }

    /// Who was last named by the folded `surname` in full; several if one segment named them all.
    pub fn latest(&self, surname: &str) -> Vec<Bearer> {
        let Some(known) = self.by_surname.get(surname) else { return Vec::new() };
        let last = known.last().map(|(_, segment)| *segment);
        known.iter().filter(|(_, segment)| Some(*segment) == last).map(|(bearer, _)| *bearer).collect()
    }
}

/// The folded words of a name, for tables by sound.
fn folded_words(name: &str) -> Vec<String> {
    name.split([' ', '-']).map(fold).filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_sound_alike() {
        for names in [
            &["kadhafi", "khadafi", "qadhafi", "gaddafi", "gadhafi", "kaddafi"][..],
            &["serguei", "sergey", "sergei", "serghei"],
            &["zelensky", "zelenski", "zelenskyy", "zelenskiy"],
            &["loukachenko", "lukashenko"],
            &["netanyahou", "netanyahu"],
            &["poutine", "putin"],
            &["hussein", "hussain", "houssein"],
            &["abdourahamane", "abdourahmane", "abdurrahman"],
        ] {
            names.iter().for_each(|name| assert_eq!(sound(name), sound(names[0]), "{name}"));
        }
        for (a, b) in [("mamadou", "mohamed"), ("toure", "traore"), ("diop", "diouf"), ("moussa", "issa")] {
            assert_ne!(sound(a), sound(b));
        }
    }

    #[test]
    fn the_latest_bearer_wins_and_one_segment_may_name_two() {
        let mut bearers = Bearers::default();
        bearers.note("maiga", Bearer::Known(1), 1);
        bearers.note("maiga", Bearer::Known(2), 3);
        assert_eq!(bearers.latest("maiga"), [Bearer::Known(2)]);
        bearers.note("maiga", Bearer::Known(1), 3);
        assert_eq!(bearers.latest("maiga").len(), 2);
    }
}
