//! Lookups a second and the cost of an index, over a memory made on the spot.
//!
//! `cargo bench --bench memory` builds a memory of a million sentences from a small vocabulary, looks up sentences with one
//! word changed and queries of one to three words, and prints the best of several rounds and how long single queries
//! take: quote ratios, not figures.

use entrefilet::memory::{Memory, Query, build};
use entrefilet::model::Unit;
use std::hint::black_box;
use std::time::{Duration, Instant};

const UNITS: u64 = 1_000_000;
const QUERIES: u64 = 500;

fn main() {
    let folder = tempfile::tempdir().expect("a folder for temporary files");
    let path = folder.path().join("bench.idx");
    let started = Instant::now();
    let units = (0..UNITS).map(|n| Unit { source: sentence(n), target: sentence(n + UNITS), ..Unit::default() });
    build(units, &path).expect("an index");
    let size = std::fs::metadata(&path).map_or(0, |m| m.len());
    println!("build       {:>10.2?} for {UNITS} units, {} bytes a unit", started.elapsed(), size / UNITS);
    let started = Instant::now();
    let memory = Memory::open(&path).expect("the index");
    println!("open        {:>10.2?}", started.elapsed());
    let queries: Vec<String> = (0..QUERIES).map(|n| changed(&sentence(n * 397))).collect();
    for top in [1, 5] {
        let took = best(|| look_up(&memory, &queries, top));
        println!("top {top}       {:>10.0} queries a second", QUERIES as f64 / took.as_secs_f64());
    }
    let short: Vec<String> = (0..QUERIES).map(|n| start(&sentence(n * 397), 1 + n as usize % 3)).collect();
    for (kind, queries) in [("sentence", &queries), ("1–3 words", &short)] {
        let times = times(&memory, queries);
        let [p50, p95, p99] = [50, 95, 99].map(|percent| times[times.len() * percent / 100]);
        println!("{kind:<11} p50 {p50:.2?}, p95 {p95:.2?}, p99 {p99:.2?}");
    }
    let took = best(|| drop(black_box(memory.concordance("mot12 mot3 mot7 mot9", 20))));
    println!("concordance {took:>10.2?}");
}

/// How long each query takes in the best of five rounds over all of them, in order.
fn times(memory: &Memory, queries: &[String]) -> Vec<Duration> {
    let mut times = vec![Duration::MAX; queries.len()];
    for _ in 0..5 {
        for (time, text) in times.iter_mut().zip(queries) {
            let started = Instant::now();
            look_up(memory, std::slice::from_ref(text), 5);
            *time = started.elapsed().min(*time);
        }
    }
    times.sort();
    times
}

fn look_up(memory: &Memory, queries: &[String], top: usize) {
    for text in queries {
        black_box(memory.search(&Query { text, ..Query::default() }, 70, top));
    }
}

fn best(mut run: impl FnMut()) -> Duration {
    let mut round = || {
        let started = Instant::now();
        run();
        started.elapsed()
    };
    (0..5).map(|_| round()).min().unwrap_or_default()
}

/// Sentence number `n`: 12 to 40 words, frequent ones more often, as in a language.
fn sentence(n: u64) -> String {
    let mut state = n.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let length = 12 + next() % 29;
    let word = |r: u64| format!("mot{}", (2f64.powf((r % 1_000_000) as f64 / 1e6 * 15.0)) as u64);
    (0..length).map(|_| word(next())).collect::<Vec<_>>().join(" ")
}

/// The first `words` words of the sentence.
fn start(sentence: &str, words: usize) -> String {
    sentence.split(' ').take(words).collect::<Vec<_>>().join(" ")
}

/// The sentence with its third word replaced.
fn changed(sentence: &str) -> String {
    let words = sentence.split(' ').enumerate().map(|(i, word)| if i == 2 { "autre" } else { word });
    words.collect::<Vec<_>>().join(" ")
}
