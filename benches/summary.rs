//! Articles a second: our road from text to key sentences, beside the `lede` crate, on the same texts in the same run.
//!
//! `cargo bench --bench summary` reads the news articles of `../shared/data/summarization`, or makes some where they are
//! missing, and prints the best of several rounds: quote ratios, not figures.

use entrefilet::segment::Splitter;
use entrefilet::story::{Row, group};
use entrefilet::summary::{Budget, Document, Summarizer, unglued};
use std::hint::black_box;
use std::io;
use std::time::{Duration, Instant};

fn main() {
    let texts = news().unwrap_or_else(|_| (0..500).map(made).collect());
    let (splitter, summarizer) = (Splitter::french(), Summarizer::new());
    let ours = best(|| {
        for text in &texts {
            black_box(summarizer.pick(&document(&splitter, text), Budget::of_words(60)));
        }
    });
    let documents: Vec<Document> = texts.iter().map(|t| document(&splitter, t)).collect();
    let picking = best(|| {
        for document in &documents {
            black_box(summarizer.pick(document, Budget::of_words(60)));
        }
    });
    let lede = best(|| {
        for text in &texts {
            black_box(lede::summarize(text, 400, lede::Mode::Default));
        }
    });
    report("split and pick", ours, texts.len());
    report("pick alone", picking, texts.len());
    report("lede 0.5, 400 characters", lede, texts.len());
    let rows: Vec<Row> = texts.iter().cycle().take(5000).enumerate().map(|(i, t)| row(i, t)).collect();
    report("group 5,000 rows into stories", best(|| drop(black_box(group(&rows)))), rows.len());
}

fn document<'t>(splitter: &Splitter, text: &'t str) -> Document<'t> {
    let tiles = splitter.tiles(text).into_iter().map(|t| t.sentence.of(text));
    let parts = tiles.flat_map(|s| unglued(s).into_iter().map(|part| part.of(s)));
    Document::plain("", parts.filter(|s| !s.is_empty()))
}

/// A row that repeats no other word for word: every round of the texts gets words of its own.
fn row(number: usize, text: &str) -> Row {
    let own = format!("édition{} numéro{number}", number / 1000);
    Row::new(&own, [text], [], None)
}

fn best(mut round: impl FnMut()) -> Duration {
    let times = (0..5).map(|_| {
        let start = Instant::now();
        round();
        start.elapsed()
    });
    times.min().unwrap_or_default()
}

fn report(name: &str, time: Duration, articles: usize) {
    println!("{name:32} {:>9.0} articles a second", articles as f64 / time.as_secs_f64());
}

fn news() -> io::Result<Vec<String>> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/summarization/orangesum_dev.jsonl.gz");
    let lines = io::read_to_string(flate2::read::GzDecoder::new(std::fs::File::open(path)?))?;
    let text = |line: &str| Some(serde_json::from_str::<serde_json::Value>(line).ok()?["text"].as_str()?.to_string());
    Ok(lines.lines().filter_map(text).collect())
}

fn made(number: usize) -> String {
    let sentence = |i: usize| {
        format!(
            "Le ministre numéro {} a déclaré mardi que la région {} recevrait {} millions. ",
            i % 7,
            i * number % 31,
            i
        )
    };
    (1..16).map(sentence).collect()
}
