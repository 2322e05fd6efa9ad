//! Which of the forms that stand in a text win: the longest; what lies inside is kept as nested.

use super::Termbase;
use super::candidates::{Candidate, candidates};
use super::forms::Role;
use super::homonyms;
use super::tokens::Tokens;
use super::trie::EVERY;
use crate::model::ConceptKind;

/// The forms in `tokens` that are written as they must be and are no homonyms: surnames all of them, of the others the
/// longest, with nested ones marked; in order of place.
pub(super) fn select<'b>(base: &'b Termbase, tokens: &Tokens) -> Vec<Candidate<'b>> {
    let mut found = candidates(base, tokens);
    let blocks = take(&mut found, |candidate| candidate.entry.role == Role::Block);
    found.retain(|candidate| !blocks.iter().any(|block| is_blocked(candidate, block)));
    let others = take(&mut found, |candidate| homonyms::is_other(base, tokens, candidate));
    let surnames = take(&mut found, |candidate| candidate.entry.role == Role::Surname);
    let is_own = |surname: &Candidate| !others.iter().any(|o| o.from <= surname.from && surname.to <= o.to);
    let mut chosen = longest(base, found, tokens.list.len());
    let free =
        |surname: &Candidate| !chosen.iter().any(|c| !c.nested && c.own().any(|at| surname.own().any(|s| s == at)));
    let surnames: Vec<Candidate> = surnames.into_iter().filter(|surname| is_own(surname) && free(surname)).collect();
    chosen.extend(surnames);
    chosen.sort_by_key(|c| (c.from, usize::MAX - c.to, c.entry.concept));
    chosen
}

fn take<'b>(found: &mut Vec<Candidate<'b>>, is: impl Fn(&Candidate) -> bool) -> Vec<Candidate<'b>> {
    let (taken, rest) = std::mem::take(found).into_iter().partition(is);
    *found = rest;
    taken
}

fn is_blocked(candidate: &Candidate, block: &Candidate) -> bool {
    let concerns = block.entry.concept == EVERY || block.entry.concept == candidate.entry.concept;
    let inside = block.from <= candidate.from && candidate.to <= block.to;
    let shorter = candidate.to - candidate.from < block.to - block.from;
    concerns && inside && (shorter || block.entry.concept != EVERY)
}

/// The longest win; of equals, places before others, then the first. What lies wholly inside a longer name is nested,
/// what overlaps it otherwise is lost.
fn longest<'b>(base: &Termbase, mut found: Vec<Candidate<'b>>, words: usize) -> Vec<Candidate<'b>> {
    let is_place = |c: &Candidate| base.concept(c.entry.concept).kind == ConceptKind::Place;
    found.sort_by_key(|c| (usize::MAX - c.words(), !is_place(c), c.from, c.entry.role, c.entry.concept));
    let mut owner: Vec<Option<usize>> = vec![None; words];
    let mut chosen: Vec<Candidate> = Vec::with_capacity(found.len());
    for mut candidate in found {
        let holders: Vec<usize> = candidate.own().filter_map(|at| owner[at]).collect();
        match holders.first() {
            None => candidate.own().for_each(|at| owner[at] = Some(chosen.len())),
            Some(&holder) if is_nested(&candidate, &chosen[holder]) => candidate.nested = true,
            Some(&holder) if is_rival(&candidate, &chosen[holder]) => {}
            Some(_) => continue,
        }
        chosen.push(candidate);
    }
    chosen
}

fn is_nested(inner: &Candidate, outer: &Candidate) -> bool {
    let inside = outer.from <= inner.from && inner.to <= outer.to && inner.words() < outer.words();
    inside && inner.entry.concept != outer.entry.concept && matches!(inner.entry.role, Role::Name | Role::Acronym)
}

/// Two concepts with one form.
fn is_rival(a: &Candidate, b: &Candidate) -> bool {
    (a.from, a.to) == (b.from, b.to) && a.entry.concept != b.entry.concept && a.entry.role == b.entry.role
}
