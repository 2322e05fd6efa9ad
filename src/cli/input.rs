//! What every stage command shares: its files or stdin, `--jsonl`, `--jobs`.

use super::{Failure, Outcome};
use entrefilet::pipeline::stream::{self, Stage, Tally};
use std::fs::File;
use std::io::{self, BufWriter, Read};
use std::path::{Path, PathBuf};

/// Input of a stage command.
#[derive(clap::Args)]
pub struct Input {
    /// Files to read; none or `-` is standard input
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// One JSON object a line in, one a line out (see the manual: protocol)
    #[arg(long)]
    pub jsonl: bool,
    /// Threads [default: one for each core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub jobs: Option<u16>,
}

impl Input {
    /// The inputs in order: standard input when no file is named.
    pub fn paths(&self) -> Vec<&Path> {
        if self.files.is_empty() { vec![Path::new("-")] } else { self.files.iter().map(PathBuf::as_path).collect() }
    }

    /// Opens every input in turn and hands it to `each`.
    pub fn for_each(
        &self,
        mut each: impl FnMut(&Path, Box<dyn Read + Send>) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        self.paths().into_iter().try_for_each(|path| each(path, open(path)?))
    }

    /// Runs `stage` over the JSON lines of every input.
    pub fn stream(&self, stage: &impl for<'l> Stage<'l>) -> Result<Outcome, Failure> {
        self.stream_with(|input, output| stream::run(stage, input, output))
    }

    /// Runs `each` over every input, in a pool of `--jobs` threads; failed lines make the outcome incomplete.
    pub fn stream_with(
        &self,
        mut each: impl FnMut(Box<dyn Read + Send>, BufWriter<io::Stdout>) -> io::Result<Tally> + Send,
    ) -> Result<Outcome, Failure> {
        let pool = stream::pool(self.jobs).map_err(Failure::cannot)?;
        let mut failed = 0;
        for path in self.paths() {
            let input = open(path)?;
            failed += pool.install(|| each(input, BufWriter::new(io::stdout())))?.failed;
        }
        Ok(if failed == 0 { Outcome::Done } else { Outcome::Incomplete })
    }
}

/// Opens `path`; `-` is standard input.
pub fn open(path: &Path) -> Result<Box<dyn Read + Send>, Failure> {
    if path == Path::new("-") {
        return Ok(Box::new(io::stdin()));
    }
    File::open(path).map(|f| Box::new(f) as _).map_err(|e| Failure::io(path, &e))
}

/// Reads the whole of `path` as UTF-8; `-` is standard input.
pub fn read(path: &Path) -> Result<String, Failure> {
    let mut text = String::new();
    open(path)?.read_to_string(&mut text).map_err(|e| Failure::io(path, &e))?;
    Ok(text)
}
