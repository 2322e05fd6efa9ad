//! Times of day.

use super::tokens::Tokens;
use super::{Language, Look, Read, Value};

/// Reads a time at word `at`.
pub(super) fn read(tokens: &Tokens, at: usize) -> Option<Read> {
    if !tokens.is_number(at) {
        return None;
    }
    match tokens.language {
        Language::French => french(tokens, at),
        Language::English => english(tokens, at),
    }
}

/// How a time is written unless the English text has it otherwise.
const TWELVE: Look = Look { words: false, power: 0, grouped: false, month_first: false, twelve_hour: true };

fn time(hour: u16, minute: u16) -> Option<Value> {
    (hour <= 24 && minute < 60).then_some(Value::Time { hour: hour as u8, minute: minute as u8 })
}

/// *14h30*, *14h*, *14 h 30*, *14:30*, and *14 heures (30)* after a word that makes it a time.
fn french(tokens: &Tokens, at: usize) -> Option<Read> {
    let word = tokens.word(at);
    if let Some((hour, minute)) = word.split_once('h') {
        let hour = hour.parse().ok()?;
        if minute.is_empty() {
            return minutes(tokens, at, at + 1, hour);
        }
        return Some(tokens.figure(at, at + 1, time(hour, minute.parse().ok()?)?, TWELVE));
    }
    let hour = tokens.plain(at)?;
    match tokens.word(at + 1) {
        "h" => minutes(tokens, at, at + 2, hour),
        "heures" | "heure" if is_at(tokens.before(at)) || minute(tokens, at + 2).is_some() => {
            minutes(tokens, at, at + 2, hour)
        }
        _ => colon(tokens, at, hour),
    }
}

fn is_at(word: &str) -> bool {
    matches!(word, "a" | "vers" | "des" | "apres" | "avant" | "jusqu'a" | "entre" | "et" | "midi")
}

/// The minutes after an hour, if two digits stand there.
fn minutes(tokens: &Tokens, from: usize, next: usize, hour: u16) -> Option<Read> {
    let minute = minute(tokens, next);
    let to = next + usize::from(minute.is_some());
    Some(tokens.figure(from, to, time(hour, minute.unwrap_or(0))?, TWELVE))
}

fn minute(tokens: &Tokens, at: usize) -> Option<u16> {
    tokens.plain(at).filter(|&m| m < 60 && tokens.raw(at).len() == 2)
}

fn colon(tokens: &Tokens, at: usize, hour: u16) -> Option<Read> {
    let joined = tokens.word(at + 1) == ":" && tokens.joined(at) && tokens.joined(at + 1);
    let minute = tokens.plain(at + 2).filter(|_| joined && tokens.raw(at + 2).len() == 2)?;
    Some(tokens.figure(at, at + 3, time(hour, minute)?, TWELVE))
}

/// *2:30 p.m.*, *2 pm*, *6pm*, *14:30*, *2.30pm*.
fn english(tokens: &Tokens, at: usize) -> Option<Read> {
    let digits = tokens.raw(at).trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let glued = &tokens.raw(at)[digits.len()..];
    let clock = colon_or_dot(tokens, at, digits);
    let (hour, minute, next) = clock.or_else(|| Some((digits.parse().ok()?, 0, at + 1)))?;
    let half = if glued.is_empty() { half(tokens, next) } else { glued_half(glued).map(|h| (h, next)) };
    if let Some((afternoon, next)) = half
        && (1..=12).contains(&hour)
    {
        let hour = hour % 12 + if afternoon { 12 } else { 0 };
        return Some(tokens.figure(at, next, time(hour, minute)?, TWELVE));
    }
    clock.filter(|_| tokens.word(at + 1) == ":")?;
    Some(tokens.figure(at, next, time(hour, minute)?, Look::default()))
}

/// Hour, minute and the word after, for *2:30* and *2.30*.
fn colon_or_dot(tokens: &Tokens, at: usize, digits: &str) -> Option<(u16, u16, usize)> {
    let two = |m: &str| (m.len() == 2).then(|| m.parse().ok()).flatten();
    if let Some((hour, minute)) = digits.split_once('.') {
        return Some((hour.parse().ok()?, two(minute)?, at + 1));
    }
    let joined = tokens.word(at + 1) == ":" && tokens.joined(at) && tokens.joined(at + 1);
    let minute = tokens.raw(at + 2).trim_end_matches(|c: char| c.is_ascii_alphabetic());
    if !joined || minute.len() != tokens.raw(at + 2).len() {
        return None;
    }
    Some((digits.parse().ok()?, two(minute)?, at + 3))
}

fn glued_half(letters: &str) -> Option<bool> {
    let afternoon = letters.eq_ignore_ascii_case("pm");
    (afternoon || letters.eq_ignore_ascii_case("am")).then_some(afternoon)
}

/// Whether *p.m.* (or *a.m.*) stands at `at`, and the word after it; its last dot is taken if its first is there.
fn half(tokens: &Tokens, at: usize) -> Option<(bool, usize)> {
    if let Some(afternoon) = glued_half(tokens.word(at)) {
        return Some((afternoon, at + 1));
    }
    let afternoon = match tokens.word(at) {
        "a" => false,
        "p" => true,
        _ => return None,
    };
    let dotted = tokens.word(at + 1) == "." && tokens.word(at + 2) == "m" && tokens.word(at + 3) == ".";
    dotted.then_some((afternoon, at + 4))
}
