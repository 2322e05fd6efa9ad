//! How common a French word is: words of grammar, and how rare a content word is in the news.

use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// The place of `word`, in lower case, in the list of words of grammar (*le, dans, notamment*); `None` for other words.
///
/// ```
/// use entrefilet::text::stop_word;
/// assert!(stop_word("dans").is_some() && stop_word("accord").is_none());
/// ```
pub fn stop_word(word: &str) -> Option<u8> {
    static STOPS: OnceLock<FxHashMap<&str, u8>> = OnceLock::new();
    STOPS.get_or_init(|| stop_words().collect()).get(word).copied()
}

/// All words of grammar with their place in the list.
pub(crate) fn stop_words() -> impl Iterator<Item = (&'static str, u8)> {
    include_str!("stop.txt").lines().zip(0..)
}

/// How rare a content word with this `stem` is in French news: 0 for the commonest, 1 for what the list of the 1,500
/// commonest stems lacks, on a logarithmic scale of rank. The list comes from `examples/train_summary`.
///
/// ```
/// use entrefilet::text::{rarity, stem};
/// assert!(rarity(&stem("président")) < rarity(&stem("transition")));
/// ```
pub fn rarity(stem: &str) -> f32 {
    static COMMON: OnceLock<FxHashMap<&str, f32>> = OnceLock::new();
    let common = COMMON.get_or_init(|| {
        let list: Vec<&str> = include_str!("common.txt").lines().collect();
        let scale = (2.0 * list.len() as f32).ln();
        list.iter().enumerate().map(|(i, s)| (*s, ((i + 1) as f32).ln() / scale)).collect()
    });
    common.get(stem).copied().unwrap_or(1.0)
}
