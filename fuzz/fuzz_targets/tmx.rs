//! No bytes stop a reader of memories, and what it read is written and read back the same.

#![no_main]

use entrefilet::exchange::{Counts, Format, Item, read_units, tmx};
use entrefilet::model::Unit;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for format in [None, Some(Format::Tmx), Some(Format::Xliff), Some(Format::Tsv), Some(Format::Po)] {
        let Some((counts, units)) = read(bytes, format, true) else { continue };
        assert_eq!(counts.pairs, units.len() as u64);
        let mut written = Vec::new();
        tmx::write(&mut written, &tmx::Header::default(), &units).unwrap();
        let (_, again) = read(&written, Some(Format::Tmx), false).unwrap();
        assert_eq!(again, units);
    }
});

fn read(bytes: &[u8], format: Option<Format>, detail: bool) -> Option<(Counts, Vec<Unit>)> {
    let mut units = Vec::new();
    let counts = read_units(bytes, format, detail, |item| {
        if let Item::Unit(_, unit) = item {
            units.push(*unit);
        }
    });
    Some((counts.ok()?, units))
}
