//! Reading an article: bytes of a txt, md or html file become one text and its blocks.
//!
//! Nothing is fetched, nothing is guessed without a trace: the encoding that was assumed is in [`Source`], what was
//! replaced or dropped is a note. See `docs/extraction.md` for the rules.

mod clean;
mod dateline;
mod draft;
mod encoding;
mod front_matter;
mod html;
mod kinds;
mod looks;
mod markdown;
mod plain;
mod unwrap;

use crate::model::{Article, Block, BlockKind, Dateline, Diagnostic, Mark, Severity, Source};
use crate::text::{Span, fold};
use dateline::Facts;
use draft::{Draft, Head, Page};
use sha2::{Digest, Sha256};

/// An article and what an editor should know about how it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extracted {
    /// The article.
    pub article: Article,
    /// Assumed or damaged encodings, dropped characters: the article was read all the same.
    pub notes: Vec<Diagnostic>,
    /// The file's characters, before anything was taken off or joined.
    pub decoded: String,
}

/// Why a file is no article.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExtractError {
    /// No byte in it.
    #[error("the file is empty")]
    Empty,
    /// Bytes, but no text that a reader would see.
    #[error("the file has no text")]
    NoText,
    /// A known file type that is not text.
    #[error("this is {0}, not a text file")]
    Foreign(&'static str),
    /// Mostly control characters.
    #[error("this is a binary file: {controls} of its {characters} characters are control characters")]
    Binary {
        /// Control and replacement characters.
        controls: u64,
        /// All characters.
        characters: u64,
    },
    /// Longer than the 4 GiB that positions can count.
    #[error("the file is too long: {0} bytes, and 4 GiB is the limit")]
    TooLong(u64),
}

/// Reads the article in `bytes`; `path` is its name as a reader gives it, and its extension (`html`, `htm`, `xhtml`, `md`,
/// `markdown`, anything else is plain text) says how to read it.
///
/// Never panics and takes time linear in the length, on any bytes.
///
/// # Errors
/// A file that is empty, holds no text, is no text file, or is longer than 4 GiB.
///
/// ```
/// use entrefilet::extract::read;
/// use entrefilet::model::BlockKind;
/// let read = read("mali/a.txt", "Le Niger vote\n\nNIAMEY, 3 avril 2025 (AFP) — Le pays vote.".as_bytes()).unwrap();
/// let article = read.article;
/// assert_eq!(article.slice(article.title().unwrap().span), "Le Niger vote");
/// assert_eq!(article.slice(article.blocks[1].span), "Le pays vote.");
/// assert_eq!(article.dateline.date.unwrap().to_string(), "2025-04-03");
/// assert_eq!(article.dateline.place.as_deref(), Some("NIAMEY"));
/// ```
pub fn read(path: &str, bytes: &[u8]) -> Result<Extracted, ExtractError> {
    refuse(bytes)?;
    let format = Format::of(path);
    let decoded = encoding::decode(bytes, format == Format::Html);
    let controls = controls(&decoded.text)?;
    let source = Source {
        format: format.name(),
        bytes: bytes.len() as u64,
        sha256: hex(&Sha256::digest(bytes)),
        encoding: decoded.encoding.name(),
        encoding_from: decoded.from,
        replaced: decoded.replaced,
        url: None,
    };
    let notes = notes(path, &decoded, controls);
    let mut page = format.read(&decoded.text);
    page.drafts = kinds::refine(page.drafts);
    if format == Format::Plain {
        plain::mark_headings(&mut page.drafts);
    }
    let article = assemble(path, page, source)?;
    Ok(Extracted { article, notes, decoded: decoded.text })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Plain,
    Markdown,
    Html,
}

impl Format {
    fn of(path: &str) -> Self {
        let extension = path.rsplit_once('.').map_or("", |(_, e)| e).to_ascii_lowercase();
        match extension.as_str() {
            "html" | "htm" | "xhtml" => Self::Html,
            "md" | "markdown" => Self::Markdown,
            _ => Self::Plain,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Plain => "txt",
            Self::Markdown => "md",
            Self::Html => "html",
        }
    }

