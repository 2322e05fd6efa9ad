//! Language codes as tools and people write them.

/// Whether `lang` is French: `fr`, `FR-fr`, `fr_CA`, `fra`, `fre`, `French (Canada)`.
pub fn is_french(lang: &str) -> bool {
    is_one_of(lang, &["fr", "fra", "fre", "french", "français"])
}

/// Whether `lang` is English.
pub fn is_english(lang: &str) -> bool {
    is_one_of(lang, &["en", "eng", "english", "anglais"])
}

fn is_one_of(lang: &str, names: &[&str]) -> bool {
    let first = lang.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or_default();
    names.iter().any(|name| first.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_spelling_is_known_and_no_other_language() {
        for lang in
            ["fr", "FR-fr", "fr_CA", "fra", "fre-BE", "fr.UTF-8", " fr\n", "“fr”", "French (Canada)", "Français"]
        {
            assert!(is_french(lang) && !is_english(lang), "{lang}");
        }
        for lang in ["en", "EN-us", "eng", "en@euro", "English_UK"] {
            assert!(is_english(lang) && !is_french(lang), "{lang}");
        }
        for lang in ["", "-", "*all*", "frr", "enm", "x-fr", "de-fr", "frisian", "1036"] {
            assert!(!is_english(lang) && !is_french(lang), "{lang}");
        }
    }
}
