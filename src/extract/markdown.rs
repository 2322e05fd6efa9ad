//! Markdown: CommonMark with tables and strikethrough, front matter in front.

use super::clean::Inline;
use super::draft::{Draft, Page};
use super::{front_matter, html};
use crate::model::{BlockKind, MarkKind};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// Reads `text`, whose lines end in `\n`. The first `#` heading is the headline unless the front matter has one.
pub(super) fn read(text: &str) -> Page {
    let (head, body, skipped) = front_matter::take(text);
    let mut reader = Reader::new(body, skipped, head.title.is_some());
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    for (event, range) in Parser::new_ext(body, options).into_offset_iter() {
        reader.event(event, range.start);
    }
    reader.flush();
    Page { head, drafts: reader.drafts }
}

struct Reader<'t> {
    body: &'t str,
    drafts: Vec<Draft>,
    inline: Inline,
    /// Kinds of the open blocks, outermost first.
    open: Vec<BlockKind>,
    /// Byte where the block being read starts.
    start: usize,
    /// Lines up to byte `counted`.
    lines: u32,
    counted: usize,
    titled: bool,
    code: bool,
    /// Alternative text of the picture being read.
    alt: Option<Inline>,
    /// HTML block being read.
    raw: String,
}

impl<'t> Reader<'t> {
    fn new(body: &'t str, skipped: u32, titled: bool) -> Self {
        Self {
            body,
            drafts: Vec::new(),
            inline: Inline::default(),
            open: Vec::new(),
            start: 0,
            lines: skipped + 1,
            counted: 0,
            titled,
            code: false,
            alt: None,
            raw: String::new(),
        }
    }

    fn event(&mut self, event: Event, at: usize) {
        match event {
            Event::Start(tag) => self.start(tag, at),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.code => text.split_inclusive('\n').for_each(|line| self.code_line(line)),
            Event::Text(text) | Event::Code(text) => self.alt.as_mut().unwrap_or(&mut self.inline).push(&text),
            Event::SoftBreak => self.inline.push(" "),
            Event::HardBreak if self.kind() == BlockKind::Paragraph => self.next_block(at),
            Event::HardBreak => self.inline.push(" "),
            Event::Html(raw) => self.raw.push_str(&raw),
            Event::Rule => self.next_block(at),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag, at: usize) {
        match tag {
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough => self.inline.open(MarkKind::Emphasis),
            Tag::Link { dest_url, .. } => self.inline.open(MarkKind::Link(dest_url.into_string())),
            Tag::Image { .. } => self.alt = Some(Inline::default()),
            Tag::Heading { level, .. } => self.open_block(self.heading(level), at),
            Tag::BlockQuote(_) => self.open_block(BlockKind::Quotation, at),
            Tag::Item | Tag::TableCell => self.open_block(BlockKind::ListItem, at),
            Tag::Paragraph => self.open_block(self.kind(), at),
            Tag::CodeBlock(_) => {
                self.code = true;
                self.open_block(BlockKind::Paragraph, at);
            }
            _ => self.next_block(at),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link => self.inline.close(),
            TagEnd::Image => self.caption(),
            TagEnd::HtmlBlock => self.html(),
            TagEnd::Heading(_) | TagEnd::BlockQuote(_) | TagEnd::Item | TagEnd::TableCell | TagEnd::Paragraph => {
                self.close_block();
            }
            TagEnd::CodeBlock => {
                self.code = false;
                self.close_block();
            }
            _ => self.flush(),
        }
    }

    /// The kind of the innermost block that is not a bare paragraph.
    fn kind(&self) -> BlockKind {
        self.open.last().copied().unwrap_or(BlockKind::Paragraph)
    }

    fn heading(&self, level: HeadingLevel) -> BlockKind {
        let first = level == HeadingLevel::H1 || self.drafts.is_empty();
        if first && !self.titled { BlockKind::Title } else { BlockKind::Heading }
    }

    fn open_block(&mut self, kind: BlockKind, at: usize) {
        self.next_block(at);
        self.open.push(kind);
    }

    fn close_block(&mut self) {
        self.flush();
        self.open.pop();
    }

    fn next_block(&mut self, at: usize) {
        self.flush();
        self.start = at;
    }

    /// A picture's alternative text is the nearest that Markdown has to a caption.
    fn caption(&mut self) {
        let (text, _) = self.alt.take().unwrap_or_default().take();
        if !text.is_empty() {
            let line = Some(self.line());
            self.drafts.push(Draft::new(BlockKind::Caption, text, line));
        }
    }

    fn code_line(&mut self, line: &str) {
        self.inline.push(line);
        self.flush();
    }

    fn html(&mut self) {
        let raw = std::mem::take(&mut self.raw);
        let line = Some(self.line());
        self.drafts.extend(html::fragment(&raw).into_iter().map(|d| Draft { line, ..d }));
    }

    fn flush(&mut self) {
        let (text, marks) = self.inline.take();
        if text.is_empty() {
            return;
        }
        let kind = self.kind();
        self.titled |= kind == BlockKind::Title;
        let line = Some(self.line());
        self.drafts.push(Draft { marks, ..Draft::new(kind, text, line) });
    }

    /// The line of the file on which the block being read starts. Blocks come in order, so each line is counted once.
    fn line(&mut self) -> u32 {
        if self.start > self.counted {
            self.lines += self.body[self.counted..self.start].matches('\n').count() as u32;
            self.counted = self.start;
        }
        self.lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(text: &str) -> Vec<(BlockKind, String, u32)> {
        read(text).drafts.into_iter().map(|d| (d.kind, d.text, d.line.unwrap_or(0))).collect()
    }

    #[test]
    fn blocks_have_the_kinds_their_marks_say() {
        use BlockKind::*;
        let text = "# Le vote\n\nLe **pays** [vote](http://a.test)\ndimanche.\n\n## La suite\n\n- un\n- deux\n\n> Tout va bien.\n\n![Des urnes](u.jpg)\n";
        let found = blocks(text);
        let wanted = [
            (Title, "Le vote", 1),
            (Paragraph, "Le pays vote dimanche.", 3),
            (Heading, "La suite", 6),
            (ListItem, "un", 8),
            (ListItem, "deux", 9),
            (Quotation, "Tout va bien.", 11),
            (Caption, "Des urnes", 13),
        ];
        assert_eq!(found, wanted.map(|(kind, text, line)| (kind, text.to_owned(), line)));
        let marks = &read(text).drafts[1].marks;
        assert_eq!(marks[1].kind, MarkKind::Link("http://a.test".into()));
    }

    #[test]
    fn front_matter_has_the_headline_and_lines_still_count() {
        let page = read("---\ntitle: Le vote\n---\n\n# Le vote\n\nLe pays vote.\n");
        assert_eq!(page.head.title.unwrap().0, "Le vote");
        assert_eq!((page.drafts[0].kind, page.drafts[1].line), (BlockKind::Heading, Some(7)));
    }

    #[test]
    fn html_inside_is_read_as_html() {
        let found = blocks("<div><p>Le pays <b>vote</b>.</p><script>x()</script></div>\n\nFin <b>du</b> vote.\n");
        assert_eq!(found[0].1, "Le pays vote.");
        assert_eq!(found[1].1, "Fin du vote.");
    }
}
