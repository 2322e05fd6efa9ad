//! What every reader of memories hands out: units, findings, counts.

use super::decode::Oddity;
use crate::model::Unit;

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
const UNREAD: [&str; 16] = [
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
    "stray-tuv",
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

/// Who loses by what XML forbids.
pub(super) const STRICT: &str = "OmegaT, Translate Toolkit and every strict XML reader refuse the file";
/// Who loses by references to what is declared nowhere.
pub(super) const UNDECLARED: &str = "OmegaT and Translate Toolkit leave it out or refuse the file";
/// Who loses by references to other files.
pub(super) const OUTSIDE: &str = "OmegaT 3.6 puts the other file into the text, Translate Toolkit leaves it out";
/// Who loses by a unit that lacks a text.
pub(super) const UNPAIRED: &str = "every tool: without both texts there is no translation";
/// Who loses by references that grow without bound.
pub(super) const UNBOUND: &str = "a reader without a limit runs out of memory";

/// Tells `each` what was odd about the bytes.
pub(super) fn tell(oddities: Vec<Oddity>, each: &mut impl FnMut(Item)) {
    for Oddity { rule, line, message } in oddities {
        let loses = match rule {
            "not-utf8" | "control-characters" | "encoding-broken" => STRICT,
            "encoding-declaration" => "OmegaT and Translate Toolkit believe it: they show garbage or refuse the file",
            "damaged-archive" | "archive-member-skipped" | "not-a-memory" => "every tool: it is not there to be read",
            _ => "",
        };
        each(Item::Finding(Finding { line, unit: None, rule, message, loses }));
    }
}
