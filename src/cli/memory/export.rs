//! `entrefilet memory export`

use crate::cli::{Failure, Outcome};
use entrefilet::exchange::{Format, tmx, tsv};
use entrefilet::memory::Memory;
use entrefilet::model::{Codes, Unit};
use entrefilet::output::put_in_place;
use entrefilet::text::Date;
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// Write the units of an index as TMX or TSV
#[derive(clap::Args)]
pub struct Args {
    /// Index to export
    #[arg(value_name = "INDEX")]
    memory: PathBuf,
    /// File to write: .tmx or .tsv; `-` is standard output, as TMX
    #[arg(long, value_name = "FILE", default_value = "-")]
    out: PathBuf,
    /// Only units of this origin (context, exact, adapted, machine; or the origin column of a TSV)
    #[arg(long, value_name = "ORIGIN")]
    origin: Option<String>,
    /// Only units of this date or later (2024, 2024-05, 2024-05-17)
    #[arg(long, value_name = "DATE")]
    since: Option<Date>,
    /// Only units of this date or earlier
    #[arg(long, value_name = "DATE")]
    until: Option<Date>,
    /// Only units with this subject (a property whose type is or ends in subject, domain or client)
    #[arg(long, value_name = "TEXT")]
    subject: Option<String>,
    /// Leave inline codes out: Translate Toolkit takes what is in them for text
    #[arg(long)]
    without_codes: bool,
}

pub fn run(args: &Args) -> Result<Outcome, Failure> {
    let memory = Memory::open(&args.memory).map_err(Failure::cannot)?;
    let coded = |unit: Unit| if args.without_codes { Unit { codes: Codes::default(), ..unit } } else { unit };
    let units = memory.all().map(|(_, _, unit)| coded(unit)).filter(|unit| wanted(unit, args));
    let written = if args.out.as_os_str() == "-" {
        write(io::stdout().lock(), args, units)
    } else if args.out.metadata().is_ok_and(|file| !file.is_file()) {
        // A pipe or a device.
        File::create(&args.out).and_then(|to| write(to, args, units))
    } else {
        put(args, units)
    };
    written.map_err(|e| if e.kind() == io::ErrorKind::BrokenPipe { e.into() } else { Failure::io(&args.out, &e) })?;
    Ok(Outcome::Done)
}

/// Writes the file to the side and puts it in its place: it may even be the index that is read.
fn put(args: &Args, units: impl Iterator<Item = Unit>) -> io::Result<()> {
    let folder = args.out.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = NamedTempFile::new_in(folder)?;
    write(&mut file, args, units)?;
    put_in_place(file, &args.out)
}

fn write(to: impl Write, args: &Args, units: impl Iterator<Item = Unit>) -> io::Result<()> {
    match Format::of(&args.out) {
        Some(Format::Tsv) => write_tsv(BufWriter::new(to), units),
        _ => write_tmx(BufWriter::new(to), units),
    }
}

fn write_tsv(mut to: impl Write, mut units: impl Iterator<Item = Unit>) -> io::Result<()> {
    units.try_for_each(|unit| tsv::write(&mut to, &unit))?;
    to.flush()
}

/// An id that several units have stays with the first: readers key on it.
fn write_tmx(to: impl Write, units: impl Iterator<Item = Unit>) -> io::Result<()> {
    let mut writer = tmx::Writer::new(to, &tmx::Header::default())?;
    let mut ids = BTreeSet::new();
    for mut unit in units {
        unit.id = unit.id.filter(|id| ids.insert(id.clone()));
        writer.unit(&unit)?;
    }
    writer.finish().map(drop)
}

fn wanted(unit: &Unit, args: &Args) -> bool {
    let origin = || unit.origin.map(|o| o.name()).or(prop(unit, &["origin"]));
    args.origin.as_deref().is_none_or(|wanted| origin() == Some(wanted))
        && args.since.is_none_or(|since| unit.date.is_some_and(|date| date.last() >= since.first()))
        && args.until.is_none_or(|until| unit.date.is_some_and(|date| date.first() <= until.last()))
        && args.subject.as_deref().is_none_or(|wanted| prop(unit, &["subject", "domain", "client"]) == Some(wanted))
}

/// The first property whose type ends in one of `endings`.
fn prop<'u>(unit: &'u Unit, endings: &[&str]) -> Option<&'u str> {
    let named = |kind: &str| endings.iter().any(|end| kind.to_ascii_lowercase().ends_with(end));
    unit.props.iter().find(|(kind, _)| named(kind)).map(|(_, value)| value.as_str())
}
