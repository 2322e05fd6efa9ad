//! The files of a folder, those of its articles and those of it as a whole.

use super::memory::FolderMemory;
use crate::output;
use crate::pipeline::report::RunError;
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

/// What was written below the output folder so far.
pub(super) struct Files {
    out: PathBuf,
    former: Vec<String>,
    written: BTreeSet<String>,
}

impl Files {
    /// Makes the folder, and remembers what a former run wrote there.
    pub fn open(out: &Path) -> Result<Self, RunError> {
        std::fs::create_dir_all(out).map_err(|source| failed(out, source))?;
        Ok(Self { out: out.to_owned(), former: output::former_files(out), written: BTreeSet::new() })
    }

    /// A memory that is not in place yet and will be `name`.
    pub fn draft(&self, name: &str) -> Result<FolderMemory, RunError> {
        FolderMemory::open(&self.out).map_err(|source| self.error(name, source))
    }

    /// Counts what others wrote.
    pub fn extend(&mut self, written: Vec<String>) {
        self.written.extend(written);
    }

    /// Writes `bytes` as `name`.
    pub fn write(&mut self, name: &str, bytes: &[u8]) -> Result<(), RunError> {
        output::write(&self.out.join(name), bytes).map_err(|source| self.error(name, source))?;
        self.written.insert(name.into());
        Ok(())
    }

    /// Puts a memory in place as `name`.
    pub fn close(&mut self, name: &str, memory: FolderMemory) -> Result<(), RunError> {
        memory.close(&self.out.join(name)).map_err(|source| self.error(name, source))?;
        self.written.insert(name.into());
        Ok(())
    }

    /// Counts `name`, which is written last, and removes what a former run wrote and this one did not; gives what was
    /// removed.
    pub fn remove_stale(&mut self, name: &str) -> Vec<String> {
        self.written.insert(name.into());
        output::remove_stale(&self.out, &self.former, &self.written)
    }

    /// Everything written, sorted.
    pub fn names(&self) -> Vec<String> {
        self.written.iter().cloned().collect()
    }

    /// That `name` could not be written.
    pub fn error(&self, name: &str, source: io::Error) -> RunError {
        failed(&self.out.join(name), source)
    }
}

fn failed(path: &Path, source: io::Error) -> RunError {
    RunError { path: path.display().to_string(), source }
}
