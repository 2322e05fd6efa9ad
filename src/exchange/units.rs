//! What every reader of memories hands out, and the choice of the reader.

use super::archive::{Member, unpacked};
use super::decode::{Oddity, Utf8};
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
const UNREAD: [&str; 15] = [
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
    "too-long",
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
    fn by_content(start: &str) -> Self {
        let start = start.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        match start.starts_with('<') {
            false => Self::Tsv,
            true if start.contains("<xliff") || start.contains(":xliff ") => Self::Xliff,
            true => Self::Tmx,
        }
    }

    /// What to read: XML is what its root says, whatever its name.
    fn chosen(named: Option<Self>, start: &str) -> Self {
        match (named, Self::by_content(start)) {
            (Some(Self::Tmx), Self::Xliff) | (None, Self::Xliff) => Self::Xliff,
            (Some(Self::Xliff), Self::Tmx) if start.contains("<tmx") => Self::Tmx,
            (named, content) => named.unwrap_or(content),
        }
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
    let mut all = Counts::default();
    unpacked(input, |Member { name, bytes, oddities }| {
        let before = all;
        let named = name.as_ref().and_then(|name| Format::of(name.as_ref())).or(format);
        let mut each = |item| each(numbered(item, before.units, name.as_deref()));
        let counts = read_member(bytes, oddities, named, detail, &mut each)?;
        all = Counts { units: before.units + counts.units, pairs: before.pairs + counts.pairs };
        Ok(())
    })?;
    Ok(all)
}

fn read_member(
    bytes: &mut dyn Read,
    oddities: Vec<Oddity>,
    format: Option<Format>,
    detail: bool,
    each: &mut impl FnMut(Item),
) -> io::Result<Counts> {
    let is_odd = !oddities.is_empty();
    let mut text = Utf8::new(bytes, oddities);
    let format = Format::chosen(format, text.peek(1000)?);
    if is_odd && text.rest().is_empty() {
        tell(text.oddities(), each);
        return Ok(Counts::default());
    }
    match format {
        Format::Tmx => tmx::read_decoded(text, detail, each),
        Format::Xliff => xliff::read_decoded(text, each),
        Format::Tsv => tsv::read_decoded(text, each),
    }
}

/// An item of an archive's member: its unit is counted on, its findings name the member.
fn numbered(mut item: Item, before: u64, member: Option<&str>) -> Item {
    match &mut item {
        Item::Unit(number, _) => *number += before,
        Item::Finding(finding) => {
            finding.unit = finding.unit.map(|unit| unit + before);
            if let Some(member) = member {
                finding.message = format!("{member}: {}", finding.message);
            }
        }
    }
    item
}

/// Who loses by what XML forbids.
pub(super) const STRICT: &str = "OmegaT, Translate Toolkit and all strict XML readers refuse the file or stop here";

/// Tells `each` what was odd about the bytes.
pub(super) fn tell(oddities: Vec<Oddity>, each: &mut impl FnMut(Item)) {
    for Oddity { rule, line, message } in oddities {
        let loses = match rule {
            "not-utf8" | "control-characters" | "encoding-broken" => STRICT,
            "encoding-declaration" => "readers that trust the declaration show garbage or refuse the file",
            "damaged-archive" | "archive-member-skipped" | "not-a-memory" => "every tool",
            _ => "",
        };
        each(Item::Finding(Finding { line, unit: None, rule, message, loses }));
    }
}
