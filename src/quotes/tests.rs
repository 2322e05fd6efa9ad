//! A battery of French sentences, each with the speakers a reader would name.

use super::*;
use crate::text::words;
use proptest::prelude::*;

/// Each case: the paragraphs, ` / ` between them; the speakers, ` | ` between them, after `=> `. `-` is an unresolved one,
/// `none` says that nothing is a quotation, `~` and `+` stand before a speaker told by pronoun or going on. `{Name}` marks a
/// person, `{f:Name}` and `{m:Name}` one of known gender.
const CASES: &str = include_str!("cases.txt");

struct Case {
    text: String,
    people: Vec<Person>,
    speakers: String,
}

fn cases() -> Vec<Case> {
    let blocks = CASES.split("\n\n").map(str::trim).filter(|b| !b.is_empty() && !b.starts_with('#'));
    blocks.map(case).collect()
}

fn case(block: &str) -> Case {
    let (marked, speakers) = block.split_once("\n=> ").unwrap_or_else(|| panic!("{block}"));
    let (mut text, mut people, mut rest) = (String::new(), Vec::new(), marked);
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let (name, after) = after.split_once('}').unwrap();
        let (gender, name) = match name.split_once(':') {
            Some(("f", name)) => (Some(Gender::Feminine), name),
            Some((_, name)) => (Some(Gender::Masculine), name),
            None => (None, name),
        };
        let span = Span::new(text.len(), text.len() + name.len());
        text.push_str(name);
        let family = name.rsplit(' ').next().unwrap();
        let who = family.bytes().fold(7u32, |h, b| h.wrapping_mul(31).wrapping_add(u32::from(b)));
        people.push(Person { span, gender, who, is_certain: true });
        rest = after;
    }
    text.push_str(rest);
    Case { text, people, speakers: speakers.to_owned() }
}

fn paragraphs(text: &str) -> Vec<Span> {
    let mut at = 0;
    let spans = text.split(" / ").map(|p| {
        let span = Span::new(at, at + p.len());
        at += p.len() + 3;
        span
    });
    spans.collect()
}

fn told(case: &Case) -> String {
    let quotes = find(&case.text, &paragraphs(&case.text), &case.people);
    let speaker = |q: &Quote| match q.speaker {
        None => "-".to_owned(),
        Some(Speaker { span, tie: Tie::Named }) => span.of(&case.text).to_owned(),
        Some(Speaker { span, tie: Tie::Pronoun }) => format!("~{}", span.of(&case.text)),
        Some(Speaker { span, tie: Tie::GoesOn }) => format!("+{}", span.of(&case.text)),
    };
    let speakers: Vec<String> = quotes.iter().map(speaker).collect();
    if speakers.is_empty() { "none".into() } else { speakers.join(" | ") }
}

#[test]
fn the_battery_holds() {
    let wrong: Vec<String> = cases()
        .iter()
        .map(|case| (case, told(case)))
        .filter(|(case, told)| case.speakers != *told)
        .map(|(case, told)| format!("{}\n  wanted {}\n  got    {told}", case.text, case.speakers))
        .collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases().len(), wrong.join("\n"));
}

#[test]
fn parts_of_a_sentence_in_quotation() {
    let parts = |s: &'static str| quoted_parts(s).into_iter().map(|p| p.of(s)).collect::<Vec<_>>();
    assert_eq!(parts("« Nous partons."), ["Nous partons."]);
    assert_eq!(parts("Nous ne reviendrons pas », a-t-il dit."), ["Nous ne reviendrons pas"]);
    assert_eq!(parts("“We are leaving,” he said."), ["We are leaving"]);
    assert!(parts("Nous partons.").is_empty());
}

proptest! {
    #[test]
    fn spans_lie_on_characters(text in "[«»“”\" a-c,.:é’—/]{0,60}(a déclaré|selon)?[«»“”\" a-cé]{0,40}") {
        let person = words(&text).next().map(|w| Person { span: w.span, gender: None, who: 1, is_certain: true });
        for quote in find(&text, &paragraphs(&text), person.as_slice()) {
            prop_assert!(text.get(quote.span.range()).is_some());
            prop_assert!(quote.speaker.is_none_or(|s| text.get(s.span.range()).is_some_and(|t| !t.is_empty())));
        }
        for part in quoted_parts(&text) {
            prop_assert!(text.get(part.range()).is_some());
        }
    }
}
