//! A folder of articles: read in chunks, translated once between the halves, written, and summed up.

use super::article::{self, Read};
use super::desk::translate;
use super::folder::Folder;
use super::inputs::ArticleFile;
use super::plan::Plan;
use super::translate::Engine;
use crate::model::{Diagnostic, Severity};
use crate::output::Totals;
use rayon::prelude::*;
use std::panic::AssertUnwindSafe;

/// Articles in hand at once: enough to keep every core busy, few enough to bound the memory of any folder.
const CHUNK: usize = 64;

/// Somebody who watches a run, from any thread.
pub trait Watch: Sync {
    /// An article is done; `error` says why it failed, if it did.
    fn article(&self, path: &str, error: Option<&str>);

    /// Whether to end the run after the articles in hand.
    fn is_interrupted(&self) -> bool {
        false
    }
}

/// Watches nothing.
impl Watch for () {
    fn article(&self, _: &str, _: Option<&str>) {}
}

/// How a run ended.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Sums.
    pub totals: Totals,
    /// What failed, in path order: inputs that are not there, articles that could not be read or written.
    pub failures: Vec<Diagnostic>,
    /// What an editor should know of inputs that were read all the same.
    pub notes: Vec<Diagnostic>,
    /// Files of a former run that were removed, below the output folder.
    pub removed: Vec<String>,
    /// Whether the watcher ended the run early.
    pub interrupted: bool,
}

/// The files of the folder as a whole could not be written.
#[derive(Debug, thiserror::Error)]
#[error("{path}: {source}")]
pub struct RunError {
    /// The file.
    pub path: String,
    /// Why.
    pub source: std::io::Error,
}

/// Runs `plan`: every article becomes its brief and TMX, the folder its digest, memory and manifest.
///
/// Articles go in path order in chunks of fixed size. Between the halves of a chunk its uncovered sentences are
/// translated, sorted, each once. One bad article never stops the rest, unless the plan says so.
///
/// # Errors
/// When a file of the folder as a whole cannot be written. Briefs written before are whole.
pub fn run_plan(plan: &Plan, mut engine: Option<&mut Engine>, watch: &dyn Watch) -> Result<Report, RunError> {
    let mut folder = Folder::open(plan)?;
    for chunk in plan.articles().chunks(CHUNK) {
        let read: Vec<_> = chunk.par_iter().map(|file| unbroken(&file.path, || article::read(plan, file))).collect();
        let read = until_failure(plan, read);
        let asks = read.iter().flatten().flat_map(|read| read.uncovered(plan));
        let translated = translate(engine.as_deref_mut(), plan.termbase.concepts(), asks);
        let write = |(file, read): (&ArticleFile, Result<Read, _>)| {
            let read = read?;
            unbroken(&file.path, || article::write(plan, read, &translated))
        };
        let rows: Vec<_> = chunk.par_iter().zip(read).map(write).collect();
        let rows = until_failure(plan, rows);
        let stopped = plan.fail_fast && rows.iter().any(Result::is_err);
        for (file, row) in chunk.iter().zip(rows) {
            watch.article(&file.path, row.as_ref().err().map(|e| e.message.as_str()));
            folder.add(row)?;
        }
        folder.engine_failures(translated.failures());
        if watch.is_interrupted() {
            return Ok(folder.interrupted());
        }
        if stopped {
            break;
        }
    }
    folder.close(plan)
}

/// With `--fail-fast`, nothing after the first failure in path order counts.
fn until_failure<T>(plan: &Plan, mut results: Vec<Result<T, Diagnostic>>) -> Vec<Result<T, Diagnostic>> {
    if plan.fail_fast
        && let Some(first) = results.iter().position(Result::is_err)
    {
        results.truncate(first + 1);
    }
    results
}

/// What `work` gives. A fault of ours that one article brings to light is that article's failure, not the end of the run.
fn unbroken<T>(path: &str, work: impl FnOnce() -> Result<T, Diagnostic>) -> Result<T, Diagnostic> {
    std::panic::catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        let message = "a fault in entrefilet kept this article from being read".into();
        Err(failure(path, message, Some("please report it, with the article if you may")))
    })
}

/// An article that failed, and why.
pub(super) fn failure(path: &str, message: String, help: Option<&str>) -> Diagnostic {
    Diagnostic { path: path.into(), line: None, severity: Severity::Error, message, help: help.map(str::to_owned) }
}

/// Sentences that an engine gave no English for, and why.
pub(super) fn engine_failure((reason, sentences): (String, usize)) -> Diagnostic {
    let message = format!("{reason}; {sentences} sentences stay without English");
    failure("translation", message, Some("the briefs mark each of them"))
}
