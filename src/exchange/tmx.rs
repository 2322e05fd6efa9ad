//! TMX 1.1 to 1.4b: a reader that survives what tools really write, a writer that all of them read, and a linter.

pub(super) mod entities;
mod lint;
pub(super) mod pair;
mod reader;
mod writer;

pub use entities::html_reference;
pub(super) use reader::read_decoded;
pub use writer::{Header, Writer, write};

use super::units::{Counts, Format, Item, read_units};
use std::io::{self, Read};

/// Reads a TMX unit by unit: [`read_units`] for a file that is known to be TMX.
///
/// # Errors
/// Those of reading or unpacking; a broken file gives findings and what is whole of it.
///
/// ```
/// use entrefilet::exchange::{Item, tmx};
/// let file = r#"<tmx version="1.4"><header srclang="en"/><body><tu>
///   <tuv xml:lang="en-GB"><seg>Good <hi>evening</hi></seg></tuv><tuv xml:lang="FR"><seg>Bonsoir</seg></tuv></tu></body></tmx>"#;
/// let mut units = Vec::new();
/// let counts = tmx::read(file.as_bytes(), |item| if let Item::Unit(_, unit) = item { units.push(unit) }).unwrap();
/// assert_eq!((units[0].source.as_str(), units[0].target.as_str()), ("Bonsoir", "Good evening"));
/// assert_eq!(counts.pairs, 1);
/// ```
pub fn read(input: impl Read, each: impl FnMut(Item)) -> io::Result<Counts> {
    read_units(input, Some(Format::Tmx), false, each)
}
