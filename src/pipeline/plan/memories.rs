//! The memories of a pipeline: TMX, TSV and XLIFF files are indexed into the cache, index files opened as they are.

use crate::exchange::{Format, Item, read_units};
use crate::memory::{Age, Builder, Memories, Memory, MemoryError, Standing};
use crate::model::{Diagnostic, Severity};
use crate::output::InputFile;
use crate::pipeline::error::PlanError;
use crate::pipeline::files::{Named, expand};
use crate::pipeline::{MemoryTable, PipelineFile};
use std::fs;
use std::io;
use std::path::Path;

/// The memories, and what was found in them.
pub(super) struct Loaded {
    pub memories: Memories,
    pub files: Vec<InputFile>,
    pub notes: Vec<Diagnostic>,
}

/// Opens every memory in order, indexing what is no index yet. Without a cache folder, indexes live in the system's
/// folder for temporary files and are made anew.
pub(super) fn load(file: &PipelineFile, pipeline: &Path, cache: Option<&Path>) -> Result<Loaded, PlanError> {
    let mut loaded = Loaded { memories: Memories::new(), files: Vec::new(), notes: Vec::new() };
    let plain = file.memories.iter().map(|path| (path, None));
    let tables = file.memory.iter().map(|table| (&table.path, Some(table)));
    for (pattern, table) in plain.chain(tables) {
        for named in expand(std::slice::from_ref(pattern), pipeline)? {
            loaded.open(&named, table, cache)?;
        }
    }
    Ok(loaded)
}

impl Loaded {
    fn open(&mut self, named: &Named, table: Option<&MemoryTable>, cache: Option<&Path>) -> Result<(), PlanError> {
        let sha256 = named.digest()?;
        let shown = table.and_then(|t| t.name.clone()).unwrap_or_else(|| file_name(&named.path));
        let memory = match is_index(&named.path) {
            true => undamaged(&named.path)?,
            false => self.indexed(named, &sha256, cache)?,
        };
        let memory = memory.named(shown);
        self.files.push(InputFile { path: named.name.clone(), sha256, entries: memory.units() as u64 });
        let standing = table.map_or_else(Standing::default, |t| Standing {
            priority: t.priority,
            penalty: t.penalty,
            age: Age { penalty: t.age_penalty, allowed: t.age_allowed },
            trust: Some(t.trust),
        });
        self.memories.push(memory, standing);
        Ok(())
    }
}

impl Loaded {
    /// The index of a TMX, TSV or XLIFF file: the one in the cache if the file has not changed, or a new one.
    fn indexed(&mut self, named: &Named, sha256: &str, cache: Option<&Path>) -> Result<Memory, PlanError> {
        let name = format!("{sha256}.memory");
        let kept = cache.map(|dir| dir.join("memories").join(&name));
        if let Some((memory, losses)) = kept.as_ref().and_then(|path| undamaged(path).ok().zip(read_losses(path))) {
            self.tell(named, losses);
            return Ok(memory);
        }
        let kept = kept.filter(|path| path.parent().is_some_and(|dir| fs::create_dir_all(dir).is_ok()));
        if let Some(memory) = kept.and_then(|path| self.index(named, &path).ok()) {
            return Ok(memory);
        }
        let unreadable = |source| PlanError::Unreadable { path: named.path.clone(), source };
        let folder = tempfile::tempdir().map_err(unreadable)?;
        self.index(named, &folder.path().join(&name))
    }

    fn index(&mut self, named: &Named, out: &Path) -> Result<Memory, PlanError> {
        let unreadable = |source| PlanError::Unreadable { path: named.path.clone(), source };
        let input = fs::File::open(&named.path).map_err(unreadable)?;
        let mut builder = Builder::new(out)?;
        builder.file(&named.name)?;
        let (mut failed, mut losses) = (None, Vec::new());
        read_units(input, Format::of(&named.path), false, |item| match item {
            Item::Unit(number, unit) => failed = failed.take().or_else(|| builder.add(number, *unit).err()),
            Item::Finding(finding) if finding.is_loss() => losses.push((finding.line, finding.message)),
            Item::Finding(_) => {}
        })
        .map_err(unreadable)?;
        failed.map_or(Ok(()), Err::<(), MemoryError>)?;
        builder.finish()?;
        keep_losses(out, &losses).map_err(unreadable)?;
        self.tell(named, losses);
        Ok(Memory::open(out)?)
    }

    fn tell(&mut self, named: &Named, losses: Vec<Loss>) {
        self.notes.extend(losses.into_iter().map(|(line, message)| Diagnostic {
            path: named.name.clone(),
            line: Some(line).filter(|&line| line > 0),
            severity: Severity::Warning,
            message,
            help: None,
        }));
    }
}

/// What of a memory was skipped: the line, and why. Kept beside the index, so that a run that finds the index tells it, too.
type Loss = (u32, String);

fn keep_losses(index: &Path, losses: &[Loss]) -> io::Result<()> {
    let lines: String =
        losses.iter().map(|(line, message)| format!("{line}\t{}\n", message.replace('\n', " "))).collect();
    fs::write(index.with_extension("losses"), lines)
}

/// `None` when the index was made without them, or was not finished.
fn read_losses(index: &Path) -> Option<Vec<Loss>> {
    let text = fs::read_to_string(index.with_extension("losses")).ok()?;
    let loss =
        |line: &str| line.split_once('\t').and_then(|(line, message)| Some((line.parse().ok()?, message.to_owned())));
    text.lines().map(loss).collect()
}

/// An index whose every byte is the one that was written: damage would give fewer matches and not say so.
fn undamaged(path: &Path) -> Result<Memory, MemoryError> {
    let memory = Memory::open(path)?;
    memory.verify()?;
    Ok(memory)
}

fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(|| "memory".into(), |name| name.to_string_lossy().into_owned())
}

/// Whether the file is an index rather than a memory to be read.
fn is_index(path: &Path) -> bool {
    Format::of(path).is_none()
}
