//! A translation unit: what memories hold and TMX carries.

use super::{Codes, Origin};
use crate::text::Date;

/// A French sentence and its English.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unit {
    /// `tuid`, if it has one.
    pub id: Option<String>,
    /// French, trimmed.
    pub source: String,
    /// English, trimmed.
    pub target: String,
    /// French of the segment before.
    pub before: Option<String>,
    /// French of the segment after.
    pub after: Option<String>,
    /// Whether a person stands behind the English.
    pub trust: Trust,
    /// How we made the English, when we did.
    pub origin: Option<Origin>,
    /// Date of the article or of the last change.
    pub date: Option<Date>,
    /// Properties (`<prop type="…">`) that nothing above holds, in file order.
    pub props: Vec<(String, String)>,
    /// Inline codes, apart from the texts.
    pub codes: Codes,
}

/// Whether a person stands behind a unit's English.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Trust {
    /// Yes.
    #[default]
    Approved,
    /// A machine made it; it never becomes approved by itself.
    Machine,
}
