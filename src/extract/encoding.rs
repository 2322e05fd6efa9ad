//! From bytes to characters: byte-order mark, then what the file declares, then what the bytes look like.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// A file as characters, and how that was decided.
pub(super) struct Decoded {
    pub text: String,
    pub encoding: &'static Encoding,
    /// As in [`crate::model::Source::encoding_from`].
    pub from: &'static str,
    /// Byte sequences that stood for no character.
    pub replaced: u32,
    /// An encoding that the file declares and that its bytes contradict.
    pub contradicted: Option<&'static Encoding>,
}

/// Decodes `bytes`; only a file with `markup` can declare its encoding.
pub(super) fn decode(bytes: &[u8], markup: bool) -> Decoded {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return decoded(&bytes[mark..], encoding, "bom");
    }
    let Some(declared) = markup.then(|| declared(bytes)).flatten() else { return guess(bytes) };
    if agrees(bytes, declared) {
        return decoded(bytes, declared, "declared");
    }
    Decoded { contradicted: Some(declared), ..guess(bytes) }
}

/// Whether `bytes` can be what they are declared to be. Accented text that is valid UTF-8 is UTF-8, whatever it says;
/// and what says UTF-8 but has more broken than whole sequences is not.
fn agrees(bytes: &[u8], declared: &'static Encoding) -> bool {
    let looks = looks_utf8(bytes);
    if declared == UTF_8 { looks != Looks::Other } else { looks != Looks::Utf8 || !declared.is_single_byte() }
}

fn guess(bytes: &[u8]) -> Decoded {
    match looks_utf8(bytes) {
        Looks::Ascii | Looks::Utf8 => decoded(bytes, UTF_8, "utf-8"),
        Looks::Broken => decoded(bytes, UTF_8, "detected"),
        Looks::Other => decoded(bytes, detect(bytes), "detected"),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Looks {
    Ascii,
    Utf8,
    /// UTF-8 with some damage: more whole sequences than broken ones.
    Broken,
    Other,
}

fn looks_utf8(bytes: &[u8]) -> Looks {
    let (mut whole, mut broken) = (0u64, 0u64);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().bytes().filter(|&b| b >= 0xc0).count() as u64;
        broken += u64::from(!chunk.invalid().is_empty());
    }
    match (whole, broken) {
        _ if utf16_without_mark(bytes).is_some() => Looks::Other,
        (0, 0) => Looks::Ascii,
        (_, 0) => Looks::Utf8,
        _ if whole > broken => Looks::Broken,
        _ => Looks::Other,
    }
}

fn detect(bytes: &[u8]) -> &'static Encoding {
    if let Some(encoding) = utf16_without_mark(bytes) {
        return encoding;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(Some(b"fr"), Utf8Detection::Deny);
    // French is never written in a multi-byte legacy encoding; a few stray bytes can look like one.
    if guess.is_single_byte() { guess } else { WINDOWS_1252 }
}

/// French in UTF-16 has a zero in nearly every other byte, and only there.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(4096) & !1];
    let zeros = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|&&b| b == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), sample.len() / 2);
    match () {
        _ if half < 4 => None,
        _ if odd * 10 > half * 7 && even * 20 < half => Some(UTF_16LE),
        _ if even * 10 > half * 7 && odd * 20 < half => Some(UTF_16BE),
        _ => None,
    }
}

/// What an XML declaration or a `<meta charset>` in the first 4 KiB says.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
    let xml = head.trim_start().strip_prefix("<?xml").and_then(|rest| label(rest.split("?>").next()?, "encoding"));
    let meta = || head.split("<meta").skip(1).find_map(|rest| label(rest.split('>').next()?, "charset"));
    let encoding = Encoding::for_label(xml.or_else(meta)?.as_bytes())?;
    // A declaration that can be read byte by byte cannot stand in UTF-16 (the HTML standard says so, too).
    Some(if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding })
}

