//! Changing a memory's English in a few places, with the articles around them.

use crate::model::{EnglishForm, Form, Hit, Wording};
use crate::text::{Finder, Span};
use std::fmt;

/// One change to a memory's English.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// What was changed.
    pub kind: RepairKind,
    /// English before.
    pub from: String,
    /// English after.
    pub to: String,
}

/// What a [`Repair`] changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RepairKind {
    /// A number, an amount, a rank.
    Number,
    /// A date, a day, a time.
    Date,
    /// A glossary name.
    Name,
    /// A form that the glossary forbids.
    Forbidden,
}

impl fmt::Display for Repair {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let kind = match self.kind {
            RepairKind::Number => "number",
            RepairKind::Date => "date",
            RepairKind::Name => "name",
            RepairKind::Forbidden => "forbidden form",
        };
        write!(f, "{kind} {} → {}", self.from, self.to)
    }
}

/// Changes to one text, made all at once.
pub(super) struct Rewrite<'t> {
    text: &'t str,
    changes: Vec<(Span, String)>,
}

impl<'t> Rewrite<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, changes: Vec::new() }
    }

    /// Puts `new` in place of `span`; *a* or *an* before it follows, and *’s* after a final *s* loses its *s*.
    pub(super) fn put(&mut self, span: Span, new: &str) {
        let before = &self.text[..span.start as usize];
        let (lead, article) = match indefinite(before) {
            Some(article) => (article, if opens_with_vowel(new) { "an " } else { "a " }),
            None => ("", ""),
        };
        let article = if lead.starts_with('A') { article.replacen('a', "A", 1) } else { article.to_owned() };
        let start = span.start - lead.len() as u32;
        let after = &self.text[span.end as usize..];
        let doubled = new.ends_with('s') && (after.starts_with("'s") || after.starts_with("’s"));
        let apostrophe = after.chars().next().filter(|_| doubled);
        let end = span.end + apostrophe.map_or(0, |c| c.len_utf8() as u32 + 1);
        let new = format!("{article}{new}{}", apostrophe.map(String::from).unwrap_or_default());
        self.changes.push((Span { start, end }, new));
    }

    /// Whether a change overlaps `span`.
    pub(super) fn touches(&self, span: Span) -> bool {
        self.changes.iter().any(|(changed, _)| changed.overlaps(span))
    }

    /// Puts the name `new` in place of the name at `span`, whose form took *the* if `had`; `None` where it cannot be told
    /// whether an article before it belongs to the name.
    pub(super) fn put_name(&mut self, span: Span, had: bool, new: &EnglishForm) -> Option<()> {
        let before = &self.text[..span.start as usize];
        let the = ["the ", "The "].into_iter().find(|the| before.ends_with(the) && is_word_start(before, the.len()));
        match (had, new.article, the) {
            (true, false, Some(the)) => {
                self.stands_alone(span).then_some(())?;
                let start = span.start - the.len() as u32;
                self.changes.push((Span { start, ..span }, new.text.clone()));
            }
            (false, true, None) => {
                self.stands_alone(span).then_some(())?;
                let the = if before.trim().is_empty() { "The" } else { "the" };
                self.put(span, &format!("{the} {}", new.text));
            }
            _ => self.put(span, &new.text),
        }
        Some(())
    }

    /// Whether the name at `span` is no attribute of the word after it (*the African Union summit*), as far as the word
    /// shows it.
    fn stands_alone(&self, span: Span) -> bool {
        const AFTER: [&str; 42] = [
            "and", "or", "but", "has", "have", "had", "is", "are", "was", "were", "will", "would", "can", "could",
            "may", "might", "should", "must", "said", "says", "in", "of", "on", "to", "at", "for", "by", "with",
            "from", "that", "which", "who", "as", "after", "before", "since", "until", "over", "under", "did", "also",
            "does",
        ];
        let after = &self.text[span.end as usize..];
        let Some(rest) = after.strip_prefix(' ') else { return true };
        let word = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        word.is_empty() || AFTER.contains(&word) || word.len() > 4 && word.ends_with("ed")
    }

    /// The text with all changes made; `None` if two overlap.
    pub(super) fn finish(mut self) -> Option<String> {
        self.changes.sort_by_key(|(span, _)| *span);
        let mut out = String::with_capacity(self.text.len() + 16);
        let mut at = 0;
        for (span, new) in &self.changes {
            let start = span.start as usize;
            out.push_str(self.text.get(at..start)?);
            out.push_str(new);
            at = span.end as usize;
        }
        out.push_str(&self.text[at..]);
        Some(out)
    }
}

