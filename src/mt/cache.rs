//! Answers of an engine, kept between runs.

use super::translator::{EngineError, Fingerprint, Source, Translator};
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// An engine that is asked only what it has not answered before.
///
/// Answers are kept in one file for each [`Fingerprint`] (model, kernel, version), under the exact source that was
/// sent and, for engines that heed them, its hints. That source has the glossary's English written into it where the cascade asks again, so a changed glossary asks
/// only what it changes, and a second run asks nothing. Failures are not kept. A folder that cannot be read or written
/// costs the savings, never an answer: [`Cached::trouble`] says so, once.
///
/// ```
/// use entrefilet::mt::{Cached, Command, Translator};
/// let dir = tempfile::tempdir().unwrap();
/// let mut first = Cached::open(Command::new("tr", ["a-z", "A-Z"]), dir.path());
/// assert_eq!(first.translate(&["oui", "non"]), [Ok("OUI".to_owned()), Ok("NON".to_owned())]);
/// let mut second = Cached::open(Command::new("tr", ["a-z", "A-Z"]), dir.path());
/// second.translate(&["non", "si"]);
/// assert_eq!((first.asked(), second.asked()), (2, 1));
/// ```
pub struct Cached<T> {
    engine: T,
    path: Option<PathBuf>,
    known: FxHashMap<String, String>,
    /// Whether the file lacks the line break after its last line, because a write was cut off.
    torn: bool,
    asked: usize,
    trouble: Option<io::Error>,
}

/// A cache larger than this is started anew: at some 300 bytes a sentence, two million sentences.
const LARGEST: u64 = 600 << 20;

impl<T: Translator> Cached<T> {
    /// Keeps the answers of `engine` in `dir`, which is made when first needed.
    pub fn open(engine: T, dir: &Path) -> Self {
        let path = dir.join(file_name(engine.fingerprint()));
        let mut cached = Self::in_memory(engine);
        match read(&path) {
            Ok(text) => cached.remember(&text),
            Err(error) => cached.trouble = Some(error),
        }
        Self { path: Some(path), ..cached }
    }

    /// Keeps the answers of `engine` for this run only.
    pub fn in_memory(engine: T) -> Self {
        Self { engine, path: None, known: FxHashMap::default(), torn: false, asked: 0, trouble: None }
    }

    /// What keeps the cache from being read or written, if something does.
    pub fn trouble(&self) -> Option<&io::Error> {
        self.trouble.as_ref()
    }

    /// Sources that the engine was asked, so far.
    pub fn asked(&self) -> usize {
        self.asked
    }

    /// Takes in the whole lines of a cache file; others are passed over.
    fn remember(&mut self, text: &str) {
        let pairs = text.lines().filter_map(parse);
        self.known.extend(pairs.map(|(source, answer)| (source.to_owned(), answer.to_owned())));
        self.torn = !text.is_empty() && !text.ends_with('\n');
    }

    /// Appends `lines` in one write, so that two runs at once do not mix their lines.
    fn write(&mut self, lines: &str) -> io::Result<()> {
        let Some(path) = &self.path else { return Ok(()) };
        if let Some(dir) = path.parent() {
            fs::create_dir_all(dir)?;
        }
        let mut file = OpenOptions::new().create(true).append(true).open(path)?;
        let lead = if self.torn { "\n" } else { "" };
        file.write_all(format!("{lead}{lines}").as_bytes())?;
        self.torn = false;
        Ok(())
    }

    fn keep(&mut self, sources: &[&str], answers: &[Result<String, EngineError>]) {
        let mut lines = String::new();
        for (source, answer) in sources.iter().zip(answers) {
            // Sources and answers are single lines; one that holds a mark of our own is not kept.
            let Some(answer) = answer.as_ref().ok().filter(|answer| is_plain(source) && is_plain(answer)) else {
                continue;
            };
            lines.extend([source, "\t", answer.as_str(), "\t", &answer.len().to_string(), "\n"]);
            self.known.insert((*source).to_owned(), answer.clone());
        }
        if !lines.is_empty() && self.trouble.is_none() {
            self.trouble = self.write(&lines).err();
        }
    }
}

impl<T: Translator> Translator for Cached<T> {
    fn fingerprint(&self) -> &Fingerprint {
        self.engine.fingerprint()
    }

    fn translate(&mut self, sources: &[&str]) -> Vec<Result<String, EngineError>> {
        let sources: Vec<Source> = sources.iter().map(|text| Source::bare(text)).collect();
        self.translate_hinted(&sources)
    }

    fn heeds_hints(&self) -> bool {
        self.engine.heeds_hints()
    }

