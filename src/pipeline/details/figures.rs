//! Numbers and dates.

mod around;
mod days;
mod kinds;
mod vague;

use crate::brief::{FigureRow, Place, Question};
use crate::model::Segment;
use crate::pipeline::read::Read;
use crate::text::{Date, Figure, Language, Look, Span, Unit, Value, figures as figures_of};
use around::Join;
use std::collections::BTreeSet;

/// What a sentence tells of numbers and dates: where, and in English.
struct Told {
    span: Span,
    english: String,
}

/// The dates and amounts of the body in article order, each once, and what an editor should look at.
pub(in crate::pipeline) fn figures(read: &Read) -> (Vec<FigureRow>, Vec<Question>) {
    let date = read.article.dateline.date;
    let (mut met, mut rows, mut questions) = (BTreeSet::new(), Vec::new(), Vec::new());
    for segment in read.segments.iter().filter(|s| read.article.block_of(s).kind.is_body()) {
        let french = read.article.slice(segment.span);
        let place = Place::from(&read.article.position(segment));
        for told in told(french, date) {
            let row =
                FigureRow { english: told.english, french: told.span.of(french).to_owned(), place: place.clone() };
            if met.insert((row.english.clone(), row.french.clone())) {
                rows.push(row);
            }
        }
        questions.extend(days::doubts(french, date).map(|text| Question { places: vec![place.clone()], text }));
    }
    questions.extend(undated(read));
    (rows, questions)
}

/// An article without a date leaves its days open: said once.
fn undated(read: &Read) -> Option<Question> {
    if read.article.dateline.date.is_some() {
        return None;
    }
    let is_open =
        |s: &&Segment| read.article.block_of(s).kind.is_body() && days::counts_from_today(read.article.slice(s.span));
    let places: Vec<Place> =
        read.segments.iter().filter(is_open).map(|s| Place::from(&read.article.position(s))).collect();
    let text = "the article has no date of its own, so its days (“yesterday”, “Tuesday”) are not resolved".into();
    (!places.is_empty()).then_some(Question { places, text })
}

/// What one sentence of an article of `date` tells, in order.
fn told(french: &str, date: Option<Date>) -> Vec<Told> {
    let found = figures_of(french, Language::French);
    let mut all = vague::read(french, date);
    let mut i = 0;
    while i < found.len() {
        let run = kinds::phone(french, &found[i..]);
        if run > 0 {
            i += run;
            continue;
        }
        let joined = found.get(i + 1).and_then(|next| around::join(french, &found[i], next));
        let last = i + usize::from(joined.is_some());
        all.extend(one(french, &found[i], joined.map(|j| (j, &found[i + 1])), date));
        i = last + 1;
    }
    all.sort_by_key(|t| (t.span.start, std::cmp::Reverse(t.span.end)));
    let mut end = 0;
    all.retain(|t| {
        let apart = t.span.start >= end;
        end = end.max(t.span.end);
        apart
    });
    all
}

/// One figure, or two that belong together.
fn one(french: &str, figure: &Figure, joined: Option<(Join, &Figure)>, date: Option<Date>) -> Option<Told> {
    let last = joined.map_or(figure, |(_, second)| second);
    let is_other =
        [kinds::is_label, kinds::is_code, kinds::is_time_of_day, kinds::is_ratio].iter().any(|is| is(french, figure));
    if is_other || !(is_worth_telling(figure) || is_worth_telling(last)) {
        return None;
    }
    if let Value::Date(_) | Value::Day(_) = last.value {
        return days::told(french, joined.map(|(join, _)| (join, figure)), last, date);
    }
    if let Some(start) = kinds::age(french, figure) {
        let english = format!("aged {}", figure.english());
        return Some(Told { span: Span { start, end: figure.whole.end }, english });
    }
    let english = match joined {
        Some((join, second)) => join.english(&in_english(french, figure), &in_english(french, second)),
        None => in_english(french, figure),
    };
    let (mut start, word) = around::before(french, figure);
    let is_rough = matches!(figure.value, Value::Number { rough: true, .. });
    let word = word.or(is_rough.then_some("about"));
    let end = around::context(french, last);
    if word.is_none() && start == figure.whole.start && end == last.whole.end && is_bare(last) {
        start = around::lead(french, start);
    }
    let english = word.map_or_else(|| english.clone(), |w| format!("{w} {english}"));
    Some(Told { span: Span { start, end }, english })
}

