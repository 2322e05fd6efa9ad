//! `entrefilet` turns folders of French articles into English briefs that an editor can trust.

#![warn(missing_docs)]
#![deny(unsafe_code)]

pub mod exchange;
pub mod model;
pub mod pipeline;
pub mod termbase;
pub mod text;
