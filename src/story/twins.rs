//! Articles that repeat one another nearly word for word.

use super::Told;
use super::row::Row;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;

/// Two articles repeat one another when they share this part, in percent, of the shorter one's runs of words.
const SHARED: usize = 60;
/// Fewer runs than this prove nothing.
const FEW: usize = 3;

/// Folds near-duplicates among `members` under the fullest of them.
///
/// The fullest row comes first and takes in whatever repeats it, then the fullest of those left, and so on. Only
/// tellings that share a run are looked at.
pub(super) fn fold(rows: &[Row], members: &[usize]) -> Vec<Told> {
    let mut fullest = members.to_vec();
    fullest.sort_by_key(|&m| (Reverse(rows[m].words), m));
    let mut told: Vec<Told> = Vec::new();
    let mut holders: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    for member in fullest {
        let runs = &rows[member].runs;
        match repeated(runs, &holders) {
            Some(same) => told[same].repeated_by.push(member),
            None => {
                runs.iter().for_each(|r| holders.entry(*r).or_default().push(told.len()));
                told.push(Told { article: member, repeated_by: Vec::new() });
            }
        }
    }
    told.iter_mut().for_each(|t| t.repeated_by.sort_unstable());
    told.sort_unstable_by_key(|t| t.article);
    told
}

/// The first telling that has enough of `runs`, by the tellings that hold each run.
fn repeated(runs: &[u32], holders: &FxHashMap<u32, Vec<usize>>) -> Option<usize> {
    let mut shared: Vec<usize> = runs.iter().filter_map(|r| holders.get(r)).flatten().copied().collect();
    shared.sort_unstable();
    let enough = |same: &&[usize]| 100 * same.len() >= SHARED * runs.len() && runs.len() >= FEW;
    shared.chunk_by(|a, b| a == b).find(enough).map(|same| same[0])
}
