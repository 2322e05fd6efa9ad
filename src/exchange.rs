//! Formats that other programs read and write, to and from the nouns of [`crate::model`].

mod archive;
mod decode;
pub mod glossary;
mod inline;
mod markup;
pub mod srx;
pub mod terms;
pub mod tmx;
pub mod tsv;
mod units;
mod xliff;

pub use units::{Counts, Finding, Format, Item, read_units};
