//! What stands around a full stop: the word before it, what closes after it, what comes next.

use super::lexicon::Lexicon;
use super::marks::{ALONE, Job, Mark};

/// A place where a sentence might end.
pub(super) struct Site<'t> {
    /// The line, from its start.
    pub line: &'t str,
    /// Where the sentence starts, in the line.
    pub sentence: usize,
    /// Whether it is the first of the line.
    pub first: bool,
    /// Whether the sentence has words before the stop.
    pub has_words: bool,
    /// First byte of the run of stops.
    pub stop: usize,
    /// What closes after it.
    pub closed: Closed,
    /// The kind of stop.
    pub kind: Kind,
    /// What comes after the gap; `None` at the end of the line.
    pub next: Option<Next<'t>>,
    /// Whether white space lies between `end` and what comes next.
    pub gap: bool,
}

/// What a run of stops is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Period,
    Strong,
    Ellipsis,
}

/// What closes after a stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Closed {
    Nothing,
    /// Quotation marks, or a bracket around the whole sentence.
    Sentence,
    /// A bracket that was opened inside the sentence.
    Aside,
    /// Brackets with nothing but the ellipsis in them.
    Omission,
}

/// What comes after a stop.
#[derive(Clone, Copy, Debug)]
pub(super) struct Next<'t> {
    /// The line from the first character that is no white space.
    pub rest: &'t str,
    /// That character.
    pub first: char,
    /// The first opening mark, if `rest` starts with one.
    pub opening: Option<Opening>,
    /// What the first word starts with.
    pub lead: Lead,
    /// The line from the first word: behind all opening marks.
    pub words: &'t str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opening {
    Quotation,
    Bracket,
    Dash,
}

/// What a word starts with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lead {
    Lower,
    Upper,
    Digit,
    Other,
}

/// Opening marks that are looked through before a word.
const OPENINGS: usize = 8;

impl<'t> Next<'t> {
    /// Reads what `rest` starts with; `None` if it is empty.
    pub fn read(rest: &'t str) -> Option<Self> {
        let first = rest.chars().next()?;
        let opening = opening(first);
        let mut words = rest;
        for _ in 0..OPENINGS {
            let Some(c) = words.chars().next().filter(|&c| self::opening(c).is_some()) else { break };
            words = words[c.len_utf8()..].trim_start();
        }
        let lead = words.chars().next().map_or(Lead::Other, lead);
        Some(Self { rest, first, opening, lead, words })
    }

    /// The first word, with its apostrophe and what follows it.
    pub fn word(&self) -> &'t str {
        word(self.words)
    }

    /// Whether the first word is a capital that starts sentences.
    pub fn starts_sentences(&self, lexicon: &Lexicon) -> bool {
        lexicon.starts(self.word())
    }

    /// Whether the first word would start sentences if it had a capital.
    pub fn starts_sentences_in_small(&self, lexicon: &Lexicon) -> bool {
        let mut letters = self.word().chars();
        let capital: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
        lexicon.starts(&(capital + letters.as_str()))
    }

    /// Whether it starts with a mark after which a sentence can only go on.
    pub fn goes_on(&self) -> bool {
        matches!(self.first, ',' | ';' | ':' | ')' | ']' | '}' | '»' | '”' | '%' | '=' | '/')
    }
}

fn opening(c: char) -> Option<Opening> {
    match c {
        '«' | '“' | '„' | '‘' | '"' | '\'' | '‹' => Some(Opening::Quotation),
        '(' | '[' | '{' => Some(Opening::Bracket),
        '–' | '—' | '-' | '―' | '•' | '−' | '*' | '¿' | '¡' => Some(Opening::Dash),
        _ => None,
    }
}

