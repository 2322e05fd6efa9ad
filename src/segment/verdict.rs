//! The rules themselves: what a stop is, from what stands around it.

use super::lexicon::{Class, Lexicon};
use super::rule::Rule;
use super::site::{Closed, Kind, Lead, Next, Opening, Site, word, word_at_end};

/// Whether a sentence ends, and the rule that says so.
pub(super) type Verdict = (bool, Rule);

pub(super) const fn end(rule: Rule) -> Verdict {
    (true, rule)
}

pub(super) const fn on(rule: Rule) -> Verdict {
    (false, rule)
}

/// A stop that is being judged.
pub(super) struct Judge<'t, 's> {
    pub site: &'s Site<'t>,
    pub next: &'s Next<'t>,
    pub lexicon: &'s Lexicon,
    /// The token that ends at the stop.
    pub token: &'t str,
}

/// What the stop at `site` is; `None` at the end of a line, where there is nothing to decide.
pub(super) fn verdict(site: &Site, lexicon: &Lexicon) -> Option<Verdict> {
    let next = site.next.as_ref()?;
    Some(Judge { site, next, lexicon, token: site.token() }.verdict())
}

impl<'t> Judge<'t, '_> {
    fn verdict(&self) -> Verdict {
        if !self.site.gap && self.site.closed == Closed::Nothing {
            return self.glued();
        }
        if self.stop_follows() {
            return on(Rule::StopAfterClosing);
        }
        if self.next.goes_on() {
            return on(Rule::GoesOn);
        }
        match self.site.kind {
            Kind::Strong => self.strong(),
            Kind::Ellipsis => self.ellipsis(),
            Kind::Period => self.period(),
        }
    }

    pub fn has(&self, word: &str, class: Class) -> bool {
        self.lexicon.has(word, class)
    }

    /// Whether the next word is a capital that starts sentences.
    pub fn starter(&self) -> bool {
        self.next.starts_sentences(self.lexicon)
    }

    /// *La pancarte disait « Dehors ! ».*
    fn stop_follows(&self) -> bool {
        let rest = self.next.rest;
        self.site.closed != Closed::Nothing && rest.starts_with(['.', '!', '?']) && !rest.starts_with("...")
    }

    /// *Incroyable !!! Les Étalons sont qualifiés.*
    fn strong(&self) -> Verdict {
        match (self.next.opening, self.next.lead) {
            _ if self.is_marked_name() => on(Rule::MarkedName),
            (Some(Opening::Dash), lead) if lead != Lead::Upper || self.closes_aside() => on(Rule::Aside),
            (None, Lead::Lower) if is_brand(self.next.word()) => end(Rule::Brand),
            (None | Some(Opening::Bracket), Lead::Lower) => on(Rule::LowerCase),
            _ => end(Rule::StrongMark),
        }
    }

    /// *Yahoo! Japon a fermé son bureau.* *Dans « Que faire ? » Lénine s’en prend à tous.*
    fn is_marked_name(&self) -> bool {
        if self.next.opening.is_some() || self.next.lead != Lead::Upper || self.starter() {
            return false;
        }
        match self.site.closed {
            Closed::Nothing => self.has(word_at_end(self.site.line[..self.site.stop].trim_end()), Class::Marked),
            Closed::Sentence => self.is_title_after_preposition(),
            _ => false,
        }
    }

    /// Whether the sentence so far is a preposition and a quotation.
    fn is_title_after_preposition(&self) -> bool {
        const PREPOSITIONS: [&str; 9] = ["Dans", "Avec", "Pour", "Sur", "Depuis", "Après", "Avant", "Selon", "In"];
        let so_far = self.site.so_far();
        let first = word(so_far);
        PREPOSITIONS.contains(&first) && so_far[first.len()..].trim_start().starts_with(['«', '“', '"'])
    }

    /// Whether the dash that follows is the second of an aside: *Le chef – est-ce un hasard ? – Diallo lui-même*.
    fn closes_aside(&self) -> bool {
        let so_far = self.site.so_far();
        let inside = so_far.char_indices().nth(1).map_or("", |(i, _)| &so_far[i..]);
        so_far.len() <= ASIDE && (inside.contains(" – ") || inside.contains(" — ")) && !self.starter()
    }

    /// *Tout était prêt... Mais l’avion n’est jamais arrivé.*
    fn ellipsis(&self) -> Verdict {
        let omission = self.site.closed == Closed::Omission;
        if !self.site.has_words || omission && self.opens_quotation() {
            return on(Rule::LeadingEllipsis);
        }
        match (self.next.opening, self.next.lead) {
            (_, Lead::Lower) => on(Rule::LowerCase),
            _ if omission && !self.starter() => on(Rule::Omission),
            (None, Lead::Digit) if ends_in_digit(self.token) => on(Rule::NumberGoesOn),
            (Some(Opening::Dash), lead) if lead == Lead::Other || self.closes_aside() => on(Rule::Aside),
            _ => end(Rule::Ellipsis),
        }
    }

    /// Whether a quotation starts with the omission: *« (…) Nul ne peut être arrêté »*.
    fn opens_quotation(&self) -> bool {
        let before = self.site.line[..self.site.stop].trim_end().trim_end_matches(['(', '[']).trim_end();
        before.ends_with(['«', '“', '"', '‘'])
    }

    fn period(&self) -> Verdict {
        let short = match self.site.closed {
            Closed::Nothing => {
                self.title().or_else(|| self.item()).or_else(|| self.abbreviation()).or_else(|| self.dateline())
            }
            Closed::Aside if self.is_abbreviation(self.token) && !self.starter() => Some(on(Rule::InBrackets)),
            _ => None,
        };
        short.unwrap_or_else(|| self.full_stop())
    }

    /// A full stop after what is no abbreviation.
    fn full_stop(&self) -> Verdict {
        let lower = self.next.lead == Lead::Lower;
        match self.next.opening {
            None if lower && is_brand(self.next.word()) => end(Rule::Brand),
            None | Some(Opening::Dash) if lower && self.starts_small() => end(Rule::LowerStart),
            None if lower => on(Rule::LowerCase),
            Some(Opening::Dash) if lower => on(Rule::Aside),
            _ if !self.site.gap && self.next.lead != Lead::Upper => on(Rule::Inside),
            _ => end(Rule::FullStop),
        }
    }

    /// *Il a soufflé 79 bougies. à la maison, tout va bien.* The stop comes after what nobody cuts short.
    fn starts_small(&self) -> bool {
        let word = word_at_end(self.token);
        if self.site.closed != Closed::Nothing {
            return false;
        }
        if word.is_empty() {
            return self.site.line[..self.site.stop].ends_with(['»', '”', ')', '"']);
        }
        let letters = word.chars().count();
        if word.bytes().all(|b| b.is_ascii_digit()) {
            return letters == 4;
        }
        let enough = if word.starts_with(char::is_uppercase) { 5 } else { 4 };
        let plain = word.chars().skip(1).all(char::is_lowercase) && !self.token.contains(['.', '@', '/']);
        plain && letters >= enough && !self.is_abbreviation(word) && (is_whole(word) || self.opens_small())
    }

    /// Whether the next word, small as it is, starts sentences and hardly goes on with one: *il*, *cette*, not *de*.
    fn opens_small(&self) -> bool {
        const LINKS: [&str; 14] =
            ["de", "du", "des", "d", "et", "ou", "au", "aux", "en", "à", "par", "pour", "sur", "que"];
        let word = self.next.word();
        let first = word.split(['\'', '’']).next().unwrap_or(word);
        self.next.opening == Some(Opening::Dash)
            || !LINKS.contains(&first) && self.next.starts_sentences_in_small(self.lexicon)
    }

    /// *1. Rétablir la sécurité.* *A. Contexte régional* *Trois points : 1. la paix*
    fn item(&self) -> Option<Verdict> {
        let token = self.token;
        if token.len() > 5 {
            return None;
        }
        let before = self.site.line[self.site.sentence..self.site.stop - token.len()].trim_end();
        let listed = before.ends_with(';') || before.ends_with(':') && matches!(token, "1" | "a" | "A" | "i" | "I");
        let first = listed || before.len() <= 12 && !before.contains(char::is_alphanumeric);
        let number =
            token.len() <= 3 && !token.starts_with('.') && token.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        (first && (number && !token.is_empty() || is_roman(token) || is_letter(token))).then_some(on(Rule::Item))
    }

    /// *MOSCOU. — Le Kremlin dément.* *Art. 2. – Elle est laïque.*
    fn dateline(&self) -> Option<Verdict> {
        let so_far = self.site.so_far();
        if !matches!(self.next.first, '–' | '—' | '-' | '―') || so_far.len() > 60 {
            return None;
        }
        let head = word(so_far);
        let at_start = self.site.first && !self.lexicon.starts(head);
        let is_head = |word: &str| word.starts_with(|c: char| c.is_uppercase() || c.is_numeric());
        let short = so_far.split_whitespace().count() <= 3 && so_far.split_whitespace().all(is_head);
        let shouted = head.chars().count() > 2 && head.chars().all(char::is_uppercase);
        let dated = so_far.ends_with(')') || so_far.contains(|c: char| c.is_ascii_digit());
        let counted = short && self.lexicon.has_small(head, Class::BeforeNumber);
        (counted || at_start && is_head(head) && (short || shouted || dated) || so_far.starts_with("De not"))
            .then_some(on(Rule::Dateline))
    }
}

/// Longest sentence, in bytes, that is searched for the first dash of an aside.
const ASIDE: usize = 300;

/// *iPhone*, *eBay*: a small letter and then a capital.
fn is_brand(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_lowercase) && letters.next().is_some_and(char::is_uppercase)
}

/// Whether a small word looks whole: words are cut short before a vowel, seldom after one.
fn is_whole(word: &str) -> bool {
    const ENDINGS: [&str; 9] = ["s", "x", "z", "r", "nt", "on", "en", "um", "ait"];
    let vowel = word.ends_with(['a', 'e', 'é', 'è', 'i', 'o', 'u', 'y', 'à', 'ù', 'î', 'ô', 'û', 'ê']);
    vowel || ENDINGS.iter().any(|ending| word.ends_with(ending))
}

pub(super) fn ends_in_digit(text: &str) -> bool {
    text.trim_end().ends_with(|c: char| c.is_ascii_digit())
}

pub(super) fn is_roman(word: &str) -> bool {
    !word.is_empty() && word != "IL" && word.bytes().all(|b| b"IVXLC".contains(&b))
}

pub(super) fn is_letter(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
}
