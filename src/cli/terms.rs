//! `entrefilet terms`

use super::{Failure, Outcome};

/// Work on terms
#[derive(clap::Subcommand)]
pub enum Command {}

pub fn run(command: &Command) -> Result<Outcome, Failure> {
    match *command {}
}
