//! Articles as vectors of weighted terms.

use super::row::{NAME, Row, Vector};
use rustc_hash::FxHashMap;

/// The rows as TF-IDF vectors of length 1: count · rarity in the news · ln(1 + N/df), N at least [`FEW`]. A term is a name
/// where at least half of its rows write it as one.
pub(super) fn vectors(rows: &[Row]) -> Vec<Vector> {
    let spread = spread(rows);
    let named = count(rows.iter().flat_map(|r| r.names.iter().copied()));
    let total = rows.len().max(FEW) as f32;
    let weight = |&(term, sum): &(u32, f32)| {
        let rows = spread[&term];
        let name = 2 * named.get(&term).copied().unwrap_or(0) >= rows;
        (term | (NAME * u32::from(name)), sum * (total / rows as f32).ln_1p())
    };
    rows.iter().map(|row| normal(row.terms.iter().map(weight).collect())).collect()
}

/// In a small folder a word of every article may still be rare in the world.
const FEW: usize = 100;

/// In how many rows each term occurs.
pub(super) fn spread(rows: &[Row]) -> FxHashMap<u32, u32> {
    count(rows.iter().flat_map(|r| r.terms.iter().map(|t| t.0)))
}

fn count(terms: impl Iterator<Item = u32>) -> FxHashMap<u32, u32> {
    let mut counts = FxHashMap::default();
    terms.for_each(|term| *counts.entry(term).or_insert(0) += 1);
    counts
}

fn normal(mut vector: Vector) -> Vector {
    let length = vector.iter().map(|(_, w)| w * w).sum::<f32>().sqrt();
    if length > 0.0 {
        vector.iter_mut().for_each(|(_, w)| *w /= length);
    }
    vector
}

/// What two vectors share.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Shared {
    /// The sum of products of shared terms.
    pub(super) all: f32,
    /// The part of it that names give.
    pub(super) names: f32,
}

impl Shared {
    /// What `a` and `b` share.
    pub(super) fn of(a: &[(u32, f32)], b: &[(u32, f32)]) -> Self {
        let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
        let mut shared = Self::default();
        if long.len() > 8 * short.len() {
            for &(term, w) in short {
                if let Ok(at) = long.binary_search_by_key(&term, |l| l.0) {
                    shared.add(term, w * long[at].1);
                }
            }
            return shared;
        }
        let mut rest = long.iter().peekable();
        for &(term, w) in short {
            while rest.next_if(|l| l.0 < term).is_some() {}
            if let Some(l) = rest.next_if(|l| l.0 == term) {
                shared.add(term, w * l.1);
            }
        }
        shared
    }

    fn add(&mut self, term: u32, product: f32) {
        self.all += product;
        self.names += if term & NAME > 0 { product } else { 0.0 };
    }
}

/// Both vectors added.
pub(super) fn sum(a: &[(u32, f32)], b: &[(u32, f32)]) -> Vector {
    let mut out = Vec::with_capacity(a.len() + b.len());
    let (mut a, mut b) = (a.iter().copied().peekable(), b.iter().copied().peekable());
    loop {
        let next = match (a.peek(), b.peek()) {
            (Some(x), Some(y)) if x.0 == y.0 => a.next().zip(b.next()).map(|(x, y)| (x.0, x.1 + y.1)),
            (Some(x), Some(y)) if x.0 > y.0 => b.next(),
            (Some(_), _) => a.next(),
            (None, _) => b.next(),
        };
        match next {
            Some(term) => out.push(term),
            None => return out,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shared_and_sum_agree_for_short_and_long() {
        let long: Vector = (0..100).map(|t| (t, 1.0)).collect();
        let short = vec![(3, 2.0), (50, 1.0), (200, 9.0)];
        assert_eq!(Shared::of(&short, &long), Shared { all: 3.0, names: 2.0 });
        assert_eq!(Shared::of(&long[..20], &short), Shared { all: 2.0, names: 2.0 });
        assert_eq!(sum(&short, &long).len(), 101);
    }
}
