//! Formats that other programs read and write, to and from the nouns of [`crate::model`].

mod archive;
mod decode;
mod entities;
mod format;
pub mod glossary;
mod inline;
mod item;
mod language;
mod lines;
mod machine;
mod markup;
mod po;
pub mod srx;
pub mod terms;
pub mod tmx;
pub mod tsv;
mod units;
mod xliff;

pub use entities::html_reference;
pub use format::Format;
pub use item::{Counts, Finding, Item};
pub use units::read_units;
