//! Sentences: where they end, and why.

mod abbreviation;
mod export;
mod glued;
mod lexicon;
mod marks;
mod rule;
mod scan;
mod site;
mod splitter;
mod srx;
mod verdict;

pub use export::built_in_srx;
pub use rule::{Place, Rule};
pub use splitter::{Splitter, Tile};
