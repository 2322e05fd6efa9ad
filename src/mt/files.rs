//! The three files of a Firefox Translations model: found, unpacked, hashed and looked over before an engine sees them.

use super::hash::{combined, sha256};
use flate2::read::MultiGzDecoder;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Why a model cannot be used.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs)]
pub enum ModelError {
    /// A file or folder cannot be read or written.
    #[error("{}: {cause}", .path.display())]
    Io { path: PathBuf, cause: io::Error },
    /// One of the three files is not there.
    #[error("{}: no file here is named {prefix}* (a model is a model*, a lex* and a vocab* file)", .dir.display())]
    Missing { dir: PathBuf, prefix: &'static str },
    /// More than one file could be meant.
    #[error("{}: {first} and {second} could both be the {prefix}* file", .dir.display())]
    Several { dir: PathBuf, prefix: &'static str, first: String, second: String },
    /// A file is not the one it should be.
    #[error("{}: SHA-256 is {found}, not {pinned}: the file is damaged or another one", .path.display())]
    Hash { path: PathBuf, pinned: String, found: String },
    /// The file is of another format, ends too early or goes on too long.
    #[error("{}: not a {kind} file that this engine reads: {why}", .path.display())]
    Shape { path: PathBuf, kind: &'static str, why: &'static str },
    /// Vocabulary and model do not belong together.
    #[error("{}: the vocabulary has {vocabulary} pieces, the model knows {model}: files of different models, or a damaged one", .dir.display())]
    Mixed { dir: PathBuf, vocabulary: usize, model: usize },
    /// The engine broke down while loading.
    #[error("{}: the engine cannot load these files (damaged, or of a newer format)", .dir.display())]
    Unloadable { dir: PathBuf },
    /// The processor cannot run the kernel.
    #[error("this build's engine needs a processor with {needs}")]
    Processor { needs: &'static str },
    /// No model for the pair is known or installed.
    #[error("no model for {pair} is {}", if *.known { "installed" } else { "known" })]
    NoModel { pair: String, known: bool },
    /// The name of a model is no language pair.
    #[error("`{name}` is no language pair like `fr-en`")]
    NotAPair { name: String },
    /// The model could not be fetched.
    #[error("{address}: {reason}")]
    Fetch { address: String, reason: String },
}

impl ModelError {
    pub(super) fn io(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        |cause| Self::Io { path, cause }
    }
}

/// A file of a model, in memory and unpacked.
#[derive(Clone)]
pub(super) struct ModelFile {
    pub path: PathBuf,
    pub bytes: Vec<u8>,
    pub sha256: String,
}

/// The files of a model, in memory, unpacked and of the right shape.
#[derive(Clone)]
pub struct ModelFiles {
    pub(super) dir: PathBuf,
    pub(super) model: ModelFile,
    pub(super) lex: ModelFile,
    pub(super) vocab: ModelFile,
}

/// The prefixes of the three files, in the order in which we show them.
pub(super) const PREFIXES: [&str; 3] = ["model", "lex", "vocab"];

impl ModelFiles {
    /// Reads the `model*`, `lex*` and `vocab*` file in `dir`, each raw, `.gz` or `.zst`; other files are ignored.
    ///
    /// # Errors
    /// A file is missing, there twice, unreadable, or not a whole file of its kind. A hash that a `SHA256SUMS` file
    /// beside them pins does not hold.
    pub fn read(dir: &Path) -> Result<Self, ModelError> {
        let [model, lex, vocab] = PREFIXES.map(|prefix| ModelFile::read(&find(dir, prefix)?));
        Self::from_parts(dir, vec![model?, lex?, vocab?])
    }

    /// Sorts out which file is which and looks them over.
    pub(super) fn from_parts(dir: &Path, mut files: Vec<ModelFile>) -> Result<Self, ModelError> {
        let [model, lex, vocab] = PREFIXES.map(|prefix| {
            let found = files.iter().position(|file| file.name().starts_with(prefix));
            found.map(|at| files.swap_remove(at)).ok_or_else(|| ModelError::Missing { dir: dir.to_owned(), prefix })
        });
        let files = Self { dir: dir.to_owned(), model: model?, lex: lex?, vocab: vocab? };
        files.check_sums()?;
        files.check_shapes()?;
        Ok(files)
    }

    /// The three files, with their unpacked sizes and hashes.
    pub fn list(&self) -> impl Iterator<Item = (String, u64, &str)> {
        self.each().map(|file| (file.name(), file.bytes.len() as u64, file.sha256.as_str()))
    }

    /// One hash for the three files: 16 hex digits.
    pub fn hash(&self) -> String {
        combined(self.each().map(|file| file.sha256.as_str()))
    }

    pub(super) fn each(&self) -> impl Iterator<Item = &ModelFile> {
        [&self.model, &self.lex, &self.vocab].into_iter()
    }

    fn check_sums(&self) -> Result<(), ModelError> {
        let sums = fs::read_to_string(self.dir.join(SUMS)).unwrap_or_default();
        for (pinned, name) in sums.lines().filter_map(|line| line.split_once("  ")) {
            let file = self.each().find(|file| file.name() == name && file.sha256 != pinned);
            if let Some(ModelFile { path, sha256, .. }) = file {
                let (path, found) = (path.clone(), sha256.clone());
                return Err(ModelError::Hash { path, pinned: pinned.to_owned(), found });
            }
        }
        Ok(())
    }

    fn check_shapes(&self) -> Result<(), ModelError> {
        let bad = |file: &ModelFile, kind| {
            let path = file.path.clone();
            move |why| ModelError::Shape { path, kind, why }
        };
        check_model(&self.model.bytes).map_err(bad(&self.model, "model"))?;
        check_shortlist(&self.lex.bytes).map_err(bad(&self.lex, "shortlist"))
    }
}

/// Hashes kept beside installed files, in the form of `sha256sum`.
pub(super) const SUMS: &str = "SHA256SUMS";

impl ModelFile {
    pub(super) fn read(path: &Path) -> Result<Self, ModelError> {
        let file = File::open(path).map_err(ModelError::io(path))?;
        let bytes = unpack(path, file).map_err(ModelError::io(path))?;
        Ok(Self { path: path.to_owned(), sha256: sha256(&bytes), bytes })
    }

    /// The file name once unpacked.
    pub(super) fn name(&self) -> String {
        unpacked_name(&self.path)
    }
}

/// The one file in `dir` whose name starts with `prefix`.
fn find(dir: &Path, prefix: &'static str) -> Result<PathBuf, ModelError> {
    let entries = fs::read_dir(dir).map_err(ModelError::io(dir))?;
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.starts_with(prefix))
        .collect();
    names.sort();
    match names.as_slice() {
        [] => Err(ModelError::Missing { dir: dir.to_owned(), prefix }),
        [name] => Ok(dir.join(name)),
        [first, second, ..] => {
            Err(ModelError::Several { dir: dir.to_owned(), prefix, first: first.clone(), second: second.clone() })
        }
    }
}

/// No model file is nearly as long; a packed bomb stops here.
const LARGEST: u64 = 1 << 30;

/// The whole of `reader`, unpacked as the name says.
pub(super) fn unpack(path: &Path, reader: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let reader = io::BufReader::new(reader);
    match path.extension().and_then(|e| e.to_str()) {
        Some("gz") => MultiGzDecoder::new(reader).take(LARGEST).read_to_end(&mut bytes)?,
        Some("zst") => {
            let decoder = ruzstd::decoding::StreamingDecoder::new(reader).map_err(io::Error::other)?;
            decoder.take(LARGEST).read_to_end(&mut bytes)?
        }
        _ => reader.take(LARGEST).read_to_end(&mut bytes)?,
    };
    Ok(bytes)
}

/// The file name without `.gz` or `.zst`.
fn unpacked_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.strip_suffix(".gz").or(name.strip_suffix(".zst")).unwrap_or(&name).to_owned()
}

const OTHER_FORMAT: &str = "it is another file, or of a newer format";
const TRUNCATED: &str = "it ends too early or goes on too long";

/// A binary Marian model: version 1, a number of tensors, four numbers for each (bytes of its name, kind, dimensions,
/// bytes of its data), names, dimensions, padding and its length before it, data.
fn check_model(bytes: &[u8]) -> Result<(), &'static str> {
    if u64_at(bytes, 0) != Some(1) {
        return Err(OTHER_FORMAT);
    }
    let total = || {
        let tensors = usize::try_from(u64_at(bytes, 1)?).ok()?;
        let sum = |field: usize| {
            (0..tensors)
                .try_fold(0u64, |sum, i| sum.checked_add(u64_at(bytes, i.checked_mul(4)?.checked_add(2 + field)?)?))
        };
        let heads = (tensors as u64).checked_mul(32)?.checked_add(16)?;
        let padded = heads.checked_add(sum(0)?)?.checked_add(sum(2)?.checked_mul(4)?)?;
        let at = usize::try_from(padded).ok()?;
        let padding = u64::from_le_bytes(bytes.get(at..at.checked_add(8)?)?.try_into().ok()?);
        padded.checked_add(8)?.checked_add(padding)?.checked_add(sum(3)?)
    };
    if total() == Some(bytes.len() as u64) { Ok(()) } else { Err(TRUNCATED) }
}

