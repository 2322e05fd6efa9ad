//! What an editor reads: one article's brief, and the folder's digest.

mod markdown;

pub use markdown::escape_markdown;
