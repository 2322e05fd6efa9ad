//! What every reader of memories hands out, and the choice of the reader.

use super::decode::{Oddity, Utf8, unpacked};
use super::{tmx, tsv, xliff};
use crate::model::Unit;
use std::io::{self, Read};
use std::path::Path;

/// What a reader of memories meets on its way through a file, in file order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A usable pair and its number in the file: 1-based, counting unusable units; in a TSV the line.
    Unit(u64, Box<Unit>),
    /// Something that was skipped, repaired, or that other tools will trip over.
    Finding(Finding),
}

/// One finding about a file of units.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Finding {
    /// The line, 1-based; 0 for the file as a whole.
    pub line: u32,
    /// The unit's number in its file.
    pub unit: Option<u64>,
    /// Name of the rule, stable, in kebab case.
    pub rule: &'static str,
    /// What is wrong, in one sentence.
    pub message: String,
    /// Which tools lose what by it; empty when nobody does.
    pub loses: &'static str,
}

impl Finding {
    /// Whether the unit or the file was not read: as opposed to read, and worth a look.
    pub fn is_loss(&self) -> bool {
        UNREAD.contains(&self.rule)
    }
}

/// The rules after which something of the file is not in the memory.
const UNREAD: [&str; 14] = [
    "archive-member-skipped",
    "damaged-archive",
    "empty-file",
    "empty-seg",
    "entity-bomb",
    "external-entity",
    "missing-lang",
    "missing-seg",
    "not-a-memory",
    "not-well-formed",
    "one-language",
    "other-languages",
    "truncated",
    "tsv-columns",
];

/// What a file held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Counts {
    /// All units, usable or not.
    pub units: u64,
    /// Usable pairs of French and English, whichever is the source.
    pub pairs: u64,
}

/// The kinds of files that hold units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Translation Memory eXchange 1.1 to 1.4b.
    Tmx,
    /// XLIFF 1.2.
    Xliff,
    /// `source⇥target[⇥origin]` lines.
    Tsv,
}

impl Format {
    /// By the name's ending, `.gz` and `.zip` passed over; `None` when the name does not tell.
    ///
    /// ```
    /// use entrefilet::exchange::Format;
    /// assert_eq!(Format::of("old/memory.tmx.gz".as_ref()), Some(Format::Tmx));
    /// assert_eq!(Format::of("memory".as_ref()), None);
    /// ```
    pub fn of(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_string_lossy().to_lowercase();
        let name = name.trim_end_matches(".gz").trim_end_matches(".zip");
        match name.rsplit_once('.')?.1 {
            "tmx" => Some(Self::Tmx),
            "xlf" | "xliff" | "sdlxliff" | "mqxliff" | "mxliff" => Some(Self::Xliff),
            "tsv" | "tab" => Some(Self::Tsv),
            _ => None,
        }
    }

    /// By the first characters: XML with the root `xliff` is XLIFF, other XML is TMX, all else TSV.
    fn by_content(start: &[u8]) -> Self {
        let start = start.trim_ascii_start();
        if !start.starts_with(b"<") {
            return Self::Tsv;
        }
        if memchr::memmem::find(start, b"<xliff").is_some() { Self::Xliff } else { Self::Tmx }
    }
}

/// Reads the units of `input` one by one, however it is packed and encoded; without a `format` the content decides.
///
/// Memory use does not depend on the size of the file. `detail` asks for every finding (`memory lint`); without it only
/// what was skipped, repaired or unreadable is told.
///
/// # Errors
/// Those of reading `input` or unpacking it; a file that is merely broken gives findings.
///
/// ```
/// use entrefilet::exchange::{Item, read_units};
/// let mut pairs = Vec::new();
/// let counts = read_units("Bonjour\tHello\n".as_bytes(), None, false, |item| {
///     if let Item::Unit(number, unit) = item { pairs.push((number, unit.target)) }
/// }).unwrap();
/// assert_eq!((counts.pairs, pairs), (1, vec![(1, "Hello".into())]));
/// ```
pub fn read_units(
    input: impl Read,
    format: Option<Format>,
    detail: bool,
    mut each: impl FnMut(Item),
) -> io::Result<Counts> {
    unpacked(input, |plain, oddities| {
        let mut text = Utf8::new(plain, oddities);
        let format = match format {
            Some(format) => format,
            None => Format::by_content(text.peek(1000)?),
        };
        match format {
            Format::Tmx => tmx::read_decoded(text, detail, &mut each),
            Format::Xliff => xliff::read_decoded(text, &mut each),
            Format::Tsv => tsv::read_decoded(text, &mut each),
        }
    })
}

/// Tells `each` what was odd about the bytes.
pub(super) fn tell(oddities: Vec<Oddity>, each: &mut impl FnMut(Item)) {
    for Oddity { rule, line, message } in oddities {
        let loses = match rule {
            "not-utf8" => "strict XML readers refuse the file",
            "control-characters" => "strict XML readers stop here",
            "encoding-declaration" => "readers that trust the declaration show garbage or refuse the file",
            _ => "",
        };
        each(Item::Finding(Finding { line, unit: None, rule, message, loses }));
    }
}
