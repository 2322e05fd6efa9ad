//! The shared glossary at work: every name in French text, the English that mirrors its form, and who held which office.
//!
//! [`Termbase::new`] writes out the forms of all concepts; [`Termbase::reader`] reads one article, segment by segment.
//! How matching works is told in `docs/terminology.md`.

mod candidates;
mod compile;
mod english;
mod forms;
mod homonyms;
mod inflect;
mod lexicon;
mod people;
mod reader;
mod select;
mod tokens;
mod trie;

pub use reader::Reader;

use crate::model::{Concept, Form};
use crate::text::{Date, fold};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// All concepts of a run, ready to be found. Shared between threads; never changes.
pub struct Termbase {
    concepts: Vec<Concept>,
    numbers: FxHashMap<String, u32>,
    lexicon: lexicon::Lexicon,
    trie: trie::Trie,
    people: people::People,
    english: BTreeMap<String, Vec<(u32, TermStatus)>>,
}

/// What an English form is to its concept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TermStatus {
    /// What we write: the name, and its form as acronym, adjective, people, plural or surname.
    Preferred,
    /// Acceptable in approved memories and in checks.
    Admitted,
    /// Not to be used.
    Forbidden,
}

/// Why glossaries do not go together.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TermbaseError {
    /// Two blocks define one id.
    #[error("{}:{}: concept `{id}` is already defined at {}:{}", second.0, second.1, first.0, first.1)]
    Twice {
        /// The id.
        id: String,
        /// File and line of the first.
        first: (String, u32),
        /// File and line of the second.
        second: (String, u32),
    },
    /// Two ids differ only in case.
    #[error("{}:{}: concept `{id}` differs only in case from `{other}` at {}:{}", second.0, second.1, first.0, first.1)]
    Case {
        /// The id of the first.
        other: String,
        /// The id of the second.
        id: String,
        /// File and line of the first.
        first: (String, u32),
        /// File and line of the second.
        second: (String, u32),
    },
}

/// The title of a person on a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title {
    /// Number of the office concept, if the glossary has it.
    pub office: Option<u32>,
    /// In French.
    pub fr: String,
    /// In English.
    pub en: String,
    /// Whether the office was held on the date. If not, this is the last office before it.
    pub held: bool,
}

impl Termbase {
    /// Makes a termbase of the concepts of all glossaries, in their order.
    ///
    /// # Errors
    /// Every id that two blocks define, naming both; ids that differ only in case are one id.
    pub fn new(concepts: Vec<Concept>) -> Result<Self, Vec<TermbaseError>> {
        let numbers = numbers(&concepts)?;
        let (lexicon, trie, people) = compile::compile(&concepts);
        let english = english_forms(&concepts);
        Ok(Self { concepts, numbers, lexicon, trie, people, english })
    }

    /// The concepts; a concept's number is its index.
    pub fn concepts(&self) -> &[Concept] {
        &self.concepts
    }

    /// The concept with this number, as [`crate::model::Hit::concept`] has it.
    ///
    /// # Panics
    /// If no concept of this termbase has the number.
    pub fn concept(&self, number: u32) -> &Concept {
        &self.concepts[number as usize]
    }

    /// The number of the concept with this id.
    pub fn number_of(&self, id: &str) -> Option<u32> {
        self.numbers.get(id).copied()
    }

    /// The English that mirrors a French form: acronym for acronym, adjective for adjective, `Demonym` in the plural.
    /// Where the concept has no such form, its full name; `None` where it has no English.
    ///
    /// ```
    /// use entrefilet::model::{Concept, Form};
    /// use entrefilet::termbase::Termbase;
    /// let mali = Concept { id: "mali".into(), fr: "Mali".into(), en: "Mali".into(), en_adjective: Some("Malian".into()), ..Concept::default() };
    /// let base = Termbase::new(vec![mali]).unwrap();
    /// assert_eq!(base.english(0, Form::Demonym).unwrap(), "Malians");
    /// ```
    pub fn english(&self, number: u32, form: Form) -> Option<String> {
        english::english(self.concept(number), form)
    }

