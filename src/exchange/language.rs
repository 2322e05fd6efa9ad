//! Language codes as tools and people write them.

/// Whether `lang` is French: `fr`, `FR-fr`, `fr_CA`, `fra`, `fre`.
pub fn is_french(lang: &str) -> bool {
    is_one_of(lang, &["fr", "fra", "fre"])
}

/// Whether `lang` is English.
pub fn is_english(lang: &str) -> bool {
    is_one_of(lang, &["en", "eng"])
}

fn is_one_of(lang: &str, codes: &[&str]) -> bool {
    let primary = lang.trim().split(['-', '_', '.', '@']).next().unwrap_or_default();
    codes.iter().any(|code| primary.eq_ignore_ascii_case(code))
}
