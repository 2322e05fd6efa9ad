//! Tiles give any text back, byte for byte, in both languages.

#![no_main]

use entrefilet::segment::Splitter;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for splitter in [Splitter::french(), Splitter::english()] {
        let tiles = splitter.tiles(text);
        let joined: String = tiles.iter().map(|t| t.tile.of(text)).collect();
        assert_eq!(joined, text);
        for tile in tiles {
            assert!(tile.tile.contains(tile.sentence));
            assert_eq!(tile.sentence.of(text), tile.tile.of(text).trim());
        }
    }
});
