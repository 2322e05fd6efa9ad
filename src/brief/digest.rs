//! The folder's brief: its stories, its new names, what differs and what failed.

use super::PointView;
use crate::model::Diagnostic;
use serde::Serialize;

/// What a digest is made from: compact rows, never the articles' texts.
#[derive(Clone, Debug, Default)]
pub struct Digest {
    /// The stories, most sources first, then by date.
    pub stories: Vec<StoryEntry>,
    /// Articles in the folder.
    pub articles: usize,
    /// How much came from memory, machine, nothing: one sentence.
    pub coverage: String,
    /// Why there is no engine, if there is none.
    pub engine_note: Option<String>,
    /// Names that the glossary does not know, most articles first.
    pub who: Vec<NewName>,
    /// Ready-to-paste `[[concept]]` blocks.
    pub proposals: String,
    /// Names among `who` that have such a block.
    pub proposed: usize,
    /// Sentences and names with different English in the folder.
    pub renderings: Vec<Rendering>,
    /// What failed.
    pub failed: Vec<Diagnostic>,
}

/// Articles that tell one story.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StoryEntry {
    /// Headline of the fullest article, in English if there is English.
    pub title: String,
    /// Whether the headline is French.
    pub is_french: bool,
    /// The articles, fullest first.
    pub sources: Vec<StorySource>,
    /// Joint key points, each with the article it is from.
    pub points: Vec<StoryPoint>,
}

/// An article of a story.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StorySource {
    /// Its headline, in English if there is English.
    pub title: String,
    /// Whether the headline is French.
    pub is_french: bool,
    /// Its path.
    pub path: String,
    /// Date in English.
    pub date: Option<String>,
    /// The fuller article that it nearly repeats.
    pub duplicate_of: Option<String>,
}

/// A key point of a story.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StoryPoint {
    /// The line.
    #[serde(flatten)]
    pub point: PointView,
    /// Path of its article.
    pub source: String,
}

/// A name that the glossary does not know, over the folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NewName {
    /// As the articles have it.
    pub name: String,
    /// `person`, `organisation`, `place` or `kind not clear`.
    pub kind: &'static str,
    /// Over all articles.
    pub mentions: u32,
    /// Articles that have it.
    pub articles: u32,
    /// `mali/a.txt ¶3 s2`
    pub first: String,
}

/// The same French with different English.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rendering {
    /// The French.
    pub french: String,
    /// Each English and the article it stands in: of a sentence the one kept in `memory.tmx` first, of a name the
    /// commonest.
    pub english: Vec<RenderingOf>,
}

/// One English of a [`Rendering`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RenderingOf {
    /// The English.
    pub english: String,
    /// Path of the article, the first of several.
    pub source: String,
    /// How often it stands in the folder.
    pub times: u32,
}

/// What the templates see.
#[derive(Clone, Debug, Serialize)]
pub struct DigestView<'a> {
    articles: usize,
    coverage: &'a str,
    engine_note: Option<&'a str>,
    /// How many stories there are.
    stories_in_all: usize,
    stories: Vec<StoryView<'a>>,
    /// The stories after those, one line each.
    more_stories: Vec<SourceView<'a>>,
    /// Stories that are only in the briefs of their articles.
    stories_left_out: usize,
    /// How many new names there are.
    who_in_all: usize,
    who: &'a [NewName],
    proposals: &'a str,
    /// New names without a proposed entry.
    proposals_left_out: usize,
    renderings: &'a [Rendering],
    renderings_left_out: usize,
    failed: &'a [Diagnostic],
    failed_left_out: usize,
}

#[derive(Clone, Debug, Serialize)]
struct StoryView<'a> {
    title: &'a str,
    is_french: bool,
    /// The articles, near-duplicates under the fullest telling.
    sources: Vec<SourceView<'a>>,
    /// Articles that are not listed.
    sources_left_out: usize,
    points: Vec<PointAt<'a>>,
}

