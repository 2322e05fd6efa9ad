//! A unit as bytes.

use super::bytes::{push_number, push_text, take_byte, take_bytes, take_number, take_text};
use super::codes;
use crate::model::{Codes, Origin, Trust, Unit};
use crate::text::Date;

/// A unit in the index, with its texts still in place.
#[derive(Clone, Copy, Debug)]
pub struct Record<'m> {
    /// Number of the unit in its file.
    pub number: u64,
    /// Number of the file.
    pub file: usize,
    pub trust: Trust,
    pub origin: Option<Origin>,
    pub date: Option<Date>,
    pub source: &'m str,
    pub target: &'m str,
    pub before: Option<&'m str>,
    pub after: Option<&'m str>,
    has_id: bool,
    has_codes: bool,
    /// Inline codes, id and properties, undecoded.
    rest: &'m [u8],
}

const MACHINE: u8 = 1;
const BEFORE: u8 = 2;
const AFTER: u8 = 4;
const DATE: u8 = 8;
const ID: u8 = 16;
const CODES: u8 = 32;
const ORIGINS: [Origin; 6] =
    [Origin::Context, Origin::Exact, Origin::Adapted, Origin::Machine, Origin::Terms, Origin::None];

/// Appends `unit`, number `number` of file number `file`.
pub fn push(to: &mut Vec<u8>, file: usize, number: u64, unit: &Unit) {
    push_number(to, number);
    push_number(to, file as u64);
    to.push(flags(unit));
    to.push(unit.origin.and_then(|o| ORIGINS.iter().position(|known| *known == o)).map_or(0, |at| at as u8 + 1));
    if let Some(date) = unit.date {
        push_number(to, date.year.into());
        to.extend([date.month.unwrap_or(0), date.day.unwrap_or(0)]);
    }
    push_text(to, &unit.source);
    push_text(to, &unit.target);
    for text in [&unit.before, &unit.after].into_iter().flatten() {
        push_text(to, text);
    }
    push_rest(to, unit);
}

fn flags(unit: &Unit) -> u8 {
    let flag = |is: bool, flag| if is { flag } else { 0 };
    flag(unit.trust == Trust::Machine, MACHINE)
        | flag(unit.before.is_some(), BEFORE)
        | flag(unit.after.is_some(), AFTER)
        | flag(unit.date.is_some(), DATE)
        | flag(unit.id.is_some(), ID)
        | flag(!unit.codes.is_empty(), CODES)
}

/// Inline codes, id and properties behind their length in bytes, so that a search can step over them.
fn push_rest(to: &mut Vec<u8>, unit: &Unit) {
    let mut rest = Vec::new();
    if !unit.codes.is_empty() {
        codes::push(&mut rest, &unit.codes);
    }
    let props = unit.props.iter().flat_map(|(kind, value)| [kind, value]);
    unit.id.iter().chain(props).for_each(|text| push_text(&mut rest, text));
    push_number(to, rest.len() as u64);
    to.extend(rest);
}

/// Takes a record off the front of `from`; `None` when the bytes are damaged.
pub fn take<'m>(from: &mut &'m [u8]) -> Option<Record<'m>> {
    let number = take_number(from)?;
    let file = usize::try_from(take_number(from)?).ok()?;
    let flags = take_byte(from)?;
    let origin = take_byte(from)?.checked_sub(1).and_then(|at| ORIGINS.get(usize::from(at))).copied();
    Some(Record {
        number,
        file,
        trust: if flags & MACHINE > 0 { Trust::Machine } else { Trust::Approved },
        origin,
        date: if flags & DATE > 0 { Some(take_date(from)?) } else { None },
        source: take_text(from)?,
        target: take_text(from)?,
        before: if flags & BEFORE > 0 { Some(take_text(from)?) } else { None },
        after: if flags & AFTER > 0 { Some(take_text(from)?) } else { None },
        has_id: flags & ID > 0,
        has_codes: flags & CODES > 0,
        rest: take_bytes(from)?,
    })
}

/// Takes a record off the front of `from` and returns only its English, unchecked.
pub fn take_target<'m>(from: &mut &'m [u8]) -> Option<&'m [u8]> {
    take_number(from)?;
    take_number(from)?;
    let flags = take_byte(from)?;
    take_byte(from)?;
    if flags & DATE > 0 {
        take_date(from)?;
    }
    take_bytes(from)?;
    let target = take_bytes(from)?;
    for _ in 0..(flags & (BEFORE | AFTER)).count_ones() {
        take_bytes(from)?;
    }
    take_bytes(from)?;
    Some(target)
}

impl Record<'_> {
    /// The whole unit, as it was added; damaged properties are left out.
    pub fn unit(&self) -> Unit {
        let mut rest = self.rest;
        let codes = if self.has_codes { codes::take(&mut rest).unwrap_or_default() } else { Codes::default() };
        let mut texts = std::iter::from_fn(|| take_text(&mut rest)).map(str::to_owned);
        let id = if self.has_id { texts.next() } else { None };
        let mut props = Vec::new();
        while let (Some(kind), Some(value)) = (texts.next(), texts.next()) {
            props.push((kind, value));
        }
        Unit {
            id,
            source: self.source.to_owned(),
            target: self.target.to_owned(),
            before: self.before.map(str::to_owned),
            after: self.after.map(str::to_owned),
            trust: self.trust,
            origin: self.origin,
            date: self.date,
            props,
            codes,
        }
    }
}

fn take_date(from: &mut &[u8]) -> Option<Date> {
    let year = u16::try_from(take_number(from)?).ok()?;
    let part = |byte: u8| (byte > 0).then_some(byte);
    Some(Date { year, month: part(take_byte(from)?), day: part(take_byte(from)?) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_come_back_and_cut_ones_are_refused() {
        let text = |t: &str| Some(t.to_owned());
        let full = Unit {
            id: text("ab"),
            source: "Été".into(),
            target: "Summer".into(),
            before: text("Avant"),
            after: text("Après"),
            trust: Trust::Machine,
            origin: Some(Origin::Adapted),
            date: "2025-04".parse().ok(),
            props: vec![("x-article".into(), "a.txt".into())],
            codes: Codes::default(),
        };
        let plain = Unit { source: "Oui".into(), target: "Yes".into(), ..Unit::default() };
        for unit in [full, plain] {
            let mut bytes = Vec::new();
            push(&mut bytes, 3, 300, &unit);
            let record = take(&mut bytes.as_slice()).unwrap();
            assert_eq!((record.file, record.number, record.unit()), (3, 300, unit));
            assert!((0..bytes.len()).all(|end| take(&mut &bytes[..end]).is_none()));
            let mut rest = bytes.as_slice();
            assert_eq!(take_target(&mut rest), Some(record.target.as_bytes()));
            assert!(rest.is_empty());
        }
    }
}
