//! The glossaries that come with the program.

use entrefilet::exchange::glossary::{self, Sheet};
use entrefilet::model::{Concept, ConceptKind, Status};
use entrefilet::text::fold;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

#[path = "../examples/make_countries.rs"]
#[allow(dead_code)]
mod make_countries;

/// How many concepts of our own there must be, besides the countries.
const OWN: usize = 400;

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("glossaries");
    let entries = fs::read_dir(folder).expect("the folder of the glossaries");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    files.sort();
    files
}

fn concepts() -> Vec<Concept> {
    let read = |path: PathBuf| {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let glossary = glossary::read(&fs::read_to_string(&path).expect("UTF-8"), &name);
        assert_eq!(glossary.problems, [], "{name}");
        glossary.concepts
    };
    files().into_iter().flat_map(read).collect()
}

/// The French forms as they are written, without those that the program generates.
fn french_forms(concept: &Concept) -> impl Iterator<Item = &String> {
    let one = [&concept.fr_acronym, &concept.fr_plural, &concept.fr_feminine, &concept.fr_singular, &concept.fr_short];
    let many = concept.fr_variants.iter().chain(&concept.fr_adjectives);
    std::iter::once(&concept.fr).chain(one.into_iter().flatten()).chain(many)
}

#[test]
fn the_countries_glossary_is_what_its_tables_make() {
    let committed = include_str!("../glossaries/countries.toml");
    for (line, (made, committed)) in make_countries::countries().lines().zip(committed.lines()).enumerate() {
        assert_eq!(made, committed, "countries.toml line {}: run `cargo run --example make_countries`", line + 1);
    }
    assert_eq!(make_countries::countries().len(), committed.len());
}

#[test]
fn every_file_is_in_canonical_form() {
    for path in files() {
        let text = fs::read_to_string(&path).expect("UTF-8");
        let mut sheet = Sheet::parse(&text).expect("a glossary");
        sheet.sort();
        assert!(sheet.to_string() == text, "run `entrefilet terms fmt {}`", path.display());
    }
}

#[test]
fn every_id_is_unique_and_every_office_held_exists() {
    let concepts = concepts();
    let mut kinds: BTreeMap<&str, ConceptKind> = BTreeMap::new();
    for concept in &concepts {
        assert_eq!(kinds.insert(&concept.id, concept.kind), None, "`{}` is defined twice", concept.id);
    }
    for (concept, term) in concepts.iter().flat_map(|concept| concept.offices.iter().map(move |term| (concept, term))) {
        assert_eq!(kinds.get(&*term.office), Some(&ConceptKind::Office), "`{}` holds `{}`", concept.id, term.office);
        let dates = term.since.zip(term.until);
        assert!(dates.is_none_or(|(since, until)| since <= until), "`{}` leaves before coming", concept.id);
    }
}

#[test]
fn no_french_form_means_two_concepts() {
    let concepts = concepts();
    let mut owners: BTreeMap<String, &str> = BTreeMap::new();
    for concept in &concepts {
        for form in french_forms(concept) {
            let owner = owners.entry(fold(form)).or_insert(&concept.id);
            assert_eq!(*owner, concept.id, "both have `{form}`");
        }
    }
}

#[test]
fn enough_concepts_are_approved_and_each_has_a_source() {
    let concepts = concepts();
    let approved: Vec<&Concept> = concepts.iter().filter(|concept| concept.status == Status::Approved).collect();
    for concept in &approved {
        assert!(concept.source.is_some() && !concept.en.is_empty(), "`{}` is approved", concept.id);
    }
    let own = approved.iter().filter(|concept| concept.place.0 != "countries.toml").count();
    assert!(own >= OWN, "{own} concepts of our own");
}

#[test]
fn a_person_has_a_surname_and_a_gender() {
    for person in concepts().iter().filter(|concept| concept.kind == ConceptKind::Person) {
        let family = person.family.as_deref().unwrap_or_default();
        assert!(!family.is_empty() && fold(&person.fr).contains(&fold(family)), "`{}`: {family}", person.id);
        let english = person.en_family.as_deref().unwrap_or(family);
        assert!(fold(&person.en).contains(&fold(english)), "`{}`: {english}", person.id);
        assert!(person.gender.is_some(), "`{}` has no gender", person.id);
    }
}
