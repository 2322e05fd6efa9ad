//! Files of a former run that this run did not write again.

use serde::Deserialize;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};

/// Removes the files that `out`'s former manifest lists and `written` does not hold; returns what it removed, sorted.
///
/// Only files named by our own manifest are touched, and only below `out`. What cannot be removed is left, silently: it
/// is not listed any more, and the caller has said which files this run wrote.
pub fn remove_stale(out: &Path, former: &[String], written: &BTreeSet<String>) -> Vec<String> {
    let mut removed: Vec<String> = former
        .iter()
        .filter(|name| !written.contains(*name))
        .filter(|name| below(out, name).is_some_and(|path| fs::remove_file(path).is_ok()))
        .cloned()
        .collect();
    removed.sort();
    removed
}

/// The files that a former run of ours listed in `out/run.json`; empty if there is none.
pub fn former_files(out: &Path) -> Vec<String> {
    #[derive(Deserialize)]
    struct Former {
        generator: String,
        files: Vec<String>,
    }
    let read = fs::read(out.join("run.json")).ok();
    let former: Option<Former> = read.and_then(|json| serde_json::from_slice(&json).ok());
    former.filter(|f| f.generator.starts_with("entrefilet")).map(|f| f.files).unwrap_or_default()
}

fn below(out: &Path, name: &str) -> Option<PathBuf> {
    let plain = Path::new(name).components().all(|c| matches!(c, Component::Normal(_)));
    (plain && !name.is_empty()).then(|| out.join(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn removes_only_what_a_manifest_of_ours_lists_below_out() {
        let top = tempfile::tempdir().unwrap();
        let out = top.path().join("out");
        for name in ["out/old.md", "out/kept.md", "out/theirs.md", "above.md"] {
            crate::output::write(&top.path().join(name), b"x").unwrap();
        }
        let json = r#"{"generator":"entrefilet 0.1.0","files":["old.md","kept.md","../above.md"]}"#;
        fs::write(out.join("run.json"), json).unwrap();
        let written = BTreeSet::from(["kept.md".to_owned()]);
        assert_eq!(remove_stale(&out, &former_files(&out), &written), ["old.md"]);
        for name in ["out/kept.md", "out/theirs.md", "above.md"] {
            assert!(top.path().join(name).exists(), "{name}");
        }
    }
}
