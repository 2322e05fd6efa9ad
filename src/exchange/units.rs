//! The way into every file of units: what it is, and the choice of its reader.

use super::archive::{Member, unpacked};
use super::decode::{Oddity, Utf8};
use super::format::Format;
use super::item::{Counts, Item, tell};
use super::{po, tmx, tsv, xliff};
use std::io::{self, Read};

/// Reads the units of `input` one by one, however it is packed and encoded; without a `format` the content decides.
///
/// Memory use does not depend on the size of the file, but for a `.zip`, which is held packed. `detail` asks for every finding (`memory lint`); without it only
/// what was skipped, repaired or unreadable is told; with it the ids of all units are remembered.
///
/// # Errors
/// Those of reading `input` or unpacking it; a file that is merely broken gives findings.
///
/// ```
/// use entrefilet::exchange::{Item, read_units};
/// let mut pairs = Vec::new();
/// let counts = read_units("Bonjour\tHello\n".as_bytes(), None, false, |item| {
///     if let Item::Unit(number, unit) = item { pairs.push((number, unit.target)) }
/// }).unwrap();
/// assert_eq!((counts.pairs, pairs), (1, vec![(1, "Hello".into())]));
/// ```
pub fn read_units(
    input: impl Read,
    format: Option<Format>,
    detail: bool,
    mut each: impl FnMut(Item),
) -> io::Result<Counts> {
    let mut all = Counts::default();
    unpacked(input, |Member { name, bytes, oddities }| {
        let before = all;
        let named = name.as_ref().and_then(|name| Format::of(name.as_ref())).or(format);
        let mut each = |item| each(numbered(item, before.units, name.as_deref()));
        let counts = read_member(bytes, oddities, named, detail, &mut each)?;
        all = Counts { units: before.units + counts.units, pairs: before.pairs + counts.pairs };
        Ok(())
    })?;
    Ok(all)
}

/// Bytes in which the root is looked for, past licences and comments.
const HEAD: usize = 1 << 15;

fn read_member(
    bytes: &mut dyn Read,
    oddities: Vec<Oddity>,
    format: Option<Format>,
    detail: bool,
    each: &mut impl FnMut(Item),
) -> io::Result<Counts> {
    let is_odd = !oddities.is_empty();
    let mut text = Utf8::new(bytes, oddities);
    let format = Format::chosen(format, text.peek(HEAD)?);
    if is_odd && text.rest().is_empty() {
        tell(text.oddities(), each);
        return Ok(Counts::default());
    }
    match format {
        Format::Tmx => tmx::read_decoded(text, detail, each),
        Format::Xliff => xliff::read_decoded(text, each),
        Format::Tsv => tsv::read_decoded(text, detail, each),
        Format::Po => po::read_decoded(text, each),
    }
}

/// An item of an archive's member: its unit is counted on, its findings name the member.
fn numbered(mut item: Item, before: u64, member: Option<&str>) -> Item {
    match &mut item {
        Item::Unit(number, _) => *number += before,
        Item::Finding(finding) => {
            finding.unit = finding.unit.map(|unit| unit + before);
            if let Some(member) = member {
                finding.message = format!("{member}: {}", finding.message);
            }
        }
    }
    item
}
