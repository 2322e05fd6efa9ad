//! Sentences that tell no story, and sentences that cannot stand alone.

use super::reading::Size;
use super::tokens::Kind;
use crate::text::fold;
use aho_corasick::AhoCorasick;
use std::sync::OnceLock;

/// Whether `sentence` may be picked: not a credit, byline, pointer to another page, player script or bare heading.
pub(crate) fn is_usable(sentence: &str, size: Size, opening: &str) -> bool {
    size.words >= 3
        && 2 * size.letters > size.chars
        && !is_heading(sentence, size.words)
        && !is_pointer(opening)
        && !is_credit(opening, size.words)
        && !is_script(sentence)
}

/// What can be told from: the first characters, folded, without dashes, bullets and brackets before them.
pub(crate) fn opening(sentence: &str) -> String {
    let text = sentence.trim_start_matches(|c: char| Kind::of(c) == Kind::Mark && c != '©');
    let opening = text.char_indices().nth(60).map_or(text, |(end, _)| &text[..end]);
    fold(opening)
}

/// Code that leaked from a page: players, trackers, bare addresses.
fn is_script(sentence: &str) -> bool {
    const MARKS: [&str; 10] =
        ["window.", "document.", "function(", "function (", "{", "};", "://", "= new ", "null,", "<iframe"];
    static FINDER: OnceLock<Option<AhoCorasick>> = OnceLock::new();
    let finder = FINDER.get_or_init(|| AhoCorasick::new(MARKS).ok());
    finder.as_ref().is_some_and(|f| f.is_match(sentence))
}

/// Short and without the mark that ends a sentence.
fn is_heading(sentence: &str, words: usize) -> bool {
    let ended = sentence.trim_end().ends_with(['.', '!', '?', '…', '»', '"', '”', ')', ';', ':']);
    !ended && words <= 9
}

/// A pointer to something else to read or see.
fn is_pointer(opening: &str) -> bool {
    static POINTERS: OnceLock<Vec<&str>> = OnceLock::new();
    let pointers = POINTERS.get_or_init(|| include_str!("pointers.txt").lines().collect());
    pointers.iter().any(|p| opening.starts_with(p))
}

/// A photographer, author or agency, and nothing else.
fn is_credit(opening: &str, words: usize) -> bool {
    const ALWAYS: [&str; 9] = [
        "©",
        "credit photo",
        "credits photo",
        "credit :",
        "credits :",
        "photo :",
        "photo d'illustration",
        "illustration :",
        "propos recueillis par",
    ];
    const SHORT: [&str; 9] = [
        "par ",
        "de notre correspondant",
        "de notre envoye",
        "avec afp",
        "avec reuters",
        "source :",
        "sources :",
        "mis a jour",
        "publie le",
    ];
    ALWAYS.iter().any(|c| opening.starts_with(c)) || words <= 7 && SHORT.iter().any(|c| opening.starts_with(c))
}

/// Whether a sentence with this [`opening`] opens with a word that only the sentence before explains: *il*, *ce dernier*, *cette décision*.
pub(crate) fn leans_on_predecessor(opening: &str) -> bool {
    let mut words = opening.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).peekable();
    while words.next_if(|w| LINKS.contains(w)).is_some() {}
    let Some(first) = words.next() else { return false };
    let second = words.next().unwrap_or("");
    match first {
        "il" | "elle" | "ils" | "elles" => !(first == "il" && is_impersonal(second, words.next().unwrap_or(""))),
        "celui" | "celle" | "ceux" | "celles" => matches!(second, "ci" | "la"),
        "ce" | "cet" | "cette" | "ces" => !is_deictic(second, words.next().unwrap_or("")),
        "selon" | "pour" | "d" | "apres" | "chez" => matches!(second, "lui" | "elle" | "eux" | "elles"),
        "cela" | "ca" | "lui" | "eux" => true,
        _ => false,
    }
}

/// Words that may stand before the one that leans.
const LINKS: [&str; 16] = [
    "mais",
    "et",
    "or",
    "donc",
    "car",
    "puis",
    "enfin",
    "ainsi",
    "toutefois",
    "cependant",
    "pourtant",
    "ensuite",
    "alors",
    "aussi",
    "neanmoins",
    "surtout",
];

