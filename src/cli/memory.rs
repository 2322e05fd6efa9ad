//! `entrefilet memory`

mod build;
mod lint;
mod search;

use super::{Failure, Outcome};

/// Build, search and check translation memories
#[derive(clap::Subcommand)]
pub enum Command {
    Build(build::Args),
    Search(search::Args),
    Lint(lint::Args),
}

pub fn run(command: &Command) -> Result<Outcome, Failure> {
    match command {
        Command::Build(args) => build::run(args),
        Command::Search(args) => search::run(args),
        Command::Lint(args) => lint::run(args),
    }
}
