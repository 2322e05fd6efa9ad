//! `entrefilet memory export`

use crate::cli::{Failure, Outcome};
use entrefilet::exchange::{Format, tmx, tsv};
use entrefilet::memory::Memory;
use entrefilet::model::{Codes, Unit};
use entrefilet::text::Date;
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

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
    let to: Box<dyn Write> = if args.out.as_os_str() == "-" {
        Box::new(io::stdout().lock())
    } else {
        Box::new(File::create(&args.out).map_err(|e| Failure::io(&args.out, &e))?)
    };
    let coded = |unit: Unit| if args.without_codes { Unit { codes: Codes::default(), ..unit } } else { unit };
    let units = memory.all().map(|(_, _, unit)| coded(unit)).filter(|unit| wanted(unit, args));
    let written = match Format::of(&args.out) {
        Some(Format::Tsv) => write_tsv(BufWriter::new(to), units),
        _ => write_tmx(BufWriter::new(to), units),
    };
    written.map_err(|e| if e.kind() == io::ErrorKind::BrokenPipe { e.into() } else { Failure::io(&args.out, &e) })?;
    Ok(Outcome::Done)
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
