//! The chance that a word, or two words in a row, would stand in an abstract that a person wrote.
//!
//! Two logistic models: one over each stem of a document, one over each pair of neighbouring stems. Scores such as ROUGE
//! count shared words and pairs, so the sums of these chances estimate a sentence's score before anyone has scored it.

use super::reading::{Reading, Seen};
use super::rows::{PairRow, WordRow};
use super::vocabulary::Vocabulary;
use super::weights::{Linear, Weights};
use rustc_hash::FxHashMap;

/// What a content word of the title gains on the scale of the word model. Set by hand: only 55 training articles have a title.
const TITLED: f32 = 1.0;

/// The chances of all stems and pairs of one document.
pub(crate) struct Chances {
    /// By stem.
    words: Vec<f32>,
    /// By stem: the same on the scale of the word model.
    logits: Vec<f32>,
    /// Pairs in order of first appearance.
    pairs: Vec<Pair>,
    /// By token: the pair that it ends; [`NO_PAIR`] at the start of a sentence.
    pair_of: Vec<u32>,
    /// By pair.
    pair_chances: Vec<f32>,
}

const NO_PAIR: u32 = u32::MAX;

/// How a stem is spread over a document.
#[derive(Clone, Copy, Default)]
struct Spread {
    count: u32,
    lines: u32,
    first_line: u32,
    first_token: u32,
    last_line: u32,
    names: u32,
    quoted: u32,
}

/// A pair of neighbouring stems in a document.
#[derive(Clone, Copy, Debug)]
struct Pair {
    stems: (u32, u32),
    count: u32,
    first: (Seen, Seen),
    line: u32,
}

impl Chances {
    /// The chances under `weights`.
    pub(crate) fn of(reading: &Reading, vocabulary: &Vocabulary, weights: &Weights) -> Self {
        let words = words(reading, vocabulary, &weights.word);
        let (pairs, pair_of) = pairs(reading);
        let logits = words.iter().map(|&p| logit(p)).collect();
        let mut chances = Self { words, logits, pairs, pair_of, pair_chances: Vec::new() };
        let chance = |p| logistic(weights.pair.score(&chances.pair_row(p, vocabulary)));
        chances.pair_chances = chances.pairs.iter().map(chance).collect();
        chances
    }

    /// The chance of stem `stem`.
    pub(crate) fn word(&self, stem: u32) -> f32 {
        self.words[stem as usize]
    }

    /// How many different pairs the document has.
    pub(crate) fn pair_count(&self) -> usize {
        self.pairs.len()
    }

    /// The pair that token `at` ends and its chance; `None` at the start of a sentence.
    pub(crate) fn pair_ending(&self, at: usize) -> Option<(u32, f32)> {
        let pair = self.pair_of[at];
        (pair != NO_PAIR).then(|| (pair, self.pair_chances[pair as usize]))
    }

    /// The stems of each pair, with the facts of the pair.
    pub(crate) fn pair_rows(&self, vocabulary: &Vocabulary) -> Vec<((u32, u32), PairRow)> {
        self.pairs.iter().map(|p| (p.stems, self.pair_row(p, vocabulary))).collect()
    }

    fn pair_row(&self, pair: &Pair, vocabulary: &Vocabulary) -> PairRow {
        let [a, b] = [pair.stems.0, pair.stems.1].map(|s| self.logits[s as usize]);
        let stops = [pair.stems.0, pair.stems.1].map(|s| vocabulary.entry(s).stop.is_some());
        [
            1.0,
            a,
            b,
            a.min(b),
            flag(stops[0] && stops[1]),
            flag(stops[0] != stops[1]),
            (pair.count as f32).ln(),
            flag(pair.first.0.name && pair.first.1.name),
            flag(pair.first.1.quoted),
            1.0 / (1.0 + pair.line as f32),
        ]
    }
}

/// The facts of every stem that stands in the document, by stem.
pub(crate) fn word_rows(reading: &Reading, vocabulary: &Vocabulary) -> Vec<(u32, WordRow)> {
    let totals = (reading.lines.len(), reading.tokens.len());
    let spreads = spreads(reading, vocabulary.len()).into_iter().enumerate().filter(|(_, s)| s.count > 0);
    spreads.map(|(stem, s)| (stem as u32, word_row(&s, stem as u32, vocabulary, totals))).collect()
}

fn words(reading: &Reading, vocabulary: &Vocabulary, word: &Linear) -> Vec<f32> {
    let mut chances = vec![0.0; vocabulary.len()];
    for (stem, row) in word_rows(reading, vocabulary) {
        let stop = vocabulary.entry(stem).stop;
        let titled = TITLED * flag(stop.is_none() && reading.title.contains(&stem));
        chances[stem as usize] = logistic(word.score(&row) + word.of_stop(stop) + titled);
    }
    chances
}

fn spreads(reading: &Reading, stems: usize) -> Vec<Spread> {
    let mut spreads = vec![Spread::default(); stems];
    for (number, line) in (0..).zip(&reading.lines) {
        for at in line.tokens.clone() {
            let seen = reading.tokens[at];
            let spread = &mut spreads[seen.stem as usize];
            if spread.count == 0 {
                *spread = Spread { first_line: number, first_token: at as u32, ..Spread::default() };
            }
            spread.lines += u32::from(spread.count == 0 || spread.last_line != number);
            spread.last_line = number;
            spread.count += 1;
            spread.names += u32::from(seen.name);
            spread.quoted += u32::from(seen.quoted);
        }
    }
    spreads
}

fn word_row(s: &Spread, stem: u32, vocabulary: &Vocabulary, (lines, tokens): (usize, usize)) -> WordRow {
    let entry = vocabulary.entry(stem);
    let content = flag(entry.stop.is_none());
    let count = s.count as f32;
    let early = 1.0 / (1.0 + s.first_line as f32);
    [
        1.0,
        content,
        early,
        content * early,
        s.first_token as f32 / tokens as f32,
        count.ln(),
        content * count.ln(),
        content * (s.lines as f32).ln(),
        content * s.names as f32 / count,
        s.quoted as f32 / count,
        flag(entry.number),
        content * f32::from(entry.letters.min(12)) / 10.0,
        count / tokens as f32 * 20.0,
        (lines as f32).ln(),
        content * entry.rarity,
        content * entry.rarity * count.ln(),
        content * entry.rarity * early,
    ]
}

fn pairs(reading: &Reading) -> (Vec<Pair>, Vec<u32>) {
    let mut place: FxHashMap<(u32, u32), u32> = FxHashMap::default();
    place.reserve(reading.tokens.len());
    let mut pairs: Vec<Pair> = Vec::with_capacity(reading.tokens.len());
    let mut pair_of = vec![NO_PAIR; reading.tokens.len()];
    for (number, line) in (0..).zip(&reading.lines) {
        for at in line.tokens.clone().skip(1) {
            let first = (reading.tokens[at - 1], reading.tokens[at]);
            let stems = (first.0.stem, first.1.stem);
            let index = *place.entry(stems).or_insert_with(|| {
                pairs.push(Pair { stems, count: 0, first, line: number });
                pairs.len() as u32 - 1
            });
            pairs[index as usize].count += 1;
            pair_of[at] = index;
        }
    }
    (pairs, pair_of)
}

/// 1 for yes.
pub(crate) fn flag(yes: bool) -> f32 {
    f32::from(u8::from(yes))
}

fn logistic(x: f32) -> f32 {
    1.0 / (1.0 + (-x).exp())
}

fn logit(p: f32) -> f32 {
    let p = p.clamp(1e-4, 1.0 - 1e-4);
    (p / (1.0 - p)).ln()
}
