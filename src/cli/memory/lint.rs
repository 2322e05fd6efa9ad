//! `entrefilet memory lint`

use super::findings::{Told, worded};
use crate::cli::input::Input;
use crate::cli::{Failure, Outcome};
use entrefilet::exchange::{Counts, Finding, Format, Item, read_units};
use entrefilet::text::count_of;
use std::io::{self, BufWriter, Read, Write};
use std::path::Path;

/// Check memory files: what was skipped, and what other tools would lose
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    input: Input,
}

#[derive(serde::Serialize)]
struct Summary<'p> {
    file: &'p str,
    #[serde(flatten)]
    counts: Counts,
}

pub fn run(args: &Args) -> Result<Outcome, Failure> {
    let mut clean = true;
    args.input.for_each(|path, input| {
        clean &= lint(path, input, args.input.jsonl)?;
        Ok(())
    })?;
    Ok(if clean { Outcome::Done } else { Outcome::Findings })
}

/// Prints the findings of one file as they are met; whether there was none.
fn lint(path: &Path, input: impl Read, json: bool) -> Result<bool, Failure> {
    let mut out = BufWriter::new(io::stdout().lock());
    let (mut told, mut clean, mut printed) = (Told::default(), true, Ok(()));
    let mut tell = |finding: &Finding| {
        clean = false;
        if (json || told.add(finding)) && printed.is_ok() {
            printed = if json { writeln!(out, "{}", line(finding)) } else { print(&mut out, path, finding) };
        }
    };
    let read = read_units(input, Format::of(path), true, |item| {
        if let Item::Finding(finding) = item {
            tell(&finding);
        }
    });
    let counts = read.unwrap_or_else(|error| {
        tell(&unreadable(&error));
        Counts::default()
    });
    printed?;
    let file = path.to_string_lossy();
    if json {
        writeln!(out, "{}", line(&Summary { file: &file, counts }))?;
    } else {
        told.rest(path).iter().try_for_each(|line| writeln!(out, "{line} (--jsonl lists all)"))?;
        let (units, pairs) = (count_of(counts.units, "unit"), count_of(counts.pairs, "French–English pair"));
        writeln!(out, "{file}: {units}, {pairs}")?;
    }
    out.flush()?;
    Ok(clean)
}

fn print(out: &mut impl Write, path: &Path, finding: &Finding) -> io::Result<()> {
    writeln!(out, "{}", worded(path, finding))?;
    if finding.loses.is_empty() { Ok(()) } else { writeln!(out, "    {}", finding.loses) }
}

fn unreadable(error: &io::Error) -> Finding {
    let message = format!("the file cannot be read: {error}");
    Finding { line: 0, unit: None, rule: "damaged-archive", message, loses: "every tool: it is not there to be read" }
}

fn line(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
