//! English and where it came from.

use super::{Concept, ConceptKind, EnglishArticle, Form};
use crate::text::Span;

/// A line of English with the names in it, so that a brief can put them into house form once.
///
/// The text is context-free: full names as the French has them. Memories, caches and TMX keep this text; only a brief
/// rewrites mentions, in its own reading order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct English {
    /// The line.
    pub text: String,
    /// Names in it, in order, not overlapping.
    pub mentions: Vec<Mention>,
}

/// A glossary name inside an [`English`] line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where it stands in the line.
    pub span: Span,
    /// Number of the concept in the run's termbase.
    pub concept: u32,
    /// The form used.
    pub form: Form,
}

/// Where an English line came from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// A memory's exact match with the same neighbours.
    Context,
    /// A memory's exact match.
    Exact,
    /// A memory's match that differed only in numbers, dates or glossary names, all repaired.
    Adapted,
    /// An engine's translation.
    Machine,
    /// No English line: French with the English terms beside it.
    Terms,
    /// No English line, and no terms.
    #[default]
    None,
}

impl Origin {
    /// Whether a line of this origin has English.
    pub fn is_english(self) -> bool {
        self <= Self::Machine
    }

    /// The name used in JSON, TMX properties and the manifest.
    pub fn name(self) -> &'static str {
        match self {
            Self::Context => "context",
            Self::Exact => "exact",
            Self::Adapted => "adapted",
            Self::Machine => "machine",
            Self::Terms => "terms",
            Self::None => "none",
        }
    }
}

/// The English of one concept, as checking and repairing a text need it.
///
/// Taken from a [`Concept`] once; rooms that must not know a termbase look at this.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wording {
    /// Id of the concept.
    pub id: String,
    /// What kind of thing it is.
    pub kind: ConceptKind,
    /// English that is right, the forms we write first.
    pub accepted: Vec<EnglishForm>,
    /// English that must not be used.
    pub forbidden: Vec<String>,
    /// French names and acronym, which must not stay in English unless they are an accepted form, too.
    pub french: Vec<String>,
}

/// One English form of a concept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnglishForm {
    /// The form.
    pub text: String,
    /// What it mirrors.
    pub form: Form,
    /// Whether *the* stands before it.
    pub article: bool,
}

impl Wording {
    /// The wording of `concept`.
    pub fn of(concept: &Concept) -> Self {
        let mut accepted = Vec::new();
        let mut add = |text: &str, form: Form| {
            if !text.is_empty() && !accepted.iter().any(|a: &EnglishForm| a.text == text) {
                accepted.push(EnglishForm { text: text.to_owned(), form, article: takes_article(concept, form) });
            }
        };
        add(&concept.en, Form::Full);
        concept.en_acronym.iter().for_each(|a| add(a, Form::Acronym));
        concept.en_short.iter().for_each(|s| add(s, Form::Short));
        concept.en_adjective.iter().for_each(|a| {
            add(a, Form::Adjective);
            add(&plural(a), Form::Demonym);
        });
        concept.en_demonym.iter().for_each(|d| {
            add(d, Form::Demonym);
            add(&plural(d), Form::Demonym);
        });
        surname(concept).iter().for_each(|s| add(s, Form::Surname));
        concept.en_style.values().chain(&concept.en_admitted).for_each(|a| add(a, Form::Full));
        if concept.kind == ConceptKind::Office {
            add(&plural(&concept.en), Form::Plural);
        }
        if concept.do_not_translate {
            add(&concept.fr, Form::Full);
        }
        let french = [Some(&concept.fr), concept.fr_acronym.as_ref()].into_iter().flatten();
        let french = french.chain(&concept.fr_variants).cloned().collect();
        Self { id: concept.id.clone(), kind: concept.kind, accepted, forbidden: concept.en_forbidden.clone(), french }
    }

    /// The form we write for `form`; the full name where there is none of its own.
    pub fn preferred(&self, form: Form) -> Option<&EnglishForm> {
        self.accepted.iter().find(|a| a.form == form).or_else(|| self.accepted.first())
    }
}

fn takes_article(concept: &Concept, form: Form) -> bool {
    use ConceptKind::{Alliance, Event, Operation, Organisation, Treaty};
    match form {
        Form::Acronym => concept.en_acronym_article == Some(EnglishArticle::The),
        Form::Full | Form::Short => match concept.en_article {
            Some(article) => article == EnglishArticle::The,
            None => form == Form::Full && matches!(concept.kind, Organisation | Alliance | Event | Operation | Treaty),
        },
        _ => false,
    }
}

fn surname(concept: &Concept) -> Option<String> {
    let last = || concept.en.split_whitespace().next_back().map(str::to_owned);
    let family = concept.en_family.clone().or_else(|| concept.family.clone());
    (concept.kind == ConceptKind::Person).then(|| family.or_else(last)).flatten()
}

/// The regular English plural.
fn plural(noun: &str) -> String {
    match noun.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
        _ if noun.ends_with(['s', 'x', 'z'])
            || noun.ends_with("ese")
            || noun.ends_with("ch")
            || noun.ends_with("sh") =>
        {
            noun.to_owned()
        }
        _ => format!("{noun}s"),
    }
}