/// A shortlist: a mark, a checksum, four numbers, an offset for each word, the lists.
fn check_shortlist(bytes: &[u8]) -> Result<(), &'static str> {
    const MARK: u64 = 0xf11a_48d5_0134_17f5;
    if u64_at(bytes, 0) != Some(MARK) {
        return Err(OTHER_FORMAT);
    }
    let total = || {
        let offsets = u64_at(bytes, 4)?.checked_mul(8)?;
        let lists = u64_at(bytes, 5)?.checked_mul(4)?;
        offsets.checked_add(lists)?.checked_add(48)
    };
    if total() == Some(bytes.len() as u64) { Ok(()) } else { Err(TRUNCATED) }
}

fn u64_at(bytes: &[u8], index: usize) -> Option<u64> {
    let at = index.checked_mul(8)?;
    Some(u64::from_le_bytes(bytes.get(at..at.checked_add(8)?)?.try_into().ok()?))
}

/// Files of the right shape, small enough for tests.
#[cfg(test)]
pub(super) mod tiny {
    pub fn numbers(numbers: &[u64]) -> Vec<u8> {
        numbers.iter().flat_map(|n| n.to_le_bytes()).collect()
    }

    pub fn tiny_shortlist() -> Vec<u8> {
        let mut bytes = numbers(&[0xf11a_48d5_0134_17f5, 0, 1, 1, 2, 1, 0, 1]);
        bytes.extend(7u32.to_le_bytes());
        bytes
    }

