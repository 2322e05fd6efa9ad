//! A glossary entry for a name that the glossary does not know, ready to paste.

use crate::model::NameKind;
use crate::text::fold;
use std::fmt::Write;

/// The `[[concept]]` block for `name`, with `status = "proposed"`, ending in a line break.
///
/// The English is the French, for there is nothing else to go by; a note says so wherever that may be wrong: for every name
/// but a person's, and for people whose names French spells in its own way (*Sergueï*). A name whose kind nothing shows is
/// `other`.
///
/// ```
/// use entrefilet::model::NameKind;
/// let block = entrefilet::names::proposal("Awa Diallo", Some(NameKind::Person), None);
/// assert!(block.starts_with("[[concept]]\nid = \"awa-diallo\"\nkind = \"person\"\nfr = \"Awa Diallo\"\n"));
/// assert!(block.ends_with("family = \"Diallo\"\nstatus = \"proposed\"\n"));
/// ```
pub fn proposal(name: &str, kind: Option<NameKind>, acronym: Option<&str>) -> String {
    let mut block = String::from("[[concept]]\n");
    let family = (kind == Some(NameKind::Person)).then(|| family(name)).flatten();
    let id = id(name);
    let keys = [
        ("id", Some(id.as_str())),
        ("kind", Some(kind.map_or("other", NameKind::word))),
        ("fr", Some(name)),
        ("en", Some(name)),
        ("fr-acronym", acronym),
        ("family", family),
        ("status", Some("proposed")),
        ("note", note(name, kind)),
    ];
    for (key, value) in keys.into_iter().filter_map(|(key, value)| Some((key, value?))) {
        writeln!(block, "{key} = {}", quoted(value)).expect("a string takes all");
    }
    block
}

/// Lower case, letters and digits, one hyphen between words; `name` for a name without either.
fn id(name: &str) -> String {
    let folded = fold(name);
    let words: Vec<&str> = folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()).collect();
    if words.is_empty() { "name".to_owned() } else { words.join("-") }
}

/// What follows the given name: *Diallo*, *de Villepin*; of longer names the last word, or from its particle on.
fn family(name: &str) -> Option<&str> {
    let particles = [" de ", " d’", " d'", " du ", " ben ", " bin ", " ould ", " von ", " van ", " al-", " el-"];
    let particle = particles.iter().filter_map(|p| name.find(p)).min();
    let at = particle.or_else(|| name.rfind([' ', '\u{a0}']))?;
    Some(name[at..].trim_start()).filter(|f| !f.is_empty())
}

fn note(name: &str, kind: Option<NameKind>) -> Option<&'static str> {
    match kind {
        Some(NameKind::Person) if is_transcribed(name) => {
            Some("the French spelling; English may write this name otherwise")
        }
        Some(NameKind::Person) => None,
        None => Some("the French name; what it names and its English are not checked"),
        Some(_) => Some("the French name; its English name is not checked"),
    }
}

/// Whether the name shows how French writes Russian, Arabic and other scripts.
fn is_transcribed(name: &str) -> bool {
    let lower = name.to_lowercase();
    ["eï", "aï", "oï", "tch", "kh", "dj", "ou"].iter().any(|mark| lower.contains(mark))
        || lower
            .split([' ', '-'])
            .any(|w| w.len() > 5 && ["ov", "ev", "ine", "ski", "enko"].iter().any(|e| w.ends_with(e)))
}

/// A TOML basic string.
fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => quoted.push(' '),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(text: &str, kind: impl Into<Option<NameKind>>, acronym: Option<&str>) -> toml::Table {
        let table: toml::Table = toml::from_str(&proposal(text, kind.into(), acronym)).unwrap();
        table["concept"][0].as_table().unwrap().clone()
    }

    #[test]
    fn blocks_are_toml_and_say_what_is_not_checked() {
        let body = block("Comité d’action \"citoyenne\"", NameKind::Organisation, Some("CAC"));
        assert_eq!(body["id"].as_str(), Some("comite-d-action-citoyenne"));
        assert_eq!((body["fr-acronym"].as_str(), body["status"].as_str()), (Some("CAC"), Some("proposed")));
        assert!(body.contains_key("note") && !body.contains_key("family"));
        assert_eq!(block("Natixis", None, None)["kind"].as_str(), Some("other"));
        assert!(block("Sergueï Lavrov", NameKind::Person, None).contains_key("note"));
    }

    #[test]
    fn family_names() {
        for (name, wanted) in [
            ("Awa Diallo", Some("Diallo")),
            ("Dominique de Villepin", Some("de Villepin")),
            ("Idriss Déby Itno", Some("Itno")),
            ("Pelé", None),
        ] {
            assert_eq!(family(name), wanted, "{name}");
        }
    }
}