    fn translate_hinted(&mut self, sources: &[Source]) -> Vec<Result<String, EngineError>> {
        let hinted = self.heeds_hints();
        let keys: Vec<Cow<str>> =
            sources.iter().map(|source| if hinted { key(source) } else { source.text.into() }).collect();
        let unknown: Vec<usize> = (0..keys.len()).filter(|&i| !self.known.contains_key(&*keys[i])).collect();
        let open: Vec<Source> = unknown.iter().map(|&i| sources[i]).collect();
        let answers = if open.is_empty() { Vec::new() } else { self.engine.translate_hinted(&open) };
        self.asked += unknown.len();
        let asked: Vec<&str> = unknown.iter().map(|&i| &*keys[i]).collect();
        self.keep(&asked, &answers);
        let (mut unknown, mut answers) = (unknown.into_iter().peekable(), answers.into_iter());
        let stopped = || Err(EngineError::Stopped { from: self.engine.fingerprint().engine.clone() });
        let answer = |(i, key): (usize, &Cow<str>)| match unknown.next_if_eq(&i) {
            Some(_) => answers.next().unwrap_or_else(stopped),
            None => Ok(self.known.get(&**key).cloned().unwrap_or_default()),
        };
        keys.iter().enumerate().map(answer).collect()
    }
}

/// What a source's answer is kept under: its text and, where it has hints, a hash of those.
fn key<'s>(source: &Source<'s>) -> Cow<'s, str> {
    if source.terms.is_empty() && source.examples.is_empty() {
        return source.text.into();
    }
    let mut hash = Sha256::new();
    for (kind, pairs) in [(b't', source.terms), (b'e', source.examples)] {
        for text in pairs.iter().flat_map(|(french, english)| [french, english]) {
            hash.update([kind]);
            hash.update(text.len().to_le_bytes());
            hash.update(text);
        }
    }
    format!("{}\u{1f}{}", source.text, hex(&hash.finalize())).into()
}

