//! How progress is shown on stderr, for every command that takes long.

use std::io::IsTerminal;

/// How progress is shown.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Style {
    /// A bar on a terminal, nothing otherwise
    Auto,
    /// A bar
    Bar,
    /// One JSON object a line
    Jsonl,
    /// Nothing
    None,
}

impl Style {
    /// Whether there is a bar.
    pub fn has_bar(self) -> bool {
        match self {
            Self::Auto => std::io::stderr().is_terminal(),
            style => style == Self::Bar,
        }
    }
}
