//! The road of an article, and the loops around it.

pub mod stream;
