//! Makes `glossaries/countries.toml` from three tables in `glossaries/data` and prints it.
//!
//! ```sh
//! cargo run --example make_countries > glossaries/countries.toml
//! ```
//!
//! `cldr-48-territories.tsv` has the names of CLDR, `countries.tsv` our official names, adjectives and demonyms (its rows
//! say which territories are in the glossary), `countries-overrides.toml` what the newsroom says otherwise.

use entrefilet::exchange::glossary::Sheet;
use entrefilet::text::fold;
use toml::{Table, Value};

const CLDR: &str = include_str!("../glossaries/data/cldr-48-territories.tsv");
const OURS: &str = include_str!("../glossaries/data/countries.tsv");
const OVERRIDES: &str = include_str!("../glossaries/data/countries-overrides.toml");
const SOURCE: &str = "Unicode CLDR 48, English names of territories";

const HEAD: &str = "# Made by `cargo run --example make_countries`: change its tables in `data`, not this file.\n\n";

fn main() {
    print!("{}", countries());
}

/// The glossary file, in canonical form.
pub fn countries() -> String {
    let overrides: Table = OVERRIDES.parse().expect("countries-overrides.toml is TOML");
    let blocks: String = OURS.lines().skip(1).map(|row| block(&concept(row, &overrides))).collect();
    let mut sheet = Sheet::parse(&format!("{HEAD}{blocks}")).expect("tables are written as TOML");
    sheet.sort();
    sheet.to_string()
}

/// The concept of one row of `countries.tsv`, with the overrides of its code.
fn concept(row: &str, overrides: &Table) -> Table {
    let [code, fr_official, en_official, adjectives, en_adjective, en_demonym] = columns(row);
    let (fr, en) = cldr_names(code);
    let mut concept = Table::new();
    set(&mut concept, "kind", "place");
    set(&mut concept, "fr", fr);
    set(&mut concept, "en", &en.replace(" & ", " and "));
    set_list(&mut concept, "fr-adjectives", adjectives.split(", "));
    set(&mut concept, "en-adjective", en_adjective);
    set(&mut concept, "en-demonym", en_demonym);
    set(&mut concept, "source", SOURCE);
    if let Some(Value::Table(changes)) = overrides.get(code) {
        concept.extend(changes.clone());
    }
    add(&mut concept, "fr-variants", fr_official);
    add(&mut concept, "en-admitted", en_official);
    let id = id(concept["fr"].as_str().unwrap_or_default());
    set(&mut concept, "id", &id);
    concept
}

fn columns<const N: usize>(row: &str) -> [&str; N] {
    let mut columns = row.split('\t');
    std::array::from_fn(|_| columns.next().unwrap_or_default())
}

fn cldr_names(code: &str) -> (&'static str, &'static str) {
    let row = CLDR.lines().find(|row| row.split('\t').next() == Some(code));
    let [_, fr, en] = columns(row.unwrap_or_else(|| panic!("CLDR has no territory {code}")));
    (fr, en)
}

fn set(concept: &mut Table, key: &str, value: &str) {
    if !value.is_empty() {
        concept.insert(key.into(), value.into());
    }
}

fn set_list<'a>(concept: &mut Table, key: &str, values: impl Iterator<Item = &'a str>) {
    let values: Vec<Value> = values.filter(|value| !value.is_empty()).map(Value::from).collect();
    if !values.is_empty() {
        concept.insert(key.into(), values.into());
    }
}

/// Adds `value` to the list at `key`.
fn add(concept: &mut Table, key: &str, value: &str) {
    if value.is_empty() {
        return;
    }
    let list = concept.entry(key).or_insert_with(|| Value::Array(Vec::new()));
    list.as_array_mut().expect("a list").push(value.into());
}

/// The French name as an id: *Côte d’Ivoire* → `cote-d-ivoire`.
fn id(fr: &str) -> String {
    fold(fr).split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-")
}

/// A concept as a block of the file.
fn block(concept: &Table) -> String {
    let entries: String = concept.iter().map(|(key, value)| format!("{key} = {value}\n")).collect();
    format!("[[concept]]\n{entries}\n")
}
