//! The glossaries that come with the program.

#[path = "../examples/make_countries.rs"]
#[allow(dead_code)]
mod make_countries;

#[test]
fn the_countries_glossary_is_what_its_tables_make() {
    let committed = include_str!("../glossaries/countries.toml");
    for (line, (a, b)) in make_countries::countries().lines().zip(committed.lines()).enumerate() {
        assert_eq!(a, b, "countries.toml line {}: run `cargo run --example make_countries`", line + 1);
    }
    assert_eq!(make_countries::countries().len(), committed.len());
}
