//! `entrefilet memory`

use super::{Failure, Outcome};

/// Work on memory
#[derive(clap::Subcommand)]
pub enum Command {}

pub fn run(command: &Command) -> Result<Outcome, Failure> {
    match *command {}
}
