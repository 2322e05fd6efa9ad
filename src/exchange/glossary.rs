//! The glossary file: TOML, one `[[concept]]` block a concept, read into [`Concept`]s.
//!
//! The file is cut at its `[[concept]]` lines and each block is read alone, so that a broken one names its line and the
//! rest loads. The keys are documented in `docs/glossary-format.md`.

mod keys;
mod sheet;

pub use keys::{Holds, KEYS};
pub use sheet::{BadSheet, Block, Field, FieldValue, Sheet};

use crate::model::{Concept, Diagnostic, EnglishArticle, OfficeTerm, Severity};
use crate::text::{Date, nearest};
use serde::de::DeserializeOwned;
use serde::de::value::StrDeserializer;
use std::collections::BTreeMap;
use std::ops::Range;
use toml_edit::{Document, Item, Table};

/// What a glossary file holds, and what is wrong with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Glossary {
    /// The concepts that could be read, in file order.
    pub concepts: Vec<Concept>,
    /// What could not be read, in file order: each names the file and the line.
    pub problems: Vec<Diagnostic>,
}

/// Reads the text of a glossary file; `path` is what concepts and problems say they come from.
///
/// Never fails: a bad key or value is a problem and the rest of its concept loads; a block that is no TOML, or has no
/// `id` or `fr`, is a problem and the other blocks load. A byte order mark and Windows line ends are passed over.
///
/// ```
/// use entrefilet::exchange::glossary;
/// let read = glossary::read("[[concept]]\nid = \"mali\"\nfr = \"Mali\"\nenglish = \"Mali\"\n", "names.toml");
/// assert_eq!(read.concepts[0].fr, "Mali");
/// assert_eq!(read.problems[0].to_string(), "names.toml:4: unknown key `english`");
/// ```
pub fn read(text: &str, path: &str) -> Glossary {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut glossary = Glossary::default();
    for (line, block) in blocks(text) {
        let mut reader = Reader { path, line, block, problems: &mut glossary.problems };
        glossary.concepts.extend(reader.concept());
    }
    glossary
}

/// The parts of a file with the 1-based lines they start on: what stands before the first concept, then each concept.
fn blocks(text: &str) -> Vec<(u32, &str)> {
    let mut blocks = Vec::new();
    let (mut start, mut first, mut at) = (0, 1, 0);
    for (line, content) in (1..).zip(text.split_inclusive('\n')) {
        if content.trim_start().starts_with("[[concept]]") {
            blocks.push((first, &text[start..at]));
            (start, first) = (at, line);
        }
        at += content.len();
    }
    blocks.push((first, &text[start..]));
    blocks
}

/// Reads one block.
struct Reader<'t> {
    path: &'t str,
    /// The line of the file on which the block starts.
    line: u32,
    block: &'t str,
    problems: &'t mut Vec<Diagnostic>,
}

