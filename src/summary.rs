//! Which sentences tell an article, and which tell many articles at once.
//!
//! Sentences are picked word for word, never rewritten. [`Summarizer`] ranks the sentences of one article by models
//! whose weights are in the binary; [`digest`] covers what many articles agree on and needs no weights.
//! `docs/summaries.md` says how and how well.

mod chances;
mod digest;
mod document;
mod reading;
mod study;
mod summarizer;
mod tokens;
mod usable;
mod vocabulary;
mod weights;

pub use chances::{PAIR, PairRow, WORD, WordRow};
pub use digest::digest;
pub use document::{Budget, Document, Sentence};
pub use study::{GAIN, GainRow, Study};
pub use summarizer::Summarizer;
pub use weights::{Forest, Linear, Node, Tree, Weights};
