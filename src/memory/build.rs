//! From units to an index file, in one pass over the units and one over their tokens.

use super::layout::Section;
use super::output::Output;
use super::tables::Corpus;
use super::{MemoryError, record};
use crate::model::Unit;
use crate::text::fold_onto;
use rayon::prelude::*;
use rustc_hash::{FxBuildHasher, FxHashSet};
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::path::Path;

/// What [`Builder::finish`] put into the index.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Built {
    /// Units in the index.
    pub units: u64,
    /// Units left out because the same pair in the same context was there before.
    pub repeated: u64,
}

/// Builds the index `out` from `units`, numbered 1, 2, 3 …; see [`Builder`].
///
/// # Errors
/// Those of writing beside `out` and renaming.
///
/// ```
/// use entrefilet::memory::{Memory, Query, build};
/// use entrefilet::model::Unit;
/// let folder = tempfile::tempdir().unwrap();
/// let path = folder.path().join("memory.idx");
/// let unit = Unit { source: "Le 12 mars, à Bamako.".into(), target: "On 12 March, in Bamako.".into(), ..Unit::default() };
/// build([unit], &path).unwrap();
/// let memory = Memory::open(&path).unwrap();
/// let found = memory.search(&Query { text: "Le 3 mars, à Bamako.", ..Query::default() }, 70, 5);
/// assert_eq!((found[0].rate, found[0].edits.len()), (86, 1));
/// ```
pub fn build(units: impl IntoIterator<Item = Unit>, out: &Path) -> Result<Built, MemoryError> {
    let mut builder = Builder::new(out)?;
    for (number, unit) in (1..).zip(units) {
        builder.add(number, unit)?;
    }
    builder.finish()
}

/// Takes units one by one and writes an index.
///
/// The texts go straight to a file beside the index; what stays in memory is about 200 bytes a unit. Readers of a former
/// index at the same place are undisturbed: the new one replaces it by a rename at the end. The same units in the same
/// order give the same bytes.
pub struct Builder {
    output: Output,
    names: Vec<String>,
    /// Units that wait for their tokens: a batch is folded on all threads.
    waiting: Vec<(u64, Unit)>,
    seen: Seen,
    corpus: Corpus,
    repeated: u64,
}

const BATCH: usize = 4096;
/// Units that are folded together.
const CHUNK: usize = 256;

impl Builder {
    /// Starts an index that will be at `out`.
    ///
    /// # Errors
    /// Those of creating a file beside `out`.
    pub fn new(out: &Path) -> Result<Self, MemoryError> {
        Ok(Self {
            output: Output::create(out)?,
            names: Vec::new(),
            waiting: Vec::with_capacity(BATCH),
            seen: Seen::default(),
            corpus: Corpus::default(),
            repeated: 0,
        })
    }

    /// Units added from here on come from the file called `name`.
    ///
    /// # Errors
    /// Those of writing.
    pub fn file(&mut self, name: &str) -> Result<(), MemoryError> {
        self.flush()?;
        self.names.push(name.to_owned());
        Ok(())
    }

    /// Adds a unit with its number in its file. A unit with an empty side holds nothing to find and is left out; the
    /// same pair in the same context is kept once, at its first place.
    ///
    /// # Errors
    /// Those of writing.
    pub fn add(&mut self, number: u64, unit: Unit) -> Result<(), MemoryError> {
        if unit.source.is_empty() || unit.target.is_empty() {
            return Ok(());
        }
        if !self.seen.is_new(&unit) {
            self.repeated += 1;
            return Ok(());
        }
        self.waiting.push((number, unit));
        if self.waiting.len() < BATCH { Ok(()) } else { self.flush() }
    }

    fn flush(&mut self) -> Result<(), MemoryError> {
        let file = self.names.len().saturating_sub(1);
        let prepared: Vec<Prepared> = self.waiting.par_chunks(CHUNK).map(|units| Prepared::new(file, units)).collect();
        self.waiting.clear();
        for Prepared { folded, bytes, ends } in prepared {
            let written = self.output.written(Section::Units);
            let (mut text, mut place) = (0, 0);
            for (text_end, place_end) in ends {
                self.corpus.add(&folded[text..text_end], written + place as u64);
                (text, place) = (text_end, place_end);
            }
            self.output.put(Section::Units, &bytes)?;
        }
        Ok(())
    }

    /// Writes the index and puts it in place.
    ///
    /// # Errors
    /// Those of writing and renaming; more units than an index can number.
    pub fn finish(mut self) -> Result<Built, MemoryError> {
        self.flush()?;
        self.seen = Seen::default();
        let Self { mut output, names, corpus, repeated, .. } = self;
        let units = corpus.segments() as u64;
        if u32::try_from(units).is_err() {
            return Err(MemoryError::TooMany { path: output.place().to_owned() });
        }
        corpus.write(&mut output)?;
        output.put(Section::Names, names.join("\n").as_bytes())?;
        output.finish()?;
        Ok(Built { units, repeated })
    }
}

/// Some units made ready on one thread.
struct Prepared {
    /// Their French, folded, one after the other.
    folded: String,
    /// Their records.
    bytes: Vec<u8>,
    /// Where each unit ends in both.
    ends: Vec<(usize, usize)>,
}

impl Prepared {
    fn new(file: usize, units: &[(u64, Unit)]) -> Self {
        let mut all = Self { folded: String::new(), bytes: Vec::new(), ends: Vec::with_capacity(units.len()) };
        for (number, unit) in units {
            fold_onto(&unit.source, &mut all.folded);
            record::push(&mut all.bytes, file, *number, unit);
            all.ends.push((all.folded.len(), all.bytes.len()));
        }
        all
    }
}

/// The pairs met so far, as two different 64-bit hashes: for millions of units a chance collision is out of reach.
#[derive(Default)]
struct Seen(FxHashSet<(u64, u64)>);

impl Seen {
    fn is_new(&mut self, unit: &Unit) -> bool {
        let key = (&unit.source, &unit.target, &unit.before, &unit.after, unit.trust);
        let sip = BuildHasherDefault::<DefaultHasher>::default().hash_one(key);
        self.0.insert((sip, FxBuildHasher.hash_one(key)))
    }
}
