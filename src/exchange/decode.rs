//! Any file as UTF-8: archives opened, encodings told apart, characters that XML forbids left out, lines counted.

use encoding_rs::{Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;
use std::io::{self, BufRead, Cursor, Read};

/// What was odd about the bytes of a file: the rule's name, the line, and one sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Oddity {
    /// Stable name in kebab case.
    pub rule: &'static str,
    /// 1-based.
    pub line: u32,
    /// What is odd and what was done about it.
    pub message: String,
}

/// Opens `.gz` and `.zip` by their first bytes and hands the plain bytes to `read`; other files pass as they are.
///
/// Of an archive the first member that looks like a memory is read (else the first member); the others are reported.
///
/// # Errors
/// Those of reading; an archive whose directory is broken is `InvalidData`.
pub fn unpacked<T>(
    mut input: impl Read,
    read: impl FnOnce(&mut dyn Read, Vec<Oddity>) -> io::Result<T>,
) -> io::Result<T> {
    let mut magic = Vec::with_capacity(4);
    input.by_ref().take(4).read_to_end(&mut magic)?;
    let (gzip, zip) = (magic.starts_with(&[0x1f, 0x8b]), magic == *b"PK\x03\x04");
    let mut input = Cursor::new(magic).chain(input);
    match (gzip, zip) {
        (true, _) => read(&mut flate2::read::MultiGzDecoder::new(input), Vec::new()),
        (_, true) => {
            let mut bytes = Vec::new();
            input.read_to_end(&mut bytes)?;
            from_zip(bytes, read)
        }
        _ => read(&mut input, Vec::new()),
    }
}

fn from_zip<T>(bytes: Vec<u8>, read: impl FnOnce(&mut dyn Read, Vec<Oddity>) -> io::Result<T>) -> io::Result<T> {
    let broken = |e: zip::result::ZipError| io::Error::new(io::ErrorKind::InvalidData, e);
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    let names: Vec<String> =
        archive.file_names().flatten().filter(|n| !n.ends_with('/')).map(Cow::into_owned).collect();
    let known = |n: &String| [".tmx", ".xlf", ".xliff", ".tsv"].iter().any(|end| n.to_lowercase().ends_with(end));
    let Some(chosen) = names.iter().find(|n| known(n)).or(names.first()) else {
        return read(&mut io::empty(), Vec::new());
    };
    let skipped = names.iter().filter(|n| *n != chosen).map(|n| Oddity {
        rule: "archive-member-skipped",
        line: 0,
        message: format!("{n} in the archive was not read, only {chosen}"),
    });
    let skipped = skipped.collect();
    read(&mut archive.by_name(chosen).map_err(broken)?, skipped)
}

/// A reader that gives UTF-8 without forbidden control characters, whatever encoding comes in.
///
/// A byte order mark decides; else the shape of the first bytes (UTF-16 without a mark); else the XML declaration, unless
/// the bytes contradict it; else UTF-8. Bytes that are no UTF-8 where UTF-8 was expected are read as Windows-1252, one by
/// one, and reported once: no U+FFFD comes in silently. A damaged archive ends the text where the damage is.
pub struct Utf8<R> {
    input: R,
    raw: Vec<u8>,
    text: Vec<u8>,
    at: usize,
    ended: bool,
    encoding: Option<Coding>,
    line: u32,
    oddities: Vec<Oddity>,
}

enum Coding {
    /// UTF-8, with Windows-1252 for what is not.
    Lenient,
    /// A single-byte encoding was declared; whether to believe it is decided at the first byte past ASCII.
    Declared(&'static Encoding),
    Other(Decoder),
}

const CHUNK: usize = 1 << 16;

impl<R: Read> Utf8<R> {
    /// Reads from `input`.
    pub fn new(input: R, oddities: Vec<Oddity>) -> Self {
        let (raw, text) = (Vec::with_capacity(CHUNK + 8), Vec::with_capacity(2 * CHUNK));
        Self { input, raw, text, at: 0, ended: false, encoding: None, line: 1, oddities }
    }

    /// The line of the next byte, 1-based.
    pub fn line(&self) -> u32 {
        self.line
    }

    /// What was odd since the last call.
    pub fn oddities(&mut self) -> Vec<Oddity> {
        std::mem::take(&mut self.oddities)
    }

    /// The start of the text, at least `enough` bytes unless it is shorter.
    pub fn peek(&mut self, enough: usize) -> io::Result<&[u8]> {
        while self.text.len() - self.at < enough && !self.ended {
            self.read_more()?;
        }
        Ok(&self.text[self.at..])
    }

