//! Abbreviations, initials and dotted acronyms before a full stop.

use super::lexicon::Class;
use super::rule::Rule;
use super::site::{Lead, Opening, word};
use super::verdict::{Judge, Verdict, end, ends_in_digit, is_letter, is_roman, on};

impl Judge<'_, '_> {
    /// *M. Sy*, *d’apr. lui*
    pub fn title(&self) -> Option<Verdict> {
        let title = self.has(self.token, Class::Title) || self.has(after_elision(self.token), Class::Title);
        title.then_some(on(Rule::Title))
    }

    /// What an abbreviation, an initial or an acronym before the stop says; `None` if there is none, or it says nothing.
    pub fn abbreviation(&self) -> Option<Verdict> {
        let name = after_elision(self.token);
        if self.number_goes_on() {
            return Some(on(Rule::NumberGoesOn));
        }
        if self.has(name, Class::BeforeName) || self.has(after_hyphen(name), Class::BeforeName) {
            return self.before_name();
        }
        if let Some(letters) = initials(name) {
            return self.initial(letters);
        }
        if self.lexicon.has_small(name, Class::BeforeNumber) && self.number_follows() {
            return Some(on(Rule::BeforeNumber));
        }
        if is_dotted(name) {
            return self.before_name();
        }
        let cut = self.has(name, Class::Digraph) && self.next.lead == Lead::Upper && !self.starter();
        cut.then_some(on(Rule::Initial))
    }

    /// Whether `token` has a class of its own, or full stops inside.
    pub fn is_abbreviation(&self, token: &str) -> bool {
        const CLASSES: [Class; 4] = [Class::Title, Class::BeforeName, Class::BeforeNumber, Class::Digraph];
        let name = after_elision(token);
        CLASSES.iter().any(|&class| self.lexicon.has_small(name, class)) || initials(name).is_some() || is_dotted(name)
    }

    /// *Desert Gold Inc. Le montant reste secret.*
    fn before_name(&self) -> Option<Verdict> {
        match self.next.opening {
            Some(Opening::Quotation | Opening::Dash) => None,
            Some(Opening::Bracket) => Some(on(Rule::BeforeName)),
            None if self.starter() || self.title_follows() => Some(end(Rule::AbbreviationAtEnd)),
            None => Some(on(Rule::BeforeName)),
        }
    }

    /// Whether a title follows, and then a name: *M. Sidibé l’a confirmé.*
    fn title_follows(&self) -> bool {
        let title = self.next.word();
        self.next.words[title.len()..].starts_with(". ") && title != "S" && self.has(title, Class::Title)
            || matches!(title, "Me" | "Mgr" | "Dr" | "Pr")
    }

    /// *à 17 h. 30*, *3. 500 hommes*
    fn number_goes_on(&self) -> bool {
        if self.next.lead != Lead::Digit || self.next.opening.is_some() {
            return false;
        }
        let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        let before = &self.site.line[..self.site.stop - self.token.len()];
        let follows = word(self.next.words);
        let unit = self.has(self.token, Class::Unit) && ends_in_digit(before);
        let glued_unit = self.token.strip_suffix(['h', 'H']).is_some_and(digits);
        let thousands = digits(self.token) && self.token.len() <= 3 && follows.len() == 3 && digits(follows);
        (unit || glued_unit) && follows.len() <= 2 || thousands
    }

    /// Whether what follows is what an abbreviation such as *art.* counts with.
    fn number_follows(&self) -> bool {
        let word = self.next.word();
        let lone = is_letter(word) && !matches!(word, "A" | "À" | "Y" | "Ô") && self.next.lead == Lead::Upper;
        match self.next.opening {
            Some(Opening::Quotation | Opening::Dash) => false,
            Some(Opening::Bracket) => self.next.lead == Lead::Digit,
            None => self.next.lead == Lead::Digit || lone || is_roman(word) || matches!(self.next.first, '°' | '#'),
        }
    }

