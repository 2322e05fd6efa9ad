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

/// Prints the scores of five models, each on the fifth of the articles that it has not seen.
fn table(articles: &[Article]) {
    const FOLDS: usize = 5;
    let mut systems = scores::systems();
    for fold in 0..FOLDS {
        let part = |inside: bool| {
            articles.iter().enumerate().filter(move |(i, _)| (i % FOLDS == fold) == inside).map(|(_, a)| a)
        };
        let weights: Weights = learning::learn(&part(false).collect::<Vec<_>>());
        for article in part(true) {
            systems.iter_mut().for_each(|system| system.try_on(article, &weights));
        }
    }
    scores::print(&systems);
}
