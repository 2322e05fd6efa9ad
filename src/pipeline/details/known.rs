//! Who and what: the glossary's concepts in an article.

use crate::brief::Known;
use crate::model::{Certainty, Form};
use crate::pipeline::plan::Plan;
use crate::pipeline::read::Read;
use std::collections::BTreeMap;

/// The concepts that the article mentions for certain, most mentions first, then in order of first mention.
pub(in crate::pipeline) fn known(read: &Read) -> Vec<Known> {
    let mut known: Vec<Known> = Vec::new();
    for (i, hits) in read.hits.iter().enumerate() {
        for hit in hits.iter().filter(|h| !h.nested && h.certainty == Certainty::Certain) {
            let form = hit.span.of(read.french(i));
            match known.iter_mut().find(|k| k.concept == hit.concept) {
                Some(known) => known.met(form),
                None => known.push(Known { concept: hit.concept, forms: vec![form.to_owned()], mentions: 1 }),
            }
        }
    }
    known.sort_by_key(|k| std::cmp::Reverse(k.mentions));
    known
}

impl Known {
    fn met(&mut self, form: &str) {
        self.mentions += 1;
        if !self.forms.iter().any(|f| f.eq_ignore_ascii_case(form)) {
            self.forms.push(form.to_owned());
        }
    }
}

/// The title of each person in the article, valid on its date.
pub(in crate::pipeline) fn titles(plan: &Plan, read: &Read) -> BTreeMap<u32, String> {
    let date = read.article.dateline.date;
    let people =
        read.hits.iter().flatten().filter(|h| matches!(h.form, Form::Full | Form::Surname | Form::TitleSurname));
    people.filter_map(|h| Some((h.concept, plan.termbase.title_at(h.concept, date).filter(|t| t.held)?.en))).collect()
}
