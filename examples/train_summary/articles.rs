//! Articles with the abstracts that journalists wrote.

use entrefilet::segment::Splitter;
use entrefilet::summary::{Document, unglued};
use entrefilet::text::{stem, stop_word};
use flate2::read::GzDecoder;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::Path;

/// An article of the data set.
#[derive(Deserialize)]
pub struct Article {
    #[serde(default)]
    pub title: String,
    pub text: String,
    /// The abstract; empty in the set of titles.
    #[serde(default)]
    pub summary: String,
    /// The text in sentences.
    #[serde(skip)]
    pub sentences: Vec<String>,
}

impl Article {
    pub fn document(&self) -> Document<'_> {
        Document::plain(&self.title, self.sentences.iter().map(String::as_str))
    }
}

/// Words between spaces.
pub fn length(text: &str) -> usize {
    text.split_whitespace().count()
}

/// Reads JSON lines in gzip and splits the texts as `entrefilet summarize` does.
pub fn read(path: &Path) -> std::io::Result<Vec<Article>> {
    let lines = std::io::read_to_string(GzDecoder::new(File::open(path)?))?;
    let mut articles: Vec<Article> = lines.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let splitter = Splitter::french();
    for article in &mut articles {
        let tiles = splitter.tiles(&article.text).into_iter().map(|t| t.sentence.of(&article.text));
        let parts = tiles.flat_map(|s| unglued(s).into_iter().map(|part| part.of(s).to_string()));
        article.sentences = parts.filter(|s| !s.is_empty()).collect();
    }
    Ok(articles)
}

/// Stems of content words by the number of texts that have them, commonest first.
pub fn common<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<String> {
    const LISTED: usize = 1500;
    let mut spread: BTreeMap<String, usize> = BTreeMap::new();
    for text in texts {
        let text = text.to_lowercase().replace('œ', "oe");
        let words = text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty() && stop_word(w).is_none());
        let stems: BTreeSet<String> = words.map(stem).collect();
        stems.into_iter().for_each(|s| *spread.entry(s).or_default() += 1);
    }
    let mut stems: Vec<(String, usize)> = spread.into_iter().collect();
    stems.sort_by_key(|s| std::cmp::Reverse(s.1));
    stems.into_iter().take(LISTED).map(|s| s.0).collect()
}
