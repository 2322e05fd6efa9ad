//! `entrefilet model`

use super::{Failure, Outcome};

/// Work on model
#[derive(clap::Subcommand)]
pub enum Command {}

pub fn run(command: &Command) -> Result<Outcome, Failure> {
    match *command {}
}
