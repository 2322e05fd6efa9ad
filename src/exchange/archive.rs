//! Archives: `.gz` and `.zip`, known by their first bytes, whole or damaged.

use super::decode::Oddity;
use super::format::Format;
use std::borrow::Cow;
use std::io::{self, Cursor, Read};
use zip::result::ZipError;

/// One file to read: the input itself, or a member of the archive that it is.
pub struct Member<'m> {
    /// The member's name in its archive; `None` for a plain file or a `.gz`.
    pub name: Option<String>,
    /// The plain bytes.
    pub bytes: &'m mut dyn Read,
    /// What was odd about the archive before this member.
    pub oddities: Vec<Oddity>,
}

/// Opens archives and hands the plain bytes to `read`: once, or once for every memory in a `.zip`.
///
/// Members of a `.zip` that are no memories by name are reported, unless there is nothing else. Of an archive whose
/// directory is lost the members are read from the front, as far as they go.
///
/// # Errors
/// Those of reading.
pub fn unpacked(mut input: impl Read, mut read: impl FnMut(Member) -> io::Result<()>) -> io::Result<()> {
    let mut magic = Vec::with_capacity(6);
    input.by_ref().take(6).read_to_end(&mut magic)?;
    let foreign = FOREIGN.iter().find(|(start, _)| magic.starts_with(start));
    let (gzip, zip) = (magic.starts_with(&GZIP), magic.starts_with(ZIP) || magic.starts_with(EMPTY_ZIP));
    let mut input = Cursor::new(magic).chain(input);
    let mut plain = |bytes: &mut dyn Read, oddities| read(Member { name: None, bytes, oddities });
    match foreign {
        Some((_, kind)) => {
            let message = format!("this is {kind}, not a memory: unpack or convert it first");
            plain(&mut io::empty(), vec![Oddity { rule: "not-a-memory", line: 0, message }])
        }
        None if gzip => plain(&mut flate2::read::MultiGzDecoder::new(input), Vec::new()),
        None if zip => {
            let mut bytes = Vec::new();
            input.read_to_end(&mut bytes)?;
            from_zip(&bytes, read)
        }
        None => plain(&mut input, Vec::new()),
    }
}

const GZIP: [u8; 2] = [0x1f, 0x8b];
const ZIP: &[u8] = b"PK\x03\x04";
const EMPTY_ZIP: &[u8] = b"PK\x05\x06";

/// What people name `.tmx` by mistake, or forget to unpack.
const FOREIGN: [(&[u8], &str); 7] = [
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\xfd7zXZ\0", "an xz archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"Rar!\x1a\x07", "a rar archive"),
    (b"%PDF-", "a PDF"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
];

fn from_zip(bytes: &[u8], mut read: impl FnMut(Member) -> io::Result<()>) -> io::Result<()> {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else { return from_front(bytes, read) };
    let names: Vec<String> =
        archive.file_names().flatten().filter(|n| !n.ends_with('/')).map(Cow::into_owned).collect();
    let only = names.first().filter(|_| !names.iter().any(|name| is_memory(name)));
    let (wanted, others): (Vec<&String>, Vec<&String>) =
        names.iter().partition(|name| is_memory(name) || only == Some(name));
    let mut oddities: Vec<Oddity> = others.iter().map(|name| skipped(name, "it is no memory by its name")).collect();
    let mut any = false;
    for name in wanted {
        match archive.by_name(name) {
            Ok(mut member) => {
                any = true;
                hand(name, &mut member, std::mem::take(&mut oddities), &mut read)?;
            }
            Err(ZipError::UnsupportedArchive(why)) => oddities.push(skipped(name, why)),
            Err(error) => oddities.push(skipped(name, &error.to_string())),
        }
    }
    match any && oddities.is_empty() {
        true => Ok(()),
        false => read(Member { name: None, bytes: &mut io::empty(), oddities }),
    }
}

fn is_memory(name: &str) -> bool {
    let is_hidden = name.split('/').any(|part| part.starts_with('.') || part.eq_ignore_ascii_case("__MACOSX"));
    !is_hidden && !name.to_lowercase().ends_with(".zip") && Format::of(name.as_ref()).is_some()
}

fn skipped(name: &str, why: &str) -> Oddity {
    Oddity { rule: "archive-member-skipped", line: 0, message: format!("{name} in the archive was not read: {why}") }
}

/// Hands a member on; one that is a `.gz` itself is opened, too.
fn hand(
    name: &str,
    bytes: &mut dyn Read,
    oddities: Vec<Oddity>,
    read: &mut impl FnMut(Member) -> io::Result<()>,
) -> io::Result<()> {
    let name = Some(name.to_owned());
    if name.as_ref().is_some_and(|n| n.to_lowercase().ends_with(".gz")) {
        return read(Member { name, bytes: &mut flate2::read::MultiGzDecoder::new(bytes), oddities });
    }
    read(Member { name, bytes, oddities })
}

