//! Lookups a second and the cost of an index.
//!
//! `cargo bench --bench memory -- [UNITS [PAIRS.tsv QUERIES.txt]]` builds a memory of so many units (a million when not said), looks
//! up sentences, their first one to three words, phrases and parts, and prints how long single ones take: the best of five rounds.
//! Without PAIRS the sentences are made from a small vocabulary and looked up with a word changed; with it the units are its
//! pairs and copies of them with their words rotated, and QUERIES has a sentence a line. What the build cost is told where the
//! system keeps it in `/proc`.

use entrefilet::memory::{Memory, Query, build};
use entrefilet::model::Unit;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with("--")).collect();
    let units = arguments.first().map_or(1_000_000, |n| n.parse().expect("a number of units"));
    let folder = tempfile::tempdir().expect("a folder for temporary files");
    let path = folder.path().join("bench.idx");
    let queries: Vec<String> = match arguments.get(1..3) {
        Some([pairs, queries]) => {
            build_index(&path, rotated(&read(pairs), units));
            read(queries).lines().map(str::to_owned).collect()
        }
        _ => {
            build_index(&path, (0..units).map(|n| unit(sentence(n), sentence(n + units))));
            (0..500).map(|n| changed(&sentence(n * 397))).collect()
        }
    };
    measure(&path, &queries);
}

fn build_index(path: &Path, units: impl Iterator<Item = Unit>) {
    let (started, before) = (Instant::now(), cpu_seconds());
    let built = build(units, path).expect("an index");
    println!("build        {} units in {:.2?}", built.units, started.elapsed());
    if let (Some(before), Some(after), Some(peak)) = (before, cpu_seconds(), peak_memory()) {
        println!("  cost       {:.2} CPU seconds with making the units, at most {peak} MB of memory", after - before);
    }
    let size = std::fs::metadata(path).expect("the index").len();
    let memory = Memory::open(path).expect("the index");
    let texts: usize = memory.all().map(|(_, _, unit)| unit.source.len() + unit.target.len()).sum();
    println!(
        "  size       {} bytes a unit, {} without the texts",
        size / built.units,
        (size - texts as u64) / built.units
    );
}

/// User and system time of this process, where the system tells it in hundredths.
fn cpu_seconds() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let after_name = stat.rsplit_once(") ")?.1;
    let ticks = after_name.split(' ').skip(11).take(2).map(str::parse::<u64>);
    Some(ticks.sum::<Result<u64, _>>().ok()? as f64 / 100.0)
}

/// The most memory that this process held so far, in MB.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let kilobytes = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(kilobytes.trim().trim_end_matches(" kB").parse::<u64>().ok()? / 1000)
}

fn measure(path: &Path, queries: &[String]) {
    let memory = Memory::open(path).expect("the index");
    for top in [1, 5] {
        let times = times(queries, |text| look_up(&memory, text, top));
        let total: Duration = times.iter().sum();
        println!("top {top}        {:.0} queries a second", queries.len() as f64 / total.as_secs_f64());
        tell("  a sentence", &times);
    }
    let short: Vec<String> = queries.iter().enumerate().map(|(n, text)| start(text, 1 + n % 3)).collect();
    tell("  1–3 words", &times(&short, |text| look_up(&memory, text, 5)));
    tell(
        "open, ask",
        &times(&queries[..queries.len().min(100)], |text| {
            look_up(&Memory::open(path).expect("the index"), text, 5);
        }),
    );
    let phrases: Vec<String> = queries.iter().step_by(100).map(|text| start(text, 3)).collect();
    tell("phrases", &times(&phrases, |phrase| drop(black_box(memory.concordance(phrase, 20)))));
    let absent = ["introuvable partout".to_owned(), "nowhere at all to be seen".to_owned()];
    tell("  in no unit", &times(&absent, |phrase| drop(black_box(memory.concordance(phrase, 20)))));
    let sentences: Vec<String> = queries.iter().step_by(100).cloned().collect();
    tell("parts", &times(&sentences, |text| drop(black_box(memory.phrases(text)))));
    tell("verify", &times(&absent[..1], |_| memory.verify().expect("an undamaged index")));
}

/// How long each text takes in the best of five rounds over all of them, in order; ascending.
fn times(texts: &[String], mut run: impl FnMut(&str)) -> Vec<Duration> {
    let mut times = vec![Duration::MAX; texts.len()];
    for _ in 0..5 {
        for (time, text) in times.iter_mut().zip(texts) {
            let started = Instant::now();
            run(text);
            *time = started.elapsed().min(*time);
        }
    }
    times.sort();
    times
}

fn tell(what: &str, times: &[Duration]) {
    let [p50, p95, p99] = [50, 95, 99].map(|percent| times[(times.len() - 1) * percent / 100]);
    let longest = times[times.len() - 1];
    println!("{what:<13}p50 {p50:.2?} · p95 {p95:.2?} · p99 {p99:.2?} · longest {longest:.2?}");
}

fn look_up(memory: &Memory, text: &str, top: usize) {
    black_box(memory.search(&Query { text, ..Query::default() }, 70, top));
}

fn read(path: &str) -> String {
    std::fs::read_to_string(path).expect("a text file")
}

fn unit(source: String, target: String) -> Unit {
    Unit { source, target, ..Unit::default() }
}

/// The pairs of `text`, then copies: of copy number *c* every source has its first 7*c* words at the end, then *c*.
fn rotated(text: &str, units: u64) -> impl Iterator<Item = Unit> {
    let pairs = text.lines().filter_map(|line| {
        let mut columns = line.split('\t');
        Some((columns.next()?, columns.next()?))
    });
    let pairs: Vec<(&str, &str)> = pairs.collect();
    let copies = (0usize..).flat_map(move |copy| pairs.clone().into_iter().map(move |pair| (copy, pair)));
    let made = copies.map(|(copy, (source, target))| {
        let mut words: Vec<&str> = source.split(' ').collect();
        let places = 7 * copy % words.len();
        words.rotate_left(places);
        let number = if copy == 0 { String::new() } else { format!(" {copy}") };
        unit(words.join(" ") + &number, target.to_owned())
    });
    made.take(units as usize)
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
