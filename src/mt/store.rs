//! The models that are installed: a folder for each language pair, put in place whole or not at all.

use super::files::{ModelError, ModelFile, ModelFiles, PREFIXES, SUMS, unpack};
use super::hash::sha256;
use super::manifest::{Known, Pin};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

/// A folder of installed models.
#[derive(Clone, Debug)]
pub struct Store {
    root: PathBuf,
}

/// What a mirror answers for an address: its bytes, or `None` where it has no such file.
pub type Fetched = Option<Box<dyn Read>>;

impl Store {
    /// The models below `root`, which need not exist.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// Where the model for `pair` is, or would be.
    pub fn dir(&self, pair: &str) -> PathBuf {
        self.root.join(pair)
    }

    /// The pairs that have a model, in order.
    pub fn pairs(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.root).into_iter().flatten().flatten();
        let mut pairs: Vec<String> =
            entries.filter_map(|entry| entry.file_name().into_string().ok()).filter(|name| is_pair(name)).collect();
        pairs.sort();
        pairs
    }

    /// Installs the model in `dir` for `pair`. The files of a pair we know must be the pinned ones; those of another pair
    /// are taken as they are, and their hashes recorded.
    ///
    /// # Errors
    /// The files are not a model's or not the pinned ones; the folder of models cannot be written.
    pub fn add_from_dir(&self, pair: &str, dir: &Path) -> Result<ModelFiles, ModelError> {
        check_pair(pair)?;
        let files = ModelFiles::read(dir)?;
        for pin in Known::pair(pair).into_iter().flat_map(Known::files) {
            if let Some(file) = files.each().find(|file| kind(&file.name()) == kind(pin.name)) {
                check_pin(file, &pin)?;
            }
        }
        self.install(pair, files)
    }

    /// Fetches the pinned model for `pair` from `base` with `fetch`, and installs it. For each file `NAME` the addresses
    /// `BASE/NAME.gz`, `BASE/NAME.zst` and `BASE/NAME` are tried.
    ///
    /// # Errors
    /// The pair is unknown; a file is nowhere, damaged or not the pinned one; the folder of models cannot be written.
    pub fn add_from_url(
        &self,
        pair: &str,
        base: &str,
        mut fetch: impl FnMut(&str) -> Result<Fetched, ModelError>,
    ) -> Result<ModelFiles, ModelError> {
        check_pair(pair)?;
        let known = Known::pair(pair).ok_or_else(|| ModelError::NoModel { pair: pair.into(), known: false })?;
        self.add_pinned(pair, base, known.files(), &mut fetch)
    }

    fn add_pinned(
        &self,
        pair: &str,
        base: &str,
        pins: impl Iterator<Item = Pin>,
        fetch: &mut impl FnMut(&str) -> Result<Fetched, ModelError>,
    ) -> Result<ModelFiles, ModelError> {
        let mut files = Vec::new();
        for pin in pins {
            let file = download(base, &pin, fetch)?;
            check_pin(&file, &pin)?;
            files.push(file);
        }
        let files = ModelFiles::from_parts(Path::new(base), files)?;
        self.install(pair, files)
    }

    /// Removes the model for `pair`; `false` when there is none.
    ///
    /// # Errors
    /// The folder cannot be removed.
    pub fn remove(&self, pair: &str) -> Result<bool, ModelError> {
        check_pair(pair)?;
        let dir = self.dir(pair);
        if !dir.is_dir() {
            return Ok(false);
        }
        fs::remove_dir_all(&dir).map_err(ModelError::io(&dir))?;
        Ok(true)
    }

    /// Writes the files beside their place, then moves the folder there; what was there before goes last.
    fn install(&self, pair: &str, files: ModelFiles) -> Result<ModelFiles, ModelError> {
        fs::create_dir_all(&self.root).map_err(ModelError::io(&self.root))?;
        let temporary = tempfile::Builder::new().prefix(".adding-").tempdir_in(&self.root);
        let temporary = temporary.map_err(ModelError::io(&self.root))?;
        let (new, old) = (temporary.path().join("new"), temporary.path().join("old"));
        write_files(&new, &files)?;
        let dir = self.dir(pair);
        if dir.exists() {
            fs::rename(&dir, &old).map_err(ModelError::io(&dir))?;
        }
        fs::rename(&new, &dir).map_err(ModelError::io(&dir))?;
        Ok(files)
    }
}

fn write_files(dir: &Path, files: &ModelFiles) -> Result<(), ModelError> {
    fs::create_dir_all(dir).map_err(ModelError::io(dir))?;
    let mut sums = String::new();
    for file in files.each() {
        let path = dir.join(file.name());
        fs::write(&path, &file.bytes).map_err(ModelError::io(&path))?;
        sums.extend([&file.sha256, "  ", &file.name(), "\n"]);
    }
    let path = dir.join(SUMS);
    fs::write(&path, sums).map_err(ModelError::io(&path))
}

