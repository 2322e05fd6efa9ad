//! From a `<tu>` to a French–English unit: which variants, which properties are ours, who stands behind it.

use super::tu::{Tu, Tuv};
use crate::exchange::inline::{is_blank, trimmed};
use crate::exchange::item::UNPAIRED;
use crate::exchange::language::{is_english, is_french};
use crate::exchange::machine::is_machine_mark;
use crate::model::{Code, Codes, Origin, Trust, Unit};
use crate::text::Date;

/// What a `<tu>` is good for.
pub enum Pairing {
    Unit(Box<Unit>),
    /// The rule, the reason, and who loses what.
    Unusable(&'static str, String, &'static str),
}

/// The properties that hold fields of a [`Unit`]; all others travel in [`Unit::props`].
pub const ORIGIN: &str = "x-origin";
pub const TRUST: &str = "x-trust";
pub const DATE: &str = "x-date";
pub const BEFORE: &str = "x-context-pre";
pub const AFTER: &str = "x-context-post";

/// The first French and the first English variant with text, whichever is the source. They are taken out of `tu`.
pub fn pair(tu: &mut Tu) -> Pairing {
    match (with_text(tu, is_french), with_text(tu, is_english)) {
        (Some(french), Some(english)) if [french, english].iter().any(|&at| tu.variants[at].is_endless) => {
            Pairing::Unusable("too-long", "skipped: a text without end: a tag may be missing".into(), UNPAIRED)
        }
        (Some(french), Some(english)) => Pairing::Unit(Box::new(unit(tu, french, english))),
        (french, _) => reason(tu, if french.is_none() { is_french } else { is_english }),
    }
}

fn with_text(tu: &Tu, speaks: fn(&str) -> bool) -> Option<usize> {
    let has_text = |v: &Tuv| v.text.as_ref().is_some_and(|text| !text.chars().all(is_blank));
    tu.variants.iter().position(|v| speaks(&v.lang) && has_text(v))
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
    let is_offered = rule == "empty-seg" && lacking("en");
    let loses = if is_offered { "OmegaT and Translate Toolkit offer an empty translation" } else { UNPAIRED };
    Pairing::Unusable(rule, format!("skipped: {why}"), loses)
}

fn unit(tu: &mut Tu, french: usize, english: usize) -> Unit {
    let (source, source_codes) = taken(&mut tu.variants[french]);
    let (target, target_codes) = taken(&mut tu.variants[english]);
    let codes = Codes { source: source_codes, target: target_codes };
    let mut unit = Unit { id: tu.id.take(), source, target, codes, ..Unit::default() };
    let (mut trust, mut is_machine) = (None, tu.is_machine);
    for (kind, value) in std::mem::take(&mut tu.props) {
        is_machine |= ends_in_origin(&kind) && is_machine_mark(&value);
        match kind.as_str() {
            ORIGIN if origin(&value).is_some() => unit.origin = origin(&value),
            TRUST if value == "approved" => trust = Some(Trust::Approved),
            TRUST if value == "machine" => trust = Some(Trust::Machine),
            DATE if value.parse::<Date>().is_ok() => unit.date = value.parse().ok(),
            BEFORE if unit.before.is_none() => unit.before = context(&value),
            AFTER if unit.after.is_none() => unit.after = context(&value),
            _ => unit.props.push((kind, value)),
        }
    }
    unit.date = unit.date.or(tu.date);
    is_machine |= unit.origin == Some(Origin::Machine);
    unit.trust = trust.unwrap_or(if is_machine { Trust::Machine } else { Trust::Approved });
    unit
}

/// Text and codes of a variant, trimmed.
fn taken(variant: &mut Tuv) -> (String, Vec<Code>) {
    trimmed(variant.text.take().unwrap_or_default(), std::mem::take(&mut variant.codes))
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

fn ends_in_origin(kind: &str) -> bool {
    let tail = kind.len().checked_sub("origin".len()).and_then(|at| kind.get(at..));
    tail.is_some_and(|tail| tail.eq_ignore_ascii_case("origin"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variant(lang: &str, text: Option<&str>) -> Tuv {
        Tuv { lang: lang.into(), text: text.map(str::to_owned), segs: text.is_some().into(), ..Tuv::default() }
    }

    fn rule(variants: Vec<Tuv>) -> &'static str {
        match pair(&mut Tu { variants, ..Tu::default() }) {
            Pairing::Unit(_) => "unit",
            Pairing::Unusable(rule, ..) => rule,
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
            let is_machine = authors.iter().any(|author| is_machine_mark(author));
            let variants = vec![variant("fr", Some("a")), variant("en", Some("b"))];
            match pair(&mut Tu { props, is_machine, variants, ..Tu::default() }) {
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
