//! Where a name starts, and how far it goes.

use super::evidence::Evidence;
use super::lexicon::*;
use super::tokens::{Shape, Token};
use crate::text::Span;
use std::ops::Range;

/// The names of a text as ranges of its tokens.
pub(super) fn chunks(text: &str, tokens: &[Token], evidence: &Evidence) -> Vec<Range<usize>> {
    let reader = Reader { text, tokens, evidence };
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if let Some(past) = reader.work(at).or_else(|| reader.event(at)) {
            at = past;
            continue;
        }
        match reader.name_at(at).map(|name| reader.on_its_line(name)) {
            Some(name) => {
                at = name.end;
                found.push(name);
            }
            None => at += 1,
        }
    }
    found
}

struct Reader<'r, 't> {
    text: &'t str,
    tokens: &'r [Token<'t>],
    evidence: &'r Evidence,
}

impl<'t> Reader<'_, 't> {
    fn name_at(&self, at: usize) -> Option<Range<usize>> {
        if let Some(end) = self.known_place(at) {
            return Some(at..self.further(at, end));
        }
        if let Some(end) = self.site(at) {
            return Some(at..end);
        }
        if self.article_of_name(at) {
            return Some(at..self.extend(at + 1));
        }
        self.starts(at).then(|| at..self.extend(at))
    }

    /// The part of `name` before a line break: lines are read alone.
    fn on_its_line(&self, name: Range<usize>) -> Range<usize> {
        let breaks = |&i: &usize| !self.tokens[i].spaced && !self.tokens[i].glued;
        name.start..(name.start + 1..name.end).find(breaks).unwrap_or(name.end)
    }

    fn get(&self, at: usize) -> Option<&Token<'t>> {
        self.tokens.get(at)
    }

    fn span(&self, range: Range<usize>) -> Span {
        Span { start: self.tokens[range.start].span.start, end: self.tokens[range.end - 1].span.end }
    }

    fn written(&self, range: Range<usize>) -> &'t str {
        self.span(range).of(self.text)
    }

    /// The end of the longest listed place of several words that starts at `at`.
    fn known_place(&self, at: usize) -> Option<usize> {
        self.get(at).filter(|t| t.is_capital())?;
        (at + 2..=(at + 5).min(self.tokens.len())).rev().find(|&end| is_place(self.written(at..end)))
    }

    /// Past a work's title in quotation marks: a capital first, small words inside, no verb. Names in it are not meant.
    fn work(&self, at: usize) -> Option<usize> {
        let closing = match self.tokens[at].text {
            "«" => "»",
            "“" => "”",
            "\"" => "\"",
            _ => return None,
        };
        let first = self.get(at + 1).filter(|t| t.is_capital())?;
        let end = (at + 2..(at + 12).min(self.tokens.len())).find(|&i| self.tokens[i].text == closing)?;
        let inside = &self.tokens[at + 1..end];
        let small = inside.iter().any(|t| matches!(t.shape, Shape::Lower | Shape::Elided));
        let says = inside.iter().any(|t| t.shape == Shape::Lower && follows_subject(t.text) && t.text != "et");
        let told = at > 0 && self.tokens[at - 1].text == ":";
        let pronoun =
            Class::Function.has(first.text) && !matches!(first.text, "Une" | "Un" | "Des" | "Mon" | "Ma" | "Mes");
        (small && !says && !told && !pronoun).then_some(end + 1)
    }

    /// Past an event or a text: *Jeux olympiques*, *bataille de Konna*, *Première Guerre mondiale*.
    fn event(&self, at: usize) -> Option<usize> {
        let head = self.get(at).filter(|t| Class::Event.has(t.text))?;
        match head.shape {
            Shape::Capital if !head.opens => Some(at + 1),
            Shape::Lower => {
                let of = self.particle_len(at + 1);
                let name = self.get(at + 1 + of).filter(|t| of > 0 && t.is_capital() && !t.opens)?;
                (!is_wide_body(name.text) && !is_given(name.text)).then(|| self.extend(at + 1 + of))
            }
            _ => None,
        }
    }

    /// *lac de Chambon*, *rue Lafayette*: a common head before its name.
    fn site(&self, at: usize) -> Option<usize> {
        let head = self.get(at).filter(|t| t.shape == Shape::Lower && Class::Site.has(t.text))?;
        let qualifies = |t: &Token| t.shape == Shape::Lower && is_adjective(t.text) && !is_demonym(t.text);
        let qualified = self.get(at + 1).is_some_and(qualifies);
        let after = at + 1 + usize::from(qualified);
        let particle = self.particle_len(after);
        let name = after + particle;
        let first = self.get(name).filter(|t| t.is_capital() && !t.opens && (t.spaced || t.glued))?;
        let joined = if matches!(head.text, "île" | "îles" | "place" | "cours") { name == at + 1 } else { true };
        let owner = particle > 0 && is_given(first.text);
        (joined
            && !owner
            && !Class::Title.has(first.text)
            && !is_starter(first.text)
            && head.span.end < first.span.start)
            .then(|| self.extend(name))
    }

    /// *La Haye*, *Le Monde* inside a sentence.
    fn article_of_name(&self, at: usize) -> bool {
        let Some(article) = self.get(at).filter(|t| !t.opens && is_article(t.text)) else { return false };
        let next = self.get(at + 1);
        next.is_some_and(|n| n.is_capital() && (n.spaced || article.shape == Shape::Elided && n.glued))
    }

    fn starts(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        match token.shape {
            Shape::Upper => !is_common_acronym(token.text) && !self.shouted(at),
            Shape::Initial if token.text == "M" => false,
            Shape::Initial => self.initials_end(at).is_some_and(|end| self.get(end).is_some_and(|t| t.is_capital())),
            Shape::Capital if Class::Function.has(token.text) || self.is_office(at) => false,
            Shape::Capital if token.opens => self.judge(at),
            Shape::Capital if self.is_inhabitant(at) => false,
            Shape::Capital => !is_roman(token.text),
            _ => false,
        }
    }

    /// *Président*, *Premier ministre*: an office with a capital is not part of a name.
    fn is_office(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        Class::Title.has(token.text) && !is_given(token.text) && !token.text.contains('-')
    }

    /// *un Malien*, *l’Autrichien*: one inhabitant is not named by it.
    fn is_inhabitant(&self, at: usize) -> bool {
        let before = at.checked_sub(1).map_or("", |i| self.tokens[i].text);
        is_demonym(self.tokens[at].text)
            && matches!(before, "un" | "une" | "Un" | "Une" | "le" | "la" | "l’" | "l'" | "seul" | "seule")
            && !self.tokens[at].text.contains('-')
    }

    /// Whether most words around are in capitals, so that these prove nothing.
    fn shouted(&self, at: usize) -> bool {
        let near = at.saturating_sub(2)..(at + 3).min(self.tokens.len());
        let words = || self.tokens[near.clone()].iter().filter(|t| !matches!(t.shape, Shape::Mark | Shape::Number));
        words().count() >= 3 && words().all(|t| !matches!(t.shape, Shape::Lower | Shape::Capital))
    }

    /// Whether the capital of a word that opens a sentence is a name's.
    fn judge(&self, at: usize) -> bool {
        let word = self.tokens[at].text;
        if is_starter(word) {
            return false;
        }
        if is_given(word) || is_place(word) || self.evidence.is_capital(word) {
            return true;
        }
        if self.evidence.is_lower(word) {
            return false;
        }
        let Some(next) = self.get(at + 1) else { return !looks_common(word) };
        match next.shape {
            Shape::Capital | Shape::Upper => next.spaced && !next.opens && !ends_like_verb(word),
            Shape::Lower | Shape::Elided => !looks_common(word) && follows_subject(next.text),
            Shape::Mark => !looks_common(word) && matches!(next.text, "," | "(" | ")" | "-" | "»" | "\""),
            _ => false,
        }
    }

    /// How far the name that starts at `at` goes.
    fn extend(&self, at: usize) -> usize {
        self.further(at, self.after_word(at))
    }

    /// How far the name goes that starts at `at` and reaches `end` at least.
    fn further(&self, at: usize, mut end: usize) -> usize {
        let head = &self.tokens[at];
        let body = head.shape == Shape::Capital && (is_wide_body(head.text) || Class::Site.has(head.text));
        // Further nouns belong to the sentence, not to the name.
        let mut nouns = if body { 2 } else { 0 };
        loop {
            let next = self.step(at, end).or_else(|| (nouns > 0).then(|| self.complement(end)).flatten());
            let Some(further) = next.or_else(|| self.team(at, end)) else { return end };
            nouns -= usize::from(nouns > 0 && further > end + 1 && self.tokens[further - 1].shape == Shape::Lower);
            end = further;
        }
    }

    /// *les Sharks de Worcester*, *Nord du Mali*: a plural or a quarter, and its place.
    fn team(&self, start: usize, end: usize) -> Option<usize> {
        let name = &self.tokens[start];
        let before = start.checked_sub(1).map_or("", |i| self.tokens[i].text);
        let plural =
            matches!(before, "les" | "Les" | "aux" | "des") && name.text.ends_with('s') && name.shape == Shape::Capital;
        let of = self.particle_len(end);
        let place = self.get(end + of).filter(|t| of > 0 && t.is_capital() && !t.opens && (t.spaced || t.glued))?;
        let fits = plural && !is_demonym(name.text) || is_quarter(name.text) && is_place(place.text);
        (end - start == 1 && fits).then_some(end + of + 1)
    }

    /// The end of the word at `at`, an initial with its full stop.
    fn after_word(&self, at: usize) -> usize {
        if self.tokens[at].shape == Shape::Initial { self.initials_end(at).unwrap_or(at + 1) } else { at + 1 }
    }

    /// Past *J. K.*; `None` where no full stop follows.
    fn initials_end(&self, at: usize) -> Option<usize> {
        let mut end = at;
        while self.get(end).is_some_and(|t| t.shape == Shape::Initial)
            && self.get(end + 1).is_some_and(|t| t.text == "." && t.glued)
        {
            end += 2;
        }
        (end > at).then_some(end)
    }

    /// One more word of a name made of capitals: *Ingrid* *Betancourt*, *Charles* *de Gaulle*.
    fn step(&self, start: usize, end: usize) -> Option<usize> {
        let next = self.get(end)?;
        if next.opens || !next.spaced && !next.glued {
            return None;
        }
        match next.shape {
            Shape::Capital | Shape::Upper if next.spaced => self.joins(start, end).then_some(end + 1),
            Shape::Initial if next.spaced => self.initial(end),
            Shape::Mark if matches!(next.text, "&") => self.capital_after(end + 1),
            Shape::Lower | Shape::Elided if next.spaced => self.particles(start, end),
            _ => None,
        }
    }

    /// A middle initial: *George W. Bush*, *Charles X*.
    fn initial(&self, at: usize) -> Option<usize> {
        match self.initials_end(at) {
            Some(end) => self.capital_after(end),
            None => is_roman(self.tokens[at].text).then_some(at + 1),
        }
    }

    fn capital_after(&self, at: usize) -> Option<usize> {
        self.get(at).filter(|t| t.is_capital() && t.spaced && !t.opens).map(|_| at + 1)
    }

    /// Whether the capitalised word at `end` goes on with the name from `start`.
    fn joins(&self, start: usize, end: usize) -> bool {
        let next = &self.tokens[end];
        let particle = matches!(next.text, "De" | "Du" | "Le" | "La" | "Des") && self.capital_after(end + 1).is_some();
        if Class::Function.has(next.text) && !particle || self.is_office(end) && !is_given(self.tokens[start].text) {
            return false;
        }
        if end > start + 1 && is_place(self.written(start..end)) && is_common_noun(next) {
            return false;
        }
        next.shape != Shape::Capital || !self.stands_apart(start, end, is_given(next.text))
    }

    /// Whether the words up to `end` are a name of their own before a capitalised word: a line in capitals, and before a given
    /// name an agency, a town, a nationality, a portfolio (*l’Économie Christine Lagarde*).
    fn stands_apart(&self, start: usize, end: usize, before_given: bool) -> bool {
        let words = &self.tokens[start..end];
        let last = &words[words.len() - 1];
        if words.len() > 1 && words.iter().all(|t| t.shape == Shape::Upper) {
            return true;
        }
        // *le député UMP Lionnel Luca*: his party.
        let held = start.checked_sub(1).is_some_and(|b| Class::Title.has(self.tokens[b].text));
        if held && words.len() == 1 && last.shape == Shape::Upper && self.capital_after(end + 1).is_some() {
            return true;
        }
        let acronym = last.shape == Shape::Upper && !is_roman(last.text);
        let known = is_place(last.text) || is_demonym(last.text) || Class::Portfolio.has(last.text);
        let alone = words.len() == 1 && (acronym || known) && !is_given(last.text);
        let seat = is_place(last.text) && is_wide_body(words[0].text) && self.capital_after(end + 1).is_some();
        before_given && (alone || words.len() > 1 && (seat || is_place(self.written(start..end))))
    }

    /// *de Gaulle*, *van der Linden*, *ben Ali* after a part of a person's name.
    fn particles(&self, start: usize, end: usize) -> Option<usize> {
        if let Some(named) = self.surnamed(start, end) {
            return Some(named);
        }
        let foreign = FOREIGN.contains(&self.tokens[end].text);
        let mut name = end;
        while self.get(name).is_some_and(|t| name < end + 2 && FOREIGN.contains(&t.text)) {
            name += 1;
        }
        if !foreign {
            name = end + self.particle_len(end);
        }
        let first = self.get(name).filter(|t| name > end && t.is_capital() && !t.opens && (t.spaced || t.glued))?;
        let noble = is_given(self.tokens[start].text)
            && (end - start == 1 || !is_place(first.text) && first.shape == Shape::Capital)
            && !matches!(self.tokens[name - 1].text, "l’" | "l'" | "des");
        (foreign || noble).then_some(name + 1)
    }

    /// *Charles le Téméraire*, *Pline l’Ancien*.
    fn surnamed(&self, start: usize, end: usize) -> Option<usize> {
        let first = &self.tokens[start];
        let article = matches!(self.tokens[end].text, "le" | "la" | "l’" | "l'");
        let name = self.get(end + 1).filter(|t| t.shape == Shape::Capital && !t.opens)?;
        let named =
            is_given(first.text) && !Class::Title.has(name.text) && !is_place(name.text) && !is_wide_body(name.text);
        (end - start == 1 && article && (named || Class::Honour.has(name.text))).then_some(end + 2)
    }

    /// Tokens of *de*, *du*, *des*, *d’*, *de la*, *de l’* at `at`.
    fn particle_len(&self, at: usize) -> usize {
        let word = |at: usize| self.get(at).map_or("", |t| t.text);
        match (word(at), word(at + 1)) {
            ("de", "la" | "La" | "l’" | "l'") => 2,
            ("de" | "du" | "des" | "d’" | "d'", _) => 1,
            _ => 0,
        }
    }

    /// What makes an institution's name whole: an adjective, *de* or *pour* and a noun.
    fn complement(&self, end: usize) -> Option<usize> {
        let next = self.get(end).filter(|t| t.spaced && !t.opens)?;
        if next.shape == Shape::Lower && is_adjective(next.text) {
            return Some(end + 1);
        }
        let of = match next.text {
            "et" if self.get(end + 1).is_some_and(|t| matches!(t.text, "de" | "des" | "du" | "d’" | "d'")) => {
                1 + self.particle_len(end + 1)
            }
            "pour" | "contre" => 1 + usize::from(self.get(end + 1).is_some_and(|t| is_determiner(t.text))),
            _ => self.particle_len(end),
        };
        let noun = self.get(end + of).filter(|t| of > 0 && (t.spaced || t.glued) && !t.opens)?;
        let named = noun.is_capital() && !is_given(noun.text) && !matches!(next.text, "pour" | "contre" | "et");
        let fits = named || noun.shape == Shape::Lower && is_noun(noun.text);
        fits.then_some(end + of + 1)
    }
}

