//! Whether a translation says the same figures as its source.

use super::{Amount, Figure, Language, Unit, Value, figures};

/// Figures of a French–English pair that have no partner on the other side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unmatched {
    /// Figures of the French that the English lacks, in order.
    pub missing: Vec<Figure>,
    /// Figures of the English that the French lacks, in order.
    pub extra: Vec<Figure>,
}

impl Unmatched {
    /// Whether the figures agree.
    pub fn is_empty(&self) -> bool {
        self.missing.is_empty() && self.extra.is_empty()
    }
}

/// The figures that differ between a French sentence and its English.
///
/// Figures are compared part by part (*du 3 au 5 avril* and *from April 3 to 5* agree), each side as a set, so an
/// English that says a number once more or once less agrees. What translators are free to say otherwise (small numbers and
/// ranks in words, *une dizaine*, days of the week, a month alone) counts only where **both** sides have one without a
/// partner: *deux* and *both* agree, *deux* and *three* do not.
///
/// ```
/// use entrefilet::text::unmatched;
/// assert!(unmatched("Le 3 avril, 1,5 million d’euros", "On April 3, €1.5 million").is_empty());
/// assert_eq!(unmatched("Il a 5 000 hommes", "He has 50,000 men").missing.len(), 1);
/// ```
pub fn unmatched(french: &str, english: &str) -> Unmatched {
    let (fr, en) = (figures(french, Language::French), figures(english, Language::English));
    if fr.is_empty() && en.is_empty() {
        return Unmatched::default();
    }
    let (fr, en) = (Side::new(&fr), Side::new(&en).with_implied(english));
    let (missing, extra) = (fr.without_partner(&en), en.without_partner(&fr));
    let counts = |f: &Figure, others: &[&Figure]| !is_free(f) || others.iter().any(|o| same_kind(f, o));
    Unmatched {
        missing: missing.iter().filter(|f| counts(f, &extra)).map(|&f| f.clone()).collect(),
        extra: extra.iter().filter(|f| counts(f, &missing)).map(|&f| f.clone()).collect(),
    }
}

/// The figures of one sentence and the parts they are made of.
struct Side<'f> {
    figures: &'f [Figure],
    /// For each figure its parts, and where it shares the scale of the figure after it (*de 3 à 5 millions*), the scaled
    /// amount that may stand for them.
    parts: Vec<(Vec<Atom>, Option<Atom>)>,
    /// What words other than numbers say: *decade*.
    implied: Vec<Atom>,
}

impl<'f> Side<'f> {
    fn new(figures: &'f [Figure]) -> Self {
        let parts = figures.iter().enumerate().map(|(i, f)| (atoms(f), scaled_like(f, figures.get(i + 1)))).collect();
        Self { figures, parts, implied: Vec::new() }
    }

    fn with_implied(mut self, english: &str) -> Self {
        let words = [("decade", 10u128, Unit::Year), ("fortnight", 15, Unit::Day), ("fortnight", 14, Unit::Day)];
        let said = words.iter().filter(|(word, ..)| english.contains(word));
        self.implied = said.map(|&(_, n, unit)| Atom::Number(n.into(), unit)).collect();
        self
    }

    fn says(&self, atom: &Atom) -> bool {
        self.parts
            .iter()
            .flat_map(|(parts, scaled)| parts.iter().chain(scaled))
            .chain(&self.implied)
            .any(|a| a.agrees(atom))
    }

    fn without_partner(&self, other: &Side) -> Vec<&'f Figure> {
        let covered = |(parts, scaled): &(Vec<Atom>, Option<Atom>)| {
            parts.iter().all(|a| is_one(a) || other.says(a)) || scaled.as_ref().is_some_and(|a| other.says(a))
        };
        self.figures.iter().zip(&self.parts).filter(|(_, parts)| !covered(parts)).map(|(f, _)| f).collect()
    }
}

fn scaled_like(figure: &Figure, next: Option<&Figure>) -> Option<Atom> {
    let Value::Number { amount, .. } = figure.value else { return None };
    let Value::Number { unit, amount: other, .. } = next?.value else { return None };
    let words = [9u8, 6, 3].into_iter().find(|&p| other.integer().is_some_and(|n| n >= 10u128.pow(p.into())))?;
    let power = if next?.look.power > 0 { next?.look.power } else { words };
    let shares = figure.look.power == 0 && (next?.look.power > 0 || next?.look.words);
    shares.then(|| amount.scaled(power)).flatten().map(|amount| Atom::Number(amount, unit))
}

/// *un*, *one*, *first*, *a* all say it, and none of them is a figure.
fn is_one(atom: &Atom) -> bool {
    matches!(atom, Atom::Number(n, _) if n.integer() == Some(1))
}

/// A part of a figure that can be said on its own.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Atom {
    Number(Amount, Unit),
    Month(u8),
    Weekday(u8),
    Time(u8, u8),
    Relative(i8),
    Code(String),
}

impl Atom {
    /// Equal, as far as both say: a number without a unit agrees with one that has a unit, 14 heures with 14:00.
    fn agrees(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Number(a, u), Self::Number(b, v)) => a == b && (u == v || *u == Unit::None || *v == Unit::None),
            (Self::Time(hour, 0), Self::Number(n, _)) | (Self::Number(n, _), Self::Time(hour, 0)) => {
                *n == Amount::from(u128::from(*hour))
            }
            (a, b) => a == b,
        }
    }
}

