//! Persons: full names, a title and a surname, a surname alone once the article has named its bearer.

use super::super::Termbase;
use super::super::candidates::Candidate;
use super::super::forms::Role;
use super::super::lexicon::Tag;
use super::super::people::Bearer;
use super::super::tokens::{Joint, Shape, Tokens};
use super::{Read, Reader};
use crate::model::{Certainty, ConceptKind, Form, Gender};
use crate::text::fold;

/// What stands before a surname.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Before {
    /// *M.*, *Mme*.
    Civility(Option<Gender>),
    /// *général*, *la ministre malienne*.
    Title(Option<Gender>),
    /// A given name or a trade: another person, unless the article says otherwise.
    Stranger,
    /// A family, or the name as a word.
    NoPerson,
    Nothing,
}

impl Reader<'_> {
    /// The mention of a person that candidates with one span are.
    pub(super) fn person(
        &mut self,
        tokens: &Tokens,
        found: &[Candidate],
        group: &[Candidate],
        before: &[Read],
    ) -> Option<Read> {
        let candidate = &group[0];
        let surname = surname_key(tokens, candidate);
        let scene = Scene { base: self.base, tokens, found };
        match candidate.entry.role {
            Role::Surname => self.surname(&scene, group, &surname, before),
            role => {
                let other = scene.is_stranger(candidate)
                    || role == Role::Tail && !self.may_be_tail(&scene, candidate, &surname);
                let concept = candidate.entry.concept;
                let surname = scene.family_of(concept).unwrap_or(surname);
                self.note(&surname, if other { Bearer::Other } else { Bearer::Known(concept) });
                let mut read = (!other).then(|| self.read_thing(tokens, group))?;
                if role == Role::Tail && !self.named.contains_key(&concept) {
                    read.hit.certainty = Certainty::Uncertain("a part of the name, before the whole");
                }
                Some(read)
            }
        }
    }

    fn note(&mut self, surname: &str, bearer: Bearer) {
        self.bearers.note(surname, bearer, self.segment);
    }

    /// *Diomaye Faye* is Bassirou Diomaye Faye once he was named; *son père, Idriss Déby* is not Mahamat Idriss Déby.
    fn may_be_tail(&self, scene: &Scene, candidate: &Candidate, surname: &str) -> bool {
        let from = candidate.from;
        let near_kin = (from.saturating_sub(5)..from).any(|at| scene.tags(at).any(&[Tag::Kin, Tag::Former]));
        let after = scene.tokens.after(candidate.to - 1).is_some_and(|(at, _)| scene.tags(at).has(Tag::Kin));
        let known = Bearer::Known(candidate.entry.concept);
        let family = scene.family_of(candidate.entry.concept);
        let latest = self.bearers.latest(family.as_deref().unwrap_or(surname));
        !near_kin
            && !after
            && (latest == [known]
                || latest.is_empty() && matches!(scene.before(from), Before::Title(_) | Before::Civility(_)))
    }

    /// A surname alone or after a title.
    fn surname(&mut self, scene: &Scene, group: &[Candidate], surname: &str, read: &[Read]) -> Option<Read> {
        let candidate = &group[0];
        let is_free = |from: usize| read.iter().all(|earlier| earlier.to <= from);
        if let Some(whole) = scene.with_given_name(group).filter(|whole| is_free(whole.from)) {
            self.note(surname, Bearer::Known(whole.entry.concept));
            return Some(self.read_thing(scene.tokens, &[whole]));
        }
        let mut before = scene.before(candidate.from);
        if before == Before::Nothing && scene.continues_a_list(candidate, read) {
            before = Before::Title(None);
        }
        if before == Before::Stranger || scene.is_introduced(candidate) || scene.has_foreign_end(candidate) {
            self.note(surname, Bearer::Other);
            return None;
        }
        if before == Before::NoPerson {
            return None;
        }
        let bearers = self.bearers_of(scene, group, surname, before);
        let form = if before == Before::Nothing { Form::Surname } else { Form::TitleSurname };
        let &first = bearers.first()?;
        let mut hit = self.hit(candidate.span(scene.tokens), first, form);
        if bearers.len() > 1 {
            hit.certainty = Certainty::Ambiguous(bearers);
        } else if before != Before::Nothing {
            self.note(surname, Bearer::Known(first));
        }
        Some(Read { from: candidate.from, to: candidate.to, gap: None, hit })
    }

    /// The persons of the glossary that a surname may mean here; one if it is clear.
    fn bearers_of(&self, scene: &Scene, group: &[Candidate], surname: &str, before: Before) -> Vec<u32> {
        let gender = match before {
            Before::Civility(gender) | Before::Title(gender) => gender,
            _ => None,
        };
        let agrees = |concept: u32| {
            let own = scene.base.concept(concept).gender;
            gender.is_none() || own.is_none() || gender == own
        };
        let mut persons: Vec<u32> = group.iter().map(|c| c.entry.concept).filter(|&concept| agrees(concept)).collect();
        persons.dedup();
        let latest = self.bearers.latest(surname);
        if latest.is_empty() {
            return if before == Before::Nothing { Vec::new() } else { persons };
        }
        let known = |bearer: &Bearer| match *bearer {
            Bearer::Known(concept) if persons.contains(&concept) => Some(concept),
            _ => None,
        };
        let mut known: Vec<u32> = latest.iter().filter_map(known).collect();
        known.sort_unstable();
        let titled = matches!(before, Before::Title(_)) && known.is_empty();
        match titled {
            true => persons.into_iter().filter(|person| self.named.contains_key(person)).collect(),
            false => known,
        }
    }

    /// Surnames that the glossary spells otherwise, after a given name that sounds right, or once their bearer was named.
    pub(super) fn sound_alikes(&mut self, tokens: &Tokens, read: &[Read]) -> Vec<Read> {
        let scene = Scene { base: self.base, tokens, found: &[] };
        let is_free = |at: usize| !read.iter().any(|r| r.from <= at && at < r.to);
        let spelt_otherwise = |at: &usize| {
            let token = &tokens.list[*at];
            token.is_capital() && token.shape != Shape::Number && tokens.str(*at).len() > 3 && is_free(*at)
        };
        let places: Vec<usize> = (0..tokens.list.len()).filter(spelt_otherwise).collect();
        places.into_iter().filter_map(|at| self.sound_alike(&scene, at)).collect()
    }

    fn sound_alike(&mut self, scene: &Scene, at: usize) -> Option<Read> {
        let folded = fold(scene.tokens.str(at));
        let sounding = self.base.people.sounding(&folded);
        let [person] = sounding[..] else { return None };
        let family = scene.family_of(person).filter(|family| *family != folded)?;
        let given = scene.given_before(at, person);
        let named = self.bearers.latest(&family) == [Bearer::Known(person)];
        let titled = matches!(scene.before(at), Before::Civility(_) | Before::Title(_));
        let (from, form) = match given {
            Some(from) => (from, Form::Full),
            None if titled => (at, Form::TitleSurname),
            None if named && scene.before(at) == Before::Nothing => (at, Form::Surname),
            None => return None,
        };
        if scene.has_foreign_neighbour(at + 1) {
            return None;
        }
        self.note(&family, Bearer::Known(person));
        self.named.insert(person, self.segment);
        let mut hit = self.hit(scene.tokens.span(from, at + 1), person, form);
        hit.certainty = Certainty::Uncertain("spelt otherwise than in the glossary");
        Some(Read { from, to: at + 1, gap: None, hit })
    }
}

