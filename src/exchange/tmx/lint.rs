//! What a TMX says that readers lose silently: one finding a rule and unit, with who loses what.

use super::tu::{Tu, Tuv};
use crate::exchange::item::Finding;
use crate::exchange::language::{is_english, is_french};
use crate::exchange::markup::Tag;
use rustc_hash::FxHashSet;
use std::hash::BuildHasher;

/// The linter's memory of a file: the ids it has met, as hashes.
#[derive(Default)]
pub struct Lint {
    ids: FxHashSet<u64>,
}

const HEADER: [&str; 7] =
    ["creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang", "datatype"];

impl Lint {
    /// Checks the attributes of `<header>`.
    pub fn header(&mut self, tag: &Tag, line: u32, mut tell: impl FnMut(Finding)) {
        let has = |name: &str| {
            tag.attributes().any(|(have, value)| have.eq_ignore_ascii_case(name) && !value.trim().is_empty())
        };
        for name in HEADER.iter().filter(|name| !has(name)) {
            let message = format!("the header lacks {name}, which TMX 1.4 requires");
            tell(Finding {
                line,
                unit: None,
                rule: "header-attribute",
                message,
                loses: "validating readers refuse the file",
            });
        }
    }

    /// Checks a unit.
    pub fn unit(&mut self, tu: &Tu, mut tell: impl FnMut(Finding)) {
        if let Some(id) = &tu.id
            && !self.ids.insert(rustc_hash::FxBuildHasher.hash_one(id))
        {
            let message = format!("tuid {id} was used before");
            let loses = "tools that key on it keep only one of the units";
            tell(Finding { line: tu.line, unit: Some(tu.number), rule: "tuid-twice", message, loses });
        }
        for variant in &tu.variants {
            for (rule, message, loses) in VARIANT_RULES.iter().filter_map(|rule| rule(variant)) {
                tell(Finding { line: variant.line, unit: Some(tu.number), rule, message, loses });
            }
        }
        self.languages(tu, tell);
    }

    fn languages(&self, tu: &Tu, mut tell: impl FnMut(Finding)) {
        let languages: [fn(&str) -> bool; 2] = [is_french, is_english];
        for speaks in languages {
            let texts = tu.variants.iter().filter(|v| speaks(&v.lang)).filter_map(|v| v.text.as_deref());
            let mut texts: Vec<&str> = texts.map(str::trim).filter(|t| !t.is_empty()).collect();
            texts.dedup();
            if texts.len() > 1 {
                let message = "several different texts in one language: the first is read".into();
                let loses = "readers differ in which one they take";
                tell(Finding { line: tu.line, unit: Some(tu.number), rule: "several-variants", message, loses });
            }
        }
    }
}

/// What a rule says of a variant: its name, the message, who loses what.
type Verdict = Option<(&'static str, String, &'static str)>;

const VARIANT_RULES: [fn(&Tuv) -> Verdict; 9] =
    [lang_form, lang_missing, several_segs, spaces, line_break, codes, not_composed, mojibake, escaped_twice];

fn lang_form(variant: &Tuv) -> Verdict {
    let lang = variant.lang.trim();
    let primary = lang.split(['-', '_']).next().unwrap_or_default();
    let known = is_french(lang) || is_english(lang);
    if lang.contains('_') || known && primary.len() == 3 {
        return Some((
            "lang-code",
            format!("language code {lang}"),
            "OmegaT 3.6 loads nothing of it: write fr, en, fr-CA",
        ));
    }
    None
}

fn lang_missing(variant: &Tuv) -> Verdict {
    variant
        .lang
        .trim()
        .is_empty()
        .then(|| ("lang-missing", "a variant without xml:lang".into(), "every tool: nobody knows its language"))
}

fn several_segs(variant: &Tuv) -> Verdict {
    let message = || format!("{} <seg>s in one variant: the first is read", variant.segs);
    (variant.segs > 1).then(|| ("several-segs", message(), "readers differ in which one they take"))
}

fn spaces(variant: &Tuv) -> Verdict {
    let text = variant.text.as_deref()?;
    (text.trim() != text && !text.trim().is_empty())
        .then(|| ("seg-spaces", "white space at an end of the text".into(), "OmegaT: exact matches become fuzzy"))
}

fn line_break(variant: &Tuv) -> Verdict {
    let text = variant.text.as_deref()?.trim();
    text.contains('\n')
        .then(|| ("line-break", "a line break inside the text".into(), "tools that segment by sentence never match it"))
}

fn codes(variant: &Tuv) -> Verdict {
    (variant.lone_codes)
        .then(|| ("codes-unpaired", "<bpt> and <ept> do not pair up".into(), "validating readers refuse the unit"))
}

fn not_composed(variant: &Tuv) -> Verdict {
    let text = variant.text.as_deref()?;
    text.contains(|c| ('\u{300}'..='\u{36f}').contains(&c))
        .then(|| ("not-nfc", "accents as separate characters".into(), "tools that compare bytes find no exact match"))
}

fn mojibake(variant: &Tuv) -> Verdict {
    let text = variant.text.as_deref()?;
    ["Ã©", "Ã¨", "Ã ", "â€™", "Â«", "\u{fffd}"].iter().any(|sign| text.contains(sign)).then(|| {
        (
            "damaged-encoding",
            "characters of a text decoded wrongly".into(),
            "every tool: no match, and damage in the English",
        )
    })
}

fn escaped_twice(variant: &Tuv) -> Verdict {
    let text = variant.text.as_deref()?;
    ["&amp;", "&lt;", "&gt;", "&quot;", "&#"]
        .iter()
        .any(|sign| text.contains(sign))
        .then(|| ("escaped-twice", "references that were escaped twice".into(), "every tool: they show as code"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rule_finds_its_case_and_leaves_plain_text_alone() {
        let variant =
            |lang: &str, text: &str| Tuv { lang: lang.into(), text: Some(text.into()), segs: 1, ..Tuv::default() };
        for (lang, text, expected) in [
            ("fr", "L’été, c’est l’été.", ""),
            ("fr-CA", "Oui", ""),
            ("fr_FR", "Oui", "lang-code"),
            ("fra", "Oui", "lang-code"),
            ("", "Oui", "lang-missing"),
            ("fr", "Oui ", "seg-spaces"),
            ("fr", "Oui\net non", "line-break"),
            ("fr", "e\u{301}te\u{301}", "not-nfc"),
            ("fr", "Ã©tÃ©", "damaged-encoding"),
            ("fr", "a &amp; b", "escaped-twice"),
        ] {
            let found: Vec<&str> = VARIANT_RULES.iter().filter_map(|r| r(&variant(lang, text))).map(|v| v.0).collect();
            assert_eq!(found.join(" "), expected, "{lang} {text}");
        }
    }
}
