//! The engine inside the program: Firefox Translations models, run by the crate `fxtranslate`.
//!
//! The crate trusts its files and its processor; this file does not. Files are hashed and looked over before they are
//! loaded, the processor is asked for what the kernel needs, and a panic inside loses one sentence, not the run.

use super::files::{ModelError, ModelFiles};
use super::split::pieces;
use super::translator::{EngineError, Fingerprint, Translator};
use fxtranslate::engine::Engine;
use fxtranslate::segment::MAX_SOURCE_TOKENS;
use fxtranslate::spm::SpmVocab;
use fxtranslate::weights::Weights;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, Once, PoisonError};
use std::thread;

/// A loaded model and the threads that run it.
///
/// The same source gives the same bytes alone, in a batch, in any order and with any number of threads, for one
/// [`Fingerprint`]: one kernel, one model, one version of the crate. A sentence of more than 127 of the
/// model's tokens is cut at sentence ends, clauses or words and translated in pieces. About 80 MB for the tiny model,
/// shared by all threads.
pub struct Firefox {
    fingerprint: Fingerprint,
    asks: Sender<Ask>,
}

/// A few pieces of like length, and where to send their English.
struct Ask {
    pieces: Vec<(usize, String)>,
    answers: Sender<(usize, Option<String>)>,
}

/// Name and version of the engine, part of the [`Fingerprint`].
const ENGINE: &str = "firefox 0.5.0";
/// Threads whose panics are ours to report.
const THREAD: &str = "firefox-engine";
/// Pieces decoded together. Of 1, 2, 4, 8 and 16, four was the fastest on news sentences; the answers are the same.
const TOGETHER: usize = 4;

impl Firefox {
    /// The kernel that this build runs: `avx2`, `i8mm+neon64`, or `scalar` where no C++17 compiler was found.
    pub fn kernel() -> &'static str {
        fxtranslate::gemm::backend()
    }

    /// Loads `files` for `threads` threads (at least one).
    ///
    /// A panic inside the engine is caught and told as an error; the process's panic hook is set, once, so that it is
    /// silent for the engine's own threads and unchanged for all others.
    ///
    /// # Errors
    /// The processor lacks what the kernel needs; the files cannot be loaded or do not belong together.
    pub fn load(files: ModelFiles, threads: usize) -> Result<Self, ModelError> {
        check_processor()?;
        silence_engine_threads();
        let kernel = Some(Self::kernel().to_owned());
        let fingerprint = Fingerprint { engine: ENGINE.into(), model: files.hash(), kernel };
        let (asks, inbox) = channel();
        let (ready, loaded) = channel();
        let dir = files.dir.clone();
        let started = thread::Builder::new().name(THREAD.into()).spawn(move || serve(files, threads, &ready, inbox));
        started.map_err(ModelError::io(&dir))?;
        loaded.recv().unwrap_or(Err(ModelError::Unloadable { dir }))?;
        Ok(Self { fingerprint, asks })
    }

    /// Reads and loads the model in `dir`.
    ///
    /// # Errors
    /// Those of [`ModelFiles::read`] and [`Firefox::load`].
    pub fn open(dir: &Path, threads: usize) -> Result<Self, ModelError> {
        Self::load(ModelFiles::read(dir)?, threads)
    }
}

impl Translator for Firefox {
    fn fingerprint(&self) -> &Fingerprint {
        &self.fingerprint
    }

    fn translate(&mut self, sources: &[&str]) -> Vec<Result<String, EngineError>> {
        let (sender, answers) = channel();
        let mut order: Vec<usize> = (0..sources.len()).collect();
        order.sort_by_key(|&i| sources[i].len());
        for group in order.chunks(TOGETHER) {
            let pieces = group.iter().map(|&i| (i, sources[i].to_owned())).collect();
            // When the engine's threads are gone, the answers stay away and are reported below.
            let _ = self.asks.send(Ask { pieces, answers: sender.clone() });
        }
        drop(sender);
        let mut results = vec![Err(EngineError::Stopped { from: ENGINE.into() }); sources.len()];
        for (i, answer) in answers {
            results[i] = match answer.as_deref().map(str::trim) {
                None => Err(EngineError::Panicked { from: ENGINE.into() }),
                Some("") => Err(EngineError::Empty { from: ENGINE.into() }),
                Some(text) => Ok(text.to_owned()),
            };
        }
        results
    }
}

