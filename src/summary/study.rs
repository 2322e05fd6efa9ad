//! A document under the models: what each sentence would add to those already picked.

use super::chances::Chances;
use super::document::Document;
use super::reading::Reading;
use super::vocabulary::Vocabulary;
use super::weights::Weights;

/// Facts in a [`GainRow`].
pub const GAIN: usize = 52;
/// Facts about adding a sentence to those already picked, for the gain model.
pub type GainRow = [f32; GAIN];

/// A document read and weighed, and the sentences picked from it so far.
pub struct Study {
    pub(crate) reading: Reading,
    pub(crate) vocabulary: Vocabulary,
    pub(crate) chances: Chances,
    stills: Vec<Still>,
    picked: Vec<usize>,
    told_words: Vec<bool>,
    told_pairs: Vec<bool>,
    words: usize,
    mean_words: f32,
    tokens: usize,
    expected: (f32, f32),
}

/// What does not change about a sentence while others are picked.
#[derive(Clone, Copy)]
struct Still {
    row: [f32; STILL],
}

/// Facts of a [`GainRow`] that do not change.
const STILL: usize = 42;

/// Tokens that a typical abstract has.
const ABSTRACT: f32 = 36.0;

impl Study {
    /// Reads and weighs `document`.
    pub fn new(document: &Document, weights: &Weights) -> Self {
        let mut vocabulary = Vocabulary::default();
        let reading = Reading::new(document, &mut vocabulary);
        let mut chances = Chances::of(&reading, &vocabulary);
        chances.weigh(&weights.word, &weights.pair, &vocabulary);
        let lines = reading.lines.len().max(1);
        let mut study = Self {
            stills: Vec::new(),
            picked: Vec::new(),
            told_words: vec![false; vocabulary.len()],
            told_pairs: vec![false; chances.pairs.len()],
            words: 0,
            mean_words: reading.lines.iter().map(|l| l.words as f32).sum::<f32>() / lines as f32,
            tokens: 0,
            expected: (0.0, 0.0),
            reading,
            vocabulary,
            chances,
        };
        study.stills = (0..study.reading.lines.len()).map(|i| study.still(i)).collect();
        study.compare();
        study
    }

    /// How many sentences the document has.
    pub fn len(&self) -> usize {
        self.reading.lines.len()
    }

    /// Whether the document has no sentence.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether sentence `index` may be picked now: usable, not picked, and not before the sentence it leans on.
    pub fn open(&self, index: usize) -> bool {
        let line = &self.reading.lines[index];
        line.usable && !self.picked.contains(&index)
    }

    /// Adds sentence `index` to those picked.
    pub fn pick(&mut self, index: usize) {
        let (one, two) = self.sums(index);
        self.expected.0 += one;
        self.expected.1 += two;
        self.words += self.reading.lines[index].words;
        let tokens = self.reading.lines[index].tokens.clone();
        self.tokens += tokens.len();
        for at in tokens {
            self.told_words[self.reading.tokens[at].stem as usize] = true;
            if let Some((pair, _)) = self.chances.pair_ending(at) {
                self.told_pairs[pair as usize] = true;
            }
        }
        self.picked.push(index);
    }

    /// The chances of the words and pairs of sentence `index` that are not told, summed.
    fn sums(&self, index: usize) -> (f32, f32) {
        let tokens = self.reading.lines[index].tokens.clone();
        let (mut one, mut two) = (0.0, 0.0);
        let from = tokens.start;
        for at in tokens {
            let stem = self.reading.tokens[at].stem;
            let repeated = self.reading.tokens[from..at].iter().any(|t| t.stem == stem);
            if !self.told_words[stem as usize] && !repeated {
                one += self.chances.word(stem);
            } else if self.vocabulary.entry(stem).stop.is_some() {
                one += AGAIN * self.chances.word(stem);
            }
            if let Some((pair, chance)) = self.chances.pair_ending(at) {
                two += if self.told_pairs[pair as usize] { 0.0 } else { chance };
            }
        }
        (one, two)
    }

    /// The facts about adding sentence `index` to those picked.
    pub fn gain_row(&self, index: usize) -> GainRow {
        let mut row = [0.0; GAIN];
        row[..STILL].copy_from_slice(&self.stills[index].row);
        let (one, two) = self.sums(index);
        let length = self.reading.lines[index].tokens.len() as f32;
        let f = |sum: f32, tokens: f32| 2.0 * sum / (tokens + ABSTRACT);
        let (before, after) = (self.tokens as f32, self.tokens as f32 + length);
        row[STILL] = self.picked.len() as f32;
        row[STILL + 1] = self.words as f32;
        row[STILL + 2] = f(self.expected.0 + one, after) - f(self.expected.0, before);
        row[STILL + 3] = f(self.expected.1 + two, after - 1.0) - f(self.expected.1, before);
        row[STILL + 4] = one / length.max(1.0);
        row[STILL + 5] = two / length.max(1.0);
        let nearest = self.picked.iter().map(|&p| index as i64 - p as i64).min_by_key(|d| d.abs());
        row[STILL + 6] = nearest.unwrap_or(0) as f32;
        row[STILL + 7] = self.repeated_share(index);
        row
    }

    fn repeated_share(&self, index: usize) -> f32 {
        let content = |s: u32| self.vocabulary.entry(s).stop.is_none();
        let tokens = self.reading.of(index).iter().filter(|t| content(t.stem));
        let (all, told) =
            tokens.fold((0, 0), |(a, t), seen| (a + 1, t + usize::from(self.told_words[seen.stem as usize])));
        told as f32 / all.max(1) as f32
    }

