//! Numbers and dates.

use crate::brief::FigureRow;
use crate::model::Segment;
use crate::pipeline::article::Read;
use crate::text::{Date, Figure, Language, Look, Span, Unit, Value, figures as figures_of, words};
use std::collections::BTreeSet;

/// Words of the article shown after a figure, to tell what it counts.
const CONTEXT: usize = 4;

/// The dates and amounts of the body in article order, each once.
pub(in crate::pipeline) fn figures(read: &Read) -> Vec<FigureRow> {
    let mut told = BTreeSet::new();
    let mut rows = Vec::new();
    for segment in read.segments.iter().filter(|s| read.article.block_of(s).kind.is_body()) {
        let french = read.article.slice(segment.span);
        for figure in
            figures_of(french, Language::French).iter().filter(|f| is_worth_telling(f) && !is_label(french, f))
        {
            let row = row(read, segment, french, figure);
            if told.insert((row.english.clone(), row.french.clone())) {
                rows.push(row);
            }
        }
    }
    rows
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

/// A year on its own says little in a list.
fn is_year(number: u128, figure: &Figure) -> bool {
    (1900..=2100).contains(&number) && !figure.look.grouped
}

/// *article 91*, *résolution 2690*: a name, no amount.
fn is_label(french: &str, figure: &Figure) -> bool {
    const LABELS: [&str; 8] = ["article", "articles", "art", "résolution", "n°", "numéro", "page", "chapitre"];
    let before = &french[..figure.whole.start as usize];
    let last = before.trim_end().rsplit(|c: char| c.is_whitespace() || matches!(c, '’' | '\'')).next().unwrap_or("");
    LABELS.iter().any(|label| last.trim_end_matches('.').to_lowercase() == *label)
}

fn row(read: &Read, segment: &Segment, french: &str, figure: &Figure) -> FigureRow {
    let written = in_english(figure);
    let resolved = read
        .article
        .dateline
        .date
        .and_then(|d| figure.resolve(d))
        .filter(|_| !says_the_year(figure) && !may_lie_ahead(french, figure));
    FigureRow {
        english: resolved.map_or_else(|| written.clone(), |date| told(&written, date)),
        french: with_context(french, figure).to_owned(),
        position: read.article.position(segment).short(),
    }
}

/// A bare weekday in a sentence that looks ahead (*doivent s’achever vendredi*) is the next one as likely as the last.
fn may_lie_ahead(french: &str, figure: &Figure) -> bool {
    let weekday =
        matches!(&figure.value, Value::Date(date) if date.weekday.is_some() && date.day.is_none() && date.turn == 0);
    weekday && words(french).any(|w| looks_ahead(w.span.of(french)))
}

fn looks_ahead(word: &str) -> bool {
    const AHEAD: [&str; 13] = [
        "doit",
        "doivent",
        "devait",
        "devaient",
        "prévu",
        "prévue",
        "prévus",
        "prévues",
        "attendu",
        "attendue",
        "attendus",
        "attendues",
        "prochain",
    ];
    let future =
        word.len() > 3 && word.starts_with(char::is_lowercase) && (word.ends_with("ra") || word.ends_with("ront"));
    future || AHEAD.contains(&word)
}

/// The figure in English, thousands set apart, with its unit.
fn in_english(figure: &Figure) -> String {
    let plain = Figure { look: Look { grouped: true, ..figure.look }, ..figure.clone() }.english();
    match &figure.value {
        Value::Number { amount, unit, .. } => unit.in_english(&plain, amount.integer() == Some(1)),
        _ => plain,
    }
}

fn says_the_year(figure: &Figure) -> bool {
    matches!(&figure.value, Value::Date(date) if date.year.is_some())
}

fn told(written: &str, date: Date) -> String {
    format!("{written} = {} (from the dateline)", date.english())
}

/// The figure and, for a count, the words after it.
fn with_context<'t>(french: &'t str, figure: &Figure) -> &'t str {
    if !matches!(&figure.value, Value::Number { .. }) {
        return figure.whole.of(french);
    }
    let after = &french[figure.whole.end as usize..];
    let context = words(after)
        .take(CONTEXT)
        .take_while(|w| !matches!(w.span.of(after), "." | "," | ";" | ":" | "»" | "(" | ")" | "!" | "?"));
    let end = context.last().map_or(0, |w| w.span.end);
    Span { start: figure.whole.start, end: figure.whole.end + end }.of(french)
}
