//! The chance that a word, or two words in a row, would stand in an abstract that a person wrote.
//!
//! Two logistic models: one over each stem of a document, one over each pair of neighbouring stems. Scores such as ROUGE
//! count shared words and pairs, so the sums of these chances estimate a sentence's score before anyone has scored it.

use super::reading::{Reading, Seen};
use super::vocabulary::Vocabulary;
use super::weights::Linear;
use rustc_hash::FxHashMap;

/// Facts about a stem in a document, for the word model.
pub type WordRow = [f32; WORD];
/// Facts about a pair of neighbouring stems, for the pair model.
pub type PairRow = [f32; PAIR];

/// Facts in a [`WordRow`].
pub const WORD: usize = 17;
/// Facts in a [`PairRow`].
pub const PAIR: usize = 10;

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
    titled: bool,
}

/// The stems and pairs of one document, with their facts.
pub(crate) struct Chances {
    /// Stems in order of first appearance, with their rows.
    pub(crate) words: Vec<(u32, WordRow)>,
    /// By stem: its place in `words`.
    place: FxHashMap<u32, u32>,
    /// Pairs in order of first appearance, how often they occur, and where first.
    pub(crate) pairs: Vec<Pair>,
    /// For each token, the place in `pairs` of the pair that it ends; `None` at the start of a sentence.
    pair_of: Vec<Option<u32>>,
    word_chance: Vec<f32>,
    pair_chance: Vec<f32>,
}

/// A pair of neighbouring stems in a document.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pair {
    pub(crate) stems: (u32, u32),
    count: u32,
    first: (Seen, Seen),
    line: u32,
}

impl Chances {
    /// Gathers the facts of `reading`; chances are zero until [`Chances::weigh`].
    pub(crate) fn of(reading: &Reading, vocabulary: &Vocabulary) -> Self {
        let (order, spreads) = spreads(reading);
        let place: FxHashMap<u32, u32> = order.iter().enumerate().map(|(i, &s)| (s, i as u32)).collect();
        let totals = (reading.lines.len(), reading.tokens.len());
        let words: Vec<(u32, WordRow)> =
            order.iter().zip(&spreads).map(|(&s, spread)| (s, word_row(spread, s, vocabulary, totals))).collect();
        let (pairs, pair_of) = pairs(reading);
        let (word_chance, pair_chance) = (vec![0.0; words.len()], vec![0.0; pairs.len()]);
        Self { words, place, pairs, pair_of, word_chance, pair_chance }
    }

    /// Computes all chances: words first, pairs from them.
    pub(crate) fn weigh(&mut self, word: &Linear, pair: &Linear, vocabulary: &Vocabulary) {
        self.weigh_words(word, vocabulary);
        self.pair_chance = self.pairs.iter().map(|p| logistic(pair.score(&self.pair_row(p, vocabulary)))).collect();
    }

    /// Computes the chances of words.
    pub(crate) fn weigh_words(&mut self, word: &Linear, vocabulary: &Vocabulary) {
        let chance =
            |(stem, row): &(u32, WordRow)| logistic(word.score(row) + word.of_stop(vocabulary.entry(*stem).stop));
        self.word_chance = self.words.iter().map(chance).collect();
    }

    /// The chance of a stem of the document.
    pub(crate) fn word(&self, stem: u32) -> f32 {
        self.place.get(&stem).map_or(0.0, |&at| self.word_chance[at as usize])
    }

    /// The pair that token `at` ends, by its place, with its chance; `None` at the start of a sentence.
    pub(crate) fn pair_ending(&self, at: usize) -> Option<(u32, f32)> {
        self.pair_of[at].map(|p| (p, self.pair_chance[p as usize]))
    }

    /// The facts of `pair`; they include the chances of its words.
    pub(crate) fn pair_row(&self, pair: &Pair, vocabulary: &Vocabulary) -> PairRow {
        let (a, b) = pair.stems;
        let (pa, pb) = (self.word(a), self.word(b));
        let stops = [a, b].map(|s| vocabulary.entry(s).stop.is_some());
        let names = [pair.first.0.name, pair.first.1.name];
        [
            1.0,
            logit(pa),
            logit(pb),
            logit(pa).min(logit(pb)),
            flag(stops[0] && stops[1]),
            flag(stops[0] != stops[1]),
            (pair.count as f32).ln(),
            flag(names[0] && names[1]),
            flag(pair.first.1.quoted),
            1.0 / (1.0 + pair.line as f32),
        ]
    }
}

fn spreads(reading: &Reading) -> (Vec<u32>, Vec<Spread>) {
    let mut place: FxHashMap<u32, usize> = FxHashMap::default();
    let (mut order, mut spreads): (Vec<u32>, Vec<Spread>) = (Vec::new(), Vec::new());
    for (number, line) in reading.lines.iter().enumerate() {
        for at in line.tokens.clone() {
            let seen = reading.tokens[at];
            let index = *place.entry(seen.stem).or_insert_with(|| {
                order.push(seen.stem);
                let (first_line, first_token) = (number as u32, at as u32);
                let titled = reading.title.contains(&seen.stem);
                spreads.push(Spread { first_line, first_token, last_line: u32::MAX, titled, ..Spread::default() });
                spreads.len() - 1
            });
            let spread = &mut spreads[index];
            spread.count += 1;
            spread.lines += u32::from(spread.last_line != number as u32);
            spread.last_line = number as u32;
            spread.names += u32::from(seen.name);
            spread.quoted += u32::from(seen.quoted);
        }
    }
    (order, spreads)
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

fn pairs(reading: &Reading) -> (Vec<Pair>, Vec<Option<u32>>) {
    let mut place: FxHashMap<(u32, u32), u32> = FxHashMap::default();
    let mut pairs: Vec<Pair> = Vec::with_capacity(reading.tokens.len());
    let mut pair_of = vec![None; reading.tokens.len()];
    for (number, line) in reading.lines.iter().enumerate() {
        for at in line.tokens.clone().skip(1) {
            let first = (reading.tokens[at - 1], reading.tokens[at]);
            let stems = (first.0.stem, first.1.stem);
            let index = *place.entry(stems).or_insert_with(|| {
                pairs.push(Pair { stems, count: 0, first, line: number as u32 });
                pairs.len() as u32 - 1
            });
            pairs[index as usize].count += 1;
            pair_of[at] = Some(index);
        }
    }
    (pairs, pair_of)
}

fn flag(yes: bool) -> f32 {
    f32::from(u8::from(yes))
}

fn logistic(x: f32) -> f32 {
    1.0 / (1.0 + (-x).exp())
}

fn logit(p: f32) -> f32 {
    let p = p.clamp(1e-4, 1.0 - 1e-4);
    (p / (1.0 - p)).ln()
}
