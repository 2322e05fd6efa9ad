//! How a run is watched, and how it ended.

use crate::model::Diagnostic;
use crate::output::Totals;

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
