//! Names of people, organisations and places in French text, whether or not a glossary knows them.
//!
//! Rules and lists of our own, no learned weights: a capital inside a sentence makes a name, one at its start is judged by
//! the rest of the article. `docs/names.md` has the rules and what they reach.

mod chunks;
mod evidence;
mod kind;
mod lexicon;
mod proposal;
mod tokens;
mod unknown;

use crate::model::{Name, NameKind};
use crate::text::Span;
use evidence::Evidence;
use std::ops::Range;
use tokens::Token;

pub use proposal::proposal;
pub use unknown::{Unknown, unknown};

/// Finds the names of one article, line by line; what a line shows helps with those after it.
///
/// ```
/// use entrefilet::names::Finder;
/// let mut finder = Finder::default();
/// let text = "À Moscou, Sergueï Lavrov a reçu les ministres.";
/// let names: Vec<&str> = finder.find(text).iter().map(|n| n.span.of(text)).collect();
/// assert_eq!(names, ["Moscou", "Sergueï Lavrov"]);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Finder {
    evidence: Evidence,
}

impl Finder {
    /// A finder that has seen all `lines` of an article, so that the first ones are judged by the last, too.
    pub fn of<'l>(lines: impl IntoIterator<Item = &'l str>) -> Self {
        let mut finder = Self::default();
        let lines: Vec<&str> = lines.into_iter().collect();
        lines.iter().for_each(|line| finder.evidence.learn(&tokens::tokens(line)));
        lines.iter().for_each(|line| finder.learn_people(line));
        finder
    }

    /// The names in `line`, in order, not overlapping; what the line shows is remembered.
    pub fn find(&mut self, line: &str) -> Vec<Name> {
        self.evidence.learn(&tokens::tokens(line));
        self.learn_people(line);
        self.names(line)
    }

    /// The names in `line`, in order, not overlapping; where nothing tells its kind, a name is taken for a person's.
    pub fn names(&self, line: &str) -> Vec<Name> {
        let kinded = self.kinded(line).into_iter();
        kinded.map(|(span, kind)| Name { span, kind: kind.unwrap_or(NameKind::Person) }).collect()
    }

    /// The names in `line` with their kinds, where something tells them.
    fn kinded(&self, line: &str) -> Vec<(Span, Option<NameKind>)> {
        let tokens = tokens::tokens(line);
        let chunks = chunks::chunks(line, &tokens, &self.evidence);
        let kinds = kind::kinds(line, &tokens, &chunks, &self.evidence);
        chunks.iter().zip(kinds).map(|(range, kind)| (span(&tokens, range), kind)).collect()
    }

    fn learn_people(&mut self, line: &str) {
        for (span, _) in self.kinded(line).iter().filter(|(_, kind)| *kind == Some(NameKind::Person)) {
            self.evidence.learn_person(span.of(line));
        }
    }
}

fn span(tokens: &[Token], range: &Range<usize>) -> Span {
    Span { start: tokens[range.start].span.start, end: tokens[range.end - 1].span.end }
}

#[cfg(test)]
mod tests;
