//! What English to offer for a sentence: an approved line, an adapted one, a machine's, or only the terms.
//!
//! [`decide`] takes the candidates in that order and says where the line came from. [`adapt`] repairs a fuzzy match whose
//! only differences are numbers, dates or glossary names; everything else stays a suggestion under the line.

mod adapt;
mod decide;
mod mentions;
mod pieces;
mod repair;
#[cfg(test)]
mod testing;

pub use adapt::{Adapted, adapt};
pub use decide::{Evidence, MachineLine, Proposal, Recalled, decide};
pub use mentions::locate;
pub use repair::{Repair, RepairKind, correct};
