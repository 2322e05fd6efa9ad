//! `entrefilet segment`

use super::input::Input;
use super::{Failure, Outcome};

/// Split French text into sentences
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    input: Input,
}

pub fn run(args: &Args) -> Result<Outcome, Failure> {
    let _ = args.input.jsonl;
    Err(Failure::cannot("not built yet"))
}
