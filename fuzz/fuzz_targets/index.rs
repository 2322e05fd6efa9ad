//! A damaged index gives less, never a crash.

#![no_main]

use entrefilet::memory::{Memory, Query, build};
use entrefilet::model::Unit;
use libfuzzer_sys::fuzz_target;

/// Bytes of the header: its checksum would give damage away.
const HEADER: usize = 272;

fuzz_target!(|damage: Vec<(u16, u8)>| {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("m.idx");
    let text = |i: u32| format!("Le point {i} de l’ordre du jour est adopté.");
    build((0..30).map(|i| Unit { source: text(i), target: "Adopted.".into(), ..Unit::default() }), &path).unwrap();
    let mut bytes = std::fs::read(&path).unwrap();
    let body = bytes.len() - HEADER;
    for (at, byte) in damage {
        bytes[HEADER + usize::from(at) % body] = byte;
    }
    std::fs::write(&path, bytes).unwrap();
    if let Ok(memory) = Memory::open(&path) {
        memory.search(&Query { text: &text(3), ..Query::default() }, 60, 5);
        memory.concordance("ordre du jour", 10);
        memory.phrases("Le point 4 de l’ordre du jour, dit Bamako.");
        memory.survey();
        let _ = memory.verify();
    }
});
