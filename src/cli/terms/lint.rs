//! `entrefilet terms lint`

use super::files;
use crate::cli::input;
use crate::cli::{Failure, Outcome};
use entrefilet::exchange::glossary::{self, Sheet};
use entrefilet::glossary::{lint, lint_sheet};
use entrefilet::model::{Diagnostic, Finding};
use entrefilet::text::count_of;
use std::path::PathBuf;

/// Check glossaries that are used together: duplicates, gaps, conflicts, offices that overlap
#[derive(clap::Args)]
pub struct Args {
    /// Glossary files, or folders of them; `-` is standard input
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// One JSON object a finding
    #[arg(long)]
    jsonl: bool,
}

pub fn run(args: &Args) -> Result<Outcome, Failure> {
    let (mut concepts, mut findings) = (Vec::new(), Vec::new());
    for path in files::glossaries(&args.files)? {
        let text = input::read(&path)?;
        let name = path.to_string_lossy();
        let read = glossary::read(&text, &name);
        concepts.extend(read.concepts);
        findings.extend(read.problems.into_iter().map(unreadable));
        if let Ok(sheet) = Sheet::parse(&text) {
            findings.extend(lint_sheet(&sheet, &name));
        }
    }
    findings.extend(lint(&concepts));
    findings.sort();
    files::print(&findings, args.jsonl)?;
    if !args.jsonl {
        anstream::eprintln!(
            "{}, {}",
            count_of(concepts.len() as u64, "concept"),
            count_of(findings.len() as u64, "finding")
        );
    }
    Ok(if findings.is_empty() { Outcome::Done } else { Outcome::Findings })
}

/// What could not be read is a finding, too.
fn unreadable(problem: Diagnostic) -> Finding {
    let help = problem.help.map(|help| format!(" ({help})")).unwrap_or_default();
    let rule = if problem.message.starts_with("unknown key") { "unknown-key" } else { "unreadable" };
    let message = format!("{}{help}", problem.message);
    Finding { path: problem.path, line: problem.line.unwrap_or(0), rule, message }
}
