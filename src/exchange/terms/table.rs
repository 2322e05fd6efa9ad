//! A glossary as a table with a header, for spreadsheets: CSV or TSV.

use super::slug;
use crate::exchange::glossary::{self, Block, Field, FieldValue, Glossary, Holds, KEYS};
use crate::model::{Concept, Diagnostic, Severity};
use std::io::{self, Read, Write};

/// The keys a table can hold: those of one text, and lists with ` | ` between their items.
pub fn carried() -> Vec<&'static str> {
    KEYS.iter().filter(|(_, holds)| *holds != Holds::Other).map(|(key, _)| *key).collect()
}

const BETWEEN: &str = " | ";

/// Writes concepts with a byte order mark (so that spreadsheets read UTF-8) and a header of the keys in use.
///
/// A cell that a spreadsheet would take for a formula (it starts with `=`, `+`, `-` or `@`) gets an apostrophe before it,
/// which [`read`] takes off again.
///
/// # Errors
/// Those of writing.
pub fn write(concepts: &[Concept], separator: u8, mut out: impl Write) -> io::Result<()> {
    out.write_all("\u{feff}".as_bytes())?;
    let blocks: Vec<Block> = concepts.iter().map(Block::of).collect();
    let always = ["id", "fr", "en"];
    let used = |key: &&str| always.contains(key) || blocks.iter().any(|b| b.field(key).is_some());
    let header: Vec<&str> = carried().into_iter().filter(used).collect();
    let mut table = csv::WriterBuilder::new().delimiter(separator).from_writer(out);
    table.write_record(&header)?;
    for block in &blocks {
        table.write_record(header.iter().map(|key| guarded(cell(block, key))))?;
    }
    table.flush()
}

fn cell(block: &Block, key: &str) -> String {
    block.field(key).map(|f| f.value.strings().join(BETWEEN)).unwrap_or_default()
}

fn guarded(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\'']) { format!("'{cell}") } else { cell }
}

/// Reads a table with a header of keys; without `fr` among them, `source` or `french` and
/// `target` or `english` name the two languages. A bad row is told with its line, and the rest loads. A row without an id gets one from its French.
///
/// # Errors
/// Those of reading `input`.
pub fn read(mut input: impl Read, separator: u8, path: &str) -> io::Result<Glossary> {
    let mut bytes = Vec::new();
    input.read_to_end(&mut bytes)?;
    let text = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes);
    let mut table = csv::ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(text);
    let headers = table.headers()?.clone();
    let ours = headers.iter().any(|h| h.trim() == "fr");
    let keys: Vec<String> = headers.iter().map(|header| key_of(header, ours)).collect();
    let mut glossary = Glossary::default();
    for row in table.records() {
        match row {
            Ok(row) => take(&keys, &row, path, &mut glossary),
            Err(error) => {
                let line = error.position().map(|p| p.line() as u32);
                glossary.problems.push(problem(path, line, format!("not a row: {error}")));
            }
        }
    }
    Ok(glossary)
}

/// The key that a header names. In a table with our own `fr`, `source` is a publication.
fn key_of(header: &str, ours: bool) -> String {
    match header.trim().to_lowercase().as_str() {
        "french" | "source" if !ours => "fr".to_owned(),
        "english" | "target" if !ours => "en".to_owned(),
        key => key.replace('_', "-"),
    }
}

/// Reads one row by writing it as a block of a glossary file, so that both are held to the same rules.
fn take(keys: &[String], row: &csv::StringRecord, path: &str, glossary: &mut Glossary) {
    let line = row.position().map(|p| p.line() as u32);
    let cells = keys.iter().zip(row).map(|(key, cell)| (key.as_str(), plain(cell)));
    let mut fields: Vec<Field> =
        cells.filter(|(_, cell)| !cell.is_empty()).map(|(key, cell)| field(key, cell)).collect();
    if !fields.iter().any(|f| f.key == "id")
        && let Some(fr) = fields.iter().find(|f| f.key == "fr").and_then(|f| f.value.strings().pop())
    {
        fields.push(field("id", &slug(&fr)));
    }
    if row.len() > keys.len() {
        glossary.problems.push(problem(path, line, "more cells than the header has".to_owned()));
    }
    let read = glossary::read(&Block { fields, ..Block::default() }.to_string(), path);
    glossary.problems.extend(read.problems.into_iter().map(|p| Diagnostic { line, ..p }));
    let place = (path.to_owned(), line.unwrap_or(0));
    glossary.concepts.extend(read.concepts.into_iter().map(|c| Concept { place: place.clone(), ..c }));
}

/// The cell without the apostrophe that keeps it from being a formula.
fn plain(cell: &str) -> &str {
    let cell = cell.trim();
    cell.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@', '\''])).unwrap_or(cell)
}

fn field(key: &str, cell: &str) -> Field {
    let value = if KEYS.contains(&(key, Holds::List)) {
        FieldValue::many(cell.split('|').map(str::trim).filter(|item| !item.is_empty()))
    } else {
        FieldValue::one(cell)
    };
    Field { comments: Vec::new(), key: key.to_owned(), value, remark: None }
}

fn problem(path: &str, line: Option<u32>, message: String) -> Diagnostic {
    Diagnostic { path: path.to_owned(), line, severity: Severity::Error, message, help: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_comes_back_and_formulas_are_guarded() {
        let concept = Concept {
            id: "x".into(),
            fr: "=SOMME(A1)".into(),
            en: "'quoted, \"thing\"".into(),
            fr_variants: vec!["a".into(), "b\nc".into()],
            ..Concept::default()
        };
        for separator in [b',', b'\t'] {
            let mut bytes = Vec::new();
            write(std::slice::from_ref(&concept), separator, &mut bytes).unwrap();
            assert!(String::from_utf8_lossy(&bytes).contains("'=SOMME"));
            let read = read(bytes.as_slice(), separator, "").unwrap();
            assert_eq!(read.problems, []);
            assert_eq!(Concept { place: Default::default(), ..read.concepts[0].clone() }, concept);
        }
    }

    #[test]
    fn a_bad_row_is_told_and_the_rest_loads() {
        let text = "French,English,kind,colour\nMali,Mali,place,\n,Niger,place,\nTchad,Chad,planet,blue\n";
        let read = read(text.as_bytes(), b',', "g.csv").unwrap();
        let ids: Vec<&str> = read.concepts.iter().map(|c| c.id.as_str()).collect();
        assert_eq!(ids, ["mali", "tchad"]);
        let told: Vec<String> = read.problems.iter().map(ToString::to_string).collect();
        assert!(told[0].starts_with("g.csv:3: a concept without"), "{told:?}");
        assert!(told.iter().any(|t| t.starts_with("g.csv:4: `planet` is not known")), "{told:?}");
        assert!(told.iter().any(|t| t.starts_with("g.csv:4: unknown key `colour`")), "{told:?}");
    }
}
