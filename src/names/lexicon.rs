//! What the finder knows by heart: lists of our own, and closed classes of French words.

use crate::text::fold;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

static STARTERS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| listed(include_str!("starters.txt")).collect());
static GIVEN: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| listed(include_str!("given.txt")).collect());
static PLACES: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    // Names with spaces stand on lines of their own, before the lines of single words.
    let (whole, single) = include_str!("places.txt").split_once("[single]").unwrap_or_default();
    let whole = whole.lines().filter(|l| !l.is_empty() && !l.starts_with('#'));
    whole.chain(listed(single)).collect()
});
static CLASSES: LazyLock<FxHashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let sections = include_str!("classes.txt").split("\n[").skip(1).filter_map(|s| s.split_once("]\n"));
    sections.map(|(name, words)| (name, listed(words).collect())).collect()
});

fn listed(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().filter(|l| !l.starts_with('#')).flat_map(str::split_whitespace)
}

/// A class of words from `classes.txt`.
#[derive(Clone, Copy)]
pub(super) enum Class {
    /// Words that are never names, even with a capital inside a sentence.
    Function,
    /// A civility or an office written before a name: *Mme*, *président*.
    Title,
    /// The head of an institution's name: *Conseil*, *Banque*.
    Body,
    /// The head of a place's name: *lac*, *rue*.
    Site,
    /// The head of an event or a text, which are no names here: *Jeux*, *guerre*, *traité*.
    Event,
    /// A word inside the name of a company, a medium, a club: *Records*, *Times*.
    Firm,
    /// What a minister is minister of: *Défense*.
    Portfolio,
    /// Common words that an author honours with a capital: *Histoire*, *Internet*.
    Honoured,
    /// What follows the name of a ruler or an elder: *le Grand*, *l’Ancien*.
    Honour,
}

impl Class {
    /// Whether `word` is in the class.
    pub fn has(self, word: &str) -> bool {
        let name = match self {
            Self::Function => "function",
            Self::Title => "titles",
            Self::Body => "bodies",
            Self::Site => "sites",
            Self::Event => "events",
            Self::Firm => "firms",
            Self::Portfolio => "portfolios",
            Self::Honoured => "honoured",
            Self::Honour => "honours",
        };
        class(name).contains(&fold(word).as_str())
    }
}

fn class(name: &str) -> &'static [&'static str] {
    CLASSES.get(name).map_or(&[], Vec::as_slice)
}

/// Whether `word`, with a capital, is a common word when it begins a sentence; *A-t-il* by its first part.
pub(super) fn is_starter(word: &str) -> bool {
    let folded = fold(word);
    let first = folded.split(['-', '\'']).next().unwrap_or(&folded);
    let inverted = || word.contains('-') && word.split('-').skip(1).all(|p| p.starts_with(char::is_lowercase));
    STARTERS.contains(folded.as_str()) || (STARTERS.contains(first) && inverted())
}

/// Whether `word` is a given name; of *Jean-Pierre* the first part decides.
pub(super) fn is_given(word: &str) -> bool {
    let folded = fold(word);
    GIVEN.contains(folded.as_str()) || folded.split_once('-').is_some_and(|(first, _)| GIVEN.contains(first))
}

/// Whether `name`, of one word or more, is a place that newspapers name.
pub(super) fn is_place(name: &str) -> bool {
    PLACES.contains(fold(name).as_str())
}

/// Whether `word` looks like a common French word: an adverb, a participle, an abstract noun, a plural.
pub(super) fn looks_common(word: &str) -> bool {
    let folded = fold(word);
    folded.chars().count() <= 2 || ends_in(&folded, "common-endings")
}

/// Whether `word` has an ending of the class `name` and something before it.
fn ends_in(word: &str, name: &str) -> bool {
    class(name).iter().any(|e| word.len() > e.len() + 1 && word.ends_with(e))
}

