//! `entrefilet terms export`

use super::files;
use super::format::Format;
use crate::cli::{Failure, Outcome};
use entrefilet::exchange::glossary;
use entrefilet::exchange::terms::{left_behind, omegat, table, tbx};
use entrefilet::model::Concept;
use std::io::{self, Write};
use std::path::PathBuf;

/// Write glossaries in a format of other tools; what it cannot hold is listed
#[derive(clap::Args)]
pub struct Args {
    /// Glossary files, or folders of them; `-` is standard input
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// The format [default: by the name of the output]
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Where it goes [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub fn run(args: &Args) -> Result<Outcome, Failure> {
    let format = args.format.or_else(|| Format::of(args.output.as_deref()?));
    let format =
        format.ok_or_else(|| Failure::wrong_use("which format?").hint("say --format csv, tsv, omegat, tbx or tbx3"))?;
    let (mut concepts, mut complete) = (Vec::new(), true);
    for path in files::glossaries(&args.files)? {
        let read = glossary::read(&crate::cli::input::read(&path)?, &path.to_string_lossy());
        complete &= read.problems.is_empty();
        read.problems.iter().for_each(|problem| anstream::eprintln!("{problem}"));
        concepts.extend(read.concepts);
    }
    let mut bytes = Vec::new();
    let carried = write(&concepts, format, &mut bytes)?;
    match &args.output {
        Some(path) => entrefilet::output::write(path, &bytes).map_err(|e| Failure::io(path, &e))?,
        None => io::stdout().write_all(&bytes)?,
    }
    for (key, count) in left_behind(&concepts, &carried) {
        anstream::eprintln!("left out: `{key}` of {count} concepts");
    }
    Ok(if complete { Outcome::Done } else { Outcome::Incomplete })
}

/// Writes the concepts; the keys that the format holds.
fn write(concepts: &[Concept], format: Format, out: &mut Vec<u8>) -> io::Result<Vec<&'static str>> {
    match format {
        Format::Csv => table::write(concepts, b',', out).map(|()| table::carried()),
        Format::Tsv => table::write(concepts, b'\t', out).map(|()| table::carried()),
        Format::Omegat => omegat::write(concepts, out).map(|()| omegat::CARRIED.to_vec()),
        Format::Tbx => tbx::write(concepts, tbx::Version::Two, out).map(|()| tbx::CARRIED.to_vec()),
        Format::Tbx3 => tbx::write(concepts, tbx::Version::Three, out).map(|()| tbx::CARRIED.to_vec()),
    }
}
