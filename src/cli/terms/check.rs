//! `entrefilet terms check`

use super::{files, find};
use crate::cli::input::Input;
use crate::cli::{Failure, Outcome};
use entrefilet::exchange::Format;
use entrefilet::pipeline::Checker;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

/// Check translations: names, numbers, dates, and whether there is a translation at all
///
/// Files are TMX, XLIFF, PO or TSV (`French⇥English`). A finding's line is the number of the unit.
#[derive(clap::Args)]
pub struct Args {
    /// Glossary files, or folders of them
    #[arg(long, num_args = 1.., value_name = "FILE")]
    glossary: Vec<PathBuf>,
    #[command(flatten)]
    input: Input,
}

pub fn run(args: &Args) -> Result<Outcome, Failure> {
    let (base, complete) = find::load(&files::glossaries(&args.glossary)?)?;
    let checker = Checker::new(base);
    let mut found = false;
    args.input.for_each(|path, input| {
        let mut out = BufWriter::new(io::stdout().lock());
        let name = path.to_string_lossy();
        let mut printed = Ok(());
        let counts = checker.check(input, Format::of(path), &name, |finding| {
            found = true;
            if printed.is_ok() {
                printed = files::print_one(&mut out, &finding, args.input.jsonl);
            }
        });
        printed?;
        out.flush()?;
        let counts = counts.map_err(|e| Failure::io(path, &e))?;
        if !args.input.jsonl {
            anstream::eprintln!("{name}: {} pairs checked", counts.pairs);
        }
        Ok(())
    })?;
    Ok(match (found, complete) {
        (true, _) => Outcome::Findings,
        (false, true) => Outcome::Done,
        (false, false) => Outcome::Incomplete,
    })
}
