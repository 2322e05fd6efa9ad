//! ROUGE-1 and ROUGE-2 over stems, and budgets, as `bench/summarization/rouge.py` counts them.

use std::collections::HashMap;
use std::hash::Hash;

/// F of shared single stems and of shared pairs, 0..=1.
#[derive(Clone, Copy, Default)]
pub struct Rouge {
    pub one: f64,
    pub two: f64,
}

impl Rouge {
    /// The figure that goals are set in.
    pub fn mean(self) -> f64 {
        (self.one + self.two) / 2.0
    }
}

/// A reference, counted once.
pub struct Reference {
    words: HashMap<u32, usize>,
    pairs: HashMap<(u32, u32), usize>,
    pub tokens: usize,
    /// Words between spaces.
    pub length: usize,
}

impl Reference {
    pub fn new(stems: &[u32], length: usize) -> Self {
        Self { words: count(stems.iter().copied()), pairs: count(pairs(stems)), tokens: stems.len(), length }
    }

    pub fn has_word(&self, stem: u32) -> bool {
        self.words.contains_key(&stem)
    }

    pub fn has_pair(&self, pair: (u32, u32)) -> bool {
        self.pairs.contains_key(&pair)
    }

    pub fn score(&self, stems: &[u32]) -> Rouge {
        Rouge {
            one: f(shared(&self.words, stems.iter().copied()), stems.len(), self.tokens),
            two: f(shared(&self.pairs, pairs(stems)), stems.len().saturating_sub(1), self.tokens.saturating_sub(1)),
        }
    }
}

fn pairs(stems: &[u32]) -> impl Iterator<Item = (u32, u32)> + '_ {
    stems.windows(2).map(|w| (w[0], w[1]))
}

fn count<T: Eq + Hash>(items: impl Iterator<Item = T>) -> HashMap<T, usize> {
    let mut counts = HashMap::new();
    items.for_each(|i| *counts.entry(i).or_insert(0) += 1);
    counts
}

fn shared<T: Eq + Hash + Copy>(reference: &HashMap<T, usize>, items: impl Iterator<Item = T>) -> usize {
    count(items).iter().map(|(i, n)| (*n).min(reference.get(i).copied().unwrap_or(0))).sum()
}

fn f(shared: usize, ours: usize, theirs: usize) -> f64 {
    if shared == 0 { 0.0 } else { 2.0 * shared as f64 / (ours + theirs) as f64 }
}
