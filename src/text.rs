//! What every other room knows of text: spans, positions a reader can count, folding with a way back, words, figures, and likeness.
//!
//! Nothing here knows what an article, a term or a translation is.

mod capitals;
mod counted;
mod date;
mod figures;
mod find;
mod fold;
mod frdate;
mod nfc;
mod plain;
mod points;
mod rarity;
mod similar;
mod span;
mod stem;
mod words;

pub use capitals::capitalised;
pub use counted::{count_of, grouped};
pub use date::Date;
pub use figures::{Amount, Figure, Language, Look, PartialDate, Unit, Unmatched, Value, figures, unmatched};
pub(crate) use figures::{ENGLISH_DAYS, ENGLISH_MONTHS, FRENCH_DAYS, FRENCH_MONTHS};
pub use find::Finder;
pub use fold::{Folded, fold, fold_onto};
pub use frdate::{find_french_date, french_date};
pub use nfc::nfc;
pub use plain::plain;
pub use points::Points;
pub(crate) use rarity::stop_words;
pub use rarity::{rarity, stop_word};
pub use similar::{Likeness, likeness, nearest};
pub use span::Span;
pub use stem::stem;
pub use words::{Word, WordKind, words};
