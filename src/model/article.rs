//! An article: one text, and what is where in it.

use crate::text::{Date, Span};
use std::fmt;

/// An article as `extract` read it. `text` never changes again; all else is spans into it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// Path as a reader names it: below its input folder, `/` between parts.
    pub path: String,
    /// The text, NFC, one `\n` between blocks, hard-wrapped lines joined.
    pub text: String,
    /// The blocks in reading order; they do not overlap.
    pub blocks: Vec<Block>,
    /// Bold, links and quotations, in order of start; they may nest.
    pub marks: Vec<Mark>,
    /// Date and place, as far as the article says them.
    pub dateline: Dateline,
    /// The file it came from.
    pub source: Source,
}

impl Article {
    /// The article's headline, if it has one: its first [`BlockKind::Title`] block.
    pub fn title(&self) -> Option<&Block> {
        self.blocks.iter().find(|b| b.kind == BlockKind::Title)
    }

    /// The text of `span`.
    pub fn slice(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    /// The block that `segment` belongs to.
    pub fn block_of(&self, segment: &Segment) -> &Block {
        &self.blocks[segment.block as usize]
    }

    /// What a reader counts to find `segment`.
    pub fn position(&self, segment: &Segment) -> Position {
        let block = self.block_of(segment);
        Position { path: self.path.clone(), paragraph: block.number, sentence: segment.number, line: block.line }
    }
}

/// A run of text with one job on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// Its job.
    pub kind: BlockKind,
    /// Where it stands in [`Article::text`], without white space at its ends.
    pub span: Span,
    /// ¶ number, 1-based, as a reader counts: every block that shows counts one, the title ¶1 too.
    pub number: u32,
    /// Line of the source file on which it starts, 1-based; `None` for HTML.
    pub line: Option<u32>,
}

/// The job of a [`Block`] on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum BlockKind {
    /// The headline.
    Title,
    /// A heading inside the article.
    Heading,
    /// A paragraph of the body.
    Paragraph,
    /// One item of a list.
    ListItem,
    /// A quotation set apart.
    Quotation,
    /// A picture's caption or credit.
    Caption,
    /// Date, place, agency on a line of their own.
    Dateline,
    /// Who wrote it.
    Byline,
    /// A pointer to another article; its “Lire aussi :” is stripped, the sentence after it kept.
    ReadAlso,
}

impl BlockKind {
    /// Whether the block tells the story: only such sentences are summarised and translated by default.
    pub fn is_body(self) -> bool {
        matches!(self, Self::Paragraph | Self::ListItem | Self::Quotation)
    }
}

/// A stand-off mark on the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// What is marked.
    pub span: Span,
    /// As what.
    pub kind: MarkKind,
}

/// What a [`Mark`] says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// Emphasis of any strength.
    Emphasis,
    /// A link and where it leads, as written; nothing is fetched.
    Link(String),
}

/// Date and place of an article, each with the span that said so.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dateline {
    /// The date, as exact as the article gives it.
    pub date: Option<Date>,
    /// The place, in French, as written.
    pub place: Option<String>,
    /// The agency in brackets: AFP, Reuters.
    pub agency: Option<String>,
    /// Where in the text the date was read; `None` when it came from front matter, metadata or the file's head.
    pub span: Option<Span>,
}

/// The file behind an article.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Source {
    /// `txt`, `md` or `html`.
    pub format: &'static str,
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256 of the file, 64 hex digits.
    pub sha256: String,
    /// WHATWG name of the encoding it was read as.
    pub encoding: &'static str,
    /// What said so: `bom`, `declared`, `utf-8` (it was valid) or `detected`.
    pub encoding_from: &'static str,
    /// Byte sequences that stood for no character and became U+FFFD.
    pub replaced: u32,
    /// The article's own address, when it says one (canonical link, `url:` in front matter).
    pub url: Option<String>,
}

/// A sentence, or what stands for one: a heading, a list item without full stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// The sentence, without white space at its ends.
    pub span: Span,
    /// Its tile: the sentence and the gap after it (the first of a block takes the gap before it, too), so the tiles of a
    /// block joined are the block, byte for byte.
    pub tile: Span,
    /// Index into [`Article::blocks`].
    pub block: u32,
    /// Number in its block, 1-based.
    pub number: u32,
}

/// What a reader counts to find a sentence: `mali/a.html ¶3 s2`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The article's path.
    pub path: String,
    /// ¶ number, 1-based.
    pub paragraph: u32,
    /// Sentence in it, 1-based.
    pub sentence: u32,
    /// Line of the source file where the paragraph starts, for txt and md.
    pub line: Option<u32>,
}

impl Position {
    /// Without the path: `¶3 s2`.
    pub fn short(&self) -> String {
        format!("¶{} s{}", self.paragraph, self.sentence)
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{} ¶{} s{}", self.path, self.paragraph, self.sentence)
    }
}