impl Reader<'_> {
    fn concept(&mut self) -> Option<Concept> {
        let document = match Document::parse(self.block) {
            Ok(document) => document,
            Err(error) => {
                let message = format!("not TOML: {}", error.message().trim().replace('\n', ", "));
                self.problem(error.span(), message, Some("this concept is left out"));
                return None;
            }
        };
        for (name, item) in document.iter().filter(|(name, _)| *name != "concept") {
            let help = Some("a glossary file holds [[concept]] blocks and nothing else");
            self.problem(place(document.as_table(), name, item), format!("unknown key `{name}`"), help);
        }
        let table = document.get("concept")?.as_array_of_tables()?.get(0)?;
        self.filled(table)
    }

    fn filled(&mut self, table: &Table) -> Option<Concept> {
        let mut concept = Concept { place: (self.path.into(), self.line), ..Concept::default() };
        for (key, item) in table {
            if let Err(wrong) = self.set(&mut concept, key, item) {
                self.report(wrong, place(table, key, item));
            }
        }
        let missing = [("id", concept.id.is_empty()), ("fr", concept.fr.is_empty())];
        match missing.iter().find(|(_, empty)| *empty) {
            None => Some(concept),
            Some((key, _)) => {
                self.problem(None, format!("a concept without `{key}`"), Some("this concept is left out"));
                None
            }
        }
    }

    fn set(&mut self, concept: &mut Concept, key: &str, item: &Item) -> Result<(), Wrong> {
        match key {
            "id" => concept.id = text(item)?,
            "kind" => concept.kind = name_of(item, &KINDS)?,
            "fr" => concept.fr = text(item)?,
            "en" => concept.en = text(item)?,
            "fr-acronym" => concept.fr_acronym = Some(text(item)?),
            "en-acronym" => concept.en_acronym = Some(text(item)?),
            "fr-variants" => concept.fr_variants = list(item)?,
            "fr-plural" => concept.fr_plural = Some(text(item)?),
            "fr-feminine" => concept.fr_feminine = Some(text(item)?),
            "fr-singular" => concept.fr_singular = Some(text(item)?),
            "fr-short" => concept.fr_short = Some(text(item)?),
            "en-short" => concept.en_short = Some(text(item)?),
            "fr-adjectives" => concept.fr_adjectives = list(item)?,
            "en-adjective" => concept.en_adjective = Some(text(item)?),
            "en-demonym" => concept.en_demonym = Some(text(item)?),
            "en-admitted" => concept.en_admitted = list(item)?,
            "en-forbidden" => concept.en_forbidden = list(item)?,
            "en-article" => concept.en_article = Some(name_of(item, &ARTICLES)?),
            "en-acronym-article" => concept.en_acronym_article = Some(name_of::<EnglishArticle>(item, &ARTICLES)?),
            "en-style" => concept.en_style = styles(item)?,
            "family" => concept.family = Some(text(item)?),
            "en-family" => concept.en_family = Some(text(item)?),
            "gender" => concept.gender = Some(name_of(item, &GENDERS)?),
            "office" => concept.offices = self.offices(item)?,
            "not-in" => concept.not_in = list(item)?,
            "do-not-translate" => concept.do_not_translate = item.as_bool().ok_or(Wrong::Value("true or false"))?,
            "case" => concept.case = name_of(item, &CASES)?,
            "status" => concept.status = name_of(item, &STATUSES)?,
            "source" => concept.source = Some(text(item)?),
            "since" => concept.since = Some(date(item)?),
            "until" => concept.until = Some(date(item)?),
            "note" => concept.note = Some(text(item)?),
            extra if extra.starts_with("x-") => drop(concept.extra.insert(extra.into(), self.written(item))),
            unknown => return Err(Wrong::Key(unknown.into(), nearest(unknown, keys::names()))),
        }
        Ok(())
    }

    /// The value as it stands in the file.
    fn written(&self, item: &Item) -> String {
        let raw = item.span().and_then(|span| self.block.get(span));
        raw.map_or_else(|| item.to_string(), str::to_owned)
    }

    fn offices(&mut self, item: &Item) -> Result<Vec<OfficeTerm>, Wrong> {
        let tables = item.as_array_of_tables().ok_or(Wrong::Value("[[concept.office]] tables"))?;
        Ok(tables.iter().map(|table| self.office(table)).collect())
    }

    fn office(&mut self, table: &Table) -> OfficeTerm {
        let mut term = OfficeTerm::default();
        for (key, item) in table {
            let set = match key {
                "office" => text(item).map(|t| term.office = t),
                "fr" => text(item).map(|t| term.fr = Some(t)),
                "en" => text(item).map(|t| term.en = Some(t)),
                "since" => date(item).map(|d| term.since = Some(d)),
                "until" => date(item).map(|d| term.until = Some(d)),
                unknown => Err(Wrong::Key(unknown.into(), nearest(unknown, OFFICE_KEYS))),
            };
            if let Err(wrong) = set {
                self.report(wrong, place(table, key, item));
            }
        }
        term
    }

    fn report(&mut self, wrong: Wrong, at: Option<Range<usize>>) {
        match wrong {
            Wrong::Key(key, near) => {
                let help = near.map(|near| format!("did you mean `{near}`?"));
                self.problem(at, format!("unknown key `{key}`"), help.as_deref());
            }
            Wrong::Value(expected) => self.problem(at, format!("expected {expected}"), None),
            Wrong::Name(name, names) => {
                let help = match nearest(&name, names.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("one of {}", names.join(", ")),
                };
                self.problem(at, format!("`{name}` is not known here"), Some(&help));
            }
        }
    }

    fn problem(&mut self, at: Option<Range<usize>>, message: String, help: Option<&str>) {
        let before = self.block.as_bytes().iter().take(at.map_or(0, |at| at.start));
        self.problems.push(Diagnostic {
            path: self.path.into(),
            line: Some(self.line + before.filter(|&&b| b == b'\n').count() as u32),
            severity: Severity::Error,
            message,
            help: help.map(Into::into),
        });
    }
}

