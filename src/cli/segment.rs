//! `entrefilet segment`

use super::input::{self, Input};
use super::{Failure, Outcome};
use entrefilet::pipeline::stream::{Id, Stage};
use entrefilet::segment::{Splitter, Tile};
use entrefilet::text::Points;
use serde::ser::{SerializeSeq, Serializer};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::io::{self, BufWriter, Write};

/// Split French text into sentences
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    input: Input,
    /// Language of the text
    #[arg(long, value_enum, default_value_t = Language::Fr)]
    language: Language,
    /// Further abbreviations, separated by commas: after one of them a sentence ends only before a word that starts
    /// sentences
    #[arg(long, value_name = "WORD", value_delimiter = ',')]
    abbreviations: Vec<String>,
    /// Show every place that a rule looked at, and which rule decided
    #[arg(long, conflicts_with = "jsonl")]
    explain: bool,
}

/// A language that has rules built in.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Language {
    /// French
    Fr,
    /// English
    En,
}

pub fn run(args: &Args) -> Result<Outcome, Failure> {
    let splitter = splitter(args);
    if args.input.jsonl {
        return args.input.stream(&Sentences { splitter });
    }
    let mut output = BufWriter::new(io::stdout().lock());
    for path in args.input.paths() {
        let text = input::read(path)?;
        if args.explain {
            explain(&splitter, &text, &mut output)?;
            continue;
        }
        for tile in splitter.tiles(&text).iter().filter(|t| !t.sentence.is_empty()) {
            writeln!(output, "{}", tile.sentence.of(&text))?;
        }
    }
    output.flush()?;
    Ok(Outcome::Done)
}

/// Prints a line for each place: its code point, whether a sentence ends there, the rule, and what stands around it.
fn explain(splitter: &Splitter, text: &str, output: &mut impl Write) -> io::Result<()> {
    let points = Points::new(text);
    for place in splitter.explain(text) {
        let sign = if place.ends { "end" } else { "on" };
        let (before, after) = (around(text[..place.at].chars().rev()), around(text[place.at..].chars()));
        let before: String = before.chars().rev().collect();
        writeln!(output, "{:>6}  {sign:<3}  {:<20}  {before} ‖{after}", points.at(place.at), place.rule.name())?;
    }
    Ok(())
}

/// A few characters of context on one line.
fn around(chars: impl Iterator<Item = char>) -> String {
    chars.take(28).map(|c| if c.is_control() { ' ' } else { c }).collect()
}

fn splitter(args: &Args) -> Splitter {
    let built_in = match args.language {
        Language::Fr => Splitter::french(),
        Language::En => Splitter::english(),
    };
    built_in.with_abbreviations(args.abbreviations.iter().cloned())
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
