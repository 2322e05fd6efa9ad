//! Learns `src/summary/weights.txt` and the list of common stems `src/text/common.txt`, and prints how well they do.
//!
//! ```sh
//! cargo run --release --example train_summary -- common  ../shared/data/summarization > src/text/common.txt
//! cargo run --release --example train_summary -- table   ../shared/data/summarization   # 5-fold cross-validation
//! cargo run --release --example train_summary -- weights ../shared/data/summarization > src/summary/weights.txt
//! ```
//!
//! The data are news articles with their abstracts, `orangesum_dev.jsonl.gz` and `orangesum_titles_dev.jsonl.gz` (a part of
//! OrangeSum's test split, CC BY-SA 4.0). The same data give the same files, byte for byte.

mod articles;
mod boost;
mod learning;
mod logistic;
mod rouge;
mod scores;

use articles::Article;
use entrefilet::summary::Weights;
use std::path::Path;

fn main() -> std::io::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [task, folder] = &args[..] else { panic!("train_summary common|table|weights FOLDER") };
    let folder = Path::new(folder);
    let articles = articles::read(&folder.join("orangesum_dev.jsonl.gz"))?;
    match task.as_str() {
        "common" => {
            let more = articles::read(&folder.join("orangesum_titles_dev.jsonl.gz"))?;
            let texts = articles.iter().chain(&more).map(|a| a.text.as_str());
            articles::common(texts).iter().for_each(|stem| println!("{stem}"));
        }
        "table" => table(&articles),
        "weights" => print!("{}", learning::learn(&articles.iter().collect::<Vec<_>>())),
        other => panic!("{other} is none of common, table, weights"),
    }
    Ok(())
}

/// Prints the scores of the parts of the model, each article scored by models that have not seen it: five folds, drawn
/// three times.
fn table(articles: &[Article]) {
    const FOLDS: usize = 5;
    const DRAWS: u64 = 3;
    let mut systems = scores::systems(articles.len());
    for draw in 0..DRAWS {
        let fold_of = folds(articles.len(), FOLDS, draw);
        for fold in 0..FOLDS {
            let fold_of = &fold_of;
            let part = |inside: bool| (0..articles.len()).filter(move |&i| inside == (fold_of[i] == fold));
            let weights: Weights = learning::learn(&part(false).map(|i| &articles[i]).collect::<Vec<_>>());
            for number in part(true) {
                systems.iter_mut().for_each(|system| system.try_on(number, &articles[number], &weights));
            }
        }
    }
    scores::print(&systems, articles);
}

/// The fold of each article: in turn, then shuffled by the dice.
fn folds(articles: usize, folds: usize, draw: u64) -> Vec<usize> {
    let mut fold_of: Vec<usize> = (0..articles).map(|i| i % folds).collect();
    let mut dice = boost::Dice(1000 + draw);
    for at in (1..articles).rev().filter(|_| draw > 0) {
        fold_of.swap(at, (dice.roll() * (at as f64 + 1.0)) as usize);
    }
    fold_of
}
