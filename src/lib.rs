//! `entrefilet` turns folders of French articles into English briefs that an editor can trust.

#![warn(missing_docs)]
#![deny(unsafe_code)]

pub mod brief;
pub mod extract;
pub mod exchange;
pub mod model;
pub mod output;
pub mod mt;
pub mod pipeline;
pub mod quotes;
pub mod segment;
pub mod story;
pub mod summary;
pub mod text;
