//! No bytes stop a reader of memories, and what it read is written and read back the same.

#![no_main]

use entrefilet::exchange::{Format, Item, read_units, tmx};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for format in [None, Some(Format::Tmx), Some(Format::Xliff), Some(Format::Tsv), Some(Format::Po)] {
        let mut units = Vec::new();
        let counts = read_units(bytes, format, true, |item| {
            if let Item::Unit(_, unit) = item {
                units.push(*unit);
            }
        });
        let Ok(counts) = counts else { continue };
        assert_eq!(counts.pairs, units.len() as u64);
        let mut written = Vec::new();
        tmx::write(&mut written, &tmx::Header::default(), &units).unwrap();
        let again = read_units(written.as_slice(), Some(Format::Tmx), false, |item| assert!(matches!(item, Item::Unit(..)))).unwrap();
        assert_eq!(again.pairs, counts.pairs);
    }
});