/// The folded surname of a candidate: its last word.
fn surname_key(tokens: &Tokens, candidate: &Candidate) -> String {
    fold(tokens.str(candidate.to - 1))
}

/// A segment and what was found in it.
struct Scene<'s, 'b> {
    base: &'b Termbase,
    tokens: &'s Tokens<'s>,
    found: &'s [Candidate<'b>],
}

impl<'b> Scene<'_, 'b> {
    fn tags(&self, at: usize) -> super::super::lexicon::Tags {
        self.base.lexicon.tags(self.tokens.list[at].word)
    }

    /// The last word of a person's surname, folded.
    fn family_of(&self, person: u32) -> Option<String> {
        let concept = self.base.concept(person);
        let family = concept.family.as_deref().or_else(|| concept.fr.rsplit(' ').next())?;
        family.rsplit([' ', '-']).next().map(fold)
    }

    /// Whether a full name belongs to somebody else: a given name before it, a trade beside it.
    fn is_stranger(&self, candidate: &Candidate) -> bool {
        let trade = matches!(self.before(candidate.from), Before::Stranger) && !self.is_shouted(candidate.from);
        trade || self.is_introduced(candidate) || self.has_hyphen_after(candidate)
    }

    fn is_shouted(&self, at: usize) -> bool {
        self.tokens.shouting && !self.tokens.list[at].follows_on()
    }

    fn has_hyphen_after(&self, candidate: &Candidate) -> bool {
        let next = self.tokens.after(candidate.to - 1);
        next.is_some_and(|(at, token)| token.joint == Joint::Hyphen && token.is_capital() && !self.is_found(at))
    }

    /// *Hawa Goïta, institutrice*; *Goïta est un nom répandu*.
    fn is_introduced(&self, candidate: &Candidate) -> bool {
        let end = candidate.to;
        let Some(next) = self.tokens.get(end) else { return false };
        if next.joint == Joint::Comma {
            let article = self.tags(end).any(&[Tag::Indefinite, Tag::Definite]);
            let noun = end + usize::from(article);
            return noun < self.tokens.list.len() && self.tags(noun).has(Tag::Commoner);
        }
        let close = (end..self.tokens.list.len().min(end + 4)).take_while(|&at| self.tokens.list[at].follows_on());
        let is_word = |at: usize| matches!(self.tokens.str(at), "nom" | "patronyme" | "prénom");
        next.follows_on() && (self.tags(end).has(Tag::Kin) || close.into_iter().any(is_word))
    }

    /// *Faye Dunaway*: a capital word after the surname that is no name of its own.
    fn has_foreign_end(&self, candidate: &Candidate) -> bool {
        !self.tokens.shouting && self.has_foreign_neighbour(candidate.to)
    }

    fn has_foreign_neighbour(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| {
            let known = self.tags(at).any(&[Tag::Named, Tag::Function, Tag::Country]);
            token.follows_on() && token.is_capital() && !self.is_found(at) && !known
        })
    }

    fn is_found(&self, at: usize) -> bool {
        self.found.iter().any(|c| c.from <= at && at < c.to)
    }

    /// Whether the token is part of a name that is no person's: *du président du Mali Goïta*.
    fn is_thing(&self, at: usize) -> bool {
        let is_thing = |c: &&Candidate| {
            c.entry.role != Role::Surname && self.base.concept(c.entry.concept).kind != ConceptKind::Person
        };
        self.found.iter().filter(is_thing).any(|c| c.from <= at && at < c.to)
    }

    /// What stands before a person's name that starts at token `from`.
    fn before(&self, from: usize) -> Before {
        if let Some(initial) = self.initial_before(from) {
            return initial;
        }
        let Some((at, token)) = self.tokens.before(from) else { return Before::Nothing };
        let tags = self.tags(at);
        if tags.has(Tag::Kin) {
            return Before::NoPerson;
        }
        if tags.any(&[Tag::Civility, Tag::FeminineCivility, Tag::Title, Tag::FeminineTitle, Tag::Commoner])
            || self.is_thing(at)
        {
            return self.title(from);
        }
        let counted =
            tags.any(&[Tag::Definite, Tag::Indefinite]) || token.definite && self.base.lexicon.is_of(token.word);
        if counted && !self.is_particle(at) {
            return Before::NoPerson;
        }
        let is_word = tags.any(&[Tag::Function, Tag::Nation, Tag::Modifier, Tag::Former]);
        match token.is_capital() && token.shape != Shape::Number && !is_word && !self.tokens.shouting {
            true if self.is_found(at) => Before::Nothing,
            true => Before::Stranger,
            false => self.title(from),
        }
    }

    /// *à* and *de* may stand before a surname; *les* may not.
    fn is_particle(&self, at: usize) -> bool {
        self.base.lexicon.takes_article(self.tokens.list[at].word) && !self.tokens.list[at].definite
    }

    /// *M.* with its full stop; *A.* is somebody's initial.
    fn initial_before(&self, from: usize) -> Option<Before> {
        let before = from.checked_sub(1)?;
        if self.tokens.between(from) != ". "
            && self.tokens.between(from) != ".\u{a0}"
            && self.tokens.between(from) != ".\u{202f}"
        {
            return None;
        }
        let tags = self.tags(before);
        let is_initial =
            self.tokens.list[before].shape == Shape::Capital && self.tokens.str(before).chars().count() == 1;
        match () {
            () if tags.has(Tag::Civility) => Some(Before::Civility(Some(Gender::Masculine))),
            () if tags.has(Tag::FeminineCivility) => Some(Before::Civility(Some(Gender::Feminine))),
            () if tags.has(Tag::Title) => Some(Before::Title(None)),
            () if is_initial => Some(Before::Stranger),
            () => None,
        }
    }

    /// Walks back over *malien*, *de la transition*, *du Mali* to a civility, title or trade.
    fn title(&self, from: usize) -> Before {
        const MOST: usize = 9;
        let mut at = from;
        while let Some((before, token)) = self.tokens.before(at).filter(|(before, _)| from - before < MOST) {
            let tags = self.tags(before);
            let of = self.tokens.before(before).filter(|(_, t)| self.base.lexicon.is_of(t.word)).map(|(of, _)| of);
            match () {
                () if tags.has(Tag::FeminineCivility) => return Before::Civility(Some(Gender::Feminine)),
                () if tags.has(Tag::Civility) => return Before::Civility(Some(Gender::Masculine)),
                () if tags.has(Tag::Commoner) => return Before::Stranger,
                () if tags.any(&[Tag::Title, Tag::FeminineTitle]) => return Before::Title(self.gender(before)),
                () if tags.any(&[Tag::Nation, Tag::Modifier]) || self.is_thing(before) => at = before,
                () if of.is_some() && !token.is_capital() => at = of.unwrap_or(before),
                () if self.base.lexicon.is_of(token.word) => at = before,
                () => break,
            }
        }
        Before::Nothing
    }

    /// The gender of the title at token `at`, as its form or its article shows it.
    fn gender(&self, at: usize) -> Option<Gender> {
        let tags = self.tags(at);
        if tags.has(Tag::FeminineTitle) && !tags.has(Tag::Title) {
            return Some(Gender::Feminine);
        }
        let shows = |at: usize| match self.tokens.str(at).to_lowercase().as_str() {
            "la" | "une" | "de la" | "à la" | "nouvelle" | "ancienne" | "première" | "cette" => {
                Some(Gender::Feminine)
            }
            "le" | "un" | "du" | "au" | "nouveau" | "ancien" | "premier" | "ce" => Some(Gender::Masculine),
            _ => None,
        };
        (at.saturating_sub(3)..at).rev().find_map(shows)
    }

    /// *MM. Diop et Lavrov*: the name before has a title in the plural.
    fn continues_a_list(&self, candidate: &Candidate, read: &[Read]) -> bool {
        let from = candidate.from;
        let and = from.checked_sub(1).filter(|&at| self.tokens.str(at) == "et");
        let comma = self.tokens.list[from].joint == Joint::Comma;
        let end = if comma { from } else { and.unwrap_or(0) };
        let previous = read.iter().rev().find(|r| r.hit.form == Form::TitleSurname && r.to == end);
        previous.is_some_and(|r| {
            (r.from.saturating_sub(3)..r.from).any(|at| {
                matches!(self.tokens.str(at), "MM" | "Mmes" | "Messieurs" | "Mesdames")
                    || self.tokens.str(at).ends_with(['s', 'x'])
            })
        })
    }

    /// A surname after a given name that the glossary spells otherwise, an initial, or a patronymic: the whole name.
    fn with_given_name(&self, group: &[Candidate<'b>]) -> Option<Candidate<'b>> {
        group.iter().find_map(|candidate| {
            let from = self.given_before(candidate.from, candidate.entry.concept)?;
            Some(Candidate { from, doubt: Some("spelt otherwise than in the glossary"), ..candidate.clone() })
        })
    }

    /// The token at which the given name of `person` starts, right before token `from`.
    fn given_before(&self, from: usize, person: u32) -> Option<usize> {
        let is_given = |at: usize| {
            self.tokens.list[at].is_capital()
                && !self.tags(at).any(&[Tag::Civility, Tag::FeminineCivility])
                && self.base.people.has_given(person, &fold(self.tokens.str(at)))
        };
        let before = from.checked_sub(1)?;
        let joined = self.tokens.list[from].follows_on() || self.tokens.between(from).trim_end() == ".";
        if !joined {
            return None;
        }
        if is_given(before) {
            let first = self.first_given(before, is_given);
            let compound = self.tokens.list[first].joint == Joint::Hyphen;
            return (!compound).then_some(first);
        }
        let middle = self.tokens.str(before);
        let patronymic =
            ["vitch", "vna", "itch"].iter().any(|end| middle.ends_with(end)) || middle.chars().count() == 1;
        before.checked_sub(1).filter(|&at| patronymic && self.tokens.list[before].is_capital() && is_given(at))
    }

    fn first_given(&self, mut at: usize, is_given: impl Fn(usize) -> bool) -> usize {
        while let Some((before, _)) = self.tokens.before(at).filter(|(before, _)| is_given(*before)) {
            at = before;
        }
        at
    }
}
