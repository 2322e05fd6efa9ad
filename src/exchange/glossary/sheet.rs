//! A glossary file as its editors see it: blocks, keys in one order, comments where they belong.
//!
//! Where [`super::read`] asks what a file means, a [`Sheet`] keeps how it is written, so that it can be put into canonical
//! form and merged without losing a comment.

use super::keys::rank;
use crate::model::{CaseRule, Concept, ConceptKind, EnglishArticle, Gender, OfficeTerm, Status};
use std::fmt;
use toml_edit::{Array, DocumentMut, Item, Table, TableLike, Value};

/// A glossary file: blocks in file order. Shown ([`fmt::Display`]), it is in canonical form: keys in the order of the
/// documentation, one blank line between blocks, lists over 100 columns with one item a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Comment lines of the file as a whole: those at its top that a blank line sets apart.
    pub head: Vec<String>,
    /// The concepts.
    pub blocks: Vec<Block>,
    /// Comment lines after the last concept.
    pub foot: Vec<String>,
}

/// One `[[concept]]` block, or one `[[concept.office]]` in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// Comment lines above it, without blank lines, and the comment behind its header.
    pub comments: Vec<String>,
    /// Its keys, in canonical order.
    pub fields: Vec<Field>,
    /// Its offices, by first day; none in an office.
    pub offices: Vec<Block>,
    /// Line of the file on which its header stands, 1-based; 0 for a block we made.
    pub line: u32,
}

/// A key of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Comment lines above it.
    pub comments: Vec<String>,
    /// The key.
    pub key: String,
    /// What it says.
    pub value: FieldValue,
    /// The comment behind it.
    pub remark: Option<String>,
}

/// What a key says, as canonical TOML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldValue {
    /// One value.
    One(String),
    /// A list.
    Many(Vec<String>),
    /// Lines that stand for the whole field, key and all: a conflict between its markers.
    Verbatim(String),
}

impl FieldValue {
    /// One string.
    pub fn one(text: &str) -> Self {
        Self::One(quoted(text))
    }

    /// A list of strings.
    pub fn many<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        Self::Many(texts.into_iter().map(quoted).collect())
    }

    /// The strings it holds.
    pub fn strings(&self) -> Vec<String> {
        let values = match self {
            Self::One(value) => std::slice::from_ref(value),
            Self::Many(values) => values,
            Self::Verbatim(_) => &[],
        };
        values.iter().filter_map(|v| v.parse::<Value>().ok()?.as_str().map(str::to_owned)).collect()
    }
}

/// The file is no TOML at the line given, so it cannot be rewritten safely.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct BadSheet {
    /// 1-based.
    pub line: u32,
    /// What the TOML reader says.
    pub message: String,
}

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

    /// Sorts the blocks by id.
    pub fn sort(&mut self) {
        self.blocks.sort_by(|a, b| a.id().cmp(b.id()));
    }
}

impl Block {
    /// The `id`, or the `office` of an office; empty if it has none.
    pub fn id(&self) -> &str {
        let one = self.one("id").or_else(|| self.one("office")).unwrap_or_default();
        one.trim_matches(['"', '\''])
    }

    /// The field `key`.
    pub fn field(&self, key: &str) -> Option<&Field> {
        self.fields.iter().find(|f| f.key == key)
    }

    fn one(&self, key: &str) -> Option<&str> {
        match &self.field(key)?.value {
            FieldValue::One(text) => Some(text),
            FieldValue::Many(_) | FieldValue::Verbatim(_) => None,
        }
    }

    /// A block that stands in the file as `text`: a conflict between its markers.
    pub fn verbatim(id: &str, text: String) -> Self {
        let id = plain("id", FieldValue::One(quoted(id)));
        Self { fields: vec![id, plain("", FieldValue::Verbatim(text))], ..Self::default() }
    }

    /// Sorts offices by their first day, then by id.
    pub fn sort_offices(offices: &mut [Self]) {
        offices.sort_by_key(|o| (o.one("since").map(str::to_owned), o.id().to_owned()));
    }

    /// A block that says what `concept` says.
    pub fn of(concept: &Concept) -> Self {
        let mut block = Block::default();
        texts(concept, &mut block);
        for (key, values) in [
            ("fr-variants", &concept.fr_variants),
            ("fr-adjectives", &concept.fr_adjectives),
            ("en-admitted", &concept.en_admitted),
            ("en-forbidden", &concept.en_forbidden),
            ("not-in", &concept.not_in),
        ] {
            many(&mut block, key, values);
        }
        if !concept.en_style.is_empty() {
            let styles: Vec<String> =
                concept.en_style.iter().map(|(k, v)| format!("{} = {}", key_text(k), quoted(v))).collect();
            block.fields.push(plain("en-style", FieldValue::One(format!("{{ {} }}", styles.join(", ")))));
        }
        if concept.do_not_translate {
            block.fields.push(plain("do-not-translate", FieldValue::One("true".to_owned())));
        }
        block.fields.extend(concept.extra.iter().map(|(key, toml)| plain(key, FieldValue::One(toml.clone()))));
        block.offices = concept.offices.iter().map(office).collect();
        block.fields.sort_by_key(|f| rank(&f.key));
        Block::sort_offices(&mut block.offices);
        block
    }
}

