//! A document read once into numbers: which stems stand where, and what each sentence is like.

use super::document::Document;
use super::leaning::leans_on_predecessor;
use super::tokens::{Size, tokens};
use super::usable;
use super::vocabulary::Vocabulary;
use std::ops::Range;

/// A document as the models see it.
pub(crate) struct Reading {
    /// The tokens of all sentences, in order.
    pub(crate) tokens: Vec<Seen>,
    /// The sentences.
    pub(crate) lines: Vec<Line>,
    /// Stems of the title.
    pub(crate) title: Vec<u32>,
}

/// A token in its place.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seen {
    /// Its stem, a number of the vocabulary.
    pub(crate) stem: u32,
    /// It starts with a capital, and not because a sentence does.
    pub(crate) name: bool,
    /// It stands inside quotation marks.
    pub(crate) quoted: bool,
}

/// A sentence in numbers.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    /// Its tokens in [`Reading::tokens`].
    pub(crate) tokens: Range<usize>,
    /// Words between spaces, at least 1: what budgets count.
    pub(crate) words: usize,
    /// May be picked.
    pub(crate) usable: bool,
    /// Asks, announces what follows, or has hardly a word.
    pub(crate) weak: bool,
    /// Cannot stand without the sentence before.
    pub(crate) leans: bool,
    /// Starts inside a quotation that an earlier sentence opened.
    pub(crate) starts_quoted: bool,
    /// Ends inside a quotation that a later sentence closes.
    pub(crate) ends_quoted: bool,
    /// Marks that tell kinds of sentences apart.
    pub(crate) marks: Marks,
}

/// Marks of a sentence.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Marks {
    /// It asks.
    pub(crate) question: bool,
    /// It has a colon.
    pub(crate) colon: bool,
    /// It has a bracket.
    pub(crate) bracket: bool,
    /// Its commas.
    pub(crate) commas: usize,
    /// Its first mark or letter opens a quotation.
    pub(crate) opens_quoted: bool,
    /// It ends as sentences do.
    pub(crate) ended: bool,
}

impl Reading {
    /// Reads `document`, taking its stems from `vocabulary`.
    pub(crate) fn new(document: &Document, vocabulary: &mut Vocabulary) -> Self {
        let mut buffer = String::new();
        let title = tokens(document.title).map(|t| vocabulary.stem(t.lower(&mut buffer))).collect();
        let mut reading = Self { tokens: Vec::new(), lines: Vec::with_capacity(document.sentences.len()), title };
        let mut quotation = Quotation::default();
        for sentence in &document.sentences {
            let line = reading.line(sentence.text, &mut quotation, vocabulary, &mut buffer);
            reading.lines.push(line);
        }
        reading
    }

    /// The tokens of sentence `index`.
    pub(crate) fn of(&self, index: usize) -> &[Seen] {
        &self.tokens[self.lines[index].tokens.clone()]
    }

    fn line(
        &mut self,
        text: &str,
        quotation: &mut Quotation,
        vocabulary: &mut Vocabulary,
        buffer: &mut String,
    ) -> Line {
        let start = self.tokens.len();
        let starts_quoted = quotation.open;
        let (mut read, mut fresh) = (0, true);
        for token in tokens(text) {
            fresh |= quotation.pass(text, read..token.at);
            let name = !fresh && token.capital();
            let stem = vocabulary.stem(token.lower(buffer));
            self.tokens.push(Seen { stem, name, quoted: quotation.open });
            read = token.at + token.text.len();
            fresh = false;
        }
        quotation.pass(text, read..text.len());
        let size = Size::of(text);
        let opening = usable::opening(text);
        Line {
            tokens: start..self.tokens.len(),
            words: size.words.max(1),
            usable: usable::is_usable(text, size, &opening),
            weak: usable::is_weak(text, size.words),
            leans: leans_on_predecessor(text, &opening),
            starts_quoted,
            ends_quoted: quotation.open,
            marks: Marks::of(text),
        }
    }
}

impl Line {
    /// Whether only the sentence before explains it: it leans on that one, or goes on with its quotation.
    pub(crate) fn needs_predecessor(&self) -> bool {
        self.leans || self.starts_quoted
    }

    /// Whether it tells something and cuts no quotation short.
    pub(crate) fn is_whole(&self) -> bool {
        !self.weak && !self.ends_quoted
    }
}

impl Marks {
    fn of(text: &str) -> Self {
        let end = text.trim_end();
        Self {
            question: end.trim_end_matches(['»', '"', '”', ' ', '\u{a0}']).ends_with('?'),
            colon: text.contains(':'),
            bracket: text.contains('('),
            commas: text.bytes().filter(|&b| b == b',').count(),
            opens_quoted: text.starts_with(['«', '"', '“']),
            ended: end.ends_with(['.', '!', '?', '…', '»', '"', '”']),
        }
    }
}

/// Whether the reader is inside quotation marks, over the sentences of a document.
#[derive(Default)]
struct Quotation {
    open: bool,
}

impl Quotation {
    /// Passes over the marks in `gap`; says whether a quotation opened there.
    fn pass(&mut self, text: &str, gap: Range<usize>) -> bool {
        let mut opened = false;
        if &text[gap.clone()] == " " {
            return false;
        }
        for (i, c) in text[gap.clone()].char_indices() {
            let after = &text[gap.start + i + c.len_utf8()..];
            match c {
                '«' | '“' => self.open = true,
                '»' | '”' => self.open = false,
                '"' => self.open = self.straight(&text[..gap.start + i], after),
                _ => continue,
            }
            opened |= self.open;
        }
        opened
    }

    /// A straight mark opens before a word that a space or bracket precedes, and else changes what was.
    fn straight(&self, before: &str, after: &str) -> bool {
        let at_word = after.starts_with(|c: char| c.is_alphanumeric() || c == '(');
        let after_space = before.is_empty() || before.ends_with(|c: char| c.is_whitespace() || c == '(');
        at_word && (after_space || !self.open)
    }
}
