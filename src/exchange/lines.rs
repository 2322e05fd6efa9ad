//! Lines of a decoded text, in bounded memory.

use super::decode::Utf8;
use super::inline::LONGEST;
use std::io::{self, BufRead, Read};

/// Reads a line into `line`, without its end; `None` after the last, `Some(false)` for one that is too long to be read.
pub fn next_line<R: Read>(input: &mut Utf8<R>, line: &mut String) -> io::Result<Option<bool>> {
    line.clear();
    let (mut any, mut is_whole) = (false, true);
    while !input.fill_buf()?.is_empty() {
        any = true;
        let rest = input.rest();
        let end = memchr::memchr(input.line_end(), rest.as_bytes());
        let part = &rest[..end.unwrap_or(rest.len())];
        is_whole &= line.len() + part.len() <= LONGEST;
        if is_whole {
            line.push_str(part);
        }
        let length = part.len();
        input.consume(length + usize::from(end.is_some()));
        if end.is_some() {
            break;
        }
    }
    Ok(any.then_some(is_whole))
}
