//! What the linter looks for in a `<tuv>`.

use super::tu::Tuv;
use crate::exchange::entities::html_reference;
use crate::exchange::language::{is_english, is_french};
use crate::exchange::markup::local;

/// What a rule says: its name, the message, who loses what.
pub type Verdict = (&'static str, String, &'static str);

/// All rules, in the order in which their findings are told.
pub const VARIANT: [fn(&Tuv) -> Option<Verdict>; 11] = [
    lang_code,
    lang_missing,
    several_segs,
    highlight,
    spaces,
    line_break,
    codes,
    not_composed,
    invisible,
    mojibake,
    escaped_twice,
];

fn lang_code(variant: &Tuv) -> Option<Verdict> {
    let lang = variant.lang.trim();
    let (french, english) = (is_french(lang), is_english(lang));
    let primary = lang.split('-').next().unwrap_or_default();
    if !french && !english || primary.len() == 2 {
        return None;
    }
    let loses = match (french, lang.get(2..3)) {
        (true, Some("_")) => "OmegaT 3.6 loads nothing of it",
        (true, _) => "OmegaT 3.6 loads nothing of it, Translate Toolkit finds no French in it",
        (false, _) => "OmegaT 3.6 loads nothing of it where English is the source",
    };
    let plain = if french { "fr or fr-CA" } else { "en or en-GB" };
    Some(("lang-code", format!("the language is written {lang:?}: write {plain}"), loses))
}

fn lang_missing(variant: &Tuv) -> Option<Verdict> {
    let loses = "OmegaT 3.6 refuses the file; for every other tool the text has no language";
    variant.lang.trim().is_empty().then(|| ("lang-missing", "a variant without xml:lang".into(), loses))
}

fn several_segs(variant: &Tuv) -> Option<Verdict> {
    let message = || format!("{} <seg>s in one variant: the first is read", variant.segs);
    (variant.segs > 1).then(|| ("several-segs", message(), "OmegaT 3.6 takes the last one"))
}

fn highlight(variant: &Tuv) -> Option<Verdict> {
    let name = variant.highlight.as_deref()?;
    let rule = if local(name).eq_ignore_ascii_case("hi") { "highlight" } else { "unknown-element" };
    let loses = if rule == "highlight" {
        "OmegaT 3.6 leaves the text in it out"
    } else {
        "OmegaT 3.6 leaves the text in it out, validating readers refuse the file"
    };
    Some((rule, format!("text inside <{name}>"), loses))
}

fn spaces(variant: &Tuv) -> Option<Verdict> {
    let text = variant.text.as_deref()?;
    (text.trim() != text && !text.trim().is_empty())
        .then(|| ("seg-spaces", "white space at an end of the text".into(), "OmegaT: exact matches become fuzzy"))
}

fn line_break(variant: &Tuv) -> Option<Verdict> {
    let text = variant.text.as_deref()?.trim();
    let loses = "tools that work sentence by sentence never match it exactly";
    text.contains('\n').then(|| ("line-break", "a line break inside the text".into(), loses))
}

fn codes(variant: &Tuv) -> Option<Verdict> {
    let message = || "<bpt> and <ept> do not pair up".into();
    let loses = "validating readers refuse the file; OmegaT and Translate Toolkit read it";
    variant.lone_codes.then(|| ("codes-unpaired", message(), loses))
}

fn not_composed(variant: &Tuv) -> Option<Verdict> {
    let text = variant.text.as_deref()?;
    let loses = "Translate Toolkit and others that compare bytes find no exact match; OmegaT composes them";
    text.contains(|c| ('\u{300}'..='\u{36f}').contains(&c))
        .then(|| ("not-nfc", "accents as separate characters".into(), loses))
}

fn invisible(variant: &Tuv) -> Option<Verdict> {
    let text = variant.text.as_deref()?;
    let found = text.chars().find(|c| matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}'))?;
    let message = format!("the invisible character U+{:04X} inside the text", u32::from(found));
    Some(("invisible-character", message, "OmegaT and Translate Toolkit: exact matches become fuzzy"))
}

fn mojibake(variant: &Tuv) -> Option<Verdict> {
    let text = variant.text.as_deref()?;
    ["Ã©", "Ã¨", "Ã ", "Ã\u{a0}", "â€™", "Â«", "\u{fffd}"].iter().any(|sign| text.contains(sign)).then(|| {
        let loses = "every tool: no match, and damage in the English";
        ("damaged-encoding", "characters of a text that was decoded wrongly".into(), loses)
    })
}

fn escaped_twice(variant: &Tuv) -> Option<Verdict> {
    let text = variant.text.as_deref()?;
    let mut names = text.split('&').skip(1).filter_map(|rest| rest.split_once(';'));
    let (name, _) = names.find(|(name, _)| name.len() < 10 && html_reference(name).is_some())?;
    let message = format!("&{name}; as text: it was escaped twice");
    Some(("escaped-twice", message, "every tool: it shows as code, and exact matches become fuzzy"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rule_finds_its_case_and_leaves_plain_text_alone() {
        let variant =
            |lang: &str, text: &str| Tuv { lang: lang.into(), text: Some(text.into()), segs: 1, ..Tuv::default() };
        for (lang, text, expected) in [
            ("fr", "L’été, c’est l’été : R&D ; œuf ; A & B; C", ""),
            ("fr-CA", "Oui", ""),
            ("FR-fr", "Oui", ""),
            ("de_DE", "Ja", ""),
            ("fr_FR", "Oui", "lang-code"),
            ("fra", "Oui", "lang-code"),
            ("French", "Oui", "lang-code"),
            ("en_GB", "Yes", "lang-code"),
            ("", "Oui", "lang-missing"),
            ("fr", "Oui ", "seg-spaces"),
            ("fr", "Oui\net non", "line-break"),
            ("fr", "e\u{301}te\u{301}", "not-nfc"),
            ("fr", "gou\u{ad}vernement", "invisible-character"),
            ("fr", "Ã©tÃ©", "damaged-encoding"),
            ("fr", "a &amp; b", "escaped-twice"),
            ("fr", "&eacute;t&eacute;", "escaped-twice"),
            ("fr", "&#233;t&#233;", "escaped-twice"),
            ("fr", " ", ""),
        ] {
            let found: Vec<&str> = VARIANT.iter().filter_map(|r| r(&variant(lang, text))).map(|v| v.0).collect();
            assert_eq!(found.join(" "), expected, "{lang} {text}");
        }
    }
}
