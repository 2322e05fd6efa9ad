//! What a JSON line asks of a text with names in it, and the article it belongs to.

use entrefilet::pipeline::stream::Id;
use entrefilet::termbase::{Reader, Termbase};
use entrefilet::text::Date;
use serde::Deserialize;

/// A line of input of `terms find` and `translate`.
#[derive(Deserialize)]
pub struct Asked<'l> {
    #[serde(borrow, default)]
    pub id: Id<'l>,
    pub text: String,
    /// Lines of one document are one article, in order: a surname means who was named before.
    #[serde(default)]
    pub doc: Option<serde_json::Value>,
    #[serde(default)]
    pub date: Option<Date>,
}

/// The article that the lines now arriving belong to; it may span many batches.
pub struct Article<'b> {
    base: &'b Termbase,
    date: Option<Date>,
    doc: Option<serde_json::Value>,
    reader: Reader<'b>,
}

impl<'b> Article<'b> {
    /// One of which no line has come yet; `date` is that of lines which say none.
    pub fn new(base: &'b Termbase, date: Option<Date>) -> Self {
        Self { base, date, doc: None, reader: base.reader(date) }
    }

    /// A reader for an article of its own.
    pub fn fresh(&self) -> Reader<'b> {
        self.base.reader(self.date)
    }

    /// The reader for a line: that of the line before if both are of one document, else a new one.
    pub fn reader(&mut self, doc: Option<serde_json::Value>, date: Option<Date>) -> &mut Reader<'b> {
        if doc.is_none() || doc != self.doc {
            self.reader = self.base.reader(date.or(self.date));
            self.doc = doc;
        }
        &mut self.reader
    }
}
