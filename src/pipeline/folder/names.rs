//! The names of a folder that the glossary does not know.

use crate::brief::NewName;
use crate::names::{self, Unknown};
use crate::text::fold;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// New names that get a proposed glossary entry.
const MOST_PROPOSED: usize = 100;

/// The names so far, by their folded form: *Caisse d’Épargne* and *Caisse d'Epargne* are one.
#[derive(Default)]
pub(super) struct NewNames(BTreeMap<String, New>);

/// A name that the glossary does not know, so far.
struct New {
    unknown: Unknown,
    mentions: u32,
    articles: u32,
    first: String,
}

impl NewNames {
    /// Adds the mentions of a name in one more article, whose first is at `first`.
    pub fn meet(&mut self, unknown: Unknown, first: String) {
        let mentions = unknown.mentions.len() as u32;
        let key = fold(&unknown.text);
        match self.0.get_mut(&key) {
            Some(known) => {
                known.articles += 1;
                known.unknown.kind = known.unknown.kind.or(unknown.kind);
                known.unknown.acronym = known.unknown.acronym.take().or(unknown.acronym);
                known.mentions += mentions;
            }
            None => {
                self.0.insert(key, New { unknown, mentions, articles: 1, first });
            }
        }
    }

    /// The names as a digest lists them, those of most articles first.
    pub fn rows(&self) -> Vec<NewName> {
        let name = |n: &New| NewName {
            name: n.unknown.text.clone(),
            kind: n.unknown.kind_in_words(),
            mentions: n.mentions,
            articles: n.articles,
            first: n.first.clone(),
        };
        self.by_weight().into_iter().map(name).collect()
    }

    /// Glossary entries for the names met most, in the order of their ids; and how many they are.
    pub fn proposals(&self) -> (String, usize) {
        let block = |n: &New| names::proposal(&n.unknown.text, n.unknown.kind, n.unknown.acronym.as_deref());
        let mut blocks: Vec<String> = self.by_weight().into_iter().take(MOST_PROPOSED).map(block).collect();
        blocks.sort();
        (blocks.join("\n"), blocks.len())
    }

    fn by_weight(&self) -> Vec<&New> {
        let mut names: Vec<&New> = self.0.values().collect();
        names.sort_by_key(|n| (Reverse((n.articles, n.mentions)), n.unknown.text.clone()));
        names
    }
}