    fn read_more(&mut self) -> io::Result<()> {
        let had = self.raw.len();
        self.raw.resize(had + CHUNK, 0);
        let got = self.read_raw(had)?;
        self.raw.truncate(had + got);
        self.ended = got == 0;
        if self.encoding.is_none() {
            if self.raw.len() < 4 && !self.ended {
                return Ok(());
            }
            self.choose_encoding();
        }
        self.text.drain(..self.at);
        self.at = 0;
        let start = self.text.len();
        self.decode();
        self.drop_controls(start);
        Ok(())
    }

    /// Fills `raw` from `from` on; a damaged archive is the end of the text.
    fn read_raw(&mut self, from: usize) -> io::Result<usize> {
        loop {
            match self.input.read(&mut self.raw[from..]) {
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                Err(e)
                    if matches!(
                        e.kind(),
                        io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput
                    ) =>
                {
                    self.odd("damaged-archive", format!("the compressed file is damaged and ends here ({e})"));
                    return Ok(0);
                }
                other => return other,
            }
        }
    }

    fn choose_encoding(&mut self) {
        let declared = declared(&self.raw);
        let (encoding, mark) = match Encoding::for_bom(&self.raw) {
            Some((encoding, len)) => (Some(encoding), len),
            None => (by_shape(&self.raw), 0),
        };
        self.raw.drain(..mark);
        if let (Some(found), Some(said)) = (encoding, declared)
            && found != said
            && !(utf16(found) && utf16(said))
        {
            self.odd(
                "encoding-declaration",
                format!("declared {} but is {}: read as it is", said.name(), found.name()),
            );
        }
        self.encoding = Some(match (encoding, declared) {
            (Some(found), _) if found != UTF_8 => Coding::Other(found.new_decoder_without_bom_handling()),
            (None, Some(said)) if utf16(said) => {
                self.odd("encoding-declaration", format!("declared {} but is not: read as UTF-8", said.name()));
                Coding::Lenient
            }
            (None, Some(said)) if said != UTF_8 => Coding::Declared(said),
            _ => Coding::Lenient,
        });
    }

    fn decode(&mut self) {
        let raw = std::mem::take(&mut self.raw);
        let rest = match self.encoding.take() {
            Some(Coding::Other(mut decoder)) => {
                let mut text = String::new();
                text.reserve(decoder.max_utf8_buffer_length(raw.len()).unwrap_or(4 * raw.len()));
                let (_, _, bad) = decoder.decode_to_string(&raw, &mut text, self.ended);
                self.text.extend_from_slice(text.as_bytes());
                if bad {
                    self.odd(
                        "encoding-broken",
                        format!("bytes that are no {}: U+FFFD in their place", decoder.encoding().name()),
                    );
                }
                self.encoding = Some(Coding::Other(decoder));
                raw.len()
            }
            Some(Coding::Declared(said)) if !raw.is_ascii() => {
                self.encoding = Some(self.believe(said, &raw));
                self.raw = raw;
                return self.decode();
            }
            coding => {
                self.encoding = coding;
                self.decode_lenient(&raw)
            }
        };
        self.raw = raw;
        self.raw.drain(..rest);
    }

    /// Whether bytes declared to be in the encoding `said` are, in truth, UTF-8: multi-byte sequences hardly occur by chance.
    fn believe(&mut self, said: &'static Encoding, raw: &[u8]) -> Coding {
        let is_utf8 = std::str::from_utf8(raw).map_or_else(|e| e.error_len().is_none(), |_| true);
        if !is_utf8 {
            return Coding::Other(said.new_decoder_without_bom_handling());
        }
        self.odd("encoding-declaration", format!("declared {} but is UTF-8: read as UTF-8", said.name()));
        Coding::Lenient
    }

    /// Decodes `raw` and returns how much of it was used: all but a character cut in two.
    fn decode_lenient(&mut self, raw: &[u8]) -> usize {
        let mut at = 0;
        loop {
            let Err(error) = std::str::from_utf8(&raw[at..]) else {
                self.text.extend_from_slice(&raw[at..]);
                return raw.len();
            };
            let valid = at + error.valid_up_to();
            self.text.extend_from_slice(&raw[at..valid]);
            at = valid + error.error_len().unwrap_or(if self.ended { raw.len() - valid } else { 0 });
            if at == valid {
                return at;
            }
            self.odd("not-utf8", "bytes that are no UTF-8: read as Windows-1252".into());
            self.text.extend_from_slice(WINDOWS_1252.decode_without_bom_handling(&raw[valid..at]).0.as_bytes());
        }
    }

    /// Takes out what XML 1.0 forbids and some tools write all the same.
    fn drop_controls(&mut self, start: usize) {
        let forbidden = |b: &u8| *b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r');
        if !self.text[start..].iter().any(|b| *b < 0x20 && forbidden(b)) {
            return;
        }
        let kept: Vec<u8> = self.text[start..].iter().copied().filter(|b| !forbidden(b)).collect();
        self.text.truncate(start);
        self.text.extend_from_slice(&kept);
        self.odd("control-characters", "control characters that XML forbids were left out".into());
    }

