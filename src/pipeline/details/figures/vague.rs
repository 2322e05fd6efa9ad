//! Counts and times without digits: *des dizaines de*, *l’an dernier*, *la veille*.

use super::Told;
use crate::text::{Date, Span, words};

/// French words in small letters, their English, and what a dateline makes of them.
const VAGUE: &str = include_str!("vague.txt");

/// What a phrase means in an article of some date.
fn resolved(rule: &str, date: Date) -> Option<String> {
    let (kind, offset) = rule.split_once(' ')?;
    let offset: i32 = offset.parse().ok()?;
    match kind {
        "year" => Some(u16::try_from(i32::from(date.year) + offset).ok()?.to_string()),
        "month" => {
            let months = i32::from(date.year) * 12 + i32::from(date.month?) - 1 + offset;
            let month = u8::try_from(months.rem_euclid(12) + 1).ok()?;
            Some(Date::month(u16::try_from(months.div_euclid(12)).ok()?, month)?.english())
        }
        "week" => {
            let monday = date.plus_days(i64::from(offset) * 7 - i64::from(date.weekday()?))?;
            Some(format!("the week of Monday {}", monday.english()))
        }
        _ => None,
    }
}

/// The vague counts and times of `french`.
pub(super) fn read(french: &str, date: Option<Date>) -> Vec<Told> {
    let all: Vec<Span> = words(french).map(|w| w.span).collect();
    let lower: Vec<String> = all.iter().map(|s| s.of(french).to_lowercase().replace('\'', "’")).collect();
    let rules = VAGUE.lines().filter(|l| !l.starts_with('#') && !l.is_empty());
    let rules: Vec<Vec<&str>> = rules.map(|l| l.split('\t').collect()).collect();
    let mut told = Vec::new();
    for at in 0..all.len() {
        let matches =
            |rule: &&Vec<&str>| rule[0].split(' ').enumerate().all(|(k, w)| lower.get(at + k).is_some_and(|l| l == w));
        let Some(rule) = rules.iter().filter(matches).max_by_key(|r| r[0].len()) else { continue };
        let last = at + rule[0].split(' ').count() - 1;
        let meant = rule.get(2).zip(date).and_then(|(rule, date)| resolved(rule, date));
        let english = meant.map_or_else(|| rule[1].to_owned(), |m| format!("{} = {m} (dateline)", rule[1]));
        let counts = matches!(lower[last].as_str(), "de" | "d’");
        let end = if counts { noun(french, &all, last) } else { all[last].end };
        told.push(Told { span: Span { start: all[at].start, end }, english });
    }
    told
}

/// The end of the noun that *des dizaines de* counts.
fn noun(french: &str, words: &[Span], of: usize) -> u32 {
    let next = words.get(of + 1).filter(|w| w.of(french).starts_with(char::is_alphabetic));
    next.map_or(words[of].end, |w| w.end)
}
