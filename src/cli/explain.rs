//! `entrefilet explain`: how one English line came to be.

use super::places::places;
use super::run::{bad_pipeline, bad_plan};
use super::{Failure, Outcome};
use entrefilet::pipeline::{Overrides, PipelineFile, Plan, explain};
use std::io::Write;
use std::path::PathBuf;

/// Show how one English line came to be
///
/// Takes a position as a brief shows it and goes the article's road again: the block and sentence, the names found, the
/// matches of each memory with what differs, and why the line is what it is.
#[derive(clap::Args)]
pub struct Args {
    /// The pipeline file
    #[arg(value_name = "PIPELINE.toml")]
    pipeline: PathBuf,
    /// A position from a brief, such as `mali/a.html ¶3 s2`
    #[arg(value_name = "POSITION", num_args = 1..)]
    position: Vec<String>,
}

pub fn run(args: &Args) -> Result<Outcome, Failure> {
    let file = PipelineFile::read(&args.pipeline).map_err(bad_pipeline)?;
    let (plan, mut engine) =
        Plan::load(&file, &args.pipeline, Overrides::default(), &places(None)).map_err(bad_plan)?;
    let told = explain(&plan, engine.as_mut(), &args.position.join(" ")).map_err(Failure::wrong_use)?;
    anstream::stdout().write_all(told.as_bytes())?;
    Ok(Outcome::Done)
}
