//! `entrefilet run`: a folder of articles becomes briefs.

mod progress;
mod report;

use super::places::places;
use super::progress::Style;
use super::{Failure, Outcome};
use entrefilet::pipeline::{Overrides, PipelineFile, Plan, Report, run_plan, stream};
use progress::Progress;
use std::path::PathBuf;

/// Turn folders of French articles into English briefs and a bilingual memory
///
/// Reads the pipeline file, loads glossaries, memories and engine, then reads every article and writes one brief
/// (.md and .html) and one TMX for each, digest.md, memory.tmx and run.json. One bad article never stops the rest.
#[derive(clap::Args)]
pub struct Args {
    /// The pipeline file (`entrefilet init` writes one)
    #[arg(value_name = "PIPELINE.toml")]
    pipeline: PathBuf,
    /// Articles or folders to read in place of the pipeline's input
    #[arg(value_name = "ARTICLES")]
    articles: Vec<PathBuf>,
    /// Folder to write to in place of the pipeline's output
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Threads [default: one for each core]; the files are the same for any number
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
    /// How progress is shown on stderr
    #[arg(long, value_enum, default_value_t = Style::Auto)]
    progress: Style,
    /// Say what would be read and written, and stop
    #[arg(long)]
    dry_run: bool,
    /// Stop at the first article that fails
    #[arg(long)]
    fail_fast: bool,
}

pub fn run(args: &Args) -> Result<Outcome, Failure> {
    let file = PipelineFile::read(&args.pipeline).map_err(bad_pipeline)?;
    let overrides = Overrides { articles: args.articles.clone(), out: args.out.clone(), fail_fast: args.fail_fast };
    let (plan, mut engine) = Plan::load(&file, &args.pipeline, overrides, &places(args.jobs)).map_err(bad_plan)?;
    if args.dry_run {
        report::dry_run(&plan)?;
        return Ok(Outcome::Done);
    }
    let progress = Progress::new(args.progress, plan.articles().len());
    progress.stop_on_interrupt()?;
    let pool = stream::pool(args.jobs).map_err(Failure::cannot)?;
    let told = pool.install(|| run_plan(&plan, engine.as_mut(), &progress));
    progress.finish();
    let told: Report = told.map_err(|e| Failure::cannot(&e).hint("free space or choose another folder with --out"))?;
    if let Some(trouble) = engine.as_ref().and_then(|engine| engine.engine().trouble()) {
        anstream::eprintln!("note: answers are not kept for the next run: {trouble}");
    }
    report::tell(&plan, &told);
    Ok(report::outcome(&told))
}

pub(super) fn bad_pipeline(error: entrefilet::pipeline::PipelineError) -> Failure {
    Failure::wrong_use(&error).hint_if(error.hint())
}

pub(super) fn bad_plan(error: entrefilet::pipeline::PlanError) -> Failure {
    Failure::wrong_use(&error).hint_if(error.hint())
}
