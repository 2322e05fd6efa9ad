//! Glossary names that an English line must have.

use super::mend;
use crate::model::{EnglishArticle, Form};
use crate::text::Span;

/// A glossary name in a French source, and the English that it must have in the translation.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wanted {
    /// The mention in the source.
    pub span: Span,
    /// The English it wants, in the form of the mention.
    pub en: String,
    /// The article this English takes, where the glossary says so.
    pub article: Option<EnglishArticle>,
    /// Other English of the concept that an engine may give in its place, to be put right: acronyms only for an adjective,
    /// which stand before a noun as it does (*the US state*, *the American state*).
    pub others: Vec<String>,
    /// Number of the concept, handed on to [`crate::model::Mention`].
    pub concept: u32,
    /// The form of the mention, handed on likewise.
    pub form: Form,
}

/// A wanted English name and how often it is wanted.
pub(super) struct Name<'w> {
    pub en: &'w str,
    pub article: Option<EnglishArticle>,
    pub count: usize,
    /// Other English of it, to be put right.
    pub others: Vec<&'w str>,
    pub adjective: bool,
}

/// The distinct names, the longest first, so that *Democratic Republic of the Congo* is not taken for *Congo*.
pub(super) fn names(wanted: &[Wanted]) -> Vec<Name<'_>> {
    let mut names: Vec<Name> = Vec::new();
    for Wanted { en, article, others, form, .. } in wanted {
        match names.iter_mut().find(|name| name.en == en) {
            Some(name) => name.count += 1,
            None => names.push(Name {
                en,
                article: article.or_else(|| mend::usual_article(en)),
                count: 1,
                others: others.iter().map(String::as_str).collect(),
                adjective: *form == Form::Adjective,
            }),
        }
    }
    names.sort_by(|a, b| b.en.len().cmp(&a.en.len()).then(a.en.cmp(b.en)));
    names
}
