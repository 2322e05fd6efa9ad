//! Opening any memory that is named on the command line.

use super::progress::Progress;
use crate::cli::Failure;
use crate::cli::progress::Style;
use entrefilet::exchange::Format;
use entrefilet::memory::{Builder, Memory};
use std::iter;
use std::path::Path;

/// Opens an index; any other memory is indexed into a folder that is gone when the command ends.
pub fn open(path: &Path) -> Result<Memory, Failure> {
    if Format::of(path).is_none() {
        return Memory::open(path).map_err(Failure::cannot);
    }
    let folder = tempfile::tempdir().map_err(|e| Failure::io(path, &e))?;
    let index = folder.path().join("memory.idx");
    let mut builder = Builder::new(&index).map_err(Failure::cannot)?;
    let progress = Progress::new(Style::Auto, iter::once(path));
    super::build::add(&mut builder, path, &progress)?;
    progress.finish();
    builder.finish().map_err(Failure::cannot)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok(Memory::open(&index).map_err(Failure::cannot)?.named(name))
}
