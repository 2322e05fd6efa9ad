//! `entrefilet memory search --concordance`

use crate::cli::{Failure, Outcome};
use entrefilet::memory::Memories;
use entrefilet::text::Points;
use serde::Serialize;
use std::io::{self, BufWriter, Write};

/// A unit with the phrase, places in code points.
#[derive(Serialize)]
struct Line<'m> {
    memory: &'m str,
    unit: u64,
    source: &'m str,
    target: &'m str,
    in_source: Option<(usize, usize)>,
    in_target: Option<(usize, usize)>,
}

/// Prints the first `limit` units of each memory that have `phrase` on either side.
pub fn list(memories: &Memories, phrase: &str, limit: usize, jsonl: bool) -> Result<Outcome, Failure> {
    let mut out = BufWriter::new(io::stdout().lock());
    for memory in memories.iter() {
        for found in memory.concordance(phrase, limit) {
            if !jsonl {
                writeln!(out, "{}  ({} {})\n    {}", found.source, found.memory, found.unit, found.target)?;
                continue;
            }
            let line = Line {
                memory: &found.memory,
                unit: found.unit,
                source: &found.source,
                target: &found.target,
                in_source: found.in_source.map(|span| Points::new(&found.source).of(span)),
                in_target: found.in_target.map(|span| Points::new(&found.target).of(span)),
            };
            writeln!(out, "{}", serde_json::to_string(&line).map_err(Failure::cannot)?)?;
        }
    }
    out.flush()?;
    Ok(Outcome::Done)
}
