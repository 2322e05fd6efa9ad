//! Where the user who runs us keeps things.

use std::path::PathBuf;

/// The folders of the user who runs us; the library never looks them up itself.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// For what can be made again: indexes of memories, answers of engines.
    pub cache: Option<PathBuf>,
    /// For installed models.
    pub models: Option<PathBuf>,
    /// The key for a translation service.
    pub key: Option<String>,
    /// Threads that an engine may use.
    pub threads: usize,
}
