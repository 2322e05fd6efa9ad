//! `entrefilet memory build`

use super::findings::{Told, worded};
use super::progress::Progress;
use crate::cli::input::open;
use crate::cli::progress::Style;
use crate::cli::{Failure, Outcome};
use entrefilet::exchange::{Format, Item, read_units};
use entrefilet::memory::{Builder, Built, MemoryError};
use entrefilet::text::count_of;
use std::path::{Path, PathBuf};

/// Build an index from TMX, XLIFF, PO and TSV files
#[derive(clap::Args)]
pub struct Args {
    /// Files to read; `-` is standard input
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// Index file to write
    #[arg(long, value_name = "INDEX")]
    out: PathBuf,
    /// Threads [default: one for each core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
    /// How progress is shown on stderr
    #[arg(long, value_enum, default_value_t = Style::Auto)]
    progress: Style,
}

pub fn run(args: &Args) -> Result<Outcome, Failure> {
    let out = args.out.canonicalize().ok();
    if let Some(file) = args.files.iter().find(|file| out.is_some() && file.canonicalize().ok() == out) {
        return Err(Failure::wrong_use(format_args!(
            "{}: the index would replace what it is made from",
            file.display()
        )));
    }
    let pool = entrefilet::pipeline::stream::pool(args.jobs).map_err(Failure::cannot)?;
    pool.install(|| build(args))
}

fn build(args: &Args) -> Result<Outcome, Failure> {
    let progress = Progress::new(args.progress, args.files.iter().map(PathBuf::as_path));
    progress.stop_on_interrupt()?;
    let mut builder = Builder::new(&args.out).map_err(Failure::cannot)?;
    let mut lost = false;
    for path in &args.files {
        match add(&mut builder, path, &progress) {
            Err(_) if progress.is_interrupted() => return Ok(interrupted(args)),
            added => lost |= added?,
        }
    }
    progress.finish();
    let Built { units, repeated } = builder.finish().map_err(Failure::cannot)?;
    anstream::eprintln!("{}: {}{}", args.out.display(), count_of(units, "unit"), told(repeated));
    Ok(if lost { Outcome::Incomplete } else { Outcome::Done })
}

fn interrupted(args: &Args) -> Outcome {
    anstream::eprintln!("interrupted: {} was not written", args.out.display());
    Outcome::Interrupted
}

fn told(repeated: u64) -> String {
    if repeated == 0 { String::new() } else { format!(", {repeated} more already there") }
}

/// Adds the units of a file and says what was skipped; whether the file itself is broken.
pub fn add(builder: &mut Builder, path: &Path, progress: &Progress) -> Result<bool, Failure> {
    builder.file(&path.to_string_lossy()).map_err(Failure::cannot)?;
    let mut failed: Option<MemoryError> = None;
    let mut told = Told::default();
    let mut lost = false;
    let input = progress.reading(path, open(path)?);
    let counts = read_units(input, Format::of(path), false, |item| match item {
        Item::Unit(number, unit) => {
            progress.unit();
            failed = failed.take().or_else(|| builder.add(number, *unit).err());
        }
        Item::Finding(finding) => {
            lost |= finding.is_loss() && (finding.unit.is_none() || finding.rule == "truncated");
            if told.add(&finding) {
                progress.say(&worded(path, &finding));
            }
        }
    });
    let counts = counts.map_err(|e| Failure::io(path, &e))?;
    if let Some(error) = failed {
        return Err(Failure::cannot(error));
    }
    told.rest(path).iter().for_each(|line| progress.say(line));
    let (pairs, units) = (count_of(counts.pairs, "pair"), count_of(counts.units, "unit"));
    progress.say(&format!("{}: {pairs} of {units}", path.display()));
    Ok(lost)
}
