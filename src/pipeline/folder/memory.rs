//! The memory of a folder: what was translated, each sentence once.

use crate::brief::{Rendering, RenderingOf};
use crate::exchange::tmx;
use crate::model::Unit;
use crate::output;
use std::collections::BTreeMap;
use std::io::{self, BufWriter};
use std::path::Path;
use tempfile::NamedTempFile;

/// `memory.tmx` or `machine.tmx`, written as the articles come: each source once, the first in path order.
pub(super) struct FolderMemory {
    /// A TMX that is not in place yet.
    file: tmx::Writer<BufWriter<NamedTempFile>>,
    /// French → its English and the article it is from.
    kept: BTreeMap<String, (String, String)>,
    /// Sentences that stand in several Englishes.
    renderings: BTreeMap<String, Rendering>,
}

impl FolderMemory {
    /// Starts a file below `out` that is not in place yet.
    pub fn open(out: &Path) -> io::Result<Self> {
        let file = tempfile::Builder::new().prefix(".entrefilet-").tempfile_in(out)?;
        let writer = tmx::Writer::new(BufWriter::new(file), &tmx::Header::default())?;
        Ok(Self { file: writer, kept: BTreeMap::new(), renderings: BTreeMap::new() })
    }

    /// Adds a unit of the article `path`.
    pub fn add(&mut self, unit: &Unit, path: &str) -> io::Result<()> {
        if let Some((english, first)) = self.kept.get(&unit.source) {
            if *english != unit.target {
                let kept = RenderingOf { english: english.clone(), source: first.clone(), times: 1 };
                let fresh = || Rendering { french: unit.source.clone(), english: vec![kept] };
                let rendering = self.renderings.entry(unit.source.clone()).or_insert_with(fresh);
                let other = RenderingOf { english: unit.target.clone(), source: path.to_owned(), times: 1 };
                rendering.english.push(other);
            }
            return Ok(());
        }
        self.kept.insert(unit.source.clone(), (unit.target.clone(), path.to_owned()));
        self.file.unit(unit)
    }

    /// The sentences that stand in several Englishes, in text order.
    pub fn differing(&self) -> impl Iterator<Item = Rendering> {
        self.renderings.values().cloned()
    }

    /// Puts the file in place as `path`.
    pub fn close(self, path: &Path) -> io::Result<()> {
        let file = self.file.finish()?.into_inner().map_err(io::IntoInnerError::into_error)?;
        output::put_in_place(file, path)
    }
}
