//! The battery: French sentences with their mentions marked, in `tests/cases.txt`.

use super::*;
use crate::exchange::glossary;
use crate::model::{Certainty, Hit, OfficeTerm};
use proptest::prelude::*;
use std::sync::LazyLock;

fn base() -> &'static Termbase {
    static BASE: LazyLock<Termbase> = LazyLock::new(|| {
        let read = glossary::read(include_str!("tests/glossary.toml"), "glossary.toml");
        assert_eq!(read.problems, []);
        Termbase::new(read.concepts).unwrap()
    });
    &BASE
}

/// A line of the battery: its text, and what must be found there, in order of place.
#[derive(Debug, PartialEq)]
struct Case {
    text: String,
    found: Vec<(usize, String)>,
}

/// Reads `[surface|concept|English]`, which may nest, and `{surface|concept|concept}`.
fn case(line: &str) -> Case {
    let (mut text, mut found) = (String::new(), Vec::new());
    let mut open: Vec<usize> = Vec::new();
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '[' | '{' => open.push(text.len()),
            '|' => {
                let start = open.pop().expect("a mention opens before its bar");
                let (told, after) = rest.split_once([']', '}']).expect("a mention closes");
                let written = format!("{} = {told}", &text[start..]);
                found.push((start, if rest[told.len()..].starts_with('}') { format!("{written}?") } else { written }));
                rest = after;
            }
            c => text.push(c),
        }
    }
    found.sort();
    Case { text, found }
}

fn told(base: &Termbase, text: &str, hits: &[Hit]) -> Vec<(usize, String)> {
    let id = |number: &u32| base.concept(*number).id.clone();
    let tell = |hit: &Hit| match &hit.certainty {
        Certainty::Ambiguous(of) => format!("{}?", of.iter().map(id).collect::<Vec<_>>().join("|")),
        _ => format!("{}|{}", id(&hit.concept), hit.en),
    };
    let outer = hits.iter().filter(|hit| !hit.nested);
    let mut told: Vec<(usize, String)> = outer
        .map(|hit| {
            let surface = hit.span.of(text).trim_end_matches('.');
            (hit.span.start as usize, format!("{surface} = {}", tell(hit)))
        })
        .collect();
    told.sort();
    told
}

#[test]
fn the_battery_of_cases_holds() {
    let base = base();
    let mut wrong = Vec::new();
    for article in include_str!("tests/cases.txt").split("\n\n") {
        let mut reader = base.reader(None);
        for line in article.lines().filter(|line| !line.starts_with('#')) {
            let case = case(line);
            let expected = case.found;
            let found = told(base, &case.text, &reader.read(&case.text));
            if found != expected {
                wrong.push(format!("{}\n   found {found:?}\n  wanted {expected:?}", case.text));
            }
        }
    }
    assert!(wrong.is_empty(), "{} cases:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_survey_lets_a_definition_hold_from_the_first_line() {
    let (base, lines) = (base(), ["La CPI recrute.", "La Coopérative de production de l'Indénié (CPI) est née."]);
    let hits = |surveyed: bool| {
        let mut reader = base.reader(None);
        lines.iter().filter(|_| surveyed).for_each(|line| reader.survey(line));
        reader.read(lines[0]).len()
    };
    assert_eq!((hits(false), hits(true)), (1, 0));
}

#[test]
fn phrases_take_the_modifiers_inside_and_after() {
    let base = base();
    for (text, english) in [
        ("Le ministre russe des Affaires étrangères arrive.", "Russian foreign minister"),
        ("Les ministres malien et nigérien des Affaires étrangères.", "Malian and Nigerien foreign ministers"),
        ("Le Premier ministre malien arrive.", "Malian prime minister"),
    ] {
        let hits = base.reader(None).read(text);
        assert_eq!(hits[0].phrase.as_ref().map(|phrase| phrase.en.as_str()), Some(english));
    }
}

#[test]
fn titles_have_dates() {
    let base = base();
    let sall = base.number_of("sall").unwrap();
    let title = |date: &str| base.title_at(sall, Some(date.parse().unwrap()));
    assert!(title("2020-01-01").unwrap().held);
    assert_eq!(title("2025").map(|title| (title.en, title.held)), Some(("president of the republic".into(), false)));
    assert_eq!(title("2001"), None);
    let certainty = |date: &str, text: &str| {
        let hits = base.reader(Some(date.parse().unwrap())).read(text);
        hits[0].certainty.clone()
    };
    let text = "Le président de la République, Macky Sall, reçoit.";
    assert_eq!(certainty("2020-05-01", text), Certainty::Certain);
    assert_eq!(certainty("2025-05-01", text), Certainty::Uncertain("the title is outside its dates"));
    assert_eq!(certainty("2025-05-01", "L'ancien président de la République Macky Sall."), Certainty::Certain);
}

#[test]
fn the_only_undated_office_needs_no_date() {
    let term = OfficeTerm { en: Some("mayor".into()), ..OfficeTerm::default() };
    let mayor = Concept { id: "a".into(), offices: vec![term], ..Concept::default() };
    let base = Termbase::new(vec![mayor]).unwrap();
    assert_eq!(base.title_at(0, None).map(|title| title.en).as_deref(), Some("mayor"));
}

#[test]
fn english_forms_have_a_status() {
    let concept = Concept {
        id: "otan".into(),
        en: "NATO".into(),
        en_admitted: vec!["North Atlantic alliance".into()],
        en_forbidden: vec!["OTAN".into(), "Nato".into()],
        ..Concept::default()
    };
    let base = Termbase::new(vec![concept]).unwrap();
    assert_eq!(base.english_form("north atlantic alliance"), [(0, TermStatus::Admitted)]);
    assert!(base.is_forbidden(0, "Otan"));
    assert!(!base.is_forbidden(0, "NATO"), "an accepted form is never forbidden");
}

#[test]
fn ids_are_unique_whatever_their_case() {
    let concept = |id: &str, line| Concept { id: id.into(), place: ("g.toml".into(), line), ..Concept::default() };
    let errors = Termbase::new(vec![concept("mali", 1), concept("mali", 9), concept("Mali", 20)]).err().unwrap();
    assert_eq!(errors[0].to_string(), "g.toml:9: concept `mali` is already defined at g.toml:1");
    assert!(matches!(errors[1], TermbaseError::Case { .. }));
}

proptest! {
    #[test]
    fn hits_lie_in_the_text_and_do_not_overlap(
        text in "(Le |La |les |de |du |l’|des |M\\. |Mme |président |Maïga |Goïta |Assimi |Mali|malien |O\\.N\\.U\\.|\\(|\\)|, |-|ministre |Affaires étrangères |AES |et |russe |\\PC){0,30}"
    ) {
        let base = base();
        let mut reader = base.reader(None);
        reader.survey(&text);
        let hits = reader.read(&text);
        for hit in &hits {
            prop_assert!(text.get(hit.span.range()).is_some_and(|mention| !mention.is_empty()));
        }
        let outer: Vec<&Hit> = hits.iter().filter(|hit| !hit.nested).collect();
        for pair in outer.windows(2) {
            let inside = pair[0].span.contains(pair[1].span);
            prop_assert!(!pair[0].span.overlaps(pair[1].span) || inside, "{:?}", pair);
        }
    }
}