    /// Reports `rule`, once a file.
    fn odd(&mut self, rule: &'static str, message: String) {
        let pending = memchr::memchr_iter(b'\n', &self.text[self.at..]).count() as u32;
        if self.oddities.iter().all(|o| o.rule != rule) {
            self.oddities.push(Oddity { rule, line: self.line + pending, message });
        }
    }
}

impl<R: Read> BufRead for Utf8<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.peek(1)
    }

    fn consume(&mut self, amount: usize) {
        let end = (self.at + amount).min(self.text.len());
        self.line += memchr::memchr_iter(b'\n', &self.text[self.at..end]).count() as u32;
        self.at = end;
    }
}

impl<R: Read> Read for Utf8<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let from = self.fill_buf()?;
        let length = from.len().min(into.len());
        into[..length].copy_from_slice(&from[..length]);
        self.consume(length);
        Ok(length)
    }
}

fn utf16(encoding: &'static Encoding) -> bool {
    encoding == UTF_16LE || encoding == UTF_16BE
}

/// UTF-16 without a mark shows in the zeros beside the first ASCII characters.
fn by_shape(raw: &[u8]) -> Option<&'static Encoding> {
    match raw {
        [a, 0, b, 0, ..] if *a != 0 && *b != 0 => Some(UTF_16LE),
        [0, a, 0, b, ..] if *a != 0 && *b != 0 => Some(UTF_16BE),
        _ => None,
    }
}

/// The encoding that an XML declaration names, in ASCII or UTF-16.
fn declared(raw: &[u8]) -> Option<&'static Encoding> {
    let head: Vec<u8> = raw.iter().copied().filter(|&b| b != 0).take(200).collect();
    let at = memchr::memmem::find(&head, b"encoding")?;
    let end = memchr::memmem::find(&head, b"?>")?;
    let quoted = head.get(at + 8..end)?;
    let open = quoted.iter().position(|b| matches!(b, b'"' | b'\''))?;
    let close = quoted[open + 1..].iter().position(|&b| b == quoted[open])?;
    Encoding::for_label(&quoted[open + 1..open + 1 + close])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8]) -> (String, Vec<&'static str>) {
        let mut reader = Utf8::new(bytes, Vec::new());
        let mut text = String::new();
        reader.read_to_string(&mut text).unwrap();
        (text, reader.oddities().iter().map(|o| o.rule).collect())
    }

    fn utf16le(text: &str, mark: bool) -> Vec<u8> {
        let units = mark.then_some(0xfeff).into_iter().chain(text.encode_utf16());
        units.flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn every_encoding_comes_out_as_utf8() {
        let text = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><a>été</a>";
        assert_eq!(decoded(&utf16le(text, true)), (text.into(), vec![]));
        assert_eq!(decoded(&utf16le(text, false)), (text.into(), vec![]));
        assert_eq!(decoded(text.as_bytes()), (text.into(), vec!["encoding-declaration"]));
        assert_eq!(decoded("\u{feff}<a>été</a>".as_bytes()), ("<a>été</a>".into(), vec![]));
    }

    #[test]
    fn a_wrong_declaration_is_seen_through() {
        let head = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>";
        let utf8 = format!("{head}<a>été</a>");
        assert_eq!(decoded(utf8.as_bytes()), (utf8.clone(), vec!["encoding-declaration"]));
        let latin1: Vec<u8> = utf8.chars().map(|c| c as u8).collect();
        assert_eq!(decoded(&latin1), (utf8, vec![]));
        assert_eq!(decoded(b"<a>\xe9t\xe9 \x93x\x94</a>"), ("<a>été “x”</a>".into(), vec!["not-utf8"]));
    }

    #[test]
    fn forbidden_controls_vanish_and_are_reported_with_their_line() {
        let mut reader = Utf8::new(&b"a\nb\x1fc"[..], Vec::new());
        let mut text = String::new();
        reader.read_to_string(&mut text).unwrap();
        assert_eq!(text, "a\nbc");
        assert_eq!((reader.line(), reader.oddities()[0].rule), (2, "control-characters"));
    }

    #[test]
    fn archives_are_opened_and_damage_ends_the_text() {
        use std::io::Write;
        let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        gz.write_all("<a>été</a>".repeat(2000).as_bytes()).unwrap();
        let gz = gz.finish().unwrap();
        let read = |bytes: &[u8]| {
            unpacked(bytes, |input, _| {
                let mut reader = Utf8::new(input, Vec::new());
                let mut text = String::new();
                reader.read_to_string(&mut text)?;
                Ok((text.len(), reader.oddities().len()))
            })
        };
        assert_eq!(read(&gz).unwrap(), (2000 * 12, 0));
        assert_eq!(read(&gz[..gz.len() - 12]).unwrap().1, 1);
        assert!(read(b"PK\x03\x04nonsense").is_err());
    }
}