fn label<'h>(tag: &'h str, key: &str) -> Option<&'h str> {
    let after = tag.split_once(key)?.1.trim_start().strip_prefix('=')?.trim_start();
    after.trim_start_matches(['"', '\'']).split(['"', '\'', ' ', ';', '/']).next().filter(|l| !l.is_empty())
}

fn decoded(bytes: &[u8], encoding: &'static Encoding, from: &'static str) -> Decoded {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8 + 16);
    let (mut rest, mut replaced) = (bytes, 0u32);
    loop {
        let (result, read) = decoder.decode_to_string_without_replacement(rest, &mut text, true);
        rest = &rest[read..];
        match result {
            DecoderResult::InputEmpty => return Decoded { text, encoding, from, replaced, contradicted: None },
            DecoderResult::OutputFull => text.reserve(rest.len() + 16),
            DecoderResult::Malformed(..) => {
                replaced = replaced.saturating_add(1);
                text.reserve(rest.len() + 3);
                text.push(char::REPLACEMENT_CHARACTER);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRENCH: &str = "L’été à Bamako : 5\u{a0}000 élèves, « déjà » reçus, ont été fêtés.";

    fn utf16(text: &str, big: bool) -> Vec<u8> {
        text.encode_utf16().flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() }).collect()
    }

    #[test]
    fn reads_what_french_is_written_in() {
        let cp1252 = WINDOWS_1252.encode(FRENCH).0.into_owned();
        let marked = |mark: &[u8], rest: Vec<u8>| [mark, &rest].concat();
        for (bytes, encoding, from) in [
            (FRENCH.into(), "UTF-8", "utf-8"),
            (marked(b"\xef\xbb\xbf", FRENCH.into()), "UTF-8", "bom"),
            (marked(b"\xff\xfe", utf16(FRENCH, false)), "UTF-16LE", "bom"),
            (marked(b"\xfe\xff", utf16(FRENCH, true)), "UTF-16BE", "bom"),
            (utf16(FRENCH, false), "UTF-16LE", "detected"),
            (utf16(FRENCH, true), "UTF-16BE", "detected"),
            (cp1252, "windows-1252", "detected"),
        ] {
            let read = decode(&bytes, false);
            assert_eq!((read.text.as_str(), read.encoding.name(), read.from), (FRENCH, encoding, from));
        }
    }

    #[test]
    fn damage_in_the_middle_does_not_spoil_the_rest() {
        let mut bytes = FRENCH.as_bytes().to_vec();
        bytes.insert(20, 0xff);
        let read = decode(&bytes, false);
        assert_eq!((read.encoding, read.replaced), (UTF_8, 1));
        assert!(read.text.contains('\u{fffd}') && read.text.contains("fêtés"));
    }

    #[test]
    fn a_declaration_counts_unless_the_bytes_say_otherwise() {
        let page = |charset: &str| format!("<html><meta charset={charset}><p>Élèves à Gao</p>");
        let latin = WINDOWS_1252.encode(&page("\"iso-8859-1\"")).0.into_owned();
        let read = decode(&latin, true);
        assert_eq!((read.encoding, read.from), (WINDOWS_1252, "declared"));

        let lie = decode(page("iso-8859-1").as_bytes(), true);
        assert_eq!((lie.encoding, lie.contradicted), (UTF_8, Some(WINDOWS_1252)));
        assert!(lie.text.contains("Élèves"));

        let xml = WINDOWS_1252.encode("<?xml version='1.0' encoding='ISO-8859-1'?><p>Gao été</p>").0.into_owned();
        assert_eq!(decode(&xml, true).from, "declared");
        let wrong = WINDOWS_1252.encode(&page("utf-8")).0.into_owned();
        let read = decode(&wrong, true);
        assert_eq!((read.encoding, read.contradicted), (WINDOWS_1252, Some(UTF_8)));
        assert!(read.text.contains("Élèves à Gao"));
    }
}
