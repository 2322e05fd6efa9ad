//! `entrefilet model list`

use super::{failure, store};
use crate::cli::{Failure, Outcome};
use entrefilet::mt::{Firefox, ModelFiles, known};
use std::io::Write;

/// List installed models, their files and hashes, and the engine's kernel
#[derive(clap::Args)]
pub struct Args {}

pub fn run(_: &Args) -> Result<Outcome, Failure> {
    let store = store()?;
    let mut out = anstream::stdout().lock();
    writeln!(out, "kernel {}", Firefox::kernel())?;
    let pairs = store.pairs();
    let mut outcome = Outcome::Done;
    for pair in &pairs {
        match ModelFiles::read(&store.dir(pair)) {
            Ok(files) => show(&mut out, pair, &files)?,
            Err(error) => {
                failure(error).report();
                outcome = Outcome::Incomplete;
            }
        }
    }
    for known in known().filter(|known| !pairs.iter().any(|pair| pair == known.pair)) {
        writeln!(out, "{} not installed (entrefilet model add {})", known.pair, known.pair)?;
    }
    Ok(outcome)
}

fn show(out: &mut impl Write, pair: &str, files: &ModelFiles) -> std::io::Result<()> {
    let pinned = if super::is_known(&files.hash()) { "" } else { " (not one this program knows)" };
    writeln!(out, "{pair} {}{pinned}", files.hash())?;
    files.list().try_for_each(|(name, bytes, sha256)| writeln!(out, "  {bytes:>9} {sha256} {name}"))
}
