//! Ranks the sentences of one article.

use super::document::{Budget, Document, Sentence};
use super::study::{Standing, Study};
use super::weights::Weights;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::{Arc, OnceLock};

/// Ranks and picks the sentences that tell an article.
///
/// ```
/// use entrefilet::summary::{Budget, Document, Summarizer};
/// let document = Document::plain(
///     "",
///     ["Par 6Medias", "Le Mali, le Burkina Faso et le Niger ont quitté mercredi la Cédéao.", "Il pleuvait à Bamako."],
/// );
/// assert_eq!(Summarizer::new().pick(&document, Budget::of_sentences(1)), [1]);
/// ```
#[derive(Clone, Debug)]
pub struct Summarizer {
    weights: Arc<Weights>,
    prefer_known: bool,
}

impl Default for Summarizer {
    fn default() -> Self {
        built_in().clone()
    }
}

/// Sentences whose gain is computed anew after each pick; the order of the rest follows from the last of them.
const CAREFUL: usize = 2;

/// What a sentence that memory and glossary cover wholly gains, in millionths of a score.
const KNOWN: i64 = 5000;
/// What a sentence about a pinned subject gains, in the same unit.
const SUBJECT: i64 = 6000;

impl Summarizer {
    /// A summarizer with the built-in weights.
    pub fn new() -> Self {
        Self::default()
    }

    /// A summarizer with weights of your own.
    pub fn with_weights(weights: Weights) -> Self {
        Self { weights: Arc::new(weights), prefer_known: true }
    }

    /// Whether sentences that memory and glossary cover win among near-equals; they do unless this says no.
    pub fn prefer_known(self, prefer_known: bool) -> Self {
        Self { prefer_known, ..self }
    }

    /// The usable sentences of `document` by their index, best first.
    ///
    /// A sentence that leans on the one before it (*il, ce dernier, cette décision*) or goes on with its quotation comes
    /// after that one; what could not be read on its own comes last.
    pub fn rank(&self, document: &Document) -> Vec<usize> {
        let mut ranking = Ranking::new(self, document);
        ranking.run();
        ranking.order
    }

    /// The best sentences of `document` that `budget` allows, by their index, best first.
    ///
    /// Whole sentences are taken in rank order while they fit; the first always fits. A sentence that leans on the one
    /// before it is taken only with that one. One that cuts a quotation short, asks, announces what follows or has hardly
    /// a word is taken only where there is nothing else.
    pub fn pick(&self, document: &Document, budget: Budget) -> Vec<usize> {
        let mut ranking = Ranking::new(self, document);
        ranking.run();
        let no_better = !ranking.order.iter().any(|&index| ranking.study.tells(index));
        let mut picked: Vec<usize> = Vec::new();
        let mut words = 0;
        for &index in &ranking.order {
            let more = ranking.study.words(index);
            let fits = picked.is_empty() || words + more <= budget.words;
            let stands = picked.is_empty() || !ranking.study.needs_predecessor(index) || picked.contains(&(index - 1));
            if picked.len() < budget.sentences && fits && stands && (no_better || ranking.study.tells(index)) {
                words += more;
                picked.push(index);
            }
        }
        picked
    }

    /// What the desk adds to a sentence's gain.
    fn favour(&self, sentence: &Sentence) -> i64 {
        let known = if self.prefer_known { KNOWN * i64::from(sentence.known.min(1000)) / 1000 } else { 0 };
        known + if sentence.subject { SUBJECT } else { 0 }
    }
}

/// The summarizer with the weights in the binary, which are read once.
fn built_in() -> &'static Summarizer {
    static BUILT_IN: OnceLock<Summarizer> = OnceLock::new();
    BUILT_IN.get_or_init(|| Summarizer::with_weights(include_str!("weights.txt").parse().unwrap_or_default()))
}

/// A ranking under way.
struct Ranking<'s> {
    summarizer: &'s Summarizer,
    study: Study,
    favours: Vec<i64>,
    order: Vec<usize>,
}

impl<'s> Ranking<'s> {
    fn new(summarizer: &'s Summarizer, document: &Document) -> Self {
        let favours = document.sentences.iter().map(|s| summarizer.favour(s)).collect();
        Self { summarizer, study: Study::new(document, &summarizer.weights), favours, order: Vec::new() }
    }

    fn run(&mut self) {
        for _ in 0..CAREFUL {
            let gains = self.gains();
            let open = (0..gains.len()).filter(|&i| self.study.standing(i) == Standing::Open);
            let Some(best) = open.max_by_key(|&i| (gains[i], Reverse(i))) else { break };
            self.take(best);
        }
        let gains = self.gains();
        self.run_on(&gains);
    }

    /// Takes all sentences left by `gains`: open ones first, as picks open them, then those that cut a quotation short,
    /// then those whose predecessor is never picked.
    fn run_on(&mut self, gains: &[i64]) {
        for last in [Standing::Open, Standing::Last, Standing::Waits] {
            let such = (0..gains.len()).filter(|&i| self.study.standing(i) == last);
            let mut queue: BinaryHeap<_> = such.map(|i| (gains[i], Reverse(i))).collect();
            while let Some((_, Reverse(index))) = queue.pop() {
                self.take(index);
                let next = index + 1;
                if next < gains.len() && self.study.standing(next) == Standing::Open {
                    queue.push((gains[next], Reverse(next)));
                }
            }
        }
    }

    fn take(&mut self, index: usize) {
        if self.study.standing(index) != Standing::Never {
            self.study.pick(index);
            self.order.push(index);
        }
    }

    /// What each sentence would add, in millionths of a score.
    fn gains(&mut self) -> Vec<i64> {
        let mut gains = self.study.gains(&self.summarizer.weights.gain);
        gains.iter_mut().zip(&self.favours).for_each(|(gain, favour)| *gain += favour);
        gains
    }
}
