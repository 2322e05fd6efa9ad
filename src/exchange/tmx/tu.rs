//! A `<tu>` and its `<tuv>`s as a file has them, before anything is made of them.

use crate::exchange::machine::is_machine_mark;
use crate::exchange::markup::local;
use crate::model::Code;
use crate::text::Date;

/// A `<tu>` as the file has it.
#[derive(Default)]
pub struct Tu {
    pub line: u32,
    /// 1-based.
    pub number: u64,
    pub id: Option<String>,
    /// The latest of its dates and its variants'.
    pub date: Option<Date>,
    /// A date that is not written as TMX wants it.
    pub odd_date: Option<String>,
    /// Whether `creationid` or `changeid` say that a machine wrote it.
    pub is_machine: bool,
    /// `<prop>`s of the unit and its variants, in file order; a `<note>` is one of type `note`.
    pub props: Vec<(String, String)>,
    pub variants: Vec<Tuv>,
}

/// A `<tuv>`.
#[derive(Default)]
pub struct Tuv {
    pub line: u32,
    /// As written; empty when missing.
    pub lang: String,
    /// Text of the first `<seg>`, not trimmed, without codes; `None` when there is no `<seg>`.
    pub text: Option<String>,
    /// The inline codes of that text.
    pub codes: Vec<Code>,
    /// How many `<seg>`s there are.
    pub segs: u32,
    /// Whether halves of pairs were alone.
    pub lone_codes: bool,
    /// The first element with text of its own inside the text: `hi`, or one that TMX does not know.
    pub highlight: Option<String>,
    /// Whether the language is in `lang`, as before TMX 1.4.
    pub is_old: bool,
    /// Whether there was more text than a sentence has, and the rest left out.
    pub is_endless: bool,
    /// Whether there were more codes than a sentence has, and the rest left out.
    pub lost_codes: bool,
}

impl Tu {
    /// Takes an attribute that says when or by whom the unit was made.
    pub fn made(&mut self, name: &str, value: &str) {
        let is = |known: &str| local(name).eq_ignore_ascii_case(known);
        if is("creationdate") || is("changedate") {
            self.date = self.date.max(day(value));
            if !is_stamp(value) {
                self.odd_date = Some(value.to_owned());
            }
        } else if is("creationid") || is("changeid") {
            self.is_machine |= is_machine_mark(value);
        }
    }
}

/// The day of `YYYYMMDDThhmmssZ`, also where the date is written `YYYY-MM-DD`.
fn day(stamp: &str) -> Option<Date> {
    let stamp = stamp.trim();
    let part = |range: std::ops::Range<usize>| stamp.get(range)?.parse::<u16>().ok();
    let (month, day) = match stamp.as_bytes().get(4)? {
        b'-' => (part(5..7)?, part(8..10)?),
        _ => (part(4..6)?, part(6..8)?),
    };
    Date::day(part(0..4)?, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
}

/// Whether a date is written `YYYYMMDDThhmmssZ`.
fn is_stamp(date: &str) -> bool {
    let form = |(byte, place): (u8, u8)| if place == b'0' { byte.is_ascii_digit() } else { byte == place };
    let is_long = date.len() == "00000000T000000Z".len();
    is_long && date.bytes().zip(*b"00000000T000000Z").all(form) && day(date).is_some()
}
