//! A concept of the shared glossary.

use crate::text::Date;
use std::collections::BTreeMap;

/// One block of a glossary file: a person, an office, an institution and its names in both languages.
///
/// The fields are the keys of the file, documented in `docs/glossary-format.md`; empty means not given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Concept {
    /// Stable, lower case, unique over all glossaries of a run.
    pub id: String,
    /// What kind of thing it is.
    pub kind: ConceptKind,
    /// The French name.
    pub fr: String,
    /// The English name that we write.
    pub en: String,
    /// French acronym.
    pub fr_acronym: Option<String>,
    /// English acronym.
    pub en_acronym: Option<String>,
    /// Other French forms to recognise.
    pub fr_variants: Vec<String>,
    /// Irregular French plural.
    pub fr_plural: Option<String>,
    /// Irregular French feminine.
    pub fr_feminine: Option<String>,
    /// French singular of a name that is plural.
    pub fr_singular: Option<String>,
    /// French short form (*le Conseil*).
    pub fr_short: Option<String>,
    /// English short form.
    pub en_short: Option<String>,
    /// French adjectives and demonyms, base forms; regular feminines and plurals are generated.
    pub fr_adjectives: Vec<String>,
    /// English adjective.
    pub en_adjective: Option<String>,
    /// English demonym, singular.
    pub en_demonym: Option<String>,
    /// English acceptable in approved memories and in checks.
    pub en_admitted: Vec<String>,
    /// English that must not be used.
    pub en_forbidden: Vec<String>,
    /// Article before the English name.
    pub en_article: Option<Article>,
    /// Article before the English acronym.
    pub en_acronym_article: Option<Article>,
    /// English by house style: `ap`, `un`.
    pub en_style: BTreeMap<String, String>,
    /// A person's French surname.
    pub family: Option<String>,
    /// A person's English surname.
    pub en_family: Option<String>,
    /// A person's gender.
    pub gender: Option<Gender>,
    /// Offices a person held.
    pub offices: Vec<OfficeTerm>,
    /// French contexts that are no mention.
    pub not_in: Vec<String>,
    /// The French stands in the English as it is.
    pub do_not_translate: bool,
    /// How case counts when matching.
    pub case: CaseRule,
    /// Whether an editor stands behind it.
    pub status: Status,
    /// Who uses this English form: a publication.
    pub source: Option<String>,
    /// First day on which the name is valid.
    pub since: Option<Date>,
    /// Last day on which the name is valid.
    pub until: Option<Date>,
    /// A note for editors.
    pub note: Option<String>,
    /// Keys starting `x-`, carried untouched, as TOML text.
    pub extra: BTreeMap<String, String>,
    /// The file it came from, as given, and its line there, 1-based.
    pub place: (String, u32),
}

/// What kind of thing a concept is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum ConceptKind {
    Person,
    Office,
    Organisation,
    Alliance,
    Place,
    People,
    Event,
    Operation,
    Treaty,
    #[default]
    Other,
}

/// The English article a name takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Article {
    /// *the* United Nations
    The,
    /// NATO
    None,
}

/// A person's grammatical gender.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Gender {
    /// Feminine.
    #[serde(rename = "f", alias = "female")]
    Feminine,
    /// Masculine.
    #[serde(rename = "m", alias = "male")]
    Masculine,
}

/// An office that a person held for a time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OfficeTerm {
    /// Id of the office concept.
    pub office: String,
    /// French title, to override the office's.
    pub fr: Option<String>,
    /// English title, to override the office's.
    pub en: Option<String>,
    /// First day in office.
    pub since: Option<Date>,
    /// Last day in office.
    pub until: Option<Date>,
}

impl OfficeTerm {
    /// Whether the office was held on `date`, as far as both are known: a day lies inside, a month or year touches.
    pub fn held(&self, date: Date) -> bool {
        self.since.is_none_or(|s| s.first() <= date.last()) && self.until.is_none_or(|u| date.first() <= u.last())
    }
}

/// How case counts when a form is looked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CaseRule {
    /// Names need a capital where the form has one, acronyms theirs; text in capitals matches.
    #[default]
    Smart,
    /// Exactly as written.
    Exact,
    /// Case does not count.
    Any,
}

/// Whether an editor stands behind a concept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Yes.
    #[default]
    Approved,
    /// Not yet: recognised, and marked as proposed wherever its English shows.
    Proposed,
}
