//! Numbers in digits, with the separators of their language.

use super::{Amount, Language};

/// A number token taken apart: *5.000*, *3,5*, *14h30* is none.
pub(super) struct Digits<'t> {
    /// Its value.
    pub amount: Amount,
    /// Whether its thousands are set apart.
    pub grouped: bool,
    /// Letters glued to its end: *3e*, *5km*, *1990s*.
    pub suffix: &'t str,
}

/// Reads a token that starts with a digit; `None` where it is a code, a version or a list rather than a number.
pub(super) fn read(token: &str, language: Language) -> Option<Digits<'_>> {
    let end = token.find(|c: char| !c.is_ascii_digit() && !is_separator(c)).unwrap_or(token.len());
    let (body, suffix) = token.split_at(end);
    if suffix.trim_end_matches(['2', '3', '²', '³']).contains(char::is_numeric) {
        return None;
    }
    let (whole, decimals, grouped) = match language {
        Language::French => french(body)?,
        Language::English => english(body)?,
    };
    Some(Digits { amount: Amount::parse(&whole, decimals)?, grouped, suffix })
}

fn is_separator(c: char) -> bool {
    matches!(c, '.' | ',') || is_space(c)
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}')
}

/// French: spaces or points between thousands, a comma before decimals; *3.5* is read as 3,5 because a group has three.
fn french(body: &str) -> Option<(String, &str, bool)> {
    let (whole, decimals) = body.split_once(',').unwrap_or((body, ""));
    if !is_digits(decimals) && !decimals.is_empty() {
        return None;
    }
    if let Some(joined) = groups(whole, |c| c == '.').or_else(|| groups(whole, is_space)) {
        return Some((joined, decimals, whole.contains(|c: char| !c.is_ascii_digit())));
    }
    let (whole, part) = body.split_once('.')?;
    let whole = groups(whole, is_space)?;
    is_digits(part).then_some((whole, part, false))
}

/// English: commas (or spaces) between thousands, a point before decimals; *1,5* is no English number.
fn english(body: &str) -> Option<(String, &str, bool)> {
    let (whole, decimals) = body.split_once('.').unwrap_or((body, ""));
    if !is_digits(decimals) && !decimals.is_empty() {
        return None;
    }
    let joined = groups(whole, |c| c == ',').or_else(|| groups(whole, is_space))?;
    Some((joined, decimals, whole.contains(|c: char| !c.is_ascii_digit())))
}

/// The digits of `whole` without its separators, if every group after the first has three digits.
fn groups(whole: &str, separator: impl Fn(char) -> bool) -> Option<String> {
    let mut groups = whole.split(separator);
    let first = groups.next().filter(|g| is_digits(g))?;
    let mut joined = first.to_owned();
    for group in groups {
        if first.len() > 3 || group.len() != 3 || !is_digits(group) {
            return None;
        }
        joined.push_str(group);
    }
    Some(joined)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_follow_the_language() {
        for (token, language, value) in [
            ("5.000", Language::French, Some("5000")),
            ("5\u{202f}000", Language::French, Some("5000")),
            ("3,5", Language::French, Some("3.5")),
            ("3.5", Language::French, Some("3.5")),
            ("1.234,56", Language::French, Some("1234.56")),
            ("12.000.000", Language::French, Some("12000000")),
            ("1.2.3", Language::French, None),
            ("5,000", Language::English, Some("5000")),
            ("5.000", Language::English, Some("5")),
            ("1,5", Language::English, None),
            ("2024,300", Language::English, None),
        ] {
            let read = read(token, language).map(|d| d.amount.to_string());
            assert_eq!(read.as_deref(), value, "{token}");
        }
    }
}
