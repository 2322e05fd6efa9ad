//! The reporting clause after a quotation: *, a déclaré X* · *, selon X* · *, a-t-il ajouté*.

use super::clause::Clause;
use super::phrase::{Subject, gender_of};
use super::speech::Speech;

/// Words that auxiliary and participle may have between them: *a, de son côté, estimé*.
const BETWEEN: usize = 8;

impl Clause<'_> {
    /// Who speaks, if word `from` starts a reporting clause.
    pub fn reports_after(&self, from: usize) -> Option<Subject> {
        let start = (from..self.len()).find(|&i| !self.is(i, &[",", "-", "–", "—", ")"]))?;
        if let Some(source) = self.source(start) {
            return self.subject(source, self.len());
        }
        let verb = (start..self.len()).find(|&i| !self.is_aside(i))?;
        match self.verb(verb)? {
            Verb::Inverted(pronoun, after) => self.inverted(&pronoun, after),
            Verb::Plain(after) => self.subject(after, self.len()),
        }
    }

    /// Who speaks, if a clause is set in after a comma: *« … » dans toute la région, a dit X*.
    pub fn reports_later(&self) -> Option<Subject> {
        let mut commas = (0..self.len()).filter(|&i| self.word(i) == "," && self.sets_in(i + 1));
        commas.find_map(|i| self.reports_after(i + 1))
    }

    /// *selon X* · *d’après X* · *aux yeux de X* · *dixit X*: where X starts.
    pub fn source(&self, i: usize) -> Option<usize> {
        let words = |n: usize| (i..i + n).map(|i| self.word(i)).collect::<Vec<_>>().join(" ");
        let after = match () {
            () if self.is(i, &["selon", "dixit"]) => i + 1,
            () if words(2) == "d’ après" => i + 2,
            () if words(3) == "aux yeux de" => i + 3,
            () if words(4) == "de l’ avis de" || words(4) == "à en croire" => i + 4,
            () => return None,
        };
        let wording = (after..after + 5).find(|&k| self.is(k, &["termes", "mots", "expression", "formule", "propos"]));
        let of = wording.map(|k| k + 1).filter(|&k| self.is(k, &["de", "d’", "du", "des"]));
        Some(of.map_or(after, |k| if self.is(k, &["des"]) { k } else { k + 1 }))
    }

    /// An adverb or pronoun before the verb: *ainsi, me, nous*.
    fn is_aside(&self, i: usize) -> bool {
        self.is(i, &["ainsi", "aussi", "alors", "me", "m’", "nous", "lui", "leur", "se", "s’", "en", "y", "encore"])
    }

    /// The verb of speech that starts at word `i`.
    fn verb(&self, i: usize) -> Option<Verb> {
        if self.is(i, &["peut", "pouvait"]) && self.inversion(i).is_some() {
            return Some(Verb::Inverted("on".into(), i + 4));
        }
        if self.is(i, &["lit", "lisait"]) && self.inversion(i).is_some() {
            return Some(Verb::Inverted("on".into(), i + 3));
        }
        if self.is_auxiliary(i) {
            return self.compound(i);
        }
        if self.speech(i) == Some(Speech::Finite) || self.is(i, &["fait", "lit", "tient"]) {
            let inverted = self.inversion(i).map(|(after, pronoun)| Verb::Inverted(pronoun.to_owned(), after));
            return Some(inverted.unwrap_or(Verb::Plain(self.after_infinitive(i + 1))));
        }
        None
    }

    /// *a-t-il, pour sa part, estimé* · *a tenu à préciser*
    fn compound(&self, i: usize) -> Option<Verb> {
        let inversion = self.inversion(i);
        let from = inversion.map_or(i + 1, |(after, _)| after);
        let is_said = |&k: &usize| self.speech(k).is_some() || self.is(k, &["fait", "tenu", "appris", "voulu", "eu"]);
        let verb = (from..self.len().min(from + BETWEEN)).find(is_said)?;
        let after = self.after_infinitive(verb + 1);
        Some(match inversion {
            Some((_, pronoun)) => Verb::Inverted(pronoun.to_owned(), after),
            None => Verb::Plain(after),
        })
    }

    /// *fait* **savoir**, *tenu* **à préciser**
    fn after_infinitive(&self, i: usize) -> usize {
        match () {
            () if self.is(i, &["savoir", "valoir", "remarquer", "observer", "part", "état", "connaître"]) => i + 1,
            () if self.is(i, &["à"]) && self.is_infinitive(i + 1) => i + 2,
            () => i,
        }
    }

    pub fn is_infinitive(&self, i: usize) -> bool {
        !self.is_capital(i) && ["er", "ir", "re"].iter().any(|ending| self.word(i).ends_with(ending))
    }

    /// *a-t-il* is a pronoun; *a-t-on appris auprès de X, de source X* names a source.
    fn inverted(&self, pronoun: &str, after: usize) -> Option<Subject> {
        match pronoun {
            "on" => self.quoted_source(after),
            _ => gender_of(pronoun).map(Subject::Pronoun),
        }
    }

    fn quoted_source(&self, after: usize) -> Option<Subject> {
        let at = (after..self.len()).find(|&i| self.is(i, &["auprès", "source", "sources", "dans", "sur", "chez"]))?;
        let from = match self.word(at) {
            "source" | "sources" => at,
            "auprès" => at + 2,
            _ => at + 1,
        };
        self.subject(from, self.len())
    }
}

enum Verb {
    /// With a pronoun after it, and the word after both.
    Inverted(String, usize),
    /// The word after it.
    Plain(usize),
}
