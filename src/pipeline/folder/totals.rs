//! Sums over a folder.

use crate::model::{Diagnostic, Origin, Severity};
use crate::output::{self, ArticleEntry};
use rustc_hash::FxHashSet;

/// What a run tells at its end.
pub(super) fn totals(entries: &[ArticleEntry], failed: &[Diagnostic]) -> output::Totals {
    let mut totals = output::Totals { articles: entries.len() as u32, ..output::Totals::default() };
    for entry in entries {
        totals.written += u32::from(entry.written);
        totals.segments += u64::from(entry.segments);
        totals.mentions += u64::from(entry.mentions);
        for (&origin, &n) in &entry.lines {
            *totals.lines.entry(origin).or_default() += u64::from(n);
        }
    }
    let articles: FxHashSet<&str> = entries.iter().map(|e| e.path.as_str()).collect();
    let errors = failed.iter().filter(|f| f.severity == Severity::Error);
    let missing = errors.filter(|f| !articles.contains(f.path.as_str())).count();
    totals.failed = totals.articles - totals.written + missing as u32;
    totals
}

/// *Of 30 lines: 10 approved, 5 adapted, 15 not translated.*
pub(super) fn coverage(entries: &[ArticleEntry]) -> String {
    let count = |origins: &[Origin]| -> u32 {
        entries.iter().flat_map(|e| origins.iter().filter_map(|o| e.lines.get(o.name()))).sum()
    };
    let approved = count(&[Origin::Context, Origin::Exact]);
    let (adapted, machine, none) =
        (count(&[Origin::Adapted]), count(&[Origin::Machine]), count(&[Origin::Terms, Origin::None]));
    let all = approved + adapted + machine + none;
    format!(
        "Of {all} lines that headlines, key points and quotations want: {approved} approved, {adapted} adapted, {machine} machine, {none} not translated."
    )
}
