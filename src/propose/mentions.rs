//! Where the names of a French sentence stand in its English.

use crate::model::{Form, Hit, Mention, Wording};
use crate::text::{Finder, Span};

/// The mentions in `english` of the concepts that `hits` found in its French, in order, not overlapping.
///
/// Each hit claims one place: the English that mirrors its form if that stands there, else any other accepted form of the
/// concept. Longer names claim first, so *Mali* is not taken out of *Mali Empire*.
pub fn locate<'w>(english: &str, hits: &[Hit], wording: impl Fn(u32) -> Option<&'w Wording>) -> Vec<Mention> {
    let finder = Finder::new(english);
    let mut order: Vec<&Hit> = hits.iter().filter(|h| !h.nested).collect();
    order.sort_by_key(|h| (std::cmp::Reverse(h.en.len()), h.span));
    let mut claimed: Vec<Mention> = Vec::new();
    for hit in order {
        let free = |span: &Span| !claimed.iter().any(|m| m.span.overlaps(*span));
        let found = forms(hit, wording(hit.concept)).into_iter().find_map(|(text, form)| {
            let span = finder.find_cased(text).into_iter().find(free)?;
            Some(Mention { span, concept: hit.concept, form })
        });
        claimed.extend(found);
    }
    claimed.sort_by_key(|m| m.span);
    claimed
}

/// English to look for, the likeliest first.
fn forms<'f>(hit: &'f Hit, wording: Option<&'f Wording>) -> Vec<(&'f str, Form)> {
    let accepted = wording.map_or(&[][..], |w| &w.accepted);
    let same = accepted.iter().filter(|a| a.form == hit.form);
    let other = accepted.iter().filter(|a| a.form != hit.form);
    std::iter::once((hit.en.as_str(), hit.form)).chain(same.chain(other).map(|a| (a.text.as_str(), a.form))).collect()
}
