//! What the end of a run says on stderr, and what a dry run says on stdout.

use crate::cli::{Failure, Outcome};
use entrefilet::pipeline::{Plan, Report};
use entrefilet::text::count_of;
use std::io::Write;

/// The last lines of a run: how many were written, failed and why.
pub fn tell(plan: &Plan, report: &Report) {
    for note in plan.notes().iter().chain(&report.notes) {
        anstream::eprintln!("note: {note}");
    }
    for failure in &report.failures {
        anstream::eprintln!("failed: {failure}");
    }
    let totals = &report.totals;
    let lines: Vec<String> = totals.lines.iter().map(|(origin, n)| format!("{n} {origin}")).collect();
    anstream::eprintln!(
        "{}, {} written to {}, {} failed",
        count_of(totals.articles.into(), "article"),
        totals.written,
        plan.out().display(),
        totals.failed
    );
    if !lines.is_empty() {
        anstream::eprintln!("lines: {}", lines.join(", "));
    }
    if !report.removed.is_empty() {
        anstream::eprintln!(
            "removed {} of a former run: {}",
            count_of(report.removed.len() as u64, "file"),
            shortened(&report.removed)
        );
    }
    if let Some(note) = plan.engine_note() {
        anstream::eprintln!("{note}");
    }
    if report.interrupted {
        anstream::eprintln!("interrupted: every file that was written is whole; run again for the rest");
    }
}

/// The outcome of a run.
pub fn outcome(report: &Report) -> Outcome {
    match (report.interrupted, report.failures.is_empty()) {
        (true, _) => Outcome::Interrupted,
        (false, true) => Outcome::Done,
        (false, false) => Outcome::Incomplete,
    }
}

/// What a run would read and write.
pub fn dry_run(plan: &Plan) -> Result<(), Failure> {
    let mut out = anstream::stdout().lock();
    writeln!(out, "{plan}")?;
    for article in plan.articles() {
        writeln!(out, "{} -> {}", article.path, plan.out().join(format!("{}.md", article.path)).display())?;
    }
    Ok(())
}

fn shortened(files: &[String]) -> String {
    const SHOWN: usize = 5;
    let mut text = files[..files.len().min(SHOWN)].join(", ");
    if files.len() > SHOWN {
        text.push_str(", …");
    }
    text
}
