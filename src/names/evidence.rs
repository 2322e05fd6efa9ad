//! What the rest of the article says about a word whose capital proves nothing.

use super::tokens::{Shape, Token};
use crate::text::fold;
use rustc_hash::FxHashSet;

/// Words met inside sentences, where capitals mean something; folded.
#[derive(Clone, Debug, Default)]
pub(super) struct Evidence {
    capital: FxHashSet<String>,
    lower: FxHashSet<String>,
    surnames: FxHashSet<String>,
}

impl Evidence {
    /// Adds what `tokens` show.
    pub fn learn(&mut self, tokens: &[Token]) {
        for token in tokens {
            match token.shape {
                Shape::Capital | Shape::Upper if !token.opens => self.capital.insert(fold(token.text)),
                Shape::Lower => self.lower.insert(fold(token.text)),
                _ => false,
            };
        }
    }

    /// Remembers the last word of a person's full name.
    pub fn learn_person(&mut self, name: &str) {
        if let Some((_, surname)) = name.rsplit_once([' ', '\u{a0}']) {
            self.surnames.insert(fold(surname));
        }
    }

    /// Whether the word stands somewhere inside a sentence with a capital.
    pub fn is_capital(&self, word: &str) -> bool {
        self.capital.contains(&fold(word))
    }

    /// Whether the word stands somewhere in lower case.
    pub fn is_lower(&self, word: &str) -> bool {
        self.lower.contains(&fold(word))
    }

    /// Whether a person of the article bears this surname.
    pub fn is_surname(&self, word: &str) -> bool {
        self.surnames.contains(&fold(word))
    }
}
