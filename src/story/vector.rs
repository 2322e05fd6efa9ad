//! Articles as vectors of weighted terms.

use super::Row;
use rustc_hash::FxHashMap;

/// Terms and weights, sorted by term.
pub(super) type Vector = Vec<(u32, f32)>;

/// The rows as TF-IDF vectors of length 1: count · rarity in the news · ln(1 + N/df), N at least [`FEW`].
pub(super) fn vectors(rows: &[Row]) -> Vec<Vector> {
    let spread = spread(rows);
    let total = rows.len().max(FEW) as f32;
    let weight = |&(term, sum): &(u32, f32)| (term, sum * (total / spread[&term] as f32).ln_1p());
    rows.iter().map(|row| normal(row.terms.iter().map(weight).collect())).collect()
}

/// In a small folder a word of every article may still be rare in the world.
const FEW: usize = 100;

/// In how many rows each term occurs.
pub(super) fn spread(rows: &[Row]) -> FxHashMap<u32, u32> {
    let mut spread = FxHashMap::default();
    for (term, _) in rows.iter().flat_map(|r| &r.terms) {
        *spread.entry(*term).or_insert(0) += 1;
    }
    spread
}

fn normal(mut vector: Vector) -> Vector {
    let length = dot(&vector, &vector).sqrt();
    if length > 0.0 {
        vector.iter_mut().for_each(|(_, w)| *w /= length);
    }
    vector
}

/// The sum of products of shared terms.
pub(super) fn dot(a: &[(u32, f32)], b: &[(u32, f32)]) -> f32 {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if long.len() > 8 * short.len() {
        let found = |&(term, w): &(u32, f32)| Some(w * long[long.binary_search_by_key(&term, |l| l.0).ok()?].1);
        return short.iter().filter_map(found).sum();
    }
    let mut rest = long.iter().peekable();
    let mut sum = 0.0;
    for &(term, w) in short {
        while rest.next_if(|l| l.0 < term).is_some() {}
        sum += rest.next_if(|l| l.0 == term).map_or(0.0, |l| l.1 * w);
    }
    sum
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
    fn dot_and_sum_agree_for_short_and_long() {
        let long: Vector = (0..100).map(|t| (t, 1.0)).collect();
        let short = vec![(3, 2.0), (50, 1.0), (200, 9.0)];
        assert_eq!(dot(&short, &long), 3.0);
        assert_eq!(dot(&long[..20], &short), 2.0);
        assert_eq!(sum(&short, &long).len(), 101);
    }
}