#[derive(Clone, Debug, Serialize)]
struct PointAt<'a> {
    #[serde(flatten)]
    point: &'a StoryPoint,
    link: String,
}

#[derive(Clone, Debug, Serialize)]
struct SourceView<'a> {
    title: &'a str,
    is_french: bool,
    path: &'a str,
    date: Option<&'a str>,
    link: String,
    repeats: Vec<SourceView<'a>>,
}

/// Stories that a digest tells with their points; those after them take a line each.
const STORIES: usize = 100;
/// Such lines; the rest is told by number.
const LINES: usize = 1000;
/// Articles that a story lists at most.
const SOURCES: usize = 30;
/// New names that a digest shows at most.
const NAMES: usize = 300;
/// French with several English forms, and failures, that a digest shows at most.
const LISTED: usize = 300;

impl Digest {
    /// What the templates see; `extension` is `md` or `html`, for the links to the briefs. What a large folder leaves out
    /// is counted.
    pub fn view(&self, extension: &str) -> DigestView<'_> {
        let (stories, rest) = self.stories.split_at(self.stories.len().min(STORIES));
        let lines = rest.iter().take(LINES).filter_map(|s| Some(SourceView::new(s.sources.first()?, &[], extension)));
        let first = |n: usize| n.min(LISTED);
        DigestView {
            articles: self.articles,
            coverage: &self.coverage,
            engine_note: self.engine_note.as_deref(),
            stories_in_all: self.stories.len(),
            stories: stories.iter().map(|s| StoryView::new(s, extension)).collect(),
            more_stories: lines.collect(),
            stories_left_out: rest.len().saturating_sub(LINES),
            who_in_all: self.who.len(),
            who: &self.who[..self.who.len().min(NAMES)],
            proposals: &self.proposals,
            proposals_left_out: self.who.len().saturating_sub(self.proposed),
            renderings: &self.renderings[..first(self.renderings.len())],
            renderings_left_out: self.renderings.len() - first(self.renderings.len()),
            failed: &self.failed[..first(self.failed.len())],
            failed_left_out: self.failed.len() - first(self.failed.len()),
        }
    }
}

impl<'a> StoryView<'a> {
    fn new(story: &'a StoryEntry, extension: &str) -> Self {
        let told: Vec<&StorySource> = story.sources.iter().filter(|s| s.duplicate_of.is_none()).collect();
        let sources = told.iter().take(SOURCES).map(|s| SourceView::new(s, &story.sources, extension));
        let points = story.points.iter().map(|point| {
            let file = link(&point.source, extension);
            let link = if extension == "html" { format!("{file}#{}", point.point.place.anchor) } else { file };
            PointAt { point, link }
        });
        Self {
            title: &story.title,
            is_french: story.is_french,
            sources: sources.collect(),
            sources_left_out: told.len().saturating_sub(SOURCES),
            points: points.collect(),
        }
    }
}

impl<'a> SourceView<'a> {
    /// `source` with those of `others` that nearly repeat it.
    fn new(source: &'a StorySource, others: &'a [StorySource], extension: &str) -> Self {
        let repeats = others.iter().filter(|o| o.duplicate_of.as_deref() == Some(source.path.as_str()));
        Self {
            title: &source.title,
            is_french: source.is_french,
            path: &source.path,
            date: source.date.as_deref(),
            link: link(&source.path, extension),
            repeats: repeats.map(|o| Self::new(o, &[], extension)).collect(),
        }
    }
}

/// The brief of the article at `path`, as a relative link: every byte that could end a link is percent-encoded.
fn link(path: &str, extension: &str) -> String {
    let mut out = String::with_capacity(path.len() + 8);
    for b in path.bytes() {
        match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' => out.push(b as char),
            b => out.push_str(&format!("%{b:02X}")),
        }
    }
    format!("{out}.{extension}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_survive_any_path() {
        assert_eq!(link("a b/c)é.txt", "md"), "a%20b/c%29%C3%A9.txt.md");
    }
}
