//! The file that an index is written to: beside its place, then renamed.

use super::MemoryError;
use super::layout::{SECTIONS, Section, Written, header};
use crc32fast::Hasher;
use std::fs::File;
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// An index that is being written, section by section.
pub struct Output {
    place: PathBuf,
    file: BufWriter<NamedTempFile>,
    sections: [(u64, Hasher); SECTIONS],
}

impl Output {
    /// A file beside `place`, with room for the header.
    pub fn create(place: &Path) -> Result<Self, MemoryError> {
        let folder = place.parent().filter(|f| !f.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let file = NamedTempFile::new_in(folder).map_err(MemoryError::io(place))?;
        let mut file = BufWriter::with_capacity(1 << 20, file);
        file.write_all(&header([Written::default(); SECTIONS])).map_err(MemoryError::io(place))?;
        Ok(Self { place: place.to_owned(), file, sections: std::array::from_fn(|_| (0, Hasher::new())) })
    }

    /// Where the index will be.
    pub fn place(&self) -> &Path {
        &self.place
    }

    /// Adds to a section; sections are written in their order.
    pub fn put(&mut self, section: Section, bytes: &[u8]) -> Result<(), MemoryError> {
        let (length, hasher) = &mut self.sections[section as usize];
        *length += bytes.len() as u64;
        hasher.update(bytes);
        self.file.write_all(bytes).map_err(MemoryError::io(&self.place))
    }

    /// Bytes written to `section` so far.
    pub fn written(&self, section: Section) -> u64 {
        self.sections[section as usize].0
    }

    /// Writes the header, now that the lengths are known, and renames the file to its place.
    pub fn finish(self) -> Result<(), MemoryError> {
        let Self { place, file, sections } = self;
        let sections = sections.map(|(length, hasher)| Written { length, checksum: hasher.finalize() });
        put_in_place(file, sections, &place).map_err(MemoryError::io(&place))
    }
}

fn put_in_place(file: BufWriter<NamedTempFile>, sections: [Written; SECTIONS], place: &Path) -> io::Result<()> {
    let mut file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.seek(SeekFrom::Start(0))?;
    file.write_all(&header(sections))?;
    readable(file.as_file())?;
    file.persist(place).map_err(|e| e.error)?;
    Ok(())
}

/// Temporary files are for their owner alone; an index is a file like any other.
#[cfg(unix)]
fn readable(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable(_file: &File) -> io::Result<()> {
    Ok(())
}
