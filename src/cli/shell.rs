//! `entrefilet completions` and `entrefilet man`: what a shell and a manual reader need.

use super::{Cli, Failure, Outcome};
use clap::CommandFactory;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Print completions for a shell
#[derive(clap::Args)]
pub struct Completions {
    /// The shell
    shell: clap_complete::Shell,
}

/// Print the manual page, or write the pages of all commands into a folder
#[derive(clap::Args)]
pub struct Man {
    /// Folder to write entrefilet.1, entrefilet-run.1 and so on into
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
}

pub fn completions(args: &Completions) -> Result<Outcome, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "entrefilet", &mut script);
    io::stdout().write_all(&script)?;
    Ok(Outcome::Done)
}

pub fn man(args: &Man) -> Result<Outcome, Failure> {
    match &args.dir {
        Some(dir) => pages(dir)?,
        None => clap_mangen::Man::new(Cli::command()).render(&mut io::stdout())?,
    }
    Ok(Outcome::Done)
}

fn pages(dir: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(dir).map_err(|e| Failure::io(dir, &e))?;
    clap_mangen::generate_to(Cli::command(), dir).map_err(|e| Failure::io(dir, &e))
}