/// The keys of `concept` that hold one string.
fn texts(concept: &Concept, block: &mut Block) {
    let name = |text: &'static str| Some(text.to_owned());
    let article =
        |a: Option<EnglishArticle>| a.map(|a| if a == EnglishArticle::The { "the" } else { "none" }.to_owned());
    let kind = (concept.kind != ConceptKind::Other).then(|| format!("{:?}", concept.kind).to_lowercase());
    let gender = concept.gender.map(|g| if g == Gender::Feminine { "f" } else { "m" }.to_owned());
    let case = match concept.case {
        CaseRule::Smart => None,
        CaseRule::Exact => name("exact"),
        CaseRule::Any => name("any"),
    };
    for (key, value) in [
        ("id", Some(concept.id.clone())),
        ("kind", kind),
        ("fr", Some(concept.fr.clone())),
        ("en", Some(concept.en.clone()).filter(|en| !en.is_empty())),
        ("fr-acronym", concept.fr_acronym.clone()),
        ("en-acronym", concept.en_acronym.clone()),
        ("fr-short", concept.fr_short.clone()),
        ("en-short", concept.en_short.clone()),
        ("fr-plural", concept.fr_plural.clone()),
        ("fr-feminine", concept.fr_feminine.clone()),
        ("fr-singular", concept.fr_singular.clone()),
        ("en-adjective", concept.en_adjective.clone()),
        ("en-demonym", concept.en_demonym.clone()),
        ("en-article", article(concept.en_article)),
        ("en-acronym-article", article(concept.en_acronym_article)),
        ("family", concept.family.clone()),
        ("en-family", concept.en_family.clone()),
        ("gender", gender),
        ("case", case),
        ("status", (concept.status == Status::Proposed).then(|| "proposed".to_owned())),
        ("since", concept.since.map(|d| d.to_string())),
        ("until", concept.until.map(|d| d.to_string())),
        ("source", concept.source.clone()),
        ("note", concept.note.clone()),
    ] {
        one(block, key, value.as_ref());
    }
}

fn one(block: &mut Block, key: &str, value: Option<&String>) {
    if let Some(value) = value {
        block.fields.push(plain(key, FieldValue::One(quoted(value))));
    }
}

fn many(block: &mut Block, key: &str, values: &[String]) {
    if !values.is_empty() {
        block.fields.push(plain(key, FieldValue::Many(values.iter().map(|v| quoted(v)).collect())));
    }
}

fn plain(key: &str, value: FieldValue) -> Field {
    Field { comments: Vec::new(), key: key.to_owned(), value, remark: None }
}

fn office(term: &OfficeTerm) -> Block {
    let mut block = Block::default();
    one(&mut block, "office", Some(&term.office));
    one(&mut block, "fr", term.fr.as_ref());
    one(&mut block, "en", term.en.as_ref());
    one(&mut block, "since", term.since.map(|d| d.to_string()).as_ref());
    one(&mut block, "until", term.until.map(|d| d.to_string()).as_ref());
    block
}

/// A TOML string.
fn quoted(text: &str) -> String {
    Value::from(text).to_string().trim().to_owned()
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

fn key_text(key: &str) -> String {
    toml_edit::Key::new(key).to_string().trim().to_owned()
}

impl fmt::Display for Sheet {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let mut parts: Vec<String> = self.blocks.iter().map(|b| b.written("[[concept]]")).collect();
        if !self.head.is_empty() {
            parts.insert(0, lines(&self.head));
        }
        if !self.foot.is_empty() {
            parts.push(lines(&self.foot));
        }
        f.write_str(&parts.join("\n"))
    }
}

impl Block {
    fn written(&self, header: &str) -> String {
        if let [_, Field { key, value: FieldValue::Verbatim(text), .. }] = self.fields.as_slice()
            && key.is_empty()
        {
            return format!("{text}\n");
        }
        let mut out = lines(&self.comments);
        out.push_str(header);
        out.push('\n');
        for field in &self.fields {
            out.push_str(&field.to_string());
        }
        for office in &self.offices {
            out.push('\n');
            out.push_str(&office.written("[[concept.office]]"));
        }
        out
    }
}

impl fmt::Display for Block {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.written("[[concept]]"))
    }
}

const WIDTH: usize = 100;

impl Field {
    /// Where `key` stands among the keys of a block.
    pub fn order(key: &str) -> impl Ord {
        rank(key)
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let key = key_text(&self.key);
        let remark = self.remark.as_ref().map(|r| format!(" {r}")).unwrap_or_default();
        let value = match &self.value {
            FieldValue::One(text) => text.clone(),
            FieldValue::Verbatim(text) => return writeln!(f, "{}{text}", lines(&self.comments)),
            FieldValue::Many(items) => {
                let line = format!("[{}]", items.join(", "));
                let fits = key.chars().count() + line.chars().count() + 3 <= WIDTH || items.len() < 2;
                if fits { line } else { format!("[\n    {},\n]", items.join(",\n    ")) }
            }
        };
        writeln!(f, "{}{key} = {value}{remark}", lines(&self.comments))
    }
}

