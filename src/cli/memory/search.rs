//! `entrefilet memory search`

use super::concordance;
use crate::cli::input::Input;
use crate::cli::{Failure, Outcome};
use entrefilet::memory::{Known, Memories, Query, Standing};
use entrefilet::model::Match;
use entrefilet::pipeline::stream::{Id, Stage};
use entrefilet::text::{Points, Span};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::PathBuf;

/// Look sentences up: one a line, or JSON lines
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    input: Input,
    /// Index to search, or a TMX, XLIFF, PO or TSV file, which is indexed first; can be given several times
    #[arg(long = "memory", value_name = "FILE", required = true)]
    memories: Vec<PathBuf>,
    /// Least match rate, in percent
    #[arg(long, value_name = "PERCENT", default_value_t = 70, value_parser = clap::value_parser!(u8).range(1..=101))]
    min_rate: u8,
    /// How many matches at most, or units with a phrase [default: 5, or 20 units]
    #[arg(long, value_name = "N")]
    top: Option<usize>,
    /// List the units that have this phrase on either side, instead of looking sentences up
    #[arg(long, value_name = "PHRASE", conflicts_with = "files")]
    concordance: Option<String>,
    /// Where nothing reaches the least rate, show the parts of the sentence that the memory knows
    #[arg(long)]
    phrases: bool,
}

pub fn run(args: &Args) -> Result<Outcome, Failure> {
    let mut memories = Memories::new();
    for path in &args.memories {
        memories.push(super::open(path)?, Standing::default());
    }
    if let Some(phrase) = &args.concordance {
        return concordance::list(&memories, phrase, args.top.unwrap_or(20), args.input.jsonl);
    }
    let search = Search { memories, min_rate: args.min_rate, top: args.top.unwrap_or(5), with_parts: args.phrases };
    if args.input.jsonl { args.input.stream(&search) } else { print(args, &search) }
}

struct Search {
    memories: Memories,
    min_rate: u8,
    top: usize,
    with_parts: bool,
}

impl Search {
    /// The matches of a sentence; where there are none and parts are wanted, its parts, memory by memory.
    fn look_up(&self, query: &Query) -> (Vec<Match>, Vec<Known>) {
        let matches = self.memories.search(query, self.min_rate, self.top);
        let wants_parts = self.with_parts && matches.is_empty();
        let memories = self.memories.iter().filter(|_| wants_parts);
        let parts = memories.flat_map(|memory| memory.phrases(query.text)).collect();
        (matches, parts)
    }
}

#[derive(Deserialize)]
struct Request<'l> {
    #[serde(borrow, default)]
    id: Id<'l>,
    #[serde(borrow)]
    text: Cow<'l, str>,
    #[serde(borrow)]
    before: Option<Cow<'l, str>>,
    #[serde(borrow)]
    after: Option<Cow<'l, str>>,
}

#[derive(Serialize)]
struct Answer<'l> {
    id: Id<'l>,
    matches: Vec<Told>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    parts: Vec<KnownPart>,
}

/// A part that a memory knows, in code points.
#[derive(Serialize)]
struct KnownPart {
    #[serde(flatten)]
    part: Part,
    target: String,
    memory: String,
    unit: u64,
    units: usize,
}

#[derive(Serialize)]
struct Told {
    rate: u8,
    source: String,
    target: String,
    memory: String,
    unit: u64,
    edits: Vec<Difference>,
}

/// An edit in code points.
#[derive(Serialize)]
struct Difference {
    query: Part,
    source: Part,
}

#[derive(Serialize)]
struct Part {
    start: usize,
    end: usize,
    text: String,
}

impl<'l> Stage<'l> for Search {
    type Request = Request<'l>;
    type Answer = Answer<'l>;

    fn answer(&self, request: Request<'l>) -> Result<Answer<'l>, String> {
        let query = Query {
            text: &request.text,
            before: request.before.as_deref(),
            after: request.after.as_deref(),
            ..Query::default()
        };
        let (matches, parts) = self.look_up(&query);
        let points = Points::new(&request.text);
        let told_part = |Known { span, target, memory, unit, units }| KnownPart {
            part: part(&points, span, &request.text),
            target,
            memory,
            unit,
            units,
        };
        Ok(Answer {
            id: request.id,
            matches: matches.into_iter().map(|m| told(&request.text, m)).collect(),
            parts: parts.into_iter().map(told_part).collect(),
        })
    }
}

fn told(query: &str, found: Match) -> Told {
    let (ours, theirs) = (Points::new(query), Points::new(&found.source));
    let edits = found.edits.iter().map(|edit| Difference {
        query: part(&ours, edit.query, query),
        source: part(&theirs, edit.source, &found.source),
    });
    let edits = edits.collect();
    Told { rate: found.rate, edits, source: found.source, target: found.target, memory: found.memory, unit: found.unit }
}

fn part(points: &Points, span: Span, text: &str) -> Part {
    let (start, end) = points.of(span);
    Part { start, end, text: span.of(text).to_owned() }
}

/// For people: the sentence, then its matches with what differs.
fn print(args: &Args, search: &Search) -> Result<Outcome, Failure> {
    let mut out = BufWriter::new(io::stdout().lock());
    args.input.for_each(|path, input| {
        for line in BufReader::new(input).lines() {
            let text = line.map_err(|e| Failure::io(path, &e))?;
            if text.trim().is_empty() {
                continue;
            }
            writeln!(out, "{text}")?;
            let (matches, parts) = search.look_up(&Query { text: &text, ..Query::default() });
            matches.iter().try_for_each(|found| show(&mut out, &text, found))?;
            parts.iter().try_for_each(|known| show_part(&mut out, &text, known))?;
        }
        Ok(())
    })?;
    out.flush()?;
    Ok(Outcome::Done)
}

fn show_part(out: &mut impl Write, text: &str, known: &Known) -> io::Result<()> {
    let part = known.span.of(text);
    let more = if known.units > 1 { format!(", in {} units", known.units) } else { String::new() };
    writeln!(out, "   part  {part}  ({} {}{more})\n         {}", known.memory, known.unit, known.target)
}

fn show(out: &mut impl Write, text: &str, found: &Match) -> io::Result<()> {
    writeln!(out, "  {:>3} %  {}  ({} {})", found.rate, found.source, found.memory, found.unit)?;
    writeln!(out, "         {}", found.target)?;
    for edit in &found.edits {
        writeln!(out, "         “{}” where the memory has “{}”", edit.query.of(text), edit.source.of(&found.source))?;
    }
    Ok(())
}
