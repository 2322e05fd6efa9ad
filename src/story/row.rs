//! What grouping keeps of an article.

use crate::text::{Date, WordKind, fold, rarity, stem, stop_word, words};
use rustc_hash::FxHasher;
use std::hash::Hasher;

/// Terms and weights, sorted by term.
pub(super) type Vector = Vec<(u32, f32)>;

/// The bit of a term that says it is a name.
pub(super) const NAME: u32 = 1;

/// An article as grouping sees it: a few kilobytes, without its text.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// Hashes of stems and concepts with how often they occur (title counted three times) times their rarity, by hash.
    pub(super) terms: Vector,
    /// Those of `terms` that are names here, sorted.
    pub(super) names: Vec<u32>,
    /// Hashes of all runs of [`RUN`] words, sorted: what near-duplicates share.
    pub(super) runs: Vec<u32>,
    /// Words of the text.
    pub(super) words: u32,
    /// Date of the article.
    pub(super) date: Option<Date>,
}

/// Words that must repeat in a row for two articles to share a run.
const RUN: usize = 4;
/// How often a word of the title counts.
const TITLE: f32 = 3.0;

impl Row {
    /// Reads an article: its title, the parts of its text, the ids of the glossary's concepts in it (once for each
    /// mention), its date.
    pub fn new<'t>(
        title: &str,
        text: impl IntoIterator<Item = &'t str>,
        concepts: impl IntoIterator<Item = u32>,
        date: Option<Date>,
    ) -> Self {
        let mut terms: Vector = stems(title).iter().map(|s| (s.hash, TITLE * s.rarity)).collect();
        let mut row = Self { date, ..Self::default() };
        for part in text {
            let stems = stems(part);
            let hashes: Vec<u32> = stems.iter().map(|s| s.hash).collect();
            row.words += stems.len() as u32;
            row.runs.extend(hashes.windows(RUN).map(hash));
            row.names.extend(stems.iter().filter(|s| s.name).map(|s| s.hash));
            terms.extend(stems.iter().map(|s| (s.hash, s.rarity)));
        }
        for concept in concepts.into_iter().map(|c| hash(&[CONCEPT, c]) & !NAME) {
            row.names.push(concept);
            terms.push((concept, 1.0));
        }
        row.terms = summed(terms);
        for sorted in [&mut row.runs, &mut row.names] {
            sorted.sort_unstable();
            sorted.dedup();
            sorted.shrink_to_fit();
        }
        row
    }
}

/// Keeps concepts apart from words.
const CONCEPT: u32 = 0x00c0_ce97;

/// A content word.
struct Stem {
    hash: u32,
    rarity: f32,
    /// It has a capital, and not because a sentence starts.
    name: bool,
}

/// The content words of `text`: of three letters and more, and numbers.
fn stems(text: &str) -> Vec<Stem> {
    let (mut stems, mut starts) = (Vec::new(), true);
    for word in words(text) {
        let written = word.span.of(text);
        if word.kind == WordKind::Mark {
            starts |= matches!(written, "." | "!" | "?" | "…" | ":" | "«" | "“" | "\"");
            continue;
        }
        let lower = written.to_lowercase();
        let bare = lower.trim_end_matches(['\'', '’']);
        if bare.len() > 2 && stop_word(bare).is_none() {
            stems.push(Stem::of(&lower, !starts && written.starts_with(char::is_uppercase)));
        }
        starts = false;
    }
    stems
}

impl Stem {
    fn of(word: &str, name: bool) -> Self {
        let stem = stem(word);
        let mut hasher = FxHasher::default();
        hasher.write(fold(&stem).as_bytes());
        Self { hash: mixed(hasher.finish()) & !NAME, rarity: rarity(&stem), name }
    }
}

fn hash(parts: &[u32]) -> u32 {
    let mut hasher = FxHasher::default();
    parts.iter().for_each(|&p| hasher.write_u32(p));
    mixed(hasher.finish())
}

/// Spreads a hash evenly over 32 bits (the last step of splitmix64).
fn mixed(hash: u64) -> u32 {
    let hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (hash >> 32) as u32
}

/// The terms sorted, each once with its sum.
fn summed(mut terms: Vector) -> Vector {
    terms.sort_by_key(|t| t.0);
    terms.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 += next.1;
        }
        same
    });
    terms.retain(|t| t.1 > 0.0);
    terms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_title_counts_three_times_and_concepts_are_words() {
        let row = Row::new("Bamako", ["Bamako dodeline", "à Bamako"], [7, 7], None);
        assert_eq!(row.names.len(), 2, "Bamako after “à”, and the concept");
        let mut sums: Vec<f32> = row.terms.iter().map(|t| t.1).collect();
        sums.sort_by(f32::total_cmp);
        assert_eq!(sums, [1.0, 2.0, 5.0]);
    }
}
