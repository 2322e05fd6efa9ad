//! Figures in a text: numbers, amounts, ranks, times and dates, with their exact values, in French and in English.
//!
//! One pass from left to right; at each word the readers are tried in turn (date, time, number), and the first that
//! understands takes its words. What starts with a digit and is understood by none is a [`Value::Code`], so no digit is
//! ever passed over in silence.

mod amount;
mod calendar;
mod clock;
mod compare;
mod digits;
mod numbers;
mod spelled;
mod tokens;
mod units;
mod write;

pub use amount::Amount;
pub use calendar::PartialDate;
pub(crate) use calendar::{ENGLISH_DAYS, ENGLISH_MONTHS, FRENCH_DAYS, FRENCH_MONTHS};
pub use compare::{Unmatched, unmatched};
pub use units::Unit;

use super::Span;
use tokens::Tokens;

/// The language a figure is read in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    /// *3,5 millions*, *le 3 avril*, *14 h 30*.
    French,
    /// *3.5 million*, *April 3*, *2:30 p.m.*
    English,
}

/// A figure of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The figure itself, without its unit: *1,5 million*, *3 avril 2025*, *14 h 30*.
    pub span: Span,
    /// The figure with the unit or currency around it: *1,5 million d’euros*, *$5 million*.
    pub whole: Span,
    /// What it says.
    pub value: Value,
    /// How it is written.
    pub look: Look,
}

/// What a [`Figure`] says, whatever the language.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    /// A count, an amount, a year on its own.
    Number {
        /// The number.
        amount: Amount,
        /// What it counts, if a known unit says so.
        unit: Unit,
        /// Whether the text says *about*: *une dizaine*, *a dozen*.
        rough: bool,
    },
    /// A rank: *3e*, *fifth*.
    Ordinal(u32),
    /// *XXe siècle*, *20th century*.
    Century(u32),
    /// A time of day.
    Time {
        /// 0..=24.
        hour: u8,
        /// 0..=59.
        minute: u8,
    },
    /// A date, as far as it is given.
    Date(PartialDate),
    /// A day told from today: *hier* −1, *aujourd’hui* 0, *demain* 1.
    Day(i8),
    /// Something with digits that is no plain number, folded: a version, a numeric code.
    Code(String),
}

/// How a [`Figure`] is written, so that another value can be written the same way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// In words, not digits: *deux millions*.
    pub words: bool,
    /// The power of ten that stands as a word after digits: 6 in *1,5 million*.
    pub power: u8,
    /// Thousands are set apart: *5 000*.
    pub grouped: bool,
    /// The month stands before the day: *April 3*.
    pub month_first: bool,
    /// The time is told with a.m. or p.m.
    pub twelve_hour: bool,
}

/// The figures of `text` in order; they do not overlap.
///
/// ```
/// use entrefilet::text::{Language, figures};
/// let text = "Le 3 avril, 1,5 million d’euros pour 5 000 foyers.";
/// let found: Vec<String> = figures(text, Language::French).iter().map(|f| f.english()).collect();
/// assert_eq!(found, ["3 April", "1.5 million", "5,000"]);
/// ```
pub fn figures(text: &str, language: Language) -> Vec<Figure> {
    let tokens = Tokens::new(text, language);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let read = calendar::read(&tokens, at)
            .or_else(|| clock::read(&tokens, at))
            .or_else(|| numbers::read(&tokens, at))
            .or_else(|| numbers::code(&tokens, at));
        match read {
            Some((figure, next)) => {
                found.push(figure);
                at = next;
            }
            None => at += 1,
        }
    }
    found
}

