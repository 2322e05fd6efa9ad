//! `entrefilet terms import`

use super::format::Format;
use crate::cli::input::open;
use crate::cli::{Failure, Outcome};
use entrefilet::exchange::glossary::Block;
use entrefilet::exchange::terms::{omegat, table, tbx};
use entrefilet::model::{Concept, Diagnostic};
use entrefilet::text::count_of;
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

/// Turn another tool's terms into a glossary on standard output, in the order of the file
///
/// Concepts without a source are marked as proposed. Sort the result with `terms fmt`.
#[derive(clap::Args)]
pub struct Args {
    /// The file; `-` is standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The format [default: by the name of the file]
    #[arg(long, value_enum)]
    format: Option<Format>,
}

pub fn run(args: &Args) -> Result<Outcome, Failure> {
    let format = args.format.or_else(|| Format::of(&args.file));
    let format =
        format.ok_or_else(|| Failure::wrong_use("which format?").hint("say --format csv, tsv, omegat or tbx"))?;
    let mut glossary = Writer { out: BufWriter::new(io::stdout().lock()), written: 0, problems: 0, failed: Ok(()) };
    read(open(&args.file)?, format, &args.file, &mut glossary).map_err(|e| Failure::io(&args.file, &e))?;
    glossary.failed?;
    glossary.out.flush()?;
    anstream::eprintln!(
        "{}, {}",
        count_of(glossary.written as u64, "concept"),
        count_of(glossary.problems as u64, "problem")
    );
    Ok(if glossary.problems == 0 { Outcome::Done } else { Outcome::Incomplete })
}

fn read(input: impl Read, format: Format, path: &Path, glossary: &mut Writer<impl Write>) -> io::Result<()> {
    let name = path.to_string_lossy();
    let table = match format {
        Format::Csv => table::read(input, b',', &name)?,
        Format::Tsv => table::read(input, b'\t', &name)?,
        Format::Omegat => omegat::read(input, &name)?,
        Format::Tbx | Format::Tbx3 => return tbx::read(input, &name, |item| glossary.take(item)),
    };
    table.problems.into_iter().for_each(|problem| glossary.take(Err(problem)));
    table.concepts.into_iter().for_each(|concept| glossary.take(Ok(concept)));
    Ok(())
}

/// Writes concepts as they come; the first error of writing is kept.
struct Writer<W> {
    out: W,
    written: u64,
    problems: u64,
    failed: io::Result<()>,
}

impl<W: Write> Writer<W> {
    fn take(&mut self, item: Result<Concept, Diagnostic>) {
        match item {
            Ok(concept) => self.write(&Block::of(&proposed(concept))),
            Err(problem) => {
                self.problems += 1;
                anstream::eprintln!("{problem}");
            }
        }
    }

    fn write(&mut self, block: &Block) {
        let gap = if self.written == 0 { "" } else { "\n" };
        self.written += 1;
        if self.failed.is_ok() {
            self.failed = write!(self.out, "{gap}{block}");
        }
    }
}

/// Nobody stands behind a form that names no source.
fn proposed(concept: Concept) -> Concept {
    use entrefilet::model::Status;
    let status = if concept.source.is_none() { Status::Proposed } else { concept.status };
    Concept { status, ..concept }
}
