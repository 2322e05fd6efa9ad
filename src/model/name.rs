//! A name that the text shows, whether or not a glossary knows it.

use crate::text::Span;

/// A name found by its looks alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name {
    /// Where it stands, without article or civility.
    pub span: Span,
    /// What it seems to be.
    pub kind: NameKind,
}

/// What a [`Name`] seems to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameKind {
    /// A person.
    Person,
    /// An organisation.
    Organisation,
    /// A place.
    Place,
}

impl NameKind {
    /// The tag of the JSON-lines protocol: `PER`, `ORG` or `LOC`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Person => "PER",
            Self::Organisation => "ORG",
            Self::Place => "LOC",
        }
    }

    /// In plain English.
    pub fn word(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Place => "place",
        }
    }
}
