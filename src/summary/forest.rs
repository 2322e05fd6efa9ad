//! Regression trees whose answers add up: the model of what a sentence adds to a summary.

use super::rows::{GAIN, GainRow};

/// Questions of a tree: three levels of them.
pub const SPLITS: usize = 7;
/// Answers of a tree.
pub const LEAVES: usize = 8;

/// Sentences that are scored side by side.
pub(crate) const LANES: usize = 8;
/// One fact of as many sentences.
pub(crate) type Lanes = [f32; LANES];
/// All facts of as many sentences.
pub(crate) type Block = [Lanes; GAIN];

/// Regression trees whose answers add up.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Forest {
    /// The trees.
    pub trees: Vec<Tree>,
}

/// A regression tree of three levels.
///
/// Splits stand level by level: after split `i` comes `2i + 1` for facts at or below its threshold, else `2i + 2`; what
/// would come after the last level are the leaves, in order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tree {
    /// The questions.
    pub splits: [Split; SPLITS],
    /// The answers, in millionths of a score: whole numbers, so that sums are the same in any order.
    pub leaves: [f32; LEAVES],
}

/// A question about one fact.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Split {
    fact: u8,
    threshold: f32,
}

impl Split {
    /// A split that leads everything to the lower side.
    pub const NONE: Self = Self { fact: 0, threshold: f32::INFINITY };

    /// Whether fact number `fact` is above `threshold`; `None` if there is no such fact.
    pub fn new(fact: u8, threshold: f32) -> Option<Self> {
        (usize::from(fact) < GAIN).then_some(Self { fact, threshold })
    }

    /// The number of its fact.
    pub fn fact(self) -> u8 {
        self.fact
    }

    /// What the fact must exceed.
    pub fn threshold(self) -> f32 {
        self.threshold
    }
}

impl Forest {
    /// The sums of all trees' answers for the sentences of `block`, in millionths of a score.
    pub(crate) fn score(&self, block: &Block) -> Lanes {
        let mut sums = [0.0; LANES];
        self.trees.iter().for_each(|tree| tree.add(block, &mut sums));
        sums
    }
}

impl Tree {
    /// The tree's answer for one sentence, in millionths of a score.
    pub fn score(&self, row: &GainRow) -> f32 {
        let mut at = 0;
        while let Some(split) = self.splits.get(at) {
            at = 2 * at + 1 + usize::from(row[usize::from(split.fact)] > split.threshold);
        }
        self.leaves[at - SPLITS]
    }

    /// Adds the tree's answers for a block to `sums`: all questions are asked of all sentences and the answers chosen
    /// without a branch, which is quicker than to walk down for each.
    fn add(&self, block: &Block, sums: &mut Lanes) {
        let facts = self.splits.map(|split| &block[usize::from(split.fact)]);
        let leaf = &self.leaves;
        for (lane, sum) in sums.iter_mut().enumerate() {
            let choose = |split: usize, low: f32, high: f32| {
                if facts[split][lane] > self.splits[split].threshold { high } else { low }
            };
            let lowest = choose(3, leaf[0], leaf[1]);
            let low = choose(4, leaf[2], leaf[3]);
            let high = choose(5, leaf[4], leaf[5]);
            let highest = choose(6, leaf[6], leaf[7]);
            *sum += choose(0, choose(1, lowest, low), choose(2, high, highest));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Weights;
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_block_scores_as_its_rows(
            rows in prop::collection::vec(prop::collection::vec(-2.0f32..60.0, GAIN), LANES),
        ) {
            let weights: Weights = include_str!("weights.txt").parse().unwrap();
            let mut block = [[0.0; LANES]; GAIN];
            for (lane, row) in rows.iter().enumerate() {
                row.iter().zip(&mut block).for_each(|(x, lanes)| lanes[lane] = *x);
            }
            let scores = weights.gain.score(&block);
            for (row, score) in rows.iter().zip(scores) {
                let row: GainRow = row.clone().try_into().unwrap();
                prop_assert_eq!(weights.gain.trees.iter().map(|t| t.score(&row)).sum::<f32>(), score);
            }
        }
    }
}