/// The first 16 digits of a hash.
fn hex(hash: &[u8]) -> String {
    hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// A line of the file: source, answer and the answer's length in bytes, by which a line cut off by a crash is known.
fn parse(line: &str) -> Option<(&str, &str)> {
    let (source, rest) = line.split_once('\t')?;
    let (answer, length) = rest.split_once('\t')?;
    (length.parse() == Ok(answer.len())).then_some((source, answer))
}

fn is_plain(text: &str) -> bool {
    !text.contains(['\t', '\n', '\r'])
}

fn file_name(fingerprint: &Fingerprint) -> String {
    let hash = hex(&Sha256::digest(fingerprint.to_string()));
    let engine: String = fingerprint.engine.chars().take_while(char::is_ascii_alphanumeric).collect();
    format!("{engine}-{hash}.tsv")
}

/// The cache file as text; empty when there is none, or when it has grown too large to be worth reading.
fn read(path: &Path) -> io::Result<String> {
    let file = match File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(String::new()),
        file => file?,
    };
    if file.metadata()?.len() > LARGEST {
        fs::remove_file(path)?;
        return Ok(String::new());
    }
    let mut bytes = Vec::new();
    file.take(LARGEST).read_to_end(&mut bytes)?;
    // A line that a crash left broken is no reason to lose the others.
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Answers with the source in capitals; fails on `bad`.
    struct Upper {
        fingerprint: Fingerprint,
    }

    fn upper(model: &str) -> Upper {
        Upper { fingerprint: Fingerprint { engine: "upper".into(), model: model.into(), kernel: None } }
    }

    impl Translator for Upper {
        fn fingerprint(&self) -> &Fingerprint {
            &self.fingerprint
        }

        fn translate(&mut self, sources: &[&str]) -> Vec<Result<String, EngineError>> {
            let from = || "upper".to_owned();
            let answer =
                |s: &&str| if *s == "bad" { Err(EngineError::Empty { from: from() }) } else { Ok(s.to_uppercase()) };
            sources.iter().map(answer).collect()
        }
    }

    #[test]
    fn known_and_new_sources_keep_their_order_and_failures_are_asked_again() {
        let dir = tempfile::tempdir().unwrap();
        let mut cached = Cached::open(upper("a"), dir.path());
        cached.translate(&["b", "bad", "d"]);
        let answers = cached.translate(&["a", "b", "bad", "c", "d", "a"]);
        let texts: Vec<&str> = answers.iter().map(|a| a.as_deref().unwrap_or("-")).collect();
        assert_eq!(texts, ["A", "B", "-", "C", "D", "A"]);
        assert_eq!(cached.asked(), 3 + 4);
    }

    /// Answers with the number of its hints.
    struct Hinted(Upper);

    impl Translator for Hinted {
        fn fingerprint(&self) -> &Fingerprint {
            &self.0.fingerprint
        }

        fn translate(&mut self, sources: &[&str]) -> Vec<Result<String, EngineError>> {
            self.0.translate(sources)
        }

        fn heeds_hints(&self) -> bool {
            true
        }

        fn translate_hinted(&mut self, sources: &[Source]) -> Vec<Result<String, EngineError>> {
            sources.iter().map(|s| Ok(format!("{} {} {}", s.text, s.terms.len(), s.examples.len()))).collect()
        }
    }

    #[test]
    fn hints_are_part_of_the_key_for_engines_that_heed_them() {
        let dir = tempfile::tempdir().unwrap();
        let pairs = [("a", "b")];
        let term = Source { terms: &pairs, ..Source::bare("x") };
        let example = Source { examples: &pairs, ..Source::bare("x") };
        let sources = [Source::bare("x"), term, example];
        let wanted = ["x 0 0", "x 1 0", "x 0 1"].map(|answer| Ok(answer.to_owned()));
        let mut cached = Cached::open(Hinted(upper("a")), dir.path());
        assert_eq!(cached.translate_hinted(&sources), wanted);
        let mut again = Cached::open(Hinted(upper("a")), dir.path());
        assert_eq!(again.translate_hinted(&sources), wanted);
        assert_eq!((cached.asked(), again.asked()), (3, 0));
        let mut deaf = Cached::open(upper("b"), dir.path());
        deaf.translate_hinted(&sources[1..2]);
        assert_eq!(deaf.translate_hinted(&sources)[2], Ok("X".into()));
        assert_eq!(deaf.asked(), 1);
    }

    #[test]
    fn another_model_has_another_file() {
        let dir = tempfile::tempdir().unwrap();
        Cached::open(upper("a"), dir.path()).translate(&["x"]);
        let mut other = Cached::open(upper("b"), dir.path());
        other.translate(&["x"]);
        assert_eq!(other.asked(), 1);
    }

    #[test]
    fn a_torn_or_alien_file_loses_its_bad_lines_only() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join(file_name(&upper("a").fingerprint));
        fs::write(&path, b"x\tfrom the file\t13\n\xff\xfe\nno tab\nbroken\t\xff\t1\ntorn\tto").unwrap();
        let mut cached = Cached::open(upper("a"), dir.path());
        assert_eq!(cached.translate(&["x"])[0].as_deref(), Ok("from the file"));
        cached.translate(&["y"]);
        let mut again = Cached::open(upper("a"), dir.path());
        let answers = again.translate(&["y", "torn", "broken"]);
        assert_eq!(answers.iter().map(|a| a.as_deref().unwrap()).collect::<Vec<_>>(), ["Y", "TORN", "BROKEN"]);
        assert_eq!(again.asked(), 2);
    }

    #[test]
    fn two_runs_at_once_lose_no_line_of_each_other() {
        let dir = tempfile::tempdir().unwrap();
        let mut runs = [Cached::open(upper("a"), dir.path()), Cached::open(upper("a"), dir.path())];
        for source in ["un", "deux", "trois"] {
            runs.iter_mut().for_each(|run| drop(run.translate(&[source, "tous"])));
        }
        let mut later = Cached::open(upper("a"), dir.path());
        later.translate(&["un", "deux", "trois", "tous"]);
        assert_eq!((later.asked(), later.trouble().is_some()), (0, false));
    }

    #[test]
    fn a_folder_that_cannot_be_written_loses_no_answer() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("file");
        fs::write(&file, "").unwrap();
        let mut cached = Cached::open(upper("a"), &file.join("below"));
        assert_eq!(cached.translate(&["x"])[0].as_deref(), Ok("X"));
        assert!(cached.trouble().is_some());
    }

    #[test]
    fn a_folder_that_stops_being_writable_in_the_middle_loses_no_answer() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("answers");
        let mut cached = Cached::open(upper("a"), &folder);
        assert_eq!(cached.translate(&["x"])[0].as_deref(), Ok("X"));
        assert!(cached.trouble().is_none());
        fs::remove_dir_all(&folder).unwrap();
        fs::write(&folder, "in the way").unwrap();
        assert_eq!(cached.translate(&["x", "y"]), [Ok("X".to_owned()), Ok("Y".to_owned())]);
        assert!(cached.trouble().is_some());
        assert_eq!((cached.translate(&["y", "z"]), cached.asked()), (vec![Ok("Y".to_owned()), Ok("Z".to_owned())], 3));
        assert_eq!(fs::read(&folder).unwrap(), b"in the way");
    }
}