fn atoms(figure: &Figure) -> Vec<Atom> {
    let plain = |n: u32| Atom::Number(u128::from(n).into(), Unit::None);
    match &figure.value {
        Value::Number { amount, unit, .. } => vec![Atom::Number(*amount, *unit)],
        Value::Ordinal(n) | Value::Century(n) => vec![plain(*n)],
        Value::Time { hour, minute } => vec![Atom::Time(*hour, *minute)],
        Value::Date(date) => [
            date.day.map(|d| plain(d.into())),
            date.month.map(Atom::Month),
            date.year.map(|y| plain(y.into())),
            date.weekday.map(Atom::Weekday),
        ]
        .into_iter()
        .flatten()
        .collect(),
        Value::Day(offset) => vec![Atom::Relative(*offset)],
        Value::Code(text) => vec![numbered(text).unwrap_or_else(|| Atom::Code(text.clone()))],
    }
}

/// *5b)* and *5(b)* agree: the number before glued letters.
fn numbered(code: &str) -> Option<Atom> {
    let digits = code.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let plain = [whole, decimals].iter().all(|part| part.bytes().all(|b| b.is_ascii_digit()));
    (plain && !whole.is_empty()).then(|| Amount::parse(whole, decimals)).flatten().map(|n| Atom::Number(n, Unit::None))
}

/// Whether a translator may leave the figure out or say it otherwise.
fn is_free(figure: &Figure) -> bool {
    match &figure.value {
        Value::Number { rough: true, .. } => true,
        Value::Number { amount, .. } => {
            amount.integer().is_some_and(|n| n == 0 || figure.look.words && (n <= 12 || matches!(n, 100 | 1000)))
        }
        Value::Ordinal(_) => figure.look.words,
        Value::Time { hour, minute: 0 } => matches!(hour, 0 | 12 | 24),
        Value::Date(date) => date.day.is_none() && date.year.is_none(),
        Value::Day(_) => true,
        _ => false,
    }
}

fn same_kind(a: &Figure, b: &Figure) -> bool {
    match (&a.value, &b.value) {
        (Value::Date(a), Value::Date(b)) => {
            a.weekday.is_some() && b.weekday.is_some() || a.month.is_some() && b.month.is_some()
        }
        (Value::Number { rough: true, .. }, _) | (_, Value::Number { rough: true, .. }) => false,
        (a, b) => std::mem::discriminant(a) == std::mem::discriminant(b),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_that_agree() {
        for (fr, en) in [
            ("du 3 au 5 avril 2025", "from April 3 to 5, 2025"),
            ("les deux pays", "both countries"),
            ("une dizaine de morts", "about ten dead"),
            ("une douzaine d’élus", "a dozen elected officials"),
            ("14 h 30", "2:30 p.m."),
            ("à 14 heures", "at 2 p.m."),
            ("1,2 milliard d’euros", "1,200 million euros"),
            ("1,2 milliard d’euros", "€1.2bn"),
            ("au XXe siècle", "in the twentieth century"),
            ("en 2024-2025", "in 2024-25"),
            ("1 soldat", "one soldier"),
            ("Le Premier ministre", "The Prime Minister"),
            ("cent pour cent", "100 percent"),
            ("les années 80", "the 1980s"),
            ("200 000 personnes", "two hundred thousand people"),
            ("de deux à trois millions d’euros", "two million to three million euros"),
            ("entre 325 et 340 M$", "between $325 million and $340 million"),
            ("à la vingt-septième minute", "in the 27th minute"),
            ("depuis 10 ans", "for a decade"),
            ("les années 70 et 80", "the 70s and 80s"),
            ("2,2 millions de km carrés", "2.2 million km2"),
            ("836.000 km²", "836,000km2"),
            ("l’alinéa 37b)", "paragraph 37(b)"),
            ("la ville de Trente", "the city of Trento"),
            ("131.000 électeurs", "131 000 voters"),
            ("le 1er janvier", "the first day of January"),
            ("66 M$ et 32,6 Md$", "$66m and $32.6 billion"),
        ] {
            assert_eq!(unmatched(fr, en), Unmatched::default(), "{fr} | {en}");
        }
    }

    #[test]
    fn figures_that_differ() {
        for (fr, en, missing, extra) in [
            ("5 000 hommes", "500 men", 1, 1),
            ("deux soldats", "three soldiers", 1, 1),
            ("le 3 avril", "on 4 April", 1, 1),
            ("mercredi", "on Thursday", 1, 1),
            ("3,5 %", "3,5 %", 1, 1),
            ("35 morts", "many dead", 1, 0),
            ("des morts", "35 dead", 0, 1),
            ("5 km", "5 miles and 5 tonnes", 0, 1),
            ("5 euros", "5 dollars", 1, 1),
            ("14 h 30", "2:30 a.m.", 1, 1),
        ] {
            let found = unmatched(fr, en);
            assert_eq!((found.missing.len(), found.extra.len()), (missing, extra), "{fr} | {en}: {found:?}");
        }
    }
}
