//! `entrefilet terms`: what a glossary knows and how it grows.

mod find;

use super::{Failure, Outcome};

/// Find names of the shared glossary, and look after it
#[derive(clap::Subcommand)]
pub enum Command {
    Find(find::Args),
}

pub fn run(command: &Command) -> Result<Outcome, Failure> {
    match command {
        Command::Find(args) => find::run(args),
    }
}
