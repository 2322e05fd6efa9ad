//! The rules a glossary is held to.

use super::overlap::{clash, overlap};
use crate::exchange::glossary::{Block, Sheet};
use crate::model::{Concept, ConceptKind, Finding, OfficeTerm, Status};
use crate::text::{Finder, fold, likeness};
use rustc_hash::FxHashMap;

/// Lints concepts of one or several glossary files that are used together; `place` says where each stands.
///
/// Rules: `duplicate-id`, `id-form`, `duplicate-source`, `empty-target`, `stop-word`, `acronym-conflict`,
/// `forbidden-preferred`, `office-overlap`, `unknown-office`, `dates-reversed`, `missing-source`, `near-identical`; each is
/// described in `docs/glossary-tools.md`. Findings come in order of file, line and rule.
pub fn lint(concepts: &[Concept]) -> Vec<Finding> {
    let mut findings = Findings::default();
    for concept in concepts {
        alone(concept, &mut findings);
    }
    ids(concepts, &mut findings);
    sources(concepts, &mut findings);
    acronyms(concepts, &mut findings);
    offices(concepts, &mut findings);
    near(concepts, &mut findings);
    findings.sorted()
}

/// Lints how one file is written, where reading it has already tidied up: `control-character`, `outer-space`.
pub fn lint_sheet(sheet: &Sheet, path: &str) -> Vec<Finding> {
    let mut findings = Findings::default();
    for block in sheet.blocks.iter().flat_map(|b| std::iter::once(b).chain(&b.offices)) {
        strings(block, path, &mut findings);
    }
    findings.sorted()
}

#[derive(Default)]
struct Findings(Vec<Finding>);

impl Findings {
    fn add(&mut self, at: &Concept, rule: &'static str, message: String) {
        let (path, line) = at.place.clone();
        self.0.push(Finding { path, line, rule, message });
    }

    fn sorted(mut self) -> Vec<Finding> {
        self.0.sort();
        self.0.dedup();
        self.0
    }
}

fn alone(concept: &Concept, findings: &mut Findings) {
    let id = &concept.id;
    if id.chars().any(|c| !(c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')) {
        findings.add(concept, "id-form", format!("`{id}`: an id has lower-case letters, digits and hyphens"));
    }
    if concept.en.is_empty() && !concept.do_not_translate {
        findings.add(concept, "empty-target", format!("`{id}` has no English"));
    }
    if concept.source.is_none() && concept.status == Status::Approved {
        let message = format!("`{id}` is approved without a source: name one, or set status = \"proposed\"");
        findings.add(concept, "missing-source", message);
    }
    for form in french(concept).filter(|f| is_common(f)) {
        findings.add(concept, "stop-word", format!("`{id}`: “{form}” is a common word and would match everywhere"));
    }
    for form in concept.en_forbidden.iter().filter(|f| preferred(concept).any(|p| p == *f)) {
        findings.add(
            concept,
            "forbidden-preferred",
            format!("`{id}`: “{form}” is both forbidden and preferred or admitted"),
        );
    }
    let spans =
        std::iter::once((concept.since, concept.until)).chain(concept.offices.iter().map(|o| (o.since, o.until)));
    for (since, until) in spans.filter_map(|(s, u)| s.zip(u)).filter(|(s, u)| s.first() > u.last()) {
        findings.add(concept, "dates-reversed", format!("`{id}`: until {until} is before since {since}"));
    }
}

/// French names that are looked for with their case folded.
fn french(concept: &Concept) -> impl Iterator<Item = &String> {
    std::iter::once(&concept.fr).chain(&concept.fr_variants).chain(&concept.fr_short)
}

fn preferred(concept: &Concept) -> impl Iterator<Item = &String> {
    std::iter::once(&concept.en).chain(&concept.en_acronym).chain(&concept.en_short).chain(&concept.en_admitted)
}

fn is_common(form: &str) -> bool {
    const WORDS: &str = include_str!("common-words.txt");
    let folded = fold(form);
    WORDS.lines().filter(|l| !l.starts_with('#')).flat_map(str::split_whitespace).any(|w| w == folded)
}

fn ids(concepts: &[Concept], findings: &mut Findings) {
    for (first, other) in repeated(concepts, |c| vec![c.id.to_lowercase()]) {
        let (path, line) = &first.place;
        findings.add(other, "duplicate-id", format!("`{}` is defined at {path}:{line} already", other.id));
    }
}

fn sources(concepts: &[Concept], findings: &mut Findings) {
    for (first, other) in repeated(concepts, |c| french(c).map(|f| fold(f)).collect()) {
        if first.id != other.id && valid_together(first, other) {
            let shared = french(other).find(|f| french(first).any(|g| fold(f) == fold(g)));
            let message = format!("“{}” is French for `{}`, too", shared.map_or("", |s| s), first.id);
            findings.add(other, "duplicate-source", message);
        }
    }
}

/// Two French acronyms that a reader could not tell apart. English ones are shared in real life (RSF), and harm nobody.
fn acronyms(concepts: &[Concept], findings: &mut Findings) {
    for (first, other) in repeated(concepts, |c| c.fr_acronym.iter().cloned().collect()) {
        if first.id != other.id && valid_together(first, other) {
            let acronym = other.fr_acronym.as_deref().unwrap_or_default();
            findings.add(
                other,
                "acronym-conflict",
                format!("`{acronym}` is the French acronym of `{}`, too", first.id),
            );
        }
    }
}

fn valid_together(a: &Concept, b: &Concept) -> bool {
    overlap((a.since, a.until), (b.since, b.until))
}

/// Concepts that share a key with an earlier one: each later one with the first.
fn repeated(concepts: &[Concept], keys: impl Fn(&Concept) -> Vec<String>) -> Vec<(&Concept, &Concept)> {
    let mut first: FxHashMap<String, Vec<&Concept>> = FxHashMap::default();
    let mut pairs = Vec::new();
    for concept in concepts {
        let mut own = keys(concept);
        own.sort();
        own.dedup();
        for key in own.into_iter().filter(|k| !k.is_empty()) {
            let earlier = first.entry(key).or_default();
            pairs.extend(earlier.iter().map(|&before| (before, concept)));
            earlier.push(concept);
        }
    }
    pairs
}

fn offices(concepts: &[Concept], findings: &mut Findings) {
    let known: FxHashMap<&str, &Concept> =
        concepts.iter().filter(|c| c.kind == ConceptKind::Office).map(|c| (c.id.as_str(), c)).collect();
    let seats = Seats::new(concepts);
    let mut by_office: FxHashMap<&str, Vec<(&Concept, &OfficeTerm)>> = FxHashMap::default();
    for (person, term) in concepts.iter().flat_map(|c| c.offices.iter().map(move |o| (c, o))) {
        let office = known.get(term.office.as_str());
        if office.is_none() && term.fr.is_none() {
            let message = format!("`{}`: no office `{}` in these glossaries", person.id, term.office);
            findings.add(person, "unknown-office", message);
        }
        let one_seat = office.is_some_and(|office| seats.names_one(office));
        let holders = by_office.entry(&term.office).or_default();
        let rivals = holders.iter().filter(|(other, _)| one_seat || other.id == person.id);
        for (other, held) in rivals.filter(|(_, held)| clash((held.since, held.until), (term.since, term.until))) {
            let message =
                format!("`{}` and `{}` hold `{}` at the same time ({})", other.id, person.id, term.office, years(held));
            findings.add(person, "office-overlap", message);
        }
        holders.push((person, term));
    }
}

/// Tells offices of which there is one (*directrice générale du FMI*) from those that every state has (*président*): the
/// former name an institution or a place of the glossary.
struct Seats<'c>(Vec<&'c str>);

