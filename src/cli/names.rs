//! `entrefilet names`

use super::input::{self, Input};
use super::{Failure, Outcome};
use entrefilet::model::Name;
use entrefilet::names::Finder;
use entrefilet::pipeline::stream::{self, Id, Line, Reply};
use entrefilet::text::Points;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::io::{self, BufWriter, Write};

/// Find names of people, organisations and places
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    input: Input,
}

pub fn run(args: &Args) -> Result<Outcome, Failure> {
    if args.input.jsonl {
        return args.input.stream_with(|input, output| {
            let mut reader = Reader::default();
            stream::batches(input, output, |lines| lines.iter().map(|line| reader.reply(line)).collect())
        });
    }
    let mut output = BufWriter::new(io::stdout().lock());
    for path in args.input.paths() {
        let text = input::read(path)?;
        let finder = Finder::of(text.lines());
        for line in text.lines() {
            for name in finder.names(line) {
                writeln!(output, "{}\t{}", name.kind.tag(), name.span.of(line))?;
            }
        }
    }
    output.flush()?;
    Ok(Outcome::Done)
}

/// The lines of one `doc` are one article: each is judged by those before it. A line without `doc` stands alone.
#[derive(Default)]
struct Reader {
    doc: Option<String>,
    finder: Finder,
}

#[derive(Deserialize)]
struct Request<'l> {
    #[serde(borrow, default)]
    id: Id<'l>,
    #[serde(borrow)]
    text: Cow<'l, str>,
    #[serde(borrow, default)]
    doc: Option<Cow<'l, str>>,
}

#[derive(Serialize)]
struct Answer<'l> {
    id: Id<'l>,
    spans: Vec<Found>,
}

#[derive(Serialize)]
struct Found {
    start: usize,
    end: usize,
    kind: &'static str,
}

impl Reader {
    fn reply(&mut self, line: &Line) -> Reply {
        line.reply(|request: Request| {
            let doc = request.doc.as_deref();
            if doc.is_none() || doc != self.doc.as_deref() {
                self.finder = Finder::default();
                self.doc = doc.map(str::to_owned);
            }
            Ok(Answer { id: request.id, spans: spans(&request.text, &self.finder.find(&request.text)) })
        })
    }
}

fn spans(text: &str, names: &[Name]) -> Vec<Found> {
    let points = Points::new(text);
    let found = names.iter().map(|name| {
        let (start, end) = points.of(name.span);
        Found { start, end, kind: name.kind.tag() }
    });
    found.collect()
}
