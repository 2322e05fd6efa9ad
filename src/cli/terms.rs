//! `entrefilet terms`: what a glossary knows and how it grows.

mod check;
mod export;
mod files;
pub mod find;
mod fmt;
mod format;
mod import;
mod lint;
mod merge;

use super::{Failure, Outcome};

/// Find names of the shared glossary, and look after it
#[derive(clap::Subcommand)]
pub enum Command {
    Find(find::Args),
    Check(check::Args),
    Lint(lint::Args),
    Fmt(fmt::Args),
    Merge(merge::Args),
    Import(import::Args),
    Export(export::Args),
}

pub fn run(command: &Command) -> Result<Outcome, Failure> {
    match command {
        Command::Find(args) => find::run(args),
        Command::Check(args) => check::run(args),
        Command::Lint(args) => lint::run(args),
        Command::Fmt(args) => fmt::run(args),
        Command::Merge(args) => merge::run(args),
        Command::Import(args) => import::run(args),
        Command::Export(args) => export::run(args),
    }
}
