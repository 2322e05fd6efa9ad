//! Articles a second: our road from text to key sentences, beside the `lede` crate, on the same texts in the same run; and
//! how long grouping takes as a folder grows.
//!
//! `cargo bench --bench summary` reads the news articles of `../shared/data/summarization`, or makes some where they are
//! missing. Contestants take turns on small batches of articles, so that a busy moment of the machine falls on all of them:
//! *best* adds up the quickest turn on each batch, *median* the middle one. Quote ratios, not figures.

use entrefilet::segment::Splitter;
use entrefilet::story::{Row, group};
use entrefilet::summary::{Budget, Document, Summarizer, unglued};
use entrefilet::text::{rarity, stem};
use std::hint::black_box;
use std::io;
use std::time::{Duration, Instant};

fn main() {
    let texts = news().unwrap_or_else(|_| (0..500).map(made).collect());
    picking(&texts);
    grouping(&texts);
}

/// Turns that each contestant has on each batch.
const TURNS: usize = 15;
/// Articles of a batch.
const BATCH: usize = 50;

fn picking(texts: &[String]) {
    let (splitter, summarizer) = (Splitter::french(), Summarizer::new());
    let documents: Vec<Document> = texts.iter().map(|t| document(&splitter, t)).collect();
    let budget = Budget::of_words(60);
    let contestants: [(&str, &dyn Fn(usize)); 4] = [
        ("split", &|i| drop(black_box(document(&splitter, &texts[i])))),
        ("split and pick", &|i| drop(black_box(summarizer.pick(&document(&splitter, &texts[i]), budget)))),
        ("pick alone", &|i| drop(black_box(summarizer.pick(&documents[i], budget)))),
        ("lede 0.5, 400 characters", &|i| drop(black_box(lede::summarize(&texts[i], 400, lede::Mode::Default)))),
    ];
    let mut times = contestants.map(|_| (Duration::ZERO, Duration::ZERO));
    for start in (0..texts.len()).step_by(BATCH) {
        let batch = start..texts.len().min(start + BATCH);
        for (sum, turns) in times.iter_mut().zip(turns(&contestants, batch)) {
            *sum = (sum.0 + turns[0], sum.1 + turns[TURNS / 2]);
        }
    }
    for ((name, _), (best, median)) in contestants.iter().zip(times) {
        let rate = |time: Duration| texts.len() as f64 / time.as_secs_f64();
        println!("{name:32} best {:>7.0}, median {:>7.0} articles a second", rate(best), rate(median));
    }
}

/// The times of each contestant on `batch`, in turns, sorted.
fn turns(contestants: &[(&str, &dyn Fn(usize))], batch: std::ops::Range<usize>) -> Vec<Vec<Duration>> {
    let mut times = vec![Vec::new(); contestants.len()];
    for _ in 0..TURNS {
        for (times, (_, work)) in times.iter_mut().zip(contestants) {
            let start = Instant::now();
            batch.clone().for_each(work);
            times.push(start.elapsed());
        }
    }
    times.iter_mut().for_each(|t| t.sort_unstable());
    times
}

/// Real articles as far as they go, then folders in which each further round of them speaks of another world.
fn grouping(texts: &[String]) {
    for folder in [texts.len(), 5_000, 20_000] {
        let start = Instant::now();
        let row = |number: usize| {
            Row::new("", [elsewhere(&texts[number % texts.len()], number / texts.len()).as_str()], [], None)
        };
        let rows: Vec<Row> = (0..folder).map(row).collect();
        let read = start.elapsed();
        let start = Instant::now();
        let stories = black_box(group(&rows)).len();
        let grouped = start.elapsed().as_secs_f64();
        println!(
            "{folder:>6} distinct articles: read in {:.2} s, grouped in {grouped:.2} s, {stories} stories",
            read.as_secs_f64()
        );
    }
}

/// `text` as news of another world: its rare words, names above all, are others there; the common ones stay. So no article
/// repeats another, and words are spread as in real news.
fn elsewhere(text: &str, world: usize) -> String {
    let ending = char::from(b'a' + (world % 26) as u8);
    let mut out = String::with_capacity(2 * text.len());
    for word in text.split_inclusive(|c: char| !c.is_alphabetic()) {
        let bare = word.trim_end_matches(|c: char| !c.is_alphabetic());
        out.push_str(bare);
        if world > 0 && bare.len() > 3 && rarity(&stem(&bare.to_lowercase())) == 1.0 {
            out.extend(['k', ending, 'k']);
        }
        out.push_str(&word[bare.len()..]);
    }
    out
}

fn document<'t>(splitter: &Splitter, text: &'t str) -> Document<'t> {
    let tiles = splitter.tiles(text).into_iter().map(|t| t.sentence.of(text));
    let parts = tiles.flat_map(|s| unglued(s).into_iter().map(|part| part.of(s)));
    Document::plain("", parts.filter(|s| !s.is_empty()))
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
