//! Many articles on one story: what most of them say, once.

use super::document::{Budget, Document};
use super::reading::{Line, Reading};
use super::vocabulary::Vocabulary;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Sentences of fewer words tell too little, and longer ones crowd out the rest.
const LENGTH: std::ops::RangeInclusive<usize> = 5..=60;
/// A long sentence is worth more than a short one, but less than in proportion: worth is divided by words to this power.
const BREVITY: f64 = 0.8;
/// What the first sentence of an article gains; the second gains half of that, and so on.
const EARLY: f64 = 0.5;
/// What a word told once more is worth against the first time.
const AGAIN: f64 = 0.1;

/// The sentences that best tell `documents` together within `budget`, as (document, sentence), best first.
///
/// A word weighs the squared share of the documents that have it, times its rarity in the news, if at least two have it.
/// Each further sentence is the one whose words weigh most for its length, words already told counting little, and early
/// sentences up to half more. A sentence that tells nothing new, that asks, or that only another one explains is passed
/// over. The few constants were set by hand on the development half of RPM2.
///
/// ```
/// use entrefilet::summary::{Budget, Document, digest};
/// let a = Document::plain("", ["Le Mali a quitté la Cédéao mercredi matin.", "Il pleut sur les collines de Bamako."]);
/// let b = Document::plain("", ["La bourse de Paris a fini en hausse hier.", "Le Mali et le Niger ont quitté la Cédéao."]);
/// assert_eq!(digest(&[a, b], Budget::of_sentences(1)), [(0, 0)]);
/// ```
pub fn digest(documents: &[Document], budget: Budget) -> Vec<(usize, usize)> {
    let mut vocabulary = Vocabulary::default();
    let readings: Vec<Reading> = documents.iter().map(|d| Reading::new(d, &mut vocabulary)).collect();
    let weights = weights(&readings, &vocabulary);
    let candidates = candidates(&readings, &weights);
    cover(&candidates, &weights, budget).into_iter().map(|c| (c.document, c.sentence)).collect()
}

/// A sentence that may be picked.
struct Candidate {
    document: usize,
    sentence: usize,
    words: usize,
    /// Its different stems that weigh something.
    stems: Vec<u32>,
}

impl Candidate {
    /// What it is worth once `told` is, in billionths, so that worths compare exactly.
    fn worth(&self, weights: &[f64], told: &[bool]) -> i64 {
        let weight = |&s: &u32| weights[s as usize] * if told[s as usize] { AGAIN } else { 1.0 };
        let early = 1.0 + EARLY / (1.0 + self.sentence as f64);
        (1e9 * early * self.stems.iter().map(weight).sum::<f64>() / (self.words as f64).powf(BREVITY)) as i64
    }
}

fn candidates(readings: &[Reading], weights: &[f64]) -> Vec<Candidate> {
    let all = readings.iter().enumerate().flat_map(|(d, r)| (0..r.lines.len()).map(move |s| (d, r, s)));
    let usable = all.filter(|(_, r, s)| stands_alone(&r.lines[*s]) && LENGTH.contains(&r.lines[*s].words));
    let candidate = |(document, reading, sentence): (usize, &Reading, usize)| {
        let weighty = reading.of(sentence).iter().map(|t| t.stem).filter(|&s| weights[s as usize] > 0.0);
        Candidate { document, sentence, words: reading.lines[sentence].words, stems: different(weighty) }
    };
    usable.map(candidate).collect()
}

/// Whether a reader understands a sentence that is taken out of its article.
fn stands_alone(line: &Line) -> bool {
    line.usable && line.is_whole() && !line.needs_predecessor()
}

/// Takes the best sentence until the budget is spent. What a sentence is worth only falls as more is told, so a worth
/// computed before is an upper limit, and only the sentence on top is looked at again.
fn cover<'c>(candidates: &'c [Candidate], weights: &[f64], budget: Budget) -> Vec<&'c Candidate> {
    let mut told = vec![false; weights.len()];
    let mut queue: BinaryHeap<(i64, Reverse<usize>)> =
        candidates.iter().enumerate().map(|(i, c)| (c.worth(weights, &told), Reverse(i))).collect();
    let (mut picked, mut words): (Vec<&Candidate>, usize) = (Vec::new(), 0);
    while let Some((limit, Reverse(index))) = queue.pop() {
        let candidate = &candidates[index];
        if picked.len() >= budget.sentences {
            break;
        }
        if !picked.is_empty() && words + candidate.words > budget.words {
            continue;
        }
        let worth = candidate.worth(weights, &told);
        if worth < limit {
            queue.push((worth, Reverse(index)));
            continue;
        }
        let new = candidate.stems.iter().any(|&s| !told[s as usize]);
        if new || candidate.stems.is_empty() {
            candidate.stems.iter().for_each(|&s| told[s as usize] = true);
            words += candidate.words;
            picked.push(candidate);
        }
    }
    picked
}

/// What telling each stem is worth.
fn weights(readings: &[Reading], vocabulary: &Vocabulary) -> Vec<f64> {
    let mut documents = vec![0u32; vocabulary.len()];
    for reading in readings {
        different(reading.tokens.iter().map(|t| t.stem)).into_iter().for_each(|s| documents[s as usize] += 1);
    }
    let enough = readings.len().min(2) as u32;
    let weight = |(&n, id): (&u32, u32)| {
        let entry = vocabulary.entry(id);
        if n < enough || entry.stop.is_some() || entry.letters < 2 {
            return 0.0;
        }
        (f64::from(n) / readings.len() as f64).powi(2) * f64::from(entry.rarity)
    };
    documents.iter().zip(0..).map(weight).collect()
}

fn different(stems: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut stems: Vec<u32> = stems.collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}