/// *il y a*, *il faut*, *il s’agit*, *il est possible*: nobody is meant.
fn is_impersonal(second: &str, third: &str) -> bool {
    matches!(second, "y" | "faut" | "faudra" | "fallait" | "fallu" | "pleut" | "semble" | "semblerait" | "convient")
        || second == "s" && third.starts_with("agi")
        || second == "n" && third == "y"
        || matches!(second, "est" | "serait" | "etait" | "sera")
            && matches!(
                third,
                "possible" | "probable" | "temps" | "vrai" | "clair" | "impossible" | "necessaire" | "important"
            )
}

/// *cette semaine*, *ce lundi*, *ces dernières années*: the dateline explains them.
fn is_deictic(second: &str, third: &str) -> bool {
    const TIMES: [&str; 24] = [
        "lundi",
        "mardi",
        "mercredi",
        "jeudi",
        "vendredi",
        "samedi",
        "dimanche",
        "matin",
        "soir",
        "midi",
        "mois",
        "jour",
        "week",
        "semaine",
        "annee",
        "nuit",
        "fois",
        "apres",
        "ete",
        "hiver",
        "printemps",
        "automne",
        "jours",
        "matinee",
    ];
    let last = matches!(second, "dernier" | "derniere" | "derniers" | "dernieres" | "prochains" | "prochaines");
    TIMES.contains(&second)
        || last && TIMES.iter().any(|t| third.trim_end_matches('s') == *t)
        || matches!(second, "est" | "sont" | "n" | "sera" | "etait" | "qui" | "que" | "qu" | "fut")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_usable(sentence: &str) -> bool {
        super::is_usable(sentence, Size::of(sentence), &opening(sentence))
    }

    fn leans_on_predecessor(sentence: &str) -> bool {
        super::leans_on_predecessor(&opening(sentence))
    }

    #[test]
    fn credits_pointers_scripts_and_headings_tell_no_story() {
        for no in [
            "Lire aussi : Le Mali quitte la Cédéao.",
            "A LIRE AUSSI - Les trois pays ferment la frontière",
            "À lire également sur notre site : la carte des combats.",
            "Par 6Medias",
            "par 6Medias, publié le 3 avril",
            "Par notre correspondante à Dakar",
            "© AFP Photo / Marco Longari",
            "Crédit photo : Présidence du Mali.",
            "Propos recueillis par Awa Sow.",
            "window.pvp_7cce = new Pvp('dmpublic', {idDM: \"x3\"",
            "Retrouvez toute l'actualité africaine sur notre application.",
            "Une transition contestée",
            "12/03/2024 - 18:30",
            "",
        ] {
            assert!(!is_usable(no), "{no}");
        }
    }

    #[test]
    fn news_tells_a_story() {
        for yes in [
            "Le Mali, le Burkina Faso et le Niger ont quitté la Cédéao.",
            "Par un vote serré, l’Assemblée nationale a adopté mardi soir le projet de loi de finances.",
            "« Nous restons ouverts », a déclaré le ministre.",
            "Lire un journal reste un luxe dans les campagnes du Sahel.",
            "Par la voix de son porte-parole, la junte dément.",
        ] {
            assert!(is_usable(yes), "{yes}");
        }
    }

    #[test]
    fn some_openings_need_the_sentence_before() {
        for leaning in [
            "Il a ensuite quitté la salle.",
            "Mais elle refuse de négocier.",
            "Ce dernier a démenti.",
            "Cette décision a surpris les diplomates.",
            "Selon lui, la paix est proche.",
            "Celle-ci prévoit un retrait en six mois.",
            "« Cela suffit », a-t-il lancé.",
        ] {
            assert!(leans_on_predecessor(leaning), "{leaning}");
        }
        for standing in [
            "Il y a un an, la junte prenait le pouvoir.",
            "Il faut réformer l’armée, estime le FMI.",
            "Ce lundi, les ministres se retrouvent à Abuja.",
            "Cette semaine, deux convois ont été attaqués.",
            "Ces derniers jours, les combats ont repris.",
            "C’est à Niamey que l’accord a été signé.",
            "Le président Goïta a reçu les ambassadeurs.",
        ] {
            assert!(!leans_on_predecessor(standing), "{standing}");
        }
    }
}