    fn read(self, text: &str) -> Page {
        let lines = || text.replace("\r\n", "\n").replace('\r', "\n");
        match self {
            Self::Plain => plain::read(&lines()),
            Self::Markdown => markdown::read(&lines()),
            Self::Html => html::read(text),
        }
    }
}

/// Refuses what need not be decoded to be known as no article.
fn refuse(bytes: &[u8]) -> Result<(), ExtractError> {
    if bytes.is_empty() {
        return Err(ExtractError::Empty);
    }
    if u32::try_from(bytes.len()).is_err() {
        return Err(ExtractError::TooLong(bytes.len() as u64));
    }
    let foreign = FOREIGN.iter().find(|(magic, _)| bytes.starts_with(magic));
    foreign.map_or(Ok(()), |(_, what)| Err(ExtractError::Foreign(what)))
}

const FOREIGN: [(&[u8], &str); 9] = [
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP or office file"),
    (b"\xd0\xcf\x11\xe0", "an old office file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x7fELF", "a program"),
];

/// Counts the control characters of `text`.
///
/// # Errors
/// Where one character in twenty is no text, the file is binary.
fn controls(text: &str) -> Result<u64, ExtractError> {
    let characters = text.chars().count() as u64;
    let controls = text.chars().filter(|&c| clean::is_control(c)).count() as u64;
    let lost = text.chars().filter(|&c| c == char::REPLACEMENT_CHARACTER).count() as u64;
    if controls + lost > FEW && (controls + lost) * 20 > characters {
        return Err(ExtractError::Binary { controls: controls + lost, characters });
    }
    Ok(controls)
}

/// Damage that even a very short text may have.
const FEW: u64 = 4;

fn notes(path: &str, decoded: &encoding::Decoded, controls: u64) -> Vec<Diagnostic> {
    let note = |severity, message: String, help: Option<&str>| Diagnostic {
        path: path.to_owned(),
        line: None,
        severity,
        message,
        help: help.map(str::to_owned),
    };
    let encoding = decoded.encoding.name();
    let assumed = (decoded.from == "detected" && decoded.contradicted.is_none())
        .then(|| note(Severity::Note, format!("no encoding declared, read as {encoding}"), None));
    let contradicted = decoded.contradicted.map(|declared| {
        let message = format!("declared as {}, but its bytes are {encoding}; read as such", declared.name());
        note(Severity::Note, message, None)
    });
    let replaced = (decoded.replaced > 0).then(|| {
        let message = format!("{} byte sequences are not {encoding} and were replaced by U+FFFD", decoded.replaced);
        note(Severity::Warning, message, Some("save the file again from its source"))
    });
    let dropped =
        (controls > 0).then(|| note(Severity::Note, format!("{controls} control characters were dropped"), None));
    [assumed, contradicted, replaced, dropped].into_iter().flatten().collect()
}

fn hex(digest: &[u8]) -> String {
    digest.iter().map(|b| format!("{b:02x}")).collect()
}

/// Puts the blocks into one text.
fn assemble(path: &str, page: Page, mut source: Source) -> Result<Article, ExtractError> {
    let Page { mut head, mut drafts } = page;
    source.url = head.url.take();
    put_head(&mut head, &mut drafts);
    let found = datelines(&mut drafts);
    let length: u64 = drafts.iter().map(|d| d.text.len() as u64 + 1).sum();
    match length {
        0 => return Err(ExtractError::NoText),
        l if l > u64::from(u32::MAX) => return Err(ExtractError::TooLong(l)),
        _ => {}
    }
    let mut article = Article {
        path: path.to_owned(),
        text: String::with_capacity(length as usize),
        blocks: Vec::with_capacity(drafts.len()),
        marks: Vec::new(),
        dateline: Dateline::default(),
        source,
    };
    let starts: Vec<u32> = drafts.iter().map(|draft| append(&mut article, draft)).collect();
    article.dateline = dateline(head, found, &starts);
    Ok(article)
}

