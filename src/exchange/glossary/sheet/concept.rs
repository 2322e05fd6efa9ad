//! A block that says what a concept says.

use super::{Block, FieldValue, key_text, plain, quoted};
use crate::exchange::glossary::keys::rank;
use crate::model::{CaseRule, Concept, ConceptKind, EnglishArticle, Gender, OfficeTerm, Status};

impl Block {
    /// A block that says what `concept` says.
    pub fn of(concept: &Concept) -> Self {
        let mut block = Block::default();
        texts(concept, &mut block);
        for (key, values) in [
            ("fr-variants", &concept.fr_variants),
            ("fr-adjectives", &concept.fr_adjectives),
            ("en-admitted", &concept.en_admitted),
            ("en-forbidden", &concept.en_forbidden),
            ("not-in", &concept.not_in),
        ] {
            many(&mut block, key, values);
        }
        if !concept.en_style.is_empty() {
            let styles: Vec<String> =
                concept.en_style.iter().map(|(k, v)| format!("{} = {}", key_text(k), quoted(v))).collect();
            block.fields.push(plain("en-style", FieldValue::One(format!("{{ {} }}", styles.join(", ")))));
        }
        if concept.do_not_translate {
            block.fields.push(plain("do-not-translate", FieldValue::One("true".to_owned())));
        }
        block.fields.extend(concept.extra.iter().map(|(key, toml)| plain(key, FieldValue::One(toml.clone()))));
        block.offices = concept.offices.iter().map(office).collect();
        block.fields.sort_by_key(|f| rank(&f.key));
        Block::sort_offices(&mut block.offices);
        block
    }
}

/// The keys of `concept` that hold one string.
fn texts(concept: &Concept, block: &mut Block) {
    let name = |text: &'static str| Some(text.to_owned());
    let article =
        |a: Option<EnglishArticle>| a.map(|a| if a == EnglishArticle::The { "the" } else { "none" }.to_owned());
    let kind = (concept.kind != ConceptKind::Other).then(|| format!("{:?}", concept.kind).to_lowercase());
    let gender = concept.gender.map(|g| if g == Gender::Feminine { "f" } else { "m" }.to_owned());
    let case = match concept.case {
        CaseRule::Smart => None,
        CaseRule::Exact => name("exact"),
        CaseRule::Any => name("any"),
    };
    for (key, value) in [
        ("id", Some(concept.id.clone())),
        ("kind", kind),
        ("fr", Some(concept.fr.clone())),
        ("en", Some(concept.en.clone()).filter(|en| !en.is_empty())),
        ("fr-acronym", concept.fr_acronym.clone()),
        ("en-acronym", concept.en_acronym.clone()),
        ("fr-short", concept.fr_short.clone()),
        ("en-short", concept.en_short.clone()),
        ("fr-plural", concept.fr_plural.clone()),
        ("fr-feminine", concept.fr_feminine.clone()),
        ("fr-singular", concept.fr_singular.clone()),
        ("en-adjective", concept.en_adjective.clone()),
        ("en-demonym", concept.en_demonym.clone()),
        ("en-article", article(concept.en_article)),
        ("en-acronym-article", article(concept.en_acronym_article)),
        ("family", concept.family.clone()),
        ("en-family", concept.en_family.clone()),
        ("gender", gender),
        ("case", case),
        ("status", (concept.status == Status::Proposed).then(|| "proposed".to_owned())),
        ("since", concept.since.map(|d| d.to_string())),
        ("until", concept.until.map(|d| d.to_string())),
        ("source", concept.source.clone()),
        ("note", concept.note.clone()),
    ] {
        one(block, key, value.as_ref());
    }
}

fn one(block: &mut Block, key: &str, value: Option<&String>) {
    if let Some(value) = value {
        block.fields.push(plain(key, FieldValue::One(quoted(value))));
    }
}

fn many(block: &mut Block, key: &str, values: &[String]) {
    if !values.is_empty() {
        block.fields.push(plain(key, FieldValue::Many(values.iter().map(|v| quoted(v)).collect())));
    }
}

fn office(term: &OfficeTerm) -> Block {
    let mut block = Block::default();
    one(&mut block, "office", Some(&term.office));
    one(&mut block, "fr", term.fr.as_ref());
    one(&mut block, "en", term.en.as_ref());
    one(&mut block, "since", term.since.map(|d| d.to_string()).as_ref());
    one(&mut block, "until", term.until.map(|d| d.to_string()).as_ref());
    block
}
