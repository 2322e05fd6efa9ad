//! `entrefilet model add`

use super::{failure, notice_unknown, store};
use crate::cli::{Failure, Outcome};
use entrefilet::mt::{self, Fetched, Known, ModelError};
use indicatif::{ProgressBar, ProgressStyle};
use std::path::PathBuf;

/// Install a model: fetch it, check it, put it in place; nothing else in this program downloads anything
#[derive(clap::Args)]
pub struct Args {
    /// Language pair
    #[arg(value_name = "PAIR")]
    pair: String,
    /// Take the files from a folder: model*, lex* and vocab*, each raw, .gz or .zst
    #[arg(long, value_name = "DIR", conflicts_with = "url")]
    from: Option<PathBuf>,
    /// Fetch BASE/NAME, packed or not, in place of the publisher's address
    #[arg(long, value_name = "BASE")]
    url: Option<String>,
}

pub fn run(args: &Args) -> Result<Outcome, Failure> {
    let store = store()?;
    let files = match &args.from {
        Some(dir) => store.add_from_dir(&args.pair, dir),
        None => store.add_from_url(&args.pair, &base(args)?, fetch),
    };
    let (files, dir) = (files.map_err(failure)?, store.dir(&args.pair));
    notice_unknown(&files.hash(), &dir);
    anstream::eprintln!("installed {}", dir.display());
    anstream::eprintln!("  check it: entrefilet model verify {}", args.pair);
    Ok(Outcome::Done)
}

fn base(args: &Args) -> Result<String, Failure> {
    let known = || Known::pair(&args.pair).map(|known| known.address.to_owned());
    let unknown = || failure(ModelError::NoModel { pair: args.pair.clone(), known: false });
    args.url.clone().or_else(known).ok_or_else(unknown)
}

/// Fetches with a bar on a terminal and a line elsewhere.
fn fetch(address: &str) -> Result<Fetched, ModelError> {
    let bar = ProgressBar::no_length().with_message(address.to_owned());
    if let Ok(style) = ProgressStyle::with_template("{bytes:>11} of {total_bytes} {wide_msg}") {
        bar.set_style(style);
    }
    let watched = bar.clone();
    let found = mt::fetch(address, move |got, total| {
        total.into_iter().for_each(|total| watched.set_length(total));
        watched.set_position(got);
    })?;
    match &found {
        Some(_) if bar.is_hidden() => anstream::eprintln!("fetching {address}"),
        Some(_) => {}
        None => bar.finish_and_clear(),
    }
    Ok(found)
}
