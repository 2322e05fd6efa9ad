//! Progress of a run on stderr: a bar for people, JSON lines for machines, nothing when piped.

use crate::cli::Failure;
use crate::cli::progress::Style;
use entrefilet::pipeline::Watch;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// Watches a run.
pub struct Progress {
    bar: Option<ProgressBar>,
    lines: bool,
    total: usize,
    done: AtomicUsize,
    failed: AtomicUsize,
    interrupted: Arc<AtomicBool>,
}

impl Progress {
    /// Shows the progress of a run over `total` articles.
    pub fn new(style: Style, total: usize) -> Self {
        Self {
            bar: style.has_bar().then(|| bar(total as u64)),
            lines: style == Style::Jsonl,
            total,
            done: AtomicUsize::new(0),
            failed: AtomicUsize::new(0),
            interrupted: Arc::new(AtomicBool::new(false)),
        }
    }

    /// From now on an interrupt (Ctrl-C) ends the run after the articles in hand; files are whole or not there.
    pub fn stop_on_interrupt(&self) -> Result<(), Failure> {
        let flag = Arc::clone(&self.interrupted);
        ctrlc::set_handler(move || flag.store(true, Ordering::Relaxed))
            .map_err(|e| Failure::cannot(format_args!("cannot watch for interrupts: {e}")))
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        self.bar.iter().for_each(ProgressBar::finish_and_clear);
    }
}

fn bar(total: u64) -> ProgressBar {
    const TEMPLATE: &str = "{bar:30} {pos}/{len} articles{msg}, {eta} left";
    let style = ProgressStyle::with_template(TEMPLATE).unwrap_or_else(|_| ProgressStyle::default_bar());
    let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr_with_hz(8));
    bar.with_style(style)
}

impl Watch for Progress {
    fn article(&self, path: &str, error: Option<&str>) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        let failed =
            self.failed.fetch_add(usize::from(error.is_some()), Ordering::Relaxed) + usize::from(error.is_some());
        if let Some(bar) = &self.bar {
            if failed > 0 {
                bar.set_message(format!(", {failed} failed"));
            }
            bar.inc(1);
        }
        if self.lines {
            let status = if error.is_some() { "failed" } else { "written" };
            let line = serde_json::json!({
                "event": "article", "path": path, "status": status, "error": error,
                "done": done, "of": self.total, "failed": failed,
            });
            anstream::eprintln!("{line}");
        }
    }

    fn is_interrupted(&self) -> bool {
        self.interrupted.load(Ordering::Relaxed)
    }
}
