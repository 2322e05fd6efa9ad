//! OmegaT's glossary: lines of `French⇥English⇥comment`, UTF-8 (`.utf8` or `.txt`).

use super::slug;
use crate::exchange::glossary::Glossary;
use crate::model::{Concept, Diagnostic, Severity};
use std::io::{self, Read, Write};

/// The keys it can hold.
pub const CARRIED: [&str; 6] = ["id", "fr", "en", "fr-acronym", "en-acronym", "fr-variants"];

/// Writes a line for each French form: acronyms with the English acronym if there is one. Tabs and line breaks inside a
/// name become spaces; a line that would start with `#` is a comment there and is left out.
///
/// # Errors
/// Those of writing.
pub fn write(concepts: &[Concept], mut out: impl Write) -> io::Result<()> {
    for concept in concepts.iter().filter(|c| !c.en.is_empty()) {
        let comment = concept.note.as_deref().unwrap_or_default();
        let acronym = concept.en_acronym.as_ref().unwrap_or(&concept.en);
        let forms = std::iter::once((&concept.fr, &concept.en))
            .chain(concept.fr_acronym.iter().map(|a| (a, acronym)))
            .chain(concept.fr_variants.iter().map(|v| (v, &concept.en)));
        for (fr, en) in forms.filter(|(fr, _)| !fr.starts_with('#')) {
            writeln!(out, "{}\t{}\t{}", on_one_line(fr), on_one_line(en), on_one_line(comment))?;
        }
    }
    Ok(())
}

fn on_one_line(text: &str) -> String {
    text.replace(['\t', '\n', '\r'], " ")
}

/// Reads such lines: a concept for each French form; a second English for one French form is admitted.
///
/// # Errors
/// Those of reading `input`.
pub fn read(mut input: impl Read, path: &str) -> io::Result<Glossary> {
    let mut bytes = Vec::new();
    input.read_to_end(&mut bytes)?;
    let text = String::from_utf8_lossy(&bytes);
    let mut glossary = Glossary::default();
    let mut known: std::collections::BTreeMap<String, usize> = std::collections::BTreeMap::new();
    for (number, line) in (1..).zip(text.trim_start_matches('\u{feff}').lines()) {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let mut cells = line.split('\t').map(str::trim);
        match (cells.next().filter(|c| !c.is_empty()), cells.next().filter(|c| !c.is_empty())) {
            (Some(fr), Some(en)) => add(&mut glossary, &mut known, fr, en, cells.next(), (path, number)),
            _ => glossary.problems.push(Diagnostic {
                path: path.to_owned(),
                line: Some(number),
                severity: Severity::Error,
                message: "expected French, a tab and English".to_owned(),
                help: None,
            }),
        }
    }
    Ok(glossary)
}

fn add(
    glossary: &mut Glossary,
    known: &mut std::collections::BTreeMap<String, usize>,
    fr: &str,
    en: &str,
    note: Option<&str>,
    place: (&str, u32),
) {
    let id = slug(fr);
    if let Some(concept) = known.get(&id).map(|&i| &mut glossary.concepts[i]) {
        if concept.en != en && !concept.en_admitted.iter().any(|a| a == en) {
            concept.en_admitted.push(en.to_owned());
        }
        return;
    }
    known.insert(id.clone(), glossary.concepts.len());
    glossary.concepts.push(Concept {
        id,
        fr: fr.to_owned(),
        en: en.to_owned(),
        note: note.filter(|n| !n.is_empty()).map(str::to_owned),
        place: (place.0.to_owned(), place.1),
        ..Concept::default()
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_has_a_line_and_lines_are_read() {
        let concept = Concept {
            fr: "Organisation des Nations unies".into(),
            en: "United Nations".into(),
            fr_acronym: Some("ONU".into()),
            en_acronym: Some("UN".into()),
            ..Concept::default()
        };
        let mut bytes = Vec::new();
        write(&[concept], &mut bytes).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert_eq!(text, "Organisation des Nations unies\tUnited Nations\t\nONU\tUN\t\n");
        let read = read(format!("# c\n{text}ONU\tUnited Nations\nalone\n").as_bytes(), "g.utf8").unwrap();
        assert_eq!(read.concepts[1].en_admitted, ["United Nations"]);
        assert_eq!(read.problems[0].line, Some(5));
    }
}