/// Reads the members of an archive that was cut off: each carries its name and method before its bytes.
fn from_front(bytes: &[u8], mut read: impl FnMut(Member) -> io::Result<()>) -> io::Result<()> {
    let message = "the archive is damaged, its directory is missing: what is whole from its front is read".into();
    let mut oddities = vec![Oddity { rule: "damaged-archive", line: 0, message }];
    let mut rest = bytes;
    let mut any = false;
    while let Some(at) = memchr::memmem::find(rest, ZIP) {
        rest = &rest[at + ZIP.len()..];
        let Some((name, packed, content)) = local_header(rest) else { continue };
        if !is_memory(&name) {
            continue;
        }
        any = true;
        let told = std::mem::take(&mut oddities);
        if packed {
            let mut inflated = flate2::bufread::DeflateDecoder::new(content);
            hand(&name, &mut inflated, told, &mut read)?;
            rest = inflated.into_inner();
        } else {
            let end = memchr::memmem::find(content, b"PK").unwrap_or(content.len());
            hand(&name, &mut &content[..end], told, &mut read)?;
            rest = &content[end..];
        }
    }
    if any { Ok(()) } else { read(Member { name: None, bytes: &mut io::empty(), oddities }) }
}

/// Name, whether it is deflated (else stored), and what follows, of a member whose header goes on with `rest`.
fn local_header(rest: &[u8]) -> Option<(String, bool, &[u8])> {
    let number = |at: usize| Some(usize::from(u16::from_le_bytes([*rest.get(at)?, *rest.get(at + 1)?])));
    let (flags, method) = (number(2)?, number(4)?);
    let start = 26 + number(22)?;
    let name = rest.get(26..start)?;
    let content = rest.get(start + number(24)?..)?;
    let readable = flags & 1 == 0 && matches!(method, 0 | 8);
    readable.then(|| (String::from_utf8_lossy(name).into_owned(), method == 8, content))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use zip::write::{SimpleFileOptions, ZipWriter};

    fn zipped(members: &[(&str, &str)]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in members {
            match name.strip_suffix('/') {
                Some(folder) => zip.add_directory(folder, SimpleFileOptions::default()).unwrap(),
                None => {
                    zip.start_file(*name, SimpleFileOptions::default()).unwrap();
                    zip.write_all(text.as_bytes()).unwrap();
                }
            }
        }
        zip.finish().unwrap().into_inner()
    }

    fn gzipped(text: &str) -> Vec<u8> {
        let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        gz.write_all(text.as_bytes()).unwrap();
        gz.finish().unwrap()
    }

    /// What each member holds, and all rules that were told.
    fn opened(bytes: &[u8]) -> (Vec<String>, Vec<&'static str>) {
        let (mut texts, mut rules) = (Vec::new(), Vec::new());
        let read = |member: Member| {
            let mut text = String::new();
            let whole = member.bytes.read_to_string(&mut text);
            texts.push(format!("{}{text}{}", member.name.unwrap_or_default(), if whole.is_ok() { "" } else { "…" }));
            rules.extend(member.oddities.iter().map(|o| o.rule));
            Ok(())
        };
        unpacked(bytes, read).unwrap();
        (texts, rules)
    }

    #[test]
    fn every_memory_of_an_archive_is_read_and_the_rest_is_named() {
        let zip =
            zipped(&[("notes/", ""), ("a.tmx", "A"), ("read.me", "x"), ("notes/b.TMX", "B"), ("__MACOSX/a.tmx", "y")]);
        let (texts, rules) = opened(&zip);
        assert_eq!(texts, ["a.tmxA", "notes/b.TMXB"]);
        assert_eq!(rules, ["archive-member-skipped"; 2]);
        assert_eq!(opened(&zipped(&[("memory", "A")])), (vec!["memoryA".into()], vec![]));
        assert_eq!(opened(&zipped(&[])).0, [""]);
    }

    #[test]
    fn several_gzip_members_are_one_text() {
        assert_eq!(opened(&[gzipped("A"), gzipped("B")].concat()), (vec!["AB".into()], vec![]));
        assert_eq!(opened(&gzipped("AB")[..12]).0, ["A…"]);
    }

    #[test]
    fn archives_without_their_directory_are_read_from_the_front() {
        let long: String = (0..5000).map(|n| format!("{n} ")).collect();
        let zip = zipped(&[("a.tmx", "A"), ("b.tmx", &long)]);
        let (texts, rules) = opened(&zip[..zip.len() - 150]);
        assert_eq!((texts[0].as_str(), rules), ("a.tmxA", vec!["damaged-archive"]));
        assert!(texts[1].starts_with("b.tmx") && texts.len() == 2);
        let (texts, _) = opened(&zip[..zip.len() / 2]);
        assert!(texts[1].ends_with('…'), "{texts:?}");
        assert_eq!(opened(b"PK\x03\x04nonsense"), (vec![String::new()], vec!["damaged-archive"]));
    }

    #[test]
    fn other_kinds_of_files_are_named() {
        assert_eq!(opened(b"%PDF-1.7 ...").1, ["not-a-memory"]);
        assert_eq!(opened(b"7z\xbc\xaf\x27\x1c").1, ["not-a-memory"]);
        assert_eq!(opened(b"P"), (vec!["P".into()], vec![]));
    }
}
