//! One concept, one English name: across the segments of a file, across the articles of a folder.

use super::Pair;
use crate::model::{Certainty, Form, Wording};
use crate::text::Finder;
use std::collections::BTreeMap;

/// Watches in which English forms concepts are rendered. Feed it pairs in their order, then ask.
#[derive(Clone, Debug, Default)]
pub struct Renderings {
    /// By concept and kind of form: each English form with how often, and the place where it was first met.
    seen: BTreeMap<(u32, bool), BTreeMap<String, (u32, u64)>>,
}

/// A concept that is rendered in several ways.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Differing {
    /// Number of the concept.
    pub concept: u32,
    /// The forms, the commonest first: text, times, and the place where it was first met.
    pub forms: Vec<(String, u32, u64)>,
}

impl Renderings {
    /// Takes note of the full names in a pair; `place` is what [`Differing`] reports (a unit's number, say). Full names are
    /// compared with full names and acronyms with acronyms: that *ECOWAS* follows *Economic Community …* is as it should be.
    pub fn add<'w>(&mut self, pair: Pair, place: u64, wording: impl Fn(u32) -> Option<&'w Wording>) {
        let finder = Finder::new(pair.english);
        let mut done: Vec<u32> = Vec::new();
        for hit in pair.hits.iter().filter(|h| h.certainty == Certainty::Certain && !h.nested) {
            let Some(wording) = wording(hit.concept).filter(|_| !done.contains(&hit.concept)) else { continue };
            done.push(hit.concept);
            let names = wording.accepted.iter().filter(|a| matches!(a.form, Form::Full | Form::Acronym));
            let mut found: Vec<_> =
                names.flat_map(|a| finder.find_cased(&a.text).into_iter().map(move |s| (s, a))).collect();
            found.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
            let mut end = 0;
            for (span, form) in found {
                if span.start >= end {
                    end = span.end;
                    let acronym = form.form == Form::Acronym;
                    let entry = self.seen.entry((hit.concept, acronym)).or_default();
                    entry.entry(form.text.clone()).or_insert((0, place)).0 += 1;
                }
            }
        }
    }

    /// Takes over what `other` has seen, which was all in `place`.
    pub fn absorb(&mut self, other: Self, place: u64) {
        for (key, forms) in other.seen {
            let known = self.seen.entry(key).or_default();
            for (text, (times, _)) in forms {
                known.entry(text).or_insert((0, place)).0 += times;
            }
        }
    }

    /// The concepts met in more than one form, by number.
    pub fn differing(&self) -> Vec<Differing> {
        let several = self.seen.iter().filter(|(_, forms)| forms.len() > 1);
        several
            .map(|(&(concept, _), forms)| {
                let mut forms: Vec<_> =
                    forms.iter().map(|(text, &(times, place))| (text.clone(), times, place)).collect();
                forms.sort_by_key(|(_, times, place)| (std::cmp::Reverse(*times), *place));
                Differing { concept, forms }
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Concept, Hit};
    use crate::text::Span;

    #[test]
    fn two_full_names_differ_and_an_acronym_does_not() {
        let concept = Concept {
            en: "Alliance of Sahel States".into(),
            en_acronym: Some("AES".into()),
            en_admitted: vec!["Confederation of Sahel States".into()],
            ..Concept::default()
        };
        let wording = Wording::of(&concept);
        let hit = Hit {
            span: Span::new(0, 3),
            concept: 0,
            form: Form::Acronym,
            en: "AES".into(),
            certainty: Certainty::Certain,
            nested: false,
            phrase: None,
        };
        let mut renderings = Renderings::default();
        let mut add = |english: &str, place| {
            renderings
                .add(Pair { french: "AES", english, hits: std::slice::from_ref(&hit) }, place, |_| Some(&wording));
            renderings.differing()
        };
        assert_eq!(add("The Alliance of Sahel States (AES) met.", 1), []);
        assert_eq!(add("The AES met again.", 2), []);
        let found = add("The Confederation of Sahel States met.", 3);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].forms[1], ("Confederation of Sahel States".to_owned(), 1, 3));
        let mut folder = Renderings::default();
        folder.absorb(renderings.clone(), 7);
        folder.absorb(renderings, 8);
        assert_eq!(folder.differing()[0].forms[1], ("Confederation of Sahel States".to_owned(), 2, 7));
    }
}
