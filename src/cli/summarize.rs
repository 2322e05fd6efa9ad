//! `entrefilet summarize`

use super::input::Input;
use super::{Failure, Outcome};

/// Pick the key sentences of articles, word for word
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    input: Input,
}

pub fn run(args: &Args) -> Result<Outcome, Failure> {
    let _ = args.input.jsonl;
    Err(Failure::cannot("not built yet"))
}
