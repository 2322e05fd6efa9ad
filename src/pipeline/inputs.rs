//! Which files are articles, and what a reader calls them.

use super::PipelineFile;
use crate::brief::is_ours;
use crate::model::{Diagnostic, Severity};
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// An article that a run will read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ArticleFile {
    /// What a reader calls it: the path below its input folder, `/` between parts; the folder's name in front when there
    /// are several folders.
    pub path: String,
    /// Where it is.
    pub file: PathBuf,
}

/// The articles below some inputs, and what could not be looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Sorted by path, each path once.
    pub articles: Vec<ArticleFile>,
    /// Missing inputs, unreadable folders, two articles of one name.
    pub problems: Vec<Diagnostic>,
}

/// The patterns of a pipeline, compiled.
///
/// # Errors
/// When a pattern is no glob.
pub fn globs(patterns: &[String]) -> Result<GlobSet, globset::Error> {
    let mut set = GlobSetBuilder::new();
    for pattern in patterns {
        set.add(GlobBuilder::new(pattern).literal_separator(true).case_insensitive(true).build()?);
    }
    set.build()
}

/// The articles that a pipeline without patterns of its own finds in `inputs`.
pub fn articles(inputs: &[PathBuf]) -> Found {
    let patterns = globs(&PipelineFile::default().patterns).unwrap_or_default();
    find(inputs, &patterns, Path::new(""))
}

/// Looks for articles in `inputs`: folders are searched for files that match `patterns`, files are taken as they are.
/// Hidden files, and everything in `out`, are passed over.
pub fn find(inputs: &[PathBuf], patterns: &GlobSet, out: &Path) -> Found {
    let mut found = Found::default();
    let several = inputs.iter().filter(|i| i.is_dir()).count() > 1;
    let out = out.canonicalize().ok();
    for input in inputs {
        if input.is_dir() {
            let prefix = if several { name_of(input) + "/" } else { String::new() };
            search(input, &prefix, patterns, out.as_deref(), &mut found);
        } else if is_written_by_us(input) {
            found.problem(
                &input.display().to_string(),
                "this is a brief of ours, not an article".into(),
                "name an article",
            );
        } else if input.exists() {
            found.articles.push(ArticleFile { path: name_of(input), file: input.clone() });
        } else {
            found.problem(&input.display().to_string(), "no such file or folder".into(), "check the path");
        }
    }
    found.settle()
}

fn search(folder: &Path, prefix: &str, patterns: &GlobSet, out: Option<&Path>, found: &mut Found) {
    let walk = WalkDir::new(folder).follow_links(true).sort_by_file_name();
    for entry in walk.into_iter().filter_entry(|e| is_open(e, out)) {
        match entry {
            Ok(entry) if entry.file_type().is_file() => {
                let below = entry.path().strip_prefix(folder).unwrap_or(entry.path());
                if patterns.is_match(below) && !is_written_by_us(entry.path()) {
                    found
                        .articles
                        .push(ArticleFile { path: prefix.to_owned() + &slashed(below), file: entry.into_path() });
                }
            }
            Ok(_) => {}
            Err(error) => {
                let path = error.path().unwrap_or(folder).display().to_string();
                let cause = error.io_error().map_or_else(|| "links lead in a circle".into(), ToString::to_string);
                found.problem(&path, cause, "nothing below it was read");
            }
        }
    }
}

/// Whether to look at `entry`: neither hidden nor the output folder.
fn is_open(entry: &DirEntry, out: Option<&Path>) -> bool {
    let hidden = entry.depth() > 0 && entry.file_name().as_encoded_bytes().starts_with(b".");
    let is_out = || entry.file_type().is_dir() && out.is_some() && entry.path().canonicalize().ok().as_deref() == out;
    !hidden && !is_out()
}

/// Whether the file starts with our generator mark. What cannot be read is an article for now, and fails as one.
fn is_written_by_us(file: &Path) -> bool {
    let mut head = Vec::with_capacity(1024);
    let read = fs::File::open(file).and_then(|f| f.take(1024).read_to_end(&mut head));
    read.is_ok() && is_ours(&head)
}

fn name_of(input: &Path) -> String {
    let full = input.canonicalize();
    let path = full.as_deref().unwrap_or(input);
    path.file_name().map_or_else(|| "articles".into(), |n| n.to_string_lossy().into_owned())
}

fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path.components().map(|c| c.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

impl Found {
    fn problem(&mut self, path: &str, message: String, help: &str) {
        let help = Some(help.to_owned());
        self.problems.push(Diagnostic { path: path.into(), line: None, severity: Severity::Error, message, help });
    }

    /// Sorts, and keeps the first of two articles with one path.
    fn settle(mut self) -> Self {
        let mut articles = std::mem::take(&mut self.articles);
        articles.sort();
        articles.dedup();
        let mut taken = BTreeSet::new();
        for article in articles {
            if taken.insert(article.path.clone()) {
                self.articles.push(article);
                continue;
            }
            let message = format!("another article is called that, too; {} was not read", article.file.display());
            self.problem(&article.path, message, "give folders of different names, or run them one after the other");
        }
        self.problems.sort();
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[&str]) -> tempfile::TempDir {
        let top = tempfile::tempdir().unwrap();
        for file in files {
            let path = top.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        top
    }

    fn paths(inputs: &[PathBuf], out: &Path) -> Vec<String> {
        let patterns = globs(&["**/*.{txt,md,html,htm}".into()]).unwrap();
        find(inputs, &patterns, out).articles.into_iter().map(|a| a.path).collect()
    }

    #[test]
    fn a_folder_gives_its_articles_but_not_its_output() {
        let top = folder(&["b.TXT", "a b/é.md", "a b/x.pdf", ".hidden.txt", "briefs/b.TXT.md", "c.txt.d/f.html"]);
        fs::create_dir(top.path().join("folder.txt")).unwrap();
        let found = paths(&[top.path().to_owned()], &top.path().join("briefs"));
        assert_eq!(found, ["a b/é.md", "b.TXT", "c.txt.d/f.html"]);
    }

    #[test]
    fn our_own_briefs_are_no_articles() {
        let top = folder(&["a.txt", "b.md"]);
        fs::write(top.path().join("b.md"), format!("<!-- {} -->\n# B", crate::brief::GENERATOR_MARK)).unwrap();
        assert_eq!(paths(&[top.path().to_owned()], Path::new("out")), ["a.txt"]);
    }

    #[test]
    fn several_folders_are_told_apart_by_name() {
        let top = folder(&["mali/a.txt", "niger/a.txt", "one.txt"]);
        let inputs: Vec<PathBuf> = ["niger", "mali", "one.txt"].iter().map(|n| top.path().join(n)).collect();
        assert_eq!(paths(&inputs, Path::new("out")), ["mali/a.txt", "niger/a.txt", "one.txt"]);
    }

    #[test]
    fn what_is_missing_or_named_twice_is_told() {
        let top = folder(&["mali/a.txt", "niger/a.txt"]);
        let inputs: Vec<PathBuf> = ["mali/a.txt", "niger/a.txt", "none"].iter().map(|n| top.path().join(n)).collect();
        let found = find(&inputs, &globs(&[]).unwrap(), Path::new("out"));
        assert_eq!(found.articles.len(), 1);
        assert_eq!(found.problems.len(), 2, "{:?}", found.problems);
    }
}
