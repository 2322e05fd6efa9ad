//! Rules about the glossary's names in a pair.

use super::Pair;
use crate::model::{Certainty, ConceptKind, Form, Remark, Wording};
use crate::text::{Finder, Span, likeness, words};

/// Runs the rules for each concept met in the French, in order of its first mention.
pub(super) fn remarks<'w>(pair: Pair, wording: &impl Fn(u32) -> Option<&'w Wording>) -> Vec<Remark> {
    let finder = Finder::new(pair.english);
    let french = Finder::new(pair.french);
    let sure = || pair.hits.iter().filter(|h| h.certainty == Certainty::Certain);
    let mut seen: Vec<u32> = Vec::new();
    let mut remarks = Vec::new();
    for hit in sure().filter(|h| !h.nested) {
        let Some(wording) = wording(hit.concept).filter(|_| !seen.contains(&hit.concept)) else { continue };
        seen.push(hit.concept);
        let own = || sure().filter(|h| h.concept == hit.concept && !h.nested);
        let mentions = own().count();
        let right = accepted(&finder, wording, own().map(|h| h.en.as_str()));
        let subject = Subject { wording, finder: &finder, right: &right };
        remarks.extend(subject.forbidden());
        remarks.extend(subject.presence(hit.span.of(pair.french), mentions));
        remarks.extend(subject.french_left(&french));
        remarks.extend(subject.acronym_pair());
    }
    remarks
}

/// Accepted forms in the English, and those that mirror the French, the longest where two overlap, in order.
fn accepted<'h>(finder: &Finder, wording: &'h Wording, mirrored: impl Iterator<Item = &'h str>) -> Vec<Span> {
    let forms = wording.accepted.iter().map(|a| a.text.as_str()).chain(mirrored);
    let mut found: Vec<Span> = forms.flat_map(|form| finder.find(form)).collect();
    found.sort_by_key(|s| (s.start, std::cmp::Reverse(s.end)));
    let mut end = 0;
    found.retain(|span| {
        let free = span.start >= end;
        end = end.max(span.end);
        free
    });
    found
}

/// One concept in one pair.
struct Subject<'s> {
    wording: &'s Wording,
    finder: &'s Finder<'s>,
    /// Its accepted forms in the English.
    right: &'s [Span],
}

/// Likeness in thousandths from which other words are taken for the name, misspelt.
const NEAR: u32 = 800;

impl Subject<'_> {
    fn name(&self) -> &str {
        self.wording.accepted.first().map_or(&self.wording.id, |a| &a.text)
    }

    /// `term-missing` or `near-miss` where no accepted form stands in the English; `count-differs` where another number
    /// of them does.
    fn presence(&self, french: &str, mentions: usize) -> Option<Remark> {
        if self.right.is_empty() {
            if !self.forbidden_spans().is_empty() {
                return None;
            }
            return Some(match self.near_miss() {
                Some(near) => Remark::new("near-miss", format!("“{near}” should be “{}”", self.name())),
                None => Remark::new(
                    "term-missing",
                    format!("“{french}” is in the French, “{}” not in the English", self.name()),
                ),
            });
        }
        if let Some(near) = self.near_full_name() {
            return Some(Remark::new("near-miss", format!("“{near}” should be “{}”", self.name())));
        }
        let (there, here) = (mentions, self.right.len());
        (there != here).then(|| {
            let message = format!("“{}”: {there} in the French, {here} in the English", self.name());
            Remark::new("count-differs", message)
        })
    }

    /// Words of the English that are nearly an accepted form of at least five letters.
    fn near_miss(&self) -> Option<&str> {
        let long = self.wording.accepted.iter().filter(|a| a.text.chars().count() >= 5);
        self.nearest(long.map(|a| a.text.as_str()))
    }

    /// A misspelt given name before a surname that is right.
    fn near_full_name(&self) -> Option<&str> {
        let full = self.wording.accepted.iter().filter(|a| a.form == Form::Full && a.text.contains(' '));
        let person = self.wording.kind == ConceptKind::Person;
        self.nearest(full.filter(|_| person).map(|a| a.text.as_str()))
    }

    /// The words of the English most like one of `forms`, if they are like it and are no accepted form themselves.
    fn nearest<'f>(&self, forms: impl Iterator<Item = &'f str>) -> Option<&str> {
        let text = self.finder.text();
        let all: Vec<Span> = words(text).map(|w| w.span).collect();
        let mut best: Option<(u32, &str)> = None;
        for form in forms {
            for run in all.windows(words(form).count().max(1)) {
                let span = Span { start: run[0].start, end: run[run.len() - 1].end };
                let here = span.of(text).trim_end_matches("'s").trim_end_matches("’s");
                let like = likeness(here, form);
                let misspelt = (NEAR..1000).contains(&like) && here.starts_with(char::is_uppercase);
                if misspelt && !self.right.contains(&span) && best.is_none_or(|(l, _)| like > l) {
                    best = Some((like, here));
                }
            }
        }
        best.map(|(_, here)| here)
    }

    fn forbidden_spans(&self) -> Vec<Span> {
        let found = self.wording.forbidden.iter().flat_map(|f| self.finder.find_cased(f));
        found.filter(|span| !self.right.iter().any(|r| r.contains(*span))).collect()
    }

    fn forbidden(&self) -> Option<Remark> {
        let span = *self.forbidden_spans().first()?;
        let message = format!("“{}” must not be used; write “{}”", span.of(self.finder.text()), self.name());
        Some(Remark::new("forbidden-form", message))
    }

    /// A French form in the English that is no English form, too. A form that is quoted as in the French source is none of
    /// our business: only whole names count.
    fn french_left(&self, source: &Finder) -> Option<Remark> {
        let forms = self.wording.french.iter().filter(|f| !source.find_cased(f).is_empty());
        let left = forms.flat_map(|f| self.finder.find_cased(f));
        let taken = |span: &Span| {
            self.right.iter().any(|r| r.overlaps(*span)) || self.forbidden_spans().iter().any(|f| f.overlaps(*span))
        };
        let span = left.into_iter().find(|span| !taken(span))?;
        let message = format!("French “{}” in the English; write “{}”", span.of(self.finder.text()), self.name());
        Some(Remark::new("french-left", message))
    }

    /// *Full Name (ACR)* with an acronym that is not the concept's.
    fn acronym_pair(&self) -> Option<Remark> {
        let text = self.finder.text();
        let inside = self.right.iter().find_map(|span| {
            let rest = text[span.end as usize..].strip_prefix(" (")?;
            let inside = &rest[..rest.find(')')?];
            let acronym = (2..=8).contains(&inside.len()) && inside.chars().all(|c| c.is_ascii_uppercase() || c == '.');
            (acronym && span.of(text).contains(' ')).then_some(inside)
        })?;
        let known = self.wording.accepted.iter().any(|a| a.text == inside);
        (!known && !self.wording.forbidden.iter().any(|f| f == inside))
            .then(|| Remark::new("acronym-pair", format!("({inside}) is not the acronym of “{}”", self.name())))
    }
}
