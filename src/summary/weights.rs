//! What the models have learned, as a text file of numbers.

/// The weights of a [`Summarizer`](super::Summarizer).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Weights {
    /// Chance of a word, then one weight for each stop word.
    pub word: Linear,
    /// Chance of a pair of words.
    pub pair: Linear,
    /// What a sentence adds to those already picked.
    pub gain: Forest,
}

/// A linear model.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Linear {
    /// A weight for each fact.
    pub facts: Vec<f32>,
    /// A weight for each stop word, in order of the list.
    pub stops: Vec<f32>,
}

impl Linear {
    /// The weighted sum of `row`.
    pub(crate) fn score(&self, row: &[f32]) -> f32 {
        self.facts.iter().zip(row).map(|(w, x)| w * x).sum()
    }

    /// The weight of a stop word.
    pub(crate) fn of_stop(&self, stop: Option<u8>) -> f32 {
        stop.and_then(|s| self.stops.get(usize::from(s))).copied().unwrap_or(0.0)
    }
}

/// Regression trees whose answers add up.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Forest {
    /// The trees.
    pub trees: Vec<Tree>,
}

/// A regression tree: nodes with the root first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tree {
    /// The nodes.
    pub nodes: Vec<Node>,
}

/// A node of a [`Tree`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Node {
    /// Fact number, threshold, and the node for facts at or below it; the node for those above stands after that one.
    Split(u8, f32, u16),
    /// The answer, in thousandths of a score.
    Leaf(f32),
}

impl Forest {
    /// The sum of all trees' answers for `row`.
    pub fn score(&self, row: &[f32]) -> f32 {
        self.trees.iter().map(|t| t.score(row)).sum()
    }
}

impl Tree {
    fn score(&self, row: &[f32]) -> f32 {
        let mut at = 0;
        loop {
            match self.nodes[at] {
                Node::Leaf(answer) => return answer,
                Node::Split(fact, threshold, low) => {
                    at = usize::from(low) + usize::from(row[usize::from(fact)] > threshold);
                }
            }
        }
    }
}