    /// The title of a person on `date`: the office then held; else the last one before, marked as not held. Without a
    /// date, the only office that has no dates of its own.
    pub fn title_at(&self, person: u32, date: Option<Date>) -> Option<Title> {
        let terms = &self.concept(person).offices;
        let Some(date) = date else {
            let mut undated = terms.iter().filter(|term| term.since.is_none() && term.until.is_none());
            return undated.next().filter(|_| undated.next().is_none()).map(|term| self.title(term, true));
        };
        let held = terms.iter().rev().find(|term| term.held(date));
        let last = || terms.iter().filter(|term| term.until.is_some_and(|u| u < date)).max_by_key(|term| term.until);
        held.map(|term| self.title(term, true)).or_else(|| last().map(|term| self.title(term, false)))
    }

    /// Whether `person` is known to have held `office` on `date`; `None` where the glossary does not say.
    pub fn held(&self, person: u32, office: u32, date: Date) -> Option<bool> {
        let id = &self.concept(office).id;
        let mut terms = self.concept(person).offices.iter().filter(|term| term.office == *id).peekable();
        terms.peek()?;
        Some(terms.any(|term| term.held(date)))
    }

    fn title(&self, term: &crate::model::OfficeTerm, held: bool) -> Title {
        let office = self.number_of(&term.office);
        let of = |own: &Option<String>, name: fn(&Concept) -> &String| {
            own.clone().or_else(|| office.map(|number| name(self.concept(number)).clone())).unwrap_or_default()
        };
        Title { office, fr: of(&term.fr, |c| &c.fr), en: of(&term.en, |c| &c.en), held }
    }

    /// The concepts that have `text` as an English form, case and accents aside, with its status for each, in order of
    /// number.
    pub fn english_form(&self, text: &str) -> &[(u32, TermStatus)] {
        self.english.get(&fold(text)).map_or(&[], Vec::as_slice)
    }

    /// Every folded English form with its concepts, in text order: for a checker that searches English text.
    pub fn english_forms(&self) -> impl Iterator<Item = (&str, &[(u32, TermStatus)])> {
        self.english.iter().map(|(form, of)| (form.as_str(), of.as_slice()))
    }

    /// Whether the glossary forbids `text` as English for the concept. An accepted form is never forbidden.
    pub fn is_forbidden(&self, number: u32, text: &str) -> bool {
        let of = self.english_form(text).iter().filter(|(concept, _)| *concept == number);
        of.map(|(_, status)| *status).min() == Some(TermStatus::Forbidden)
    }

    /// A reader for one article; `date` is the article's, which decides between names and offices with dates.
    pub fn reader(&self, date: Option<Date>) -> Reader<'_> {
        Reader::new(self, date)
    }
}

fn numbers(concepts: &[Concept]) -> Result<FxHashMap<String, u32>, Vec<TermbaseError>> {
    let mut numbers = FxHashMap::default();
    let mut folded: FxHashMap<String, u32> = FxHashMap::default();
    let mut errors = Vec::new();
    for (number, concept) in (0..).zip(concepts) {
        numbers.insert(concept.id.clone(), number);
        let Some(first) = folded.insert(concept.id.to_lowercase(), number) else { continue };
        let other = &concepts[first as usize];
        let (first, second, id) = (other.place.clone(), concept.place.clone(), concept.id.clone());
        errors.push(match id == other.id {
            true => TermbaseError::Twice { id, first, second },
            false => TermbaseError::Case { other: other.id.clone(), id, first, second },
        });
    }
    if errors.is_empty() { Ok(numbers) } else { Err(errors) }
}

fn english_forms(concepts: &[Concept]) -> BTreeMap<String, Vec<(u32, TermStatus)>> {
    const FORMS: [Form; 7] =
        [Form::Full, Form::Short, Form::Acronym, Form::Adjective, Form::Demonym, Form::Plural, Form::Surname];
    let mut forms: BTreeMap<String, Vec<(u32, TermStatus)>> = BTreeMap::new();
    for (number, concept) in (0..).zip(concepts) {
        let mut add = |text: &str, status| {
            let of = forms.entry(fold(text)).or_default();
            if !of.contains(&(number, status)) {
                of.push((number, status));
            }
        };
        FORMS.iter().filter_map(|&form| english::english(concept, form)).for_each(|en| add(&en, TermStatus::Preferred));
        concept.en_admitted.iter().for_each(|en| add(en, TermStatus::Admitted));
        concept.en_forbidden.iter().for_each(|en| add(en, TermStatus::Forbidden));
    }
    forms
}

#[cfg(test)]
mod tests;
