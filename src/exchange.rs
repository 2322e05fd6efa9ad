//! Formats of the world outside, read into and written from the nouns of [`crate::model`].

pub mod glossary;
pub mod srx;
