//! Small repairs at names in English text: spelling, capitals, articles. Nothing here adds or drops a word but an article.

use super::places::occurrences;
use crate::model::EnglishArticle;
use crate::text::{Folded, Span};

/// Writes `name` as the glossary does wherever it is spelt otherwise (accents, capitals, hyphens, apostrophes), if it
/// stands as written fewer than `wanted` times.
pub(super) fn spelling(text: &str, name: &str, wanted: usize) -> String {
    let text = undotted(text, name);
    let folded = Folded::new(&text);
    let places = occurrences(&text, &folded, name);
    let (right, wrong): (Vec<Span>, Vec<Span>) = places.into_iter().partition(|place| is_written(&text, *place, name));
    if right.len() >= wanted {
        return text;
    }
    let meant = wrong.into_iter().filter(|place| is_meant(place.of(&text), name));
    replace(&text, meant.map(|place| (place, in_place(&text, place, name))))
}

/// `U.N.` as `UN`, where `name` is such an acronym; its last full stop stays where it also ends a sentence.
fn undotted(text: &str, name: &str) -> String {
    if !is_acronym(name) || !name.chars().all(char::is_alphabetic) {
        return text.to_owned();
    }
    let dotted: String = name.chars().flat_map(|c| [c, '.']).collect();
    let places = text.match_indices(&dotted).map(|(at, _)| Span::new(at, at + dotted.len()));
    let places =
        places.filter(|place| !text[..place.start as usize].ends_with(|c: char| c == '.' || c.is_alphanumeric()));
    replace(
        text,
        places.map(|place| {
            let stop = if ends_sentence(&text[place.end as usize..]) { "." } else { "" };
            (place, format!("{name}{stop}"))
        }),
    )
}

/// Whether a sentence ends before `rest`: at the end of the text, quotation marks or none between, or where a word comes
/// that is small but in a name or at a start (*the U.N. The council met*, but *the U.N. Security Council met*).
pub(super) fn ends_sentence(rest: &str) -> bool {
    const STARTERS: &str = "A According After All An And As At Before Both But By For From He Her His However I If In It \
                            Its Many No On She Since Some That The Their There These They This To We When While";
    let rest = rest.trim_start_matches(['"', '”', '’', '»']).trim_start();
    let rest = rest.trim_start_matches(['"', '“', '‘', '«']).trim_start();
    let word = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    rest.is_empty() || is_one_of(STARTERS, word)
}

pub(super) fn is_acronym(name: &str) -> bool {
    name.chars().filter(|c| c.is_alphabetic()).count() > 1 && !name.chars().any(char::is_lowercase)
}

/// Whether `place` has `name` as the glossary writes it; a name that starts small may start large at the start of a
/// sentence, and a title before a name has its capitals (*Foreign Minister Lavrov*, *Russian Foreign Minister Lavrov*).
pub(super) fn is_written(text: &str, place: Span, name: &str) -> bool {
    let found = place.of(text);
    if found == name || starts_sentence(text, place.start as usize) && found == capitalised(name) {
        return true;
    }
    let before_name = text[place.end as usize..].trim_start().starts_with(char::is_uppercase);
    before_name && is_title(name) && found.eq_ignore_ascii_case(name) && found.split(' ').all(is_capital)
}

/// Whether `name` is written small at its end, as offices are (*Russian foreign minister*).
fn is_title(name: &str) -> bool {
    name.rsplit(' ').next().is_some_and(|word| word.starts_with(char::is_lowercase))
}

/// Whether `word` is written as in a title: large, but for what links its words (*Minister of Defence*).
fn is_capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase) || matches!(word, "of" | "for" | "and" | "the" | "to")
}

/// Whether `found`, which differs from `name` in case or accents only, can be meant for it: *us* is not *US*, *may* not
/// *May*.
fn is_meant(found: &str, name: &str) -> bool {
    let starts_large = |s: &str| s.starts_with(|c: char| !c.is_lowercase());
    match name {
        _ if is_acronym(name) => is_acronym(found),
        _ if name.contains(' ') || !starts_large(name) => true,
        _ => starts_large(found),
    }
}

/// `name` as it is written at `place`: with a capital at the start of a sentence.
pub(super) fn in_place(text: &str, place: Span, name: &str) -> String {
    if starts_sentence(text, place.start as usize) { capitalised(name) } else { name.to_owned() }
}

