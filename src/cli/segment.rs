//! `entrefilet segment`

use super::input::{self, Input};
use super::{Failure, Outcome};
use entrefilet::exchange::srx;
use entrefilet::model::Diagnostic;
use entrefilet::pipeline::stream::{Id, Stage};
use entrefilet::segment::{Splitter, Tile, built_in_srx};
use entrefilet::text::Points;
use serde::ser::{SerializeSeq, Serializer};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Split text into sentences
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    input: Input,
    /// Language of the text: fr or en, or any that the SRX file has rules for
    #[arg(long, value_name = "TAG", default_value = "fr")]
    language: String,
    /// Use the rules of this SRX file instead of the built-in ones
    #[arg(long, value_name = "FILE")]
    srx: Option<PathBuf>,
    /// Further abbreviations, separated by commas: after one of them a sentence ends only before a word that starts
    /// sentences
    #[arg(long, value_name = "WORD", value_delimiter = ',')]
    abbreviations: Vec<String>,
    /// Show every place that a rule looked at, and which rule decided
    #[arg(long, conflicts_with = "jsonl")]
    explain: bool,
    /// Print the built-in rules as SRX 2.0, as far as SRX can say them
    #[arg(long, conflicts_with_all = ["files", "jsonl", "explain", "srx"])]
    export_srx: bool,
}

pub fn run(args: &Args) -> Result<Outcome, Failure> {
    if args.export_srx {
        io::stdout().lock().write_all(srx::write(&built_in_srx()).as_bytes())?;
        return Ok(Outcome::Done);
    }
    let (splitter, outcome) = splitter(args)?;
    let done = if args.input.jsonl { args.input.stream(&Sentences { splitter })? } else { plain(args, &splitter)? };
    Ok(if done == Outcome::Done { outcome } else { done })
}

/// One sentence a line, or with `--explain` one place a line.
fn plain(args: &Args, splitter: &Splitter) -> Result<Outcome, Failure> {
    let mut output = BufWriter::new(io::stdout().lock());
    for path in args.input.paths() {
        let text = input::read(path)?;
        if args.explain {
            explain(splitter, &text, &mut output)?;
            continue;
        }
        for tile in splitter.tiles(&text).iter().filter(|t| !t.sentence.is_empty()) {
            writeln!(output, "{}", tile.sentence.of(&text))?;
        }
    }
    output.flush()?;
    Ok(Outcome::Done)
}

/// The rules that were asked for. SRX rules that cannot be used are told, and the outcome is incomplete.
fn splitter(args: &Args) -> Result<(Splitter, Outcome), Failure> {
    let (rules, problems) = match &args.srx {
        Some(path) => from_srx(path, &args.language)?,
        None => (built_in(&args.language)?, Vec::new()),
    };
    for problem in &problems {
        anstream::eprintln!("entrefilet: {problem}");
    }
    let outcome = if problems.is_empty() { Outcome::Done } else { Outcome::Incomplete };
    Ok((rules.with_abbreviations(args.abbreviations.iter().cloned()), outcome))
}

fn from_srx(path: &Path, language: &str) -> Result<(Splitter, Vec<Diagnostic>), Failure> {
    let document = srx::read(&input::read(path)?, &path.to_string_lossy()).map_err(Failure::wrong_use)?;
    Ok(Splitter::from_srx(&document, language))
}

fn built_in(language: &str) -> Result<Splitter, Failure> {
    match language.split(['-', '_']).next() {
        Some("fr") => Ok(Splitter::french()),
        Some("en") => Ok(Splitter::english()),
        _ => Err(Failure::wrong_use(format_args!("no built-in rules for the language “{language}”"))
            .hint("there are rules for fr and en; for others name an SRX file with --srx")),
    }
}

/// Prints a line for each place: its code point, whether a sentence ends there, the rule, and what stands around it.
fn explain(splitter: &Splitter, text: &str, output: &mut impl Write) -> io::Result<()> {
    let points = Points::new(text);
    for place in splitter.explain(text) {
        let sign = if place.ends { "end" } else { "on" };
        let (before, after) = (around(text[..place.at].chars().rev()), around(text[place.at..].chars()));
        let before: String = before.chars().rev().collect();
        writeln!(output, "{:>6}  {sign:<3}  {:<20}  {before} ‖{after}", points.at(place.at), place.rule.to_string())?;
    }
    Ok(())
}

/// A few characters of context on one line.
fn around(chars: impl Iterator<Item = char>) -> String {
    chars.take(28).map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// `--jsonl`: the sentences of each line's text.
struct Sentences {
    splitter: Splitter,
}

#[derive(Deserialize)]
struct Request<'l> {
    #[serde(borrow, default)]
    id: Id<'l>,
    #[serde(borrow)]
    text: Cow<'l, str>,
}

#[derive(Serialize)]
struct Answer<'l> {
    id: Id<'l>,
    sentences: Spans<'l>,
}

impl<'l> Stage<'l> for Sentences {
    type Request = Request<'l>;
    type Answer = Answer<'l>;

    fn answer(&self, request: Request<'l>) -> Result<Answer<'l>, String> {
        let tiles = self.splitter.tiles(&request.text);
        Ok(Answer { id: request.id, sentences: Spans { text: request.text, tiles } })
    }
}

/// Sentences as `{start, end, text}`, in code points, counted in one pass.
struct Spans<'l> {
    text: Cow<'l, str>,
    tiles: Vec<Tile>,
}

#[derive(Serialize)]
struct Sentence<'t> {
    start: usize,
    end: usize,
    text: &'t str,
}

impl Serialize for Spans<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(None)?;
        let (mut byte, mut point) = (0, 0);
        let mut points_at = |at: u32| {
            point += code_points(&self.text.as_bytes()[byte..at as usize]);
            byte = at as usize;
            point
        };
        for tile in self.tiles.iter().filter(|t| !t.sentence.is_empty()) {
            let start = points_at(tile.sentence.start);
            let end = points_at(tile.sentence.end);
            list.serialize_element(&Sentence { start, end, text: tile.sentence.of(&self.text) })?;
        }
        list.end()
    }
}

/// Characters that start in `bytes`.
fn code_points(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&b| (b as i8) >= -0x40).count()
}
