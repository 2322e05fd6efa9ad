//! Dates, days of the week and days told from today.

use super::tokens::Tokens;
use super::{Figure, Language, Look, Read, Value};
use crate::text::Date;

/// A date as far as a text gives it; at least one part is there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct PartialDate {
    /// The year.
    pub year: Option<u16>,
    /// The month, 1..=12.
    pub month: Option<u8>,
    /// The day of the month, 1..=31.
    pub day: Option<u8>,
    /// The day of the week, Monday 0 to Sunday 6.
    pub weekday: Option<u8>,
    /// For a day of the week alone: −1 *dernier*, 1 *prochain*, 0 neither.
    pub turn: i8,
}

impl PartialDate {
    /// Whether both give the same parts of a date.
    pub fn same_shape(self, other: Self) -> bool {
        let shape = |d: Self| (d.year.is_some(), d.month.is_some(), d.day.is_some(), d.weekday.is_some(), d.turn);
        shape(self) == shape(other)
    }
}

impl Figure {
    /// The day, month or year meant in an article of `dateline`, where the figure is a date.
    ///
    /// A missing year is the one that brings the date nearest to the dateline. A day of the week alone is the latest one
    /// up to the dateline, as news writes; *dernier* excludes the dateline itself and *prochain* looks ahead.
    pub fn resolve(&self, dateline: Date) -> Option<Date> {
        match self.value {
            Value::Day(offset) => dateline.plus_days(offset.into()),
            Value::Date(PartialDate { year: None, month: Some(month), day, .. }) => nearest(month, day, dateline),
            Value::Date(PartialDate { year: Some(y), month: Some(m), day: Some(d), .. }) => Date::day(y, m, d),
            Value::Date(PartialDate { year: Some(y), month: Some(m), day: None, .. }) => Date::month(y, m),
            Value::Date(PartialDate { weekday: Some(weekday), turn, .. }) => {
                dateline.plus_days(days_to(weekday, dateline.weekday()?, turn))
            }
            _ => None,
        }
    }
}

fn days_to(weekday: u8, today: u8, turn: i8) -> i64 {
    let back = (i64::from(today) - i64::from(weekday)).rem_euclid(7);
    match turn {
        1 => 7 - back,
        -1 if back == 0 => -7,
        _ => -back,
    }
}

fn nearest(month: u8, day: Option<u8>, dateline: Date) -> Option<Date> {
    let months = |year: u16, month: u8| i32::from(year) * 12 + i32::from(month);
    let here = months(dateline.year, dateline.month?);
    let years = [dateline.year, dateline.year.checked_sub(1)?, dateline.year + 1];
    let year = years.into_iter().min_by_key(|&y| (months(y, month) - here).abs())?;
    match day {
        Some(day) => Date::day(year, month, day),
        None => Date::month(year, month),
    }
}

/// Reads a date at word `at`.
pub(super) fn read(tokens: &Tokens, at: usize) -> Option<Read> {
    if tokens.is_number(at)
        && let Some(read) = numeric(tokens, at)
    {
        return Some(read);
    }
    match tokens.language {
        Language::French => french(tokens, at),
        Language::English => english(tokens, at),
    }
}

/// *03/04/2025*, *03.04.2025* (the day first, unless only the second can be a day) and *2025-04-03*.
fn numeric(tokens: &Tokens, at: usize) -> Option<Read> {
    let (parts, next) = if tokens.raw(at).contains('.') {
        let parts: Vec<u16> = tokens.raw(at).split('.').map(|p| p.parse().ok()).collect::<Option<_>>()?;
        (parts, at + 1)
    } else {
        let mark = tokens.word(at + 1);
        let chained =
            matches!(mark, "/" | "-") && tokens.word(at + 3) == mark && (at..at + 4).all(|i| tokens.joined(i));
        let parts: Vec<u16> = [at, at + 2, at + 4].map(|i| tokens.plain(i)).into_iter().collect::<Option<_>>()?;
        (chained.then_some(parts)?, at + 5)
    };
    let [a, b, c] = parts[..] else { return None };
    let (year, month, day) = match () {
        () if a >= 1000 => (a, b, c),
        () if c < 1000 => return None,
        () if b <= 12 => (c, b, a),
        () => (c, a, b),
    };
    let date = Date::day(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)?;
    let value = PartialDate { year: Some(date.year), month: date.month, day: date.day, ..PartialDate::default() };
    Some(tokens.figure(at, next, Value::Date(value), Look::default()))
}

