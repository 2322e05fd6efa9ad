//! Which sentences tell an article, and which tell many articles at once.
//!
//! Sentences are picked word for word, never rewritten. [`Summarizer`] ranks the sentences of one article by models
//! whose weights are in the binary; [`digest`] covers what many articles agree on and needs no weights.
//! `docs/summaries.md` says how and how well.

mod chances;
mod digest;
mod document;
mod facts;
mod forest;
mod leaning;
mod lexicon;
mod numbered;
mod openings;
mod reading;
mod rows;
mod seams;
mod study;
mod summarizer;
mod tokens;
mod usable;
mod vocabulary;
mod weights;

pub use digest::digest;
pub use document::{Budget, Document, Sentence};
pub use forest::{Forest, LEAVES, SPLITS, Split, Tree};
pub use rows::{GAIN, GainRow, PAIR, PairRow, WORD, WordRow};
pub use seams::unglued;
pub use study::{Standing, Study};
pub use summarizer::Summarizer;
pub use weights::{BadWeights, Linear, Weights};
