//! Whether an English sentence says what its French says, in the glossary's words: a rule a fault.
//!
//! [`pair`] looks at one pair of sentences; [`Renderings`] watches a whole file or folder for names that are written in
//! several ways. The rules are listed in `docs/checks.md`.

mod calendar;
mod form;
mod pair;
mod renderings;
mod terms;

pub use pair::{Pair, pair};
pub use renderings::{Differing, Renderings};
