//! Units of measure and currencies, in both languages.

use super::Language;

/// What a number counts, where the text says so with a unit we know; otherwise [`Unit::None`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Unit {
    #[default]
    None,
    Percent,
    Euro,
    Dollar,
    Pound,
    CfaFranc,
    Rouble,
    Yuan,
    Naira,
    Metre,
    Kilometre,
    Centimetre,
    Millimetre,
    SquareMetre,
    SquareKilometre,
    CubicMetre,
    Hectare,
    Gram,
    Kilogram,
    Tonne,
    Litre,
    Degree,
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
}

/// Unit, French forms, English forms: folded, `|` between them; each is one word, a sign, or two words.
const UNITS: [(Unit, &str, &str); 28] = [
    (Unit::Percent, "%|pour cent|pourcent|points", "%|percent|per cent|points"),
    (Unit::Euro, "€|euro|euros|eur", "€|euro|euros|eur"),
    (Unit::Dollar, "$|dollar|dollars|usd", "$|dollar|dollars|usd|us dollars"),
    (Unit::Pound, "£|livres sterling", "£|pound|pounds|pounds sterling"),
    (Unit::CfaFranc, "fcfa|francs cfa|franc cfa|f cfa", "fcfa|cfa francs|cfa franc|francs cfa"),
    (Unit::Rouble, "rouble|roubles", "rouble|roubles|ruble|rubles"),
    (Unit::Yuan, "yuan|yuans", "yuan"),
    (Unit::Naira, "naira|nairas", "naira|nairas"),
    (Unit::Kilometre, "km|kilometre|kilometres", "km|kilometre|kilometres|kilometer|kilometers"),
    (Unit::Centimetre, "cm|centimetre|centimetres", "cm|centimetre|centimetres|centimeter|centimeters"),
    (Unit::Millimetre, "mm|millimetre|millimetres", "mm|millimetre|millimetres|millimeter|millimeters"),
    (Unit::Metre, "m|metre|metres", "m|metre|metres|meter|meters"),
    (
        Unit::SquareKilometre,
        "km2|kilometres carres|kilometre carre|km carres",
        "km2|sq km|square kilometres|square kilometers|square kilometre",
    ),
    (Unit::SquareMetre, "m2|metres carres|metre carre", "m2|square metres|square meters|sq m"),
    (Unit::CubicMetre, "m3|metres cubes|metre cube", "m3|cubic metres|cubic meters"),
    (Unit::Hectare, "ha|hectare|hectares", "ha|hectare|hectares"),
    (Unit::Gram, "g|gramme|grammes", "g|gram|grams|gramme|grammes"),
    (Unit::Kilogram, "kg|kilo|kilos|kilogramme|kilogrammes", "kg|kilo|kilos|kilogram|kilograms|kilogramme|kilogrammes"),
    (Unit::Tonne, "t|tonne|tonnes", "t|tonne|tonnes|ton|tons|metric tons"),
    (Unit::Litre, "l|litre|litres", "l|litre|litres|liter|liters"),
    (Unit::Degree, "°|degre|degres", "°|degree|degrees"),
    (Unit::Second, "seconde|secondes", "second|seconds"),
    (Unit::Minute, "minute|minutes", "minute|minutes|min"),
    (Unit::Hour, "heure|heures", "hour|hours"),
    (Unit::Day, "jour|jours", "day|days"),
    (Unit::Week, "semaine|semaines", "week|weeks"),
    (Unit::Month, "mois", "month|months"),
    (Unit::Year, "an|ans|annee|annees", "year|years|yr"),
];

impl Unit {
    /// `number` with this unit in English words: *5 km* stays short, money comes first: *€5 million*, *six months*.
    pub fn in_english(self, number: &str, one: bool) -> String {
        let Some((_, _, forms)) = UNITS.iter().find(|(unit, ..)| *unit == self) else { return number.to_owned() };
        let mut forms = forms.split('|');
        let first = forms.next().unwrap_or_default();
        match self {
            Self::Percent => format!("{number}%"),
            Self::Euro | Self::Dollar | Self::Pound => format!("{first}{number}"),
            Self::CfaFranc => format!("{number} CFA francs"),
            Self::Degree => format!("{number} degrees"),
            _ if one || self.has_symbol() => format!("{number} {first}"),
            _ => format!("{number} {}", forms.next().unwrap_or(first)),
        }
    }

    /// Whether English writes it as a sign or symbol beside digits: *€5*, *5 km*.
    pub fn has_symbol(self) -> bool {
        use Unit::*;
        !matches!(
            self,
            None | CfaFranc | Rouble | Yuan | Naira | Degree | Second | Minute | Hour | Day | Week | Month | Year
        )
    }
}

/// The unit a folded form names.
pub(super) fn unit(form: &str, language: Language) -> Option<Unit> {
    let forms = |&&(_, fr, en): &&(Unit, &'static str, &'static str)| {
        let forms = if language == Language::French { fr } else { en };
        forms.split('|').any(|f| f == form)
    };
    UNITS.iter().find(forms).map(|&(unit, ..)| unit)
}

/// The currency a mark before a number stands for.
pub(super) fn currency(mark: &str) -> Option<Unit> {
    matches!(mark, "$" | "€" | "£").then(|| unit(mark, Language::English)).flatten()
}
