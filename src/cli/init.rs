//! `entrefilet init`: a starter project.

use super::{Failure, Outcome};
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Write a starter project: a pipeline, a glossary, a memory, and a folder for articles
#[derive(clap::Args)]
pub struct Args {
    /// Folder to make the project in
    #[arg(value_name = "DIR", default_value = ".")]
    folder: PathBuf,
}

/// The files of a starter project.
const FILES: [(&str, &str); 4] = [
    ("pipeline.toml", include_str!("init/pipeline.toml")),
    ("glossary.toml", include_str!("init/glossary.toml")),
    ("memory.tsv", include_str!("init/memory.tsv")),
    ("articles/exemple.txt", include_str!("init/exemple.txt")),
];

pub fn run(args: &Args) -> Result<Outcome, Failure> {
    if let Some(taken) = FILES.iter().map(|(name, _)| args.folder.join(name)).find(|path| path.exists()) {
        return Err(Failure::wrong_use(format_args!("{} is there already", taken.display()))
            .hint("choose another folder; init never writes over a file"));
    }
    for (name, text) in FILES {
        write_new(&args.folder.join(name), text)?;
        anstream::eprintln!("wrote {}", args.folder.join(name).display());
    }
    anstream::eprintln!("next: entrefilet run {}", args.folder.join("pipeline.toml").display());
    Ok(Outcome::Done)
}

fn write_new(path: &Path, text: &str) -> Result<(), Failure> {
    let cannot = |e: std::io::Error| match e.kind() {
        ErrorKind::AlreadyExists => Failure::wrong_use(format_args!("{} is there already", path.display())),
        _ => Failure::io(path, &e),
    };
    fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).map_err(cannot)?;
    let mut file = OpenOptions::new().write(true).create_new(true).open(path).map_err(cannot)?;
    file.write_all(text.as_bytes()).map_err(cannot)
}
