//! Spans of time as glossaries give them.

use crate::text::Date;

/// Whether two spans of time share a day, as far as both are known; a span without an end is open.
pub(super) fn overlap(a: (Option<Date>, Option<Date>), b: (Option<Date>, Option<Date>)) -> bool {
    let before = |end: Option<Date>, start: Option<Date>| match (end, start) {
        (Some(end), Some(start)) => end.last() < start.first(),
        _ => false,
    };
    !before(a.1, b.0) && !before(b.1, a.0)
}

/// Whether two terms of office share more than the day, month or year on which one hands over to the other.
pub(super) fn clash(a: (Option<Date>, Option<Date>), b: (Option<Date>, Option<Date>)) -> bool {
    let hands_over = |end: Option<Date>, start: Option<Date>| match (end, start) {
        (Some(end), Some(start)) => end.first() <= start.last(),
        _ => false,
    };
    overlap(a, b) && !hands_over(a.1, b.0) && !hands_over(b.1, a.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn term(since: &str, until: &str) -> (Option<Date>, Option<Date>) {
        (since.parse().ok(), until.parse().ok())
    }

    #[test]
    fn handing_over_is_no_clash() {
        assert!(!clash(term("2020", "2024-04-02"), term("2024-04-02", "")));
        assert!(!clash(term("2020", "2024"), term("2024-04", "")));
        assert!(clash(term("2020", "2024-05"), term("2024-04", "")));
        assert!(clash(term("2020", ""), term("2024-04", "")));
        assert!(!overlap(term("", "2019"), term("2020", "")));
    }
}
