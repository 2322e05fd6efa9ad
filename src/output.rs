//! Where files go, and how they get there whole or not at all.

mod atomic;
mod manifest;
mod stale;

pub use atomic::write;
pub use manifest::{ArticleEntry, GENERATOR_MARK, InputFile, KeyPoint, Manifest, Totals, is_ours};
pub use stale::{former_files, remove_stale};
