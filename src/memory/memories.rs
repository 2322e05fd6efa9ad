//! Several memories searched as one.

use super::{Age, Memory, Query};
use crate::model::{Match, Trust};

/// What a pipeline says of a memory.
#[derive(Clone, Debug, Default)]
pub struct Standing {
    /// Of two equal matches the one with the higher priority comes first.
    pub priority: i32,
    /// Percent taken off every rate of this memory.
    pub penalty: u8,
    /// What its units lose by their age.
    pub age: Age,
    /// When given: who stands behind every unit that does not itself say that a machine made it.
    pub trust: Option<Trust>,
}

/// Memories in the order of the pipeline.
#[derive(Default)]
pub struct Memories(Vec<(Memory, Standing)>);

impl Memories {
    /// No memory yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a memory.
    pub fn push(&mut self, memory: Memory, standing: Standing) {
        self.0.push((memory, standing));
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The memories in order.
    pub fn iter(&self) -> impl Iterator<Item = &Memory> {
        self.0.iter().map(|(memory, _)| memory)
    }

    /// The `top` best matches of all memories at `min_rate` percent or more after penalties, best first; equal ones by
    /// trust, priority, the order of the memories, and within a memory as [`Memory::search`] orders them.
    pub fn search(&self, query: &Query, min_rate: u8, top: usize) -> Vec<Match> {
        let mut all: Vec<(Match, i32)> = Vec::new();
        for (memory, standing) in &self.0 {
            let bar = min_rate.saturating_add(standing.penalty);
            if bar > 101 {
                continue;
            }
            for mut found in memory.search_aged(query, bar.min(100), top, standing.age) {
                found.rate = found.rate.saturating_sub(standing.penalty);
                found.penalty.memory = standing.penalty;
                found.trust = found.trust.max(standing.trust.unwrap_or(Trust::Approved));
                if found.rate >= min_rate {
                    all.push((found, standing.priority));
                }
            }
        }
        all.sort_by(|(a, p), (b, q)| b.rate.cmp(&a.rate).then(a.trust.cmp(&b.trust)).then(q.cmp(p)));
        all.truncate(top);
        all.into_iter().map(|(found, _)| found).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::open::tests::{memory, unit};
    use super::*;

    #[test]
    fn memories_stand_by_rate_then_trust_then_priority() {
        let standing = |penalty, priority, trust| Standing { penalty, priority, trust, age: Age::default() };
        let mut memories = Memories::new();
        for (name, standing) in [
            ("plain", standing(0, 0, None)),
            ("first", standing(0, 1, None)),
            ("less", standing(4, 9, None)),
            ("machine", standing(0, 9, Some(Trust::Machine))),
        ] {
            memories.push(memory(&[unit("Bonjour à tous.", name)]).named(name), standing);
        }
        let query = Query { text: "Bonjour à tous.", ..Query::default() };
        let found = memories.search(&query, 70, 9);
        let told: Vec<String> = found.iter().map(|m| format!("{} {}", m.rate, m.memory)).collect();
        assert_eq!(told, ["100 first", "100 plain", "100 machine", "96 less"]);
        assert_eq!((found[3].penalty.memory, found[3].edits.len()), (4, 0));
        assert_eq!(memories.search(&query, 97, 9).len(), 3);
    }
}