impl<'c> Seats<'c> {
    fn new(concepts: &'c [Concept]) -> Self {
        use ConceptKind::{Alliance, Organisation, Place};
        let bodies = concepts.iter().filter(|c| matches!(c.kind, Alliance | Organisation | Place));
        Self(bodies.flat_map(|c| std::iter::once(&c.fr).chain(&c.fr_acronym)).map(String::as_str).collect())
    }

    fn names_one(&self, office: &Concept) -> bool {
        let finder = Finder::new(&office.fr);
        self.0.iter().any(|name| !finder.find_cased(name).is_empty())
    }
}

fn years(term: &OfficeTerm) -> String {
    let text = |d: Option<crate::text::Date>| d.map_or_else(|| "?".to_owned(), |d| d.to_string());
    format!("the first from {} to {}", text(term.since), text(term.until))
}

/// Likeness in thousandths from which two names are probably one, misspelt.
const NEAR: u32 = 900;

/// Names of one kind and one first letter that differ in a letter or two. Names that differ in a digit
/// or have different acronyms are different things.
fn near(concepts: &[Concept], findings: &mut Findings) {
    let mut by_start: FxHashMap<(ConceptKind, String), Vec<(&Concept, String)>> = FxHashMap::default();
    for concept in concepts {
        let name = fold(&concept.fr);
        if name.chars().count() < 8 {
            continue;
        }
        let alike = by_start.entry((concept.kind, name.chars().take(2).collect())).or_default();
        for (other, known) in alike.iter() {
            let told_apart =
                concept.fr_acronym.is_some() && other.fr_acronym.is_some() && concept.fr_acronym != other.fr_acronym;
            let close = !told_apart
                && name.len().abs_diff(known.len()) * 1000 <= (1000 - NEAR as usize) * name.len().max(known.len());
            if close && *known != name && !differ_in_number(known, &name) && likeness(known, &name) >= NEAR {
                let message = format!("“{}” is nearly “{}” (`{}`): one thing or two?", concept.fr, other.fr, other.id);
                findings.add(concept, "near-identical", message);
            }
        }
        alike.push((concept, name));
    }
}

