//! An article's files, and the compact row that the folder keeps of it.

use super::details::{self, first_mention};
use super::elsewhere;
use super::failure::failure;
use super::files::hex;
use super::lines::Covered;
use super::plan::Plan;
use super::read::Read;
use crate::brief::{BriefView, Page};
use crate::check::{Pair, Renderings};
use crate::exchange::tmx;
use crate::model::{Diagnostic, Line, Origin, Trust, Unit};
use crate::names::Unknown;
use crate::output::{ArticleEntry, KeyPoint, NotInSource};
use crate::story;
use crate::text::{Date, Points};
use rustc_hash::FxHashSet;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// What the folder keeps of an article: no texts but its key points.
pub(super) struct Row {
    pub entry: ArticleEntry,
    pub notes: Vec<Diagnostic>,
    /// What the digest tells of it.
    pub told: Told,
    pub story: story::Row,
    /// Units for `memory.tmx`.
    pub units: Vec<Unit>,
    /// Units for `machine.tmx`.
    pub machine: Vec<Unit>,
    /// In which English the glossary's names stand.
    pub renderings: Renderings,
    /// Names that the glossary does not know, each with its first position.
    pub unknown: Vec<(Unknown, String)>,
    /// What was written, below the output folder.
    pub files: Vec<String>,
}

/// What the digest tells of an article.
pub(super) struct Told {
    pub path: String,
    /// Headline in English if there is English.
    pub title: String,
    /// Whether it is English.
    pub is_english: bool,
    /// Whether it is the article's French one; without a headline it is neither.
    pub is_french: bool,
    pub date: Option<Date>,
    /// The key points, without suggestions.
    pub points: Vec<Line>,
    /// Title of a person on the article's date.
    pub titles: BTreeMap<u32, String>,
}

impl Row {
    /// Keeps what the folder needs.
    pub fn new(
        plan: &Plan,
        read: &Read,
        covered: &Covered,
        brief: &BriefView,
        units: Vec<Unit>,
        files: impl Iterator<Item = String>,
    ) -> Self {
        let first = |name: &Unknown| first_mention(read, name).map_or_else(String::new, |p| p.to_string());
        Self {
            entry: entry(plan, read, covered),
            notes: read.notes.clone(),
            told: told(plan, read, covered, brief),
            story: story_row(read),
            units,
            machine: machine_units(read, covered),
            renderings: renderings(plan, read, covered),
            unknown: read.unknown.iter().map(|n| (n.clone(), first(n))).collect(),
            files: files.collect(),
        }
    }
}

fn told(plan: &Plan, read: &Read, covered: &Covered, brief: &BriefView) -> Told {
    let headline_is = |is_english: bool| covered.headline.as_ref().is_some_and(|l| l.origin.is_english() == is_english);
    Told {
        path: read.article.path.clone(),
        title: brief.title().to_owned(),
        is_english: headline_is(true),
        is_french: headline_is(false),
        date: read.article.dateline.date,
        points: covered.key_points.iter().map(|l| Line { suggestion: None, ..l.clone() }).collect(),
        titles: details::titles(plan, read),
    }
}

/// The article's files: path below the output folder, and bytes.
///
/// # Errors
/// When a user's template fails on this article.
pub(super) fn files(
    plan: &Plan,
    read: &Read,
    units: &[Unit],
    view: &BriefView,
) -> Result<Vec<(String, Vec<u8>)>, Diagnostic> {
    let path = &read.article.path;
    let mut files = vec![(format!("{path}.md"), page(plan, path, Page::BriefMarkdown, view)?)];
    if plan.html {
        files.push((format!("{path}.html"), page(plan, path, Page::BriefHtml, view)?));
    }
    let mut memory = Vec::new();
    tmx::write(&mut memory, &tmx::Header::default(), units)
        .map_err(|e| failure(path, format!("{path}.tmx: {e}"), None))?;
    files.push((format!("{path}.tmx"), memory));
    if plan.sentences_file {
        let whole = units.iter().filter(|u| elsewhere::is_one(&u.source));
        let sentences: String = whole.map(|u| format!("{}\n\n", u.source)).collect();
        files.push((format!("{path}.fr.txt"), sentences.into_bytes()));
    }
    Ok(files)
}

fn page(plan: &Plan, path: &str, page: Page, view: &BriefView) -> Result<Vec<u8>, Diagnostic> {
    let rendered = plan.templates.render(page, view);
    rendered.map(String::into_bytes).map_err(|e| failure(path, e.to_string(), Some("mend the template")))
}

/// The units of an article, in article order, each source once: lines with English, context-free.
pub(super) fn units(plan: &Plan, read: &Read, covered: &Covered) -> Vec<Unit> {
    let english = |(i, line): (usize, &Line)| Some(unit(read, i, line, &line.english.as_ref()?.text));
    exported(plan, read, covered).filter_map(english).collect()
}

