//! The built-in rules as SRX, as far as SRX can say them.
//!
//! SRX sees a place through two regular expressions and keeps no state, so four things stay behind: pairing straight
//! quotation marks, holding full stops back while the sentence around a quotation goes on, what a letter means by the
//! word before it beyond the listed words, and what an item's number means by its place in the sentence.

use super::lexicon::{Class, Lexicon};
use crate::model::{SrxDocument, SrxMap, SrxRule, SrxRuleSet};

/// The built-in rules for French and English as one SRX document, for tools that should cut as we do.
///
/// ```
/// use entrefilet::segment::{Splitter, built_in_srx};
/// let (srx, problems) = Splitter::from_srx(&built_in_srx(), "fr");
/// assert!(problems.is_empty());
/// assert_eq!(srx.tiles("M. Sy part. Il rentrera lundi.").len(), 2);
/// ```
pub fn built_in_srx() -> SrxDocument {
    SrxDocument {
        path: String::new(),
        cascade: false,
        rule_sets: vec![rule_set("French", &Lexicon::french()), rule_set("English", &Lexicon::english())],
        maps: vec![map("FR.*", "French"), map("EN.*", "English")],
    }
}

fn map(pattern: &str, rule_set: &str) -> SrxMap {
    SrxMap { pattern: pattern.into(), rule_set: rule_set.into(), line: 0 }
}

fn rule(breaks: bool, before: impl Into<String>, after: impl Into<String>) -> SrxRule {
    SrxRule { breaks, before: before.into(), after: after.into(), line: 0 }
}

/// What may close after a full stop.
const CLOSERS: &str = r#"(?:[\s]*[»”]|["’)\]])*"#;

/// The rules of one language: the first that fits decides, so the exceptions stand first.
fn rule_set(name: &str, lexicon: &Lexicon) -> SrxRuleSet {
    let words = |class| alternatives(&lexicon.words(class));
    let no_start = format!(r"\s+(?!{})", starters(lexicon));
    let number = r"\s+(?:\d|[IVXLC]+\b|\p{Lu}\b(?!['’]))";
    let category = format!(r"\b(?:{})\s\p{{Lu}}\.", words(Class::Category));
    let rules = vec![
        rule(false, format!(r"[.!?…]{CLOSERS}"), r"\s*[,;:)\]»”%=+/]"),
        rule(false, r"^[\s«“(–—-]*(?:\d{1,3}|[IVXLC]+|\p{L})\.", r"\s"),
        rule(false, format!(r"(?<![\p{{L}}\d])(?:{})\.", words(Class::Title)), r"\s"),
        rule(false, format!(r"(?<![\p{{L}}\d])(?:{})\.", words(Class::BeforeNumber)), number),
        rule(false, format!(r"(?<![\p{{L}}\d])(?:{})\.", words(Class::BeforeName)), no_start.clone()),
        rule(false, r"\d\s?[hH]\.", r"\s+\d{1,2}\b"),
        rule(true, category, r"\s+\p{Lu}"),
        rule(false, r"(?<![\p{L}\d°])(?:\p{Lu}\.[\s-]?)*\p{Lu}\.", no_start),
        rule(false, r"^[\s«“(–—-]*(?:…|\.\.\.)", r"\s"),
        rule(false, r"[(\[](?:…|\.\.\.)[)\]]", r"\s"),
        rule(true, r"\p{L}{3}[\p{Ll}]\.", r"\s+\p{Ll}"),
        rule(true, format!(r"[.!?…]{CLOSERS}"), r"\s+\p{Ll}\p{Lu}"),
        rule(false, format!(r"[.!?…]{CLOSERS}"), r"\s+(?:[–—-]\s+)?\p{Ll}"),
        rule(true, r"[\p{Ll}]{3}[.!?]", r"[«“(]?\p{Lu}[\p{Ll}’']"),
        rule(true, format!(r"[.!?…]{CLOSERS}"), r"\s+\S"),
    ];
    SrxRuleSet { name: name.into(), rules }
}

/// Words that start sentences: elided ones with either apostrophe, the others whole.
fn starters(lexicon: &Lexicon) -> String {
    let (elided, whole): (Vec<&str>, Vec<&str>) = lexicon.words(Class::Starter).iter().partition(|w| w.ends_with('’'));
    let elided = alternatives(&elided).replace('’', "['’]");
    let whole = alternatives(&whole).replace('’', "['’]");
    if elided.is_empty() { format!(r"(?:{whole})(?!\p{{L}})") } else { format!(r"(?:{elided}|(?:{whole})(?!\p{{L}}))") }
}

fn alternatives(words: &[&str]) -> String {
    let escaped: Vec<String> = words.iter().map(|w| w.replace('.', r"\.").replace('§', r"\x{A7}")).collect();
    escaped.join("|")
}
