//! From a tree of elements to blocks, without recursion.

use super::prune::has_word;
use crate::extract::clean::Inline;
use crate::extract::draft::Draft;
use crate::model::{BlockKind, MarkKind};
use dom_query::{Document, NodeRef};

/// The blocks of `document` in reading order; the headline is a heading here, and only `assemble` knows that it is the title.
pub(super) fn blocks(document: &Document) -> Vec<Draft> {
    let mut walk = Walk::default();
    let mut steps = vec![Step::Enter(document.root())];
    while let Some(step) = steps.pop() {
        match step {
            Step::Leave(element) => walk.leave(element),
            Step::Enter(node) if node.is_text() => walk.inline.push(&node.text()),
            Step::Enter(node) => {
                let element = element(&node);
                if element == Element::Skip {
                    continue;
                }
                walk.enter(element, &node);
                steps.push(Step::Leave(element));
                steps.extend(node.children_it(true).map(Step::Enter));
            }
        }
    }
    walk.flush();
    walk.drafts
}

enum Step<'d> {
    Enter(NodeRef<'d>),
    Leave(Element),
}

/// What an element does to the text inside it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Element {
    /// A block of this kind.
    Block(BlockKind),
    /// A box around blocks; text straight in it is a paragraph.
    Box,
    /// Emphasis.
    Emphasis,
    /// A link.
    Link,
    /// Ends a line.
    Break,
    /// Nothing.
    Plain,
    /// Not read at all.
    Skip,
}

fn element(node: &NodeRef) -> Element {
    let Some(name) = node.node_name() else { return Element::Plain };
    match name.as_ref() {
        "head" => Element::Skip,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Element::Block(BlockKind::Heading),
        "li" | "dt" | "dd" | "td" | "th" => Element::Block(BlockKind::ListItem),
        "blockquote" => Element::Block(BlockKind::Quotation),
        "figcaption" | "caption" => Element::Block(BlockKind::Caption),
        "time" if stands_alone(node) => Element::Block(BlockKind::Dateline),
        "b" | "strong" | "i" | "em" | "u" | "mark" => Element::Emphasis,
        "a" => Element::Link,
        "br" | "hr" => Element::Break,
        "span" | "small" | "sub" | "sup" | "abbr" | "cite" | "q" | "font" | "time" | "label" | "code" | "s" | "del"
        | "ins" | "wbr" | "img" | "bdi" | "bdo" | "data" | "dfn" | "kbd" | "samp" | "var" | "tt" | "big" | "strike"
        | "picture" | "source" | "nobr" => Element::Plain,
        _ => named_box(node),
    }
}

/// A box whose class says that it holds the author or a caption.
fn named_box(node: &NodeRef) -> Element {
    let class = node.class().unwrap_or_default();
    match () {
        _ if has_word(&class, &["byline", "author", "authors", "auteur", "signature"]) => {
            Element::Block(BlockKind::Byline)
        }
        _ if has_word(&class, &["caption", "legende", "credit", "credits", "copyright"]) => {
            Element::Block(BlockKind::Caption)
        }
        _ => Element::Box,
    }
}

/// Whether nothing but this stands in its paragraph.
fn stands_alone(node: &NodeRef) -> bool {
    node.parent().is_some_and(|p| {
        !p.is("p, li, span") && p.children_it(false).all(|c| !c.is_text() || c.text().trim().is_empty())
    })
}

#[derive(Default)]
struct Walk {
    drafts: Vec<Draft>,
    inline: Inline,
    /// Kinds of the open blocks, outermost first.
    open: Vec<BlockKind>,
}

impl Walk {
    fn enter(&mut self, element: Element, node: &NodeRef) {
        match element {
            Element::Block(kind) => {
                self.flush();
                self.open.push(kind);
            }
            Element::Box => self.flush(),
            Element::Emphasis => self.inline.open(MarkKind::Emphasis),
            Element::Link => self.inline.open(MarkKind::Link(node.attr_or("href", "").to_string())),
            Element::Break => self.line_break(),
            Element::Plain | Element::Skip => {}
        }
    }

    fn leave(&mut self, element: Element) {
        match element {
            Element::Block(_) => {
                self.flush();
                self.open.pop();
            }
            Element::Box => self.flush(),
            Element::Emphasis | Element::Link => self.inline.close(),
            Element::Break | Element::Plain | Element::Skip => {}
        }
    }

    /// A heading or caption goes on over its line breaks; elsewhere they part paragraphs.
    fn line_break(&mut self) {
        match self.kind() {
            BlockKind::Heading | BlockKind::Caption => self.inline.push(" "),
            _ => self.flush(),
        }
    }

    fn kind(&self) -> BlockKind {
        self.open.last().copied().unwrap_or(BlockKind::Paragraph)
    }

    fn flush(&mut self) {
        let (text, marks) = self.inline.take();
        if !text.is_empty() {
            self.drafts.push(Draft { marks, ..Draft::new(self.kind(), text, None) });
        }
    }
}
