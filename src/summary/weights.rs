//! What the models have learned, as a text file of numbers.

use super::chances::{PAIR, WORD};
use super::study::GAIN;
use std::fmt;
use std::str::{FromStr, SplitWhitespace};

/// The weights of a [`Summarizer`](super::Summarizer).
///
/// As text, one line for each list: `word`, `stops` and `pair` with their weights, then a `tree` line for each tree of the
/// gain model: its nodes in order, a split as `fact:threshold:low`, a leaf as its number.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Weights {
    /// Chance of a word.
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

/// Regression trees whose answers add up.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Forest {
    /// The trees.
    pub trees: Vec<Tree>,
}

/// A regression tree: nodes with the root first; children stand after their parents.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tree {
    /// The nodes.
    pub nodes: Vec<Node>,
}

/// A node of a [`Tree`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Node {
    /// Fact number, threshold, and the node for facts at or below it; the node for those above stands right after that.
    Split(u8, f32, u16),
    /// The answer, in thousandths of a score.
    Leaf(f32),
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

impl Forest {
    /// The sum of all trees' answers for `row`, in thousandths of a score.
    pub fn score(&self, row: &[f32]) -> f32 {
        self.trees.iter().map(|t| t.score(row)).sum()
    }
}

impl Tree {
    /// The tree's answer for `row`, in thousandths of a score; 0 for a tree without nodes.
    pub fn score(&self, row: &[f32]) -> f32 {
        let mut at = 0;
        loop {
            match self.nodes.get(at) {
                Some(Node::Leaf(answer)) => return *answer,
                Some(&Node::Split(fact, threshold, low)) if usize::from(low) > at => {
                    let above = row.get(usize::from(fact)).is_some_and(|x| *x > threshold);
                    at = usize::from(low) + usize::from(above);
                }
                _ => return 0.0,
            }
        }
    }
}

/// A [`Forest`] laid out for scoring: all nodes in one list, no branch on the way down, the same sums to the last bit.
#[derive(Clone, Debug, Default)]
pub(crate) struct Grove {
    steps: Vec<Step>,
    /// By node: the answer of a leaf.
    answers: Vec<f32>,
    /// Where the nodes of each tree start, and how deep it is.
    trees: Vec<(usize, u16)>,
}

/// A node on the way down: a fact above the threshold leads to the node after `low`, any other to `low`. A leaf leads to
/// itself. Nodes are counted in their tree.
#[derive(Clone, Copy, Debug)]
struct Step {
    threshold: f32,
    low: u16,
    fact: u8,
}

/// As many facts as a node can name.
type Facts = [f32; u8::MAX as usize + 1];

impl Grove {
    /// Lays out `forest`. A tree is its first 65,535 nodes; what leads nowhere is a leaf of 0.
    pub(crate) fn new(forest: &Forest) -> Self {
        let mut grove = Self::default();
        for tree in &forest.trees {
            grove.plant(&tree.nodes[..tree.nodes.len().min(usize::from(u16::MAX))]);
        }
        grove
    }

    fn plant(&mut self, nodes: &[Node]) {
        let root = self.steps.len();
        let mut depths = vec![0; nodes.len()];
        for (at, node) in nodes.iter().enumerate() {
            let stay = Step { threshold: f32::INFINITY, low: at as u16, fact: 0 };
            let (step, answer) = match *node {
                Node::Split(fact, threshold, low) if leads_on(at, low, nodes.len()) => {
                    let below = usize::from(low);
                    let depth = depths[at] + 1;
                    depths[below..below + 2].fill(depth);
                    (Step { threshold, low, fact }, 0.0)
                }
                Node::Split(..) => (stay, 0.0),
                Node::Leaf(answer) => (stay, answer),
            };
            self.steps.push(step);
            self.answers.push(answer);
        }
        self.trees.extend(depths.into_iter().max().map(|depth| (root, depth)));
    }

    /// The sum of all trees' answers for `row`, of at most 256 facts, in thousandths of a score.
    pub(crate) fn score(&self, row: &[f32]) -> f32 {
        let mut facts: Facts = [f32::NEG_INFINITY; u8::MAX as usize + 1];
        facts.iter_mut().zip(row).for_each(|(to, from)| *to = *from);
        self.trees.iter().map(|&(root, depth)| self.answers[root + self.leaf(root, depth, &facts)]).sum()
    }

    fn leaf(&self, root: usize, depth: u16, facts: &Facts) -> usize {
        (0..depth).fold(0, |at, _| {
            let step = self.steps[root + at];
            usize::from(step.low) + usize::from(facts[usize::from(step.fact)] > step.threshold)
        })
    }
}

/// Whether a split at `at` leads to two nodes further down.
fn leads_on(at: usize, low: u16, nodes: usize) -> bool {
    usize::from(low) > at && usize::from(low) + 1 < nodes
}

