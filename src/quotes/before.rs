//! The reporting clause before a quotation: *X a déclaré : « … »* · *X estime que « … »* · *Selon X, « … »*.

use super::clause::Clause;
use super::phrase::Subject;
use super::speech::Speech;
use crate::text::Span;

/// How surely a clause before a quotation introduces it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tie {
    /// *a déclaré : « … »*, *dit que « … »*
    Close,
    /// *a dénoncé une décision « … »*: a part of what was said, or a name set apart.
    Loose,
}

/// Words between the verb and a quotation that is part of its object.
const OBJECT: usize = 8;

impl Clause<'_> {
    /// Who speaks, if the clause introduces what follows it.
    pub fn reports_before(&self) -> Option<(Subject, Tie)> {
        if let Some(subject) = self.infinitive().or_else(|| self.set_in()).or_else(|| self.as_said()) {
            return Some((subject, Tie::Close));
        }
        if let Some(verb) = (0..self.len()).rev().find(|&i| self.is_verb(i)) {
            let tie = self.tie(verb)?;
            let says_that = (verb + 1..self.len()).any(|i| self.is(i, &[":", "que", "qu’"]));
            if !says_that && self.source(0).is_some() {
                return self.source_before();
            }
            let subject = match self.speech(verb) {
                Some(Speech::Gerund) => Some(Subject::Same),
                _ => self.subject_before(self.outer_verb(verb)),
            };
            return subject.map(|s| (s, tie));
        }
        self.source_before().or_else(|| self.name_and_colon())
    }

    /// *X **a déclaré** jeudi que Y espérait que « … »*: the verb that reports what verb `inner` says.
    fn outer_verb(&self, inner: usize) -> usize {
        const BETWEEN: usize = 3;
        let Some(that) = (0..inner).rfind(|&i| self.is(i, &["que", "qu’"])) else { return inner };
        let outer = (that.saturating_sub(BETWEEN)..that).rfind(|&i| self.is_verb(i));
        let parted = (that..inner).any(|i| self.is(i, &[",", "et", "mais"]));
        outer.filter(|_| !parted).unwrap_or(inner)
    }

    /// *Et d’ajouter : « … »* · *Et le ministre de poursuivre : « … »*
    fn infinitive(&self) -> Option<Subject> {
        let verb = self.len().checked_sub(2).filter(|&v| v > 0 && self.word(v + 1) == ":" && self.is_infinitive(v))?;
        let of = self.is(verb - 1, &["de", "d’"]).then_some(verb - 1)?;
        match self.word(0) {
            "et" if of > 1 => self.subject(1, of),
            "et" | "avant" | "puis" => Some(Subject::Again),
            _ => None,
        }
    }

    /// *Malheureusement, dit-il, « … »* · *« … », renchérit X : « … »*
    fn set_in(&self) -> Option<Subject> {
        let end = self.len().checked_sub(1).filter(|&last| self.is(last, &[",", ":"]))?;
        let comma = (0..end).rfind(|&i| self.word(i) == "," && self.sets_in(i + 1) && !self.is_auxiliary(i + 1))?;
        self.reports_after(comma + 1)
    }

    /// *Comme l’explique X, « … »* · *…, comme le précise X : « … »*
    fn as_said(&self) -> Option<Subject> {
        let comme = (0..self.len()).rfind(|&i| self.word(i) == "comme")?;
        let verb = comme + 1 + usize::from(self.is(comme + 1, &["l’", "le"]));
        let introduces = comme == 0 || self.word(self.len() - 1) == ":";
        let said = introduces && self.speech(verb) == Some(Speech::Finite);
        said.then(|| self.subject(verb + 1, self.len())).flatten()
    }

    /// Whether word `i` is a verb of speech with its auxiliary, and no noun that looks like one (*une note*).
    fn is_verb(&self, i: usize) -> bool {
        match self.speech(i) {
            Some(Speech::Participle) => self.auxiliary_of(i).is_some(),
            Some(Speech::Finite) => i > 0 && (self.auxiliary_of(i).is_some() || !self.is_after_article(i)),
            Some(Speech::Gerund) => !self.is(i, &["maintenant", "suivant"]),
            None if self.is(i, &["dispose", "prévoit"]) => self.is(i + 1, &["que", "qu’"]),
            None => self.is(i, &["fait", "tenu"]) && self.auxiliary_of(i).is_some(),
        }
    }

    fn is_after_article(&self, i: usize) -> bool {
        i == 0
            || self.is_determiner(i - 1)
            || self.is(i - 1, &["de", "d’", "du", "à", "en", "par", "sur", "sans", "comme", "non", "au"])
    }

    /// The auxiliary of the participle at word `i`; a finite verb (*et souligne*) has none in the clause before.
    fn auxiliary_of(&self, i: usize) -> Option<usize> {
        let stops: &[&str] = match self.speech(i) {
            Some(Speech::Finite) => &[";", ":", "et", "mais", "que", "qu’"],
            _ => &[";", ":"],
        };
        (i.saturating_sub(8)..i).rev().take_while(|&k| !self.is(k, stops)).find(|&k| self.is_auxiliary(k))
    }

    fn tie(&self, verb: usize) -> Option<Tie> {
        let rest = verb + 1..self.len();
        let colon = self.is(self.len() - 1, &[":"]);
        if self.word(verb) == "dit" && rest.is_empty() && self.auxiliary_of(verb).is_none() {
            return None; // *le projet dit « … »*: a name
        }
        let that = rest.clone().any(|i| self.is(i, &["que", "qu’"]));
        let bare = rest.clone().all(|i| self.is_determiner(i) || self.is(i, &["de", "d’", "du", "à", "comme", "par"]));
        if colon || that || bare {
            return Some(Tie::Close);
        }
        let broken = rest
            .clone()
            .any(|i| self.is(i, &[",", "("]) || self.is_auxiliary(i) || self.is(i, &["est", "sont", "qui"]));
        (rest.len() <= OBJECT && !broken).then_some(Tie::Loose)
    }

    /// The subject of the verb at word `verb`.
    fn subject_before(&self, verb: usize) -> Option<Subject> {
        let head = self.auxiliary_of(verb).unwrap_or(verb);
        let end = (0..head).rfind(|&i| !self.is_clitic(i)).map_or(0, |i| i + 1);
        let plural = self.is_plural(head);
        let start = self.clause_start(end, plural);
        if end > start && self.word(end - 1) == "qui" {
            return self.subject(self.antecedent(start, end, plural)?, end);
        }
        // *X, chef de la mission et porte-parole, dit*: the *et* joins no clauses.
        let and = start.checked_sub(1).filter(|&and| self.word(and) == "et" && self.clause_start(and, plural) == 0);
        self.subject_in(start, end).or_else(|| self.subject_in(and.map(|_| 0)?, end))
    }

    /// The noun that *qui* stands for, of the verb’s number: *des représailles de l’organisation, qui affirme*.
    fn antecedent(&self, start: usize, end: usize, plural: bool) -> Option<usize> {
        let many = |i: usize| self.is(i, &["les", "des", "ses", "ces", "leurs", "plusieurs", "certains", "certaines"]);
        let agrees = |i: usize| if plural { !self.is(i, &["le", "la", "un", "une"]) } else { !many(i) };
        let bound = |i: usize| i > 0 && self.binds(i - 1);
        let free: Vec<usize> = (start..end).filter(|&i| self.is_determiner(i) && !bound(i)).collect();
        let of = |i: &usize| *i > 0 && self.is(i - 1, &["de", "d’"]) && self.is_determiner(*i) && agrees(*i);
        // Only where no noun outside agrees is it the one after *de*.
        let of_it = || (start..end).rfind(of).filter(|_| !free.is_empty());
        let found = free.iter().rev().copied().find(|&i| agrees(i)).or_else(of_it)?;
        let nearer = (found + 1..end).any(|i| self.is(i, &["au", "aux", "sur", "contre", "s’", "se", "n’", "ne"]));
        (!nearer).then_some(found)
    }

    /// The subject between words `start` and `end`, whose verb follows.
    fn subject_in(&self, start: usize, end: usize) -> Option<Subject> {
        let commas: Vec<usize> = (start..end).filter(|&i| self.word(i) == ",").collect();
        match commas[..] {
            [.., last] if last + 1 < end => self.subject(last + 1, end).or_else(|| self.set_off(start, &commas, end)),
            [_, ..] => self.set_off(start, &commas, end),
            [] => self.subject(start, end),
        }
    }

    /// *Lavrov, chef de la diplomatie, a ajouté*: the first part that is no circumstance.
    fn set_off(&self, start: usize, commas: &[usize], end: usize) -> Option<Subject> {
        let starts = std::iter::once(start).chain(commas.iter().map(|c| c + 1));
        let mut parts = starts.filter(|&from| from < end && !self.is_preposition(from) && self.source(from).is_none());
        let first = parts.find_map(|from| self.subject(from, end));
        match (first, self.name_at_end(commas, end)) {
            (Some(Subject::Named(said)), Some(name)) if self.is_determiner(start) && !said.contains(name) => {
                Some(Subject::Named(name))
            }
            (first, _) => first,
        }
    }

    /// *L’un des chercheurs ayant participé à l’étude, **Joe Incandela**, a dit*: the name between the last two commas.
    fn name_at_end(&self, commas: &[usize], end: usize) -> Option<Span> {
        let &[.., before, last] = commas else { return None };
        let is_name = self.person(before + 1) == Some(last);
        (is_name && last + 1 == end).then(|| self.span(before + 1, last))
    }

    /// *ne, lui, s’, ainsi* before the verb.
    fn is_clitic(&self, i: usize) -> bool {
        const CLITICS: [&str; 17] = [
            "ne",
            "n’",
            "s’",
            "se",
            "lui",
            "nous",
            "leur",
            "me",
            "m’",
            "y",
            "en",
            "ainsi",
            "aussi",
            "également",
            "alors",
            "toutefois",
            "même",
        ];
        self.is(i, &CLITICS)
    }

    fn is_plural(&self, verb: usize) -> bool {
        self.is(verb, &["ont", "avaient", "auront", "auraient", "sont", "étaient"])
            || (self.word(verb).ends_with("ent") && self.speech(verb) == Some(Speech::Finite))
    }

    /// Where the clause that ends at word `end` starts: after *tandis que, mais, et il …*
    fn clause_start(&self, end: usize, plural: bool) -> usize {
        let starts = |&i: &usize| {
            let joins = self.is(i, &["et", "mais", "puis", "car", "or"]) && (!plural || self.word(i) != "et");
            let if_ = self.is(i, &["si", "s’"]) && self.is(i + 1, &["il", "ils", "elle", "elles"]);
            joins || if_ || self.is(i, &["que", "qu’", "quand", "lorsque", ";", ":", "—", "–"])
        };
        (0..end).rfind(starts).map_or(0, |i| i + 1)
    }

    /// *Selon X, « … »* · *Pour le ministre, « … »*
    fn source_before(&self) -> Option<(Subject, Tie)> {
        let at = (0..self.len()).rev().find_map(|i| Some((i, self.source(i)?)));
        if let Some((_, from)) = at {
            return Some((self.subject(from, self.len())?, Tie::Close));
        }
        let end = self.len().checked_sub(1).filter(|&last| self.is(last, &[",", ":"]))?;
        let named = self.person(1).is_some() || self.is_capital(1) || (self.is_determiner(1) && self.is_capital(2));
        if self.word(0) != "pour" || !named {
            return None;
        }
        Some((self.subject(1, end)?, Tie::Close))
    }

    /// *Thierry Martin : « … »*
    fn name_and_colon(&self) -> Option<(Subject, Tie)> {
        let colon = self.len().checked_sub(1).filter(|&last| self.word(last) == ":")?;
        self.person(0)?;
        Some((self.subject(0, colon)?, Tie::Close))
    }
}
