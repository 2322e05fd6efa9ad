//! What a unit loses by its age.

use crate::text::Date;

/// What a pipeline says of the age of a memory's units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Age {
    /// Percent taken off a rate for every whole year that a unit is older than the article, 30 at most in all.
    pub penalty: u8,
    /// Whole years that cost nothing.
    pub allowed: u8,
}

/// However old a unit is.
const MOST: u16 = 30;

impl Age {
    /// What a unit of the date `unit` loses beside an article of the date `article`. A date that is not known costs nothing;
    /// of one that is known by year or month alone, the years count that have passed for certain.
    pub(super) fn lost(self, article: Option<Date>, unit: Option<Date>) -> u8 {
        let (Some(article), Some(unit)) = (article, unit) else { return 0 };
        let years = whole_years(unit.last(), article.first()).saturating_sub(self.allowed.into());
        years.saturating_mul(self.penalty.into()).min(MOST) as u8
    }
}

type Day = (u16, u8, u8);

fn whole_years(from: Day, to: Day) -> u16 {
    to.0.saturating_sub(from.0).saturating_sub(u16::from((to.1, to.2) < (from.1, from.2)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_years_beyond_those_allowed_cost() {
        let date = |text: &str| text.parse().ok();
        for (article, unit, penalty, allowed, lost) in [
            ("2025-04-03", "2025-04-03", 2, 0, 0),
            ("2025-04-03", "2024-04-04", 2, 0, 0),
            ("2025-04-03", "2024-04-03", 2, 0, 2),
            ("2025-04-03", "2020-01-01", 2, 0, 10),
            ("2025-04-03", "2020-01-01", 2, 3, 4),
            ("2025-04-03", "2020", 1, 0, 4),
            ("2025", "2024-01", 1, 0, 0),
            ("2025", "2023-12", 1, 0, 1),
            ("2025-04-03", "1950", 2, 0, 30),
            ("2020-01-01", "2025-01-01", 2, 0, 0),
            ("", "2020", 2, 0, 0),
            ("2025", "", 2, 0, 0),
        ] {
            let age = Age { penalty, allowed };
            assert_eq!(age.lost(date(article), date(unit)), lost, "{article} {unit}");
        }
    }
}
