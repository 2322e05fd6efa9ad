//! What grouping keeps of an article.

use crate::text::{Date, WordKind, fold, stem, words};
use rustc_hash::FxHasher;
use std::hash::Hasher;

/// An article as grouping sees it: a few kilobytes, without its text.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// Hashes of stems and concepts with how often they occur (title counted three times), by hash.
    pub(super) terms: Vec<(u32, u16)>,
    /// A sample of the hashes of all runs of [`RUN`] words, sorted: what near-duplicates share.
    pub(super) runs: Vec<u32>,
    /// Words of the text.
    pub(super) words: u32,
    /// Date of the article.
    pub(super) date: Option<Date>,
}

/// Words that must repeat in a row for two articles to share a run.
const RUN: usize = 4;
/// One run in so many is kept.
const SAMPLE: u32 = 4;
/// How often a word of the title counts.
const TITLE: u16 = 3;

impl Row {
    /// Reads an article: its title, the parts of its text, the ids of the glossary's concepts in it (once for each
    /// mention), its date.
    pub fn new<'t>(
        title: &str,
        text: impl IntoIterator<Item = &'t str>,
        concepts: impl IntoIterator<Item = u32>,
        date: Option<Date>,
    ) -> Self {
        let mut terms: Vec<(u32, u16)> = stems(title).into_iter().map(|s| (s, TITLE)).collect();
        let mut row = Self { date, ..Self::default() };
        for part in text {
            let stems = stems(part);
            row.words += stems.len() as u32;
            row.runs.extend(stems.windows(RUN).map(hash).filter(|h| h % SAMPLE == 0));
            terms.extend(stems.into_iter().map(|s| (s, 1)));
        }
        terms.extend(concepts.into_iter().map(|c| (hash(&[CONCEPT, c]), 1)));
        row.terms = summed(terms);
        row.runs.sort_unstable();
        row.runs.dedup();
        row
    }
}

/// Keeps concepts apart from words.
const CONCEPT: u32 = 0x00c0_ce97;

/// Hashes of the stems of `text`: words of three letters and more, and numbers.
fn stems(text: &str) -> Vec<u32> {
    let words = words(text).filter(|w| w.kind != WordKind::Mark && w.span.len() > 2);
    words
        .map(|w| {
            let mut hasher = FxHasher::default();
            hasher.write(fold(&stem(&w.span.of(text).to_lowercase())).as_bytes());
            (hasher.finish() >> 32) as u32
        })
        .collect()
}

fn hash(parts: &[u32]) -> u32 {
    let mut hasher = FxHasher::default();
    parts.iter().for_each(|&p| hasher.write_u32(p));
    (hasher.finish() >> 32) as u32
}

fn summed(mut terms: Vec<(u32, u16)>) -> Vec<(u32, u16)> {
    terms.sort_unstable();
    terms.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 = kept.1.saturating_add(next.1);
        }
        same
    });
    terms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_title_counts_three_times_and_concepts_are_words() {
        let row = Row::new("Bamako", ["Bamako brûle", "à Bamako"], [7, 7], None);
        let mut counts: Vec<u16> = row.terms.iter().map(|t| t.1).collect();
        counts.sort_unstable();
        assert_eq!(counts, [1, 2, 5]);
    }
}
