//! `entrefilet model verify`

use super::{failure, notice_unknown, store};
use crate::cli::{Failure, Outcome};
use entrefilet::mt::{self, Firefox, ModelError, ModelFiles};
use std::io::Write;
use std::path::PathBuf;

/// Check the files of a model and translate a few sentences with it
#[derive(clap::Args)]
pub struct Args {
    /// Language pair
    #[arg(value_name = "PAIR", default_value = "fr-en")]
    pair: String,
    /// A model that is not installed: the folder with its files
    #[arg(long, value_name = "DIR")]
    model: Option<PathBuf>,
}

pub fn run(args: &Args) -> Result<Outcome, Failure> {
    let dir = match &args.model {
        Some(dir) => dir.clone(),
        None => installed(&args.pair)?,
    };
    let files = ModelFiles::read(&dir).map_err(failure)?;
    notice_unknown(&files.hash(), &dir);
    let mut engine = Firefox::load(files, 1).map_err(failure)?;
    let mut out = anstream::stdout().lock();
    let mut good = true;
    for trial in mt::verify(&mut engine, &args.pair) {
        good &= trial.is_good();
        match &trial.answer {
            Ok(answer) => writeln!(out, "{}\n  {answer}", trial.source)?,
            Err(error) => writeln!(out, "{}\n  {error}", trial.source)?,
        }
        if !trial.missing.is_empty() {
            writeln!(out, "  missing: {}", trial.missing.join(", "))?;
        }
    }
    if !good {
        let failure = Failure::cannot(format_args!("{} does not translate {} as it should", dir.display(), args.pair));
        return Err(failure.hint("is it the model of another pair?"));
    }
    Ok(Outcome::Done)
}

fn installed(pair: &str) -> Result<PathBuf, Failure> {
    let store = store()?;
    if store.pairs().iter().any(|known| known == pair) {
        return Ok(store.dir(pair));
    }
    Err(failure(ModelError::NoModel { pair: pair.into(), known: true }))
}
