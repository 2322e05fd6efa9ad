//! `entrefilet terms find`

use crate::cli::asked::{Article, Asked};
use crate::cli::input::{self, Input};
use crate::cli::{Failure, Outcome};
use entrefilet::exchange::glossary;
use entrefilet::model::{Certainty, Hit};
use entrefilet::pipeline::stream::{self, Id, Line, Reply};
use entrefilet::termbase::Termbase;
use entrefilet::text::{Date, Points};
use serde::Serialize;
use std::io::{self, Write};
use std::path::PathBuf;

/// Find the glossary's names in French text, with the English for each
#[derive(clap::Args)]
pub struct Args {
    /// Glossary files (TOML)
    #[arg(long, required = true, num_args = 1.., value_name = "FILE")]
    glossary: Vec<PathBuf>,
    /// Date of the article, where a line does not say one
    #[arg(long, value_name = "DATE")]
    date: Option<Date>,
    #[command(flatten)]
    input: Input,
}

pub fn run(args: &Args) -> Result<Outcome, Failure> {
    let (base, complete) = load(&args.glossary)?;
    let outcome = if args.input.jsonl { find_lines(args, &base)? } else { show(args, &base)? };
    Ok(if complete { outcome } else { Outcome::Incomplete })
}

/// The termbase of all glossary files, and whether every row of them could be read; what could not is told on stderr.
pub fn load(paths: &[PathBuf]) -> Result<(Termbase, bool), Failure> {
    let (mut concepts, mut complete) = (Vec::new(), true);
    for path in paths {
        let read = glossary::read(&input::read(path)?, &path.display().to_string());
        complete &= read.problems.is_empty();
        read.problems.iter().for_each(|problem| anstream::eprintln!("{problem}"));
        concepts.extend(read.concepts);
    }
    let base = Termbase::new(concepts).map_err(|errors| {
        let told: Vec<String> = errors.iter().map(ToString::to_string).collect();
        Failure::wrong_use(told.join("\n")).hint("rename one of the two ids, or take one block out")
    })?;
    Ok((base, complete))
}

#[derive(Serialize)]
struct Answer<'l, 'b> {
    id: Id<'l>,
    /// The mentions to be taken.
    spans: Vec<Found<'b>>,
    /// Mentions inside longer ones.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    nested: Vec<Found<'b>>,
    /// Names that may be one of several concepts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    questions: Vec<Question<'b>>,
}

#[derive(Serialize)]
struct Found<'b> {
    start: usize,
    end: usize,
    entry: &'b str,
    en: String,
    how: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    phrase: Option<Composed>,
    /// Why the mention is not sure.
    #[serde(skip_serializing_if = "Option::is_none")]
    doubt: Option<&'static str>,
}

#[derive(Serialize)]
struct Composed {
    start: usize,
    end: usize,
    en: String,
}

#[derive(Serialize)]
struct Question<'b> {
    start: usize,
    end: usize,
    entries: Vec<&'b str>,
}

fn find_lines(args: &Args, base: &Termbase) -> Result<Outcome, Failure> {
    args.input.stream_with(|input, output| {
        let mut article = Article::new(base, args.date);
        stream::batches(input, output, |lines| lines.iter().map(|line| answer(base, &mut article, line)).collect())
    })
}

fn answer(base: &Termbase, article: &mut Article, line: &Line) -> Reply {
    line.reply(|Asked { id, text, doc, date }: Asked| Ok(told(base, id, &text, article.reader(doc, date).read(&text))))
}

fn told<'l, 'b>(base: &'b Termbase, id: Id<'l>, text: &str, hits: Vec<Hit>) -> Answer<'l, 'b> {
    let points = Points::new(text);
    let mut answer = Answer { id, spans: Vec::new(), nested: Vec::new(), questions: Vec::new() };
    for hit in hits {
        let (start, end) = points.of(hit.span);
        if let Certainty::Ambiguous(concepts) = &hit.certainty {
            let entries = concepts.iter().map(|&number| base.concept(number).id.as_str()).collect();
            answer.questions.push(Question { start, end, entries });
            continue;
        }
        let list = if hit.nested { &mut answer.nested } else { &mut answer.spans };
        list.push(found(base, &points, hit));
    }
    answer
}

fn found<'b>(base: &'b Termbase, points: &Points, hit: Hit) -> Found<'b> {
    let (start, end) = points.of(hit.span);
    let phrase = hit.phrase.map(|phrase| {
        let (start, end) = points.of(phrase.span);
        Composed { start, end, en: phrase.en }
    });
    let doubt = match hit.certainty {
        Certainty::Uncertain(doubt) => Some(doubt),
        _ => None,
    };
    Found { start, end, entry: &base.concept(hit.concept).id, en: hit.en, how: hit.form.name(), phrase, doubt }
}

/// For people: each file is an article; a line for each mention, with the line of the file it stands on.
fn show(args: &Args, base: &Termbase) -> Result<Outcome, Failure> {
    for path in args.input.paths() {
        let text = input::read(path)?;
        let mut reader = base.reader(args.date);
        text.lines().for_each(|line| reader.survey(line));
        let mut out = anstream::stdout().lock();
        for (number, line) in (1..).zip(text.lines()) {
            for hit in reader.read(line).into_iter().filter(|hit| !hit.nested) {
                show_hit(&mut out, base, number, line, &hit)?;
            }
        }
    }
    Ok(Outcome::Done)
}

fn show_hit(out: &mut impl Write, base: &Termbase, number: usize, line: &str, hit: &Hit) -> io::Result<()> {
    let (french, name) = (hit.span.of(line), |number: &u32| base.concept(*number).id.as_str());
    match &hit.certainty {
        Certainty::Ambiguous(concepts) => {
            let ids: Vec<&str> = concepts.iter().map(name).collect();
            writeln!(out, "{number}: {french} → ? one of {}", ids.join(", "))
        }
        Certainty::Uncertain(doubt) => {
            writeln!(out, "{number}: {french} → {} ({}) ? {doubt}", hit.en, name(&hit.concept))
        }
        Certainty::Certain => writeln!(out, "{number}: {french} → {} ({})", hit.en, name(&hit.concept)),
    }
}