fn lead(c: char) -> Lead {
    match c {
        'a'..='z' => Lead::Lower,
        'A'..='Z' => Lead::Upper,
        '0'..='9' => Lead::Digit,
        c if c.is_lowercase() => Lead::Lower,
        c if c.is_alphabetic() => Lead::Upper,
        c if c.is_numeric() => Lead::Digit,
        _ => Lead::Other,
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ')
}

/// The word `text` starts with: letters, digits, apostrophes and hyphens between them.
pub(super) fn word(text: &str) -> &str {
    let end = text.char_indices().take(40).find(|&(_, c)| !(c.is_alphanumeric() || is_apostrophe(c) || c == '-'));
    let end = end.map_or_else(|| text.char_indices().nth(40).map_or(text.len(), |(i, _)| i), |(i, _)| i);
    &text[..end]
}

/// The letters and digits that `token` ends with.
pub(super) fn word_at_end(token: &str) -> &str {
    let start = token.char_indices().rev().take_while(|&(_, c)| c.is_alphanumeric()).last();
    &token[start.map_or(token.len(), |(i, _)| i)..]
}

impl<'t> Site<'t> {
    /// The token that ends at the stop: everything back to white space or an opening mark, at most 64 bytes.
    pub fn token(&self) -> &'t str {
        let mut from = self.stop.saturating_sub(64).max(self.sentence);
        while !self.line.is_char_boundary(from) {
            from += 1;
        }
        let window = &self.line[from..self.stop];
        let cut = |c: char| c.is_whitespace() || matches!(c, '(' | '[' | '«' | '»' | '“' | '”' | '"' | '–' | '—' | '/');
        window.rfind(cut).map_or(window, |at| window[at..].trim_start_matches(cut))
    }

    /// The word before `token`, in the same sentence; empty if there is none.
    pub fn word_before(&self, token: &str) -> &'t str {
        let before =
            self.line[self.sentence..self.stop - token.len()].trim_end_matches(|c: char| c == '.' || c.is_whitespace());
        let mut from = before.len().saturating_sub(48);
        while !before.is_char_boundary(from) {
            from += 1;
        }
        let window = &before[from..];
        window.rfind(|c: char| !(c.is_alphanumeric() || c == '-')).map_or(window, |at| {
            let rest = &window[at..];
            &rest[rest.chars().next().map_or(0, char::len_utf8)..]
        })
    }

    /// The sentence so far, up to the stop.
    pub fn so_far(&self) -> &'t str {
        &self.line[self.sentence..self.stop]
    }
}

/// The run of stops that starts at `at`: its end and its kind. *? !* and *. . .* are one run.
pub(super) fn run(line: &str, at: usize) -> (usize, Kind) {
    let (mut end, mut dots, mut kind) = (at, 0, Kind::Period);
    loop {
        let rest = &line[end..];
        let after = rest.trim_start_matches([' ', '\u{a0}', '\u{202f}', '\u{2009}']);
        let spaced = after.len() < rest.len();
        match after.chars().next() {
            Some('!' | '?' | '‽' | '؟') => kind = Kind::Strong,
            Some('…') if !spaced || kind == Kind::Strong && after['…'.len_utf8()..].starts_with(' ') => dots += 3,
            Some('.') if spaced && kind == Kind::Strong && after.starts_with("... ") => dots += 3,
            Some('.') if spaced && !(dots > 0 && kind == Kind::Period && spaced_dot(after)) => break,
            Some('.') => dots += 1,
            Some('。') if !spaced => dots += 1,
            _ => break,
        }
        end = line.len() - after.len() + after.chars().next().map_or(0, char::len_utf8);
    }
    (end, if kind == Kind::Period && dots > 1 { Kind::Ellipsis } else { kind })
}

/// Whether `after` goes on as *. . .* does: a dot and then nothing that belongs to it.
fn spaced_dot(after: &str) -> bool {
    after[1..].starts_with([' ', '\u{a0}', '.']) || after.len() == 1
}

/// Passes over what closes at `at`, the marks after the stop in `marks`; returns where it ends, and the last mark passed.
pub(super) fn closers(line: &str, mut at: usize, offset: usize, marks: &[Mark]) -> (usize, Option<Mark>) {
    let mut last = None;
    for mark in marks {
        let Job::Close(pair) = mark.job else { break };
        let start = mark.at as usize - offset;
        let between = &line[at..start];
        let near = between.is_empty()
            || (mark.partner != ALONE || !pair.is_bracket()) && between.chars().all(char::is_whitespace);
        if !near {
            break;
        }
        at = mark.end() - offset;
        last = Some(*mark);
    }
    (at + loose(&line[at..]), last)
}

/// Bytes of what hangs on a sentence's end without being a mark: note numbers (*[12]*), Markdown's stars.
fn loose(rest: &str) -> usize {
    let stars = rest.len() - rest.trim_start_matches(['*', '_']).len();
    if stars > 0 && rest[stars..].chars().next().is_none_or(char::is_whitespace) { stars } else { 0 }
}
