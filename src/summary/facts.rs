//! What the gain model is told about a sentence, whatever has been picked.

use super::chances::{Chances, flag};
use super::lexicon::Known;
use super::reading::{Reading, Seen};
use super::rows::STILL;
use super::vocabulary::Vocabulary;

/// Tokens of a typical abstract: what makes F of a sum of chances.
pub(crate) const ABSTRACT: f32 = 36.0;

/// The F that `sum` expected matches give a summary of `tokens`.
pub(crate) fn expected_f(sum: f32, tokens: f32) -> f32 {
    2.0 * sum / (tokens.max(0.0) + ABSTRACT)
}

/// What a sentence has to give: the chances of its words and pairs.
pub(crate) struct Substance {
    /// Its different stems.
    pub(crate) words: Vec<Worth>,
    /// How many of them are no words of grammar.
    pub(crate) content: u32,
    /// What its grammar words give when told once more.
    pub(crate) again: f32,
    /// Its pairs, with their chances.
    pub(crate) pairs: Vec<(u32, f32)>,
}

/// A stem of a sentence and its chance.
#[derive(Clone, Copy)]
pub(crate) struct Worth {
    pub(crate) stem: u32,
    pub(crate) chance: f32,
    /// No word of grammar.
    pub(crate) content: bool,
}

/// What a word of grammar told once more is worth against the first time.
pub(crate) const AGAIN: f32 = 0.3;

impl Substance {
    pub(crate) fn of(index: usize, reading: &Reading, vocabulary: &Vocabulary, chances: &Chances) -> Self {
        let range = reading.lines[index].tokens.clone();
        let mut stems: Vec<u32> = reading.of(index).iter().map(|t| t.stem).collect();
        stems.sort_unstable();
        let mut substance = Self { words: Vec::with_capacity(stems.len()), content: 0, again: 0.0, pairs: Vec::new() };
        for stem in stems {
            let (chance, content) = (chances.word(stem), vocabulary.entry(stem).stop.is_none());
            if substance.words.last().is_none_or(|w| w.stem != stem) {
                substance.words.push(Worth { stem, chance, content });
                substance.content += u32::from(content);
            } else if !content {
                substance.again += AGAIN * chance;
            }
        }
        substance.pairs = range.filter_map(|at| chances.pair_ending(at)).collect();
        substance
    }

    fn word_sum(&self) -> f32 {
        self.words.iter().map(|w| w.chance).sum::<f32>() + self.again
    }

    fn pair_sum(&self) -> f32 {
        self.pairs.iter().map(|p| p.1).sum()
    }
}

/// The facts of every sentence, in order.
pub(crate) fn stills(
    reading: &Reading,
    vocabulary: &Vocabulary,
    chances: &Chances,
    substances: &[Substance],
) -> Vec<[f32; STILL]> {
    let view = View::new(reading, vocabulary, chances, substances);
    (0..reading.lines.len()).map(|i| view.still(i)).collect()
}

/// A document with what its sentences are compared by.
struct View<'r> {
    reading: &'r Reading,
    vocabulary: &'r Vocabulary,
    chances: &'r Chances,
    substances: &'r [Substance],
    mean_words: f32,
    quoted: f32,
    /// By sentence: expected F of words and of pairs, and both sums by token.
    values: [Vec<f32>; 4],
    /// `values`, sorted.
    sorted: [Vec<f32>; 4],
}

impl<'r> View<'r> {
    fn new(
        reading: &'r Reading,
        vocabulary: &'r Vocabulary,
        chances: &'r Chances,
        substances: &'r [Substance],
    ) -> Self {
        let lengths: Vec<f32> = reading.lines.iter().map(|l| l.tokens.len() as f32).collect();
        let by = |value: &dyn Fn(&Substance, f32) -> f32| -> Vec<f32> {
            substances.iter().zip(&lengths).map(|(s, &n)| value(s, n)).collect()
        };
        let values = [
            by(&|s, n| expected_f(s.word_sum(), n)),
            by(&|s, n| expected_f(s.pair_sum(), n)),
            by(&|s, n| s.word_sum() / n.max(1.0)),
            by(&|s, n| s.pair_sum() / n.max(1.0)),
        ];
        let sorted = values.each_ref().map(|v| sorted(v));
        let words: usize = reading.lines.iter().map(|l| l.words).sum();
        let quoted = reading.tokens.iter().filter(|t| t.quoted).count() as f32 / reading.tokens.len().max(1) as f32;
        let mean_words = words as f32 / reading.lines.len().max(1) as f32;
        Self { reading, vocabulary, chances, substances, mean_words, quoted, values, sorted }
    }

