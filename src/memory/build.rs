//! From units to an index file, in one pass over the units and one over their tokens.

use super::layout::{BLOCK, SECTIONS, Section, header, push_number, slot_hash};
use super::{MemoryError, record, tokens};
use crate::model::Unit;
use crate::text::fold;
use rayon::prelude::*;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};
use std::fs::File;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

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
    out: PathBuf,
    file: BufWriter<NamedTempFile>,
    names: Vec<String>,
    /// Units that wait for their tokens: a batch is folded on all threads.
    waiting: Vec<(u64, Unit)>,
    seen: Seen,
    vocabulary: FxHashMap<String, u32>,
    /// The tokens of all segments, one after the other, in numbers of `vocabulary`.
    tokens: Vec<u32>,
    segments: Vec<Draft>,
    written: u64,
    built: Built,
}

/// A segment before it has its number.
struct Draft {
    /// Where its tokens start in [`Builder::tokens`].
    start: usize,
    length: u32,
    /// Where its unit starts in the section of units.
    place: u64,
}

const BATCH: usize = 4096;

impl Builder {
    /// Starts an index that will be at `out`.
    ///
    /// # Errors
    /// Those of creating a file beside `out`.
    pub fn new(out: &Path) -> Result<Self, MemoryError> {
        let folder = out.parent().filter(|f| !f.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let file = NamedTempFile::new_in(folder).map_err(MemoryError::io(out))?;
        let mut file = BufWriter::with_capacity(1 << 20, file);
        file.write_all(&header([0; SECTIONS])).map_err(MemoryError::io(out))?;
        Ok(Self {
            out: out.to_owned(),
            file,
            names: Vec::new(),
            waiting: Vec::with_capacity(BATCH),
            seen: Seen::default(),
            vocabulary: FxHashMap::default(),
            tokens: Vec::new(),
            segments: Vec::new(),
            written: 0,
            built: Built::default(),
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
        if !self.seen.is_new(&unit) {
            self.built.repeated += 1;
            return Ok(());
        }
        self.waiting.push((number, unit));
        if self.waiting.len() < BATCH { Ok(()) } else { self.flush() }
    }

    fn flush(&mut self) -> Result<(), MemoryError> {
        let waiting = std::mem::take(&mut self.waiting);
        let file = self.names.len().saturating_sub(1);
        let prepared: Vec<(String, Vec<u8>)> = waiting
            .par_iter()
            .map(|(number, unit)| {
                let mut bytes = Vec::with_capacity(unit.source.len() + unit.target.len() + 16);
                record::push(&mut bytes, file, *number, unit);
                (fold(&unit.source), bytes)
            })
            .collect();
        for (folded, bytes) in prepared {
            self.segment(&folded);
            self.written += bytes.len() as u64;
            self.file.write_all(&bytes).map_err(MemoryError::io(&self.out))?;
        }
        Ok(())
    }

    fn segment(&mut self, folded: &str) {
        let start = self.tokens.len();
        tokens::tokens(folded, |token| {
            let number = match self.vocabulary.get(token) {
                Some(&number) => number,
                None => {
                    let next = self.vocabulary.len() as u32;
                    self.vocabulary.insert(token.to_owned(), next);
                    next
                }
            };
            self.tokens.push(number);
        });
        let length = (self.tokens.len() - start) as u32;
        self.segments.push(Draft { start, length, place: self.written });
        self.built.units += 1;
    }

    /// Writes the index and puts it in place.
    ///
    /// # Errors
    /// Those of writing and renaming; more units than an index can number.
    pub fn finish(mut self) -> Result<Built, MemoryError> {
        self.flush()?;
        if u32::try_from(self.segments.len()).is_err() {
            return Err(MemoryError::TooMany { path: self.out });
        }
        self.seen = Seen::default();
        self.segments.sort_by_key(|s| s.length);
        let spellings = self.by_frequency();
        let lengths = self.write_sections(&spellings).map_err(MemoryError::io(&self.out))?;
        let Self { out, file, built, .. } = self;
        put_in_place(file, lengths, &out).map_err(MemoryError::io(&out))?;
        Ok(built)
    }

    /// Renumbers the tokens, most frequent first, and returns their spellings in that order.
    fn by_frequency(&mut self) -> Vec<String> {
        let mut counts = vec![0u32; self.vocabulary.len()];
        self.tokens.iter().for_each(|&t| counts[t as usize] += 1);
        let mut entries: Vec<(String, u32)> = std::mem::take(&mut self.vocabulary).into_iter().collect();
        entries.sort_unstable_by(|(a, i), (b, j)| counts[*j as usize].cmp(&counts[*i as usize]).then_with(|| a.cmp(b)));
        let mut renumbered = vec![0u32; entries.len()];
        for (new, (_, old)) in entries.iter().enumerate() {
            renumbered[*old as usize] = new as u32;
        }
        self.tokens.iter_mut().for_each(|t| *t = renumbered[*t as usize]);
        entries.into_iter().map(|(spelling, _)| spelling).collect()
    }

    fn write_sections(&mut self, spellings: &[String]) -> io::Result<[u64; SECTIONS]> {
        let mut lengths = [0; SECTIONS];
        lengths[Section::Units as usize] = self.written;
        let mut put = |section: Section, bytes: &[u8], file: &mut BufWriter<NamedTempFile>| {
            lengths[section as usize] = bytes.len() as u64;
            file.write_all(bytes)
        };
        put(Section::Lengths, &bytes_u32(self.lengths()), &mut self.file)?;
        let (starts, letters) = spelled(spellings);
        put(Section::Spellings, &starts, &mut self.file)?;
        put(Section::Letters, &letters, &mut self.file)?;
        put(Section::Slots, &bytes_u32(slots(spellings)), &mut self.file)?;
        let (starts, lists) = self.lists(spellings.len());
        put(Section::ListStarts, &bytes_u64(starts), &mut self.file)?;
        put(Section::Lists, &bytes_u16(lists), &mut self.file)?;
        let (starts, sequences) = self.sequences();
        put(Section::SequenceStarts, &bytes_u64(starts), &mut self.file)?;
        put(Section::Sequences, &sequences, &mut self.file)?;
        put(Section::Places, &bytes_u64(self.segments.iter().map(|s| s.place)), &mut self.file)?;
        put(Section::Names, self.names.join("\n").as_bytes(), &mut self.file)?;
        Ok(lengths)
    }

    /// For every length, the first segment that is so long or longer; last the number of segments.
    fn lengths(&self) -> Vec<u32> {
        let longest = self.segments.last().map_or(0, |s| s.length);
        let first = |length| self.segments.partition_point(|s| s.length < length) as u32;
        (0..=longest + 1).map(first).collect()
    }

    fn tokens_of(&self, segment: &Draft) -> &[u32] {
        &self.tokens[segment.start..segment.start + segment.length as usize]
    }

    /// For every token the segments that hold it: for each block its number, how many less one, and their lower halves.
    fn lists(&self, vocabulary: usize) -> (Vec<u64>, Vec<u16>) {
        const NONE: u32 = u32::MAX;
        let block = |segment: usize| (segment / BLOCK) as u32;
        let mut sizes = vec![0u64; vocabulary + 1];
        let mut last = vec![NONE; vocabulary];
        self.each_distinct(|segment, token| {
            sizes[token] += 1;
            if std::mem::replace(&mut last[token], block(segment)) != block(segment) {
                sizes[token] += 2;
            }
        });
        let mut starts = sizes;
        let mut total = 0;
        for start in &mut starts {
            total += std::mem::replace(start, total);
        }
        let mut lists = vec![0u16; total as usize];
        let mut ends = starts.clone();
        let mut heads = vec![0u64; vocabulary];
        last.fill(NONE);
        self.each_distinct(|segment, token| {
            let end = &mut ends[token];
            if std::mem::replace(&mut last[token], block(segment)) != block(segment) {
                heads[token] = *end + 1;
                lists[*end as usize] = block(segment) as u16;
                *end += 2;
            } else {
                lists[heads[token] as usize] += 1;
            }
            lists[*end as usize] = (segment % BLOCK) as u16;
            *end += 1;
        });
        (starts, lists)
    }

    /// Calls `each` with every segment and token that occur together, once, segments in order.
    fn each_distinct(&self, mut each: impl FnMut(usize, usize)) {
        let mut distinct = Vec::new();
        for (number, segment) in self.segments.iter().enumerate() {
            distinct.clear();
            distinct.extend_from_slice(self.tokens_of(segment));
            distinct.sort_unstable();
            distinct.dedup();
            distinct.iter().for_each(|&token| each(number, token as usize));
        }
    }

    fn sequences(&self) -> (Vec<u64>, Vec<u8>) {
        let (mut starts, mut bytes) = (Vec::with_capacity(self.segments.len()), Vec::new());
        for segment in &self.segments {
            starts.push(bytes.len() as u64);
            self.tokens_of(segment).iter().for_each(|&t| push_number(&mut bytes, t.into()));
        }
        (starts, bytes)
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

fn spelled(spellings: &[String]) -> (Vec<u8>, Vec<u8>) {
    let mut end = 0;
    let ends = spellings.iter().map(|s| {
        end += s.len() as u32;
        end
    });
    (bytes_u32(std::iter::once(0).chain(ends)), spellings.concat().into_bytes())
}

/// A hash table with open addressing: a token's number plus one, or 0.
fn slots(spellings: &[String]) -> Vec<u32> {
    let size = (spellings.len() * 2).next_power_of_two();
    let mut slots = vec![0; size];
    for (number, spelling) in spellings.iter().enumerate() {
        let mut slot = slot_hash(spelling) & (size - 1);
        while slots[slot] != 0 {
            slot = (slot + 1) & (size - 1);
        }
        slots[slot] = number as u32 + 1;
    }
    slots
}

fn bytes_u16(numbers: impl IntoIterator<Item = u16>) -> Vec<u8> {
    numbers.into_iter().flat_map(u16::to_le_bytes).collect()
}

fn bytes_u32(numbers: impl IntoIterator<Item = u32>) -> Vec<u8> {
    numbers.into_iter().flat_map(u32::to_le_bytes).collect()
}

fn bytes_u64(numbers: impl IntoIterator<Item = u64>) -> Vec<u8> {
    numbers.into_iter().flat_map(u64::to_le_bytes).collect()
}

/// Writes the header, now that the lengths are known, and renames the file to `out`.
fn put_in_place(file: BufWriter<NamedTempFile>, lengths: [u64; SECTIONS], out: &Path) -> io::Result<()> {
    let mut file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.seek(SeekFrom::Start(0))?;
    file.write_all(&header(lengths))?;
    readable(file.as_file())?;
    file.persist(out).map_err(|e| e.error)?;
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
