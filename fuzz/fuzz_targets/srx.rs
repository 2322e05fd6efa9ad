//! An SRX file that can be read is written and read again as the same rules, and no rule makes the splitter lose text.

#![no_main]

use entrefilet::exchange::srx;
use entrefilet::segment::Splitter;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|file: &str| {
    let Ok(document) = srx::read(file, "rules.srx") else { return };
    let again = srx::read(&srx::write(&document), "rules.srx").expect("what we write can be read");
    assert_eq!(again.rule_sets.len(), document.rule_sets.len());
    assert_eq!(again.maps.len(), document.maps.len());
    let text = "M. Sy part. « Bon ! » dit-il… Il rentre le 3 sept. 2024.";
    let (splitter, _) = Splitter::from_srx(&document, "fr");
    let joined: String = splitter.tiles(text).iter().map(|t| t.tile.of(text)).collect();
    assert_eq!(joined, text);
});
