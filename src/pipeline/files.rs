//! The files that a pipeline names, by path or glob.

use super::error::PlanError;
use globset::GlobBuilder;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// A file that a pipeline names.
pub(super) struct Named {
    /// As the pipeline has it, `/` between parts.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
}

impl Named {
    /// Its bytes.
    pub fn read(&self) -> Result<Vec<u8>, PlanError> {
        std::fs::read(&self.path).map_err(|source| self.unreadable(source))
    }

    /// SHA-256 of its bytes, 64 hex digits, in bounded memory: a translation memory may be larger than the machine's.
    pub fn digest(&self) -> Result<String, PlanError> {
        File::open(&self.path).and_then(digest_of).map_err(|source| self.unreadable(source))
    }

    fn unreadable(&self, source: io::Error) -> PlanError {
        PlanError::Unreadable { path: self.path.clone(), source }
    }
}

/// The files that `patterns`, relative to the pipeline file, name: in their order, those of a glob sorted by name, each
/// file once.
///
/// # Errors
/// A pattern that is no glob or matches nothing.
pub(super) fn expand(patterns: &[String], pipeline: &Path) -> Result<Vec<Named>, PlanError> {
    let base = pipeline.parent().unwrap_or(Path::new(""));
    let mut files: Vec<Named> = Vec::new();
    for pattern in patterns {
        let found = one(pattern, base, pipeline)?;
        if found.is_empty() {
            return Err(PlanError::NoFile { pipeline: pipeline.to_owned(), pattern: pattern.clone() });
        }
        files.extend(found.into_iter().filter(|f| f.path.is_file()));
    }
    let mut seen = std::collections::BTreeSet::new();
    files.retain(|f| seen.insert(f.path.clone()));
    Ok(files)
}

fn one(pattern: &str, base: &Path, pipeline: &Path) -> Result<Vec<Named>, PlanError> {
    if !pattern.contains(['*', '?', '[', '{']) {
        let path = base.join(pattern);
        return Ok(path.is_file().then(|| Named { name: pattern.to_owned(), path }).into_iter().collect());
    }
    let wrong = |source| PlanError::Pattern { pipeline: pipeline.to_owned(), pattern: pattern.to_owned(), source };
    let glob = GlobBuilder::new(pattern).literal_separator(true).build().map_err(wrong)?.compile_matcher();
    let fixed: PathBuf = Path::new(pattern).components().take_while(|c| !is_wild(c.as_os_str())).collect();
    let top = if fixed.as_os_str().is_empty() { PathBuf::from(".") } else { fixed.clone() };
    let walk = WalkDir::new(base.join(&top)).sort_by_file_name().into_iter().filter_map(Result::ok);
    let named = walk.filter(|e| e.file_type().is_file()).filter_map(|entry| {
        let below = entry.path().strip_prefix(base.join(&top)).ok()?;
        let name = fixed.join(below);
        glob.is_match(&name).then(|| Named { name: name.to_string_lossy().replace('\\', "/"), path: entry.into_path() })
    });
    Ok(named.collect())
}

fn is_wild(part: &std::ffi::OsStr) -> bool {
    part.to_string_lossy().contains(['*', '?', '[', '{'])
}

fn digest_of(file: File) -> io::Result<String> {
    let mut input = BufReader::with_capacity(1 << 16, file);
    let mut hasher = Sha256::new();
    loop {
        let part = input.fill_buf()?;
        if part.is_empty() {
            return Ok(hex(&hasher.finalize()));
        }
        hasher.update(part);
        let length = part.len();
        input.consume(length);
    }
}

/// SHA-256 of `bytes`, 64 hex digits.
pub(super) fn digest(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// `bytes` in hex digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}
