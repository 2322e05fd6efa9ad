//! How fast a large TMX becomes an index, and in how much memory.
//!
//! `cargo bench --bench import -- [MEGABYTES] [PAIRS.tsv]` makes a TMX of each shape that tools write, of that size (100 MB
//! unless told), out of the pairs (or of invented sentences), reads it alone and then builds an index of it. It prints
//! CPU seconds of the whole process, all threads, and megabytes a CPU second; the peak of memory is that of all shapes
//! so far. With 1000 and one's own pairs it is the measurement that docs/memory-files.md quotes. `/proc` gives the figures, so
//! they show on Linux only.

use entrefilet::exchange::{Item, read_units};
use entrefilet::memory::Builder;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// Writes a unit as one kind of tool does.
type Shape = fn(&Pair) -> String;

/// The ways in which tools write a unit.
const SHAPES: [(&str, Shape); 3] = [("minimal", minimal), ("properties", properties), ("codes", codes)];

struct Pair {
    number: u64,
    source: String,
    target: String,
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    let megabytes: u64 = words.iter().find_map(|word| word.parse().ok()).unwrap_or(100);
    let pairs = match words.iter().find(|word| word.parse::<u64>().is_err()) {
        Some(path) => fs::read_to_string(path).expect("the pairs"),
        None => (0..50_000).map(invented).collect(),
    };
    let folder = tempfile::tempdir().expect("a folder for temporary files");
    for (name, shape) in SHAPES {
        let path = folder.path().join("import.tmx");
        let units = make(&path, &pairs, megabytes * 1_000_000, shape).expect("a TMX");
        let size = fs::metadata(&path).map_or(0, |m| m.len()) as f64 / 1e6;
        println!("{name}: {size:.0} MB, {units} units");
        for (what, import) in [("read", read as fn(&Path) -> u64), ("build", build)] {
            let before = cpu_seconds();
            assert_eq!(import(&path), units);
            let took = cpu_seconds() - before;
            println!("  {what:<5} {took:>7.2} CPU s, {:>6.1} MB a CPU second, peak {} MB", size / took, peak());
        }
    }
}

fn read(path: &Path) -> u64 {
    let file = File::open(path).expect("the TMX");
    read_units(file, None, false, |_| {}).expect("a readable TMX").pairs
}

fn build(path: &Path) -> u64 {
    let mut builder = Builder::new(&path.with_extension("idx")).expect("an index");
    let file = File::open(path).expect("the TMX");
    let counts = read_units(file, None, false, |item| {
        if let Item::Unit(number, unit) = item {
            builder.add(number, *unit).expect("room for the index");
        }
    });
    builder.finish().expect("an index");
    counts.expect("a readable TMX").pairs
}

/// Writes units until the file has `size` bytes; later rounds through the pairs have their words turned round.
fn make(path: &Path, pairs: &str, size: u64, shape: fn(&Pair) -> String) -> io::Result<u64> {
    let mut out = BufWriter::new(File::create(path)?);
    out.write_all(HEAD.as_bytes())?;
    let (mut written, mut units) = (HEAD.len() as u64, 0);
    for round in 0.. {
        for line in pairs.lines() {
            let Some((source, target)) = line.split_once('\t') else { continue };
            let target = target.split('\t').next().unwrap_or_default();
            units += 1;
            let pair = Pair { number: units, source: escaped(source, round), target: escaped(target, round) };
            let unit = shape(&pair);
            written += unit.len() as u64;
            out.write_all(unit.as_bytes())?;
            if written >= size {
                out.write_all(b"</body>\n</tmx>\n")?;
                return out.flush().map(|()| units);
            }
        }
    }
    Ok(units)
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n<tmx version=\"1.4\">\n\
                    <header creationtool=\"bench\" creationtoolversion=\"1\" segtype=\"sentence\" o-tmf=\"bench\" \
                    adminlang=\"en\" srclang=\"fr\" datatype=\"plaintext\"/>\n<body>\n";

fn minimal(Pair { source, target, .. }: &Pair) -> String {
    format!("<tu><tuv xml:lang=\"fr\"><seg>{source}</seg></tuv><tuv xml:lang=\"en\"><seg>{target}</seg></tuv></tu>\n")
}

/// As project memories of OmegaT and memory servers: properties, authors and dates.
fn properties(Pair { number, source, target }: &Pair) -> String {
    format!(
        "    <tu tuid=\"{number}\">\n      <prop type=\"file\">lois/{}.html</prop>\n      <prop type=\"id\">{number}_0</prop>\n      \
         <note>à relire</note>\n      <tuv xml:lang=\"fr-FR\">\n        <seg>{source}</seg>\n      </tuv>\n      \
         <tuv xml:lang=\"en-GB\" changeid=\"desk\" changedate=\"20240517T101112Z\" creationid=\"desk\" \
         creationdate=\"20240102T030405Z\">\n        <seg>{target}</seg>\n      </tuv>\n    </tu>\n",
        number / 100
    )
}

/// As the workbenches: many attributes and inline codes.
fn codes(Pair { source, target, .. }: &Pair) -> String {
    let coded = |text: &str| match text.split_once(' ') {
        Some((first, rest)) => format!(
            "<bpt i=\"1\" x=\"1\" type=\"bold\">{{\\b </bpt>{first}<ept i=\"1\">}}</ept> {rest}<ph x=\"2\">&lt;br/&gt;</ph>"
        ),
        None => text.to_owned(),
    };
    format!(
        "<tu creationdate=\"20240102T101112Z\" creationid=\"D\\USER\" changedate=\"20240203T040506Z\" changeid=\"D\\USER\" \
         lastusagedate=\"20240203T040506Z\" usagecount=\"3\">\n<prop type=\"x-LastUsedBy\">D\\USER</prop>\n\
         <prop type=\"x-Origin\">TM</prop>\n<prop type=\"x-ConfirmationLevel\">ApprovedTranslation</prop>\n\
         <tuv xml:lang=\"FR-FR\">\n<seg>{}</seg>\n</tuv>\n<tuv xml:lang=\"EN-GB\">\n<seg>{}</seg>\n</tuv>\n</tu>\n",
        coded(source),
        coded(target)
    )
}

fn escaped(text: &str, round: usize) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let mut words: Vec<&str> = text.split(' ').collect();
    let turns = round % words.len();
    words.rotate_left(turns);
    words.join(" ")
}

fn invented(number: u64) -> String {
    let text = |start: u64, word: &str| {
        let words = (0..20).map(|i| format!("{word}{}", (number * 31 + i * i * 17 + start) % 9973));
        words.collect::<Vec<_>>().join(" ")
    };
    format!("L’{} & suite.\t{}.\n", text(0, "élément"), text(5, "item"))
}

/// User and system time of the process in seconds.
fn cpu_seconds() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11).take(2);
    fields.filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}

/// The most memory that the process has held, in megabytes.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|rest| rest.split_whitespace().next()).and_then(|kb| kb.parse::<u64>().ok()).unwrap_or(0) / 1000
}
