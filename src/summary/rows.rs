//! What the models are told: rows of facts, and how many facts a row has.

/// Facts about a stem in a document, for the word model.
pub type WordRow = [f32; WORD];
/// Facts about a pair of neighbouring stems, for the pair model.
pub type PairRow = [f32; PAIR];
/// Facts about adding a sentence to those already picked, for the gain model.
pub type GainRow = [f32; GAIN];

/// Facts in a [`WordRow`].
pub const WORD: usize = 17;
/// Facts in a [`PairRow`].
pub const PAIR: usize = 10;
/// Facts in a [`GainRow`].
pub const GAIN: usize = STILL + STATE;

/// Facts of a sentence that picking others does not change: the first of a [`GainRow`].
pub(crate) const STILL: usize = 39;
/// Facts that depend on what has been picked: the rest of it.
pub(crate) const STATE: usize = 8;
