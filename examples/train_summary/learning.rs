//! From articles and abstracts to weights: words first, then pairs of words, then sentences.

use super::articles::{Article, length};
use super::boost::{Growth, Table, boost};
use super::logistic::{Case, fit};
use super::rouge::Reference;
use entrefilet::summary::{GAIN, PAIR, Standing, Study, WORD, Weights};

/// How the trees of the gain model grow; chosen by cross-validation.
const GROWTH: Growth = Growth { trees: 200, rate: 0.035, rows: 100.0, ridge: 20.0, columns: 0.5, sample: 0.7 };

/// Pulls the weights of the linear models to zero.
const RIDGE: f64 = 3.0;

/// Learns all weights from `articles`.
pub fn learn(articles: &[&Article]) -> Weights {
    let mut weights = Weights::default();
    weights.word = fit(&word_cases(articles), WORD, true, RIDGE);
    weights.pair = fit(&pair_cases(articles, &weights), PAIR, false, RIDGE);
    weights.gain = boost(&gain_table(articles, &weights), GROWTH);
    weights
}

/// The abstract of `article`, its stems numbered as those of `study`.
pub fn reference(article: &Article, study: &mut Study) -> Reference {
    Reference::new(&study.stems_of(&article.summary), length(&article.summary))
}

fn word_cases(articles: &[&Article]) -> Vec<Case> {
    let cases = articles.iter().flat_map(|article| {
        let mut study = Study::new(&article.document(), &Weights::default());
        let reference = reference(article, &mut study);
        let case = move |(stem, stop, row): (u32, _, [f32; WORD])| Case {
            row: row.to_vec(),
            stop,
            yes: reference.has_word(stem),
        };
        study.word_rows().into_iter().map(case)
    });
    cases.collect()
}

fn pair_cases(articles: &[&Article], weights: &Weights) -> Vec<Case> {
    let cases = articles.iter().flat_map(|article| {
        let mut study = Study::new(&article.document(), weights);
        let reference = reference(article, &mut study);
        let case =
            move |(pair, row): (_, [f32; PAIR])| Case { row: row.to_vec(), stop: None, yes: reference.has_pair(pair) };
        study.pair_rows().into_iter().map(case)
    });
    cases.collect()
}

/// What each sentence really adds to the score, at the start and after one and two picks by expected gain.
fn gain_table(articles: &[&Article], weights: &Weights) -> Table {
    let mut table = Table::default();
    for (group, article) in articles.iter().enumerate() {
        let mut study = Study::new(&article.document(), weights);
        let reference = reference(article, &mut study);
        let mut told = Told::default();
        while told.picks < PICKS {
            let rows = told.rows(article, &study, &reference);
            let expected = |row: &Row| row.facts[EXPECTED] + row.facts[EXPECTED + 1];
            let best = rows.iter().reduce(|best, next| if expected(next) > expected(best) { next } else { best });
            let Some(best) = best.map(|row| row.sentence) else { break };
            rows.into_iter().for_each(|row| table.push(row.facts, row.gain, group));
            told.add(article, &study, best);
            study.pick(best);
        }
    }
    table
}

/// Picks that are looked at in an article.
const PICKS: usize = 3;
/// Words that may be told.
const BUDGET: usize = 60;
/// Where the expected gain in shared words stands in a row; that in pairs follows.
pub const EXPECTED: usize = GAIN - 6;

/// The sentences picked so far.
#[derive(Default)]
struct Told {
    stems: Vec<u32>,
    words: usize,
    picks: usize,
}

struct Row {
    sentence: usize,
    facts: [f32; GAIN],
    gain: f64,
}

impl Told {
    fn rows(&self, article: &Article, study: &Study, reference: &Reference) -> Vec<Row> {
        let fits = |i: usize| self.picks == 0 || self.words + length(&article.sentences[i]) <= BUDGET;
        let open = (0..study.sentences()).filter(|&i| study.standing(i) == Standing::Open && fits(i));
        open.map(|i| Row { sentence: i, facts: study.gain_row(i), gain: self.gain(&study.stems(i), reference) })
            .collect()
    }

    /// What `stems` add to the score; for the first pick half of that is counted as if cut at the abstract's length,
    /// because a long first sentence is only read that far.
    fn gain(&self, stems: &[u32], reference: &Reference) -> f64 {
        let told = [&self.stems, stems].concat();
        let gain = reference.score(&told).mean() - reference.score(&self.stems).mean();
        if self.picks > 0 {
            return gain;
        }
        let cut = reference.score(&told[..told.len().min(reference.tokens)]).mean();
        (gain + cut) / 2.0
    }

    fn add(&mut self, article: &Article, study: &Study, sentence: usize) {
        self.stems.extend(study.stems(sentence));
        self.words += length(&article.sentences[sentence]);
        self.picks += 1;
    }
}