/// Dates, days, measured amounts, and counts of ten and more; small counts, ranks and times of day would bury them.
fn is_worth_telling(figure: &Figure) -> bool {
    match &figure.value {
        Value::Date(_) => true,
        Value::Day(offset) => *offset != 0,
        Value::Number { amount, unit: Unit::None, rough } => {
            *rough || amount.integer().is_none_or(|n| n >= 10 && !is_year(n, figure))
        }
        Value::Number { .. } => true,
        Value::Ordinal(_) | Value::Century(_) | Value::Time { .. } | Value::Code(_) => false,
    }
}

/// A number of nothing that is told: *22*.
fn is_bare(figure: &Figure) -> bool {
    matches!(figure.value, Value::Number { unit: Unit::None, .. })
}

/// A year on its own says little in a list.
fn is_year(number: u128, figure: &Figure) -> bool {
    (1900..=2100).contains(&number) && !figure.look.grouped
}

/// How `figure` is written; beside a sign or symbol in digits: *un milliard de dollars*, *$1 billion*.
fn in_digits(figure: &Figure) -> Look {
    match &figure.value {
        Value::Number { amount, unit, .. } if figure.look.words && unit.has_symbol() => {
            let reached = |power: &u8| amount.integer().is_some_and(|n| n >= 10u128.pow(u32::from(*power)));
            let power = [9, 6].into_iter().find(reached).unwrap_or(0);
            Look { words: false, power, ..figure.look }
        }
        _ => figure.look,
    }
}

/// The figure in English, thousands set apart, with its unit; a price keeps both its decimals (*9,40 euros*).
fn in_english(french: &str, figure: &Figure) -> String {
    let look = Look { grouped: true, ..in_digits(figure) };
    let mut plain = Figure { look, ..figure.clone() }.english();
    let cents = figure.span.of(french).rsplit_once(',').is_some_and(|(_, cents)| cents.len() == 2);
    if cents && figure.look.power == 0 && plain.rsplit_once('.').is_some_and(|(_, cents)| cents.len() == 1) {
        plain.push('0');
    }
    match &figure.value {
        Value::Number { unit: Unit::Percent, .. } if kinds::counts_points(french, figure) => {
            points(french, figure, &plain)
        }
        Value::Number { amount, unit, .. } => unit.in_english(&plain, amount.integer() == Some(1)),
        _ => plain,
    }
}

/// *2,3 points*, *dix points de base*: no percentages.
fn points(french: &str, figure: &Figure, number: &str) -> String {
    let of_base = french[figure.whole.end as usize..].trim_start().starts_with("de base");
    format!("{number} {}", if of_base { "basis points" } else { "points" })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Cases: a sentence, then `=> ` and what the list says of it, ` | ` between; `none` if nothing. The dateline is
    /// Wednesday 29 January 2025.
    const CASES: &str = include_str!("figures/cases.txt");

    fn shown(french: &str, date: Option<Date>) -> String {
        let rows = told(french, date).into_iter().map(|t| format!("{} « {} »", t.english, t.span.of(french)));
        let rows: Vec<String> = rows.collect();
        if rows.is_empty() { "none".into() } else { rows.join(" | ") }
    }

    #[test]
    fn the_battery_holds() {
        let date: Option<Date> = "2025-01-29".parse().ok();
        let cases = CASES.split("\n\n").map(str::trim).filter(|b| !b.is_empty() && !b.starts_with('#'));
        let mut wrong = Vec::new();
        for case in cases {
            let (french, wanted) = case.split_once("\n=> ").unwrap_or_else(|| panic!("{case}"));
            let got = shown(french, date);
            if got != wanted {
                wrong.push(format!("{french}\n  wanted {wanted}\n  got    {got}"));
            }
        }
        assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
    }

    #[test]
    fn without_a_dateline_days_stay_open() {
        let french = "Hier et mardi, puis le 3 avril, 20 soldats sont partis.";
        assert_eq!(shown(french, None), "3 April « 3 avril » | 20 « 20 soldats »");
        assert!(days::counts_from_today(french) && !days::counts_from_today("Le 3 avril, ils sont partis."));
    }

    #[test]
    fn a_weekday_that_the_date_does_not_have_is_told() {
        let date: Option<Date> = "2025-01-29".parse().ok();
        let doubts = |french| days::doubts(french, date).collect::<Vec<_>>();
        assert_eq!(doubts("Il arrive jeudi 29 janvier.").len(), 1);
        assert!(doubts("Il arrive mercredi 29 janvier.").is_empty());
    }
}
