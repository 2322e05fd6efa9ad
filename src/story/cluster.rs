//! Average-link clustering that compares only pairs which share rare words.

use super::row::{Row, Vector};
use super::vector::{Shared, spread, sum, vectors};
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Mean likeness of two clusters, in millionths, so that it compares exactly.
type Likeness = i64;

/// Clusters at least this alike become one. Chosen on the development half of RPM2.
const ENOUGH: Likeness = 100_000;
/// A word of more rows than this brings no two of them together.
const COMMON: u32 = 60;
/// Neighbours that a cluster keeps: the most alike.
const NEIGHBOURS: usize = 48;
/// So many days apart, articles are as near as on the same day.
const FRESH: i64 = 3;
/// From there on likeness fades, to nothing at this many days: stories do not jump over a longer silence.
const SILENCE: i64 = 30;
/// Where names give less than this share of a likeness, it is one of themes (two elections, two withdrawals).
const NAMED: f32 = 0.01;
/// What such a likeness is worth when there is no common name at all.
const NAMELESS: f32 = 0.5;

/// Clusters that grow together until no two are alike enough.
///
/// The mean likeness of all pairs between two clusters is the product of the sums of their vectors over the number of
/// pairs, so average link stays exact however few pairs are looked at.
pub(super) struct Clusters {
    /// By number: rows first, then what was merged; `None` once part of another.
    all: Vec<Option<Cluster>>,
    /// Pairs worth merging, some of them out of date.
    queue: BinaryHeap<(Likeness, Reverse<(u32, u32)>)>,
}

struct Cluster {
    /// Rows, sorted.
    members: Vec<u32>,
    /// The sum of the members' vectors.
    sum: Vector,
    /// First and last day of the members, as days; `None` when no member is dated.
    days: Option<(i64, i64)>,
    /// Other clusters that are alike enough.
    near: Vec<u32>,
}

impl Clusters {
    /// Clusters `rows`.
    pub(super) fn of(rows: &[Row]) -> Self {
        let pairs = candidates(rows);
        let lone = |(row, (vector, near)): (usize, (Vector, Vec<u32>))| {
            let day = rows[row].date.map(|d| days(d.first()));
            Some(Cluster { members: vec![row as u32], sum: vector, days: day.map(|d| (d, d)), near })
        };
        let all: Vec<_> = vectors(rows).into_iter().zip(pairs).enumerate().map(lone).collect();
        let mut clusters = Self { all, queue: BinaryHeap::new() };
        for number in 0..rows.len() as u32 {
            clusters.meet(number);
        }
        clusters.merge();
        clusters
    }

    /// The rows of each cluster, in order of the first.
    pub(super) fn into_members(self) -> Vec<Vec<usize>> {
        let mut members: Vec<Vec<usize>> =
            self.all.into_iter().flatten().map(|c| c.members.into_iter().map(|m| m as usize).collect()).collect();
        members.sort_unstable();
        members
    }

    /// Keeps of a cluster's candidates those alike enough, makes the two know one another, and queues them.
    fn meet(&mut self, number: u32) {
        let Some(cluster) = &self.all[number as usize] else { return };
        let alike = |&other: &u32| Some((likeness(cluster, self.all[other as usize].as_ref()?), Reverse(other)));
        let mut near: Vec<_> = cluster.near.iter().filter_map(alike).filter(|n| n.0 >= ENOUGH).collect();
        near.sort_unstable_by(|a, b| b.cmp(a));
        near.truncate(NEIGHBOURS);
        for &(likeness, Reverse(other)) in &near {
            self.queue.push((likeness, Reverse((number.min(other), number.max(other)))));
            if let Some(other) = &mut self.all[other as usize] {
                other.near.push(number);
            }
        }
        if let Some(cluster) = &mut self.all[number as usize] {
            cluster.near = near.into_iter().map(|n| n.1.0).collect();
        }
    }

    fn merge(&mut self) {
        while let Some((_, Reverse((a, b)))) = self.queue.pop() {
            if self.all[a as usize].is_none() || self.all[b as usize].is_none() {
                continue;
            }
            let (Some(one), Some(two)) = (self.all[a as usize].take(), self.all[b as usize].take()) else { continue };
            let number = self.all.len() as u32;
            let joined = one.joined(two);
            self.all.push(Some(joined));
            self.meet(number);
        }
    }
}

impl Cluster {
    fn joined(self, other: Self) -> Self {
        let mut members = [self.members, other.members].concat();
        members.sort_unstable();
        let mut near = [self.near, other.near].concat();
        near.sort_unstable();
        near.dedup();
        let days = match (self.days, other.days) {
            (Some(a), Some(b)) => Some((a.0.min(b.0), a.1.max(b.1))),
            (a, b) => a.or(b),
        };
        Self { members, sum: sum(&self.sum, &other.sum), days, near }
    }
}

/// The mean likeness of the members of two clusters, less where they share no names, and less the longer the silence
/// between them.
fn likeness(a: &Cluster, b: &Cluster) -> Likeness {
    let apart = a.days.zip(b.days).map_or(0, |(a, b)| (a.0 - b.1).max(b.0 - a.1));
    if apart >= SILENCE {
        return 0;
    }
    let shared = Shared::of(&a.sum, &b.sum);
    let named = (shared.names / shared.all.max(f32::MIN_POSITIVE) / NAMED).min(1.0);
    let fading = (SILENCE - apart.max(FRESH)) as f32 / (SILENCE - FRESH) as f32;
    let pairs = (a.members.len() * b.members.len()) as f32;
    (1e6 * fading * (NAMELESS + (1.0 - NAMELESS) * named) * shared.all / pairs) as Likeness
}

/// For each row the earlier and later rows that share a rare word with it.
fn candidates(rows: &[Row]) -> Vec<Vec<u32>> {
    let spread = spread(rows);
    let mut holders: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    let mut near = vec![Vec::new(); rows.len()];
    for (number, row) in rows.iter().enumerate() {
        for (term, _) in row.terms.iter().filter(|(t, _)| (2..=COMMON).contains(&spread[t])) {
            let holders = holders.entry(*term).or_default();
            near[number].extend_from_slice(holders);
            holders.push(number as u32);
        }
        near[number].sort_unstable();
        near[number].dedup();
    }
    near
}

/// Days since a fixed day, by the civil calendar (months of 31 days would do to compare, not to subtract).
fn days((year, month, day): (u16, u8, u8)) -> i64 {
    let (year, month) = (i64::from(year) - i64::from(month < 3), (i64::from(month) + 9) % 12);
    365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + i64::from(day)
}
