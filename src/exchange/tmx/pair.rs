//! From a `<tu>` to a French–English unit: which variants, which properties are ours, who stands behind it.

use super::reader::{Tu, Tuv};
use crate::model::{Origin, Trust, Unit};
use crate::text::Date;

/// What a `<tu>` is good for.
pub enum Pairing {
    Unit(Box<Unit>),
    /// The rule and the reason.
    Unusable(&'static str, String),
}

/// The properties that hold fields of a [`Unit`]; all others travel in [`Unit::props`].
pub const ORIGIN: &str = "x-origin";
pub const TRUST: &str = "x-trust";
pub const DATE: &str = "x-date";
pub const BEFORE: &str = "x-context-pre";
pub const AFTER: &str = "x-context-post";

/// The first French and the first English variant with text, whichever is the source.
pub fn pair(tu: &Tu) -> Pairing {
    match (text(tu, is_french), text(tu, is_english)) {
        (Some(source), Some(target)) => Pairing::Unit(Box::new(unit(tu, source, target))),
        (source, _) => reason(tu, if source.is_none() { is_french } else { is_english }),
    }
}

/// Whether `lang` is French: `fr`, `FR-fr`, `fr_CA`, `fra`, `fre`.
pub fn is_french(lang: &str) -> bool {
    ["fr", "fra", "fre"].contains(&primary(lang).as_str())
}

/// Whether `lang` is English.
pub fn is_english(lang: &str) -> bool {
    ["en", "eng"].contains(&primary(lang).as_str())
}

fn primary(lang: &str) -> String {
    lang.trim().split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase()
}

fn text(tu: &Tu, speaks: fn(&str) -> bool) -> Option<&str> {
    let variants = tu.variants.iter().filter(|v| speaks(&v.lang));
    variants.filter_map(|v| v.text.as_deref()).map(str::trim).find(|t| !t.is_empty())
}

fn reason(tu: &Tu, lacking: fn(&str) -> bool) -> Pairing {
    let language = if lacking("fr") { "French" } else { "English" };
    let there: Vec<&Tuv> = tu.variants.iter().filter(|v| lacking(&v.lang)).collect();
    let (rule, why) = if there.iter().any(|v| v.text.is_some()) {
        ("empty-seg", format!("the {language} is empty"))
    } else if !there.is_empty() {
        ("missing-seg", format!("the {language} has no <seg>"))
    } else if tu.variants.iter().any(|v| v.lang.trim().is_empty()) {
        ("missing-lang", format!("no variant says it is {language}, and one has no language"))
    } else if tu.variants.len() < 2 {
        ("one-language", format!("there is no {language}, only one variant"))
    } else {
        ("other-languages", format!("there is no {language} among its variants"))
    };
    Pairing::Unusable(rule, format!("skipped: {why}"))
}

fn unit(tu: &Tu, source: &str, target: &str) -> Unit {
    let mut unit = Unit { id: tu.id.clone(), source: source.into(), target: target.into(), ..Unit::default() };
    let mut trust = None;
    for (kind, value) in &tu.props {
        match kind.as_str() {
            ORIGIN if origin(value).is_some() => unit.origin = origin(value),
            TRUST if value == "approved" => trust = Some(Trust::Approved),
            TRUST if value == "machine" => trust = Some(Trust::Machine),
            DATE if value.parse::<Date>().is_ok() => unit.date = value.parse().ok(),
            BEFORE if unit.before.is_none() => unit.before = context(value),
            AFTER if unit.after.is_none() => unit.after = context(value),
            _ => unit.props.push((kind.clone(), value.clone())),
        }
    }
    unit.date = unit.date.or_else(|| tu.dates.iter().filter_map(|d| day(d)).max());
    unit.trust = trust.unwrap_or(if is_machine(tu, &unit) { Trust::Machine } else { Trust::Approved });
    unit
}

fn origin(value: &str) -> Option<Origin> {
    use Origin::*;
    [Context, Exact, Adapted, Machine, Terms, None].into_iter().find(|o| o.name() == value)
}

/// A neighbour as some tools write it: `<seg>text</seg>`, escaped.
fn context(value: &str) -> Option<String> {
    let inner = value.trim();
    let inner = inner.strip_prefix("<seg>").and_then(|i| i.strip_suffix("</seg>")).unwrap_or(inner).trim();
    (!inner.is_empty()).then(|| inner.to_owned())
}

/// The day of `YYYYMMDDThhmmssZ`.
fn day(stamp: &str) -> Option<Date> {
    let part = |range: std::ops::Range<usize>| stamp.get(range)?.parse::<u16>().ok();
    let (month, day) = (part(4..6)?, part(6..8)?);
    Date::day(part(0..4)?, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
}

/// The marks by which tools say that nobody has read the English yet.
fn is_machine(tu: &Tu, unit: &Unit) -> bool {
    const MARKS: [&str; 6] = ["mt", "mt!", "nmt", "amt", "machine", "machinetranslation"];
    let marked = |value: &String| {
        let plain: String = value.chars().filter(|c| !matches!(c, ' ' | '-' | '_')).collect();
        MARKS.contains(&plain.to_ascii_lowercase().as_str())
    };
    let origins = tu.props.iter().filter(|(kind, _)| kind.to_ascii_lowercase().ends_with("origin"));
    unit.origin == Some(Origin::Machine) || origins.map(|(_, value)| value).chain(&tu.authors).any(marked)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variant(lang: &str, text: Option<&str>) -> Tuv {
        Tuv { lang: lang.into(), text: text.map(str::to_owned), segs: text.is_some().into(), ..Tuv::default() }
    }

    fn rule(variants: Vec<Tuv>) -> &'static str {
        match pair(&Tu { variants, ..Tu::default() }) {
            Pairing::Unit(_) => "unit",
            Pairing::Unusable(rule, _) => rule,
        }
    }

    #[test]
    fn any_spelling_of_the_language_and_any_direction() {
        for (fr, en) in [("fr", "en"), ("FR-fr", "EN-us"), ("fr_CA", "en_GB"), ("fra", "eng"), ("fre", "en-ZA")] {
            assert_eq!(rule(vec![variant(fr, Some("a")), variant(en, Some("b"))]), "unit");
            assert_eq!(rule(vec![variant(en, Some("b")), variant(fr, Some("a"))]), "unit");
        }
        assert_eq!(rule(vec![variant("frr", Some("a")), variant("en", Some("b"))]), "other-languages");
    }

    #[test]
    fn unusable_units_say_why() {
        assert_eq!(rule(vec![variant("fr", Some(" ")), variant("en", Some("b"))]), "empty-seg");
        assert_eq!(rule(vec![variant("fr", None), variant("en", Some("b"))]), "missing-seg");
        assert_eq!(rule(vec![variant("fr", Some("a"))]), "one-language");
        assert_eq!(rule(vec![variant("", Some("a")), variant("en", Some("b"))]), "missing-lang");
        assert_eq!(rule(vec![variant("fr", Some("")), variant("fr-CA", Some("a")), variant("en", Some("b"))]), "unit");
    }

    #[test]
    fn machine_marks_of_several_tools() {
        let with = |props: &[(&str, &str)], authors: &[&str]| {
            let props = props.iter().map(|(k, v)| (k.to_string(), v.to_string())).collect();
            let authors = authors.iter().map(|a| a.to_string()).collect();
            let variants = vec![variant("fr", Some("a")), variant("en", Some("b"))];
            match pair(&Tu { props, authors, variants, ..Tu::default() }) {
                Pairing::Unit(unit) => unit.trust,
                Pairing::Unusable(..) => unreachable!(),
            }
        };
        assert_eq!(with(&[("x-Origin", "TM")], &["anna"]), Trust::Approved);
        assert_eq!(with(&[("x-Origin", "NMT")], &[]), Trust::Machine);
        assert_eq!(with(&[], &["MT!"]), Trust::Machine);
        assert_eq!(with(&[("x-origin", "machine")], &[]), Trust::Machine);
        assert_eq!(with(&[("x-origin", "machine"), ("x-trust", "approved")], &[]), Trust::Approved);
    }
}
