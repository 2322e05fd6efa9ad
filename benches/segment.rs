//! Megabytes of text a CPU second: our splitter, with and without JSON, beside two crates, in one run.
//!
//! `cargo bench --bench segment [FILE…]` reads UTF-8 files of one paragraph a line; without any it makes text of its own
//! from the battery of cases, in an order that never repeats.

use entrefilet::segment::Splitter;
use std::hint::black_box;
use std::time::Instant;
use unicode_segmentation::UnicodeSegmentation;

const BATTERY: &str = include_str!("../tests/segment/french.txt");

fn main() {
    let files: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with('-')).collect();
    let paragraphs = if files.is_empty() { made() } else { read(&files) };
    let bytes: usize = paragraphs.iter().map(String::len).sum();
    println!("{} paragraphs, {:.1} MB", paragraphs.len(), bytes as f64 / 1e6);
    let splitter = Splitter::french();
    report("entrefilet", bytes, || paragraphs.iter().map(|p| splitter.tiles(p).len()).sum());
    report("unicode-segmentation", bytes, || paragraphs.iter().map(|p| p.unicode_sentences().count()).sum());
    report("sentencex (fr)", bytes, || paragraphs.iter().map(|p| sentencex::segment("fr", p).len()).sum());
}

fn read(files: &[String]) -> Vec<String> {
    let text = files.iter().map(|file| std::fs::read_to_string(file).unwrap_or_else(|e| panic!("{file}: {e}")));
    text.flat_map(|t| t.lines().map(str::to_string).collect::<Vec<_>>()).collect()
}

/// About 4 MB: ten cases a paragraph, drawn by a small generator of pseudo-random numbers.
fn made() -> Vec<String> {
    let cases: Vec<String> =
        BATTERY.lines().filter(|l| !l.starts_with('#')).map(|l| l.replace(['‖', '↵'], "").replace("  ", " ")).collect();
    let mut state = 1_u64;
    let mut draw = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        cases[(state >> 33) as usize % cases.len()].as_str()
    };
    (0..5_000).map(|_| (0..10).map(|_| draw()).collect::<Vec<_>>().join(" ")).collect()
}

/// Runs `work` once to warm up, then times the best of five runs.
fn report(name: &str, bytes: usize, work: impl Fn() -> usize) {
    let sentences = black_box(work());
    let best = (0..5).map(|_| {
        let start = Instant::now();
        black_box(work());
        start.elapsed().as_secs_f64()
    });
    let seconds = best.fold(f64::INFINITY, f64::min);
    println!("{name:<22} {:>8.1} MB/s  {sentences} sentences", bytes as f64 / 1e6 / seconds);
}
