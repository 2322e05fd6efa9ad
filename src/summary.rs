//! Which sentences tell an article, and which tell many articles at once.
//!
//! Sentences are picked word for word, never rewritten. [`Summarizer`] ranks the sentences of one article by models
//! whose weights are in the binary; [`digest`] covers what many articles agree on and needs no weights.
//! `docs/summaries.md` says how and how well.

mod digest;
mod document;
mod reading;
mod summarizer;
mod tokens;
mod usable;
mod vocabulary;

pub use digest::digest;
pub use document::{Budget, Document, Sentence};
pub use summarizer::Summarizer;