    fn still(&self, index: usize) -> [f32; STILL] {
        let mut row = [0.0; STILL];
        let groups: [&[f32]; 5] =
            [&self.place(index), &self.voice(index), &self.form(index), &self.substance(index), &self.standing(index)];
        for (to, from) in row.iter_mut().zip(groups.into_iter().flatten()) {
            *to = *from;
        }
        row
    }

    /// Where it stands and how long it is.
    fn place(&self, index: usize) -> [f32; 6] {
        let lines = &self.reading.lines;
        let words = lines[index].words as f32;
        let before = if index > 0 { lines[index - 1].words as f32 } else { 0.0 };
        [
            index as f32,
            index as f32 / lines.len() as f32,
            lines.len() as f32,
            words,
            words / self.mean_words.max(1.0),
            before,
        ]
    }

    /// Who speaks in it.
    fn voice(&self, index: usize) -> [f32; 7] {
        let line = &self.reading.lines[index];
        let tokens = self.reading.of(index);
        let end = &tokens[tokens.len().saturating_sub(9)..];
        [
            self.share(index, |t, _| t.quoted),
            flag(line.marks.opens_quoted) + 2.0 * flag(line.starts_quoted),
            flag(line.ends_quoted),
            self.share(index, |_, e| e.speech),
            self.share(index, |_, e| e.person),
            flag(end.iter().any(|t| !t.quoted && self.vocabulary.entry(t.stem).speech)),
            self.quoted,
        ]
    }

    /// What it is made of.
    fn form(&self, index: usize) -> [f32; 9] {
        let line = &self.reading.lines[index];
        [
            line.marks.commas as f32 / line.tokens.len().max(1) as f32,
            self.share(index, |t, _| t.name),
            self.share(index, |_, e| e.number),
            flag(line.leans),
            self.share(index, |_, e| e.stop.is_some()),
            flag(line.marks.ended),
            flag(line.marks.question),
            flag(line.marks.colon),
            flag(line.marks.bracket),
        ]
    }

    /// What its words promise.
    fn substance(&self, index: usize) -> [f32; 7] {
        let content = |t: &&Seen| self.vocabulary.entry(t.stem).stop.is_none();
        let tokens = self.reading.of(index);
        let length = tokens.len().max(1) as f32;
        let (mut sum, mut rarity, mut best) = (0.0, 0.0, 0.0f32);
        for token in tokens.iter().filter(content) {
            let chance = self.chances.word(token.stem);
            sum += chance;
            best = best.max(chance);
            rarity += self.vocabulary.entry(token.stem).rarity;
        }
        let [one, two, word, pair] = self.values.each_ref().map(|v| v[index]);
        [one, two, word, pair, sum / length, rarity / length, best]
    }

    /// How it stands among the others.
    fn standing(&self, index: usize) -> [f32; 10] {
        let [one, two, word, pair] = self.values.each_ref().map(|v| v[index]);
        let best = self.sorted.each_ref().map(|s| s.last().copied().unwrap_or(0.0).max(1e-6));
        let better = |s: &[f32], value: f32| (s.len() - s.partition_point(|&v| v <= value)) as f32;
        let neighbour = |at: Option<usize>| at.and_then(|i| self.values[0].get(i)).copied().unwrap_or(0.0);
        [
            one / best[0],
            two / best[1],
            word / best[2],
            pair / best[3],
            self.shared(index, Some(0)),
            self.shared(index, index.checked_sub(1)),
            neighbour(index.checked_sub(1)),
            neighbour(Some(index + 1)),
            better(&self.sorted[0], one),
            better(&self.sorted[1], two),
        ]
    }

    fn share(&self, index: usize, test: impl Fn(&Seen, Known) -> bool) -> f32 {
        let tokens = self.reading.of(index);
        let met = tokens.iter().filter(|t| test(t, self.vocabulary.entry(t.stem))).count();
        met as f32 / tokens.len().max(1) as f32
    }

    /// The share of its content stems that sentence `other` has too.
    fn shared(&self, index: usize, other: Option<usize>) -> f32 {
        let Some(other) = other.map(|o| &self.substances[o].words) else { return 0.0 };
        let substance = &self.substances[index];
        let mut rest = other.iter().peekable();
        let mut both = 0;
        for word in substance.words.iter().filter(|w| w.content) {
            while rest.next_if(|o| o.stem < word.stem).is_some() {}
            both += u32::from(rest.next_if(|o| o.stem == word.stem).is_some());
        }
        both as f32 / substance.content.max(1) as f32
    }
}

fn sorted(values: &[f32]) -> Vec<f32> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f32::total_cmp);
    sorted
}
