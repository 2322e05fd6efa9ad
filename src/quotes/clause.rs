//! The words next to a quotation, and what kinds of words they are.

use super::Person;
use super::speech::{Speech, speech};
use crate::text::{Span, Word, WordKind, words};

/// The words of a part of a paragraph.
pub(super) struct Clause<'t> {
    text: &'t str,
    words: Vec<Word>,
    /// The words in small letters, apostrophes curly.
    lower: Vec<String>,
    people: &'t [Person],
}

impl<'t> Clause<'t> {
    /// The words of `span`.
    pub fn new(text: &'t str, span: Span, people: &'t [Person]) -> Self {
        let words: Vec<Word> = words(span.of(text)).map(|w| Word { span: w.span.shifted(span.start), ..w }).collect();
        let lower = words.iter().map(|w| w.span.of(text).to_lowercase().replace('\'', "’")).collect();
        Self { text, words, lower, people }
    }

    /// Without the words inside `holes`: other quotations.
    pub fn without(mut self, holes: &[Span]) -> Self {
        let kept = |w: &Word| !holes.iter().any(|h| h.contains(w.span));
        let lower = self.words.iter().zip(self.lower).filter(|(w, _)| kept(w)).map(|(_, l)| l);
        self.lower = lower.collect();
        self.words.retain(kept);
        self
    }

    /// Up to the end of the first sentence.
    pub fn first_sentence(mut self) -> Self {
        let end = (0..self.len()).find(|&i| self.is_stop(i)).unwrap_or(self.len());
        self.words.truncate(end);
        self.lower.truncate(end);
        self
    }

    /// From the start of the last sentence.
    pub fn last_sentence(mut self) -> Self {
        let start = (0..self.len()).rfind(|&i| self.is_stop(i)).map_or(0, |i| i + 1);
        self.words.drain(..start);
        self.lower.drain(..start);
        self
    }

    /// How many sentences it starts: *, a-t-il dit. Puis* has two.
    pub fn sentences(&self) -> usize {
        let stops = (0..self.len()).filter(|&i| self.is_stop(i)).count();
        stops + usize::from(!self.is_empty() && !self.is_stop(self.len() - 1))
    }

    pub fn len(&self) -> usize {
        self.words.len()
    }

    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Word `i` in small letters; nothing outside.
    pub fn word(&self, i: usize) -> &str {
        self.lower.get(i).map_or("", String::as_str)
    }

    pub fn is(&self, i: usize, options: &[&str]) -> bool {
        options.contains(&self.word(i))
    }

    /// From word `from` up to, not with, word `to`.
    pub fn span(&self, from: usize, to: usize) -> Span {
        Span { start: self.words[from].span.start, end: self.words[to - 1].span.end }
    }

    fn raw(&self, i: usize) -> &'t str {
        self.words.get(i).map_or("", |w| w.span.of(self.text))
    }

    pub fn is_capital(&self, i: usize) -> bool {
        self.raw(i).starts_with(char::is_uppercase)
    }

    /// *AFP*, but not *L’*
    pub fn is_acronym(&self, i: usize) -> bool {
        let raw = self.raw(i);
        raw.len() > 1 && raw.chars().all(|c| c.is_uppercase() || c.is_numeric())
    }

    pub fn is_number(&self, i: usize) -> bool {
        self.words.get(i).is_some_and(|w| w.kind == WordKind::Number)
    }

    pub fn is_mark(&self, i: usize) -> bool {
        self.words.get(i).is_some_and(|w| w.kind == WordKind::Mark)
    }

    /// Whether a person's name starts at word `i`; where it ends.
    pub fn person(&self, i: usize) -> Option<usize> {
        let start = self.words.get(i)?.span.start;
        let person = self.people.iter().find(|p| p.span.start == start)?;
        Some(i + self.words[i..].iter().take_while(|w| w.span.start < person.span.end).count())
    }

    /// A full stop or the like; the one of *M.* is none.
    pub fn is_stop(&self, i: usize) -> bool {
        let before = i.checked_sub(1).map_or("", |b| self.raw(b));
        let short = before.chars().count() == 1 && before.starts_with(char::is_uppercase);
        match self.word(i) {
            "!" | "?" | ";" => true,
            "." => !short && !matches!(before, "MM" | "Mgr" | "Dr" | "St"),
            _ => false,
        }
    }

    /// *le, une, M., plusieurs …*
    pub fn is_determiner(&self, i: usize) -> bool {
        const DETERMINERS: [&str; 29] = [
            "le",
            "la",
            "l’",
            "les",
            "un",
            "une",
            "des",
            "son",
            "sa",
            "ses",
            "leur",
            "leurs",
            "notre",
            "ce",
            "cet",
            "cette",
            "ces",
            "plusieurs",
            "certains",
            "certaines",
            "deux",
            "trois",
            "quatre",
            "cinq",
            "mme",
            "mgr",
            "mm",
            "dr",
            "chaque",
        ];
        let many = self.word(i) == "de" && self.word(i + 1).starts_with("nombreu");
        many || self.is(i, &DETERMINERS) || (self.word(i) == "m" && self.word(i + 1) == ".")
    }

    /// A preposition that a circumstance starts with.
    pub fn is_preposition(&self, i: usize) -> bool {
        const PREPOSITIONS: [&str; 29] = [
            "à", "au", "aux", "dans", "devant", "lors", "sur", "en", "depuis", "après", "avant", "par", "chez", "pour",
            "auprès", "via", "sous", "vers", "face", "avec", "contre", "entre", "durant", "pendant", "dès", "quant",
            "suite", "malgré", "sans",
        ];
        self.is(i, &PREPOSITIONS)
    }

    /// A preposition or *de*: the noun after it belongs to it.
    pub fn binds(&self, i: usize) -> bool {
        self.is_preposition(i) || self.is(i, &["de", "d’", "du", "-", "et"])
    }

    pub fn speech(&self, i: usize) -> Option<Speech> {
        speech(self.word(i)).filter(|_| !self.is_capital(i) || i == 0)
    }

    /// *a, ont, s’est …*
    pub fn is_auxiliary(&self, i: usize) -> bool {
        const HAVE: [&str; 10] =
            ["a", "ont", "avait", "avaient", "aura", "auront", "aurait", "auraient", "ayant", "eut"];
        let reflexive = i > 0 && self.is(i - 1, &["s’", "se"]);
        self.is(i, &HAVE) || (reflexive && self.is(i, &["est", "sont", "était", "étaient"]))
    }

    /// Whether word `i` starts a clause set into another: *, a-t-il dit,* · *, rapporte Le Monde,*
    pub fn sets_in(&self, i: usize) -> bool {
        let named = self.is_capital(i + 1)
            || self.is_determiner(i + 1)
            || self.is(i + 1, &["également", "encore", "aussi", "mardi"]);
        let finite = self.speech(i) == Some(Speech::Finite) && named;
        self.inversion(i).is_some() || self.is_auxiliary(i) || finite
    }

    /// *, a-t-il* · *dit-il*: the pronoun after verb `i`, and the word after it.
    pub fn inversion(&self, i: usize) -> Option<(usize, &str)> {
        let at = match (self.word(i + 1), self.word(i + 2), self.word(i + 3)) {
            ("-", "t", "-") => i + 4,
            ("-", ..) => i + 2,
            _ => return None,
        };
        self.is(at, &["il", "elle", "ils", "elles", "on", "je"]).then(|| (at + 1, self.word(at)))
    }
}