/// *Terrorisme* after *Afrique de l’Ouest*: another line, not *New York Times*.
fn is_common_noun(word: &Token) -> bool {
    word.shape == Shape::Capital && looks_common(word.text) && !Class::Firm.has(word.text) && !is_wide_body(word.text)
}

/// Participles and present forms that open a sentence before a name: *Interrogé*, *Rejoignant*.
fn ends_like_verb(word: &str) -> bool {
    ["é", "ée", "és", "ées", "ant", "ent"].iter().any(|e| word.len() > 5 && word.ends_with(e))
}

/// *Nord*, *Sud*, *Est*, *Ouest*.
fn is_quarter(word: &str) -> bool {
    matches!(word, "Nord" | "Sud" | "Est" | "Ouest" | "Centre")
}

fn is_determiner(word: &str) -> bool {
    matches!(word, "le" | "la" | "les" | "l’" | "l'" | "un" | "une")
}

/// Whether a word in lower case may be the noun of an institution's name; pronouns and verbs are not.
fn is_noun(word: &str) -> bool {
    let infinitive = ["er", "ir", "ire", "vre", "dre", "ttre"].iter().any(|e| word.ends_with(e));
    word.chars().count() >= 4 && !is_starter(word) && !infinitive
        || matches!(word, "paix" | "police" | "justice" | "etat" | "sport")
}

const FOREIGN: [&str; 19] = [
    "for", "von", "van", "der", "den", "di", "da", "dos", "del", "della", "el", "al", "ben", "bin", "ibn", "ould",
    "of", "and", "zu",
];
