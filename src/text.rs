//! What every other room knows of text: spans, positions a reader can count, folding with a way back, words, and likeness.
//!
//! Nothing here knows what an article, a term or a translation is.

mod date;
mod fold;
mod points;
mod similar;
mod span;
mod words;

pub use date::Date;
pub use fold::{Folded, fold, fold_onto};
pub use points::Points;
pub use similar::{Likeness, likeness, nearest};
pub use span::Span;
pub use words::{Word, WordKind, words};
