//! TMX 1.1 to 1.4b: a reader that survives what tools really write, a writer that all of them read, and a linter.

mod element;
mod lint;
mod pair;
mod reader;
mod rules;
mod tu;
mod writer;

pub(super) use reader::read_decoded;
pub use writer::{Header, Writer, write};
