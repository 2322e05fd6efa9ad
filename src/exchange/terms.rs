//! Concepts in the formats of other tools: spreadsheets, OmegaT glossaries, TBX.

pub mod omegat;
pub mod table;
pub mod tbx;

use super::glossary::Block;
use crate::model::Concept;
use std::collections::BTreeMap;

/// What a format that holds only `carried` keys leaves behind: each key with the number of concepts that have it.
pub fn left_behind(concepts: &[Concept], carried: &[&str]) -> BTreeMap<String, usize> {
    let mut lost = BTreeMap::new();
    for block in concepts.iter().map(Block::of) {
        let keys = block.fields.iter().map(|f| f.key.as_str());
        for key in keys.chain((!block.offices.is_empty()).then_some("office")).filter(|k| !carried.contains(k)) {
            *lost.entry(key.to_owned()).or_default() += 1;
        }
    }
    lost
}

/// An id made from a name: folded, words joined by hyphens.
fn slug(name: &str) -> String {
    let folded = crate::text::fold(name);
    let words = folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty());
    words.collect::<Vec<_>>().join("-")
}
