//! Sentences: where they end, and why.

mod lexicon;
mod marks;
mod rule;
mod scan;
mod site;
mod splitter;
mod verdict;

pub use rule::Rule;
pub use scan::Place;
pub use splitter::{Splitter, Tile};
