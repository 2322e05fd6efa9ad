//! `entrefilet names`

use super::input::Input;
use super::{Failure, Outcome};

/// Find names of people, organisations and places
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    input: Input,
}

pub fn run(args: &Args) -> Result<Outcome, Failure> {
    let _ = args.input.jsonl;
    Err(Failure::cannot("not built yet"))
}