/// *a* or *an* with its space at the end of `before`.
fn indefinite(before: &str) -> Option<&str> {
    let lead =
        ["a ", "an ", "A ", "An "].into_iter().find(|a| before.ends_with(a) && is_word_start(before, a.len()))?;
    Some(&before[before.len() - lead.len()..])
}

fn is_word_start(before: &str, len: usize) -> bool {
    !before[..before.len() - len].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-'))
}

fn opens_with_vowel(word: &str) -> bool {
    let digits: String = word.chars().take_while(char::is_ascii_digit).collect();
    if !digits.is_empty() {
        return digits.starts_with('8') || matches!(digits.as_str(), "11" | "18");
    }
    let lower = word.to_lowercase();
    let sounds_like_consonant = ["uni", "uk", "us ", "un ", "eu", "one", "ukr"].iter().any(|p| lower.starts_with(p));
    lower.starts_with(['a', 'e', 'i', 'o', 'u']) && !sounds_like_consonant
}

/// Puts the glossary's English in place of the forms that it forbids, for every concept met in the French.
///
/// A forbidden form inside an accepted one (*Sahel Alliance* in *the Sahel Alliance Fund*) is left alone.
///
/// ```
/// use entrefilet::model::{Concept, Certainty, Form, Hit, Wording};
/// use entrefilet::text::Span;
/// let aes = Wording::of(&Concept {
///     en: "Alliance of Sahel States".into(),
///     en_forbidden: vec!["Sahel States Alliance".into()],
///     ..Concept::default()
/// });
/// let hit = Hit {
///     span: Span::new(2, 29), concept: 0, form: Form::Full, en: "Alliance of Sahel States".into(),
///     certainty: Certainty::Certain, nested: false, phrase: None,
/// };
/// let (text, repairs) = entrefilet::propose::correct("The Sahel States Alliance met.", &[hit], |_| Some(&aes));
/// assert_eq!(text, "The Alliance of Sahel States met.");
/// assert_eq!(repairs[0].from, "Sahel States Alliance");
/// ```
pub fn correct<'w>(text: &str, hits: &[Hit], wording: impl Fn(u32) -> Option<&'w Wording>) -> (String, Vec<Repair>) {
    let finder = Finder::new(text);
    let mut rewrite = Rewrite::new(text);
    let mut repairs = Vec::new();
    let mut concepts: Vec<u32> = hits.iter().map(|h| h.concept).collect();
    concepts.sort_unstable();
    concepts.dedup();
    for wording in concepts.into_iter().filter_map(wording) {
        for (span, to) in forbidden(&finder, wording) {
            if rewrite.touches(span) {
                continue;
            }
            rewrite.put(span, &to);
            repairs.push(Repair { kind: RepairKind::Forbidden, from: span.of(text).to_owned(), to });
        }
    }
    match rewrite.finish() {
        Some(text) => (text, repairs),
        None => (text.to_owned(), Vec::new()),
    }
}

/// Forbidden forms in a text, longest first, and what to put in their place.
fn forbidden(finder: &Finder, wording: &Wording) -> Vec<(Span, String)> {
    let right: Vec<Span> = wording.accepted.iter().flat_map(|a| finder.find_cased(&a.text)).collect();
    let mut forms: Vec<&String> = wording.forbidden.iter().collect();
    forms.sort_by_key(|f| std::cmp::Reverse(f.len()));
    let found = forms.into_iter().flat_map(|f| finder.find_cased(f).into_iter().map(move |span| (span, f)));
    found
        .filter(|(span, _)| !right.iter().any(|r| r.contains(*span)))
        .filter_map(|(span, form)| Some((span, wording.preferred(form_like(form))?.text.clone())))
        .collect()
}

/// A forbidden acronym is replaced by the acronym.
fn form_like(form: &str) -> Form {
    let acronym = form.len() <= 8 && form.chars().all(|c| c.is_uppercase() || c == '.');
    if acronym { Form::Acronym } else { Form::Full }
}
