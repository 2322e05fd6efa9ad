//! `entrefilet` turns folders of French articles into English briefs that an editor can trust.

#![warn(missing_docs)]
#![deny(unsafe_code)]

pub mod brief;
pub mod check;
pub mod exchange;
pub mod extract;
pub mod glossary;
pub mod memory;
pub mod mine;
pub mod model;
pub mod mt;
pub mod names;
pub mod output;
pub mod pipeline;
pub mod propose;
pub mod quotes;
pub mod segment;
pub mod story;
pub mod summary;
pub mod termbase;
pub mod text;
