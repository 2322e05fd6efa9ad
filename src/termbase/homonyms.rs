//! What looks like a name and is another: streets, rivers, brands, namesakes, web addresses, numbers.

use super::Termbase;
use super::candidates::Candidate;
use super::forms::Role;
use super::lexicon::Tag;
use super::tokens::{Joint, Shape, Tokens};
use crate::model::ConceptKind;

/// Whether `candidate` is another name, judged by its neighbours.
pub(super) fn is_other(base: &Termbase, tokens: &Tokens, candidate: &Candidate) -> bool {
    let context = Context { base, tokens, candidate };
    context.is_address()
        || context.bears_a_street()
        || context.is_part_of_a_compound()
        || context.is_part_of_a_longer_name()
        || context.is_water()
        || context.is_another_office()
        || context.is_a_common_acronym()
}

struct Context<'c, 'b> {
    base: &'b Termbase,
    tokens: &'c Tokens<'c>,
    candidate: &'c Candidate<'b>,
}

impl Context<'_, '_> {
    fn kind(&self) -> ConceptKind {
        self.base.concept(self.candidate.entry.concept).kind
    }

    fn role(&self) -> Role {
        self.candidate.entry.role
    }

    fn is_one_word(&self) -> bool {
        self.candidate.to - self.candidate.from == 1
    }

    fn has(&self, at: usize, tag: Tag) -> bool {
        self.base.lexicon.tags(self.tokens.list[at].word).has(tag)
    }

    /// The token before, or the one before its *de*, and whether there was one.
    fn governor(&self) -> Option<(usize, bool)> {
        self.governor_of(self.candidate.from)
    }

    fn governor_of(&self, at: usize) -> Option<(usize, bool)> {
        let (before, token) = self.tokens.before(at)?;
        if token.definite && token.is_capital() && !token.opens && !self.base.lexicon.is_of(token.word) {
            return self.tokens.before(before).map(|(governor, _)| (governor, false));
        }
        if !self.base.lexicon.is_of(token.word) {
            return Some((before, false));
        }
        self.tokens.before(before).map(|(governor, _)| (governor, true))
    }

