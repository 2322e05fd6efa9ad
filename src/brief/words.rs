//! The fixed English that a brief speaks itself.

use crate::model::{Line, Match, Origin};
use crate::text::{Span, count_of, grouped};

/// The mark of a line's origin, and the same in words with what stands behind it.
pub(super) fn mark_of(line: &Line, touched: bool) -> (&'static str, String) {
    let (mark, word) = sign(line.origin);
    let mut details = vec![line.evidence.clone()];
    details.extend(line.repairs.iter().cloned());
    if touched {
        details.push("names in house form".into());
    }
    details.retain(|d| !d.is_empty());
    let words = if details.is_empty() { word.to_owned() } else { format!("{word} ({})", details.join(", ")) };
    (mark, words)
}

fn sign(origin: Origin) -> (&'static str, &'static str) {
    match origin {
        Origin::Context => ("✓", "approved, same context"),
        Origin::Exact => ("✓", "approved"),
        Origin::Adapted => ("≈", "adapted"),
        Origin::Machine => ("⚙", "machine"),
        Origin::Terms | Origin::None => ("▢", "not translated"),
    }
}

/// *5 key points: 2 approved, 1 adapted, 1 machine, 1 not translated*
pub(super) fn tally(lines: &[Line]) -> String {
    let parts = by_origin(|wanted| lines.iter().filter(|l| wanted.contains(&l.origin)).count());
    let parts: Vec<String> = parts.iter().filter(|(n, _)| *n > 0).map(|(n, word)| format!("{n} {word}")).collect();
    let points = count_of(lines.len() as u64, "key point");
    if parts.is_empty() { points } else { format!("{points}: {}", parts.join(", ")) }
}

/// How many lines have each sort of English; `count` tells it of some origins.
fn by_origin(count: impl Fn(&[Origin]) -> usize) -> [(usize, &'static str); 4] {
    [
        (count(&[Origin::Context, Origin::Exact]), "approved"),
        (count(&[Origin::Adapted]), "adapted"),
        (count(&[Origin::Machine]), "machine"),
        (count(&[Origin::Terms, Origin::None]), "not translated"),
    ]
}

/// How much of a folder is English: *Of 30 lines that headlines, key points and quotations want: 10 approved, 5 adapted,
/// 0 machine, 15 not translated.* `count` tells how many lines have one of some origins.
pub fn coverage(count: impl Fn(&[Origin]) -> usize) -> String {
    let parts = by_origin(count);
    let all = count_of(parts.iter().map(|(n, _)| *n as u64).sum(), "line");
    let parts: Vec<String> = parts.iter().map(|(n, word)| format!("{} {word}", grouped(*n as u64))).collect();
    format!("Of {all} that headlines, key points and quotations want: {}.", parts.join(", "))
}

/// What differs between the article's French and a memory's source: *« la porte » here, « le dialogue » in the memory*.
pub fn differences(french: &str, found: &Match) -> String {
    const SHOWN: usize = 4;
    let mut parts: Vec<String> =
        found.edits.iter().take(SHOWN).map(|e| difference(french, found, e.query, e.source)).collect();
    if found.edits.len() > SHOWN {
        parts.push("…".into());
    }
    parts.join("; ")
}

fn difference(french: &str, found: &Match, query: Span, source: Span) -> String {
    match (query.of(french).trim(), source.of(&found.source).trim()) {
        ("", there) => format!("« {there} » only in the memory"),
        (here, "") => format!("« {here} » only here"),
        (here, there) => format!("« {here} » here, « {there} » in the memory"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart() {
        let shown: Vec<String> = [0, 999, 1000, 20_123, 1_234_567].into_iter().map(grouped).collect();
        assert_eq!(shown, ["0", "999", "1,000", "20,123", "1,234,567"]);
        assert_eq!((count_of(1, "line"), count_of(1200, "line")), ("1 line".into(), "1,200 lines".into()));
    }
}