    fn still(&self, index: usize) -> Still {
        let line = &self.reading.lines[index];
        let tokens = self.reading.of(index);
        let length = tokens.len().max(1) as f32;
        let share =
            |test: &dyn Fn(&super::reading::Seen) -> bool| tokens.iter().filter(|t| test(t)).count() as f32 / length;
        let entry = |s: u32| self.vocabulary.entry(s);
        let flag = |b: bool| f32::from(u8::from(b));
        let (one, two) = self.sums(index);
        let mut row = [0.0; STILL];
        row[30] = share(&|t| entry(t.stem).speech);
        row[31] = share(&|t| entry(t.stem).person);
        let end = &tokens[tokens.len().saturating_sub(9)..];
        row[32] = flag(end.iter().any(|t| entry(t.stem).speech && !t.quoted));
        let content = |t: &&super::reading::Seen| entry(t.stem).stop.is_none();
        row[33] = tokens.iter().filter(content).map(|t| self.chances.word(t.stem)).sum::<f32>() / length;
        row[34] = tokens.iter().filter(content).map(|t| entry(t.stem).rarity).sum::<f32>() / length;
        row[35] = tokens.iter().filter(content).map(|t| self.chances.word(t.stem)).fold(0.0, f32::max);
        let facts = [
            index as f32,
            index as f32 / self.len() as f32,
            self.len() as f32,
            line.words as f32,
            line.words as f32 / self.mean_words,
            share(&|t| t.quoted),
            flag(line.marks.opens_quoted) + 2.0 * flag(line.starts_quoted),
            flag(line.ends_quoted),
            line.marks.commas as f32 / length,
            share(&|t| t.name),
            share(&|t| entry(t.stem).number),
            flag(line.leans),
            share(&|t| entry(t.stem).stop.is_some()),
            flag(line.marks.ended),
            flag(line.marks.question),
            flag(line.marks.colon),
            flag(line.marks.bracket),
            share(&|t| self.reading.title.contains(&t.stem)),
            2.0 * one / (length + ABSTRACT),
            2.0 * two / (length + ABSTRACT),
            one / length,
            two / length,
        ];
        row[..facts.len()].copy_from_slice(&facts);
        Still { row }
    }

    /// Facts that compare a sentence with the others of the document.
    fn compare(&mut self) {
        let column = |c: usize, stills: &[Still]| -> Vec<f32> { stills.iter().map(|s| s.row[c]).collect() };
        for (to, from) in [(22, 18), (23, 19), (24, 20), (25, 21)] {
            let values = column(from, &self.stills);
            let best = values.iter().copied().fold(0.0, f32::max).max(1e-6);
            for (still, value) in self.stills.iter_mut().zip(values) {
                still.row[to] = value / best;
            }
        }
        let (e1, e2) = (column(18, &self.stills), column(19, &self.stills));
        let first: Vec<u32> =
            if self.is_empty() { vec![] } else { self.reading.of(0).iter().map(|t| t.stem).collect() };
        for index in 0..self.len() {
            let row = &mut self.stills[index].row;
            let tokens = self.reading.of(index);
            let content: Vec<u32> =
                tokens.iter().map(|t| t.stem).filter(|&s| self.vocabulary.entry(s).stop.is_none()).collect();
            let all = content.len().max(1) as f32;
            row[26] = content.iter().filter(|s| first.contains(s)).count() as f32 / all;
            let before = if index > 0 { self.reading.of(index - 1) } else { &[] };
            row[27] = content.iter().filter(|s| before.iter().any(|t| t.stem == **s)).count() as f32 / all;
            row[28] = if index > 0 { self.reading.lines[index - 1].words as f32 } else { 0.0 };
            row[36] = if index > 0 { e1[index - 1] } else { 0.0 };
            row[37] = e1.get(index + 1).copied().unwrap_or(0.0);
            row[38] = e1.iter().filter(|&&e| e > e1[index]).count() as f32;
            row[39] = e2.iter().filter(|&&e| e > e2[index]).count() as f32;
            row[29] = self.reading.tokens.iter().filter(|t| t.quoted).count() as f32
                / self.reading.tokens.len().max(1) as f32;
        }
    }

    /// The words of the document with their facts, for training.
    pub fn words(&self) -> impl Iterator<Item = (u32, Option<u8>, &super::chances::WordRow)> {
        self.chances.words.iter().map(|(s, row)| (*s, self.vocabulary.entry(*s).stop, row))
    }

    /// The pairs of the document with their facts, for training.
    pub fn pairs(&self) -> impl Iterator<Item = ((u32, u32), super::chances::PairRow)> {
        self.chances.pairs.iter().map(|p| (p.stems, self.chances.pair_row(p, &self.vocabulary)))
    }

    /// Number of each token's stem in sentence `index`.
    pub fn stems(&self, index: usize) -> Vec<u32> {
        self.reading.of(index).iter().map(|t| t.stem).collect()
    }

    /// Stems of another text on the numbers of this document.
    pub fn stems_of(&mut self, text: &str) -> Vec<u32> {
        super::tokens::tokens(text).map(|t| self.vocabulary.stem(&t.lower())).collect()
    }
}

/// What a word of grammar told once more is worth against the first time.
const AGAIN: f32 = 0.3;