    /// *www.site.ua*, *@otan*, *.ua*
    fn is_address(&self) -> bool {
        let span = self.candidate.span(self.tokens);
        let (before, after) = (&self.tokens.text[..span.start as usize], &self.tokens.text[span.end as usize..]);
        let glued =
            after.strip_prefix(['.', '@', '/']).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_lowercase()));
        before.ends_with(['@', '.', '/', '\\', '_']) || after.starts_with(['@', '_']) || glued
    }

    /// *rue de Moscou*, *lycée Emmanuel-Macron*, *quartier Maison-Blanche*: a thing that bears the name.
    fn bears_a_street(&self) -> bool {
        if matches!(self.role(), Role::Adjective | Role::Acronym) {
            return false;
        }
        let from = self.candidate.from;
        let quoted = from > 0 && ["«", "“", "\""].contains(&self.tokens.between(from).trim());
        if quoted && self.has(from - 1, Tag::Namesake) {
            return true;
        }
        let Some((governor, with_of)) = self.governor() else { return false };
        let title = Some(governor).filter(|&at| !with_of && self.has(at, Tag::Title));
        let thing = title.and_then(|title| self.governor_of(title)).map_or(governor, |(thing, _)| thing);
        self.has(thing, Tag::Way)
            || !with_of && self.has(governor, Tag::Namesake)
            || title.is_some() && self.has(thing, Tag::Namesake)
    }

    /// *Champs-Élysées*, *La Haye-du-Puits*; but *Mali-Niger*, *ex-Premier ministre* and *axe Kidal-Tessalit*.
    fn is_part_of_a_compound(&self) -> bool {
        let tokens = self.tokens;
        let first = &tokens.list[self.candidate.from];
        if self.role() == Role::Adjective {
            return first.joint == Joint::Hyphen && self.candidate.from > 0 && self.is_region(self.candidate.from - 1);
        }
        let is_place = |at: usize| self.base.lexicon.tags(tokens.list[at].word).any(&[Tag::Country, Tag::Nation]);
        let foreign = |at: usize| {
            let token = &tokens.list[at];
            token.is_capital() && !is_place(at) && !self.base.lexicon.tags(token.word).has(Tag::Named)
        };
        let before = first.joint == Joint::Hyphen && self.candidate.from > 0 && foreign(self.candidate.from - 1);
        let after = tokens.after(self.candidate.to - 1).is_some_and(|(next, token)| {
            token.joint == Joint::Hyphen
                && (foreign(next) || self.base.lexicon.takes_article(token.word) || tokens.str(next) == "sur")
        });
        (before || after) && !self.is_relation()
    }

    /// *sud-* before *américain*.
    fn is_region(&self, at: usize) -> bool {
        const REGIONS: [&str; 9] = ["latino", "centre", "ibéro", "inter", "bissau", "équato", "pan", "méso", "moyen"];
        self.has(at, Tag::Direction) || REGIONS.contains(&self.tokens.str(at).to_lowercase().as_str())
    }

    /// *l’axe*, *le sommet* before a pair of places.
    fn is_relation(&self) -> bool {
        let from = self.candidate.from;
        (from.saturating_sub(5)..from).any(|at| self.has(at, Tag::Relation))
    }

    /// *Orange Mali*, *France Télévisions*, *Soudan du Sud*: a capital neighbour that the name does not have.
    fn is_part_of_a_longer_name(&self) -> bool {
        if self.tokens.shouting || matches!(self.role(), Role::Adjective | Role::Surname | Role::Tail) {
            return false;
        }
        match self.kind() {
            ConceptKind::Person => self.has_capital_after(),
            ConceptKind::Place => self.goes_on_by_direction() || self.has_capital_before() || self.has_capital_after(),
            _ if self.is_one_word() && self.role() == Role::Acronym => self.has_capital_after(),
            _ if self.is_one_word() => self.has_capital_before() || self.has_capital_after(),
            _ => false,
        }
    }

    fn goes_on_by_direction(&self) -> bool {
        let next = self.tokens.after(self.candidate.to - 1);
        let Some((of, _)) = next.filter(|(_, token)| self.base.lexicon.is_of(token.word) && token.definite) else {
            return false;
        };
        self.tokens.after(of).is_some_and(|(at, token)| token.is_capital() && self.has(at, Tag::Direction))
    }

    fn has_capital_before(&self) -> bool {
        let Some((at, token)) = self.tokens.before(self.candidate.from) else { return false };
        let known = self.base.lexicon.tags(token.word).any(&[
            Tag::Function,
            Tag::Title,
            Tag::FeminineTitle,
            Tag::Definite,
            Tag::Relation,
            Tag::Country,
            Tag::Nation,
        ]);
        let is_word = token.shape != Shape::Number
            && token.is_capital()
            && self.tokens.list[self.candidate.from].joint == Joint::Space;
        is_word
            && !known
            && !self.base.lexicon.tags(token.word).has(Tag::Named)
            && !self.base.lexicon.takes_article(token.word)
            && at + 1 == self.candidate.from
    }

    /// A name of one capital follows; two are a person, if this name is a complement (*le président du Niger Mohamed
    /// Bazoum*).
    fn has_capital_after(&self) -> bool {
        let foreign = |at: usize| {
            let token = &self.tokens.list[at];
            let known = self.base.lexicon.tags(token.word).any(&[
                Tag::Given,
                Tag::Function,
                Tag::Civility,
                Tag::FeminineCivility,
                Tag::Title,
            ]);
            token.is_capital()
                && token.joint == Joint::Space
                && !known
                && !self.base.lexicon.tags(token.word).has(Tag::Named)
        };
        let Some((next, _)) = self.tokens.after(self.candidate.to - 1).filter(|(next, _)| foreign(*next)) else {
            return false;
        };
        let second = self.tokens.after(next).is_some_and(|(_, token)| token.is_capital());
        let complement = self.kind() == ConceptKind::Person
            || self.governor().is_some_and(|(_, with_of)| with_of)
            || self.tokens.list[next].shape == Shape::Caps;
        !(second && complement)
    }

    /// *le fleuve Niger*, *les berges du Niger*, *un pont sur le Niger*.
    fn is_water(&self) -> bool {
        let from = self.candidate.from;
        let is_river = self.is_one_word() && self.kind() == ConceptKind::Place && self.has(from, Tag::River);
        if !is_river || self.role() == Role::Adjective {
            return false;
        }
        let on = (from.saturating_sub(4)..from).any(|at| self.tokens.str(at) == "sur")
            && (from.saturating_sub(8)..from).any(|at| CROSSINGS.iter().any(|c| self.tokens.str(at).starts_with(c)));
        let flows = (self.candidate.to..self.candidate.to + 4)
            .filter(|&at| at < self.tokens.list.len())
            .any(|at| FLOWS.iter().any(|c| self.tokens.str(at).starts_with(c)));
        let crossed = (from.saturating_sub(3)..from).any(|at| SAILS.iter().any(|c| self.tokens.str(at).starts_with(c)));
        self.governor().is_some_and(|(at, _)| self.has(at, Tag::Water)) || on || flows || crossed
    }

    /// *vice-Premier ministre*, *secrétaire général adjoint*, *Premier ministre délégué*.
    fn is_another_office(&self) -> bool {
        if self.kind() != ConceptKind::Office {
            return false;
        }
        let from = self.candidate.from;
        let deputy = self.tokens.list[from].joint == Joint::Hyphen && from > 0 && self.has(from - 1, Tag::Deputy);
        deputy || self.tokens.after(self.candidate.to - 1).is_some_and(|(next, _)| self.has(next, Tag::Deputy))
    }

    /// *trois UE*, *chapitre CI*: no name takes a number or *un*.
    fn is_a_common_acronym(&self) -> bool {
        if self.role() != Role::Acronym {
            return false;
        }
        let numeral = ["I", "V", "X", "L", "C", "D", "M"];
        let written = self.tokens.str(self.candidate.from);
        let is_numeral = written.chars().all(|c| numeral.contains(&c.to_string().as_str()));
        let Some((before, token)) = self.tokens.before(self.candidate.from) else { return false };
        self.has(before, Tag::Indefinite)
            || token.shape == Shape::Number
            || self.has(before, Tag::Namesake)
            || is_numeral && self.has(before, Tag::Numbered)
    }
}

/// What stands or goes on a river.
const CROSSINGS: [&str; 10] =
    ["pont", "barrage", "pirogue", "navi", "bateau", "bac", "péniche", "embarcation", "pinasse", "ferry"];
/// What a river does.
const FLOWS: [&str; 8] = ["déborde", "coule", "crue", "inonde", "serpente", "charri", "étiage", "arrose"];
/// What one does to a river.
const SAILS: [&str; 6] = ["navigue", "remonte", "descend", "longe", "pêche", "franchi"];
