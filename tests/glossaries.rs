//! The glossaries that come with the program.

use entrefilet::exchange::glossary::{self, Sheet};
use entrefilet::glossary::{lint, lint_sheet};
use entrefilet::model::{Certainty, Concept, ConceptKind, Status};
use entrefilet::termbase::Termbase;
use entrefilet::text::fold;
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

#[test]
fn the_countries_glossary_is_what_its_tables_make() {
    let committed = include_str!("../glossaries/countries.toml");
    for (line, (made, committed)) in make_countries::countries().lines().zip(committed.lines()).enumerate() {
        assert_eq!(made, committed, "countries.toml line {}: run `cargo run --example make_countries`", line + 1);
    }
    assert_eq!(make_countries::countries().len(), committed.len());
}

#[test]
fn the_linter_finds_nothing_and_every_file_is_in_canonical_form() {
    assert_eq!(lint(&concepts()), []);
    for path in files() {
        let text = fs::read_to_string(&path).expect("UTF-8");
        let mut sheet = Sheet::parse(&text).expect("a glossary");
        sheet.sort();
        assert_eq!(lint_sheet(&sheet, &path.to_string_lossy()), []);
        assert!(sheet.to_string() == text, "run `entrefilet terms fmt {}`", path.display());
    }
}

#[test]
fn enough_concepts_of_our_own_are_approved() {
    let concepts = concepts();
    let own = concepts.iter().filter(|concept| concept.place.0 != "countries.toml");
    let approved = own.filter(|concept| concept.status == Status::Approved && concept.source.is_some()).count();
    assert!(approved >= OWN, "{approved} concepts of our own");
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

#[test]
fn every_french_name_is_found_and_certain() {
    let termbase = Termbase::new(concepts()).expect("ids are unique");
    let mut lost = Vec::new();
    for concept in termbase.concepts() {
        let names = std::iter::once(&concept.fr).chain(&concept.fr_variants).chain(&concept.fr_acronym);
        for name in names {
            let hits = termbase.reader(None).read(&format!("Voici une dépêche sur {name} ce matin."));
            let is_it = |number| termbase.concept(number).id == concept.id;
            if !hits.iter().any(|hit| is_it(hit.concept) && hit.certainty == Certainty::Certain && !hit.nested) {
                lost.push(name.clone());
            }
        }
    }
    assert!(lost.is_empty(), "{lost:?}");
}

#[test]
fn letters_that_mean_other_things_in_world_news_count_only_where_the_article_defines_them() {
    let termbase = Termbase::new(concepts()).expect("ids are unique");
    let found = |article: &[&str]| {
        let mut reader = termbase.reader(None);
        let hits: Vec<_> = article.iter().flat_map(|line| reader.read(line)).collect();
        hits.into_iter().map(|hit| hit.en).collect::<Vec<_>>()
    };
    for line in [
        "La FAA autorise les téléphones à bord.",
        "La CEI a proclamé les résultats.",
        "Le matériel suit la norme CEI 60825-1.",
        "Le CEA étudie un robot.",
        "Le CAE propose une légalisation.",
        "L’EFS appelle à donner son sang.",
    ] {
        assert_eq!(found(&[line]), Vec::<String>::new(), "{line}");
    }
    assert_eq!(
        found(&["La Force africaine en attente (FAA) se déploie.", "La FAA attend."]),
        ["African Standby Force", "ASF", "ASF"]
    );
}
