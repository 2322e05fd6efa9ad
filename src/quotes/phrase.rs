//! Circumstances (*lundi à Bamako*) and the noun phrase that a speaker is.

use super::clause::Clause;
use super::speech::Speech;
use crate::model::Gender;
use crate::text::Span;

/// Who a reporting clause says speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// In words.
    Named(Span),
    /// By a pronoun of this gender; it may stand for several.
    Pronoun(Gender),
    /// The subject of the clause before: *« … », ajoutant que « … »*.
    Same,
    /// The last speaker: *Et d’ajouter : « … »*.
    Again,
}

/// Words a speaker may have.
const LONGEST: usize = 16;

impl Clause<'_> {
    /// The subject that starts at word `from` or after circumstances, before word `to`.
    pub fn subject(&self, from: usize, to: usize) -> Option<Subject> {
        let start = self.after_circumstances(from, to)?;
        if let Some(gender) = self.pronoun(start) {
            return Some(Subject::Pronoun(gender));
        }
        let nameless = self.is(start, &["source", "sources"]);
        if start == 0 && self.is_only_first(to) {
            return None;
        }
        if !nameless && !self.is_determiner(start) && !self.is_capital(start) && self.person(start).is_none() {
            return None;
        }
        let end = (start + 1..to).find(|&i| self.ends_phrase(i)).unwrap_or(to).min(start + LONGEST);
        let end = self.with_name_after(start, end, to);
        let last =
            (start..end).rfind(|&i| !self.is(i, &["de", "d’", "du", "et", "-", "la", "le", "l’", "des", "que"]))?;
        // A quotation inside is what somebody says, not who.
        let quoted = (start..=last).any(|i| self.is(i, &["«", "»", "“", "”", "\""]));
        (!quoted).then(|| Subject::Named(self.span(start, last + 1)))
    }

    /// Whether the first word has its capital only from standing first: *Soucieux de ne pas…*
    fn is_only_first(&self, to: usize) -> bool {
        let ends = 1 == to || self.is_capital(1) || self.is_mark(1) || self.is_auxiliary(1);
        !self.is_determiner(0) && !ends && !self.is_acronym(0) && self.person(0).is_none()
    }

    /// *il, elle, ce dernier, celui-ci*
    fn pronoun(&self, i: usize) -> Option<Gender> {
        let last = self.is(i, &["ce", "cette", "ces"]) && self.word(i + 1).starts_with("derni");
        match self.word(i) {
            "il" | "ils" | "lui" | "eux" | "celui" => Some(Gender::Masculine),
            "elle" | "elles" | "celle" => Some(Gender::Feminine),
            "ce" | "ces" if last => Some(Gender::Masculine),
            "cette" if last => Some(Gender::Feminine),
            _ => None,
        }
    }

    /// *le porte-parole de l’ONU, Stéphane Dujarric*: the name set beside an office belongs to it.
    fn with_name_after(&self, start: usize, end: usize, to: usize) -> usize {
        if self.is_capital(start) && !self.is_determiner(start) {
            return end;
        }
        if self.word(end) != "," {
            return self.name_after_place(end, to).unwrap_or(end);
        }
        if let Some(after) = self.person(end + 1) {
            return after.min(to);
        }
        let name = (end + 1..to)
            .take_while(|&i| self.is_capital(i) || self.is(i, &["-", "de", "ould", "ag", "el", "al", "ben"]));
        let after = end + 1 + name.count();
        let is_name = (end + 1..after).filter(|&i| self.is_capital(i)).count() >= 2;
        if is_name && (after == to || self.is_mark(after)) { after } else { end }
    }

    /// *l’ambassadeur de France | en Afghanistan, Bernard Bajolet*: where the name ends.
    fn name_after_place(&self, end: usize, to: usize) -> Option<usize> {
        const FAR: usize = 6;
        let place = self.is(end, &["à", "au", "aux", "en", "auprès", "pour", "dans"]);
        let comma = (end..to.min(end + FAR)).find(|&i| place && self.word(i) == ",")?;
        self.person(comma + 1).filter(|&after| after <= to && (after == to || self.is_mark(after)))
    }

    fn ends_phrase(&self, i: usize) -> bool {
        const AFTER: [&str; 24] = [
            "ayant",
            "étant",
            "a",
            "ont",
            "avait",
            "avaient",
            "est",
            "sont",
            "était",
            "qui",
            "dont",
            "où",
            "que",
            "qu’",
            "ajoutant",
            "précisant",
            "il",
            "elle",
            "quand",
            "alors",
            "tandis",
            "mais",
            "puis",
            "lorsque",
        ];
        let abbreviated = self.word(i) == "." && !self.is_stop(i);
        let mark = self.is_mark(i) && self.word(i) != "-" && !abbreviated;
        let place = self.is(i, &["au", "aux"]) && self.is_capital(i + 1);
        let and = self.word(i) == "et" && (self.is_auxiliary(i + 1) || self.is(i + 1, &["il", "elle", "que", "qu’"]));
        let dotted = self.is(i, &["pour"]) && self.is_capital(i + 2);
        let verb = self.is(i, &["s’", "se", "ne", "n’"])
            || self.speech(i) == Some(Speech::Finite) && !self.is_determiner(i - 1) && !self.binds(i - 1);
        mark || and || verb || self.is(i, &AFTER) || (self.is_preposition(i) && !place && !dotted) || self.is_time(i)
    }

    /// *lundi, hier, ensuite …*
    fn is_time(&self, i: usize) -> bool {
        const WORDS: [&str; 30] = [
            "lundi",
            "mardi",
            "mercredi",
            "jeudi",
            "vendredi",
            "samedi",
            "dimanche",
            "hier",
            "aujourd’hui",
            "alors",
            "ensuite",
            "notamment",
            "également",
            "ainsi",
            "aussi",
            "soir",
            "matin",
            "dernier",
            "après-midi",
            "toutefois",
            "cependant",
            "encore",
            "enfin",
            "récemment",
            "ici",
            "là",
            "lui",
            "leur",
            "nous",
            "même",
        ];
        let adverb = self.word(i).ends_with("ment")
            && self.word(i).len() > 7
            && !self.is(i, &["gouvernement", "parlement", "mouvement", "département"]);
        self.is(i, &WORDS) || (adverb && i > 0 && !self.binds(i - 1) && !self.is_determiner(i - 1))
    }

    /// The first word from `from` that belongs to no circumstance; none if there is none before `to`.
    fn after_circumstances(&self, from: usize, to: usize) -> Option<usize> {
        let mut i = from;
        while i < to {
            let next = self.circumstance(i, to);
            if next == i {
                return Some(i);
            }
            i = next;
        }
        None
    }

    /// One past the circumstance that starts at word `i`; `i` if none does.
    fn circumstance(&self, i: usize, to: usize) -> usize {
        let day = self.is(i, &["ce", "le", "la", "dans"]) && !self.is_capital(i + 1) && self.is_time(i + 1);
        let date = self.is(i, &["le", "ce"]) && self.is_number(i + 1);
        let eve = self.is(i, &["la", "le"]) && self.is(i + 1, &["veille", "lendemain", "surlendemain"]);
        if self.is(i, &["lui", "ce", "cette", "ces"]) && self.pronoun(i).is_some() {
            return i;
        }
        match () {
            () if self.is(i, &[",", "(", ")", "-"]) || self.is_number(i) || self.is_time(i) || self.is_month(i) => {
                i + 1
            }
            () if day || eve || (self.word(i) == "d’" && self.is(i + 1, &["ailleurs", "abord", "emblée"])) => i + 2,
            () if date => i + 2 + usize::from(self.is_month(i + 2)),
            () if self.is_preposition(i) => self.after_preposition(i + 1, to),
            () => i,
        }
    }

    fn is_month(&self, i: usize) -> bool {
        const MONTHS: [&str; 12] = [
            "janvier",
            "février",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "août",
            "septembre",
            "octobre",
            "novembre",
            "décembre",
        ];
        self.is(i, &MONTHS)
    }

    /// Where the words that a preposition binds end: *à l’AFP | une source*, *à Bamako | le ministre*.
    fn after_preposition(&self, from: usize, to: usize) -> usize {
        let ends = |&i: &usize| {
            if self.word(i) == "," || self.is_preposition(i) {
                return true;
            }
            let bound = self.binds(i - 1) || self.is_determiner(i - 1);
            let name =
                self.is_capital(i) && (!self.is_capital(i - 1) || self.is_acronym(i - 1) || self.person(i).is_some());
            i > from && !bound && (self.is_determiner(i) || name || self.is_time(i) || self.word(i) == "ce")
        };
        (from..to).find(ends).unwrap_or(to)
    }
}
