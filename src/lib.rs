//! `entrefilet` turns folders of French articles into English briefs that an editor can trust.

#![warn(missing_docs)]
#![deny(unsafe_code)]

pub mod brief;
pub mod exchange;
pub mod memory;
pub mod model;
pub mod output;
pub mod pipeline;
pub mod text;
