//! `entrefilet terms merge`

use super::files;
use crate::cli::{Failure, Outcome};
use entrefilet::glossary::{Conflict, merge};
use std::io::{self, Write};
use std::path::PathBuf;

/// Merge two versions of a glossary: by concept, then by key; works as a git merge driver
///
/// In .gitattributes: `glossaries/*.toml merge=entrefilet`. Then, once in each clone:
/// `git config merge.entrefilet.driver "entrefilet terms merge -o %A %O %A %B"`.
/// Where both sides give one key two values, both stand in the file between git's markers, and the exit code is 1.
#[derive(clap::Args)]
pub struct Args {
    /// The version that both come from
    base: PathBuf,
    /// One version
    ours: PathBuf,
    /// The other
    theirs: PathBuf,
    /// Where the result goes [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub fn run(args: &Args) -> Result<Outcome, Failure> {
    let merged = merge(&files::sheet(&args.base)?, &files::sheet(&args.ours)?, &files::sheet(&args.theirs)?);
    let text = merged.sheet.to_string();
    match &args.output {
        Some(path) => entrefilet::output::write(path, text.as_bytes()).map_err(|e| Failure::io(path, &e))?,
        None => io::stdout().write_all(text.as_bytes())?,
    }
    merged.conflicts.iter().for_each(tell);
    Ok(if merged.conflicts.is_empty() { Outcome::Done } else { Outcome::Incomplete })
}

fn tell(conflict: &Conflict) {
    match &conflict.key {
        Some(key) => anstream::eprintln!("conflict: `{}`: the two sides give `{key}` different values", conflict.id),
        None => anstream::eprintln!("conflict: `{}`: one side changed it and the other took it out", conflict.id),
    }
}
