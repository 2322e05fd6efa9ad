//! What a brief tells besides its lines: who is in it, who speaks, how much and when, and what an editor should look at.

mod figures;
mod key;
mod known;
mod questions;
mod quotes;
mod unknown;

pub(super) use figures::figures;
pub(super) use key::{key_points, wanted};
pub(super) use known::{known, titles};
pub(super) use questions::questions;
pub(super) use quotes::{find_quotes, quoted_segments, quotes};
pub(super) use unknown::{first_mention, unknown_names, unknown_rows};
