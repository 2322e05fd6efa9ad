//! Lookups a second and the cost of an index, over a memory made on the spot.
//!
//! `cargo bench --bench memory` builds a memory of 200,000 sentences from a small vocabulary, looks up sentences with one
//! or two words changed, and prints the best of several rounds: quote ratios, not figures.

use entrefilet::memory::{Memory, Query, build};
use entrefilet::model::Unit;
use std::hint::black_box;
use std::time::{Duration, Instant};

const UNITS: u64 = 200_000;
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

/// The sentence with its third word replaced.
fn changed(sentence: &str) -> String {
    let words = sentence.split(' ').enumerate().map(|(i, word)| if i == 2 { "autre" } else { word });
    words.collect::<Vec<_>>().join(" ")
}
