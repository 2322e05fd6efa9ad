//! Where files go, and how they get there whole or not at all.

mod atomic;
mod manifest;
mod stale;

pub use atomic::{put_in_place, write};
pub use manifest::{ArticleEntry, InputFile, KeyPoint, Manifest, NotInSource, Totals};
pub use stale::{former_files, remove_stale};
