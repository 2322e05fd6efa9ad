//! What can go wrong with a memory.

use std::io;
use std::path::{Path, PathBuf};

/// Why an index could not be built or opened.
#[derive(Debug, thiserror::Error)]
pub enum MemoryError {
    /// Reading or writing failed.
    #[error("{}: {cause}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        cause: io::Error,
    },
    /// The file is no index.
    #[error("{}: not a memory index", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// The index was written by another version of the program, or on a machine with another byte order.
    #[error("{}: an index of another version ({found}, this program reads {expected}): build it again", path.display())]
    Version {
        /// The file.
        path: PathBuf,
        /// The version in the file.
        found: u32,
        /// Ours.
        expected: u32,
    },
    /// The index is cut short or damaged.
    #[error("{}: the index is damaged ({part}): build it again", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What does not fit.
        part: &'static str,
    },
    /// More units than an index numbers.
    #[error("{}: more than {} units", path.display(), u32::MAX)]
    TooMany {
        /// The file.
        path: PathBuf,
    },
}

impl MemoryError {
    pub(super) fn io(path: &Path) -> impl FnOnce(io::Error) -> Self + '_ {
        |cause| Self::Io { path: path.to_owned(), cause }
    }
}
