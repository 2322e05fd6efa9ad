//! The reporting clause before a quotation: *X a déclaré : « … »* · *X estime que « … »* · *Selon X, « … »*.

use super::clause::Clause;
use super::phrase::Subject;
use super::speech::Speech;

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
                _ => self.subject_before(verb),
            };
            return subject.map(|s| (s, tie));
        }
        self.source_before().or_else(|| self.name_and_colon())
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

    /// *Comme l’explique X, « … »*
    fn as_said(&self) -> Option<Subject> {
        let verb = 1 + usize::from(self.is(1, &["l’", "le"]));
        let said = self.word(0) == "comme" && self.speech(verb) == Some(Speech::Finite);
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

    fn auxiliary_of(&self, i: usize) -> Option<usize> {
        (i.saturating_sub(8)..i).rev().take_while(|&k| !self.is(k, &[";", ":"])).find(|&k| self.is_auxiliary(k))
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
        let start = self.clause_start(end, self.is_plural(head));
        if end > start && self.word(end - 1) == "qui" {
            let noun = (start..end).rfind(|&i| self.is_determiner(i) && !(i > 0 && self.binds(i - 1)))?;
            return self.subject(noun, end);
        }
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
        parts.find_map(|from| self.subject(from, end))
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
        let alone = colon <= 4 && (0..colon).all(|i| self.is_capital(i) || self.is(i, &["-", "de"])) && colon >= 2;
        let person = self.person(0).is_some();
        if !alone && !person {
            return None;
        }
        Some((self.subject(0, colon)?, Tie::Close))
    }
}