    /// An initial or a dotted acronym of so many letters.
    fn initial(&self, letters: usize) -> Option<Verdict> {
        match (self.next.opening, self.next.lead) {
            (Some(Opening::Bracket), _) => return Some(on(Rule::Acronym)),
            (_, Lead::Lower) => return Some(on(Rule::LowerCase)),
            (Some(_), _) | (_, Lead::Other) => return None,
            _ => {}
        }
        let before = self.site.word_before(self.token);
        if letters == 1 && self.is_of_a_kind(before) {
            return Some(end(Rule::LetterOfAKind));
        }
        if self.next.lead == Lead::Digit {
            return Some(on(Rule::BeforeNumber));
        }
        if self.token == "J.-C" && self.has(before, Class::Era) {
            return Some(end(Rule::AbbreviationAtEnd));
        }
        if self.starter() && !self.is_name_after_all() {
            return Some(if letters > 1 && self.is_shouted() { on(Rule::Acronym) } else { end(Rule::InitialAtEnd) });
        }
        let noun = letters > 1 && !self.token.contains('-') && self.is_noun(before);
        if noun && !self.is_shouted() {
            return Some(end(Rule::AcronymAtEnd));
        }
        Some(on(if letters == 1 || self.token.contains('-') { Rule::Initial } else { Rule::Acronym }))
    }

    /// *plan B*, *Philippe V*, *10 V*: a letter that can end a sentence whatever follows.
    fn is_of_a_kind(&self, before: &str) -> bool {
        let counted = ends_in_digit(before) && self.next.lead == Lead::Upper;
        self.has(before, Class::Category) || counted || self.has(before, Class::King) && is_roman(self.token)
    }

    /// Whether a word that starts sentences is here the next initial (*Y. Y. Zongo*) or the first of a surname (*Le Pen*).
    fn is_name_after_all(&self) -> bool {
        let first = self.next.word();
        let rest = &self.next.words[first.len()..];
        is_letter(first) && rest.starts_with('.') || self.has(word(rest.trim_start()), Class::Particle)
    }

    /// Whether the acronym has an article, as no name's initials have: *l’O.N.U.*, *la R.D.C.*
    fn is_noun(&self, before: &str) -> bool {
        const ARTICLES: [&str; 15] =
            ["la", "le", "les", "La", "Le", "Les", "au", "aux", "du", "des", "une", "un", "cette", "en", "the"];
        self.token.starts_with(['l', 'L']) && after_elision(self.token).len() < self.token.len()
            || ARTICLES.contains(&before)
    }

    /// Whether the line is all in capitals, so that a capital says nothing.
    fn is_shouted(&self) -> bool {
        let word = self.next.word();
        let shouts = |text: &str| !text.chars().take(80).any(char::is_lowercase);
        word.chars().nth(1).is_some() && shouts(word) && shouts(self.site.so_far()) && !self.starter()
    }
}

/// *d’apr* is *apr*.
fn after_elision(token: &str) -> &str {
    token.rfind(['\'', '’']).map_or(token, |at| token[at..].trim_start_matches(['\'', '’']))
}

/// *vice-prés* is *prés*.
fn after_hyphen(name: &str) -> &str {
    name.rfind('-').map_or(name, |at| &name[at + 1..])
}

/// How many capitals *J*, *J.-P*, *O.N.U* have; `None` if the word is anything else.
fn initials(word: &str) -> Option<usize> {
    let mut count = 0;
    for part in word.split('.') {
        for part in part.strip_prefix('-').unwrap_or(part).split('-') {
            if !(is_letter(part) && part.chars().all(char::is_uppercase)) {
                return None;
            }
            count += 1;
        }
    }
    Some(count)
}

/// Whether `word` is single letters with full stops between them: *a.m*, *c.-à-d*.
fn is_dotted(word: &str) -> bool {
    word.contains('.') && word.split(['.', '-']).all(|part| part.is_empty() || is_letter(part))
}
