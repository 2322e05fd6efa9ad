//! Translation memory: what was translated before, found again exactly or nearly.
//!
//! [`build`](fn@build) writes an index file, [`Memory::open`] maps it, [`Memory::search`] gives the best matches of a sentence with
//! what differs. The match rate, the file and the search are described in `docs/memory.md`.

mod age;
mod aligned;
mod build;
mod bytes;
mod codes;
mod concordance;
mod distance;
mod edits;
mod error;
mod filter;
mod holders;
mod index;
mod layout;
mod lists;
mod memories;
mod open;
mod output;
mod phrases;
mod query;
mod rate;
mod record;
mod search;
mod survey;
mod tables;
mod tokens;

pub use age::Age;
pub use build::{Builder, Built, build};
pub use concordance::Occurrence;
pub use error::MemoryError;
pub use memories::{Memories, Standing};
pub use open::Memory;
pub use phrases::Known;
pub use query::Query;
pub use rate::{Rate, rate};
pub use survey::{Coverage, Survey};