/// A figure and the number of the first token after it.
type Read = (Figure, usize);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Date;
    use proptest::prelude::*;

    fn read(text: &str, language: Language) -> Vec<(&str, String)> {
        figures(text, language).iter().map(|f| (f.whole.of(text), f.english())).collect()
    }

    fn check(language: Language, cases: &[(&str, &[(&str, &str)])]) {
        for (text, expected) in cases {
            let found = read(text, language);
            let found: Vec<(&str, &str)> = found.iter().map(|(s, v)| (*s, v.as_str())).collect();
            assert_eq!(&found, expected, "{text}");
        }
    }

    #[test]
    fn french_numbers() {
        check(
            Language::French,
            &[
                ("Quelque 5 000 soldats et 12.000 réfugiés", &[("5 000", "5,000"), ("12.000", "12,000")]),
                ("une hausse de 3,5 % en 2024", &[("3,5 %", "3.5"), ("2024", "2024")]),
                (
                    "1,5 million d’euros, 3 milliards de dollars",
                    &[("1,5 million d’euros", "1.5 million"), ("3 milliards de dollars", "3 billion")],
                ),
                ("deux millions de personnes", &[("deux millions", "two million")]),
                ("une dizaine de morts, une quarantaine imposée", &[("une dizaine", "ten")]),
                (
                    "deux cents otages et vingt et un blessés",
                    &[("deux cents", "two hundred"), ("vingt et un", "twenty-one")],
                ),
                ("un homme a vu une femme", &[]),
                ("un homme neuf, neuf hommes", &[("neuf", "nine")]),
                ("dix pour cent des voix", &[("dix pour cent", "ten")]),
                ("25 milliards de francs CFA", &[("25 milliards de francs CFA", "25 billion")]),
                ("des dizaines de civils, des milliers de déplacés", &[]),
                ("les années 80", &[("80", "1980")]),
                ("2 ou 3 véhicules, 1.2.3", &[("2", "2"), ("3", "3"), ("1.2.3", "1.2.3")]),
            ],
        );
    }

    #[test]
    fn french_dates_times_and_ranks() {
        check(
            Language::French,
            &[
                ("Jeudi 3 avril 2025, le ministre", &[("Jeudi 3 avril 2025", "Thursday 3 April 2025")]),
                ("le 1er mars à 14 h 30", &[("1er mars", "1 March"), ("14 h 30", "2:30 p.m.")]),
                ("à 9h, vers 18 heures", &[("9h", "9 a.m."), ("18 heures", "6 p.m.")]),
                ("pendant 18 heures", &[("18 heures", "18")]),
                ("vers 1 heure 20", &[("1 heure 20", "1:20 a.m.")]),
                ("la trentaine de pompiers", &[("la trentaine", "thirty")]),
                ("avril 2025, en août", &[("avril 2025", "April 2025"), ("août", "August")]),
                ("Mercredi, puis lundi dernier", &[("Mercredi", "Wednesday"), ("lundi dernier", "last Monday")]),
                (
                    "le XXe siècle, le 3e sommet, la Ve République",
                    &[("XXe siècle", "20th century"), ("3e", "3rd"), ("Ve", "5th")],
                ),
                ("Me Dupont a parlé hier", &[("hier", "yesterday")]),
                ("la marche du 8 mars", &[("8 mars", "8 March")]),
                ("le 03/04/2025", &[("03/04/2025", "3 April 2025")]),
            ],
        );
    }

    #[test]
    fn english_figures() {
        check(
            Language::English,
            &[
                ("5,000 men and $1.5 million", &[("5,000", "5,000"), ("$1.5 million", "1.5 million")]),
                ("On April 3, 2025 at 2:30 p.m.", &[("April 3, 2025", "April 3, 2025"), ("2:30 p.m.", "2:30 p.m.")]),
                ("two hundred and forty-one hostages", &[("two hundred and forty-one", "two hundred and forty-one")]),
                (
                    "a dozen people, a million euros, one of them",
                    &[("a dozen", "twelve"), ("a million euros", "one million")],
                ),
                ("the 20th century, the fifth summit", &[("20th century", "20th century"), ("fifth", "fifth")]),
                ("It may march on; in March, on Monday", &[("March", "March"), ("Monday", "Monday")]),
                ("3 April and the 1990s", &[("3 April", "3 April"), ("1990s", "1990")]),
                ("35 percent, 3.5%", &[("35 percent", "35"), ("3.5%", "3.5")]),
                ("at 14:30 and 6 pm", &[("14:30", "14:30"), ("6 pm", "6 p.m.")]),
            ],
        );
    }

    #[test]
    fn days_resolve_against_the_dateline() {
        let wednesday: Date = "2025-01-29".parse().unwrap();
        for (text, day) in [
            ("mercredi", "2025-01-29"),
            ("lundi", "2025-01-27"),
            ("jeudi", "2025-01-23"),
            ("mercredi dernier", "2025-01-22"),
            ("jeudi prochain", "2025-01-30"),
            ("hier", "2025-01-28"),
            ("le 30 décembre", "2024-12-30"),
            ("le 2 février", "2025-02-02"),
            ("en janvier 2024", "2024-01"),
        ] {
            let figure = &figures(text, Language::French)[0];
            assert_eq!(figure.resolve(wednesday).map(|d| d.to_string()).as_deref(), Some(day), "{text}");
        }
    }

    proptest! {
        #[test]
        fn figures_lie_in_order_inside_the_text(text in "(\\PC|[0-9 .,:]|mille |un |avril |le 3 |XXe |%){0,30}") {
            for language in [Language::French, Language::English] {
                let mut end = 0;
                for f in figures(&text, language) {
                    prop_assert!(f.whole.contains(f.span) && f.whole.start >= end);
                    prop_assert!(!f.span.of(&text).is_empty() && !f.english().is_empty());
                    end = f.whole.end;
                }
            }
        }

        #[test]
        fn every_digit_is_in_a_figure(text in "[a-z0-9 ,.:/%-]{0,30}") {
            let found = figures(&text, Language::French);
            for word in crate::text::words(&text).filter(|w| w.span.of(&text).starts_with(|c: char| c.is_ascii_digit())) {
                prop_assert!(found.iter().any(|f| f.whole.contains(word.span)), "{:?}", word);
            }
        }

        #[test]
        fn what_we_write_in_english_is_read_back(n in 0u64..100_000_000_000, words: bool, power in prop::sample::select(vec![0u8, 3, 6, 9])) {
            let look = Look { words, power, grouped: n >= 10_000, ..Look::default() };
            let value = Value::Number { amount: u128::from(n).into(), unit: Unit::None, rough: false };
            let figure = Figure { span: Span::default(), whole: Span::default(), value: value.clone(), look };
            let text = figure.english();
            let back = figures(&text, Language::English);
            if n != 1 || !words {
                prop_assert_eq!(back.len(), 1, "{}", text);
                prop_assert_eq!(&back[0].value, &value, "{}", text);
            }
        }
    }
}
