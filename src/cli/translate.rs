//! `entrefilet translate`

use super::input::Input;
use super::{Failure, Outcome};

/// Translate French lines with an installed engine, names held to the glossary
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    input: Input,
}

pub fn run(args: &Args) -> Result<Outcome, Failure> {
    let _ = args.input.jsonl;
    Err(Failure::cannot("not built yet"))
}
