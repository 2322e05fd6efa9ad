//! The formats of `terms import` and `terms export`.

use std::path::Path;

/// A format of other tools.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Table with a header, commas
    Csv,
    /// Table with a header, tabs
    Tsv,
    /// OmegaT glossary
    Omegat,
    /// TBX version 2 (martif)
    Tbx,
    /// TBX version 3 (TBX-Basic, DCA)
    Tbx3,
}

impl Format {
    /// By the name's ending.
    pub fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_lowercase().as_str() {
            "csv" => Some(Self::Csv),
            "tsv" => Some(Self::Tsv),
            "utf8" | "txt" | "tab" => Some(Self::Omegat),
            "tbx" | "xml" => Some(Self::Tbx),
            _ => None,
        }
    }
}
