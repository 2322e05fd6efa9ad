//! A document under the models: what each sentence would add to those already picked.

use super::chances::{Chances, PairRow, WordRow, word_rows};
use super::document::Document;
use super::facts::{AGAIN, STILL, Substance, expected_f, stills};
use super::reading::Reading;
use super::tokens::tokens;
use super::vocabulary::Vocabulary;
use super::weights::Weights;

/// Facts about adding a sentence to those already picked, for the gain model.
pub type GainRow = [f32; GAIN];

/// Facts in a [`GainRow`].
pub const GAIN: usize = STILL + 8;

/// A document read and weighed, and the sentences picked from it so far.
///
/// What ranks sentences, and what trains the weights: both see the same facts.
pub struct Study {
    reading: Reading,
    vocabulary: Vocabulary,
    chances: Chances,
    substances: Vec<Substance>,
    stills: Vec<[f32; STILL]>,
    told: Told,
}

/// What has been picked so far.
#[derive(Default)]
struct Told {
    /// In order of picking.
    picked: Vec<usize>,
    /// By sentence.
    is_picked: Vec<bool>,
    /// By stem.
    words: Vec<bool>,
    /// By pair.
    pairs: Vec<bool>,
    /// Words between spaces.
    length: usize,
    tokens: f32,
    /// Chances of the words and pairs told, summed.
    sums: (f32, f32),
}

/// Whether a sentence may be picked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Yes.
    Open,
    /// Only once the sentence before it is picked: it leans on that one, or goes on with its quotation.
    Waits,
    /// Only when nothing better is left: it cuts a quotation short.
    Last,
    /// No: it tells no story, or is picked already.
    Never,
}

impl Study {
    /// Reads and weighs `document`.
    pub fn new(document: &Document, weights: &Weights) -> Self {
        let mut vocabulary = Vocabulary::default();
        let reading = Reading::new(document, &mut vocabulary);
        let chances = Chances::of(&reading, &vocabulary, weights);
        let lines = reading.lines.len();
        let substances: Vec<_> = (0..lines).map(|i| Substance::of(i, &reading, &vocabulary, &chances)).collect();
        let stills = stills(&reading, &vocabulary, &chances, &substances);
        let told = Told {
            is_picked: vec![false; lines],
            words: vec![false; vocabulary.len()],
            pairs: vec![false; chances.pair_count()],
            ..Told::default()
        };
        Self { reading, vocabulary, chances, substances, stills, told }
    }

    /// How many sentences the document has.
    pub fn sentences(&self) -> usize {
        self.reading.lines.len()
    }

    /// Whether sentence `index` may be picked now.
    pub fn standing(&self, index: usize) -> Standing {
        let line = &self.reading.lines[index];
        if !line.usable || self.told.is_picked[index] {
            return Standing::Never;
        }
        if self.needs_predecessor(index) && !self.told.is_picked[index - 1] {
            return Standing::Waits;
        }
        if line.ends_quoted { Standing::Last } else { Standing::Open }
    }

    /// Whether sentence `index` leans on the one before it, or goes on with its quotation.
    pub fn needs_predecessor(&self, index: usize) -> bool {
        let line = &self.reading.lines[index];
        index > 0 && (line.leans || line.starts_quoted)
    }

    /// Adds sentence `index` to those picked.
    pub fn pick(&mut self, index: usize) {
        let (words, pairs) = self.new_sums(index);
        let (line, told) = (&self.reading.lines[index], &mut self.told);
        told.sums = (told.sums.0 + words, told.sums.1 + pairs);
        told.length += line.words;
        told.tokens += line.tokens.len() as f32;
        self.substances[index].words.iter().for_each(|w| told.words[w.0 as usize] = true);
        self.substances[index].pairs.iter().for_each(|p| told.pairs[p.0 as usize] = true);
        told.is_picked[index] = true;
        told.picked.push(index);
    }

    /// The chances of what sentence `index` has that is not told, summed for words and for pairs.
    fn new_sums(&self, index: usize) -> (f32, f32) {
        let substance = &self.substances[index];
        let word = |&(stem, chance): &(u32, f32)| match self.told.words[stem as usize] {
            false => chance,
            true if self.vocabulary.entry(stem).stop.is_some() => AGAIN * chance,
            true => 0.0,
        };
        let new_pairs = substance.pairs.iter().filter(|p| !self.told.pairs[p.0 as usize]);
        (substance.words.iter().map(word).sum::<f32>() + substance.again, new_pairs.map(|p| p.1).sum())
    }

    /// The facts about adding sentence `index` to those picked.
    pub fn gain_row(&self, index: usize) -> GainRow {
        let (words, pairs) = self.new_sums(index);
        let length = self.reading.lines[index].tokens.len() as f32;
        let (told, after) = (&self.told, self.told.tokens + length);
        let nearest = told.picked.iter().map(|&p| index as i64 - p as i64).min_by_key(|d| (d.abs(), *d));
        let state = [
            told.picked.len() as f32,
            told.length as f32,
            expected_f(told.sums.0 + words, after) - expected_f(told.sums.0, told.tokens),
            expected_f(told.sums.1 + pairs, after - 1.0) - expected_f(told.sums.1, told.tokens),
            words / length.max(1.0),
            pairs / length.max(1.0),
            nearest.unwrap_or(0) as f32,
            self.told_share(index),
        ];
        let mut row = [0.0; GAIN];
        row[..STILL].copy_from_slice(&self.stills[index]);
        row[STILL..].copy_from_slice(&state);
        row
    }

    /// The share of the content stems of sentence `index` that are told.
    fn told_share(&self, index: usize) -> f32 {
        let content = self.substances[index].words.iter().filter(|w| self.vocabulary.entry(w.0).stop.is_none());
        let (mut all, mut told) = (0, 0);
        for (stem, _) in content {
            all += 1;
            told += usize::from(self.told.words[*stem as usize]);
        }
        told as f32 / all.max(1) as f32
    }

    /// Every stem of the document with its place in the list of stop words, if it is one, and its facts.
    pub fn word_rows(&self) -> Vec<(u32, Option<u8>, WordRow)> {
        let rows = word_rows(&self.reading, &self.vocabulary).into_iter();
        rows.map(|(stem, row)| (stem, self.vocabulary.entry(stem).stop, row)).collect()
    }

    /// Every pair of neighbouring stems of the document with its facts.
    pub fn pair_rows(&self) -> Vec<((u32, u32), PairRow)> {
        self.chances.pair_rows(&self.vocabulary)
    }

    /// The stems of sentence `index`, in order.
    pub fn stems(&self, index: usize) -> Vec<u32> {
        self.reading.of(index).iter().map(|t| t.stem).collect()
    }

    /// The stems of another text, numbered as those of this document.
    pub fn stems_of(&mut self, text: &str) -> Vec<u32> {
        tokens(text).map(|t| self.vocabulary.stem(&t.lower())).collect()
    }
}
