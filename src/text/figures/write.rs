//! Writing a figure in English.

use super::calendar::{PartialDate, day_name, month_name};
use super::spelled::{english_rank, english_words};
use super::{Amount, Figure, Look, Unit, Value};

impl Figure {
    /// The figure in newsroom English, without its unit: *1.5 million*, *3 April 2025*, *2:30 p.m.*
    ///
    /// Words stay words and digits stay digits; a time is told with a.m. or p.m. unless it was read in English as 14:30.
    pub fn english(&self) -> String {
        written(&self.value, self.look)
    }

    /// This figure's value written as `model`, an English figure, is: to put it in the other's place.
    ///
    /// `None` where the two do not say the same kind of thing (a date for a time, a month for a day).
    ///
    /// ```
    /// use entrefilet::text::{Language, figures};
    /// let new = &figures("le 9 mai 2026", Language::French)[0];
    /// let old = &figures("April 3, 2025", Language::English)[0];
    /// assert_eq!(new.english_like(old).as_deref(), Some("May 9, 2026"));
    /// ```
    pub fn english_like(&self, model: &Figure) -> Option<String> {
        let (ours, theirs) = (self.look, model.look);
        let look = match (&self.value, &model.value) {
            (Value::Number { amount, unit, rough }, Value::Number { amount: old, unit: other, rough: old_rough }) => {
                if unit != other && *unit != Unit::None && *other != Unit::None || rough != old_rough {
                    return None;
                }
                number_look(*amount, ours, *old, theirs)
            }
            (Value::Date(new), Value::Date(old)) => new.same_shape(*old).then_some(theirs)?,
            (Value::Time { .. }, Value::Time { .. }) => theirs,
            (Value::Ordinal(_), Value::Ordinal(_)) | (Value::Century(_), Value::Century(_)) => theirs,
            (Value::Day(_), Value::Day(_)) => theirs,
            _ => return None,
        };
        Some(written(&self.value, look))
    }
}

/// Words where the old figure has words and the new one fits into a few; the scale word that suits the new amount; and
/// thousands set apart unless old and new both look like years.
fn number_look(amount: Amount, ours: Look, old: Amount, theirs: Look) -> Look {
    let year = |a: Amount, look: Look| !look.grouped && matches!(a.integer(), Some(1000..=9999));
    let grouped = theirs.grouped || ours.grouped || !(year(amount, ours) && year(old, theirs));
    let words = theirs.words && (ours.words || theirs.power == 0) && few_words(amount).is_some();
    Look { words, power: ours.power, grouped, ..theirs }
}

fn written(value: &Value, look: Look) -> String {
    match value {
        Value::Number { amount, .. } => number(*amount, look),
        Value::Ordinal(n) => ordinal(*n, look.words),
        Value::Century(n) => format!("{} century", ordinal(*n, look.words)),
        Value::Time { hour, minute } => time(*hour, *minute, look.twelve_hour),
        Value::Date(date) => date_text(*date, look.month_first),
        Value::Day(offset) => day(*offset).to_owned(),
        Value::Code(text) => text.clone(),
    }
}

fn number(amount: Amount, look: Look) -> String {
    if look.words
        && let Some(words) = few_words(amount)
    {
        return words;
    }
    let power = if look.power == 0 && look.words { largest_scale(amount) } else { english_power(look.power) };
    let small = amount.shrunk(power);
    if power == 0 || small.places() > 3 || small.integer() == Some(0) {
        return amount.written(look.grouped || amount.integer().is_some_and(|n| n >= 10_000) || amount.places() > 0);
    }
    format!("{} {}", small.written(true), scale_name(power))
}

/// English has a word for thousands, millions, billions and trillions; *mille milliards* is a trillion.
fn english_power(power: u8) -> u8 {
    power.min(12) / 3 * 3
}

fn largest_scale(amount: Amount) -> u8 {
    [12, 9, 6].into_iter().find(|&p| amount.integer().is_some_and(|n| n >= 10u128.pow(p.into()))).unwrap_or(0)
}

fn scale_name(power: u8) -> &'static str {
    match power {
        3 => "thousand",
        6 => "million",
        9 => "billion",
        _ => "trillion",
    }
}

/// A whole number below a thousand, or such a number of thousands, millions …, in words.
fn few_words(amount: Amount) -> Option<String> {
    let n = amount.integer()?;
    let power = [12u8, 9, 6, 3, 0].into_iter().find(|&p| n.is_multiple_of(10u128.pow(p.into())) && n > 0).unwrap_or(0);
    let small = u32::try_from(n / 10u128.pow(power.into())).ok().filter(|&n| n < 1000)?;
    let words = english_words(small);
    Some(if power == 0 { words } else { format!("{words} {}", scale_name(power)) })
}

fn ordinal(n: u32, words: bool) -> String {
    if let Some(word) = english_rank(n).filter(|_| words) {
        return word.to_owned();
    }
    let suffix = match (n % 100, n % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{n}{suffix}")
}

fn time(hour: u8, minute: u8, twelve_hour: bool) -> String {
    if !twelve_hour {
        return format!("{hour}:{minute:02}");
    }
    let half = if (12..24).contains(&hour) { "p.m." } else { "a.m." };
    let hour = if hour.is_multiple_of(12) { 12 } else { hour % 12 };
    if minute == 0 { format!("{hour} {half}") } else { format!("{hour}:{minute:02} {half}") }
}

fn date_text(date: PartialDate, month_first: bool) -> String {
    let turn = match date.turn {
        -1 => Some("last".to_owned()),
        1 => Some("next".to_owned()),
        _ => None,
    };
    let month = date.month.map(month_name);
    let day = date.day.map(|d| d.to_string());
    let comma = month_first && date.year.is_some() && day.is_some();
    let (first, second) = if month_first { (month, day) } else { (day, month) };
    let second = if comma { second.map(|s| s + ",") } else { second };
    let weekday = date.weekday.map(|w| if month_first && first.is_some() { day_name(w) + "," } else { day_name(w) });
    let year = date.year.map(|y| y.to_string());
    [turn, weekday, first, second, year].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn day(offset: i8) -> &'static str {
    match offset {
        -2 => "the day before yesterday",
        -1 => "yesterday",
        0 => "today",
        1 => "tomorrow",
        _ => "the day after tomorrow",
    }
}

#[cfg(test)]
mod tests {
    use crate::text::{Language, figures};

    #[test]
    fn a_new_value_takes_the_old_ones_clothes() {
        for (new, old, expected) in [
            ("7 500", "5,000", Some("7,500")),
            ("trois", "two", Some("three")),
            ("12", "two", Some("twelve")),
            ("12 500", "two", Some("12,500")),
            ("1,7 million", "1.5 million", Some("1.7 million")),
            ("2 millions", "500,000", Some("2 million")),
            ("2025", "2024", Some("2025")),
            ("3e", "second", Some("third")),
            ("jeudi", "Wednesday", Some("Thursday")),
            ("18 h", "2:30 p.m.", Some("6 p.m.")),
            ("18 h 05", "14:30", Some("18:05")),
            ("le 9 mai", "3 April 2025", None),
            ("jeudi 9 mai 2026", "Thursday, April 3, 2025", Some("Thursday, May 9, 2026")),
            ("3 %", "3 euros", None),
            ("une dizaine de", "ten", None),
        ] {
            let (n, o) = (figures(new, Language::French), figures(old, Language::English));
            assert_eq!(n[0].english_like(&o[0]).as_deref(), expected, "{new} for {old}");
        }
    }
}
