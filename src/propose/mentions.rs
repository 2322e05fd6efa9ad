//! Where the names of a French sentence stand in its English.

use crate::model::{Form, Hit, Mention, Wording};
use crate::text::{Finder, Span, likeness, words};

/// The mentions in `english` of the concepts that `hits` found in its French, in order, not overlapping.
///
/// Each hit claims one place: the English that mirrors its form if that stands there, else any other accepted form of the
/// concept. Longer names claim first, so *Mali* is not taken out of *Mali Empire*; and a surname after a misspelt given
/// name is no place of its own (*Asimi Goïta*).
pub fn locate<'w>(english: &str, hits: &[Hit], wording: impl Fn(u32) -> Option<&'w Wording>) -> Vec<Mention> {
    let finder = Finder::new(english);
    let mut order: Vec<&Hit> = hits.iter().filter(|h| !h.nested).collect();
    order.sort_by_key(|h| (std::cmp::Reverse(h.en.len()), h.span));
    let mut claimed: Vec<Mention> = Vec::new();
    for hit in order {
        let free = |span: &Span| !claimed.iter().any(|m| m.span.overlaps(*span));
        let found = forms(hit, wording(hit.concept)).into_iter().find_map(|(text, form)| {
            let misspelt =
                |span: &Span| (hit.form, form) == (Form::Full, Form::Surname) && is_misspelt(english, *span, &hit.en);
            let span = finder.find_cased(text).into_iter().find(|span| free(span) && !misspelt(span))?;
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

/// Likeness in thousandths from which words are a name, misspelt.
const NEAR: u32 = 800;

/// Whether the words that end with `surname` are nearly `full`, but not quite.
fn is_misspelt(english: &str, surname: Span, full: &str) -> bool {
    let before: Vec<Span> = words(&english[..surname.start as usize]).map(|word| word.span).collect();
    let given = words(full).count().saturating_sub(words(surname.of(english)).count());
    let first = before.len().checked_sub(given).and_then(|at| before.get(at));
    first.is_some_and(|first| {
        let whole = Span { start: first.start, end: surname.end };
        (NEAR..1000).contains(&likeness(whole.of(english), full))
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::Desk;
    use super::*;

    #[test]
    fn a_surname_stands_for_the_whole_name_unless_the_given_name_is_misspelt() {
        let desk = Desk::new();
        let hits = desk.hits("Assimi Goïta parle.");
        for (english, expected) in [
            ("Assimi Goïta speaks.", Some("Assimi Goïta")),
            ("General Goïta speaks.", Some("Goïta")),
            ("Goïta speaks.", Some("Goïta")),
            ("Asimi Goïta speaks.", None),
            ("He speaks.", None),
        ] {
            let found = locate(english, &hits, |n| desk.wording(n));
            assert_eq!(found.first().map(|m| m.span.of(english)), expected, "{english}");
        }
    }
}