/// What is wrong with a key or its value.
enum Wrong {
    /// No such key; perhaps this one was meant.
    Key(String, Option<&'static str>),
    /// The value is not what is said here.
    Value(&'static str),
    /// The value is none of these names.
    Name(String, &'static [&'static str]),
}

const OFFICE_KEYS: [&str; 5] = ["office", "fr", "en", "since", "until"];
const KINDS: [&str; 10] =
    ["person", "office", "organisation", "alliance", "place", "people", "event", "operation", "treaty", "other"];
const ARTICLES: [&str; 2] = ["the", "none"];
const GENDERS: [&str; 4] = ["f", "m", "female", "male"];
const CASES: [&str; 3] = ["smart", "exact", "any"];
const STATUSES: [&str; 2] = ["approved", "proposed"];

fn place(table: &Table, key: &str, item: &Item) -> Option<Range<usize>> {
    table.key(key).and_then(toml_edit::Key::span).or_else(|| item.span())
}

fn text(item: &Item) -> Result<String, Wrong> {
    item.as_str().map(|text| text.trim().to_owned()).ok_or(Wrong::Value("a string"))
}

fn list(item: &Item) -> Result<Vec<String>, Wrong> {
    const EXPECTED: Wrong = Wrong::Value("an array of strings");
    let items = item.as_array().ok_or(EXPECTED)?.iter();
    items.map(|value| value.as_str().map(|text| text.trim().to_owned()).ok_or(EXPECTED)).collect()
}

fn date(item: &Item) -> Result<Date, Wrong> {
    let written = item.as_str().map(str::to_owned).or_else(|| item.as_datetime().map(ToString::to_string));
    written.and_then(|text| text.parse().ok()).ok_or(Wrong::Value("a date: \"2020\", \"2020-08\" or \"2020-08-18\""))
}

fn name_of<T: DeserializeOwned>(item: &Item, names: &'static [&'static str]) -> Result<T, Wrong> {
    let name = text(item)?;
    let read: Result<T, serde::de::value::Error> = T::deserialize(StrDeserializer::new(&name));
    read.map_err(|_| Wrong::Name(name, names))
}

fn styles(item: &Item) -> Result<BTreeMap<String, String>, Wrong> {
    const EXPECTED: Wrong = Wrong::Value("a table of strings, as { ap = \"…\" }");
    let entries = item.as_table_like().ok_or(EXPECTED)?.iter();
    entries.map(|(key, value)| Ok((key.to_owned(), value.as_str().ok_or(EXPECTED)?.to_owned()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ConceptKind, Gender, Status};
    use proptest::prelude::*;

    const LAVROV: &str = r#"
# who speaks for Moscow
[[concept]]
id = "lavrov"   # stable
kind = "person"
fr = "Sergueï Lavrov"
en = "Sergei Lavrov"
en-forbidden = ["Sergueï Lavrov"]
family = "Lavrov"
gender = "m"
status = "proposed"
en-style = { un = "Sergey Lavrov" }
since = 2004-03-09
x-team = [ "desk" ]
[[concept.office]]
office = "min-ae"
since = "2004-03"
"#;

    #[test]
    fn reads_every_sort_of_key() {
        let read = read(LAVROV, "a.toml");
        assert_eq!(read.problems, []);
        let concept = &read.concepts[0];
        assert_eq!((concept.kind, concept.gender), (ConceptKind::Person, Some(Gender::Masculine)));
        assert_eq!(concept.place, ("a.toml".into(), 3));
        assert_eq!(concept.status, Status::Proposed);
        assert_eq!(concept.en_style["un"], "Sergey Lavrov");
        assert_eq!(concept.since, Date::day(2004, 3, 9));
        assert_eq!(concept.extra["x-team"], r#"[ "desk" ]"#);
        assert_eq!(concept.offices[0].since, Date::month(2004, 3));
    }

    #[test]
    fn windows_files_read_the_same() {
        let windows = format!("\u{feff}{}", LAVROV.replace('\n', "\r\n"));
        assert_eq!(read(&windows, "a.toml"), read(LAVROV, "a.toml"));
    }

    #[test]
    fn a_bad_row_names_its_line_and_the_rest_loads() {
        let text = "[[concept]]\nid = \"a\"\nfr = \"A\"\nfr-acronim = \"B\"\nkind = \"alliances\"\n\
                    [[concept]]\nid = \"b\nfr = \"B\"\n[[concept]]\nfr = \"C\"\n[[concept]]\nid = \"d\"\nfr = \"D\"\nsince = \"soon\"\n";
        let read = read(text, "g.toml");
        let ids: Vec<&str> = read.concepts.iter().map(|c| c.id.as_str()).collect();
        assert_eq!(ids, ["a", "d"]);
        let told: Vec<String> = read.problems.iter().map(ToString::to_string).collect();
        assert_eq!(told[0], "g.toml:4: unknown key `fr-acronim` (did you mean `fr-acronym`?)");
        assert_eq!(told[1], "g.toml:5: `alliances` is not known here (did you mean `alliance`?)");
        assert!(told[2].starts_with("g.toml:7: not TOML: "), "{}", told[2]);
        assert_eq!(told[3], "g.toml:9: a concept without `id` (this concept is left out)");
        assert!(told[4].starts_with("g.toml:14: expected a date"), "{}", told[4]);
    }

    #[test]
    fn keys_outside_a_concept_are_told() {
        let read = read("title = \"x\"\n[concepts]\na = 1\n", "g.toml");
        assert_eq!(read.problems.len(), 2);
        assert_eq!(read.problems[1].line, Some(2));
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "(\\[\\[concept\\]\\]\n|id = \"a\"\n|fr = \"b\"\n|\\[\\[concept.office\\]\\]\n|\\PC|\n){0,30}") {
            read(&text, "g.toml");
        }
    }
}
