//! French dates as newspapers write them.

use super::{Date, Span, fold, words};

/// The date that `text` begins with, and its length in bytes: *jeudi 3 avril 2025*, *le 1er août 2012*, *avril 2025*,
/// *03/04/2025*, *3.4.2025*, *2025-04-03* (a time after `T` belongs to it) or *2025-04*.
///
/// Day before month, as the French write; a date without its year is none, nor is a day that no calendar has.
///
/// ```
/// use entrefilet::text::french_date;
/// let (date, len) = french_date("jeudi 3 avril 2025, à Moscou").unwrap();
/// assert_eq!((date.to_string().as_str(), len), ("2025-04-03", 18));
/// assert_eq!(french_date("avril"), None);
/// ```
pub fn french_date(text: &str) -> Option<(Date, usize)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 4 { iso(text) } else { numeric(text).or_else(|| worded(text)) }
}

/// The first date in `text`, with its place.
///
/// ```
/// use entrefilet::text::find_french_date;
/// let text = "publié le 03/04/2025 à 14h30";
/// let (date, span) = find_french_date(text).unwrap();
/// assert_eq!((date.to_string().as_str(), span.of(text)), ("2025-04-03", "03/04/2025"));
/// ```
pub fn find_french_date(text: &str) -> Option<(Date, Span)> {
    words(text).find_map(|word| {
        let at = word.span.start as usize;
        french_date(&text[at..]).map(|(date, len)| (date, Span::new(at, at + len)))
    })
}

fn iso(text: &str) -> Option<(Date, usize)> {
    let len = text.bytes().take_while(|&b| b.is_ascii_digit() || b == b'-' || b == b'/').count();
    let written = text[..len].trim_end_matches(['-', '/']);
    let date = written.replace('/', "-").parse().ok().filter(|d: &Date| d.month.is_some())?;
    Some((date, written.len() + time_of_day(&text[written.len()..])))
}

/// Bytes of the `T14:30:00+02:00` after an ISO date.
fn time_of_day(rest: &str) -> usize {
    if !rest.starts_with('T') {
        return 0;
    }
    let inside = |b: &u8| b.is_ascii_digit() || matches!(b, b'T' | b':' | b'.' | b'+' | b'-' | b'Z');
    rest.bytes().take_while(inside).count()
}

fn numeric(text: &str) -> Option<(Date, usize)> {
    let len = text.bytes().take_while(|&b| b.is_ascii_digit() || matches!(b, b'/' | b'.' | b'-')).count();
    let written = text[..len].trim_end_matches(['/', '.', '-']);
    let mark = written.chars().find(|c| !c.is_ascii_digit())?;
    let parts: Vec<&str> = written.split(mark).collect();
    let [day, month, year] = parts[..] else { return None };
    let date = Date::day(year_of(year)?, month.parse().ok()?, day.parse().ok()?)?;
    Some((date, written.len()))
}

/// A year of four digits; a two-digit one is nobody's business to guess.
fn year_of(digits: &str) -> Option<u16> {
    (digits.len() == 4).then(|| digits.parse().ok()).flatten().filter(|y| (1000..=2999).contains(y))
}

fn worded(text: &str) -> Option<(Date, usize)> {
    // No date has more words than *le vendredi 1 er sept . 2025*.
    let found: Vec<(String, usize)> =
        words(text).take(8).map(|w| (fold(w.span.of(text)), w.span.end as usize)).collect();
    let mut rest = found.iter().filter(|(word, _)| word != "." && word != ",").peekable();
    rest.next_if(|(word, _)| word == "le");
    rest.next_if(|(word, _)| WEEKDAYS.contains(&word.as_str()));
    let day = rest.peek().and_then(|(word, _)| day_of(word));
    if day.is_some() {
        rest.next();
    }
    rest.next_if(|(word, _)| day == Some(1) && word == "er");
    let month = month_of(&rest.next()?.0)?;
    let (year, end) = rest.next()?;
    let year = year_of(year)?;
    let date = match day {
        Some(day) => Date::day(year, month, day),
        None => Date::month(year, month),
    }?;
    Some((date, *end))
}

fn day_of(word: &str) -> Option<u8> {
    word.strip_suffix("er").unwrap_or(word).parse().ok().filter(|d| (1..=31).contains(d))
}

fn month_of(word: &str) -> Option<u8> {
    let at = MONTHS.iter().position(|names| names.contains(&word))?;
    Some(at as u8 + 1)
}

const WEEKDAYS: [&str; 14] = [
    "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "lun", "mar", "mer", "jeu", "ven", "sam",
    "dim",
];

const MONTHS: [&[&str]; 12] = [
    &["janvier", "janv", "jan"],
    &["fevrier", "fevr", "fev"],
    &["mars"],
    &["avril", "avr"],
    &["mai"],
    &["juin"],
    &["juillet", "juil"],
    &["aout"],
    &["septembre", "sept"],
    &["octobre", "oct"],
    &["novembre", "nov"],
    &["decembre", "dec"],
];

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_what_newspapers_write() {
        for (text, date, len) in [
            ("jeudi 3 avril 2025, à", "2025-04-03", 18),
            ("Jeudi 3 avril 2025", "2025-04-03", 18),
            ("1er août 2012. –", "2012-08-01", 14),
            ("le 1er août 2012", "2012-08-01", 17),
            ("DIMANCHE 2 FÉVRIER 2025", "2025-02-02", 24),
            ("22 févr. 2024 à", "2024-02-22", 14),
            ("avril 2025", "2025-04", 10),
            ("03/04/2025 à 14h30", "2025-04-03", 10),
            ("3.4.2025.", "2025-04-03", 8),
            ("2025-04 Sergueï", "2025-04", 7),
            ("2025-04-03T14:30:00+02:00 x", "2025-04-03", 25),
            ("2025/04/03", "2025-04-03", 10),
        ] {
            let (found, end) = french_date(text).unwrap_or_else(|| panic!("no date in {text}"));
            assert_eq!((found.to_string().as_str(), end), (date, len), "{text}");
        }
    }

    #[test]
    fn leaves_alone_what_is_no_date() {
        for text in
            ["3 avril", "avril", "2025", "31 juin 2025", "13 000 soldats", "03/04/25", "mars 5000", "1.2.3", "le", ""]
        {
            assert_eq!(french_date(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn spans_slice(text in "(\\PC|[0-9/.-]|avril |2025){0,30}") {
            if let Some((_, span)) = find_french_date(&text) {
                prop_assert!(text.get(span.range()).is_some());
            }
        }
    }
}
