//! A day, a month or a year.

use std::fmt;
use std::str::FromStr;

/// A date as far as it is known: a year, a month of a year, or a day.
///
/// Written `2020`, `2020-08` or `2020-08-18`. Ordered by first day, the less exact first.
///
/// ```
/// use entrefilet::text::Date;
/// let date: Date = "2025-04".parse().unwrap();
/// assert!(date.covers("2025-04-03".parse().unwrap()));
/// assert_eq!(date.to_string(), "2025-04");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// Year, 1..=9999.
    pub year: u16,
    /// Month, 1..=12, if known.
    pub month: Option<u8>,
    /// Day of the month, 1..=31, if known; never without a month.
    pub day: Option<u8>,
}

impl Date {
    /// A day that exists in the calendar; `None` for the 31st of June.
    pub fn day(year: u16, month: u8, day: u8) -> Option<Self> {
        calendar(year, month, day).map(|_| Self { year, month: Some(month), day: Some(day) })
    }

    /// A month; `None` outside 1..=12.
    pub fn month(year: u16, month: u8) -> Option<Self> {
        calendar(year, month, 1).map(|_| Self { year, month: Some(month), day: None })
    }

    /// Whether `other` lies in this year, month or day, or is the same.
    pub fn covers(self, other: Self) -> bool {
        self.first() <= other.first() && other.last() <= self.last()
    }

    /// The first day meant, as (year, month, day).
    pub fn first(self) -> (u16, u8, u8) {
        (self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
    }

    /// The last day meant, as (year, month, day); a month is counted as 31 days, which orders right.
    pub fn last(self) -> (u16, u8, u8) {
        (self.year, self.month.unwrap_or(12), self.day.unwrap_or(31))
    }

    /// The day `days` later (earlier if negative); `None` unless this is a day and the result has a four-digit year.
    pub fn plus_days(self, days: i64) -> Option<Self> {
        let date = self.calendar_day()?.checked_add(time::Duration::days(days))?;
        Self::day(u16::try_from(date.year()).ok()?, date.month().into(), date.day())
    }

    /// Days since Monday, 0..=6; `None` unless this is a day.
    pub fn weekday(self) -> Option<u8> {
        self.calendar_day().map(|d| d.weekday().number_days_from_monday())
    }

    /// The date in English words: *3 April 2025*, *April 2025*, *2025*.
    pub fn english(self) -> String {
        const MONTHS: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        match (self.month, self.day) {
            (Some(m), Some(d)) => format!("{d} {} {}", MONTHS[m as usize - 1], self.year),
            (Some(m), None) => format!("{} {}", MONTHS[m as usize - 1], self.year),
            (None, _) => self.year.to_string(),
        }
    }

    fn calendar_day(self) -> Option<time::Date> {
        calendar(self.year, self.month?, self.day?)
    }
}

fn calendar(year: u16, month: u8, day: u8) -> Option<time::Date> {
    if !(1..=9999).contains(&year) {
        return None;
    }
    time::Date::from_calendar_date(year.into(), time::Month::try_from(month).ok()?, day).ok()
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        [self.month, self.day].into_iter().flatten().try_for_each(|part| write!(f, "-{part:02}"))
    }
}

/// The text is no `2020`, `2020-08` or `2020-08-18`, or names a day that no calendar has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a date is written 2020, 2020-08 or 2020-08-18 and must exist")]
pub struct BadDate;

impl FromStr for Date {
    type Err = BadDate;

    fn from_str(text: &str) -> Result<Self, BadDate> {
        let part = |s: &str, width: usize| {
            (s.len() == width && s.bytes().all(|b| b.is_ascii_digit())).then(|| s.parse().ok()).flatten()
        };
        let parts: Vec<&str> = text.split('-').collect();
        let year = part(parts[0], 4).filter(|&y| y > 0).ok_or(BadDate)?;
        match parts[1..] {
            [] => Some(Self { year, month: None, day: None }),
            [m] => part(m, 2).and_then(|m| Self::month(year, m as u8)),
            [m, d] => part(m, 2).zip(part(d, 2)).and_then(|(m, d)| Self::day(year, m as u8, d as u8)),
            _ => None,
        }
        .ok_or(BadDate)
    }
}

impl serde::Serialize for Date {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Date {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(from)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_writes_and_refuses_the_rest() {
        for good in ["2020", "2020-08", "2020-08-18", "2024-02-29"] {
            assert_eq!(good.parse::<Date>().unwrap().to_string(), good);
        }
        for bad in ["", "20", "2020-8", "2020-13", "2023-02-29", "2020-08-18-1", "0000", "２０２０"] {
            assert!(bad.parse::<Date>().is_err(), "{bad}");
        }
    }

    #[test]
    fn counts_days_over_months() {
        let date: Date = "2025-01-31".parse().unwrap();
        assert_eq!(date.plus_days(1).unwrap().to_string(), "2025-02-01");
        assert_eq!(date.weekday(), Some(4));
        assert_eq!(date.english(), "31 January 2025");
    }
}
