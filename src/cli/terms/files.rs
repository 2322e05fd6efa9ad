//! What the commands that look after glossaries share.

use crate::cli::Failure;
use entrefilet::exchange::glossary::Sheet;
use entrefilet::model::Finding;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The files named, and every `.toml` file in the folders named, sorted within each folder.
pub fn glossaries(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let entries = fs::read_dir(path).map_err(|e| Failure::io(path, &e))?;
        let mut inside: Vec<PathBuf> = entries.filter_map(|e| Some(e.ok()?.path())).filter(|p| is_toml(p)).collect();
        inside.sort();
        files.extend(inside);
    }
    Ok(files)
}

fn is_toml(path: &Path) -> bool {
    path.extension().is_some_and(|e| e == "toml") && path.is_file()
}

/// Reads a glossary file as a sheet; `-` is standard input.
pub fn sheet(path: &Path) -> Result<Sheet, Failure> {
    parsed(path, &crate::cli::input::read(path)?)
}

/// Reads `text`, the contents of `path`, as a sheet.
pub fn parsed(path: &Path, text: &str) -> Result<Sheet, Failure> {
    Sheet::parse(text).map_err(|e| Failure::cannot(format_args!("{}:{}: {}", path.display(), e.line, e.message)))
}

/// Prints findings: JSON lines for machines, `file:line: message [rule]` for people.
pub fn print(findings: &[Finding], json: bool) -> Result<(), Failure> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    findings.iter().try_for_each(|finding| print_one(&mut out, finding, json))?;
    Ok(out.flush()?)
}

/// Prints one finding as [`print`] does.
pub fn print_one(out: &mut impl Write, finding: &Finding, json: bool) -> io::Result<()> {
    if json {
        return writeln!(out, "{}", serde_json::to_string(finding).unwrap_or_default());
    }
    writeln!(out, "{}:{}: {} [{}]", finding.path, finding.line, finding.message, finding.rule)
}
