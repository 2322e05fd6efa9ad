//! The walk over a text: line by line, stop by stop.

use super::lexicon::Lexicon;
use super::marks::{ALONE, Job, Mark, Marks, is_line_break};
use super::rule::{Place, Rule};
use super::site::{self, Closed, Next, Site};
use super::srx::SrxRules;
use super::verdict::verdict;

/// Longest quotation, in bytes, in which a sentence that goes on after it holds full stops back.
const HELD: usize = 300;

/// How many characters after a closing mark are searched for what follows it.
const NEAR: usize = 12;

/// Calls `each` with every place of `text` that a rule looked at, in order.
pub(super) fn built_in(text: &str, lexicon: &Lexicon, mut each: impl FnMut(Place)) {
    let mut marks = Marks::default();
    let mut from = 0;
    while from < text.len() {
        let line_end = marks.read_line(text, from);
        Walk::new(text, from, line_end, &marks.list, lexicon).run(&mut each);
        let broken = text[line_end..].chars().next().map_or(0, char::len_utf8);
        if broken > 0 {
            each(Place { at: line_end, ends: true, rule: Rule::LineBreak });
        }
        from = line_end + broken;
    }
}

/// The same for a user's SRX rules.
pub(super) fn srx(text: &str, rules: &SrxRules, mut each: impl FnMut(Place)) {
    let mut from = 0;
    for line in text.split_inclusive(is_line_break) {
        let content = line.trim_end_matches(is_line_break);
        rules.scan(content, from, &mut each);
        if content.len() < line.len() {
            each(Place { at: from + content.len(), ends: true, rule: Rule::LineBreak });
        }
        from += line.len();
    }
}

/// The walk over one line.
struct Walk<'t> {
    line: &'t str,
    /// Where the line starts in the text.
    offset: usize,
    marks: &'t [Mark],
    lexicon: &'t Lexicon,
    /// Where the sentence starts, in the line.
    sentence: usize,
    /// Whether it is the first of the line.
    first: bool,
    /// Up to where the line has been searched for words.
    seen: usize,
    /// Whether the sentence has words before `seen`.
    has_words: bool,
    /// Up to where a quotation or bracket holds full stops back, and which of the two.
    held: (usize, Rule),
    /// Start of the last bracket that was opened inside a sentence.
    aside: usize,
}

impl<'t> Walk<'t> {
    fn new(text: &'t str, from: usize, to: usize, marks: &'t [Mark], lexicon: &'t Lexicon) -> Self {
        let held = (0, Rule::InQuotation);
        Self {
            line: &text[from..to],
            offset: from,
            marks,
            lexicon,
            sentence: 0,
            first: true,
            seen: 0,
            has_words: false,
            held,
            aside: usize::MAX,
        }
    }

    fn run(&mut self, each: &mut impl FnMut(Place)) {
        let mut index = 0;
        self.sentence = self.words_from(0);
        while let Some(mark) = self.marks.get(index) {
            index += 1;
            let at = mark.at as usize - self.offset;
            if at < self.seen && mark.job == Job::Stop {
                continue;
            }
            self.see(at);
            match mark.job {
                Job::Open(_) => self.open(mark, at),
                Job::Close(_) => {}
                Job::Stop => {
                    let (place, end) = self.stop(at, index);
                    if let Some(place) = place {
                        each(place);
                        if place.ends {
                            self.start_sentence(place.at - self.offset);
                        }
                    }
                    self.seen = self.seen.max(end);
                }
            }
        }
    }

    /// Notes whether the sentence has words before `to`.
    fn see(&mut self, to: usize) {
        if self.seen < to {
            self.has_words = self.has_words || self.line[self.seen..to].contains(char::is_alphanumeric);
            self.seen = to;
        }
    }

    /// The first byte at `at` or after it that is no white space.
    fn words_from(&self, at: usize) -> usize {
        self.line.len() - self.line[at..].trim_start().len()
    }

    fn start_sentence(&mut self, at: usize) {
        self.first = false;
        self.sentence = self.words_from(at);
        self.seen = self.sentence;
        self.has_words = false;
    }

    /// A quotation or bracket inside a sentence that goes on after it holds full stops back until it closes.
    fn open(&mut self, mark: &Mark, at: usize) {
        let Job::Open(pair) = mark.job else { return };
        if !self.has_words || mark.partner == ALONE {
            return;
        }
        let close = mark.partner as usize - self.offset;
        if pair.is_bracket() {
            self.aside = at;
        }
        if close - at > HELD || close <= self.held.0 {
            return;
        }
        let goes_on = self.goes_on_after(close, pair.is_bracket());
        if goes_on {
            self.held = (close, if pair.is_bracket() { Rule::InBrackets } else { Rule::InQuotation });
        }
    }

    /// Whether the sentence around a quotation or bracket goes on after its closing mark at `close`.
    fn goes_on_after(&self, close: usize, bracket: bool) -> bool {
        let decides = |c: &char| c.is_alphanumeric() || matches!(c, ',' | ';' | ':' | '.' | '!' | '?' | '…');
        let next = self.line[close..].chars().take(NEAR).find(decides);
        next.is_some_and(|c| c.is_lowercase() || matches!(c, ',' | ';' | ':') || bracket && c == '.')
    }

    /// Looks at the stop at `at`; returns what was decided and where the run of stops ends.
    fn stop(&self, at: usize, after: usize) -> (Option<Place>, usize) {
        let (stopped, kind) = site::run(self.line, at);
        let rest = &self.marks[after..];
        let passed = rest.iter().take_while(|m| (m.at as usize) < stopped + self.offset).count();
        let (end, last) = site::closers(self.line, stopped, self.offset, &rest[passed..]);
        let tail = &self.line[end..];
        let rest = tail.trim_start();
        let site = Site {
            line: self.line,
            sentence: self.sentence,
            first: self.first,
            has_words: self.has_words,
            stop: at,
            closed: self.closed(at, last),
            kind,
            next: Next::read(rest),
            gap: rest.len() < tail.len(),
        };
        if site.next.is_some() && stopped <= self.held.0 {
            return (Some(Place { at: self.offset + end, ends: false, rule: self.held.1 }), stopped);
        }
        let place = verdict(&site, self.lexicon).map(|(ends, rule)| Place { at: self.offset + end, ends, rule });
        (place, stopped)
    }

    fn closed(&self, stop: usize, last: Option<Mark>) -> Closed {
        let Some(mark) = last else { return Closed::Nothing };
        let Job::Close(pair) = mark.job else { return Closed::Nothing };
        if !pair.is_bracket() || mark.partner == ALONE {
            return Closed::Sentence;
        }
        let open = mark.partner as usize - self.offset;
        if self.line[open + 1..stop].trim().is_empty() {
            Closed::Omission
        } else if open == self.aside {
            Closed::Aside
        } else {
            Closed::Sentence
        }
    }
}
