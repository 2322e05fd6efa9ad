//! Gradient boosting of regression trees on squared error, over facts cut into bins.

use entrefilet::summary::{Forest, GainRow, LEAVES, SPLITS, Split, Tree};

/// How trees grow.
#[derive(Clone, Copy, Debug)]
pub struct Growth {
    pub trees: usize,
    pub rate: f64,
    /// Rows that a leaf must have.
    pub rows: f64,
    /// Pulls leaves to zero.
    pub ridge: f64,
    /// Share of facts that a tree may use.
    pub columns: f64,
    /// Share of documents that a tree sees.
    pub sample: f64,
}

const BINS: usize = 48;

/// Rows of facts with what should come out, and the article each belongs to.
#[derive(Default)]
pub struct Table {
    rows: Vec<GainRow>,
    targets: Vec<f64>,
    groups: Vec<usize>,
}

impl Table {
    pub fn push(&mut self, facts: GainRow, target: f64, group: usize) {
        self.rows.push(facts);
        self.targets.push(target);
        self.groups.push(group);
    }
}

/// Facts cut into bins: thresholds by fact, bins by fact and row.
struct Binned {
    cuts: Vec<Vec<f32>>,
    bins: Vec<Vec<u8>>,
}

impl Binned {
    fn new(rows: &[GainRow]) -> Self {
        let facts = 0..rows.first().map_or(0, |r| r.len());
        let cuts: Vec<Vec<f32>> = facts.map(|f| cuts(rows.iter().map(|r| r[f]).collect())).collect();
        let bins = cuts
            .iter()
            .enumerate()
            .map(|(f, cuts)| rows.iter().map(|r| cuts.partition_point(|&c| c < r[f]) as u8).collect());
        let bins = bins.collect();
        Self { cuts, bins }
    }
}

fn cuts(mut values: Vec<f32>) -> Vec<f32> {
    values.sort_by(f32::total_cmp);
    let mut cuts: Vec<f32> = (1..BINS).map(|b| values[b * (values.len() - 1) / BINS]).map(short).collect();
    cuts.dedup();
    cuts
}

/// Three significant digits are enough for a threshold.
fn short(x: f32) -> f32 {
    format!("{x:.3}").parse().unwrap_or(x)
}

/// A generator of the same numbers every time (splitmix64).
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }
}

/// Grows a forest: each tree learns what those before it have left over.
pub fn boost(table: &Table, growth: Growth) -> Forest {
    let binned = Binned::new(&table.rows);
    let mut dice = Dice(0);
    let mut residuals = table.targets.clone();
    let groups = table.groups.iter().max().map_or(0, |g| g + 1);
    let trees = (0..growth.trees).map(|_| {
        let seen: Vec<bool> = (0..groups).map(|_| dice.roll() < growth.sample).collect();
        let rows: Vec<u32> = (0..table.rows.len() as u32).filter(|&r| seen[table.groups[r as usize]]).collect();
        let facts: Vec<usize> = (0..binned.cuts.len()).filter(|_| dice.roll() < growth.columns).collect();
        let mut tree = Tree { splits: [Split::NONE; SPLITS], leaves: [0.0; LEAVES] };
        Grower { binned: &binned, residuals: &residuals, facts: &facts, growth }.grow(&mut tree, 0, rows);
        for (row, residual) in table.rows.iter().zip(&mut residuals) {
            *residual -= f64::from(tree.score(row)) / 1e6;
        }
        tree
    });
    Forest { trees: trees.collect() }
}

struct Grower<'a> {
    binned: &'a Binned,
    residuals: &'a [f64],
    facts: &'a [usize],
    growth: Growth,
}

impl Grower<'_> {
    /// Grows what hangs on place `at` of `tree`, for `rows`.
    fn grow(&self, tree: &mut Tree, at: usize, rows: Vec<u32>) {
        let (sum, weight) = self.sums(&rows);
        if at >= SPLITS {
            tree.leaves[at - SPLITS] = self.answer(sum, weight);
            return;
        }
        let Some((fact, cut)) = self.split(&rows, sum, weight) else {
            // Nothing to ask: all below has one answer.
            return self.answer_all(tree, at, self.answer(sum, weight));
        };
        tree.splits[at] = Split::new(fact as u8, self.binned.cuts[fact][cut]).expect("a fact");
        let (below, above) = rows.into_iter().partition(|&r| usize::from(self.binned.bins[fact][r as usize]) <= cut);
        self.grow(tree, 2 * at + 1, below);
        self.grow(tree, 2 * at + 2, above);
    }

    fn answer(&self, sum: f64, weight: f64) -> f32 {
        (1e6 * self.growth.rate * sum / (weight + self.growth.ridge)).round() as f32
    }

    fn answer_all(&self, tree: &mut Tree, at: usize, answer: f32) {
        if at >= SPLITS {
            tree.leaves[at - SPLITS] = answer;
            return;
        }
        self.answer_all(tree, 2 * at + 1, answer);
        self.answer_all(tree, 2 * at + 2, answer);
    }

    fn sums(&self, rows: &[u32]) -> (f64, f64) {
        (rows.iter().map(|&r| self.residuals[r as usize]).sum(), rows.len() as f64)
    }

    /// The fact and cut that explain most.
    fn split(&self, rows: &[u32], sum: f64, weight: f64) -> Option<(usize, usize)> {
        let ridge = self.growth.ridge;
        let gain = |s: f64, w: f64| s * s / (w + ridge);
        let mut best = (gain(sum, weight) + 1e-9, None);
        for &fact in self.facts {
            let mut bins = [(0.0, 0.0); BINS];
            for &r in rows {
                let bin = &mut bins[usize::from(self.binned.bins[fact][r as usize])];
                bin.0 += self.residuals[r as usize];
                bin.1 += 1.0;
            }
            let (mut s, mut w) = (0.0, 0.0);
            for (cut, bin) in bins.iter().enumerate().take(self.binned.cuts[fact].len()) {
                s += bin.0;
                w += bin.1;
                if w < self.growth.rows || weight - w < self.growth.rows {
                    continue;
                }
                let value = gain(s, w) + gain(sum - s, weight - w);
                if value > best.0 {
                    best = (value, Some((fact, cut)));
                }
            }
        }
        best.1
    }
}
