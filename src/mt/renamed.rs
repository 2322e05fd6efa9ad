//! Other English of a wanted name, put right: *United Nations* where *UN* is wanted, *defense secretary* for *Secretary of
//! Defense*.

use super::mend::{self, ends_sentence, is_acronym, replace};
use super::places::occurrences;
use super::wanted::Name;
use crate::text::{Folded, Span};

/// `text` with other forms of the names that it lacks rewritten as they are wanted, as often as they are missing. A place
/// that stands for another wanted name is left alone, and so is one beside the name itself: *United Nations (UN)*.
pub(super) fn renamed(text: &str, names: &[Name]) -> String {
    let mut text = text.to_owned();
    // Adjectives first: a name may stand where an adjective does, but not the other way round.
    let (adjectives, nouns): (Vec<&Name>, Vec<&Name>) =
        names.iter().filter(|name| !name.others.is_empty()).partition(|name| name.adjective);
    for name in adjectives.into_iter().chain(nouns) {
        let missing = name.count.saturating_sub(written(&text, name.en).len());
        if missing > 0 {
            text = rename(&text, name, names, missing);
        }
    }
    text
}

fn rename(text: &str, name: &Name, names: &[Name], missing: usize) -> String {
    let taken: Vec<Span> = names.iter().flat_map(|n| written(text, n.en).into_iter().take(n.count)).collect();
    let mut places: Vec<Span> = name.others.iter().flat_map(|other| standing(text, other)).collect();
    places.sort_by_key(|place| (place.start, std::cmp::Reverse(place.end)));
    let mut end = 0;
    places.retain(|place| {
        let free = place.start >= end && !taken.iter().any(|t| t.overlaps(*place) || are_beside(text, *t, *place));
        end = if free { place.end } else { end };
        free && (!name.adjective || is_modifier(text, *place))
    });
    let changes = places.into_iter().take(missing).map(|place| {
        let stop = if place.of(text).ends_with('.') && ends_sentence(&text[place.end as usize..]) { "." } else { "" };
        (place, mend::in_place(text, place, name.en) + stop)
    });
    replace(text, changes)
}

/// Where `name` stands as the glossary writes it.
fn written(text: &str, name: &str) -> Vec<Span> {
    let mut places = occurrences(text, &Folded::new(text), name);
    places.retain(|place| mend::is_written(text, *place, name));
    places
}

/// Where `other` stands: an acronym letter for letter or with full stops, all else whatever its capitals.
fn standing(text: &str, other: &str) -> Vec<Span> {
    let mut places = occurrences(text, &Folded::new(text), other);
    if is_acronym(other) {
        places.retain(|place| place.of(text) == other);
        let dotted: String = other.chars().filter(|c| *c != '.').flat_map(|c| [c, '.']).collect();
        places.extend(text.match_indices(&dotted).map(|(at, _)| Span::new(at, at + dotted.len())));
        places.retain(|place| !text[..place.start as usize].ends_with(|c: char| c == '.' || c.is_alphanumeric()));
    } else {
        places.retain(|place| place.of(text).starts_with(char::is_uppercase) || other.starts_with(char::is_lowercase));
    }
    places
}

/// Whether one explains the other: *United Nations (UN)*.
fn are_beside(text: &str, one: Span, other: Span) -> bool {
    let (first, second) = if one.start < other.start { (one, other) } else { (other, one) };
    let between = text.get(first.end as usize..second.start as usize);
    between.is_some_and(|between| matches!(between, " (" | ", " | " – " | " - "))
}

/// Whether a noun follows that the name at `place` qualifies: *the US state*, but neither *in the US and* nor *US-led*.
fn is_modifier(text: &str, place: Span) -> bool {
    let rest = text[place.end as usize..].strip_prefix(' ');
    rest.is_some_and(|rest| rest.starts_with(char::is_alphabetic)) && !mend::stands_alone(text, place)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name<'n>(en: &'n str, count: usize, others: &[&'n str]) -> Name<'n> {
        Name { en, article: None, count, others: others.to_vec(), adjective: false }
    }

    #[test]
    fn another_form_is_put_right_as_often_as_the_wanted_one_is_missing() {
        let un = name("UN", 1, &["United Nations"]);
        for (text, expected) in [
            ("A United Nations envoy", "A UN envoy"),
            ("The UN and the United Nations", "The UN and the United Nations"),
            ("the united nations of Europe", "the united nations of Europe"),
            ("United Nations experts of the United Nations", "UN experts of the United Nations"),
        ] {
            assert_eq!(renamed(text, std::slice::from_ref(&un)), expected);
        }
        let both = [name("United Nations", 1, &["UN"]), name("UN", 1, &["United Nations"])];
        assert_eq!(
            renamed("The United Nations met at the United Nations.", &both),
            "The United Nations met at the UN."
        );
        let two = name("UN", 2, &["United Nations"]);
        assert_eq!(renamed("The United Nations (UN) met.", &[two]), "The United Nations (UN) met.");
    }

    #[test]
    fn dotted_acronyms_and_offices_are_put_right() {
        let states = name("United States", 1, &["US", "U.S.", "USA"]);
        for (text, expected) in [
            ("They left the U.S.", "They left the United States."),
            ("The U.S. said", "The United States said"),
            ("They told us so", "They told us so"),
            ("the USA is", "the United States is"),
        ] {
            assert_eq!(renamed(text, std::slice::from_ref(&states)), expected);
        }
        let ministry = name("defence ministry", 1, &["Ministry of Defence"]);
        assert_eq!(
            renamed("The Ministry of Defence said", std::slice::from_ref(&ministry)),
            "The defence ministry said"
        );
        assert_eq!(renamed("Ministry of Defence sources", &[ministry]), "Defence ministry sources");
    }

    #[test]
    fn adjective_and_name_of_one_country_share_its_acronym() {
        let names = [name("United States", 1, &["US"]), Name { adjective: true, ..name("American", 1, &["US"]) }];
        let text = "US voters in the US";
        assert_eq!(renamed(text, &names), "American voters in the United States");
    }

    #[test]
    fn an_adjective_takes_the_place_of_a_modifier_only() {
        let american = Name { adjective: true, ..name("American", 1, &["US"]) };
        for (text, expected) in [
            ("the US state of Virginia", "the American state of Virginia"),
            ("European and US operators", "European and American operators"),
            ("in the US and in Mali", "in the US and in Mali"),
            ("a US-led force", "a US-led force"),
            ("in the US.", "in the US."),
        ] {
            assert_eq!(renamed(text, std::slice::from_ref(&american)), expected);
        }
    }
}
