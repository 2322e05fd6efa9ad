//! `entrefilet memory`

mod build;
mod concordance;
mod export;
mod findings;
mod lint;
mod open;
mod progress;
mod search;
mod stats;

use super::{Failure, Outcome};
pub use open::open;

/// Build, search and check translation memories
#[derive(clap::Subcommand)]
pub enum Command {
    Build(build::Args),
    Search(search::Args),
    Lint(lint::Args),
    Stats(stats::Args),
    Export(export::Args),
}

pub fn run(command: &Command) -> Result<Outcome, Failure> {
    match command {
        Command::Build(args) => build::run(args),
        Command::Search(args) => search::run(args),
        Command::Lint(args) => lint::run(args),
        Command::Stats(args) => stats::run(args),
        Command::Export(args) => export::run(args),
    }
}
