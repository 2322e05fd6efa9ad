//! Articles that repeat one another nearly word for word.

use super::{Row, Told};

/// Two articles repeat one another when they share this part, in percent, of the shorter one's runs of words.
const SHARED: usize = 60;
/// Fewer runs than this prove nothing.
const FEW: usize = 6;

/// Folds near-duplicates among `members` under the fullest of them.
///
/// The fullest row comes first and takes in whatever repeats it, then the fullest of those left, and so on.
pub(super) fn fold(rows: &[Row], members: &[usize]) -> Vec<Told> {
    let mut fullest = members.to_vec();
    fullest.sort_by_key(|&m| (std::cmp::Reverse(rows[m].words), m));
    let mut told: Vec<Told> = Vec::new();
    for member in fullest {
        match told.iter_mut().find(|t| repeats(&rows[member], &rows[t.article])) {
            Some(same) => same.repeated_by.push(member),
            None => told.push(Told { article: member, repeated_by: Vec::new() }),
        }
    }
    told.iter_mut().for_each(|t| t.repeated_by.sort_unstable());
    told.sort_unstable_by_key(|t| t.article);
    told
}

fn repeats(shorter: &Row, longer: &Row) -> bool {
    let shared = shorter.runs.iter().filter(|r| longer.runs.binary_search(r).is_ok()).count();
    shorter.runs.len() >= FEW && 100 * shared >= SHARED * shorter.runs.len()
}