/// Packed and unpacked names of a file, in the order in which they are asked for.
const PACKINGS: [&str; 3] = [".gz", ".zst", ""];

fn download(
    base: &str,
    pin: &Pin,
    fetch: &mut impl FnMut(&str) -> Result<Fetched, ModelError>,
) -> Result<ModelFile, ModelError> {
    let base = base.trim_end_matches('/');
    for packing in PACKINGS {
        let name = format!("{}{packing}", pin.name);
        let address = format!("{base}/{name}");
        if let Some(reader) = fetch(&address)? {
            let path = PathBuf::from(name);
            // A pinned file has a known size; whatever is longer is not it.
            let bytes = unpack(&path, reader.take(pin.bytes + (1 << 20)));
            let bytes = bytes.map_err(|e| ModelError::Fetch { address, reason: e.to_string() })?;
            return Ok(ModelFile { path, sha256: sha256(&bytes), bytes });
        }
    }
    Err(ModelError::Fetch { address: format!("{base}/{}", pin.name), reason: "no such file, packed or not".into() })
}

fn check_pin(file: &ModelFile, pin: &Pin) -> Result<(), ModelError> {
    if file.sha256 == pin.sha256 {
        return Ok(());
    }
    Err(ModelError::Hash { path: file.path.clone(), pinned: pin.sha256.into(), found: file.sha256.clone() })
}

fn kind(name: &str) -> Option<&'static str> {
    PREFIXES.into_iter().find(|prefix| name.starts_with(prefix))
}

/// Two language codes; also what keeps a pair from being a path.
fn is_pair(pair: &str) -> bool {
    let is_code = |code: &str| matches!(code.len(), 2 | 3) && code.bytes().all(|b| b.is_ascii_lowercase());
    pair.split_once('-').is_some_and(|(from, to)| is_code(from) && is_code(to))
}

fn check_pair(pair: &str) -> Result<(), ModelError> {
    if is_pair(pair) { Ok(()) } else { Err(ModelError::NotAPair { name: pair.into() }) }
}

#[cfg(test)]
mod tests {
    use super::super::download::fetch;
    use super::super::files::tiny::{tiny_model, tiny_shortlist};
    use super::*;
    use flate2::{Compression, write::GzEncoder};
    use ruzstd::encoding::{CompressionLevel, compress_to_vec};
    use std::collections::BTreeMap;
    use std::io::{BufRead, BufReader, Write};
    use std::net::TcpListener;

    const NAMES: [&str; 3] = ["model.fren.bin", "lex.fren.bin", "vocab.fren.spm"];

    /// The files of a model, packed or not as their names say.
    fn packed(packings: [&str; 3]) -> BTreeMap<String, Vec<u8>> {
        let files = NAMES.into_iter().zip([tiny_model(), tiny_shortlist(), b"pieces".to_vec()]).zip(packings);
        files.map(|((name, bytes), packing)| (format!("{name}{packing}"), pack(bytes, packing))).collect()
    }

    fn pack(bytes: Vec<u8>, packing: &str) -> Vec<u8> {
        let gz = |bytes: &[u8]| {
            let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
            encoder.write_all(bytes).unwrap();
            encoder.finish().unwrap()
        };
        match packing {
            ".gz" => gz(&bytes),
            ".zst" => compress_to_vec(&*bytes, CompressionLevel::Fastest),
            _ => bytes,
        }
    }

    fn pins() -> impl Iterator<Item = Pin> {
        let unpacked = packed(["", "", ""]);
        NAMES.into_iter().map(move |name| {
            let bytes = &unpacked[name];
            Pin { name, bytes: bytes.len() as u64, sha256: sha256(bytes).leak() }
        })
    }

    /// A mirror with `files` on this machine; of one whose name starts with `cut` it sends half and hangs up.
    fn mirror(files: BTreeMap<String, Vec<u8>>, cut: Option<&'static str>) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}/fr-en/", listener.local_addr().unwrap());
        std::thread::spawn(move || {
            for stream in listener.incoming().take(9) {
                let Ok(mut stream) = stream else { return };
                let mut lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
                let asked = lines.next().unwrap_or_default();
                lines.find(String::is_empty);
                let name = asked.split(' ').nth(1).and_then(|path| path.rsplit('/').next()).unwrap_or_default();
                let head = |status, length| {
                    format!("HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n")
                };
                let answer = match files.get(name) {
                    Some(bytes) => {
                        let sent =
                            if cut.is_some_and(|cut| name.starts_with(cut)) { bytes.len() / 2 } else { bytes.len() };
                        [head("200 OK", bytes.len()).as_bytes(), &bytes[..sent]].concat()
                    }
                    None => head("404 Not Found", 0).into_bytes(),
                };
                stream.write_all(&answer).unwrap();
            }
        });
        address
    }

