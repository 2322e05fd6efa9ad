//! Any file as UTF-8: encodings told apart, characters that XML forbids left out, lines counted.

use encoding_rs::{Decoder, Encoding, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::cell::Cell;
use std::io::{self, BufRead, Read};

/// What was odd about the bytes of a file: the rule's name, the line, and one sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Oddity {
    /// Stable name in kebab case.
    pub rule: &'static str,
    /// 1-based; 0 for the file as a whole.
    pub line: u32,
    /// What is odd and what was done about it.
    pub message: String,
}

/// A reader that gives UTF-8 without characters that XML forbids, whatever encoding comes in.
///
/// A byte order mark decides, unless the bytes contradict it; else the shape of the first bytes (UTF-16 and UTF-32 without
/// a mark); else the XML declaration, unless the bytes contradict it; else UTF-8. Bytes that are no UTF-8 where UTF-8 was
/// expected are read as Windows-1252, one by one, and reported once: no U+FFFD comes in silently. A damaged archive ends
/// the text where the damage is.
pub struct Utf8<R> {
    input: R,
    raw: Vec<u8>,
    text: String,
    at: usize,
    ended: bool,
    encoding: Option<Coding>,
    /// A line and the byte of `text` where it was counted.
    counted: Cell<(u32, usize)>,
    /// What ends a line: a line feed, or a carriage return where the first lines end in nothing else.
    line_end: u8,
    oddities: Vec<Oddity>,
    /// Rules that were told: each once a file.
    told: Vec<&'static str>,
}

enum Coding {
    /// UTF-8, with Windows-1252 for what is not.
    Lenient,
    /// An encoding that keeps ASCII was declared; whether to believe it is decided at the first byte past ASCII.
    Declared(&'static Encoding),
    Other(Decoder),
    Utf32(ByteOrder),
}

/// The number that four bytes are.
type ByteOrder = fn([u8; 4]) -> u32;

const CHUNK: usize = 1 << 16;
/// Bytes in which an XML declaration is looked for, in UTF-32 too.
const HEAD: usize = 1024;

impl<R: Read> Utf8<R> {
    /// Reads from `input`.
    pub fn new(input: R, oddities: Vec<Oddity>) -> Self {
        let (raw, text) = (Vec::with_capacity(CHUNK + 8), String::with_capacity(2 * CHUNK));
        let told = oddities.iter().map(|o| o.rule).collect();
        let (encoding, counted, line_end) = (None, Cell::new((1, 0)), b'\n');
        Self { input, raw, text, at: 0, ended: false, encoding, counted, line_end, oddities, told }
    }

    /// The line of the next byte, 1-based.
    pub fn line(&self) -> u32 {
        let (line, from) = self.counted.get();
        let line = line + self.ends(&self.text.as_bytes()[from..self.at]);
        self.counted.set((line, self.at));
        line
    }

    fn ends(&self, bytes: &[u8]) -> u32 {
        memchr::memchr_iter(self.line_end, bytes).count() as u32
    }

    /// What ends a line.
    pub fn line_end(&self) -> u8 {
        self.line_end
    }

    /// What was odd since the last call.
    pub fn oddities(&mut self) -> Vec<Oddity> {
        std::mem::take(&mut self.oddities)
    }

    /// Whether something was odd since the last call of [`Self::oddities`].
    pub fn is_odd(&self) -> bool {
        !self.oddities.is_empty()
    }

    /// The text that has been decoded and not consumed.
    pub fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    /// The last `length` bytes that were consumed since text was last decoded.
    pub fn last(&self, length: usize) -> &str {
        &self.text[self.at - length..self.at]
    }

    /// Decodes more text; whether there was any.
    ///
    /// # Errors
    /// Those of reading.
    pub fn more(&mut self) -> io::Result<bool> {
        let had = self.left();
        while self.left() == had && !self.ended {
            self.read_more()?;
        }
        Ok(self.left() > had)
    }

    /// The start of the text, at least `enough` bytes unless it is shorter.
    ///
    /// # Errors
    /// Those of reading.
    pub fn peek(&mut self, enough: usize) -> io::Result<&str> {
        while self.left() < enough && self.more()? {}
        Ok(self.rest())
    }

    fn left(&self) -> usize {
        self.text.len() - self.at
    }

