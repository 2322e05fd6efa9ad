//! Acronyms that an article defines: *X (Y)* makes Y mean X from there on, whatever the glossary says of Y.

use super::super::Termbase;
use super::super::candidates::Candidate;
use super::super::forms::Role;
use super::super::lexicon::Tag;
use super::super::tokens::{Shape, Tokens};
use crate::model::{Concept, ConceptKind};
use crate::text::fold;
use rustc_hash::FxHashMap;

/// What acronyms mean in this article.
#[derive(Default)]
pub(super) struct Acronyms {
    /// By the folded acronym: a concept, or something the glossary does not know.
    meanings: FxHashMap<String, Option<u32>>,
}

impl Acronyms {
    /// Takes note of the definitions in a segment that will be read later.
    pub fn survey(&mut self, base: &Termbase, tokens: &Tokens, found: &[Candidate]) {
        for (at, meaning) in definitions(base, tokens, found) {
            let known = self.meanings.entry(folded(tokens, at)).or_insert(meaning);
            *known = known.or(meaning);
        }
    }

    /// Takes note of the definitions in a segment; returns the tokens that become acronyms of a concept by it and that no
    /// form of the glossary covers.
    pub fn define(&mut self, base: &Termbase, tokens: &Tokens, found: &[Candidate]) -> Vec<(usize, u32)> {
        for (at, meaning) in definitions(base, tokens, found) {
            self.meanings.insert(folded(tokens, at), meaning);
        }
        if self.meanings.is_empty() {
            return Vec::new();
        }
        let is_free = |at: usize| !found.iter().any(|c| c.own().any(|own| own == at));
        let spoken = (0..tokens.list.len()).filter(|&at| is_acronym(tokens, at) && is_free(at));
        spoken.filter_map(|at| Some((at, (*self.meanings.get(&folded(tokens, at))?)?))).collect()
    }

    /// The candidates for an acronym that the article leaves: all of them, the one it defines, or none. Words that the
    /// glossary does not know contradict only a concept whose own words it knows: *OPEP* alone may well be what they spell.
    pub fn meant<'c>(&self, base: &Termbase, tokens: &Tokens, group: &[Candidate<'c>]) -> Option<Vec<Candidate<'c>>> {
        let candidate = &group[0];
        let meaning = self.meanings.get(&folded(tokens, candidate.from)).filter(|_| candidate.to - candidate.from == 1);
        let is_left = |c: &&Candidate| match meaning {
            Some(Some(concept)) => c.entry.concept == *concept,
            Some(None) => !is_spelt_out(base.concept(c.entry.concept)),
            None => true,
        };
        let kept: Vec<Candidate> = group.iter().filter(is_left).cloned().collect();
        (!kept.is_empty()).then_some(kept)
    }
}

/// Whether the glossary says which words the concept's acronym stands for.
fn is_spelt_out(concept: &Concept) -> bool {
    std::iter::once(&concept.fr).chain(&concept.fr_variants).any(|name| name.contains(' '))
}

fn folded(tokens: &Tokens, at: usize) -> String {
    let mut folded = fold(tokens.str(at));
    folded.retain(|c| c != '.');
    folded
}

fn is_acronym(tokens: &Tokens, at: usize) -> bool {
    matches!(tokens.list[at].shape, Shape::Caps | Shape::Mixed) && tokens.str(at).len() > 1
}

/// The acronyms put in brackets after a name, or with a name in brackets after them, and the name's concept.
fn definitions(base: &Termbase, tokens: &Tokens, found: &[Candidate]) -> Vec<(usize, Option<u32>)> {
    let opened =
        (1..tokens.list.len()).filter(|&at| tokens.between(at).trim_end() == "(" || tokens.between(at) == " (");
    opened.filter_map(|at| after_name(base, tokens, found, at).or_else(|| before_name(tokens, found, at))).collect()
}

/// *Alliance des États du Sahel (AES)*; nothing new where the glossary has the acronym for a name that ends there, be it
/// inside a longer one (*force unifiée de l’Alliance des États du Sahel (AES)*).
fn after_name(base: &Termbase, tokens: &Tokens, found: &[Candidate], at: usize) -> Option<(usize, Option<u32>)> {
    let closes = tokens.between(at + 1).starts_with([')', ',']);
    if !closes || !(is_acronym(tokens, at) || is_known(found, at)) {
        return None;
    }
    if found.iter().any(|c| c.to == at && c.entry.role == Role::Name && same(found, c, at)) {
        return None;
    }
    let named = |c: &&Candidate| c.to == at && c.entry.role == Role::Name && !c.nested && c.to - c.from > 1;
    let institution = |c: &&Candidate| {
        !matches!(base.concept(c.entry.concept).kind, ConceptKind::Person | ConceptKind::Office | ConceptKind::Place)
    };
    let whole = found.iter().filter(named).find(institution);
    match whole {
        Some(name) => Some((at, Some(name.entry.concept))),
        None => spells(base, tokens, at).then_some((at, None)),
    }
}

/// Whether the token `at` is a form of the concept that `name` names.
fn same(found: &[Candidate], name: &Candidate, at: usize) -> bool {
    found.iter().any(|c| c.from == at && c.entry.concept == name.entry.concept)
}

fn is_known(found: &[Candidate], at: usize) -> bool {
    found.iter().any(|c| (c.from, c.to) == (at, at + 1) && c.entry.role == Role::Acronym)
}

/// *AES (administration économique et sociale)*
fn before_name(tokens: &Tokens, found: &[Candidate], at: usize) -> Option<(usize, Option<u32>)> {
    let acronym = at - 1;
    if !is_known(found, acronym) || found.iter().any(|c| c.from >= at && c.from < at + 2 && same(found, c, acronym)) {
        return None;
    }
    let letters: Vec<char> = folded(tokens, acronym).chars().collect();
    let mut wanted = letters.iter().peekable();
    for word in at..tokens.list.len().min(at + 2 * letters.len()) {
        if wanted.peek().is_some_and(|&&letter| fold(tokens.str(word)).starts_with(letter)) {
            wanted.next();
        }
        if tokens.between(word + 1).contains(')') {
            break;
        }
    }
    wanted.peek().is_none().then_some((acronym, None))
}

/// Whether the words before the token `at` spell it with their initials, with or without their function words.
fn spells(base: &Termbase, tokens: &Tokens, at: usize) -> bool {
    spells_with(base, tokens, at, false) || spells_with(base, tokens, at, true)
}

fn spells_with(base: &Termbase, tokens: &Tokens, at: usize, with_small: bool) -> bool {
    let mut letters: Vec<char> = folded(tokens, at).chars().collect();
    let is_small = |word: usize| base.lexicon.tags(tokens.list[word].word).has(Tag::Function);
    let mut word = at;
    let most = 3 * letters.len();
    while let (Some(&letter), Some(before)) = (letters.last(), word.checked_sub(1)) {
        word = before;
        let counts = with_small || !is_small(word);
        match counts && fold(tokens.str(word)).starts_with(letter) {
            true => drop(letters.pop()),
            false if is_small(word) && at - word <= most => {}
            false => return false,
        }
    }
    letters.is_empty() && !is_small(word)
}
