//! `entrefilet memory stats`

use crate::cli::{Failure, Outcome};
use entrefilet::extract;
use entrefilet::memory::{Coverage, Memory, Query, Survey};
use entrefilet::pipeline::{ArticleFile, articles};
use entrefilet::segment::Splitter;
use std::error::Error;
use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;

/// Count what a memory holds, and how much of some articles it covers
#[derive(clap::Args)]
pub struct Args {
    /// Articles (txt, md, html) or folders of them to measure the coverage of
    #[arg(value_name = "ARTICLE")]
    articles: Vec<PathBuf>,
    /// Index to count, or a TMX, XLIFF, PO or TSV file, which is indexed first
    #[arg(long, value_name = "FILE", required = true)]
    memory: PathBuf,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

#[derive(serde::Serialize)]
struct Told {
    /// Of the source and of the target, always the same: an index holds nothing else.
    languages: [&'static str; 2],
    #[serde(flatten)]
    survey: Survey,
    #[serde(skip_serializing_if = "Option::is_none")]
    coverage: Option<Coverage>,
}

pub fn run(args: &Args) -> Result<Outcome, Failure> {
    let memory = super::open(&args.memory)?;
    let found = articles(&args.articles);
    let mut problems: Vec<String> = found.problems.iter().map(ToString::to_string).collect();
    let mut coverage = (!args.articles.is_empty()).then(Coverage::default);
    for article in &found.articles {
        let covered = cover(&memory, article, coverage.get_or_insert_default());
        problems.extend(covered.err().map(|error| format!("{}: {error}", article.path)));
    }
    problems.iter().for_each(|problem| anstream::eprintln!("{problem}"));
    let told = Told { languages: ["fr", "en"], survey: memory.survey(), coverage };
    let mut out = io::stdout().lock();
    if args.json {
        writeln!(out, "{}", serde_json::to_string(&told).map_err(Failure::cannot)?)?;
    } else {
        show(&mut out, &told)?;
    }
    Ok(if problems.is_empty() { Outcome::Done } else { Outcome::Incomplete })
}

/// Looks every sentence of an article up.
fn cover(memory: &Memory, article: &ArticleFile, coverage: &mut Coverage) -> Result<(), Box<dyn Error>> {
    let read = extract::read(&article.path, &fs::read(&article.file)?)?;
    for segment in Splitter::french().segments(&read.article) {
        let query = Query { text: read.article.slice(segment.span), ..Query::default() };
        coverage.add(memory.search(&query, 70, 1).first().map(|found| found.rate));
    }
    Ok(())
}

fn show(out: &mut impl Write, Told { languages: [source, target], survey, coverage }: &Told) -> io::Result<()> {
    writeln!(out, "units            {}", survey.units)?;
    writeln!(out, "languages        {source}, {target}")?;
    writeln!(out, "French texts     {}", survey.sources)?;
    writeln!(out, "repeated pairs   {}", survey.repeated)?;
    writeln!(out, "conflicts        {} (one French text, several English ones)", survey.conflicts)?;
    writeln!(out, "made by machine  {}", survey.machine)?;
    if let Some((first, last)) = survey.first.zip(survey.last) {
        writeln!(out, "dated            {first} to {last}")?;
    }
    let Some(coverage) = coverage else { return Ok(()) };
    writeln!(out, "sentences        {}", coverage.sentences)?;
    writeln!(out, "  100 %          {}", coverage.exact)?;
    writeln!(out, "  85 to 99 %     {}", coverage.close)?;
    writeln!(out, "  70 to 84 %     {}", coverage.fuzzy)
}
