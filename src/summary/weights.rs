//! What the models have learned, as a text file of numbers.

use super::forest::{Forest, LEAVES, SPLITS, Split, Tree};
use super::rows::{PAIR, WORD};
use std::fmt;
use std::str::{FromStr, SplitWhitespace};

/// The weights of a [`Summarizer`](super::Summarizer).
///
/// As text, one line for each list: `word`, `stops` and `pair` with their weights, then a `tree` line for each tree of the
/// gain model: its splits from the root down, level by level, as `fact:threshold`, then its answers from low to high.
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

fn tree(mut fields: SplitWhitespace) -> Result<Tree, &'static str> {
    let splits: Vec<Split> =
        fields.by_ref().take(SPLITS).map(|f| split(f).ok_or("not a split")).collect::<Result<_, _>>()?;
    let leaves = numbers(fields, None)?;
    let splits = splits.try_into().map_err(|_| "too few splits")?;
    let leaves = <[f32; LEAVES]>::try_from(leaves).map_err(|_| "not as many answers as a tree has")?;
    Ok(Tree { splits, leaves })
}

fn split(field: &str) -> Option<Split> {
    let (fact, threshold) = field.split_once(':')?;
    Split::new(fact.parse().ok()?, threshold.parse().ok()?)
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
            tree.splits.iter().try_for_each(|s| write!(f, " {}:{}", s.fact(), s.threshold()))?;
            tree.leaves.iter().try_for_each(|l| write!(f, " {l}"))?;
            f.write_str("\n")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_writes() {
        let text = include_str!("weights.txt");
        let weights: Weights = text.parse().unwrap();
        assert!(!weights.gain.trees.is_empty());
        assert_eq!(weights.to_string(), text);
    }

    #[test]
    fn refuses_what_would_lead_astray() {
        for (text, line) in [
            ("word 1", 1),
            ("\nstops x", 2),
            ("tree", 1),
            ("tree 0:0.5 0:1 0:1 0:1 0:1 0:1 0:1 1 2 3 4 5 6 7", 1),
            ("tree 0:0.5 0:1 0:1 0:1 0:1 0:1 0:1 1 2 3 4 5 6 7 8 9", 1),
            ("tree 200:0.5 0:1 0:1 0:1 0:1 0:1 0:1 1 2 3 4 5 6 7 8", 1),
            ("tree 0 0:1 0:1 0:1 0:1 0:1 0:1 1 2 3 4 5 6 7 8", 1),
            ("bush 1", 1),
        ] {
            assert_eq!(text.parse::<Weights>().unwrap_err().line, line, "{text}");
        }
    }
}
