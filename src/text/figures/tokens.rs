//! The words of a text as the readers of figures look at them.

use super::{Figure, Language, Look, Value};
use crate::text::{Span, WordKind, fold, words};

/// The words of a text, each with its folded form.
pub(super) struct Tokens<'t> {
    /// The text.
    pub text: &'t str,
    /// Its language.
    pub language: Language,
    tokens: Vec<Token>,
}

struct Token {
    span: Span,
    kind: WordKind,
    folded: String,
}

impl<'t> Tokens<'t> {
    /// Cuts `text` into words.
    pub fn new(text: &'t str, language: Language) -> Self {
        let token = |w: crate::text::Word| Token { span: w.span, kind: w.kind, folded: fold(w.span.of(text)) };
        Self { text, language, tokens: words(text).map(token).collect() }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Folded form of word `at`; empty past either end.
    pub fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |t| &t.folded)
    }

    /// Folded form of the word before `at`; empty at the start.
    pub fn before(&self, at: usize) -> &str {
        at.checked_sub(1).map_or("", |i| self.word(i))
    }

    /// Word `at` as written; empty past the end.
    pub fn raw(&self, at: usize) -> &'t str {
        self.tokens.get(at).map_or("", |t| t.span.of(self.text))
    }

    /// Whether word `at` starts with a digit.
    pub fn is_number(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|t| t.kind == WordKind::Number)
    }

    /// Word `at` as a whole number without separators or letters.
    pub fn plain(&self, at: usize) -> Option<u16> {
        let raw = self.raw(at);
        raw.bytes().all(|b| b.is_ascii_digit()).then(|| raw.parse().ok()).flatten()
    }

    /// What stands between word `at` and the next; empty past the end.
    pub fn gap(&self, at: usize) -> &'t str {
        match (self.tokens.get(at), self.tokens.get(at + 1)) {
            (Some(a), Some(b)) => &self.text[a.span.end as usize..b.span.start as usize],
            _ => "",
        }
    }

    /// Whether nothing stands between word `at` and the next.
    pub fn joined(&self, at: usize) -> bool {
        at + 1 < self.len() && self.gap(at).is_empty()
    }

    /// The text from word `from` to before word `to`.
    pub fn span(&self, from: usize, to: usize) -> Span {
        Span { start: self.tokens[from].span.start, end: self.tokens[to - 1].span.end }
    }

    /// A figure of the words `from..to` without a unit.
    pub fn figure(&self, from: usize, to: usize, value: Value, look: Look) -> super::Read {
        let span = self.span(from, to);
        (Figure { span, whole: span, value, look }, to)
    }
}
