//! English by form: what mirrors a French form of a concept.

use crate::model::{Concept, ConceptKind, Form};

/// The English of `concept` in `form`; `None` where the concept has no English at all.
pub(super) fn english(concept: &Concept, form: Form) -> Option<String> {
    let full = if concept.en.is_empty() && concept.do_not_translate { &concept.fr } else { &concept.en };
    let or_full = |given: &Option<String>| given.clone().unwrap_or_else(|| full.clone());
    let english = match form {
        Form::Full => full.clone(),
        Form::Short => or_full(&concept.en_short),
        Form::Acronym => or_full(&concept.en_acronym),
        Form::Adjective => or_full(&concept.en_adjective),
        Form::Demonym => demonym(concept, true).unwrap_or_else(|| full.clone()),
        Form::Plural => plural(full),
        Form::Surname | Form::TitleSurname => surname(concept).unwrap_or_else(|| full.clone()),
    };
    (!english.is_empty()).then_some(english)
}

/// What one of the people is called, or several of them.
pub(super) fn demonym(concept: &Concept, many: bool) -> Option<String> {
    if let Some(one) = &concept.en_demonym {
        return Some(if many { people(one) } else { one.clone() });
    }
    let adjective = concept.en_adjective.as_deref()?;
    let one = one_of(adjective).unwrap_or(adjective);
    Some(if many { people(one) } else { one.to_owned() })
}

/// The noun where it is not the adjective.
fn one_of(adjective: &str) -> Option<&'static str> {
    const NOUNS: [(&str, &str); 15] = [
        ("British", "Briton"),
        ("Croatian", "Croat"),
        ("Danish", "Dane"),
        ("Finnish", "Finn"),
        ("Icelandic", "Icelander"),
        ("Kurdish", "Kurd"),
        ("Luxembourgish", "Luxembourger"),
        ("Polish", "Pole"),
        ("Scottish", "Scot"),
        ("Serbian", "Serb"),
        ("Slovak", "Slovak"),
        ("Spanish", "Spaniard"),
        ("Swedish", "Swede"),
        ("Turkish", "Turk"),
        ("Arabian", "Arabian"),
    ];
    NOUNS.iter().find(|(known, _)| *known == adjective).map(|(_, noun)| *noun)
}

/// Several of them: *Malians*, but *Chinese*, *French*, *Swiss*, *Burkinabe*.
fn people(one: &str) -> String {
    const SAME: [&str; 8] = ["ese", "sh", "ch", "ss", "be", "New Zealand", "é", "s"];
    let same = SAME.iter().any(|end| one.ends_with(end)) && one != "Czech";
    if same { one.to_owned() } else { plural(one) }
}

fn surname(concept: &Concept) -> Option<String> {
    if concept.kind != ConceptKind::Person {
        return None;
    }
    if concept.en_family.is_some() {
        return concept.en_family.clone();
    }
    let count = concept.family.as_deref().map_or(1, |family| family.split(' ').count());
    let family = concept.family.as_deref().filter(|family| concept.en.contains(family));
    family.map(str::to_owned).or_else(|| {
        let words: Vec<&str> = concept.en.split(' ').collect();
        words.len().checked_sub(count).map(|at| words[at..].join(" ")).filter(|name| !name.is_empty())
    })
}

/// The plural of an English name of office or thing: *heads of state*, *UN secretaries-general*, *foreign ministries*.
pub(super) fn plural(name: &str) -> String {
    const LINKS: [&str; 9] = [" of ", " for ", " to ", " in ", " at ", " on ", " without ", ", ", " and "];
    let end = LINKS.iter().filter_map(|link| name.find(link)).min().unwrap_or(name.len());
    let (head, rest) = name.split_at(end);
    let general = [" general", "-general", "-in-chief", "-designate", "-elect"].iter().find(|end| head.ends_with(*end));
    let (stem, tail) = head.split_at(head.len() - general.map_or(0, |end| end.len()));
    format!("{}{tail}{rest}", plural_word(stem))
}

fn plural_word(word: &str) -> String {
    let before_y = word.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u']));
    match (before_y, word.strip_suffix("man")) {
        (Some(stem), _) => format!("{stem}ies"),
        (_, Some(stem)) if stem.ends_with(|c: char| "irsekoe".contains(c)) && is_office_man(word) => {
            format!("{stem}men")
        }
        _ if ["s", "x", "z", "sh"].iter().any(|end| word.ends_with(end)) => format!("{word}es"),
        _ if word.ends_with("ch") && !word.ends_with("Czech") && !word.ends_with("arch") => format!("{word}es"),
        _ => format!("{word}s"),
    }
}

fn is_office_man(word: &str) -> bool {
    ["chairman", "spokesman", "woman", "statesman", "ombudsman", "alderman"].iter().any(|man| word.ends_with(man))
}

/// *Russian* before *foreign minister*, *former Ivorian president*: the English of a name with its free modifiers.
pub(super) fn phrase(modifiers: &[String], head: &str) -> String {
    if let Some(office) = head.strip_prefix("former ").filter(|_| !modifiers.is_empty()) {
        return format!("former {}", phrase(modifiers, office));
    }
    match modifiers {
        [] => head.to_owned(),
        [one] => format!("{one} {head}"),
        [most @ .., last] => format!("{} and {last} {head}", most.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modifiers_stand_before_the_office_but_after_former() {
        let one = |head| phrase(&["Ivorian".into()], head);
        assert_eq!(
            (one("president"), one("former president")),
            ("Ivorian president".into(), "former Ivorian president".into())
        );
        assert_eq!(phrase(&["Malian".into(), "Nigerien".into()], "ministers"), "Malian and Nigerien ministers");
        assert_eq!(phrase(&[], "former president"), "former president");
    }

    #[test]
    fn plurals() {
        for (one, many) in [
            ("foreign minister", "foreign ministers"),
            ("head of state", "heads of state"),
            ("UN secretary-general", "UN secretaries-general"),
            ("attorney general", "attorneys general"),
            ("foreign ministry", "foreign ministries"),
            ("commander-in-chief", "commanders-in-chief"),
            ("special envoy for the Sahel", "special envoys for the Sahel"),
            ("spokeswoman", "spokeswomen"),
        ] {
            assert_eq!(plural(one), many);
        }
    }

    #[test]
    fn peoples() {
        for (adjective, one, many) in [
            ("Malian", "Malian", "Malians"),
            ("French", "French", "French"),
            ("Chinese", "Chinese", "Chinese"),
            ("Turkish", "Turk", "Turks"),
            ("Burkinabe", "Burkinabe", "Burkinabe"),
            ("Czech", "Czech", "Czechs"),
            ("German", "German", "Germans"),
            ("Emirati", "Emirati", "Emiratis"),
        ] {
            let place = Concept { en_adjective: Some(adjective.into()), ..Concept::default() };
            assert_eq!(demonym(&place, false).as_deref(), Some(one));
            assert_eq!(demonym(&place, true).as_deref(), Some(many));
        }
    }

    #[test]
    fn surnames() {
        let vdl = Concept {
            kind: ConceptKind::Person,
            en: "Ursula von der Leyen".into(),
            family: Some("von der Leyen".into()),
            ..Concept::default()
        };
        assert_eq!(english(&vdl, Form::Surname).as_deref(), Some("von der Leyen"));
    }
}
