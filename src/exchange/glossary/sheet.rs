//! A glossary file as its editors see it: blocks, keys in one order, comments where they belong.
//!
//! Where [`super::read`] asks what a file means, a [`Sheet`] keeps how it is written, so that it can be put into canonical
//! form and merged without losing a comment.

mod concept;
mod read;
mod write;

use super::keys::rank;
use toml_edit::Value;

/// A glossary file: blocks in file order. Shown ([`std::fmt::Display`]), it is in canonical form: keys in the order of the
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
}

fn plain(key: &str, value: FieldValue) -> Field {
    Field { comments: Vec::new(), key: key.to_owned(), value, remark: None }
}

/// A TOML string.
fn quoted(text: &str) -> String {
    Value::from(text).to_string().trim().to_owned()
}

fn key_text(key: &str) -> String {
    toml_edit::Key::new(key).to_string().trim().to_owned()
}

impl Field {
    /// Where `key` stands among the keys of a block.
    pub fn order(key: &str) -> impl Ord {
        rank(key)
    }
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
