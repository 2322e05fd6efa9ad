//! Which units have a phrase in their French, by the lists of its tokens.

use super::index::Index;
use super::layout::BLOCK;
use super::tokens;
use memchr::memmem::Finder;

/// Where the units start whose French has the tokens of `phrase`, a folded text, one after the other, in file order. Its first
/// and its last token may be the end and the start of a word.
pub fn holders(index: &Index, phrase: &str) -> Vec<u64> {
    let Some(steps) = steps(index, phrase) else { return Vec::new() };
    let mut tokens = Vec::new();
    let mut places: Vec<u64> = (0..index.segments().div_ceil(BLOCK))
        .flat_map(|block| segments(index, block, &steps))
        .filter(|&segment| has_run(index, segment, &steps, &mut tokens))
        .filter_map(|segment| index.place(segment))
        .collect();
    places.sort_unstable();
    places
}

/// A place in a phrase, and the tokens that may stand there, ascending.
type Step = (usize, Vec<u32>);

/// The steps of a phrase, those with the fewest tokens first; `None` when the memory lacks one.
fn steps(index: &Index, phrase: &str) -> Option<Vec<Step>> {
    let mut parts = Vec::new();
    tokens::tokens(phrase, |token| parts.push(token));
    let last = parts.len().checked_sub(1)?;
    let known = |(at, part): (usize, &&str)| match (at == 0, at == last) {
        (false, false) => index.token(part).into_iter().collect(),
        (starts, ends) => spelled(index, part, starts, ends),
    };
    let mut steps: Vec<Step> = parts.iter().enumerate().map(|step| (step.0, known(step))).collect();
    steps.sort_by_key(|(_, tokens)| tokens.len());
    (!steps[0].1.is_empty()).then_some(steps)
}

/// The tokens that have `part` inside; at their end unless it `ends` the phrase, at their start unless it `starts` it.
fn spelled(index: &Index, part: &str, starts: bool, ends: bool) -> Vec<u32> {
    let part = part.as_bytes();
    let finder = Finder::new(part);
    let fits = |token: &[u8]| match (starts, ends) {
        (true, true) => finder.find(token).is_some(),
        (true, false) => token.ends_with(part),
        _ => token.starts_with(part),
    };
    (0..).zip(index.spellings()).filter(|(_, token)| fits(token)).map(|(number, _)| number).collect()
}

/// The segments of `block` that have a token of every step.
fn segments(index: &Index, block: usize, steps: &[Step]) -> Vec<usize> {
    let mut all = vec![u8::MAX; BLOCK / 8];
    for (_, tokens) in steps {
        let mut any = vec![0; BLOCK / 8];
        let items = tokens.iter().filter_map(|&token| index.item(token, 0));
        items.for_each(|item| index.list(item).block(block).mark(&mut any));
        all.iter_mut().zip(any).for_each(|(all, any)| *all &= any);
    }
    let bits = |(at, byte): (usize, u8)| (0..8).filter(move |bit| byte >> bit & 1 > 0).map(move |bit| at * 8 + bit);
    all.into_iter().enumerate().filter(|(_, byte)| *byte > 0).flat_map(bits).map(|low| block * BLOCK + low).collect()
}

/// Whether the segment has the steps one after the other; `tokens` is room for its tokens.
fn has_run(index: &Index, segment: usize, steps: &[Step], tokens: &mut Vec<u32>) -> bool {
    let fits = |run: &[u32]| steps.iter().all(|(at, tokens)| tokens.binary_search(&run[*at]).is_ok());
    steps.len() == 1
        || index.sequence(segment, index.length_of(segment), tokens).is_some() && tokens.windows(steps.len()).any(fits)
}
