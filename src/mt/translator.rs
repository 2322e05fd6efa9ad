//! What an engine promises, and how it fails.

use std::fmt;
use std::io;
use std::time::Duration;

/// An engine that turns French sentences into English ones.
///
/// Open set: a program at a pipe, a model in this process, a service behind an address. To add one, implement this
/// trait, keep its two promises, and give it a name in `pipeline/translate.rs`.
pub trait Translator: Send {
    /// Which engine this is, exactly enough that an answer may be kept under it.
    fn fingerprint(&self) -> &Fingerprint;

    /// Translates each of `sources`; one result for each, in their order.
    ///
    /// Promises: an answer does not depend on the other sources of the call or their order, and a source that fails never
    /// loses another's answer. Sources have single spaces, no line breaks, and at least one letter.
    fn translate(&mut self, sources: &[&str]) -> Vec<Result<String, EngineError>>;

    /// Whether answers depend on the hints of a [`Source`]. Most engines take none.
    fn heeds_hints(&self) -> bool {
        false
    }

    /// Like [`translate`](Self::translate), with what may help; an answer depends on its own source and hints only.
    fn translate_hinted(&mut self, sources: &[Source]) -> Vec<Result<String, EngineError>> {
        let texts: Vec<&str> = sources.iter().map(|source| source.text).collect();
        self.translate(&texts)
    }
}

/// A sentence for an engine, with what may help it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Source<'s> {
    /// The sentence, with single spaces, no line breaks, and at least one letter.
    pub text: &'s str,
    /// Names that stand in it, each with its wanted English.
    pub terms: &'s [(&'s str, &'s str)],
    /// Sentences like it with the English that people gave them, the nearest first.
    pub examples: &'s [(&'s str, &'s str)],
}

impl<'s> Source<'s> {
    /// A sentence without hints.
    pub fn bare(text: &'s str) -> Self {
        Self { text, ..Self::default() }
    }
}

impl<T: Translator + ?Sized> Translator for Box<T> {
    fn fingerprint(&self) -> &Fingerprint {
        (**self).fingerprint()
    }

    fn translate(&mut self, sources: &[&str]) -> Vec<Result<String, EngineError>> {
        (**self).translate(sources)
    }

    fn heeds_hints(&self) -> bool {
        (**self).heeds_hints()
    }

    fn translate_hinted(&mut self, sources: &[Source]) -> Vec<Result<String, EngineError>> {
        (**self).translate_hinted(sources)
    }
}

/// Which engine made an answer: a key of the cache, and a line of `run.json`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Fingerprint {
    /// Name and version: `firefox 0.5.0`.
    pub engine: String,
    /// What it runs: the hash of the model's files, a command line, an address and a model's name.
    pub model: String,
    /// The arithmetic kernel, where answers depend on it: `avx2`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kernel: Option<String>,
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{} · {}", self.engine, self.model)?;
        self.kernel.iter().try_for_each(|kernel| write!(f, " · {kernel}"))
    }
}

/// Why a source has no translation.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[allow(missing_docs)]
pub enum EngineError {
    /// The program is not there or may not be run.
    #[error("`{program}` cannot be started: {cause}")]
    NotStarted { program: String, cause: io::ErrorKind },
    /// The program ended too early; `said` is the last it wrote to its error output.
    #[error("`{program}` ended ({status}) before it had answered{}", after_colon(.said))]
    Ended { program: String, status: String, said: String },
    /// Nothing came for too long.
    #[error("no answer from {from} within {} s", .limit.as_secs())]
    TimedOut { from: String, limit: Duration },
    /// More or fewer answers than questions.
    #[error("{from} gave {got} answers to {asked}")]
    Count { from: String, asked: usize, got: usize },
    /// The answer is no text.
    #[error("the answer of {from} is not UTF-8")]
    NotUtf8 { from: String },
    /// The answer is empty.
    #[error("the answer of {from} is empty")]
    Empty { from: String },
    /// The answer is far too long to be one.
    #[error("the answer of {from} is longer than {limit} bytes")]
    TooLong { from: String, limit: usize },
    /// The engine broke down inside; it goes on with the next sentence.
    #[error("{from} broke down on this sentence")]
    Panicked { from: String },
    /// The engine's own thread is gone.
    #[error("{from} has stopped")]
    Stopped { from: String },
    /// An HTTP status that is no success; `said` is what the service says of it.
    #[error("{from} answered with HTTP status {status}{}{}", meaning(*.status), after_colon(.said))]
    Status { from: String, status: u16, said: String },
    /// The connection failed.
    #[error("cannot reach {from}: {cause}")]
    Unreachable { from: String, cause: io::ErrorKind },
    /// The answer is not of the agreed form.
    #[error("the answer of {from} has no {missing}")]
    WrongForm { from: String, missing: &'static str },
    /// Not asked, because the engine had failed too often.
    #[error("not tried, because the engine had failed too often; the last failure: {last}")]
    GaveUp { last: Box<EngineError> },
}

fn after_colon(said: &str) -> String {
    if said.is_empty() { String::new() } else { format!(": {said}") }
}

fn meaning(status: u16) -> &'static str {
    match status {
        401 | 403 => " (the key is missing or wrong)",
        404 => " (no such address or model)",
        429 => " (too many requests)",
        500..=599 => " (the service is in trouble)",
        _ => "",
    }
}