/// The units of all lines that a machine made, exported or not.
fn machine_units(read: &Read, covered: &Covered) -> Vec<Unit> {
    let made = covered.lines.iter().filter(|(_, line)| line.origin == Origin::Machine);
    made.filter_map(|(&i, line)| Some(unit(read, i, line, &line.english.as_ref()?.text))).collect()
}

/// The lines with English that the TMX has, each French once, and their segments.
fn exported<'a>(plan: &Plan, read: &Read, covered: &'a Covered) -> impl Iterator<Item = (usize, &'a Line)> {
    let mut met = FxHashSet::default();
    let lines = covered.lines.iter().map(|(&i, line)| (i, line));
    lines.filter(move |(i, l)| l.english.is_some() && plan.exports(read, *i) && met.insert(l.french.as_str()))
}

fn unit(read: &Read, i: usize, line: &Line, english: &str) -> Unit {
    let french = |i: Option<usize>| i.filter(|&i| i < read.segments.len()).map(|i| read.french(i).to_owned());
    let mut props =
        vec![("x-article".to_owned(), read.article.path.clone()), ("x-position".to_owned(), line.position.short())];
    if let Some(rate) = line.rate {
        props.push(("x-rate".to_owned(), rate.to_string()));
    }
    if !line.evidence.is_empty() {
        let made_by = if line.rung.is_some() { "x-engine" } else { "x-evidence" };
        props.push((made_by.to_owned(), line.evidence.clone()));
    }
    if let Some(rung) = line.rung {
        props.push(("x-rung".to_owned(), rung.to_owned()));
    }
    Unit {
        id: Some(tuid(&read.article.path, i)),
        source: line.french.clone(),
        target: english.to_owned(),
        before: french(i.checked_sub(1)),
        after: french(Some(i + 1)),
        trust: if line.origin == Origin::Machine { Trust::Machine } else { Trust::Approved },
        origin: Some(line.origin),
        date: read.article.dateline.date,
        props,
        ..Unit::default()
    }
}

fn renderings(plan: &Plan, read: &Read, covered: &Covered) -> Renderings {
    let mut renderings = Renderings::default();
    for (&i, line) in &covered.lines {
        let Some(english) = &line.english else { continue };
        let pair = Pair { french: &line.french, english: &english.text, hits: &read.hits[i] };
        renderings.add(pair, i as u64, |concept| plan.wording(concept));
    }
    renderings
}

/// 16 hex digits of SHA-256 of article path, NUL, segment number (1-based in the article).
fn tuid(path: &str, segment: usize) -> String {
    let mut hash = Sha256::new();
    hash.update(path.as_bytes());
    hash.update([0]);
    hash.update((segment + 1).to_string().as_bytes());
    hex(&hash.finalize()[..8])
}

fn entry(plan: &Plan, read: &Read, covered: &Covered) -> ArticleEntry {
    let article = &read.article;
    let mut lines = BTreeMap::new();
    for line in covered.lines.values() {
        *lines.entry(line.origin.name()).or_default() += 1;
    }
    ArticleEntry {
        path: article.path.clone(),
        written: true,
        source: article.source.clone(),
        text_sha256: hex(&Sha256::digest(article.text.as_bytes())),
        title: article.title().map(|b| article.slice(b.span).to_owned()),
        date: article.dateline.date,
        segments: read.segments.len() as u32,
        mentions: read.hits.iter().flatten().filter(|h| !h.nested).count() as u32,
        lines,
        key_points: key_points(read, covered),
        not_in_source: not_in_source(plan, read, covered),
    }
}

fn key_points(read: &Read, covered: &Covered) -> Vec<KeyPoint> {
    let points = Points::new(&read.article.text);
    let point = |&i: &usize| {
        let (start, end) = points.of(read.segments[i].span);
        let origin = covered.lines.get(&i).map_or(Origin::None, |l| l.origin);
        KeyPoint { position: read.article.position(&read.segments[i]).short(), start, end, origin }
    };
    read.key.iter().map(point).collect()
}

fn not_in_source(plan: &Plan, read: &Read, covered: &Covered) -> Vec<NotInSource> {
    let lost = |(i, line): (usize, &Line)| Some((line.position.short(), read.lost.get(&i)?.name()));
    let told = exported(plan, read, covered).filter_map(lost);
    told.map(|(position, reason)| NotInSource { position, reason }).collect()
}

fn story_row(read: &Read) -> story::Row {
    let article = &read.article;
    let title = article.title().map_or("", |b| article.slice(b.span));
    let body = article.blocks.iter().filter(|b| b.kind.is_body()).map(|b| article.slice(b.span));
    let concepts = read.hits.iter().flatten().filter(|h| !h.nested).map(|h| h.concept);
    story::Row::new(title, body, concepts, article.dateline.date)
}
