//! JSON lines in, JSON lines out: same order, same ids, one bad line never stops the rest.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::io::{self, Read, Write};

/// A line's `id`, echoed as it was written; `null` where a line has none.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Id<'l>(#[serde(borrow)] Option<&'l RawValue>);

/// One stage of the road as a stream of independent lines.
pub trait Stage<'l>: Sync {
    /// What a line says, read in place; unknown fields are ignored.
    type Request: Deserialize<'l>;
    /// What we answer, `id` first.
    type Answer: Serialize;

    /// Answers one line. An error becomes `{"id", "error"}` and the stream goes on.
    fn answer(&self, request: Self::Request) -> Result<Self::Answer, String>;
}

/// How a stream ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Lines answered, failed ones among them; blank lines do not count.
    pub lines: u64,
    /// Lines answered with an error.
    pub failed: u64,
}

/// What became of one line: the JSON to print, and whether it is an error.
pub struct Reply {
    /// A JSON object without line break.
    pub json: Vec<u8>,
    /// Whether the object is `{"id", "error"}`.
    pub failed: bool,
}

/// Answers every line of `input` with `stage`, on the current rayon pool.
///
/// # Errors
/// Only those of reading `input` or writing `output`.
pub fn run(stage: &impl for<'l> Stage<'l>, input: impl Read, output: impl Write) -> io::Result<Tally> {
    batches(input, output, |lines| lines.par_iter().map(|line| line.reply(|request| stage.answer(request))).collect())
}

/// A pool of `jobs` threads; one for each core without `jobs`.
///
/// # Errors
/// When the system starts no more threads.
pub fn pool(jobs: Option<u16>) -> Result<rayon::ThreadPool, rayon::ThreadPoolBuildError> {
    rayon::ThreadPoolBuilder::new().num_threads(jobs.unwrap_or(0).into()).build()
}

/// A line of input and its 1-based number in the stream.
pub struct Line {
    /// The bytes, without the line break.
    pub bytes: Vec<u8>,
    /// 1-based.
    pub number: u64,
}

impl Line {
    /// Reads the line as a `Request` and answers it with `answer`; bad JSON, bad UTF-8 and errors become error replies.
    pub fn reply<'l, R: Deserialize<'l>, A: Serialize>(&'l self, answer: impl FnOnce(R) -> Result<A, String>) -> Reply {
        #[derive(Serialize)]
        struct Bad<'l> {
            id: Option<&'l RawValue>,
            line: u64,
            error: String,
        }
        let parsed = std::str::from_utf8(&self.bytes)
            .map_err(|e| format!("not UTF-8 at byte {}", e.valid_up_to()))
            .and_then(|text| serde_json::from_str(text).map_err(|e| self.json_error(text, &e)));
        match parsed {
            Ok(request) => match answer(request) {
                Ok(answer) => Reply { json: json(&answer), failed: false },
                Err(error) => self.failed(error),
            },
            Err(error) => match self.id() {
                Some(_) => self.failed(error),
                None => Reply { json: json(&Bad { id: None, line: self.number, error }), failed: true },
            },
        }
    }

    /// The error reply for this line.
    pub fn failed(&self, error: String) -> Reply {
        #[derive(Serialize)]
        struct Failed<'l> {
            id: Option<&'l RawValue>,
            error: String,
        }
        Reply { json: json(&Failed { id: self.id(), error }), failed: true }
    }

    fn id(&self) -> Option<&RawValue> {
        #[derive(Deserialize)]
        struct Envelope<'l> {
            #[serde(borrow)]
            id: Option<&'l RawValue>,
        }
        serde_json::from_slice::<Envelope>(&self.bytes).ok()?.id
    }

    fn json_error(&self, text: &str, error: &serde_json::Error) -> String {
        if error.is_data() && text.trim_start().starts_with('{') {
            return error.to_string();
        }
        format!("not a JSON object: {error}")
    }
}