fn lines(comments: &[String]) -> String {
    comments.iter().fold(String::new(), |out, line| out + line + "\n")
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;
    use proptest::prelude::*;

    fn format(text: &str) -> String {
        let mut sheet = Sheet::parse(text).unwrap();
        sheet.sort();
        sheet.to_string()
    }

    #[test]
    fn keys_and_blocks_are_put_in_order_and_comments_stay() {
        let text = "# Our glossary.\n\n# about b\n[[concept]] # header\nfr = 'B'  # French\nid = \"b\"\n# why\nen=\"B\"\n\
                    x-z = [1, 2]\n\n[[concept.office]]\nsince = 2020-08-18\noffice = \"o\"\n# about a\n[[concept]]\n\
                    en-style = { un = \"U\", ap = \"A\" }\nid = \"a\"\nfr = \"A\"\n# the end\n";
        let expected = "# Our glossary.\n\n# about a\n[[concept]]\nid = \"a\"\nfr = \"A\"\nen-style = { ap = \"A\", un = \"U\" }\n\n\
                        # about b\n# header\n[[concept]]\nid = \"b\"\nfr = \"B\" # French\n# why\nen = \"B\"\nx-z = [1, 2]\n\n\
                        [[concept.office]]\noffice = \"o\"\nsince = \"2020-08-18\"\n\n# the end\n";
        assert_eq!(format(text), expected);
        assert_eq!(format(expected), expected);
    }

    #[test]
    fn long_lists_have_an_item_a_line() {
        let name = "n".repeat(60);
        let text = format!("[[concept]]\nid = \"a\"\nfr = \"A\"\nfr-variants = [\"{name}\", \"b\", \"{name}\"]\n");
        let expected = format!("fr-variants = [\n    \"{name}\",\n    \"b\",\n    \"{name}\",\n]\n");
        assert!(self::format(&text).ends_with(&expected));
    }

    #[test]
    fn windows_files_become_ordinary() {
        assert_eq!(
            format("\u{feff}[[concept]]\r\nid = \"a\"\r\nfr = \"A\"\r\n"),
            "[[concept]]\nid = \"a\"\nfr = \"A\"\n"
        );
    }

    #[test]
    fn what_cannot_be_read_is_not_rewritten() {
        let bad = Sheet::parse("[[concept]]\nid = \"a\"\n\n# c\n[[concept]]\nid = \"b\nfr = \"\"\n").unwrap_err();
        assert_eq!(bad.line, 6);
        assert_eq!(Sheet::parse("title = \"x\"\n[[concept]]\nid = \"a\"\n").unwrap_err().line, 1);
    }

    #[test]
    fn a_concept_is_written_as_it_is_read() {
        let text = "[[concept]]\nid = \"goita\"\nkind = \"person\"\nfr = \"Assimi Goïta\"\nen = \"Assimi Goïta\"\n\
                    fr-variants = ['Goïta \"A\"']\nen-article = \"none\"\nen-style = { ap = \"Goita\" }\nfamily = \"Goïta\"\n\
                    gender = \"m\"\ndo-not-translate = true\ncase = \"exact\"\nstatus = \"proposed\"\nsince = \"2020-08\"\n\
                    x-team = [1, 2]\n\n[[concept.office]]\noffice = \"president-mali\"\nsince = \"2021-06-07\"\n";
        let concept = &read(text, "").concepts[0];
        let written = Block::of(concept).to_string();
        assert_eq!(written, text);
        assert_eq!(concept, &read(&written, "").concepts[0]);
    }

    proptest! {
        #[test]
        fn formatting_keeps_the_meaning_and_is_stable(
            text in "(\\[\\[concept\\]\\]\nid = \"[abc]\"\nfr = \"[A-Zé ]{1,3}\"\n|# [a-z]{1,3}\n|\n|note = \"[a#]\" # c\n|en-admitted = \\[\"a\", \"[bc]\"\\]\n){0,12}",
        ) {
            if let Ok(mut sheet) = Sheet::parse(&text) {
                sheet.sort();
                let once = sheet.to_string();
                prop_assert_eq!(&format(&once), &once);
                let comments = |t: &str| { let mut c: Vec<String> = t.lines().filter_map(|l| l.find('#').filter(|i| !l[..*i].ends_with('"')).map(|i| l[i..].to_owned())).collect(); c.sort(); c };
                prop_assert_eq!(comments(&text), comments(&once));
                let meaning = |t: &str| { let mut c = read(t, "").concepts; c.iter_mut().for_each(|c| c.place.1 = 0); c.sort_by(|a, b| (&a.id, &a.fr, &a.note).cmp(&(&b.id, &b.fr, &b.note))); c };
                prop_assert_eq!(meaning(&text), meaning(&once));
            }
        }
    }
}