/// The engine's thread: it alone owns the engine, which may be shared but not sent.
fn serve(files: ModelFiles, threads: usize, ready: &Sender<Result<(), ModelError>>, inbox: Receiver<Ask>) {
    let loaded = catch_unwind(|| load(&files)).unwrap_or(Err(ModelError::Unloadable { dir: files.dir.clone() }));
    drop(files);
    let engine = match loaded {
        Ok(engine) => engine,
        // Nobody listens only when the caller is gone.
        Err(error) => return drop(ready.send(Err(error))),
    };
    if ready.send(Ok(())).is_err() {
        return;
    }
    let inbox = Mutex::new(inbox);
    thread::scope(|scope| {
        for _ in 1..threads {
            // With fewer threads than wished for, the rest do the work.
            let _ = thread::Builder::new().name(THREAD.into()).spawn_scoped(scope, || work(&engine, &inbox));
        }
        work(&engine, &inbox);
    });
}

fn load(files: &ModelFiles) -> Result<Engine, ModelError> {
    let unloadable = |_| ModelError::Unloadable { dir: files.dir.clone() };
    let weights = Weights::from_bytes(&files.model.bytes).map_err(unloadable)?;
    let vocabulary = || SpmVocab::from_bytes(&files.vocab.bytes);
    let (source, target) = (vocabulary(), vocabulary());
    if source.len() != weights.config().vocab {
        let (vocabulary, model) = (source.len(), weights.config().vocab);
        return Err(ModelError::Mixed { dir: files.dir.clone(), vocabulary, model });
    }
    Ok(Engine::new(weights, source, target).with_shortlist_bytes(&files.lex.bytes))
}

fn work(engine: &Engine, inbox: &Mutex<Receiver<Ask>>) {
    loop {
        let ask = inbox.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(Ask { pieces, answers }) = ask else { return };
        for (i, answer) in translate_group(engine, pieces) {
            if answers.send((i, answer)).is_err() {
                break;
            }
        }
    }
}

/// Translates a group together; each alone when that breaks down, or when one is too long.
fn translate_group(engine: &Engine, group: Vec<(usize, String)>) -> Vec<(usize, Option<String>)> {
    let short = |text: &str| text.len() < MAX_SOURCE_TOKENS || fits(engine, text);
    let together = catch_unwind(AssertUnwindSafe(|| {
        let texts: Vec<&str> = group.iter().map(|(_, text)| text.as_str()).collect();
        texts.iter().all(|text| short(text)).then(|| engine.translate_batch(&texts))
    }));
    match together {
        Ok(Some(answers)) => group.into_iter().map(|(i, _)| i).zip(answers.into_iter().map(Some)).collect(),
        _ => group.into_iter().map(|(i, text)| (i, translate_alone(engine, &text))).collect(),
    }
}

fn translate_alone(engine: &Engine, text: &str) -> Option<String> {
    let translated = || {
        let parts = pieces(text, |piece| fits(engine, piece));
        parts.into_iter().map(|piece| engine.translate(piece)).collect::<Vec<_>>().join(" ")
    };
    catch_unwind(AssertUnwindSafe(translated)).ok()
}

/// Whether the model takes `text` in one piece; one of its tokens is the end mark.
fn fits(engine: &Engine, text: &str) -> bool {
    engine.src_ids(text).len() <= MAX_SOURCE_TOKENS + 1
}

fn check_processor() -> Result<(), ModelError> {
    #[cfg(target_arch = "x86_64")]
    if Firefox::kernel().contains("avx2") && !std::arch::is_x86_feature_detected!("avx2") {
        return Err(ModelError::Processor { needs: "AVX2" });
    }
    #[cfg(target_arch = "aarch64")]
    if Firefox::kernel().contains("i8mm") && !std::arch::is_aarch64_feature_detected!("i8mm") {
        return Err(ModelError::Processor { needs: "the i8mm instructions" });
    }
    Ok(())
}

fn silence_engine_threads() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if thread::current().name() != Some(THREAD) {
                before(info);
            }
        }));
    });
}
