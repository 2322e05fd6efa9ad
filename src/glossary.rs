//! Looking after glossary files: what is wrong in them, and merging two editors' work.

mod lint;
mod merge;
mod overlap;

pub use lint::{lint, lint_sheet};
pub use merge::{Conflict, Merged, merge};
