//! `entrefilet terms fmt`

use super::files;
use crate::cli::input;
use crate::cli::{Failure, Outcome};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Put glossaries into canonical form: sorted by id, keys in one order, comments kept
#[derive(clap::Args)]
pub struct Args {
    /// Glossary files, or folders of them; `-` formats standard input to standard output
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// Change nothing; name the files that are not in canonical form (exit code 3 if there are any)
    #[arg(long)]
    check: bool,
}

pub fn run(args: &Args) -> Result<Outcome, Failure> {
    let mut changed = false;
    for path in files::glossaries(&args.files)? {
        let text = input::read(&path)?;
        let mut sheet = files::parsed(&path, &text)?;
        sheet.sort();
        changed |= settle(&path, &text, &sheet.to_string(), args.check)?;
    }
    Ok(if changed && args.check { Outcome::Findings } else { Outcome::Done })
}

/// Writes the canonical text where it belongs; whether it differs from `text`.
fn settle(path: &Path, text: &str, canonical: &str, check: bool) -> Result<bool, Failure> {
    let differs = text != canonical;
    if path == Path::new("-") && !check {
        io::stdout().write_all(canonical.as_bytes())?;
    } else if differs && check {
        writeln!(io::stdout(), "{}", path.display())?;
    } else if differs {
        entrefilet::output::write(path, canonical.as_bytes()).map_err(|e| Failure::io(path, &e))?;
    }
    Ok(differs)
}
