//! Dates and days, resolved against the dateline.

use super::Told;
use super::around::{Join, qualified};
use crate::text::{Date, Figure, Language, PartialDate, Span, Value, figures, words};

/// French words before a date, and what English says; longer ones first, and last the two that only a month or a year takes.
const TIMES: [(&str, &str); 18] = [
    ("d’ici au", "by"),
    ("d’ici le", "by"),
    ("d’ici à", "by"),
    ("d’ici", "by"),
    ("à partir du", "from"),
    ("à partir de", "from"),
    ("à compter du", "from"),
    ("dès le", "from"),
    ("dès", "from"),
    ("jusqu’au", "until"),
    ("jusqu’à", "until"),
    ("depuis le", "since"),
    ("depuis", "since"),
    ("avant le", "before"),
    ("après le", "after"),
    ("au plus tard le", "no later than"),
    ("fin", "end of"),
    ("mi-", "mid-"),
];

/// The words that may qualify `figure`: a single day has no end and no middle (*a mis fin vendredi*).
fn times(figure: &Figure) -> &'static [(&'static str, &'static str)] {
    const SPANS: usize = 2;
    let is_span = matches!(figure.value, Value::Date(PartialDate { day: None, weekday: None, .. }));
    if is_span { &TIMES } else { &TIMES[..TIMES.len() - SPANS] }
}

/// What a date or a day says; `first` is the first day of *du 3 au 5 avril* and how it belongs to `figure`.
pub(super) fn told(french: &str, first: Option<(Join, &Figure)>, figure: &Figure, date: Option<Date>) -> Option<Told> {
    let english = english(french, figure, date)?;
    let (start, word) = match first {
        Some((_, first)) => (first.whole.start, None),
        None => qualified(french, figure.whole.start, times(figure)),
    };
    let english = first.map_or_else(|| english.clone(), |(join, first)| join.english(&first.english(), &english));
    let after = next_word(french, figure);
    let end = match turned(&after) {
        Some(_) => figure.whole.end + french[figure.whole.end as usize..].find(&after)? as u32 + after.len() as u32,
        None => figure.whole.end,
    };
    let english = match word {
        Some("mid-") => format!("mid-{english}"),
        Some(word) => format!("{word} {english}"),
        None => english,
    };
    Some(Told { span: Span { start, end }, english })
}

fn english(french: &str, figure: &Figure, dateline: Option<Date>) -> Option<String> {
    let written = figure.english();
    let date = match &figure.value {
        Value::Date(date) => *date,
        _ => return Some(format!("{written} = {} (dateline)", figure.resolve(dateline?)?.english())),
    };
    if date.year.is_some() {
        return Some(written);
    }
    if date.month.is_some() {
        return Some(dateline.and_then(|d| with_year(figure, date, d)).unwrap_or(written));
    }
    if let Some(turn) = turned(&next_word(french, figure)) {
        return Some(format!("the {turn} {written}"));
    }
    if is_habit(french, figure) {
        return None;
    }
    let past = figure.resolve(dateline?)?;
    if date.turn == 0 && looks_ahead(french) && past != dateline? {
        let next = past.plus_days(7)?;
        return Some(format!("{written} = {} or {} (the French does not say which)", past.english(), next.english()));
    }
    Some(format!("{written} = {} (dateline)", past.english()))
}

/// *4 avril* → *4 April 2025 (year: dateline)*
fn with_year(figure: &Figure, date: PartialDate, dateline: Date) -> Option<String> {
    let year = figure.resolve(dateline)?.year;
    let value = Value::Date(PartialDate { year: Some(year), ..date });
    Some(format!("{} (year: dateline)", Figure { value, ..figure.clone() }.english()))
}

fn next_word(french: &str, figure: &Figure) -> String {
    let after = &french[figure.whole.end as usize..];
    words(after).next().map_or_else(String::new, |w| w.span.of(after).to_owned())
}

/// *lundi suivant* is no day of the dateline's.
fn turned(word: &str) -> Option<&'static str> {
    match word {
        "suivant" => Some("following"),
        "précédent" => Some("preceding"),
        _ => None,
    }
}

/// *chaque lundi, tous les lundis*
fn is_habit(french: &str, figure: &Figure) -> bool {
    let before = french[..figure.whole.start as usize].trim_end().to_lowercase();
    ["chaque", "les", "un"].iter().any(|w| before.split_whitespace().next_back() == Some(w))
}

/// Whether a sentence looks ahead: its bare day of the week is the next one as likely as the last.
fn looks_ahead(french: &str) -> bool {
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
    let ahead = |word: &str| {
        let ending = word.ends_with("ra") || word.ends_with("ront");
        (ending && word.chars().count() > 3 && word.starts_with(char::is_lowercase)) || AHEAD.contains(&word)
    };
    words(french).any(|w| ahead(w.span.of(french)))
}

/// Whether `french` has a day that only a dateline can resolve.
pub(super) fn counts_from_today(french: &str) -> bool {
    let open = |f: &Figure| match &f.value {
        Value::Day(offset) => *offset != 0,
        Value::Date(date) => date.year.is_none() && date.month.is_none() && !is_habit(french, f),
        _ => false,
    };
    figures(french, Language::French).iter().any(open)
}

/// Dates whose day of the week is another.
pub(super) fn doubts(french: &str, dateline: Option<Date>) -> impl Iterator<Item = String> {
    let found = figures(french, Language::French).into_iter();
    found.filter_map(move |figure| {
        let Value::Date(PartialDate { weekday: Some(weekday), day: Some(_), month: Some(_), year, .. }) = figure.value
        else {
            return None;
        };
        let anchor = dateline.or(year.and_then(|y| Date::month(y, 1)))?;
        let date = figure.resolve(anchor)?;
        let wrong = date.weekday().is_some_and(|actual| actual != weekday);
        wrong.then(|| format!("« {} » is no such day of the week in {}", figure.whole.of(french), date.year))
    })
}
