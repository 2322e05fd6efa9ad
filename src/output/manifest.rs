//! `run.json`: what a run read, made and could not do, so that a later run and an auditor can follow it.

use crate::model::{Diagnostic, Origin, Source};
use crate::text::Date;
use serde::Serialize;
use std::collections::BTreeMap;

/// The manifest of a run. Holds no clock time, absolute path, thread count or output folder.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Manifest {
    /// Name and version of the program.
    pub generator: &'static str,
    /// The glossaries, in order of loading.
    pub glossaries: Vec<InputFile>,
    /// The memories, in order of priority.
    pub memories: Vec<InputFile>,
    /// The engine that translated, with everything its answers depend on.
    pub engine: String,
    /// The articles, in path order, failed ones without counts.
    pub articles: Vec<ArticleEntry>,
    /// Sums over all articles.
    pub totals: Totals,
    /// What went wrong or looks wrong, in path order.
    pub diagnostics: Vec<Diagnostic>,
    /// Every file of this run below the output folder, `/` between parts, sorted; this one among them.
    pub files: Vec<String>,
}

/// A glossary or memory that a run used.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct InputFile {
    /// Path relative to the pipeline file, `/` between parts.
    pub path: String,
    /// SHA-256 of the file, 64 hex digits.
    pub sha256: String,
    /// Concepts or units in it.
    pub entries: u64,
}

/// One article of a run.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct ArticleEntry {
    /// Path as in the brief.
    pub path: String,
    /// Whether its files were written.
    pub written: bool,
    /// The file and how it was read.
    pub source: Source,
    /// SHA-256 of the extracted text that the spans count in.
    pub text_sha256: String,
    /// French headline.
    pub title: Option<String>,
    /// Date, as exact as known.
    pub date: Option<Date>,
    /// Sentences.
    pub segments: u32,
    /// Glossary mentions.
    pub mentions: u32,
    /// Lines that the brief shows or the TMX carries, by origin.
    pub lines: BTreeMap<&'static str, u32>,
    /// The key points: where each stands in the extracted text.
    pub key_points: Vec<KeyPoint>,
    /// The sentences of its TMX that are no segments of their own where OmegaT opens the file with its own rules, so that
    /// it matches none of them exactly there.
    pub not_in_source: Vec<NotInSource>,
}

/// A sentence that a translation tool does not have as one segment.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct NotInSource {
    /// `¶3 s2`
    pub position: String,
    /// `split` (the tool cuts inside it), `merged` (the tool's segment is longer, or has its lines apart) or `stripped`
    /// (markup or invisible characters were taken off, or characters spelled anew).
    pub reason: &'static str,
}

/// Where a key point stands.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct KeyPoint {
    /// `¶3 s2`
    pub position: String,
    /// First code point in the extracted text.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// Where its English came from.
    pub origin: Origin,
}

/// Sums over the articles of a run.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Totals {
    /// Articles found.
    pub articles: u32,
    /// Articles written.
    pub written: u32,
    /// Articles that failed.
    pub failed: u32,
    /// Sentences.
    pub segments: u64,
    /// Glossary mentions.
    pub mentions: u64,
    /// Lines by origin.
    pub lines: BTreeMap<&'static str, u64>,
}

impl Manifest {
    /// The file's bytes.
    pub fn to_json(&self) -> Vec<u8> {
        let mut json = serde_json::to_vec_pretty(self).unwrap_or_default();
        json.push(b'\n');
        json
    }
}
