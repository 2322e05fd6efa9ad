//! Reading a glossary file as it is written.

use super::{BadSheet, Block, Field, FieldValue, Sheet, key_text, quoted};
use crate::exchange::glossary::keys::rank;
use toml_edit::{Array, DocumentMut, Item, Table, TableLike, Value};

impl Sheet {
    /// Reads a glossary file.
    ///
    /// # Errors
    /// When a block is no TOML, or something stands in the file that is no concept.
    pub fn parse(text: &str) -> Result<Self, BadSheet> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n");
        let (mut parts, foot) = cut(&text);
        let head = parts.first_mut().map(Part::take_head).unwrap_or_default();
        let blocks = parts.iter().map(Part::block).collect::<Result<_, _>>()?;
        Ok(Self { head, blocks, foot })
    }
}

/// The lines of one block, with the comments above it.
struct Part<'t> {
    text: &'t str,
    /// Lines of the file before it.
    before: u32,
}

/// Cuts a file before the comments above each `[[concept]]`; the comments after the last block come separately.
fn cut(text: &str) -> (Vec<Part<'_>>, Vec<String>) {
    let mut parts: Vec<Part> = Vec::new();
    let (mut start, mut first, mut at, mut tail, mut tail_line) = (0, 0, 0, 0, 0);
    let mut open = false;
    for (line, content) in (0..).zip(text.split_inclusive('\n')) {
        let trimmed = content.trim();
        let header = trimmed.starts_with("[[concept]]");
        if header && open {
            parts.push(Part { text: &text[start..tail], before: first });
            (start, first) = (tail, tail_line);
        }
        open |= header;
        at += content.len();
        if !trimmed.is_empty() && !trimmed.starts_with('#') {
            (tail, tail_line) = (at, line + 1);
        }
    }
    if tail > start {
        parts.push(Part { text: &text[start..tail], before: first });
    }
    (parts, comment_lines(&text[tail..]))
}

/// The comment lines of white space and comments.
fn comment_lines(decor: &str) -> Vec<String> {
    decor.lines().map(str::trim).filter(|l| l.starts_with('#')).map(str::to_owned).collect()
}

impl Part<'_> {
    /// Takes the comments that belong to the file: those before the last blank line above the first block.
    fn take_head(&mut self) -> Vec<String> {
        let above =
            self.text.find("[[concept]]").map_or(0, |header| self.text[..header].rfind("\n\n").map_or(0, |i| i + 2));
        let (head, rest) = self.text.split_at(above);
        if head.lines().any(|l| !l.trim().is_empty() && !l.trim().starts_with('#')) {
            return Vec::new();
        }
        self.before += head.matches('\n').count() as u32;
        self.text = rest;
        comment_lines(head)
    }

    fn block(&self) -> Result<Block, BadSheet> {
        let document: DocumentMut = self.text.parse().map_err(|e| self.bad(&e))?;
        let stranger = document.iter().find(|(key, _)| *key != "concept");
        let table = document.get("concept").and_then(Item::as_array_of_tables).and_then(|tables| tables.get(0));
        let lead = self.text.find("[[concept]]").unwrap_or(0);
        let line = self.before + self.text[..lead].matches('\n').count() as u32 + 1;
        match (stranger, table) {
            (None, Some(table)) => Ok(Block { line, ..block(table) }),
            (stranger, _) => {
                let key = stranger.map_or("", |(key, _)| key);
                Err(BadSheet { line: self.before + 1, message: format!("`{key}` stands outside of the concepts") })
            }
        }
    }

    fn bad(&self, error: &toml_edit::TomlError) -> BadSheet {
        let before = error.span().and_then(|span| self.text.get(..span.start)).unwrap_or_default();
        let line = self.before + before.matches('\n').count() as u32 + 1;
        BadSheet { line, message: error.message().trim().replace('\n', ", ") }
    }
}

fn block(table: &Table) -> Block {
    let decor =
        |decor: Option<&toml_edit::RawString>| comment_lines(decor.and_then(|d| d.as_str()).unwrap_or_default());
    let mut comments = decor(table.decor().prefix());
    comments.extend(decor(table.decor().suffix()));
    let mut block = Block { comments, ..Block::default() };
    for (key, item) in table {
        match item.as_array_of_tables() {
            Some(offices) if key == "office" => block.offices = offices.iter().map(self::block).collect(),
            _ => block.fields.push(field(table, key, item)),
        }
    }
    block.fields.sort_by_key(|f| rank(&f.key));
    Block::sort_offices(&mut block.offices);
    block
}

fn field(table: &Table, key: &str, item: &Item) -> Field {
    let prefix = table.key(key).and_then(|k| k.leaf_decor().prefix()?.as_str().map(comment_lines));
    let mut comments = prefix.unwrap_or_default();
    if let Some(inner) = item.as_table() {
        comments.extend(comment_lines(&inner.to_string()));
    }
    let remark =
        item.as_value().and_then(|v| v.decor().suffix()?.as_str().map(str::trim).filter(|s| s.starts_with('#')));
    Field { comments, key: key.to_owned(), value: value(key, item), remark: remark.map(str::to_owned) }
}

fn value(key: &str, item: &Item) -> FieldValue {
    if let Some(array) = item.as_array() {
        return array_value(array);
    }
    if let Some(table) = item.as_table_like() {
        return FieldValue::One(inline(table));
    }
    if let (Some(date), "since" | "until") = (item.as_datetime(), key) {
        return FieldValue::One(quoted(&date.to_string()));
    }
    FieldValue::One(item.as_value().map(bare).unwrap_or_default())
}

/// A list with comments inside stays as it is written.
fn array_value(array: &Array) -> FieldValue {
    let written = array.to_string();
    let items: Vec<String> = array.iter().map(bare).collect();
    let commented =
        written.contains('#') && written.lines().any(|l| l.trim_start().starts_with('#') || l.contains(" #"));
    if commented && !items.iter().any(|i| i.contains('#')) {
        return FieldValue::One(written.trim().to_owned());
    }
    FieldValue::Many(items)
}

/// A value without the white space around it, strings in their simplest form.
fn bare(value: &Value) -> String {
    match value.as_str() {
        Some(text) => quoted(text),
        None => value.clone().decorated("", "").to_string(),
    }
}

fn inline(table: &dyn TableLike) -> String {
    let mut entries: Vec<(String, String)> =
        table.iter().map(|(key, item)| (key.to_owned(), item.as_value().map(bare).unwrap_or_default())).collect();
    entries.sort();
    let entries: Vec<String> =
        entries.into_iter().map(|(key, value)| format!("{} = {value}", key_text(&key))).collect();
    if entries.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", entries.join(", ")) }
}
