//! The demonstration folder, read by the program as a newcomer would.

use assert_cmd::Command;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use walkdir::WalkDir;

const LATIN: &str = "cedeao/sanctions-niger.txt";

fn pipelines() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("pipelines")
}

/// The articles, as paths below their folder, sorted.
fn articles() -> Vec<String> {
    let folder = pipelines().join("sahel/articles");
    let files = WalkDir::new(&folder).sort_by_file_name().into_iter().map(|entry| entry.expect("an entry"));
    let files = files.filter(|entry| entry.file_type().is_file());
    files.map(|file| file.path().strip_prefix(&folder).expect("below").display().to_string()).collect()
}

fn run() -> TempDir {
    let out = TempDir::new().expect("a folder");
    let mut command = Command::new(env!("CARGO_BIN_EXE_entrefilet"));
    command.arg("run").arg(pipelines().join("sahel.toml")).arg("--out").arg(out.path());
    command.env("XDG_DATA_HOME", out.path().join("data")).env("XDG_CACHE_HOME", out.path().join("cache"));
    command.assert().success();
    out
}

#[test]
fn the_first_run_shows_every_kind_of_line() {
    let out = run();
    let manifest: Value =
        serde_json::from_slice(&fs::read(out.path().join("run.json")).expect("run.json")).expect("JSON");
    let totals = &manifest["totals"];
    assert_eq!(totals["written"], articles().len());
    assert_eq!(totals["failed"], 0);
    for origin in ["exact", "adapted", "terms"] {
        assert!(totals["lines"][origin].as_u64() > Some(0), "{origin}: {totals}");
    }
    let brief = fs::read_to_string(out.path().join(format!("{LATIN}.md"))).expect("a brief");
    assert!(brief.contains("Suggestion") && brief.contains("Réunis en sommet"), "{brief}");
}

#[test]
fn the_memory_follows_the_glossaries() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_entrefilet"));
    command.args(["terms", "check"]).arg(pipelines().join("sahel/memory.tmx"));
    command.arg("--glossary").arg(pipelines().join("../glossaries"));
    command.assert().success().stdout("");
}

#[test]
fn the_readme_names_every_article_and_no_other() {
    let readme = fs::read_to_string(pipelines().join("sahel/README.md")).expect("README.md");
    let rows = readme.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
    let mut listed: Vec<&str> = rows.collect();
    listed.sort_unstable();
    assert_eq!(listed, articles());
}

#[test]
fn one_article_is_in_windows_1252() {
    let bytes = fs::read(pipelines().join("sahel/articles").join(LATIN)).expect("the article");
    assert!(String::from_utf8(bytes).is_err(), "{LATIN} was saved as UTF-8");
}
