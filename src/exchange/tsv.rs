//! `source⇥target[⇥origin]`: a unit a line, no header, no quoting.

use super::decode::Utf8;
use super::item::{Counts, Finding, Item, tell};
use crate::model::Unit;
use std::io::{self, BufRead, Read, Write};

/// The property that carries the third column.
pub const ORIGIN: &str = "origin";

/// Reads decoded lines; [`super::read_units`] is the way in.
pub(super) fn read_decoded<R: Read>(mut input: Utf8<R>, each: &mut impl FnMut(Item)) -> io::Result<Counts> {
    let mut counts = Counts::default();
    let mut line = Vec::new();
    let mut number = 0;
    loop {
        line.clear();
        if input.read_until(b'\n', &mut line)? == 0 {
            tell(input.oddities(), each);
            return Ok(counts);
        }
        number += 1;
        let text = String::from_utf8_lossy(&line);
        let text = text.trim_end_matches(['\n', '\r']);
        if text.trim().is_empty() {
            continue;
        }
        counts.units += 1;
        match unit(text) {
            Some(unit) => {
                counts.pairs += 1;
                each(Item::Unit(number, Box::new(unit)));
            }
            None => each(Item::Finding(Finding {
                line: u32::try_from(number).unwrap_or(u32::MAX),
                unit: Some(number),
                rule: "tsv-columns",
                message: "not source, tab, target: the line was skipped".into(),
                loses: "",
            })),
        }
    }
}

fn unit(line: &str) -> Option<Unit> {
    let mut columns = line.split('\t').map(str::trim);
    let (source, target) = (columns.next()?, columns.next()?);
    if source.is_empty() || target.is_empty() {
        return None;
    }
    let origin = columns.next().filter(|o| !o.is_empty());
    let props = origin.map(|o| (ORIGIN.to_owned(), o.to_owned())).into_iter().collect();
    Some(Unit { source: source.into(), target: target.into(), props, ..Unit::default() })
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
        let counts = read_decoded(Utf8::new(text.as_bytes(), Vec::new()), &mut |item| items.push(item)).unwrap();
        assert_eq!((counts.units, counts.pairs), (3, 2));
        let Item::Unit(1, first) = &items[0] else { panic!("{items:?}") };
        assert_eq!((first.source.as_str(), first.props[0].1.as_str()), ("\"Oui", "law:1"));
        assert!(matches!(&items[1], Item::Finding(f) if f.line == 3 && f.rule == "tsv-columns"));
        assert!(matches!(&items[2], Item::Unit(4, u) if u.source == "a" && u.target == "b"));
    }

    #[test]
    fn written_lines_read_back() {
        let unit = Unit { source: "Un\tdeux".into(), target: "One two".into(), ..Unit::default() };
        let mut out = Vec::new();
        write(&mut out, &unit).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "Un deux\tOne two\n");
    }
}