    fn read_more(&mut self) -> io::Result<()> {
        let had = self.raw.len();
        self.raw.resize(had + CHUNK, 0);
        let got = self.read_raw(had)?;
        self.raw.truncate(had + got);
        self.ended = got == 0;
        let is_first = self.encoding.is_none();
        if is_first {
            if self.raw.len() < HEAD && !self.ended {
                return Ok(());
            }
            self.choose_encoding();
        }
        let whole = self.text.floor_char_boundary(self.at);
        self.counted.set((self.line(), self.at - whole));
        self.text.drain(..whole);
        self.at -= whole;
        let start = self.text.len();
        self.decode();
        if is_first {
            let ends_lines = |byte| memchr::memchr(byte, self.text.as_bytes()).is_some();
            self.line_end = if ends_lines(b'\r') && !ends_lines(b'\n') { b'\r' } else { b'\n' };
        }
        self.drop_forbidden(start);
        Ok(())
    }

    /// Fills `raw` from `from` on; a damaged archive is the end of the text.
    fn read_raw(&mut self, from: usize) -> io::Result<usize> {
        use io::ErrorKind::{Interrupted, InvalidData, InvalidInput, UnexpectedEof};
        loop {
            match self.input.read(&mut self.raw[from..]) {
                Err(e) if e.kind() == Interrupted => {}
                Err(e) if matches!(e.kind(), UnexpectedEof | InvalidData | InvalidInput) => {
                    self.odd("damaged-archive", format!("the compressed file is damaged and ends here ({e})"));
                    return Ok(0);
                }
                other => return other,
            }
        }
    }

    /// The encoding that the file says it is in.
    fn declared(&mut self) -> Option<&'static Encoding> {
        let name = declared(&self.raw)?;
        let known = Encoding::for_label(name.as_bytes());
        if known.is_none() {
            self.odd("encoding-declaration", format!("declared {name:?}, which is no encoding: passed over"));
        }
        known
    }

    fn choose_encoding(&mut self) {
        if let Some((number, mark)) = utf32(&self.raw) {
            self.raw.drain(..mark);
            self.encoding = Some(Coding::Utf32(number));
            return;
        }
        let declared = self.declared();
        let (encoding, mark) = match Encoding::for_bom(&self.raw) {
            Some((encoding, len)) if utf16(encoding) && is_ascii_markup(&self.raw[len..]) => {
                let message = "a UTF-16 mark before bytes that are not: read as UTF-8".into();
                self.odd("encoding-declaration", message);
                (Some(UTF_8), len)
            }
            Some((encoding, len)) => (Some(encoding), len),
            None => (by_shape(&self.raw), 0),
        };
        self.raw.drain(..mark);
        if let (Some(found), Some(said)) = (encoding, declared)
            && found != said
            && !(utf16(found) && utf16(said))
        {
            let message = format!("declared {} but is {}: read as it is", said.name(), found.name());
            self.odd("encoding-declaration", message);
        }
        self.encoding = Some(match (encoding, declared) {
            (Some(found), _) if found != UTF_8 => Coding::Other(found.new_decoder_without_bom_handling()),
            (None, Some(said)) if utf16(said) || said == REPLACEMENT => {
                self.odd("encoding-declaration", format!("declared {} but is not: read as UTF-8", said.name()));
                Coding::Lenient
            }
            (None, Some(said)) if !said.is_ascii_compatible() => Coding::Other(said.new_decoder_without_bom_handling()),
            (None, Some(said)) if said != UTF_8 => Coding::Declared(said),
            _ => Coding::Lenient,
        });
    }