/// A file of weights that says something else than weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("weights, line {line}: {what}")]
pub struct BadWeights {
    /// 1-based.
    pub line: usize,
    /// What is wrong with it.
    pub what: &'static str,
}

impl FromStr for Weights {
    type Err = BadWeights;

    fn from_str(text: &str) -> Result<Self, BadWeights> {
        let mut weights = Self::default();
        for (line, content) in (1..).zip(text.lines()) {
            weights.read_line(content).map_err(|what| BadWeights { line, what })?;
        }
        Ok(weights)
    }
}

impl Weights {
    fn read_line(&mut self, line: &str) -> Result<(), &'static str> {
        let mut fields = line.split_whitespace();
        match fields.next() {
            Some("word") => self.word.facts = numbers(fields, Some(WORD))?,
            Some("stops") => self.word.stops = numbers(fields, None)?,
            Some("pair") => self.pair.facts = numbers(fields, Some(PAIR))?,
            Some("tree") => self.gain.trees.push(tree(fields)?),
            Some(_) => return Err("neither word, stops, pair nor tree"),
            None => {}
        }
        Ok(())
    }
}

fn numbers(fields: SplitWhitespace, expected: Option<usize>) -> Result<Vec<f32>, &'static str> {
    let numbers: Vec<f32> = fields.map(str::parse).collect::<Result<_, _>>().map_err(|_| "not a number")?;
    if expected.is_some_and(|n| n != numbers.len()) {
        return Err("not as many numbers as facts");
    }
    Ok(numbers)
}

fn tree(fields: SplitWhitespace) -> Result<Tree, &'static str> {
    let nodes: Vec<Node> = fields.map(|f| node(f).ok_or("not a node")).collect::<Result<_, _>>()?;
    let stands = |(at, node): (usize, &Node)| match *node {
        Node::Leaf(_) => true,
        Node::Split(fact, _, low) => usize::from(fact) < GAIN && leads_on(at, low, nodes.len()),
    };
    if nodes.is_empty() || !nodes.iter().enumerate().all(stands) {
        return Err("a node that points nowhere");
    }
    Ok(Tree { nodes })
}

fn node(field: &str) -> Option<Node> {
    let mut parts = field.split(':');
    let first = parts.next()?;
    let Some(threshold) = parts.next() else { return first.parse().ok().map(Node::Leaf) };
    Some(Node::Split(first.parse().ok()?, threshold.parse().ok()?, parts.next()?.parse().ok()?))
}

impl fmt::Display for Weights {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        for (name, list) in [("word", &self.word.facts), ("stops", &self.word.stops), ("pair", &self.pair.facts)] {
            f.write_str(name)?;
            list.iter().try_for_each(|w| write!(f, " {w}"))?;
            f.write_str("\n")?;
        }
        for tree in &self.gain.trees {
            f.write_str("tree")?;
            tree.nodes.iter().try_for_each(|node| match node {
                Node::Split(fact, threshold, low) => write!(f, " {fact}:{threshold}:{low}"),
                Node::Leaf(answer) => write!(f, " {answer}"),
            })?;
            f.write_str("\n")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_what_it_writes() {
        let text = include_str!("weights.txt");
        let weights: Weights = text.parse().unwrap();
        assert!(!weights.gain.trees.is_empty());
        assert_eq!(weights.to_string(), text);
    }

    proptest! {
        #[test]
        fn a_grove_scores_as_its_forest(row in prop::collection::vec(-2.0f32..60.0, GAIN)) {
            let weights: Weights = include_str!("weights.txt").parse().unwrap();
            prop_assert_eq!(Grove::new(&weights.gain).score(&row).to_bits(), weights.gain.score(&row).to_bits());
        }
    }

    #[test]
    fn broken_trees_score_alike() {
        let (split, leaf) = (Node::Split, Node::Leaf);
        for nodes in [
            vec![],
            vec![split(0, 0.5, 0)],
            vec![split(0, 0.5, 7), leaf(1.0)],
            vec![split(200, -1.0, 1), leaf(1.0), leaf(2.0)],
            vec![split(0, -1.0, 1), leaf(1.0), split(0, 0.5, 3), leaf(2.0), leaf(3.0)],
        ] {
            let forest = Forest { trees: vec![Tree { nodes }] };
            for row in [[-3.0], [0.0], [0.7]] {
                assert_eq!(Grove::new(&forest).score(&row), forest.score(&row), "{forest:?} {row:?}");
            }
        }
    }

    #[test]
    fn refuses_what_would_lead_astray() {
        for (text, line) in [
            ("word 1", 1),
            ("\nstops x", 2),
            ("tree", 1),
            ("tree 0:0.5:0 1", 1),
            ("tree 0:0.5:1 1", 1),
            ("tree 200:0.5:1 1 2", 1),
            ("bush 1", 1),
        ] {
            assert_eq!(text.parse::<Weights>().unwrap_err().line, line, "{text}");
        }
    }
}