    /// One tensor: a name of 2 bytes, 1 dimension, 8 bytes of data after 3 of padding.
    pub fn tiny_model() -> Vec<u8> {
        let mut bytes = numbers(&[1, 1, 2, 0x404, 1, 8]);
        bytes.extend(b"W\0\x02\0\0\0");
        bytes.extend(numbers(&[3]));
        bytes.extend([0; 11]);
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::tiny::{numbers, tiny_model, tiny_shortlist};
    use super::*;

    #[test]
    fn names_the_file_that_is_missing_or_there_twice() {
        let dir = tempfile::tempdir().unwrap();
        let read = || ModelFiles::read(dir.path()).err().unwrap().to_string();
        assert!(read().contains("model*"));
        fs::write(dir.path().join("model.bin"), b"x").unwrap();
        assert!(read().contains("lex*"));
        fs::write(dir.path().join("model.bin.gz"), b"x").unwrap();
        assert!(read().contains("model.bin and model.bin.gz"));
    }

    #[test]
    fn a_shortlist_knows_its_length() {
        let bytes = tiny_shortlist();
        assert_eq!(check_shortlist(&bytes), Ok(()));
        assert_eq!(check_shortlist(&bytes[..bytes.len() - 1]), Err(TRUNCATED));
        assert_eq!(check_shortlist(&[0xff; 64]), Err(OTHER_FORMAT));
        assert_eq!(check_shortlist(b""), Err(OTHER_FORMAT));
    }

    #[test]
    fn a_model_knows_its_length() {
        let mut bytes = tiny_model();
        assert_eq!(check_model(&bytes), Ok(()));
        assert_eq!(check_model(&bytes[..bytes.len() - 1]), Err(TRUNCATED));
        assert_eq!(check_model(&bytes[..20]), Err(TRUNCATED));
        bytes[0] = 2;
        assert_eq!(check_model(&bytes), Err(OTHER_FORMAT));
        for huge in [numbers(&[1, u64::MAX]), numbers(&[1, 1, u64::MAX, 0, u64::MAX, u64::MAX])] {
            assert_eq!(check_model(&huge), Err(TRUNCATED));
        }
    }

    #[test]
    fn unpacks_by_name() {
        assert_eq!(unpack(Path::new("a.bin"), &b"abc"[..]).unwrap(), b"abc");
        assert!(unpack(Path::new("a.gz"), &b"abc"[..]).is_err());
        assert!(unpack(Path::new("a.zst"), &b"abc"[..]).is_err());
        assert_eq!(unpacked_name(Path::new("/x/vocab.fren.spm.gz")), "vocab.fren.spm");
    }
}
