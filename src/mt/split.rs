//! Over-long sentences, cut where a reader would breathe.

/// Cuts `text` into pieces that all `fit`, at the best kind of boundary there is, nearest the middle: after a sentence,
/// a clause, a comma, a word; inside a word only where nothing else is left. Joined, the pieces are the text but for
/// the spaces at the cuts. A piece of a single character is taken as it is.
pub(super) fn pieces(text: &str, mut fits: impl FnMut(&str) -> bool) -> Vec<&str> {
    let mut done = Vec::new();
    let mut rest = vec![text.trim()];
    while let Some(piece) = rest.pop() {
        // A long text is not measured whole, again and again: no engine takes so much at once.
        match if piece.len() <= LONGEST && fits(piece) { None } else { cut(piece) } {
            None => done.push(piece),
            Some(at) => rest.extend([piece[at..].trim(), piece[..at].trim()].into_iter().filter(|p| !p.is_empty())),
        }
    }
    done
}

/// Bytes that no engine of ours takes at once.
const LONGEST: usize = 4096;

/// The byte after which to cut.
fn cut(text: &str) -> Option<usize> {
    let kinds: [fn(char) -> bool; 3] =
        [|c| matches!(c, '.' | '!' | '?' | '…'), |c| matches!(c, ';' | ':' | '—' | '–'), |c| c == ','];
    let after_mark = kinds.iter().find_map(|kind| nearest(text, |before, c| c == ' ' && kind(before)));
    after_mark
        .or_else(|| nearest(text, |_, c| c == ' '))
        .or_else(|| nearest(text, |_, _| true))
        .filter(|&at| 0 < at && at < text.len())
}

/// The boundary nearest the middle of `text` for whose two neighbours `wanted` holds; not in the outer eighths, where a
/// cut would gain little, unless it is a cut of any kind.
fn nearest(text: &str, wanted: impl Fn(char, char) -> bool) -> Option<usize> {
    let (middle, margin) = (text.len() / 2, text.len() / 8);
    let pairs = text.char_indices().zip(text.char_indices().skip(1));
    pairs
        .filter(|&((_, before), (at, c))| at >= margin && at + margin <= text.len() && wanted(before, c))
        .map(|(_, (at, _))| at)
        .min_by_key(|at| at.abs_diff(middle))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn cuts_after_sentences_before_commas_before_words() {
        let short = |text: &str| text.len() <= 24;
        assert_eq!(pieces("Il est parti. Elle reste, lui non.", short), ["Il est parti.", "Elle reste, lui non."]);
        assert_eq!(pieces("un deux trois quatre, cinq six sept", short), ["un deux trois quatre,", "cinq six sept"]);
        assert_eq!(pieces("tout court", short), ["tout court"]);
        assert_eq!(pieces("x".repeat(40).as_str(), short), ["x".repeat(20), "x".repeat(20)]);
    }

    proptest! {
        #[test]
        fn pieces_fit_and_lose_nothing(text in "[a-zé ,.]{0,300}", most in 1usize..40) {
            let found = pieces(&text, |piece| piece.len() <= most);
            prop_assert!(found.iter().all(|p| p.len() <= most || p.chars().count() == 1));
            let squeeze = |t: &str| t.replace(' ', "");
            prop_assert_eq!(squeeze(&found.concat()), squeeze(&text));
        }
    }
}
