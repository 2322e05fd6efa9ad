//! What a TMX says that readers lose silently: one finding a rule and unit, with who loses what.
//!
//! What OmegaT 3.6 and Translate Toolkit 3.20 make of each case was measured with both.

use super::rules::{VARIANT, Verdict};
use super::tu::{Tu, Tuv};
use crate::exchange::item::Finding;
use crate::exchange::language::{is_english, is_french};
use crate::exchange::markup::Tag;
use rustc_hash::FxHashSet;
use std::hash::BuildHasher;

/// The linter's memory of a file.
#[derive(Default)]
pub struct Lint {
    /// The ids that it has met, as hashes.
    ids: FxHashSet<u64>,
    /// Whether it has told that there are inline codes, and languages in `lang`: what is true of nearly every unit of a
    /// file is told once.
    told_codes: bool,
    told_old: bool,
}

const HEADER: [&str; 7] =
    ["creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang", "datatype"];

impl Lint {
    /// Checks the name of the root.
    pub fn root(&mut self, tag: &Tag, line: u32) -> Vec<Finding> {
        if tag.name == "tmx" {
            return Vec::new();
        }
        let message = format!("<{}> in place of <tmx>: a prefix, or capitals", tag.name);
        let loses = "OmegaT 3.6 loads nothing of it, Translate Toolkit refuses the file";
        vec![Finding { line, unit: None, rule: "element-names", message, loses }]
    }

    /// Checks the attributes of `<header>`.
    pub fn header(&mut self, tag: &Tag, line: u32) -> Vec<Finding> {
        let value = |name: &str| tag.attributes().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, v)| v);
        let lacks = |name: &&&str| value(name).is_none_or(|value| value.trim().is_empty());
        let lacking = HEADER.iter().filter(lacks).map(|name| {
            let loses = match *name {
                "srclang" => "OmegaT 3.6 refuses the file",
                _ => "validating readers refuse the file; OmegaT and Translate Toolkit read it",
            };
            let message = format!("the header lacks {name}, which TMX 1.4 requires");
            Finding { line, unit: None, rule: "header-attribute", message, loses }
        });
        let mut found: Vec<Finding> = lacking.collect();
        let srclang = value("srclang").map(str::trim).filter(|lang| !lang.is_empty() && *lang != "*all*");
        if let Some(other) = srclang.filter(|lang| !is_french(lang) && !is_english(lang)) {
            let message = format!("the source language is {other:?}, neither French nor English");
            let loses = "Translate Toolkit finds no source texts in it";
            found.push(Finding { line, unit: None, rule: "source-language", message, loses });
        }
        found
    }

    /// Checks a unit.
    pub fn unit(&mut self, tu: &Tu) -> Vec<Finding> {
        let finding = |line, (rule, message, loses)| Finding { line, unit: Some(tu.number), rule, message, loses };
        let mut found = Vec::new();
        found.extend(self.id(tu).map(|verdict| finding(tu.line, verdict)));
        found.extend(date(tu).map(|verdict| finding(tu.line, verdict)));
        for variant in &tu.variants {
            found.extend(VARIANT.iter().filter_map(|rule| rule(variant)).map(|verdict| finding(variant.line, verdict)));
            found.extend(self.once(variant).map(|verdict| finding(variant.line, verdict)));
        }
        let several = [differing(tu, "French", is_french), differing(tu, "English", is_english)];
        found.extend(several.into_iter().flatten().map(|verdict| finding(tu.line, verdict)));
        found
    }

    fn id(&mut self, tu: &Tu) -> Option<Verdict> {
        let id = tu.id.as_ref().filter(|id| !self.ids.insert(rustc_hash::FxBuildHasher.hash_one(id)))?;
        let loses = "tools that key on it keep only one of the units";
        Some(("tuid-twice", format!("tuid {id} was used before"), loses))
    }

    /// What is told once a file, where it begins.
    fn once(&mut self, variant: &Tuv) -> Option<Verdict> {
        if variant.is_old && !std::mem::replace(&mut self.told_old, true) {
            let message = "from here on languages are in lang, as before TMX 1.4, not in xml:lang".into();
            return Some(("lang-attribute", message, "Translate Toolkit finds no text in it"));
        }
        let has_content = variant.codes.iter().any(|code| !code.native.is_empty());
        (has_content && !std::mem::replace(&mut self.told_codes, true)).then(|| {
            let message = "from here on there are inline codes with content".into();
            ("inline-codes", message, "Translate Toolkit takes the codes for text")
        })
    }
}

fn date(tu: &Tu) -> Option<Verdict> {
    let date = tu.odd_date.as_ref()?;
    let loses = "validating readers refuse the file; OmegaT and Translate Toolkit read it";
    Some(("date-form", format!("the date {date:?} is not YYYYMMDDThhmmssZ"), loses))
}

/// Different texts of a unit in one language.
fn differing(tu: &Tu, name: &str, speaks: fn(&str) -> bool) -> Option<Verdict> {
    let texts = tu.variants.iter().filter(|v| speaks(&v.lang)).filter_map(|v| v.text.as_deref()).map(str::trim);
    let mut texts = texts.filter(|text| !text.is_empty());
    let first = texts.next()?;
    let loses = "OmegaT 3.6 takes the last one, Translate Toolkit may take one for the other's translation";
    let message = || format!("several different texts in {name}: the first is read");
    texts.any(|text| text != first).then(|| ("several-variants", message(), loses))
}