/// Whether the only difference is a digit: *résolution 2085* and *2086*.
fn differ_in_number(a: &str, b: &str) -> bool {
    let letters = |t: &str| t.chars().filter(|c| !c.is_ascii_digit()).collect::<String>();
    letters(a) == letters(b)
}

fn strings(block: &Block, path: &str, findings: &mut Findings) {
    for field in &block.fields {
        for text in field.value.strings() {
            let key = &field.key;
            let mut add = |rule, message: String| {
                findings.0.push(Finding { path: path.to_owned(), line: block.line, rule, message });
            };
            if text.trim() != text {
                add("outer-space", format!("`{key}`: “{text}” has white space at an end"));
            }
            if text.chars().any(|c| c.is_control() && !(key == "note" && c == '\n')) {
                add("control-character", format!("`{key}` has a control character"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::glossary;

    fn rules(text: &str) -> Vec<&'static str> {
        let mut rules: Vec<_> = lint(&glossary::read(text, "g.toml").concepts).into_iter().map(|f| f.rule).collect();
        rules.dedup();
        rules
    }

    /// Two concepts with what every concept needs, and more lines for each.
    fn two(first: &str, second: &str) -> String {
        let block = |id: &str, name: &str, more: &str| {
            format!("[[concept]]\nid = \"{id}\"\nfr = \"{name}\"\nen = \"{name}\"\nsource = \"s\"\n{more}\n")
        };
        block("a", "Alpha", first) + &block("b", "Beta", second)
    }

    #[test]
    fn each_rule_finds_its_fault() {
        let reads = "[[concept]]\nid = \"a\"\nfr = \"A B\"\nsource = \"s\"\n";
        for (rule, text) in [
            ("empty-target", reads.to_owned()),
            ("id-form", reads.replace("\"a\"", "\"A_b\"").replace("source", "en = \"x\"\nsource")),
            ("missing-source", reads.replace("source = \"s\"", "en = \"x\"")),
            ("duplicate-id", two("", "").replace("\"b\"", "\"a\"")),
            ("duplicate-source", two("", "fr-variants = [\"ALPHA\"]")),
            ("acronym-conflict", two("fr-acronym = \"AB\"", "fr-acronym = \"AB\"")),
            ("stop-word", two("fr-variants = [\"Être\"]", "")),
            ("forbidden-preferred", two("en-forbidden = [\"Alpha\"]", "")),
            ("dates-reversed", two("since = \"2020\"\nuntil = \"2019\"", "")),
            ("unknown-office", two("[[concept.office]]\noffice = \"nobody\"", "")),
            (
                "office-overlap",
                two("kind = \"place\"\n[[concept.office]]\noffice = \"b\"\nsince = \"2020\"", "kind = \"office\"")
                    .replace("fr = \"Beta\"", "fr = \"maire d’Alpha\"")
                    + "[[concept]]\nid = \"c\"\nfr = \"C\"\nen = \"C\"\nsource = \"s\"\n[[concept.office]]\noffice = \"b\"\nsince = \"2021\"\n",
            ),
            (
                "near-identical",
                two("", "").replace("Alpha", "Assimi Goita Camara").replace("Beta", "Assimi Goyta Camara"),
            ),
        ] {
            assert_eq!(rules(&text), [rule], "{text}");
        }
    }

    #[test]
    fn what_is_right_is_left_alone() {
        for text in [
            two("", ""),
            two("since = \"2020\"", "fr-variants = [\"Alpha\"]\nuntil = \"2019\""),
            two("fr-acronym = \"AB\"", "fr-acronym = \"ab\""),
            two("en-forbidden = [\"Alfa\"]", ""),
            two("", "").replace("en = \"Alpha\"", "do-not-translate = true"),
            two("", "").replace("source = \"s\"", "status = \"proposed\""),
            two("", "").replace("Alpha", "Résolution 2085").replace("Beta", "Résolution 2086"),
            two("[[concept.office]]\noffice = \"b\"\nsince = \"2020\"\nuntil = \"2021-05\"", "kind = \"office\"")
                + "[[concept]]\nid = \"c\"\nfr = \"C\"\nen = \"C\"\nsource = \"s\"\n[[concept.office]]\noffice = \"b\"\nsince = \"2021-05\"\n",
        ] {
            assert_eq!(rules(&text), Vec::<&str>::new(), "{text}");
        }
    }

    #[test]
    fn white_space_and_control_characters_are_seen_in_the_file() {
        let text = "[[concept]]\nid = \"a\"\n\n[[concept]]\nid = \"b\"\nfr = \" B\"\nfr-variants = [\"C\\u0007\"]\nnote = \"two\\nlines\"\n";
        let found = lint_sheet(&Sheet::parse(text).unwrap(), "g.toml");
        let told: Vec<(u32, &str)> = found.iter().map(|f| (f.line, f.rule)).collect();
        assert_eq!(told, [(4, "control-character"), (4, "outer-space")]);
    }
}