    fn decode(&mut self) {
        let raw = std::mem::take(&mut self.raw);
        let rest = match self.encoding.take() {
            Some(Coding::Other(decoder)) => {
                self.decode_other(&raw, decoder);
                raw.len()
            }
            Some(Coding::Utf32(number)) => {
                self.encoding = Some(Coding::Utf32(number));
                self.decode_utf32(&raw, number)
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

    fn decode_other(&mut self, raw: &[u8], mut decoder: Decoder) {
        self.text.reserve(decoder.max_utf8_buffer_length(raw.len()).unwrap_or(4 * raw.len()));
        let (_, _, bad) = decoder.decode_to_string(raw, &mut self.text, self.ended);
        if bad {
            let message = format!("bytes that are no {}: U+FFFD in their place", decoder.encoding().name());
            self.odd("encoding-broken", message);
        }
        self.encoding = Some(Coding::Other(decoder));
    }

    /// Decodes whole numbers of `raw` and returns how much of it was used.
    fn decode_utf32(&mut self, raw: &[u8], number: ByteOrder) -> usize {
        let numbers = raw.chunks_exact(4).map(|four| number([four[0], four[1], four[2], four[3]]));
        let mut bad = self.ended && !raw.len().is_multiple_of(4);
        for number in numbers {
            let found = char::from_u32(number);
            bad |= found.is_none();
            self.text.push(found.unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        if bad {
            self.odd("encoding-broken", "bytes that are no UTF-32: U+FFFD in their place".into());
        }
        raw.len() - raw.len() % 4
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
            let (good, error) = match std::str::from_utf8(&raw[at..]) {
                Ok(all) => (all, None),
                Err(error) => {
                    (std::str::from_utf8(&raw[at..at + error.valid_up_to()]).unwrap_or_default(), Some(error))
                }
            };
            self.text.push_str(good);
            at += good.len();
            let Some(error) = error else { return at };
            let bad = &raw[at..];
            if let Some(character) = surrogates(bad) {
                self.odd("not-utf8", "characters written as two halves (CESU-8): put together".into());
                self.text.push(character);
                at += 6;
                continue;
            }
            let cut = bad.len() < 6 && bad[0] == 0xed && !self.ended;
            let length = match error.error_len() {
                _ if cut => 0,
                Some(length) => length,
                None if self.ended => bad.len(),
                None => 0,
            };
            if length == 0 {
                return at;
            }
            self.odd("not-utf8", "bytes that are no UTF-8: read as Windows-1252".into());
            self.text.push_str(&WINDOWS_1252.decode_without_bom_handling(&bad[..length]).0);
            at += length;
        }
    }

    /// Takes out what XML 1.0 forbids and some tools write all the same.
    fn drop_forbidden(&mut self, start: usize) {
        let new = &self.text.as_bytes()[start..];
        if !new.chunks(256).any(|bytes| bytes.iter().fold(false, |any, &b| any | is_suspicious(b))) {
            return;
        }
        let marks = &self.text[start..];
        if !marks.contains(is_forbidden) {
            return;
        }
        let kept: String = marks.chars().filter(|&c| !is_forbidden(c)).collect();
        self.text.truncate(start);
        self.text.push_str(&kept);
        self.odd("control-characters", "control characters that XML forbids were left out".into());
    }

    /// Reports `rule`, once a file, at the end of what is decoded.
    fn odd(&mut self, rule: &'static str, message: String) {
        if !self.told.contains(&rule) {
            self.told.push(rule);
            let line = self.line() + self.ends(&self.text.as_bytes()[self.at..]);
            self.oddities.push(Oddity { rule, line, message });
        }
    }
}

impl<R: Read> BufRead for Utf8<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        while self.left() == 0 && self.more()? {}
        Ok(&self.text.as_bytes()[self.at..])
    }

    fn consume(&mut self, amount: usize) {
        self.at = (self.at + amount).min(self.text.len());
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

/// Whether XML 1.0 forbids the character.
pub fn is_forbidden(c: char) -> bool {
    matches!(c, '\0'..='\x08' | '\x0b' | '\x0c' | '\x0e'..='\x1f' | '\u{fffe}' | '\u{ffff}')
}

/// Whether a character that [`is_forbidden`] may begin with this byte: controls, and what U+FFFE begins with.
fn is_suspicious(byte: u8) -> bool {
    byte < 0x20 && byte != b'\t' && byte != b'\n' && byte != b'\r' || byte == 0xef
}

fn utf16(encoding: &'static Encoding) -> bool {
    encoding == UTF_16LE || encoding == UTF_16BE
}

fn is_ascii_markup(raw: &[u8]) -> bool {
    matches!(raw, [b'<', b'?' | b'!' | b'a'..=b'z' | b'A'..=b'Z', b'!'..=b'~', ..])
}

/// UTF-16 without a mark shows in the zeros beside ASCII characters: every other byte is zero nearly always, those between
/// hardly ever.
fn by_shape(raw: &[u8]) -> Option<&'static Encoding> {
    let head = &raw[..raw.len().min(HEAD)];
    let zeros = |from: usize| head.iter().skip(from).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd, pairs) = (zeros(0), zeros(1), head.len() / 2);
    let is = |many: usize, few: usize| pairs >= 2 && 2 * many > pairs && 20 * few <= pairs;
    match () {
        () if is(odd, even) => Some(UTF_16LE),
        () if is(even, odd) => Some(UTF_16BE),
        () => None,
    }
}

/// The byte order of UTF-32 and the length of its mark, by the mark or the zeros around the first ASCII character.
fn utf32(raw: &[u8]) -> Option<(ByteOrder, usize)> {
    match raw {
        [0xff, 0xfe, 0, 0, ..] => Some((u32::from_le_bytes, 4)),
        [0, 0, 0xfe, 0xff, ..] => Some((u32::from_be_bytes, 4)),
        [a, 0, 0, 0, ..] if *a != 0 => Some((u32::from_le_bytes, 0)),
        [0, 0, 0, a, ..] if *a != 0 => Some((u32::from_be_bytes, 0)),
        _ => None,
    }
}

/// The character whose two UTF-16 halves `bytes` begin with, each written as if it were a character.
fn surrogates(bytes: &[u8]) -> Option<char> {
    match *bytes {
        [0xed, high @ 0xa0..=0xaf, a @ 0x80..=0xbf, 0xed, low @ 0xb0..=0xbf, b @ 0x80..=0xbf, ..] => {
            let half = |lead: u8, tail: u8| (u32::from(lead & 0x0f) << 6) | u32::from(tail & 0x3f);
            char::from_u32(0x10000 + (half(high, a) << 10) + half(low, b))
        }
        _ => None,
    }
}

/// The name of the encoding in an XML declaration, which is in ASCII, UTF-16 or UTF-32.
fn declared(raw: &[u8]) -> Option<String> {
    let head: Vec<u8> = raw.iter().copied().filter(|&b| b != 0).take(HEAD / 4).collect();
    let at = memchr::memmem::find(&head, b"encoding")?;
    let end = memchr::memchr(b'>', &head)?;
    let quoted = head.get(at + 8..end)?;
    let open = quoted.iter().position(|b| matches!(b, b'"' | b'\''))?;
    let close = quoted[open + 1..].iter().position(|&b| b == quoted[open])?;
    Some(String::from_utf8_lossy(&quoted[open + 1..open + 1 + close]).into_owned())
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
        let wide = "<a>été 🕊</a>";
        for order in [u32::to_le_bytes, u32::to_be_bytes] {
            let bytes = |text: &str| text.chars().flat_map(|c| order(c.into())).collect::<Vec<u8>>();
            assert_eq!(decoded(&bytes(wide)), (wide.into(), vec![]));
            assert_eq!(decoded(&bytes(&format!("\u{feff}{wide}"))), (wide.into(), vec![]));
        }
    }

    #[test]
    fn a_wrong_declaration_is_seen_through() {
        let head = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>";
        let utf8 = format!("{head}<a>été</a>");
        assert_eq!(decoded(utf8.as_bytes()), (utf8.clone(), vec!["encoding-declaration"]));
        let latin1: Vec<u8> = utf8.chars().map(|c| c as u8).collect();
        assert_eq!(decoded(&latin1), (utf8, vec![]));
        assert_eq!(decoded(b"<a>\xe9t\xe9 \x93x\x94</a>"), ("<a>été “x”</a>".into(), vec!["not-utf8"]));
        assert_eq!(decoded(b"\xff\xfe<tmx>x</tmx>"), ("<tmx>x</tmx>".into(), vec!["encoding-declaration"]));
    }

    #[test]
    fn halves_of_characters_are_put_together() {
        assert_eq!(decoded(b"a\xed\xa0\xbd\xed\xb5\x8ab"), ("a🕊b".into(), vec!["not-utf8"]));
        assert_eq!(decoded(b"a\xed\xa0\xbd").1, ["not-utf8"]);
    }

    #[test]
    fn forbidden_characters_vanish_and_are_reported_with_their_line() {
        let mut reader = Utf8::new("a\nb\x1fc\u{ffff}ﬁ".as_bytes(), Vec::new());
        let mut text = String::new();
        reader.read_to_string(&mut text).unwrap();
        assert_eq!(text, "a\nbcﬁ");
        assert_eq!((reader.line(), reader.oddities()[0].rule), (2, "control-characters"));
    }

    #[test]
    fn a_damaged_archive_ends_the_text() {
        use std::io::Write;
        let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        gz.write_all("<a>été</a>".repeat(2000).as_bytes()).unwrap();
        let gz = gz.finish().unwrap();
        let read = |bytes: &[u8]| {
            let mut reader = Utf8::new(flate2::read::MultiGzDecoder::new(bytes), Vec::new());
            let mut text = String::new();
            reader.read_to_string(&mut text).unwrap();
            (text.len(), reader.oddities().len())
        };
        assert_eq!(read(&gz), (2000 * 12, 0));
        assert_eq!(read(&gz[..gz.len() - 12]).1, 1);
    }
}
