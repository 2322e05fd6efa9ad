//! Rankings scored against abstracts, as `bench/summarization/rouge.py` scores them.

use super::articles::{Article, length};
use super::boost::Dice;
use super::learning::{EXPECTED, reference};
use super::rouge::Rouge;
use entrefilet::summary::{Document, GainRow, Study, Summarizer, Weights};

/// A way to rank, and its scores so far.
pub struct System {
    name: &'static str,
    rank: fn(&Article, &Weights) -> Vec<usize>,
    /// By article: a score for each draw of the folds.
    scores: Vec<Vec<Scores>>,
}

/// The scores of one ranking of one article.
#[derive(Clone, Copy, Default)]
struct Scores {
    one: Rouge,
    sixty: Rouge,
    reference: Rouge,
}

/// The ways to rank that the table compares: each part of the model over the one above, and what the desk costs.
pub fn systems(articles: usize) -> Vec<System> {
    let system = |name, rank| System { name, rank, scores: vec![Vec::new(); articles] };
    vec![
        system("lead", lead),
        system("words", |a, w| greedy(a, w, |row| row[EXPECTED])),
        system("+ pairs of words", |a, w| greedy(a, w, |row| row[EXPECTED] + row[EXPECTED + 1])),
        system("+ trees", |a, w| greedy(a, w, |row| w.gain.trees.iter().map(|t| t.score(row)).sum())),
        system("+ usable sentences: as shipped", ours),
        system("titles withheld", untitled),
        system("every second sentence known", with_known),
        system("every fifth on an off-topic subject", with_subjects),
    ]
}

fn lead(article: &Article, _: &Weights) -> Vec<usize> {
    (0..article.sentences.len()).collect()
}

fn ours(article: &Article, weights: &Weights) -> Vec<usize> {
    rank(&article.document(), weights)
}

/// By `gain`, looked at anew after each pick, whatever sentence it is.
fn greedy(article: &Article, weights: &Weights, gain: impl Fn(&GainRow) -> f32) -> Vec<usize> {
    let mut study = Study::new(&article.document(), weights);
    let mut order = Vec::new();
    while order.len() < HANDED_IN {
        let left = (0..study.sentences()).filter(|i| !order.contains(i));
        let gains = left.map(|i| (i, gain(&study.gain_row(i))));
        let Some((best, _)) = gains.reduce(|best, next| if next.1 > best.1 { next } else { best }) else { break };
        study.pick(best);
        order.push(best);
    }
    order
}

/// As if no article had a headline.
fn untitled(article: &Article, weights: &Weights) -> Vec<usize> {
    rank(&Document { title: "", ..article.document() }, weights)
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
    /// Ranks `article`, the `number`-th, and keeps the scores.
    pub fn try_on(&mut self, number: usize, article: &Article, weights: &Weights) {
        let mut ranked = (self.rank)(article, weights);
        ranked.truncate(HANDED_IN);
        let mut study = Study::new(&article.document(), weights);
        let reference = reference(article, &mut study);
        let words = ranked.iter().flat_map(|&i| article.sentences[i].split_whitespace()).take(reference.length);
        let cut = study.stems_of(&words.collect::<Vec<_>>().join(" "));
        let stems = |indices: &[usize]| indices.iter().flat_map(|&i| study.stems(i)).collect::<Vec<_>>();
        self.scores[number].push(Scores {
            one: reference.score(&stems(&ranked[..ranked.len().min(1)])),
            sixty: reference.score(&stems(&within(&ranked, article, 60))),
            reference: reference.score(&cut),
        });
    }

    /// By article: what `part` gives, averaged over the draws.
    fn mean(&self, part: impl Fn(&Scores) -> f64) -> Vec<f64> {
        let mean = |scores: &Vec<Scores>| 100.0 * scores.iter().map(&part).sum::<f64>() / scores.len().max(1) as f64;
        self.scores.iter().map(mean).collect()
    }

    /// By article: the mean of R1 and R2, over both budgets.
    fn both(&self) -> Vec<f64> {
        self.mean(|s| (s.sixty.mean() + s.reference.mean()) / 2.0)
    }

    fn figures(&self, part: fn(&Scores) -> Rouge) -> String {
        let [one, two] =
            [self.mean(|s| part(s).one), self.mean(|s| part(s).two)].map(|x| x.iter().sum::<f64>() / x.len() as f64);
        format!("{one:.2}/{two:.2}")
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

/// Prints R1/R2 in percent; the mean of both over the first system's at either budget; and over the system above at both
/// budgets together. All differences with their standard errors over articles.
pub fn print(systems: &[System], articles: &[Article]) {
    println!(
        "| system | 1 sentence | 60 words | over lead | reference length | over lead | both, over the parts so far |"
    );
    println!("| --- | --- | --- | --- | --- | --- | --- |");
    for (place, system) in systems.iter().enumerate() {
        let over_lead = |part: fn(&Scores) -> f64| over(&system.mean(part), &systems[0].mean(part));
        let above = &systems[place.saturating_sub(1).min(LAST_PART)];
        println!(
            "| {} | {} | {} | {} | {} | {} | {} |",
            system.name,
            system.figures(|s| s.one),
            system.figures(|s| s.sixty),
            over_lead(|s| s.sixty.mean()),
            system.figures(|s| s.reference),
            over_lead(|s| s.reference.mean()),
            over(&system.both(), &above.both()),
        );
    }
    titles(systems, articles);
}

/// The last row that adds a part: the rows after it are compared with it.
const LAST_PART: usize = 4;

/// What the title gives where there is one.
fn titles(systems: &[System], articles: &[Article]) {
    let titled = |x: Vec<f64>| -> Vec<f64> {
        x.into_iter().zip(articles).filter(|(_, a)| !a.title.is_empty()).map(|(x, _)| x).collect()
    };
    let [with, without] = [&systems[LAST_PART], &systems[LAST_PART + 1]].map(|s| titled(s.both()));
    println!("\nThe title, on the {} articles that have one: {}", with.len(), over(&with, &without));
}

/// The mean difference with its standard error.
fn over(scores: &[f64], others: &[f64]) -> String {
    let gains: Vec<f64> = scores.iter().zip(others).map(|(s, o)| s - o).collect();
    let n = gains.len() as f64;
    let mean = gains.iter().sum::<f64>() / n;
    let error = (gains.iter().map(|g| (g - mean).powi(2)).sum::<f64>() / (n * n)).sqrt();
    format!("{mean:+.2} ± {error:.2}")
}
