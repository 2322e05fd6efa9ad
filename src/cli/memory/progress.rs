//! Progress of reading memory files on stderr: a bar for people, JSON lines for machines, nothing when piped.

use crate::cli::Failure;
use crate::cli::progress::Style;
use indicatif::{HumanCount, ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::cell::Cell;
use std::fs;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Watches files being read: bytes as they lie on the disk, and units.
pub struct Progress {
    bar: Option<ProgressBar>,
    lines: bool,
    units: Cell<u64>,
    interrupted: Arc<AtomicBool>,
}

/// Bytes between two JSON lines.
const STEP: u64 = 16 << 20;

impl Progress {
    /// Shows the progress of reading `files`; the size of standard input is not known.
    pub fn new<'p>(style: Style, files: impl Iterator<Item = &'p Path>) -> Self {
        let sizes: Option<u64> = files.map(size).sum();
        let bar = style.has_bar().then(|| bar(sizes));
        Self { bar, lines: style == Style::Jsonl, units: Cell::new(0), interrupted: Arc::default() }
    }

    /// From now on an interrupt (Ctrl-C) ends the reading: nothing is written, nothing is left behind.
    pub fn stop_on_interrupt(&self) -> Result<(), Failure> {
        let flag = Arc::clone(&self.interrupted);
        ctrlc::set_handler(move || flag.store(true, Ordering::Relaxed))
            .map_err(|e| Failure::cannot(format_args!("cannot watch for interrupts: {e}")))
    }

    /// Whether there was an interrupt.
    pub fn is_interrupted(&self) -> bool {
        self.interrupted.load(Ordering::Relaxed)
    }

    /// Counts what is read from `input`, the bytes of `path`.
    pub fn reading<'p, R: Read>(&'p self, path: &'p Path, input: R) -> Watched<'p, R> {
        Watched { input, path, size: size(path), read: 0, progress: self }
    }

    /// Counts a unit.
    pub fn unit(&self) {
        self.units.set(self.units.get() + 1);
    }

    /// Says a line without disturbing the bar.
    pub fn say(&self, line: &str) {
        match &self.bar {
            Some(bar) => bar.suspend(|| anstream::eprintln!("{line}")),
            None => anstream::eprintln!("{line}"),
        }
    }

    /// Everything is read: takes the bar away.
    pub fn finish(&self) {
        self.bar.iter().for_each(ProgressBar::finish_and_clear);
        if self.lines {
            anstream::eprintln!("{}", serde_json::json!({ "event": "indexing", "units": self.units.get() }));
        }
    }
}

/// A file that is being read.
pub struct Watched<'p, R> {
    input: R,
    path: &'p Path,
    size: Option<u64>,
    read: u64,
    progress: &'p Progress,
}

impl<R: Read> Read for Watched<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let length = self.input.read(into)?;
        if self.progress.is_interrupted() {
            return Err(io::Error::other("interrupted"));
        }
        let before = self.read;
        self.read += length as u64;
        if let Some(bar) = &self.progress.bar {
            bar.inc(length as u64);
            bar.set_message(HumanCount(self.progress.units.get()).to_string());
        }
        let is_step = before / STEP < self.read / STEP || length == 0;
        if self.progress.lines && is_step {
            let path = self.path.to_string_lossy();
            let (units, of) = (self.progress.units.get(), self.size);
            let line =
                serde_json::json!({ "event": "reading", "path": path, "bytes": self.read, "of": of, "units": units });
            anstream::eprintln!("{line}");
        }
        Ok(length)
    }
}

fn size(path: &Path) -> Option<u64> {
    fs::metadata(path).ok().filter(fs::Metadata::is_file).map(|known| known.len())
}

fn bar(total: Option<u64>) -> ProgressBar {
    let template = match total {
        Some(_) => "{bar:30} {bytes} of {total_bytes}, {msg} units, {eta} left",
        None => "{spinner} {bytes}, {msg} units",
    };
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::with_draw_target(total, ProgressDrawTarget::stderr_with_hz(8)).with_style(style)
}