/// Whether `word`, in lower case, can follow a subject: an auxiliary, a verb in the usual tenses of news, a clitic.
pub(super) fn follows_subject(word: &str) -> bool {
    const KNOWN: &str = " a est avait était fut sera aura ont sont s’ s' se n’ n' ne y va fait dit peut doit reste devient veut joue compte \
        affirme estime explique poursuit annonce déclare précise ajoute assure et rapporte signe note accuse ";
    let known = KNOWN.split(' ').any(|k| k == word);
    let tense = ["ait", "aient", "era", "ira", "it"].iter().any(|e| word.ends_with(e));
    known || tense && word.chars().count() >= 5
}

/// Articles that a name may start with: *La Haye*, *Les Échos*, *L’Équipe*.
pub(super) fn is_article(word: &str) -> bool {
    matches!(word, "Le" | "La" | "Les" | "L’" | "L'" | "El" | "Los" | "Las" | "The")
}

/// Capitalised abbreviations that name nobody and no body, and roman numerals.
pub(super) fn is_common_acronym(word: &str) -> bool {
    class("acronyms").contains(&fold(word).as_str()) || is_roman(word)
}

/// Whether `word` is a roman numeral, an ordinal one too; *L*, *C* and *M* alone are initials.
pub(super) fn is_roman(word: &str) -> bool {
    let end = word.find(|c| !matches!(c, 'I' | 'V' | 'X' | 'L' | 'C' | 'M')).unwrap_or(word.len());
    let (digits, rest) = word.split_at(end);
    let plain = digits.len() > 1 || matches!(digits, "I" | "V" | "X");
    plain && digits != "CIV" && matches!(rest, "" | "e" | "er" | "ère" | "ème" | "eme" | "ième" | "nd" | "nde")
}

/// Whether `word` is the head of an institution's name, or one that needs what follows: *Union*, *tribunal*.
pub(super) fn is_wide_body(word: &str) -> bool {
    Class::Body.has(word) || class("wide-bodies").contains(&fold(word).as_str())
}

/// Whether `word` is an adjective as institutions have them: *nationale*, *européenne*, *socialiste*, *unies*.
pub(super) fn is_adjective(word: &str) -> bool {
    let folded = fold(word);
    let says = matches!(folded.as_str(), "indique" | "explique" | "applique" | "implique" | "critique" | "communique");
    let listed = class("adjectives").contains(&folded.as_str());
    !says && (listed || folded.len() >= 5 && ends_in(&folded, "adjective-endings"))
}

/// Whether `word` looks like the name of an inhabitant: *Autrichien*, *Malienne*, *Français*.
pub(super) fn is_demonym(word: &str) -> bool {
    let folded = fold(word);
    let one = folded.strip_suffix('s').unwrap_or(&folded);
    let usual = |w: &str| w.len() >= 5 && ends_in(w, "demonym-endings");
    usual(&folded) || usual(one) || class("demonyms").contains(&one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_folded_and_read_whole() {
        assert!(is_place("Côte d’Ivoire") && is_place("Abidjan") && is_place("Élysée") && !is_place("afrique du"));
        assert!(is_given("Élodie") && is_given("Jean-Baptiste") && !is_given("Bamako"));
        assert!(is_starter("Était") && is_starter("A-t-il") && is_starter("Est-ce") && !is_starter("Saint-Malo"));
        assert!(
            Class::Body.has("Sénat") && Class::Title.has("Mme") && Class::Event.has("Jeux") && Class::Site.has("île")
        );
        let lists = [
            include_str!("starters.txt"),
            include_str!("given.txt"),
            include_str!("places.txt"),
            include_str!("classes.txt"),
        ];
        for line in lists.iter().flat_map(|l| l.lines()).filter(|l| !l.starts_with('#')) {
            assert_eq!(fold(line), line);
        }
    }

    #[test]
    fn roman_numerals() {
        assert!(is_roman("XVe") && is_roman("Ier") && is_roman("XXème") && is_roman("V"));
        assert!(!is_roman("Lend") && !is_roman("M") && !is_roman("Mer") && !is_roman("CIV"));
    }

    #[test]
    fn inhabitants() {
        assert!(
            is_demonym("Autrichien") && is_demonym("Français") && is_demonym("Maliennes") && is_demonym("Talibans")
        );
        assert!(!is_demonym("Bamako") && !is_demonym("Lavrov"));
    }
}
