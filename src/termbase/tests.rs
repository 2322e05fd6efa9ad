//! The battery: French sentences with their mentions marked, in `tests/cases.txt`.

use super::*;
use crate::exchange::glossary;
use crate::model::{Certainty, Hit};

fn base() -> Termbase {
    let read = glossary::read(include_str!("tests/glossary.toml"), "glossary.toml");
    assert_eq!(read.problems, []);
    Termbase::new(read.concepts).unwrap()
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
            let found = told(&base, &case.text, &reader.read(&case.text));
            if found != expected {
                wrong.push(format!("{}\n   found {found:?}\n  wanted {expected:?}", case.text));
            }
        }
    }
    assert!(wrong.is_empty(), "{} cases:\n{}", wrong.len(), wrong.join("\n"));
}
