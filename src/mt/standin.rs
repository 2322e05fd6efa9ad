//! Invented names that stand in for glossary names where an engine does not keep those.

use super::mend::{in_place, replace};
use super::wanted::occurrences;
use crate::text::{Folded, Span, fold};

/// Which invented names are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// Names that look like names, which engines copy.
    Names,
    /// `T1T`, `T2T`: marks that no sentence has and most engines copy.
    Marks,
}

/// Invented; none is a word or name of French, English or Portuguese that we know of.
const NAMES: [&str; 12] = [
    "Kelvora",
    "Brandovik",
    "Tramelka",
    "Zorvan",
    "Dorminka",
    "Velkrasta",
    "Morzandi",
    "Palvenko",
    "Grintava",
    "Sandorvi",
    "Harvolka",
    "Lintaro",
];

impl Style {
    /// `count` invented names that `text` does not hold; fewer when the stock is used up.
    pub fn invent(self, text: &str, count: usize) -> Vec<String> {
        let folded = fold(text);
        let stock: Box<dyn Iterator<Item = String>> = match self {
            Self::Names => Box::new(NAMES.iter().map(|name| (*name).to_owned())),
            Self::Marks => Box::new((1..100).map(|n| format!("T{n}T"))),
        };
        stock.filter(|name| !folded.contains(&fold(name))).take(count).collect()
    }
}

/// `text` with each stand-in replaced by its name; `None` when a stand-in is not there or only in pieces.
pub(super) fn resolve<'n>(text: &str, pairs: impl IntoIterator<Item = (&'n str, &'n str)>) -> Option<String> {
    let mut text = text.to_owned();
    for (stand_in, name) in pairs {
        let folded = Folded::new(&text);
        let places = occurrences(&text, &folded, stand_in);
        if places.is_empty() {
            return None;
        }
        let changes: Vec<(Span, String)> = places.into_iter().map(|p| (p, in_place(&text, p, name))).collect();
        text = replace(&text, changes);
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stand_ins_are_new_to_the_text_and_come_back_as_names() {
        let names = Style::Names.invent("M. Kelvora arrive", 2);
        assert_eq!(names, ["Brandovik", "Tramelka"]);
        assert_eq!(Style::Marks.invent("le T1T", 1), ["T2T"]);
        let back = |text| resolve(text, [("T1T", "NATO"), ("T2T", "foreign minister")]);
        assert_eq!(back("t2t left T1T.").as_deref(), Some("Foreign minister left NATO."));
        assert_eq!(back("T1T left."), None);
        assert_eq!(back("T1Ts left T2T."), None);
    }
}