fn json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_else(|e| format!(r#"{{"id":null,"error":"{e}"}}"#).into_bytes())
}

/// The loop under [`run`], for stages whose lines depend on one another: `answer` gets the lines that have arrived and
/// returns one reply for each. Output is flushed after every batch, so a partner at a pipe never waits for more input.
///
/// # Errors
/// Only those of reading `input` or writing `output`.
pub fn batches(
    input: impl Read,
    mut output: impl Write,
    mut answer: impl FnMut(&[Line]) -> Vec<Reply>,
) -> io::Result<Tally> {
    let mut tally = Tally::default();
    let mut arrivals = Arrivals { input, rest: Vec::new(), number: 0 };
    while let Some(lines) = arrivals.next()? {
        for reply in answer(&lines) {
            tally.lines += 1;
            tally.failed += u64::from(reply.failed);
            output.write_all(&reply.json)?;
            output.write_all(b"\n")?;
        }
        output.flush()?;
    }
    Ok(tally)
}

/// Cuts what arrives into whole lines.
struct Arrivals<R> {
    input: R,
    /// The start of a line whose end has not arrived.
    rest: Vec<u8>,
    number: u64,
}

impl<R: Read> Arrivals<R> {
    /// The whole lines of the next read that completes one, the last unfinished one at the end of input, then `None`.
    fn next(&mut self) -> io::Result<Option<Vec<Line>>> {
        let mut searched = self.rest.len();
        loop {
            let had = self.rest.len();
            self.rest.resize(had + READ, 0);
            let got = read(&mut self.input, &mut self.rest[had..])?;
            self.rest.truncate(had + got);
            if got == 0 {
                let last = std::mem::take(&mut self.rest);
                return Ok(if last.is_empty() { None } else { Some(self.lines(&last)) });
            }
            if let Some(end) = memchr::memrchr(b'\n', &self.rest[searched..]) {
                let tail = self.rest.split_off(searched + end + 1);
                let whole = std::mem::replace(&mut self.rest, tail);
                return Ok(Some(self.lines(&whole)));
            }
            searched = self.rest.len();
        }
    }

    fn lines(&mut self, whole: &[u8]) -> Vec<Line> {
        let mut lines = Vec::new();
        for bytes in whole.strip_suffix(b"\n").unwrap_or(whole).split(|&b| b == b'\n') {
            self.number += 1;
            let bytes = bytes.trim_ascii();
            if !bytes.is_empty() {
                lines.push(Line { bytes: bytes.to_vec(), number: self.number });
            }
        }
        lines
    }
}

/// Bytes asked for at once: enough for a batch to be worth sharing out.
const READ: usize = 1 << 20;

fn read(input: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    loop {
        match input.read(buffer) {
            Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
            other => return other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Length;

    #[derive(Deserialize)]
    struct Ask<'l> {
        #[serde(borrow, default)]
        id: Id<'l>,
        text: String,
    }

    #[derive(Serialize)]
    struct Told<'l> {
        id: Id<'l>,
        length: usize,
    }

    impl<'l> Stage<'l> for Length {
        type Request = Ask<'l>;
        type Answer = Told<'l>;

        fn answer(&self, ask: Ask<'l>) -> Result<Told<'l>, String> {
            if ask.text == "bad" { Err("told so".into()) } else { Ok(Told { id: ask.id, length: ask.text.len() }) }
        }
    }

    fn answers(input: &str) -> (String, Tally) {
        let mut out = Vec::new();
        let tally = run(&Length, input.as_bytes(), &mut out).unwrap();
        (String::from_utf8(out).unwrap(), tally)
    }

    #[test]
    fn order_and_ids_hold_and_bad_lines_do_not_stop_the_rest() {
        let (out, tally) = answers(
            "{\"id\": 7, \"text\": \"abc\", \"more\": []}\n\n{\"id\":\"x\",\"text\":\"bad\"}\nno json\n{\"id\":[1]}\n{\"text\":\"\"}",
        );
        let lines: Vec<&str> = out.lines().collect();
        assert_eq!(lines[0], r#"{"id":7,"length":3}"#);
        assert_eq!(lines[1], r#"{"id":"x","error":"told so"}"#);
        assert!(lines[2].starts_with(r#"{"id":null,"line":4,"error":"not a JSON object"#), "{}", lines[2]);
        assert!(lines[3].starts_with(r#"{"id":[1],"error":"missing field"#), "{}", lines[3]);
        assert_eq!(lines[4], r#"{"id":null,"length":0}"#);
        assert_eq!(tally, Tally { lines: 5, failed: 3 });
    }

    #[test]
    fn empty_input_gives_empty_output() {
        assert_eq!(answers(""), (String::new(), Tally::default()));
        assert_eq!(answers("\n \n"), (String::new(), Tally::default()));
    }

    #[test]
    fn a_line_longer_than_a_read_is_whole() {
        let long = "a".repeat(3 * READ);
        let (out, _) = answers(&format!("{{\"id\":1,\"text\":\"{long}\"}}"));
        assert_eq!(out, format!("{{\"id\":1,\"length\":{}}}\n", long.len()));
    }
}