fn french(tokens: &Tokens, at: usize) -> Option<Read> {
    if let Some(read) = relative(tokens, at) {
        return Some(read);
    }
    let mut date = PartialDate { weekday: weekday(tokens, at), ..PartialDate::default() };
    let mut next = at + usize::from(date.weekday.is_some());
    let article = usize::from(date.weekday.is_some() && tokens.word(next) == "le");
    if let Some((day, month)) = day(tokens, next + article).zip(month(tokens, next + article + 1)) {
        (date.day, date.month) = (Some(day), Some(month));
        next += article + 2;
        next += year(tokens, next, &mut date);
        return Some(tokens.figure(at, next, Value::Date(date), Look::default()));
    }
    if date.weekday.is_some() {
        date.turn = match tokens.word(next) {
            "dernier" => -1,
            "prochain" => 1,
            _ => 0,
        };
        next += usize::from(date.turn != 0);
        return Some(tokens.figure(at, next, Value::Date(date), Look::default()));
    }
    let month = month(tokens, at)?;
    let taken = year(tokens, at + 1, &mut date);
    let sure = tokens.word(at) != "mars"
        || matches!(tokens.before(at), "en" | "de" | "fin" | "debut" | "mi" | "depuis" | "des" | "mois" | "-");
    date.month = Some(month);
    (taken > 0 || sure).then(|| tokens.figure(at, at + 1 + taken, Value::Date(date), Look::default()))
}

fn english(tokens: &Tokens, at: usize) -> Option<Read> {
    if let Some(read) = relative(tokens, at) {
        return Some(read);
    }
    let turn = match tokens.word(at) {
        "last" => -1,
        "next" => 1,
        _ => 0,
    };
    if turn != 0 {
        let weekday = Some(weekday(tokens, at + 1)?);
        let date = PartialDate { weekday, turn, ..PartialDate::default() };
        return Some(tokens.figure(at, at + 2, Value::Date(date), Look::default()));
    }
    let mut date = PartialDate { weekday: weekday(tokens, at), ..PartialDate::default() };
    let start = at + usize::from(date.weekday.is_some());
    let start = start + usize::from(date.weekday.is_some() && tokens.word(start) == ",");
    let start = start + usize::from(date.weekday.is_some() && tokens.word(start) == "the");
    if let Some((next, month_first)) = day_and_month(tokens, start, &mut date) {
        let next = next + year(tokens, next, &mut date);
        return Some(tokens.figure(at, next, Value::Date(date), Look { month_first, ..Look::default() }));
    }
    if date.weekday.is_some() {
        return Some(tokens.figure(at, at + 1, Value::Date(date), Look::default()));
    }
    let month = month(tokens, at)?;
    let taken = year(tokens, at + 1, &mut date);
    date.month = Some(month);
    let sure = !matches!(tokens.word(at), "may" | "march")
        || matches!(tokens.before(at), "in" | "of" | "since" | "until" | "by" | "late" | "early" | "mid" | "-");
    (taken > 0 || sure).then(|| tokens.figure(at, at + 1 + taken, Value::Date(date), Look::default()))
}

/// *3 April*, *3rd of April*, *April 3*: the word after, and whether the month came first.
fn day_and_month(tokens: &Tokens, at: usize, date: &mut PartialDate) -> Option<(usize, bool)> {
    if let Some(day) = day(tokens, at) {
        let of = usize::from(tokens.word(at + 1) == "of");
        (date.day, date.month) = (Some(day), Some(month(tokens, at + 1 + of)?));
        return Some((at + 2 + of, false));
    }
    let month = month(tokens, at)?;
    let dot = usize::from(tokens.word(at + 1) == "." && tokens.word(at).len() < 5);
    let day = day(tokens, at + 1 + dot)?;
    (date.day, date.month) = (Some(day), Some(month));
    Some((at + 2 + dot, true))
}

