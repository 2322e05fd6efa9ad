//! A document under the models: what each sentence would add to those already picked.

use super::chances::{Chances, word_rows};
use super::document::Document;
use super::facts::{AGAIN, Substance, expected_f, stills};
use super::forest::{Block, Forest, LANES};
use super::reading::Reading;
use super::rows::{GAIN, GainRow, PairRow, STATE, STILL, WordRow};
use super::tokens::tokens;
use super::vocabulary::Vocabulary;
use super::weights::Weights;

/// A document read and weighed, and the sentences picked from it so far.
///
/// What ranks sentences, and what trains the weights: both see the same facts.
pub struct Study {
    reading: Reading,
    vocabulary: Vocabulary,
    chances: Chances,
    substances: Vec<Substance>,
    /// The facts of all sentences, [`LANES`] side by side.
    blocks: Vec<Block>,
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
    /// Only when nothing better is left: it cuts a quotation short, asks, announces what follows, is a scrap, or
    /// opens the article with a word that nothing before explains.
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
        let blocks = blocks(&stills(&reading, &vocabulary, &chances, &substances));
        let told = Told {
            is_picked: vec![false; lines],
            words: vec![false; vocabulary.len()],
            pairs: vec![false; chances.pair_count()],
            ..Told::default()
        };
        Self { reading, vocabulary, chances, substances, blocks, told }
    }

    /// The words between spaces of sentence `index`, at least 1.
    pub fn words(&self, index: usize) -> usize {
        self.reading.lines[index].words
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
        if self.tells(index) { Standing::Open } else { Standing::Last }
    }

    /// Whether sentence `index` is whole and tells something, not one that comes [`Last`](Standing::Last).
    pub fn tells(&self, index: usize) -> bool {
        let line = &self.reading.lines[index];
        line.is_whole() && (index > 0 || !line.needs_predecessor())
    }

    /// Whether sentence `index` leans on the one before it, or goes on with its quotation.
    pub fn needs_predecessor(&self, index: usize) -> bool {
        index > 0 && self.reading.lines[index].needs_predecessor()
    }

    /// Adds sentence `index` to those picked.
    pub fn pick(&mut self, index: usize) {
        let (words, pairs, _) = self.new_sums(index);
        let (line, told) = (&self.reading.lines[index], &mut self.told);
        told.sums = (told.sums.0 + words, told.sums.1 + pairs);
        told.length += line.words;
        told.tokens += line.tokens.len() as f32;
        self.substances[index].words.iter().for_each(|w| told.words[w.stem as usize] = true);
        self.substances[index].pairs.iter().for_each(|p| told.pairs[p.0 as usize] = true);
        told.is_picked[index] = true;
        told.picked.push(index);
    }

    /// The chances of what sentence `index` has that is not told, summed for words and for pairs, and the share of its
    /// content stems that are told.
    fn new_sums(&self, index: usize) -> (f32, f32, f32) {
        let substance = &self.substances[index];
        let (mut words, mut told) = (0.0, 0);
        for word in &substance.words {
            let is_told = self.told.words[word.stem as usize];
            told += u32::from(is_told && word.content);
            words += match (is_told, word.content) {
                (false, _) => word.chance,
                (true, false) => AGAIN * word.chance,
                (true, true) => 0.0,
            };
        }
        let new_pairs = substance.pairs.iter().filter(|p| !self.told.pairs[p.0 as usize]);
        let told = told as f32 / substance.content.max(1) as f32;
        (words + substance.again, new_pairs.map(|p| p.1).sum(), told)
    }

    /// The facts about adding sentence `index` to those picked.
    pub fn gain_row(&self, index: usize) -> GainRow {
        let mut row = self.blocks[index / LANES].map(|lanes| lanes[index % LANES]);
        row[STILL..].copy_from_slice(&self.state(index));
        row
    }

    /// What each sentence would add to those picked, in millionths of a score, by `forest`; anything for those that may
    /// not be picked.
    pub(crate) fn gains(&mut self, forest: &Forest) -> Vec<i64> {
        let mut gains = Vec::with_capacity(self.blocks.len() * LANES);
        for number in 0..self.blocks.len() {
            let start = number * LANES;
            let open = (start..self.sentences().min(start + LANES)).filter(|&i| self.standing(i) != Standing::Never);
            let states: Vec<_> = open.map(|i| (i - start, self.state(i))).collect();
            let block = &mut self.blocks[number];
            for (lane, state) in states {
                block[STILL..].iter_mut().zip(state).for_each(|(lanes, x)| lanes[lane] = x);
            }
            gains.extend(forest.score(block).map(|gain| gain as i64));
        }
        gains.truncate(self.sentences());
        gains
    }

    /// How sentence `index` stands to those picked.
    fn state(&self, index: usize) -> [f32; STATE] {
        let (words, pairs, told_share) = self.new_sums(index);
        let length = self.reading.lines[index].tokens.len() as f32;
        let (told, after) = (&self.told, self.told.tokens + length);
        let nearest = told.picked.iter().map(|&p| index as i64 - p as i64).min_by_key(|d| (d.abs(), *d));
        [
            told.picked.len() as f32,
            told.length as f32,
            expected_f(told.sums.0 + words, after) - expected_f(told.sums.0, told.tokens),
            expected_f(told.sums.1 + pairs, after - 1.0) - expected_f(told.sums.1, told.tokens),
            words / length.max(1.0),
            pairs / length.max(1.0),
            nearest.unwrap_or(0) as f32,
            told_share,
        ]
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
        let mut buffer = String::new();
        tokens(text).map(|t| self.vocabulary.stem(t.lower(&mut buffer))).collect()
    }
}

/// `stills` side by side; the rest of each block is filled in when it is scored.
fn blocks(stills: &[[f32; STILL]]) -> Vec<Block> {
    let block = |stills: &[[f32; STILL]]| {
        let mut block: Block = [[0.0; LANES]; GAIN];
        for (lane, still) in stills.iter().enumerate() {
            block.iter_mut().zip(still).for_each(|(lanes, x)| lanes[lane] = *x);
        }
        block
    };
    stills.chunks(LANES).map(block).collect()
}