    fn installed(root: &Path) -> Vec<String> {
        let names =
            |dir: &Path| fs::read_dir(dir).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        let mut names: Vec<String> = names(root);
        names.sort();
        names
    }

    #[test]
    fn a_model_comes_from_a_mirror_or_a_folder_packed_in_any_way() {
        for packings in [["", "", ""], [".gz", ".gz", ".gz"], [".zst", ".zst", ".zst"], [".gz", ".zst", ""]] {
            let root = tempfile::tempdir().unwrap();
            let store = Store::new(root.path().join("models"));
            let mut heard = 0;
            let address = mirror(packed(packings), None);
            let files = store.add_pinned("fr-en", &address, pins(), &mut |address| {
                heard += 1;
                fetch(address, |_, _| {})
            });
            let hash = files.unwrap().hash();
            assert!((3..=9).contains(&heard));
            assert_eq!(installed(&store.dir("fr-en")), [SUMS, "lex.fren.bin", "model.fren.bin", "vocab.fren.spm"]);
            assert_eq!(ModelFiles::read(&store.dir("fr-en")).unwrap().hash(), hash);
            assert_eq!(installed(&root.path().join("models")), ["fr-en"]);

            let folder = tempfile::tempdir().unwrap();
            packed(packings).iter().for_each(|(name, bytes)| fs::write(folder.path().join(name), bytes).unwrap());
            let again = store.add_from_dir("xx-en", folder.path()).unwrap();
            assert_eq!(again.hash(), hash);
            assert_eq!(store.pairs(), ["fr-en", "xx-en"]);
        }
    }

    #[test]
    fn what_a_mirror_cuts_off_or_swaps_leaves_the_installed_model_alone() {
        let root = tempfile::tempdir().unwrap();
        let store = Store::new(root.path());
        let add = |files, cut| {
            let address = mirror(files, cut);
            store.add_pinned("fr-en", &address, pins(), &mut |address| fetch(address, |_, _| {}))
        };
        for packing in ["", ".gz", ".zst"] {
            let packings = [packing; 3];
            for cut in ["model", "lex", "vocab"] {
                let error = add(packed(packings), Some(cut)).err().unwrap();
                assert!(matches!(error, ModelError::Fetch { .. }), "{packing} {cut}: {error}");
                assert!(error.to_string().contains(cut), "{error}");
            }
            let mut swapped = packed(packings);
            swapped.insert(format!("vocab.fren.spm{packing}"), pack(b"others".to_vec(), packing));
            let error = add(swapped, None).err().unwrap();
            assert!(matches!(error, ModelError::Hash { .. }), "{packing}: {error}");
            let mut lacking = packed(packings);
            lacking.remove(&format!("lex.fren.bin{packing}"));
            assert!(add(lacking, None).err().unwrap().to_string().contains("no such file"));
            assert_eq!(installed(root.path()), Vec::<String>::new());
        }
        let hash = add(packed(["", ".gz", ".zst"]), None).unwrap().hash();
        assert!(add(packed(["", "", ""]), Some("vocab")).is_err());
        assert_eq!(installed(root.path()), ["fr-en"]);
        assert_eq!(ModelFiles::read(&store.dir("fr-en")).unwrap().hash(), hash);
    }

    #[test]
    fn a_pair_is_two_codes_and_no_path() {
        assert!(is_pair("fr-en") && is_pair("fra-eng"));
        assert!(["fr", "../x", "fr-en/..", "FR-EN", "", "-", "fr-"].iter().all(|p| !is_pair(p)));
    }

    #[test]
    fn a_mirror_with_other_files_changes_nothing() {
        let root = tempfile::tempdir().unwrap();
        let store = Store::new(root.path());
        let mut asked = Vec::new();
        let found = store.add_from_url("fr-en", "http://mirror/models/", |address| {
            asked.push(address.to_owned());
            Ok(address.ends_with(".bin").then(|| Box::new(&b"other"[..]) as Box<dyn Read>))
        });
        assert!(matches!(found, Err(ModelError::Hash { .. })));
        assert_eq!(asked[0], "http://mirror/models/model.fren.intgemm.alphas.bin.gz");
        assert_eq!(asked.len(), 3);
        assert!(store.pairs().is_empty() && fs::read_dir(root.path()).unwrap().next().is_none());
    }

    #[test]
    fn a_mirror_without_the_file_and_an_unknown_pair_are_told_apart() {
        let store = Store::new("/nowhere");
        assert!(matches!(store.add_from_url("fr-en", "http://m", |_| Ok(None)), Err(ModelError::Fetch { .. })));
        assert!(matches!(store.add_from_url("xx-yy", "http://m", |_| Ok(None)), Err(ModelError::NoModel { .. })));
        assert!(!store.remove("fr-en").unwrap());
    }
}
