//! How alike two short strings are: near-miss hints and near-identical names.

use super::fold;

/// A likeness in thousandths, 0..=1000, so that it compares exactly.
pub type Likeness = u32;

/// How alike `a` and `b` are once folded: 1000 less the share of edited characters (optimal string alignment: an
/// insertion, deletion, substitution or swap of neighbours counts one).
///
/// ```
/// use entrefilet::text::likeness;
/// assert_eq!(likeness("Goïta", "GOITA"), 1000);
/// assert!(likeness("Traoré", "Touré") < 800);
/// ```
pub fn likeness(a: &str, b: &str) -> Likeness {
    let (a, b) = (fold(a), fold(b));
    let longest = a.chars().count().max(b.chars().count());
    if longest == 0 {
        return 1000;
    }
    1000 - (1000 * strsim::osa_distance(&a, &b) / longest) as Likeness
}

/// The one of `known` that `word` was probably meant to be: the most alike, if alike enough to be worth a hint; the
/// first of equals.
///
/// ```
/// use entrefilet::text::nearest;
/// assert_eq!(nearest("glosaries", ["input", "glossaries"]), Some("glossaries"));
/// assert_eq!(nearest("colour", ["input", "glossaries"]), None);
/// ```
pub fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let alike = known.into_iter().map(|k| (likeness(word, k), k));
    let best = alike.reduce(|best, next| if next.0 > best.0 { next } else { best })?;
    (best.0 >= 600).then_some(best.1)
}
