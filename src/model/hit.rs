//! A mention of a glossary concept in French text.

use crate::text::Span;

/// A mention of a concept, with the English for the form in which it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The mention, without articles or civilities around it.
    pub span: Span,
    /// Number of the concept in the termbase that found it.
    pub concept: u32,
    /// The grammatical or naming form met.
    pub form: Form,
    /// English that mirrors the form.
    pub en: String,
    /// How sure the match is.
    pub certainty: Certainty,
    /// Inside a longer hit: kept for information, never rendered on its own.
    pub nested: bool,
    /// For a head with a free modifier or shared head, the whole phrase and its composed English.
    pub phrase: Option<Phrase>,
}

/// A phrase composed of several hits: *ministre russe des Affaires étrangères* → *Russian foreign minister*.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// The whole phrase in French.
    pub span: Span,
    /// Its English.
    pub en: String,
}

/// The form of a name that a mention uses; English mirrors it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// The full name, or a listed variant of it.
    Full,
    /// The short form.
    Short,
    /// The acronym.
    Acronym,
    /// An adjective of it (*malien*).
    Adjective,
    /// Its people (*les Maliens*).
    Demonym,
    /// The plural of a common name (*ministres*).
    Plural,
    /// A bare surname.
    Surname,
    /// A civility or title and the surname (*le président Goïta*).
    TitleSurname,
}

impl Form {
    /// The name in `how` of the JSON-lines protocol.
    pub fn name(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Short => "short",
            Self::Acronym => "acronym",
            Self::Adjective => "adjective",
            Self::Demonym => "demonym",
            Self::Plural => "plural",
            Self::Surname => "surname",
            Self::TitleSurname => "title-surname",
        }
    }
}

/// How sure a [`Hit`] is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// As good as an editor would say.
    Certain,
    /// Probably, but the brief asks: the reason in a few English words.
    Uncertain(&'static str),
    /// One of several concepts (their numbers); not guessed.
    Ambiguous(Vec<u32>),
}
