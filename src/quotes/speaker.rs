//! Who says a quotation: the reporting clause after it, or before it.

use crate::text::{Span, Word, WordKind, fold, words};
use std::collections::HashSet;
use std::sync::LazyLock;

/// Verbs of speech, every form folded.
static SPEECH: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let lines = include_str!("speech.txt").lines().filter(|l| !l.starts_with('#'));
    lines.flat_map(str::split_whitespace).map(fold).collect()
});

/// Words a reporting clause may have between verb and speaker.
const CLAUSE: usize = 8;
/// Words a speaker may have.
const LONGEST: usize = 12;

/// The speaker of the quotation between `before` and `after`; `last` is the speaker quoted just before.
pub(super) fn resolve(paragraph: &str, before: Span, after: Span, last: Option<Span>) -> Option<Span> {
    let after = Clause::new(paragraph, after, false);
    let before = Clause::new(paragraph, before, true);
    after.reports_after(last).or_else(|| before.reports_before(last))
}

/// The words of the clause next to a quotation.
struct Clause<'p> {
    paragraph: &'p str,
    words: Vec<Word>,
}

impl<'p> Clause<'p> {
    /// The last sentence of `span` (before a quotation) or the first (after it).
    fn new(paragraph: &'p str, span: Span, before: bool) -> Self {
        let all: Vec<Word> =
            words(span.of(paragraph)).map(|w| Word { span: w.span.shifted(span.start), ..w }).collect();
        let ends = |w: &Word| matches!(w.span.of(paragraph), "." | "!" | "?" | ";");
        let words = if before {
            let from = all.iter().rposition(ends).map_or(0, |i| i + 1);
            all[from..].to_vec()
        } else {
            all.into_iter().take_while(|w| !ends(w)).collect()
        };
        Self { paragraph, words }
    }

    fn text(&self, i: usize) -> &'p str {
        self.words.get(i).map_or("", |w| w.span.of(self.paragraph))
    }

    fn is(&self, i: usize, options: &[&str]) -> bool {
        options.iter().any(|o| self.text(i).eq_ignore_ascii_case(o))
    }

    fn is_speech(&self, i: usize) -> bool {
        i < self.words.len() && SPEECH.contains(&fold(self.text(i)))
    }

    /// *, a déclaré X* · *, selon X* · *, a-t-il ajouté*
    fn reports_after(&self, last: Option<Span>) -> Option<Span> {
        let start = usize::from(self.text(0) == ",");
        if self.is(start, &["selon"]) {
            return self.phrase(start + 1);
        }
        let verb = (start..self.words.len().min(start + CLAUSE)).find(|&i| self.is_speech(i))?;
        let clause = start..=verb + 4;
        let pronoun = |i: usize| self.text(i) == "-" || self.is(i, &["il", "elle", "on", "ils", "elles", "je"]);
        if clause.clone().any(|i| self.is(i, &["il", "elle", "ils", "elles"]) && (i < verb || self.text(i - 1) == "-"))
        {
            return last;
        }
        if clause.take(verb - start).any(pronoun) {
            return None;
        }
        self.phrase(verb + 1)
    }

    /// *X a déclaré que* · *Selon X,*
    fn reports_before(&self, last: Option<Span>) -> Option<Span> {
        let comma = (1..self.words.len()).any(|i| self.text(i) == ",");
        if self.is(0, &["selon"]) && comma {
            return self.phrase(1);
        }
        let verb = (0..self.words.len()).rev().take(CLAUSE).find(|&i| self.is_speech(i))?;
        let introduces = (verb + 1..self.words.len()).any(|i| self.is(i, &[":", "que", "qu’", "qu'"]));
        if !introduces {
            return None;
        }
        if self.is(0, &["il", "elle", "ils", "elles"]) {
            return last;
        }
        let subject_end =
            (verb.saturating_sub(3)..verb).find(|&i| self.is(i, &["a", "ont", "avait", "avaient"])).unwrap_or(verb);
        self.subject(subject_end)
    }

    /// The subject that ends before word `end`: the part after the last comma, or before the first if that is empty
    /// (*Lavrov, chef de la diplomatie, a ajouté*).
    fn subject(&self, end: usize) -> Option<Span> {
        let commas: Vec<usize> = (0..end).filter(|&i| self.text(i) == ",").collect();
        let from = match commas[..] {
            [.., last] if last + 1 < end => last + 1,
            _ => 0,
        };
        self.phrase(from).filter(|s| s.start < self.words[end.min(self.words.len() - 1)].span.start)
    }

    /// The noun phrase that starts at word `from` or after an adverb of time.
    fn phrase(&self, from: usize) -> Option<Span> {
        let from = (from..self.words.len()).find(|&i| !self.is_circumstance(i) && self.text(i) != "-")?;
        if self.is(from, &["il", "elle", "ils", "elles", "on", "nous", "je", "que", "qu’", "qu'", "à"]) {
            return None;
        }
        let ends = |i: &usize| self.ends_phrase(*i, from);
        let to = (from..self.words.len()).find(ends).unwrap_or(self.words.len()).min(from + LONGEST);
        (to > from).then(|| Span { start: self.words[from].span.start, end: self.words[to - 1].span.end })
    }

    fn is_circumstance(&self, i: usize) -> bool {
        const DAYS: &[&str] = &[
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
        ];
        self.is(i, DAYS) || self.is(i, &["soir", "matin", "dernier"]) || self.words[i].kind == WordKind::Number
    }

    fn ends_phrase(&self, i: usize, from: usize) -> bool {
        const AFTER: &[&str] = &[
            "a", "ont", "avait", "avaient", "lors", "devant", "dans", "sur", "au", "après", "avant", "depuis", "qui",
            "dont", "où", "que", "en", "par", "via",
        ];
        let mark = self.words[i].kind == WordKind::Mark && self.text(i) != "-";
        let person = i > from
            && self.is(i, AFTER)
            && !(self.is(i, &["au"]) && self.is(i + 1, &["Mali", "Niger", "Burkina", "Sahel"]));
        mark || person || (i > from && (self.is_circumstance(i) || self.is_speech(i)))
    }
}
