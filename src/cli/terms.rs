//! `entrefilet terms`

mod files;
mod fmt;
mod lint;
mod merge;

use super::{Failure, Outcome};

/// Find the glossary's names, and look after glossaries
#[derive(clap::Subcommand)]
pub enum Command {
    Lint(lint::Args),
    Fmt(fmt::Args),
    Merge(merge::Args),
}

pub fn run(command: &Command) -> Result<Outcome, Failure> {
    match command {
        Command::Lint(args) => lint::run(args),
        Command::Fmt(args) => fmt::run(args),
        Command::Merge(args) => merge::run(args),
    }
}
