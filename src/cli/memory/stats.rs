//! `entrefilet memory stats`

use crate::cli::{Failure, Outcome, input};
use entrefilet::extract;
use entrefilet::memory::{Coverage, Memory, Query, Survey};
use entrefilet::segment::Splitter;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// Count what an index holds, and how much of some articles it covers
#[derive(clap::Args)]
pub struct Args {
    /// Articles (txt, md, html) to measure the coverage of
    #[arg(value_name = "ARTICLE")]
    articles: Vec<PathBuf>,
    /// Index to count
    #[arg(long, value_name = "INDEX", required = true)]
    memory: PathBuf,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

#[derive(serde::Serialize)]
struct Told {
    #[serde(flatten)]
    survey: Survey,
    #[serde(skip_serializing_if = "Option::is_none")]
    coverage: Option<Coverage>,
}

pub fn run(args: &Args) -> Result<Outcome, Failure> {
    let memory = Memory::open(&args.memory).map_err(Failure::cannot)?;
    let mut coverage = (!args.articles.is_empty()).then(Coverage::default);
    for path in &args.articles {
        cover(&memory, path, coverage.get_or_insert_default())?;
    }
    let told = Told { survey: memory.survey(), coverage };
    let mut out = io::stdout().lock();
    if args.json {
        writeln!(out, "{}", serde_json::to_string(&told).map_err(Failure::cannot)?)?;
    } else {
        show(&mut out, &told)?;
    }
    Ok(Outcome::Done)
}

/// Looks every sentence of an article up.
fn cover(memory: &Memory, path: &Path, coverage: &mut Coverage) -> Result<(), Failure> {
    let mut bytes = Vec::new();
    input::open(path)?.read_to_end(&mut bytes).map_err(|e| Failure::io(path, &e))?;
    let read = extract::read(&path.to_string_lossy(), &bytes).map_err(Failure::cannot)?;
    for segment in Splitter::french().segments(&read.article) {
        let query = Query { text: read.article.slice(segment.span), ..Query::default() };
        coverage.add(memory.search(&query, 70, 1).first().map(|found| found.rate));
    }
    Ok(())
}

fn show(out: &mut impl Write, Told { survey, coverage }: &Told) -> io::Result<()> {
    writeln!(out, "units            {}", survey.units)?;
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
