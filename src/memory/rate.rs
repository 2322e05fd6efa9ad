//! The match rate: four fifths words, one fifth characters.

use super::distance::Pattern;
use super::tokens;
use crate::text::plain;
use rustc_hash::FxHashMap;
use std::cmp::Ordering;

/// How alike two texts are, as an exact fraction.
///
/// `rate = 4/5 · (1 − word edits / words) + 1/5 · (1 − character edits / characters)`, with the longer text's words and
/// characters below the line. Words are compared without case and accents, characters without case; both with ’ as ' and
/// white space folded.
#[derive(Clone, Copy, Debug)]
pub struct Rate {
    over: u64,
    under: u64,
    equal: bool,
    /// Percent taken off.
    lost: u8,
}

/// The weight of words in a rate, of [`WHOLE`]; the rest is characters.
const WORDS: u64 = 4;
const WHOLE: u64 = 5;

impl Rate {
    /// From word edits out of `words` and character edits out of `characters`. Edits beyond the count are as bad as all.
    pub(super) fn new((word_edits, words): (usize, usize), (edits, characters): (usize, usize), equal: bool) -> Self {
        let (words, characters) = (words.max(1) as u64, characters.max(1) as u64);
        let kept_words = words.saturating_sub(word_edits as u64);
        let kept = characters.saturating_sub(edits as u64);
        let over = WORDS * kept_words * characters + (WHOLE - WORDS) * kept * words;
        Self { over, under: WHOLE * words * characters, equal, lost: 0 }
    }

    /// The rate with `lost` percent taken off.
    pub(super) fn less(self, lost: u8) -> Self {
        Self { lost, ..self }
    }

    /// Whole percent, 0..=100, rounded down; 100 only for equal texts.
    pub fn percent(self) -> u8 {
        let whole = if self.equal { 100 } else { (100 * u128::from(self.over) / u128::from(self.under)).min(99) as u8 };
        whole.saturating_sub(self.lost)
    }

    /// Whether the texts are equal, whatever was taken off.
    pub(super) fn is_equal(self) -> bool {
        self.equal
    }

    /// The rate in hundredths, as a fraction of the same `under`; below zero when more was taken off than there was.
    fn hundredths(self) -> i128 {
        100 * i128::from(self.over) - i128::from(self.lost) * i128::from(self.under)
    }

    /// The least number of word edits, of `words`, with which `self` can still be reached: an upper bound for searching.
    pub(super) fn most_word_edits(self, words: usize) -> usize {
        most_word_edits(self.hundredths().max(0).unsigned_abs(), 100 * u128::from(self.under), words)
    }
}

/// How many word edits a text of `words` words may have and still reach `percent`.
pub fn most_word_edits_at(percent: u8, words: usize) -> usize {
    most_word_edits(percent.min(100).into(), 100, words)
}

/// At best all characters are kept, so WORDS · (words − edits) / words + (WHOLE − WORDS) ≥ WHOLE · over / under.
fn most_word_edits(over: u128, under: u128, words: usize) -> usize {
    let product = words as u128 * u128::from(WHOLE) * (under - over.min(under));
    let divisor = u128::from(WORDS) * under;
    let most = match (u64::try_from(product), u64::try_from(divisor)) {
        (Ok(product), Ok(divisor)) => (product / divisor).into(),
        _ => product / divisor,
    };
    most.min(words as u128) as usize
}

impl Ord for Rate {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_rate = (self.hundredths() * i128::from(other.under)).cmp(&(other.hundredths() * i128::from(self.under)));
        by_rate.then(self.equal.cmp(&other.equal))
    }
}

impl PartialOrd for Rate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Rate {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Rate {}

/// The rate of two texts, as the search gives it for a unit without context.
///
/// ```
/// use entrefilet::memory::rate;
/// assert_eq!(rate("L’armée avance.", "L'armée  avance.").percent(), 100);
/// assert_eq!(rate("L’Armée avance.", "L’armée avance.").percent(), 99);
/// assert_eq!(rate("L’armée recule.", "L’armée avance.").percent(), 77);
/// ```
pub fn rate(query: &str, source: &str) -> Rate {
    let mut numbers = FxHashMap::default();
    let mut numbered = |text| -> Vec<u32> {
        let mut number = |token| {
            let next = numbers.len() as u32;
            *numbers.entry(token).or_insert(next)
        };
        tokens::of(text).into_iter().map(&mut number).collect()
    };
    let (a, b) = (numbered(query), numbered(source));
    let words = a.len().max(b.len());
    let word_edits = Pattern::new(&a).distance(&b, words).unwrap_or(words);
    Letters::new(query).rate(source, (word_edits, words))
}

/// A query's characters, prepared.
pub struct Letters {
    plain: String,
    pattern: Pattern,
}

impl Letters {
    pub fn new(query: &str) -> Self {
        let plain = plain(query);
        let pattern = Pattern::new(&characters(&plain));
        Self { plain, pattern }
    }

    /// The rate of `source`, whose word edits are known.
    pub fn rate(&self, source: &str, words: (usize, usize)) -> Rate {
        let source = plain(source);
        let characters = characters(&source);
        let length = self.pattern.len().max(characters.len());
        if source == self.plain {
            return Rate::new(words, (0, length), true);
        }
        let edits = self.pattern.distance(&characters, length).unwrap_or(length);
        Rate::new(words, (edits, length), false)
    }
}

fn characters(plain: &str) -> Vec<u32> {
    plain.chars().flat_map(char::to_lowercase).map(u32::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_examples_of_the_manual() {
        let base = "L’Alliance des États du Sahel regroupe le Mali, le Burkina Faso et le Niger.";
        for (query, expected) in [
            (base, 100),
            ("L'Alliance des États  du Sahel regroupe le Mali, le Burkina Faso et le Niger.", 100),
            ("l’alliance des États du Sahel regroupe le Mali, le Burkina Faso et le Niger.", 99),
            ("L’Alliance des Etats du Sahel regroupe le Mali, le Burkina Faso et le Niger.", 99),
            ("L’Alliance des États du Sahel regroupe le Mali, le Burkina Faso et le Niger", 95),
            ("L’Alliance des États du Sahel regroupe le Mali, le Burkina Faso et le Tchad.", 94),
        ] {
            assert_eq!(rate(query, base).percent(), expected, "{query}");
        }
    }

    #[test]
    fn letters_break_the_ties_of_words() {
        let query = "Le gouvernement a dénoncé l’attaque.";
        let typo = rate(query, "Le gouvernment a dénoncé l’attaque.");
        let other = rate(query, "Le président a dénoncé l’attaque.");
        assert!(typo > other && typo.percent() < 100);
    }

    proptest! {
        #[test]
        fn is_symmetric_and_bounded(a in "[a-cé’ ,A]{0,20}", b in "[a-cé’ ,A]{0,20}") {
            let (there, back) = (rate(&a, &b), rate(&b, &a));
            prop_assert_eq!(there, back);
            prop_assert_eq!(there.percent() == 100, plain(&a) == plain(&b));
        }

        #[test]
        fn the_bound_on_word_edits_is_safe(words in 1usize..60, edits in 0usize..60, characters in 1usize..300, percent in 0u8..=100) {
            let rate = Rate::new((edits.min(words), words), (0, characters), false);
            if 100 * rate.over >= u64::from(percent) * rate.under {
                prop_assert!(edits.min(words) <= most_word_edits_at(percent, words));
            }
            prop_assert!(edits.min(words) <= rate.most_word_edits(words));
        }
    }
}
