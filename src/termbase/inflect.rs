//! Closed French paradigms: the feminine and the plurals of a word, written out. There is no stemmer, so a form that
//! is not in the paradigm never matches.

use crate::text::fold;

/// The folded forms of an adjective or noun: masculine, feminine and their plurals, the base first, without repeats.
pub(super) fn paradigm(base: &str) -> Vec<String> {
    let mut forms: Vec<String> = Vec::new();
    for singular in [vec![base.to_owned()], feminines(base)].concat() {
        for form in [singular.clone(), plural(&singular)] {
            let folded = fold(&form);
            if !forms.contains(&folded) {
                forms.push(folded);
            }
        }
    }
    forms
}

/// The feminines of a masculine word, the usual one first; the word itself where it has but one form.
pub(super) fn feminines(word: &str) -> Vec<String> {
    let swap = |end: &str, new: &str| format!("{}{new}", &word[..word.len() - end.len()]);
    const RULES: [(&str, &[&str]); 22] = [
        ("chef", &["cheffe", "chef"]),
        ("grec", &["grecque"]),
        ("turc", &["turque"]),
        ("public", &["publique"]),
        ("ambassadeur", &["ambassadrice"]),
        ("procureur", &["procureure"]),
        ("gouverneur", &["gouverneure"]),
        ("rapporteur", &["rapporteure", "rapporteuse"]),
        ("teur", &["trice", "teure", "teuse"]),
        ("eur", &["eure", "euse"]),
        ("ien", &["ienne"]),
        ("éen", &["éenne"]),
        ("yen", &["yenne"]),
        ("on", &["onne"]),
        ("el", &["elle"]),
        ("er", &["ère"]),
        ("et", &["ète", "ette"]),
        ("f", &["ve"]),
        ("eux", &["euse"]),
        ("é", &["ée"]),
        ("è", &["èe", "è"]),
        ("bas", &["basse"]),
    ];
    if let Some((end, new)) = RULES.iter().find(|(end, _)| word.ends_with(end)) {
        return new.iter().map(|new| swap(end, new)).collect();
    }
    match word.chars().last() {
        Some('e' | 'a' | 'o' | 'x' | 'z') | None => vec![word.to_owned()],
        Some(_) => vec![format!("{word}e")],
    }
}

/// The plural of a singular word.
pub(super) fn plural(word: &str) -> String {
    match word {
        _ if word.ends_with(['s', 'x', 'z']) || word.is_empty() => word.to_owned(),
        _ if word.ends_with("al") => format!("{}aux", &word[..word.len() - 2]),
        _ if word.ends_with("eau") || word.ends_with("eu") => format!("{word}x"),
        _ => format!("{word}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adjectives_of_nations() {
        for (base, forms) in [
            ("malien", "malien maliens malienne maliennes"),
            ("français", "francais francaise francaises"),
            ("guinéen", "guineen guineens guineenne guineennes"),
            ("africain", "africain africains africaine africaines"),
            ("afghan", "afghan afghans afghane afghanes"),
            ("letton", "letton lettons lettonne lettonnes"),
            ("grec", "grec grecs grecque grecques"),
            ("russe", "russe russes"),
            ("burkinabè", "burkinabe burkinabes burkinabee burkinabees"),
            ("émirati", "emirati emiratis emiratie emiraties"),
        ] {
            assert_eq!(paradigm(base).join(" "), forms);
        }
    }

    #[test]
    fn nouns_of_office() {
        for (word, feminine) in [
            ("directeur", "directrice"),
            ("chancelier", "chancelière"),
            ("ministre", "ministre"),
            ("délégué", "déléguée"),
            ("chef", "cheffe"),
            ("spécial", "spéciale"),
            ("président", "présidente"),
        ] {
            assert_eq!(feminines(word)[0], feminine);
        }
        assert_eq!(plural("général"), "généraux");
        assert_eq!(plural("spéciale"), "spéciales");
    }
}