/// Puts headline and author of the file's head in front, the headline once only.
fn put_head(head: &mut Head, drafts: &mut Vec<Draft>) {
    let mut front = Vec::new();
    if let Some((title, line)) = head.title.take() {
        let folded = fold(&title);
        let again = drafts.iter().take(4).position(|d| d.text.len() <= 2 * title.len() && fold(&d.text) == folded);
        again.map(|at| drafts.remove(at));
        front.push(Draft::new(BlockKind::Title, title, line));
    }
    if let Some((name, line)) = head.byline.take() {
        front.push(Draft::new(BlockKind::Byline, name, line));
    }
    drafts.splice(0..0, front);
}

/// What the datelines of an article say, and where the date stands: in which draft, up to which byte.
#[derive(Default)]
struct Found {
    facts: Facts,
    date_at: Option<(usize, Span)>,
}

/// Paragraphs that may open with a dateline: the first, and the one after a standfirst.
const LEADS: usize = 2;

/// Reads every dateline: lines of their own, bylines with a date, and what the first paragraphs (or what stands before them)
/// open with, which is then no part of their block.
fn datelines(drafts: &mut [Draft]) -> Found {
    let mut found = Found::default();
    let paragraphs = drafts.iter().enumerate().filter(|(_, d)| d.kind == BlockKind::Paragraph).map(|(at, _)| at);
    let last = paragraphs.take(LEADS).last().unwrap_or(drafts.len());
    for (at, draft) in drafts.iter_mut().enumerate() {
        let (facts, end) = match draft.kind {
            BlockKind::Dateline => (dateline::alone(&draft.text), draft.text.len()),
            BlockKind::Byline => (dateline::in_byline(&draft.text), draft.text.len()),
            BlockKind::Paragraph | BlockKind::Caption if at <= last => match dateline::lead(&draft.text) {
                Some((facts, end)) => {
                    draft.lead = end;
                    (Some(facts), end)
                }
                None => continue,
            },
            _ => continue,
        };
        found.add(facts.unwrap_or_default(), at, Span::new(0, end));
    }
    found
}

impl Found {
    /// The first to say something is believed.
    fn add(&mut self, facts: Facts, draft: usize, span: Span) {
        if self.facts.date.is_none() && facts.date.is_some() {
            self.date_at = Some((draft, span));
        }
        let Facts { date, place, agency } = &mut self.facts;
        *date = date.or(facts.date);
        *place = place.take().or(facts.place);
        *agency = agency.take().or(facts.agency);
    }
}

/// A date in the file's head counts before one in the text.
fn dateline(head: Head, found: Found, starts: &[u32]) -> Dateline {
    let span = found.date_at.map(|(draft, span)| span.shifted(starts[draft]));
    Dateline {
        date: head.date.or(found.facts.date),
        place: found.facts.place.or(head.place),
        agency: found.facts.agency,
        span: span.filter(|_| head.date.is_none() || head.date == found.facts.date),
    }
}

/// Adds `draft` as a block of its own; says where it starts.
fn append(article: &mut Article, draft: &Draft) -> u32 {
    if !article.text.is_empty() {
        article.text.push('\n');
    }
    let start = article.text.len() as u32;
    article.text.push_str(&draft.text);
    let whole = Span { start: start + draft.lead as u32, end: article.text.len() as u32 };
    let number = article.blocks.len() as u32 + 1;
    let span = whole.trimmed(&article.text);
    article.blocks.push(Block { kind: draft.kind, span, number, line: draft.line });
    article.marks.extend(draft.marks.iter().map(|m| Mark { span: m.span.shifted(start), kind: m.kind.clone() }));
    start
}

#[cfg(test)]
mod tests;
