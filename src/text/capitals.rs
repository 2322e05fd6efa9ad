//! Runs of capitalised words, where names may stand.

use super::{Language, Span, WordKind, fold, words};

/// Where names may stand: the longest runs of capitalised words, with the small words inside them; titles and nationalities
/// at their start, and a single word that opens the sentence, are left out.
///
/// ```
/// use entrefilet::text::{Language, capitalised};
/// let text = "Le président Macky Sall a vu Dakar lundi.";
/// let found: Vec<&str> = capitalised(text, Language::French).into_iter().map(|name| name.of(text)).collect();
/// assert_eq!(found, ["Macky Sall", "Dakar"]);
/// ```
pub fn capitalised(text: &str, language: Language) -> Vec<Span> {
    let all: Vec<_> = words(text).collect();
    let word = |i: usize| all.get(i).map_or("", |w| w.span.of(text));
    let capital = |i: usize| word(i).starts_with(char::is_uppercase) && all[i].kind == WordKind::Letters;
    let mut names = Vec::new();
    let mut at = 0;
    while at < all.len() {
        if !capital(at) || is_trimmed(word(at), language) {
            at += 1;
            continue;
        }
        let mut end = at + 1;
        while let Some(next) =
            (end..end + 3).find(|&i| capital(i)).filter(|&i| (end..i).all(|j| is_link(word(j), language)))
        {
            end = next + 1;
        }
        let opens = at == 0 || matches!(word(at - 1), "." | "«" | "\"" | "“" | ":" | "!" | "?" | "-" | "–" | "—");
        let start = all[at].span.start as usize;
        let name = text[start..all[end - 1].span.end as usize].trim_end_matches("'s").trim_end_matches("’s");
        if (end > at + 1 || !opens) && name.chars().count() > 2 {
            names.push(Span::new(start, start + name.len()));
        }
        at = end;
    }
    names
}

fn is_link(word: &str, language: Language) -> bool {
    match language {
        Language::French => matches!(word, "de" | "du" | "des" | "d’" | "d'" | "la" | "le" | "l’" | "l'" | "les" | "-"),
        Language::English => matches!(word, "of" | "the" | "for" | "-" | "de" | "al"),
    }
}

/// Words in capitals that start no name worth a proposal: titles, articles, days and months.
fn is_trimmed(word: &str, language: Language) -> bool {
    let list = match language {
        Language::French => include_str!("trimmed-fr.txt"),
        Language::English => include_str!("trimmed-en.txt"),
    };
    let word = fold(word);
    list.split_whitespace().any(|w| w == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str, language: Language) -> Vec<&str> {
        capitalised(text, language).into_iter().map(|name| name.of(text)).collect()
    }

    #[test]
    fn runs_are_long_and_lose_their_titles() {
        let fr = "Le président M. Macky Sall et la Banque de l’Afrique ont vu Dakar lundi.";
        assert_eq!(told(fr, Language::French), ["Macky Sall", "Banque de l’Afrique", "Dakar"]);
        let en = "President Macky Sall met the Bank of the West on Monday in Mali’s capital.";
        assert_eq!(told(en, Language::English), ["Macky Sall", "Bank of the West", "Mali"]);
    }

    #[test]
    fn words_that_open_a_sentence_are_no_part_of_the_name() {
        for (fr, expected) in [
            ("Selon Macky Sall, oui.", vec!["Macky Sall"]),
            ("Puis Dakar a dit oui.", vec!["Dakar"]),
            ("Depuis Sa Majesté Mohammed VI…", vec!["Majesté Mohammed VI"]),
            ("Gao attend.", vec![]),
            ("Bamako Matin paraît.", vec!["Bamako Matin"]),
        ] {
            assert_eq!(told(fr, Language::French), expected, "{fr}");
        }
        assert_eq!(told("Then Macky Sall left.", Language::English), ["Macky Sall"]);
        assert_eq!(told("In New York, no.", Language::English), ["New York"]);
    }
}
