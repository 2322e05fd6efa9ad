//! Which sentences do not stand in the article's file as they are: a tool that opens the file cannot match those exactly.

use aho_corasick::AhoCorasick;
use std::collections::BTreeMap;

/// What was done to a sentence on its way from the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Altered {
    /// Its lines were joined, or white space in it became one space.
    Merged,
    /// Markup, entities or invisible characters were taken off, or characters spelled anew.
    Stripped,
}

impl Altered {
    /// As in `run.json`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Merged => "merged",
            Self::Stripped => "stripped",
        }
    }
}

/// Those of `sentences`, by their keys, that do not stand in `file` byte for byte. Linear in the length of both.
pub(super) fn altered(file: &str, sentences: &[(usize, &str)]) -> BTreeMap<usize, Altered> {
    let lost = missing(file, sentences);
    if lost.is_empty() {
        return BTreeMap::new();
    }
    let squeezed: Vec<(usize, String)> = lost.iter().map(|(key, s)| (*key, squeeze(s))).collect();
    let squeezed: Vec<(usize, &str)> = squeezed.iter().map(|(key, s)| (*key, s.as_str())).collect();
    let stripped = missing(&squeeze(file), &squeezed);
    let mut altered: BTreeMap<_, _> = lost.iter().map(|(key, _)| (*key, Altered::Merged)).collect();
    altered.extend(stripped.iter().map(|(key, _)| (*key, Altered::Stripped)));
    altered
}

/// Those of `sentences` that `text` does not have.
fn missing<'s>(text: &str, sentences: &[(usize, &'s str)]) -> Vec<(usize, &'s str)> {
    let Ok(finder) = AhoCorasick::new(sentences.iter().map(|s| s.1)) else { return Vec::new() };
    let mut met = vec![false; sentences.len()];
    for found in finder.find_overlapping_iter(text) {
        met[found.pattern().as_usize()] = true;
    }
    sentences.iter().zip(met).filter(|(_, met)| !met).map(|(s, _)| *s).collect()
}

fn squeeze(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_merged_from_stripped() {
        let file = "Le Mali part.\nLe Niger\nsuit mardi. Le **Burkina** suit. L&#39;AES\u{a0}:\tun pacte.";
        let sentences =
            ["Le Mali part.", "Le Niger suit mardi.", "Le Burkina suit.", "un pacte.", "L'AES\u{a0}: un pacte."];
        let keyed: Vec<(usize, &str)> = sentences.into_iter().enumerate().collect();
        let expected = [(1, Altered::Merged), (2, Altered::Stripped), (4, Altered::Stripped)];
        assert_eq!(altered(file, &keyed), expected.into());
        assert!(altered(file, &[]).is_empty());
    }
}
