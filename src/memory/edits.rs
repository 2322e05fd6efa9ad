//! What differs between a query and a memory's source, in words.

use crate::model::Edit;
use crate::text::{Span, Word, WordKind, plain, words};

/// The differences in the order of the query: each run of differing words is one edit, so *12 mars 2020* for *3 avril
/// 2021* is one. Words differ when they are not equal for a memory (case and accents count). At a place where only one
/// side has words the other span is empty, at the end of the word before.
pub fn edits(query: &str, source: &str) -> Vec<Edit> {
    let (ours, theirs) = (Side::new(query), Side::new(source));
    let start = common(ours.words.iter().zip(&theirs.words));
    let (a, b) = (&ours.words[start..], &theirs.words[start..]);
    let end = common(a.iter().rev().zip(b.iter().rev()));
    let (a, b) = (&a[..a.len() - end], &b[..b.len() - end]);
    let pairs = align(a, b);
    let shifted = pairs.into_iter().map(|(i, j)| (i + start, j + start));
    gaps(shifted, (start, start), (start + a.len(), start + b.len()))
        .map(|((i, j), (k, l))| Edit { query: ours.span(i, k), source: theirs.span(j, l) })
        .collect()
}

/// One of the two texts.
struct Side {
    words: Vec<Plain>,
    spans: Vec<Span>,
}

/// A word as a memory sees it.
struct Plain {
    text: String,
    kind: WordKind,
}

impl Side {
    fn new(text: &str) -> Self {
        let plain = |word: Word| (Plain { text: plain(word.span.of(text)), kind: word.kind }, word.span);
        let (words, spans) = words(text).map(plain).unzip();
        Self { words, spans }
    }

    /// From word `from` up to word `to`; empty at the end of the word before when there is none between.
    fn span(&self, from: usize, to: usize) -> Span {
        if from < to {
            return Span { start: self.spans[from].start, end: self.spans[to - 1].end };
        }
        let at = match from {
            0 => 0,
            from => self.spans[from - 1].end,
        };
        Span { start: at, end: at }
    }
}

/// How many pairs are equal before one is not.
fn common<'w>(pairs: impl Iterator<Item = (&'w Plain, &'w Plain)>) -> usize {
    pairs.take_while(|(a, b)| a.text == b.text).count()
}

/// Beyond so many cells the middle is one edit: texts of thousands of words are no sentences.
const MOST_CELLS: usize = 1 << 20;

/// Pairs of equal words of a cheapest alignment.
fn align(a: &[Plain], b: &[Plain]) -> Vec<(usize, usize)> {
    let width = b.len() + 1;
    if a.len().saturating_mul(width) > MOST_CELLS {
        return Vec::new();
    }
    let costs = costs(a, b);
    let (mut i, mut j, mut pairs) = (a.len(), b.len(), Vec::new());
    while i > 0 && j > 0 {
        let here = costs[i * width + j];
        if here == costs[(i - 1) * width + j - 1] + swap(&a[i - 1], &b[j - 1]) {
            (i, j) = (i - 1, j - 1);
            pairs.extend((a[i].text == b[j].text).then_some((i, j)));
        } else if here == costs[(i - 1) * width + j] + 1 {
            i -= 1;
        } else {
            j -= 1;
        }
    }
    pairs.reverse();
    pairs
}

/// What it costs to turn the start of `a` into the start of `b`, for every pair of starts.
fn costs(a: &[Plain], b: &[Plain]) -> Vec<u32> {
    let width = b.len() + 1;
    let mut costs: Vec<u32> = (0..(a.len() + 1) * width).map(|at| (at / width + at % width) as u32).collect();
    for i in 1..=a.len() {
        for j in 1..=b.len() {
            let diagonal = costs[(i - 1) * width + j - 1] + swap(&a[i - 1], &b[j - 1]);
            costs[i * width + j] = diagonal.min(costs[(i - 1) * width + j] + 1).min(costs[i * width + j - 1] + 1);
        }
    }
    costs
}

/// What it costs to have `b` for `a`: nothing, one, or two when a number stands for a word.
fn swap(a: &Plain, b: &Plain) -> u32 {
    match (a.text == b.text, a.kind == b.kind) {
        (true, _) => 0,
        (_, true) => 1,
        _ => 2,
    }
}

type Place = (usize, usize);

/// The stretches between the pairs of equal words, from `start` to `end`.
fn gaps(pairs: impl Iterator<Item = Place>, start: Place, end: Place) -> impl Iterator<Item = (Place, Place)> {
    let mut at = start;
    pairs.chain([end]).filter_map(move |pair| {
        let gap = (at, pair);
        at = (pair.0 + 1, pair.1 + 1);
        (gap.0 != gap.1).then_some(gap)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn told(query: &str, source: &str) -> Vec<String> {
        let show = |e: &Edit| format!("{}|{}", e.query.of(query), e.source.of(source));
        edits(query, source).iter().map(show).collect()
    }

    #[test]
    fn runs_of_words_on_both_sides() {
        for (query, source, expected) in [
            ("Le 12 mars 2020, Paris.", "Le 3 avril 2021, Paris.", vec!["12 mars 2020|3 avril 2021"]),
            ("Il a 5\u{202f}000 hommes.", "Il a 700 hommes.", vec!["5\u{202f}000|700"]),
            ("Le Mali et le Niger", "Le Mali, le Niger", vec!["et|,"]),
            ("Le grand Mali", "Le Mali", vec!["grand|"]),
            ("Le Mali", "Le Mali.", vec!["|."]),
            ("L’État", "L'état", vec!["État|état"]),
            ("Oui", "Oui", vec![]),
            ("Vladimir Poutine parle à 3", "Macron parle à 4", vec!["Vladimir Poutine|Macron", "3|4"]),
        ] {
            assert_eq!(told(query, source), expected, "{query} / {source}");
        }
    }

    proptest! {
        #[test]
        fn edits_turn_one_side_into_the_other(a in "[a-c ,1]{0,24}", b in "[a-c ,1]{0,24}") {
            let mut from = 0;
            let mut rebuilt = Vec::new();
            let told = |text: &str| words(text).map(|w| w.span.of(text).to_owned()).collect::<Vec<_>>();
            for edit in edits(&a, &b) {
                rebuilt.extend(told(&a[from..edit.query.start as usize]));
                rebuilt.extend(told(edit.source.of(&b)));
                from = edit.query.end as usize;
            }
            rebuilt.extend(told(&a[from..]));
            prop_assert_eq!(rebuilt.concat(), told(&b).concat());
        }
    }
}
