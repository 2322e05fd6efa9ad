//! What the readers of txt, md and html hand over: blocks in order and what the file's head says.

use crate::model::{BlockKind, Mark};
use crate::text::{Date, Span};

/// A block with its own text, before the article is put together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Draft {
    pub kind: BlockKind,
    /// Clean: composed, white space collapsed, trimmed, not empty.
    pub text: String,
    /// In the block's own coordinates.
    pub marks: Vec<Mark>,
    pub line: Option<u32>,
    /// Bytes at the start that belong to no block: a dateline before the first sentence.
    pub lead: usize,
}

impl Draft {
    pub fn new(kind: BlockKind, text: String, line: Option<u32>) -> Self {
        Self { kind, text, marks: Vec::new(), line, lead: 0 }
    }

    /// The block's text inside `span`, trimmed, with its marks.
    pub fn part(&self, span: Span) -> Self {
        let kept = span.trimmed(&self.text);
        let clip = |m: &Mark| {
            let start = m.span.start.clamp(kept.start, kept.end);
            let span = Span { start, end: m.span.end.clamp(start, kept.end) }.trimmed(&self.text);
            Mark { span: span.relative_to(kept.start), kind: m.kind.clone() }
        };
        let marks = self.marks.iter().map(clip).filter(|m| !m.span.is_empty()).collect();
        Self { kind: self.kind, text: kept.of(&self.text).to_owned(), marks, line: self.line, lead: 0 }
    }
}

/// What a file says about its article outside the running text.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Head {
    /// The headline, and its line in the file.
    pub title: Option<(String, Option<u32>)>,
    /// Who wrote it, and the line that says so.
    pub byline: Option<(String, Option<u32>)>,
    pub date: Option<Date>,
    pub place: Option<String>,
    pub url: Option<String>,
}

/// A file as its reader understood it.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub head: Head,
    pub drafts: Vec<Draft>,
}
