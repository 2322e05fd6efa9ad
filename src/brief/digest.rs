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
    /// `person`, `organisation` or `place`.
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
    stories: Vec<StoryView<'a>>,
    /// Stories of one article that are only in their own briefs.
    stories_left_out: usize,
    who: &'a [NewName],
    proposals: &'a str,
    renderings: &'a [Rendering],
    failed: &'a [Diagnostic],
}

#[derive(Clone, Debug, Serialize)]
struct StoryView<'a> {
    title: &'a str,
    sources: Vec<SourceView<'a>>,
    points: &'a [StoryPoint],
}

#[derive(Clone, Debug, Serialize)]
struct SourceView<'a> {
    title: &'a str,
    path: &'a str,
    date: Option<&'a str>,
    duplicate_of: Option<&'a str>,
    link: String,
}

/// Stories that a digest shows at most; the rest are told of in one line.
const STORIES: usize = 200;
/// New names that a digest shows at most.
const NAMES: usize = 300;

impl Digest {
    /// What the templates see; `extension` is `md` or `html`, for the links to the briefs.
    pub fn view(&self, extension: &str) -> DigestView<'_> {
        let shown = &self.stories[..self.stories.len().min(STORIES)];
        DigestView {
            articles: self.articles,
            coverage: &self.coverage,
            engine_note: self.engine_note.as_deref(),
            stories: shown.iter().map(|s| StoryView::new(s, extension)).collect(),
            stories_left_out: self.stories.len() - shown.len(),
            who: &self.who[..self.who.len().min(NAMES)],
            proposals: &self.proposals,
            renderings: &self.renderings,
            failed: &self.failed,
        }
    }
}

impl<'a> StoryView<'a> {
    fn new(story: &'a StoryEntry, extension: &str) -> Self {
        let sources = story.sources.iter().map(|s| SourceView {
            title: &s.title,
            path: &s.path,
            date: s.date.as_deref(),
            duplicate_of: s.duplicate_of.as_deref(),
            link: link(&s.path, extension),
        });
        Self { title: &story.title, sources: sources.collect(), points: &story.points }
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
