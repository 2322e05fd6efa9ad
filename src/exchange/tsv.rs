//! `source⇥target[⇥origin]`: a unit a line, no header, no quoting.

use super::decode::Utf8;
use super::inline::is_blank;
use super::item::{Counts, Finding, Item, UNPAIRED, tell};
use super::language::{is_english, is_french};
use super::lines::next_line;
use super::machine::is_machine_mark;
use crate::model::{Trust, Unit};
use std::io::{self, Read, Write};

/// The property that carries the third column.
pub const ORIGIN: &str = "origin";

/// Reads decoded lines; [`super::read_units`] is the way in.
pub(super) fn read_decoded<R: Read>(
    mut input: Utf8<R>,
    detail: bool,
    each: &mut impl FnMut(Item),
) -> io::Result<Counts> {
    let mut counts = Counts::default();
    let mut line = String::new();
    let mut number = 0;
    while let Some(is_whole) = next_line(&mut input, &mut line)? {
        number += 1;
        if line.chars().all(is_blank) && is_whole {
            continue;
        }
        counts.units += 1;
        let mut find = |rule, message: &str, loses| {
            let line = u32::try_from(number).unwrap_or(u32::MAX);
            each(Item::Finding(Finding { line, unit: Some(number), rule, message: message.into(), loses }));
        };
        if detail {
            looks(&line, number).into_iter().for_each(|(rule, message, loses)| find(rule, message, loses));
        }
        match unit(&line) {
            _ if !is_whole => find("too-long", "skipped: a line without end", UNPAIRED),
            Err(why) => find("tsv-columns", why, UNPAIRED),
            Ok(unit) => {
                counts.pairs += 1;
                each(Item::Unit(number, Box::new(unit)));
            }
        }
    }
    tell(input.oddities(), each);
    Ok(counts)
}

/// The unit of a line, or why there is none.
fn unit(line: &str) -> Result<Unit, &'static str> {
    let mut columns = line.split('\t').map(|column| column.trim_matches(is_blank));
    let (source, target) = (columns.next().unwrap_or_default(), columns.next().ok_or("skipped: there is no tab")?);
    if source.is_empty() || target.is_empty() {
        return Err(if source.is_empty() { "skipped: there is no French" } else { "skipped: there is no English" });
    }
    let origin = columns.next().filter(|o| !o.is_empty());
    let trust = if origin.is_some_and(is_machine_mark) { Trust::Machine } else { Trust::Approved };
    let props = origin.map(|o| (ORIGIN.to_owned(), o.to_owned())).into_iter().collect();
    Ok(Unit { source: source.into(), target: target.into(), trust, props, ..Unit::default() })
}

/// What in a line looks like the habits of spreadsheets, which are no part of this format: rule, message, who loses what.
fn looks(line: &str, number: u64) -> Option<(&'static str, &'static str, &'static str)> {
    let mut columns = line.split('\t').map(str::trim);
    let (source, target) = (columns.next()?, columns.next()?);
    let is_quoted = |text: &str| text.len() > 1 && text.starts_with('"') && text.ends_with('"');
    let is_name = |text: &str, names: &[&str]| names.iter().any(|name| text.eq_ignore_ascii_case(name));
    if number == 1 && (is_name(source, &["source", "src"]) && is_name(target, &["target", "tgt"]))
        || number == 1 && is_french(source) && is_english(target) && line.len() < 40
    {
        let message = "the first line looks like names of columns: it is read as a unit";
        return Some(("tsv-header", message, "nobody: it is one useless unit"));
    }
    (is_quoted(source) && is_quoted(target)).then_some((
        "tsv-quotes",
        "both texts stand in quotation marks, which are read as characters: a spreadsheet may have put them there",
        "every tool: exact matches become fuzzy, and the marks show in the English",
    ))
}

/// Writes one unit as a line; tabs and line breaks inside become spaces, since the format cannot carry them.
///
/// # Errors
/// Those of writing.
pub fn write(to: &mut impl Write, unit: &Unit) -> io::Result<()> {
    let flat = |text: &str| text.replace(['\t', '\n', '\r'], " ");
    write!(to, "{}\t{}", flat(&unit.source), flat(&unit.target))?;
    if let Some((_, origin)) = unit.props.iter().find(|(kind, _)| kind == ORIGIN) {
        write!(to, "\t{}", flat(origin))?;
    }
    to.write_all(b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_their_numbers_and_quotes_are_characters() {
        let mut items = Vec::new();
        let text = "\"Oui\tYes\tlaw:1\n\nseul\n a \t b \r\n";
        let counts = read_decoded(Utf8::new(text.as_bytes(), Vec::new()), false, &mut |item| items.push(item)).unwrap();
        assert_eq!((counts.units, counts.pairs), (3, 2));
        let Item::Unit(1, first) = &items[0] else { panic!("{items:?}") };
        assert_eq!((first.source.as_str(), first.props[0].1.as_str()), ("\"Oui", "law:1"));
        assert!(matches!(&items[1], Item::Finding(f) if f.line == 3 && f.rule == "tsv-columns"));
        assert!(matches!(&items[2], Item::Unit(4, u) if u.source == "a" && u.target == "b"));
    }

    #[test]
    fn a_machines_units_are_not_approved() {
        for (origin, trust) in [("machine", Trust::Machine), ("MT", Trust::Machine), ("law:1", Trust::Approved)] {
            assert_eq!(unit(&format!("Oui\tYes\t{origin}")).unwrap().trust, trust, "{origin}");
        }
        assert_eq!(unit("Oui\tYes").unwrap().trust, Trust::Approved);
    }

    #[test]
    fn written_lines_read_back() {
        let unit = Unit { source: "Un\tdeux".into(), target: "One two".into(), ..Unit::default() };
        let mut out = Vec::new();
        write(&mut out, &unit).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "Un deux\tOne two\n");
    }
}
