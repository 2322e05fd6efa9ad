//! Invented names that stand in for glossary names where an engine does not keep those.

use super::mend::{in_place, replace, takes_article};
use super::places::occurrences;
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

/// An invented name and the name it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct StandIn {
    pub invented: String,
    pub name: String,
    /// Whether the French has an article before it, which an engine drops before an invented name.
    pub definite: bool,
}

/// `text` with each stand-in replaced by its name; `None` when a stand-in is not there or only in pieces.
pub(super) fn resolve(text: &str, stand_ins: &[StandIn]) -> Option<String> {
    let mut text = text.to_owned();
    for stand_in in stand_ins {
        let folded = Folded::new(&text);
        let places = occurrences(&text, &folded, &stand_in.invented);
        if places.is_empty() {
            return None;
        }
        let changes: Vec<(Span, String)> = places.into_iter().map(|p| (p, stand_in.written(&text, p))).collect();
        text = replace(&text, changes);
    }
    Some(text)
}

impl StandIn {
    /// The name as it is written at `place`: a common noun (*foreign minister*) with its article, unless a word before it
    /// stands for one or a name follows it as after a title.
    fn written(&self, text: &str, place: Span) -> String {
        let (before, after) = (&text[..place.start as usize], &text[place.end as usize..]);
        let last = before.split(' ').rev().nth(1).unwrap_or_default();
        let common = self.name.starts_with(char::is_lowercase);
        let bare = before.is_empty() || before.ends_with(' ') && takes_article(last);
        if common && self.definite && bare && !after.trim_start().starts_with(char::is_uppercase) {
            return in_place(text, place, &format!("the {}", self.name));
        }
        in_place(text, place, &self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stand_ins_are_new_to_the_text_and_come_back_as_names() {
        let names = Style::Names.invent("M. Kelvora arrive", 2);
        assert_eq!(names, ["Brandovik", "Tramelka"]);
        assert_eq!(Style::Marks.invent("le T1T", 1), ["T2T"]);
        let stand_in =
            |invented: &str, name: &str, definite| StandIn { invented: invented.into(), name: name.into(), definite };
        let back = |text| resolve(text, &[stand_in("T1T", "NATO", true), stand_in("T2T", "foreign minister", false)]);
        assert_eq!(back("t2t left T1T.").as_deref(), Some("Foreign minister left NATO."));
        assert_eq!(back("T1T left."), None);
        assert_eq!(back("T1Ts left T2T."), None);
    }

    #[test]
    fn a_common_noun_keeps_the_article_of_the_french() {
        let minister = StandIn { invented: "Kelvora".into(), name: "foreign minister".into(), definite: true };
        for (text, expected) in [
            ("Kelvora said no to Kelvora.", "The foreign minister said no to the foreign minister."),
            ("The Kelvora and his Kelvora", "The foreign minister and his foreign minister"),
            ("He met Kelvora Lavrov.", "He met foreign minister Lavrov."),
            ("said by Kelvora Lavrov", "said by foreign minister Lavrov"),
        ] {
            assert_eq!(resolve(text, std::slice::from_ref(&minister)).as_deref(), Some(expected));
        }
    }
}
