//! Commands: each has a file here with its arguments and its few lines of rendering.

mod asked;
mod explain;
mod failure;
mod init;
mod input;
mod memory;
#[cfg(feature = "firefox")]
mod model;
mod names;
mod places;
mod progress;
mod run;
mod segment;
mod shell;
mod summarize;
mod terms;
mod translate;

use clap::{Parser, Subcommand};
use failure::Failure;
use std::process::ExitCode;

/// Turns folders of French articles into English briefs that an editor can trust: nothing invented, nothing silent.
#[derive(Parser)]
#[command(name = "entrefilet", version, propagate_version = true, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Run(run::Args),
    Init(init::Args),
    Explain(explain::Args),
    Segment(segment::Args),
    #[command(subcommand)]
    Terms(terms::Command),
    Names(names::Args),
    #[command(subcommand)]
    Memory(memory::Command),
    Summarize(summarize::Args),
    Translate(translate::Args),
    #[cfg(feature = "firefox")]
    #[command(subcommand)]
    Model(model::Command),
    Completions(shell::Completions),
    Man(shell::Man),
}

/// How a command ended when nothing failed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// All done: 0.
    Done,
    /// Not all of it could be done, and the messages are out: 1.
    Incomplete,
    /// A linter or check found something: 3.
    Findings,
    /// Stopped by the user: 130.
    Interrupted,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Done => 0.into(),
            Outcome::Incomplete => 1.into(),
            Outcome::Findings => 3.into(),
            Outcome::Interrupted => 130.into(),
        }
    }
}

/// Reads the arguments, runs the command, says what went wrong.
pub fn main() -> ExitCode {
    match run(Cli::parse().command) {
        Ok(outcome) => outcome.into(),
        Err(failure) => failure.report(),
    }
}

fn run(command: Command) -> Result<Outcome, Failure> {
    match command {
        Command::Run(args) => run::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Init(args) => init::run(&args),
        Command::Segment(args) => segment::run(&args),
        Command::Terms(command) => terms::run(&command),
        Command::Names(args) => names::run(&args),
        Command::Memory(command) => memory::run(&command),
        Command::Summarize(args) => summarize::run(&args),
        Command::Translate(args) => translate::run(&args),
        #[cfg(feature = "firefox")]
        Command::Model(command) => model::run(&command),
        Command::Completions(args) => shell::completions(&args),
        Command::Man(args) => shell::man(&args),
    }
}
