//! A folder of articles: read in chunks, translated once between the halves, written, and summed up.

use super::article;
use super::desk::translate;
use super::failure::failure;
use super::folder::Folder;
use super::inputs::ArticleFile;
use super::lines;
use super::plan::Plan;
use super::read::Read;
use super::report::{Report, RunError, Watch};
use super::translate::Engine;
use crate::model::Diagnostic;
use rayon::prelude::*;
use std::panic::AssertUnwindSafe;

/// Articles in hand at once: enough to keep every core busy, few enough to bound the memory of any folder.
const CHUNK: usize = 64;

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
        let asks = read.iter().flatten().flat_map(|read| lines::uncovered(plan, read));
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
