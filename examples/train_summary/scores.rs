//! Rankings scored against abstracts, as `bench/summarization/rouge.py` scores them.

use super::articles::{Article, length};
use super::boost::Dice;
use super::learning::reference;
use super::rouge::Rouge;
use entrefilet::summary::{Document, Study, Summarizer, Weights};

/// A way to rank, and its scores so far.
pub struct System {
    name: &'static str,
    rank: fn(&Article, &Weights) -> Vec<usize>,
    one: Vec<Rouge>,
    sixty: Vec<Rouge>,
    reference: Vec<Rouge>,
}

/// The ways to rank that the table compares; the first is what the others are compared with.
pub fn systems() -> Vec<System> {
    let system = |name, rank| System { name, rank, one: vec![], sixty: vec![], reference: vec![] };
    vec![
        system("lead", lead),
        system("words and pairs", without_trees),
        system("all models", ours),
        system("half is known", with_known),
        system("a fifth is on a subject", with_subjects),
    ]
}

fn lead(article: &Article, _: &Weights) -> Vec<usize> {
    (0..article.sentences.len()).collect()
}

fn ours(article: &Article, weights: &Weights) -> Vec<usize> {
    rank(&article.document(), weights)
}

/// By the expected gain in shared words and pairs alone.
fn without_trees(article: &Article, weights: &Weights) -> Vec<usize> {
    let mut study = Study::new(&article.document(), weights);
    let mut order = Vec::new();
    while let Some(best) = best_expected(&study) {
        study.pick(best);
        order.push(best);
    }
    order
}

fn best_expected(study: &Study) -> Option<usize> {
    use entrefilet::summary::{GAIN, Standing};
    let open = (0..study.sentences()).filter(|&i| study.standing(i) == Standing::Open);
    let gain = |i: usize| study.gain_row(i)[GAIN - 6] + study.gain_row(i)[GAIN - 5];
    open.reduce(|best, next| if gain(next) > gain(best) { next } else { best })
}

/// Every second sentence, by the dice, is wholly in the memory, whatever it says.
fn with_known(article: &Article, weights: &Weights) -> Vec<usize> {
    let mut document = article.document();
    let mut dice = Dice(article.text.len() as u64);
    document.sentences.iter_mut().for_each(|s| s.known = if dice.roll() < 0.5 { 1000 } else { 0 });
    rank(&document, weights)
}

/// Every fifth sentence, by the dice, mentions a subject that has nothing to do with the abstract.
fn with_subjects(article: &Article, weights: &Weights) -> Vec<usize> {
    let mut document = article.document();
    let mut dice = Dice(article.text.len() as u64);
    document.sentences.iter_mut().for_each(|s| s.subject = dice.roll() < 0.2);
    rank(&document, weights)
}

fn rank(document: &Document, weights: &Weights) -> Vec<usize> {
    Summarizer::with_weights(weights.clone()).rank(document)
}

/// Sentences that a ranking hands in.
const HANDED_IN: usize = 12;

impl System {
    pub fn try_on(&mut self, article: &Article, weights: &Weights) {
        let mut ranked = (self.rank)(article, weights);
        ranked.truncate(HANDED_IN);
        let mut study = Study::new(&article.document(), weights);
        let reference = reference(article, &mut study);
        let stems = |indices: &[usize]| indices.iter().flat_map(|&i| study.stems(i)).collect::<Vec<_>>();
        self.one.push(reference.score(&stems(&ranked[..ranked.len().min(1)])));
        self.sixty.push(reference.score(&stems(&within(&ranked, article, 60))));
        let words = ranked.iter().flat_map(|&i| article.sentences[i].split_whitespace()).take(reference.length);
        let text = words.collect::<Vec<_>>().join(" ");
        let stems = study.stems_of(&text);
        self.reference.push(reference.score(&stems));
    }
}

/// Whole sentences in rank order while they fit, in article order.
fn within(ranked: &[usize], article: &Article, budget: usize) -> Vec<usize> {
    let (mut taken, mut words) = (Vec::new(), 0);
    for &index in ranked {
        let more = length(&article.sentences[index]);
        if taken.is_empty() || words + more <= budget {
            taken.push(index);
            words += more;
        }
    }
    taken.sort_unstable();
    taken
}

/// Prints R1/R2 in percent and the mean of both over the first system, with its standard error.
pub fn print(systems: &[System]) {
    println!("| system | 1 sentence | 60 words | over lead | reference length | over lead |");
    println!("| --- | --- | --- | --- | --- | --- |");
    let lead = &systems[0];
    for system in systems {
        let sixty = over(&system.sixty, &lead.sixty);
        let reference = over(&system.reference, &lead.reference);
        let [a, b, c] = [&system.one, &system.sixty, &system.reference].map(|scores| both(scores));
        println!("| {} | {a} | {b} | {sixty} | {c} | {reference} |", system.name);
    }
}

fn both(scores: &[Rouge]) -> String {
    let mean = |part: fn(&Rouge) -> f64| 100.0 * scores.iter().map(part).sum::<f64>() / scores.len() as f64;
    format!("{:.2}/{:.2}", mean(|r| r.one), mean(|r| r.two))
}

fn over(scores: &[Rouge], lead: &[Rouge]) -> String {
    let gains: Vec<f64> = scores.iter().zip(lead).map(|(s, l)| 100.0 * (s.mean() - l.mean())).collect();
    let n = gains.len() as f64;
    let mean = gains.iter().sum::<f64>() / n;
    let error = (gains.iter().map(|g| (g - mean).powi(2)).sum::<f64>() / (n * n)).sqrt();
    format!("{mean:+.2} ± {error:.2}")
}
