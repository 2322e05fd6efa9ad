//! Sums over a folder.

use crate::brief;
use crate::model::{Diagnostic, Severity};
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

/// How much of the folder came from memories, engines and nothing.
pub(super) fn coverage(entries: &[ArticleEntry]) -> String {
    brief::coverage(|origins| {
        let of = |e: &ArticleEntry| origins.iter().filter_map(|o| e.lines.get(o.name())).sum::<u32>();
        entries.iter().map(of).sum::<u32>() as usize
    })
}