/// Words taken by a year at `at` (with the comma of *April 3, 2025*), which goes into `date`.
fn year(tokens: &Tokens, at: usize, date: &mut PartialDate) -> usize {
    let comma = usize::from(tokens.language == Language::English && tokens.word(at) == ",");
    match tokens.plain(at + comma).filter(|y| (1000..2200).contains(y)) {
        Some(year) => {
            date.year = Some(year);
            1 + comma
        }
        None => 0,
    }
}

/// A day of the month: *3*, *1er*, *3rd*.
fn day(tokens: &Tokens, at: usize) -> Option<u8> {
    let word = tokens.word(at);
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let suffix = &word[digits.len()..];
    let known = match tokens.language {
        Language::French => matches!(suffix, "" | "er"),
        Language::English => matches!(suffix, "" | "st" | "nd" | "rd" | "th"),
    };
    let day: u8 = digits.parse().ok().filter(|d| known && (1..=31).contains(d) && digits.len() <= 2)?;
    Some(day)
}

/// The months in French, folded.
pub(crate) const FRENCH_MONTHS: [&str; 12] = [
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
];

/// The months in English, in small letters.
pub(crate) const ENGLISH_MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The days of the week in French, Monday first.
pub(crate) const FRENCH_DAYS: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];
/// The days of the week in English, in small letters, Monday first.
pub(crate) const ENGLISH_DAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The month that word `at` names; English months need their capital (*may*, *march*) and may be cut short (*Apr.*).
fn month(tokens: &Tokens, at: usize) -> Option<u8> {
    let word = tokens.word(at);
    let short = |m: &&str| word.len() >= 3 && tokens.word(at + 1) == "." && m.starts_with(word) && word.len() <= 4;
    let found = match tokens.language {
        Language::French => FRENCH_MONTHS.iter().position(|&m| m == word)?,
        Language::English if !tokens.raw(at).starts_with(char::is_uppercase) => return None,
        Language::English => ENGLISH_MONTHS.iter().position(|m| *m == word || short(m))?,
    };
    Some(found as u8 + 1)
}

fn weekday(tokens: &Tokens, at: usize) -> Option<u8> {
    let word = tokens.word(at);
    let found = match tokens.language {
        Language::French => FRENCH_DAYS.iter().position(|&d| d == word)?,
        Language::English if !tokens.raw(at).starts_with(char::is_uppercase) => return None,
        Language::English => ENGLISH_DAYS.iter().position(|&d| d == word)?,
    };
    Some(found as u8)
}

/// *hier*, *demain*, *avant-hier*; *aujourd’hui* is left out: it says *nowadays* as often.
fn relative(tokens: &Tokens, at: usize) -> Option<Read> {
    let hyphenated = |first: &str, second: &str| {
        tokens.word(at) == first && tokens.word(at + 1) == "-" && tokens.word(at + 2) == second
    };
    let (offset, words) = match tokens.language {
        Language::French if hyphenated("avant", "hier") => (-2, 3),
        Language::French if hyphenated("apres", "demain") => (2, 3),
        _ => match tokens.word(at) {
            "hier" | "yesterday" => (-1, 1),
            "demain" | "tomorrow" => (1, 1),
            _ => return None,
        },
    };
    Some(tokens.figure(at, at + words, Value::Day(offset), Look::default()))
}

/// The English name of a month, 1..=12.
pub(super) fn month_name(month: u8) -> String {
    capital(ENGLISH_MONTHS[usize::from(month.clamp(1, 12)) - 1])
}

/// The English name of a day, Monday 0.
pub(super) fn day_name(weekday: u8) -> String {
    capital(ENGLISH_DAYS[usize::from(weekday) % 7])
}

fn capital(word: &str) -> String {
    word[..1].to_uppercase() + &word[1..]
}