fn capitalised(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

fn starts_sentence(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches([' ', '"', '“', '\'', '‘', '(', '-', '—', '–']);
    before.is_empty() || before.ends_with(['.', '!', '?', '…'])
}

/// Each place of `text` replaced; the places are in order and do not overlap.
pub(super) fn replace(text: &str, changes: impl IntoIterator<Item = (Span, String)>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (place, new) in changes {
        out.push_str(&text[at..place.start as usize]);
        out.push_str(&new);
        at = place.end as usize;
    }
    out.push_str(&text[at..]);
    out
}

/// *the the* becomes *the*, *The the* becomes *The*.
pub(super) fn double_articles(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut after_the = false;
    for piece in text.split_inclusive(' ') {
        let is_the = piece.trim_end().eq_ignore_ascii_case("the") && piece.ends_with(' ');
        if !(is_the && after_the) {
            out.push_str(piece);
        }
        after_the = is_the;
    }
    out
}

/// Puts the articles before `name` right: none doubled by a name that begins with one, *an* before a vowel; and, where
/// the glossary says which article the name takes, that one, as long as the name is no modifier (*the NATO summit*).
pub(super) fn articles(text: &str, name: &str, article: Option<EnglishArticle>) -> String {
    let folded = Folded::new(text);
    let places = occurrences(text, &folded, name).into_iter().filter(|place| place.of(text) == name);
    let changes: Vec<(Span, String)> = places.filter_map(|place| article_change(text, place, name, article)).collect();
    if changes.is_empty() { text.to_owned() } else { replace(text, changes) }
}

/// The change wanted just before the name at `place`, if any.
fn article_change(text: &str, place: Span, name: &str, article: Option<EnglishArticle>) -> Option<(Span, String)> {
    let before = text[..place.start as usize].strip_suffix(' ').unwrap_or(&text[..place.start as usize]);
    let start = before.rfind([' ', '(', '“', '"', '\'', '-']).map_or(0, |at| at + last_len(&before[at..]));
    let word = &before[start..];
    let in_brackets = before.ends_with('(');
    let article_span = Span::new(start, place.start as usize);
    let large = word.starts_with(char::is_uppercase);
    match word.to_ascii_lowercase().as_str() {
        "the" | "a" | "an" if has_article(name) => Some((article_span, String::new())),
        _ if has_article(name) => None,
        "the" if article == Some(EnglishArticle::None) && stands_alone(text, place) => {
            Some((article_span, String::new()))
        }
        "a" if sounds_open(name) => Some((article_span, if large { "An " } else { "an " }.into())),
        "an" if sounds_closed(name) => Some((article_span, if large { "A " } else { "a " }.into())),
        _ if in_brackets => None,
        word if article == Some(EnglishArticle::The) && takes_article(word) && stands_alone(text, place) => {
            let the = if starts_sentence(text, place.start as usize) { "The " } else { "the " };
            Some((Span::new(place.start as usize, place.start as usize), the.into()))
        }
        _ => None,
    }
}

fn has_article(name: &str) -> bool {
    name.to_ascii_lowercase().starts_with("the ")
}

fn last_len(rest: &str) -> usize {
    rest.chars().next().map_or(0, char::len_utf8)
}

/// Words after which a bare name that takes an article lacks it; the empty word is the start of the text.
pub(super) fn takes_article(word: &str) -> bool {
    const WORDS: &str = "about across against among and around as at before behind between by despite during for from in including \
                         inside into near of on outside over since than that through to toward towards under until via with \
                         within without";
    word.is_empty() || word.ends_with(',') || is_one_of(WORDS, word)
}

/// Whether `word` is one of `words`, which single spaces part.
fn is_one_of(words: &str, word: &str) -> bool {
    !word.is_empty() && words.split(' ').any(|one| one == word)
}

/// The article of a name whose glossary entry says none: *the* before names of institutions, pacts, states and waters that
/// have more than one word and a common noun for their head (*Alliance of Sahel States*, *Security Council*).
pub(super) fn usual_article(name: &str) -> Option<EnglishArticle> {
    let ends = [" of ", " for ", " on ", " in ", " to ", " against "].iter().filter_map(|link| name.find(link));
    let head = name[..ends.min().unwrap_or(name.len())].rsplit(' ').next().unwrap_or_default();
    (name.contains(' ') && is_one_of(HEADS.trim_end(), head)).then_some(EnglishArticle::The)
}

const HEADS: &str = include_str!("heads.txt");

/// Whether the name at `place` is no modifier: a mark, the end, or a word that cannot be its noun comes next.
pub(super) fn stands_alone(text: &str, place: Span) -> bool {
    const WORDS: &str = "after and announced are as at but by could for from had has have in is of on or said says should since \
                         that to was were which who will with would";
    let rest = &text[place.end as usize..];
    let Some(after) = rest.strip_prefix(' ') else { return !rest.starts_with(['-', '\'', '’']) };
    let word = after.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    word.is_empty() || is_one_of(WORDS, word)
}

/// Whether *an* stands before `name`. An acronym may be read as a word (*a NATO ship*) or letter by letter (*an NGO*); only
/// where both begin alike do we know.
fn sounds_open(name: &str) -> bool {
    let open = if is_acronym(name) { "AEIO" } else { "AEIOUaeiou" };
    name.starts_with(|c| open.contains(c)) && !sounds_like_you(name)
}

fn sounds_closed(name: &str) -> bool {
    let unsure = if is_acronym(name) { "AEFHILMNORSX" } else { "AEIOUHaeiouh" };
    let consonant = name.starts_with(|c: char| c.is_ascii_alphabetic() && !unsure.contains(c));
    consonant || !is_acronym(name) && sounds_like_you(name)
}

fn sounds_like_you(name: &str) -> bool {
    name != "EU" && ["eu", "uni", "use", "uk", "ur", "one"].iter().any(|s| name.to_lowercase().starts_with(s))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_are_not_doubled() {
        assert_eq!(double_articles("The the Gambia and the the sea"), "The Gambia and the sea");
        assert_eq!(double_articles("bathe the cat"), "bathe the cat");
        assert_eq!(articles("in the The Gambia", "The Gambia", None), "in The Gambia");
    }

    #[test]
    fn articles_follow_the_glossary_unless_the_name_is_a_modifier() {
        let none = Some(EnglishArticle::None);
        let the = Some(EnglishArticle::The);
        for (text, name, article, expected) in [
            ("He left the NATO.", "NATO", none, "He left NATO."),
            ("The NATO summit", "NATO", none, "The NATO summit"),
            ("the NATO-led force", "NATO", none, "the NATO-led force"),
            ("It left UN.", "UN", the, "It left UN."),
            ("a decision of UN.", "UN", the, "a decision of the UN."),
            ("UN has said", "UN", the, "The UN has said"),
            ("a decision of UN experts", "UN", the, "a decision of UN experts"),
            ("a European Union", "European Union", None, "a European Union"),
            ("an European Union", "European Union", None, "a European Union"),
            ("a Ivory Coast ship", "Ivory Coast", None, "an Ivory Coast ship"),
            ("an UN envoy and a AES envoy", "UN", None, "a UN envoy and a AES envoy"),
            ("an UN envoy and a AES envoy", "AES", None, "an UN envoy and an AES envoy"),
            ("an NGO, a NATO ship", "NGO", None, "an NGO, a NATO ship"),
            ("a EU envoy", "EU", None, "an EU envoy"),
            ("the United Nations (UN) said", "UN", the, "the United Nations (UN) said"),
            ("in the Sahel and the Lake Union", "the Lake Union", the, "in the Sahel and the Lake Union"),
            ("“UN has said”", "UN", the, "“The UN has said”"),
        ] {
            assert_eq!(articles(text, name, article), expected, "{text}");
        }
    }

    #[test]
    fn names_of_institutions_take_the_article_that_the_glossary_does_not_give() {
        for name in ["Alliance of Sahel States", "Security Council", "Ministry of Defence", "United States"] {
            assert_eq!(usual_article(name), Some(EnglishArticle::The), "{name}");
        }
        for name in ["Islamic State", "Boko Haram", "Union", "Radio France Internationale", "Mali", "foreign minister"]
        {
            assert_eq!(usual_article(name), None, "{name}");
        }
        let the = Some(EnglishArticle::The);
        for (text, expected) in [
            ("leaders of African Union said", "leaders of the African Union said"),
            ("In Bamako, African Union and Mali", "In Bamako, the African Union and Mali"),
            ("known as African Union troops", "known as African Union troops"),
            ("Mali’s African Union envoy", "Mali’s African Union envoy"),
        ] {
            assert_eq!(articles(text, "African Union", the), expected);
        }
    }

    #[test]
    fn small_names_take_a_capital_where_a_sentence_starts_or_a_name_follows() {
        let written = |text: &str, name: &str| {
            let folded = Folded::new(text);
            occurrences(text, &folded, name).into_iter().all(|place| is_written(text, place, name))
        };
        assert!(written("Foreign minister since May", "foreign minister"));
        assert!(written("said Foreign Minister Lavrov", "foreign minister"));
        assert!(!written("the Foreign Minister said", "foreign minister"));
        assert!(written("met Russian Foreign Minister Sergei Lavrov", "Russian foreign minister"));
        assert!(!written("met the Russian Foreign Minister again", "Russian foreign minister"));
        assert!(!written("the Defense Ministry of Mali", "defense ministry"));
        assert!(!written("Democratic Republic Of The Congo Mali", "Democratic Republic of the Congo"));
        assert!(!written("the european union", "European Union"));
        assert_eq!(spelling("the Foreign Minister said", "foreign minister", 1), "the foreign minister said");
    }

    #[test]
    fn dotted_acronyms_are_written_without_dots() {
        assert_eq!(spelling("the U.N. said", "UN", 1), "the UN said");
        for (text, expected) in [
            ("It left the U.N.", "It left the UN."),
            ("“It left the U.N.”", "“It left the UN.”"),
            ("It left the U.N. The council met.", "It left the UN. The council met."),
            ("It left the U.N. “We regret it.”", "It left the UN. “We regret it.”"),
            ("The U.N. Security Council met.", "The UN Security Council met."),
            ("It left (the U.N.).", "It left (the UN)."),
            ("The U.N.'s envoy", "The UN's envoy"),
            ("The U.N. and others", "The UN and others"),
            ("H.U.N. left.", "H.U.N. left."),
        ] {
            assert_eq!(spelling(text, "UN", 1), expected);
        }
    }
}
