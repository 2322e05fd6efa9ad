//! TBX, the exchange format of terminology: version 2 (`martif`, what tools read) and version 3 (TBX-Basic, DCA style).

use super::slug;
use crate::exchange::archive::unpacked;
use crate::exchange::decode::Utf8;
use crate::model::{Concept, Diagnostic, Severity};
use quick_xml::Reader;
use quick_xml::escape::escape;
use quick_xml::events::{BytesStart, Event};
use std::io::{self, Read, Write};

/// The keys it can hold.
pub const CARRIED: [&str; 11] = [
    "id",
    "kind",
    "fr",
    "en",
    "fr-acronym",
    "en-acronym",
    "fr-variants",
    "en-admitted",
    "en-forbidden",
    "source",
    "note",
];

/// A version of TBX.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// ISO 30042:2008, root `martif`.
    Two,
    /// ISO 30042:2019, dialect TBX-Basic in DCA style.
    Three,
}

/// Names of elements that differ between the versions.
struct Names {
    entry: &'static str,
    language: &'static str,
    term: &'static str,
}

/// Writes concepts, each in an entry with a French and an English part. Forbidden and admitted forms keep their status.
///
/// # Errors
/// Those of writing.
pub fn write(concepts: &[Concept], version: Version, mut out: impl Write) -> io::Result<()> {
    let (head, names, tail) = match version {
        Version::Two => {
            (HEAD_TWO, Names { entry: "termEntry", language: "langSet", term: "tig" }, "</body></text>\n</martif>\n")
        }
        Version::Three => (
            HEAD_THREE,
            Names { entry: "conceptEntry", language: "langSec", term: "termSec" },
            "</body></text>\n</tbx>\n",
        ),
    };
    out.write_all(head.as_bytes())?;
    for concept in concepts {
        entry(concept, &names, &mut out)?;
    }
    out.write_all(tail.as_bytes())
}

const HEAD_TWO: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE martif SYSTEM \"TBXcoreStructV02.dtd\">\n\
    <martif type=\"TBX\" xml:lang=\"fr\">\n<martifHeader><fileDesc><sourceDesc><p>entrefilet glossary</p></sourceDesc></fileDesc>\
    <encodingDesc><p type=\"XCSURI\">TBXXCS.xcs</p></encodingDesc></martifHeader>\n<text><body>\n";

const HEAD_THREE: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
    <tbx type=\"TBX-Basic\" style=\"dca\" xml:lang=\"fr\" xmlns=\"urn:iso:std:iso:30042:ed-2\">\n\
    <tbxHeader><fileDesc><sourceDesc><p>entrefilet glossary</p></sourceDesc></fileDesc></tbxHeader>\n<text><body>\n";

fn entry(concept: &Concept, names: &Names, out: &mut impl Write) -> io::Result<()> {
    let kind = format!("{:?}", concept.kind).to_lowercase();
    writeln!(
        out,
        "<{} id=\"{}\"><descrip type=\"subjectField\">{kind}</descrip>",
        names.entry,
        text(&xml_id(&concept.id))
    )?;
    if let Some(note) = &concept.note {
        writeln!(out, "<note>{}</note>", text(note))?;
    }
    let french = std::iter::once((concept.fr.as_str(), "fullForm", PREFERRED))
        .chain(concept.fr_acronym.iter().map(|a| (a.as_str(), "acronym", PREFERRED)))
        .chain(concept.fr_variants.iter().map(|v| (v.as_str(), "variant", ADMITTED)));
    language("fr", french, None, names, out)?;
    let english = Some((concept.en.as_str(), "fullForm", PREFERRED))
        .filter(|(en, ..)| !en.is_empty())
        .into_iter()
        .chain(concept.en_acronym.iter().map(|a| (a.as_str(), "acronym", PREFERRED)))
        .chain(concept.en_admitted.iter().map(|v| (v.as_str(), "variant", ADMITTED)))
        .chain(concept.en_forbidden.iter().map(|v| (v.as_str(), "variant", DEPRECATED)));
    language("en", english, concept.source.as_deref(), names, out)?;
    writeln!(out, "</{}>", names.entry)
}

const PREFERRED: &str = "preferredTerm-admn-sts";
const ADMITTED: &str = "admittedTerm-admn-sts";
const DEPRECATED: &str = "deprecatedTerm-admn-sts";

/// One language of an entry; nothing where it has no term. `source` goes with the first.
fn language<'c>(
    code: &str,
    terms: impl Iterator<Item = (&'c str, &'c str, &'c str)>,
    source: Option<&str>,
    names: &Names,
    out: &mut impl Write,
) -> io::Result<()> {
    let mut terms = terms.peekable();
    if terms.peek().is_none() {
        return Ok(());
    }
    writeln!(out, "<{} xml:lang=\"{code}\">", names.language)?;
    for (number, (form, sort, status)) in terms.enumerate() {
        let source = source.filter(|_| number == 0).map(|s| format!("<admin type=\"source\">{}</admin>", text(s)));
        writeln!(
            out,
            "<{0}><term>{1}</term><termNote type=\"termType\">{sort}</termNote><termNote type=\"administrativeStatus\">{status}</termNote>{2}</{0}>",
            names.term,
            text(form),
            source.unwrap_or_default()
        )?;
    }
    writeln!(out, "</{}>", names.language)
}

/// Escaped, without the characters that XML cannot hold.
fn text(raw: &str) -> String {
    let clean: String = raw.chars().filter(|c| !c.is_control() || matches!(c, '\t' | '\n')).collect();
    escape(clean.as_str()).into_owned()
}

/// An XML id starts with a letter.
fn xml_id(id: &str) -> String {
    if id.starts_with(|c: char| c.is_ascii_alphabetic()) && !id.starts_with(NO_LETTER) {
        id.to_owned()
    } else {
        format!("{NO_LETTER}{id}")
    }
}

const NO_LETTER: &str = "n_";

/// Reads TBX of either version (and of DCT style) entry by entry: memory does not grow with the file. Entries without
/// French are told and left out; where the file breaks off, what is whole before it has been read. No entity is expanded
/// but XML's own five and character numbers.
///
/// # Errors
/// Those of reading `input`.
pub fn read(input: impl Read, path: &str, mut each: impl FnMut(Result<Concept, Diagnostic>)) -> io::Result<()> {
    unpacked(input, |member| {
        let mut xml = Reader::from_reader(Utf8::new(member.bytes, member.oddities));
        let mut buffer = Vec::new();
        let mut entry = Entry::default();
        loop {
            buffer.clear();
            let event = xml.read_event_into(&mut buffer);
            let place = (path, xml.get_ref().line());
            match event {
                Ok(Event::Eof) => return Ok(()),
                Ok(event) => entry.take(event, place, &mut each),
                Err(quick_xml::Error::Io(e)) => return Err(io::Error::new(e.kind(), e)),
                Err(error) => {
                    each(Err(problem(place, format!("the file ends or breaks here: {error}"))));
                    return Ok(());
                }
            }
        }
    })
}

fn problem((path, line): (&str, u32), message: String) -> Diagnostic {
    Diagnostic { path: path.to_owned(), line: Some(line), severity: Severity::Error, message, help: None }
}

/// An entry while it is read.
#[derive(Default)]
struct Entry {
    concept: Concept,
    line: u32,
    language: String,
    term: Term,
    /// What the characters that come are: the element, or its `type`.
    inside: Option<String>,
    characters: String,
}

#[derive(Default)]
struct Term {
    text: String,
    sort: String,
    status: String,
}

impl Entry {
    fn take(&mut self, event: Event, place: (&str, u32), each: &mut impl FnMut(Result<Concept, Diagnostic>)) {
        match event {
            Event::Start(tag) => self.start(&tag, place.1),
            Event::End(tag) => self.end(tag.local_name().as_ref(), place.0, each),
            Event::Text(text) => self.add(&text.xml10_content()),
            Event::CData(text) => self.add(&text.xml10_content()),
            Event::GeneralRef(name) => {
                let mut entities = crate::exchange::entities::Entities::default();
                if let crate::exchange::entities::Meaning::Text(text) = entities.resolve(&name.into_inner()) {
                    self.add(&text);
                }
            }
            _ => {}
        }
    }

    fn add(&mut self, text: &str) {
        if self.inside.is_some() {
            self.characters.push_str(text);
        }
    }

    fn start(&mut self, tag: &BytesStart, line: u32) {
        match tag.local_name().as_ref() {
            "termEntry" | "conceptEntry" => {
                let id = attribute(tag, "id");
                let id = id.strip_prefix(NO_LETTER).unwrap_or(&id).to_owned();
                *self = Self { concept: Concept { id, ..Concept::default() }, line, ..Self::default() };
            }
            "langSet" | "langSec" => self.language = attribute(tag, "xml:lang").to_lowercase(),
            "tig" | "ntig" | "termSec" => self.term = Term::default(),
            "termNote" | "descrip" | "admin" => self.open(&attribute(tag, "type")),
            name @ ("term" | "note" | "termType" | "administrativeStatus" | "subjectField") => self.open(name),
            _ => {}
        }
    }

    fn open(&mut self, what: &str) {
        self.inside = Some(what.to_owned());
        self.characters.clear();
    }

    fn end(&mut self, name: &str, path: &str, each: &mut impl FnMut(Result<Concept, Diagnostic>)) {
        match name {
            "tig" | "ntig" | "termSec" => self.keep_term(),
            "termEntry" | "conceptEntry" => each(self.finish(path)),
            "term"
            | "note"
            | "termNote"
            | "descrip"
            | "admin"
            | "termType"
            | "administrativeStatus"
            | "subjectField" => {
                self.close();
            }
            _ => {}
        }
    }

    fn close(&mut self) {
        let text = self.characters.split_whitespace().collect::<Vec<_>>().join(" ");
        match self.inside.take().as_deref() {
            Some("term") => self.term.text = text,
            Some("termType") => self.term.sort = text,
            Some("administrativeStatus") => self.term.status = text,
            Some("subjectField") => self.concept.kind = kind(&text),
            Some("source") => self.concept.source = Some(text),
            Some("note") => self.concept.note = Some(text),
            _ => {}
        }
    }

    fn keep_term(&mut self) {
        let term = std::mem::take(&mut self.term);
        let acronym = matches!(term.sort.as_str(), "acronym" | "initialism" | "abbreviation");
        let forbidden = term.status.starts_with("deprecated") || term.status.starts_with("superseded");
        let admitted = term.status.starts_with("admitted");
        let concept = &mut self.concept;
        let (name, short, more) = match self.language.get(..2) {
            Some("fr") => (&mut concept.fr, &mut concept.fr_acronym, &mut concept.fr_variants),
            Some("en") if forbidden => return concept.en_forbidden.push(term.text),
            Some("en") => (&mut concept.en, &mut concept.en_acronym, &mut concept.en_admitted),
            _ => return,
        };
        if term.text.is_empty() {
            return;
        }
        if acronym && short.is_none() && !name.is_empty() {
            *short = Some(term.text);
        } else if name.is_empty() && !admitted {
            *name = term.text;
        } else {
            more.push(term.text);
        }
    }

    fn finish(&mut self, path: &str) -> Result<Concept, Diagnostic> {
        let mut concept = std::mem::take(&mut self.concept);
        concept.place = (path.to_owned(), self.line);
        if concept.fr.is_empty() {
            return Err(problem((path, self.line), format!("entry `{}` has no French", concept.id)));
        }
        if concept.id.is_empty() {
            concept.id = slug(&concept.fr);
        }
        Ok(concept)
    }
}

fn kind(name: &str) -> crate::model::ConceptKind {
    let read = serde::de::value::StrDeserializer::<serde::de::value::Error>::new(name);
    serde::Deserialize::deserialize(read).unwrap_or_default()
}

fn attribute(tag: &BytesStart, name: &str) -> String {
    let found = tag.attributes().flatten().find(|a| a.key.as_ref() == name);
    found.map(|a| a.value.as_ref().to_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::glossary::{Block, Sheet};
    use crate::model::ConceptKind;

    fn back(text: &str) -> (Vec<Concept>, Vec<Diagnostic>) {
        let (mut concepts, mut problems) = (Vec::new(), Vec::new());
        read(text.as_bytes(), "g.tbx", |item| match item {
            Ok(concept) => concepts.push(concept),
            Err(problem) => problems.push(problem),
        })
        .unwrap();
        (concepts, problems)
    }

    #[test]
    fn both_versions_come_back() {
        let concept = Concept {
            id: "2e-rep".into(),
            kind: ConceptKind::Alliance,
            fr: "L’« A & B » <fort>".into(),
            en: "A & B".into(),
            fr_acronym: Some("AB".into()),
            en_acronym: Some("BA".into()),
            fr_variants: vec!["A et B".into()],
            en_admitted: vec!["A and B".into()],
            en_forbidden: vec!["A/B".into(), "AB".into()],
            source: Some("desk".into()),
            note: Some("n".into()),
            ..Concept::default()
        };
        for version in [Version::Two, Version::Three] {
            let mut bytes = Vec::new();
            write(std::slice::from_ref(&concept), version, &mut bytes).unwrap();
            let (concepts, problems) = back(std::str::from_utf8(&bytes).unwrap());
            assert_eq!(problems, []);
            let sheet = |c: &Concept| Sheet { blocks: vec![Block::of(c)], ..Sheet::default() }.to_string();
            assert_eq!(sheet(&concepts[0]), sheet(&concept));
        }
    }

    #[test]
    fn bombs_and_broken_files_do_no_harm() {
        let bomb = "<!DOCTYPE tbx [<!ENTITY a \"AAAA\"><!ENTITY b \"&a;&a;\">]><tbx><conceptEntry id=\"x\"><langSec xml:lang=\"fr\">\
                    <termSec><term>F&b;é&#233;</term></termSec></langSec></conceptEntry><conceptEntry id=\"y\"></conceptEntry><conceptEntry id=\"z\"";
        let (concepts, problems) = back(bomb);
        assert_eq!(concepts.len(), 1);
        assert!(concepts[0].fr.len() < 12 && concepts[0].fr.ends_with("éé"), "{}", concepts[0].fr);
        assert_eq!(problems[0].message, "entry `y` has no French");
        assert_eq!(problems.len(), 2);
    }

    /// Counts what has been asked of it.
    struct Counted<'a, R>(R, &'a std::cell::Cell<usize>);

    impl<R: Read> Read for Counted<'_, R> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let read = self.0.read(buffer)?;
            self.1.set(self.1.get() + read);
            Ok(read)
        }
    }

    #[test]
    fn an_entry_comes_before_the_file_is_read() {
        let entry = "<termEntry><langSet xml:lang=\"fr\"><tig><term>Mali</term></tig></langSet></termEntry>\n";
        let file = format!("<martif><text><body>{}</body></text></martif>", entry.repeat(20_000));
        let (asked, mut behind) = (std::cell::Cell::new(0), 0);
        let mut read_so_far = 0;
        read(Counted(file.as_bytes(), &asked), "g.tbx", |_| {
            read_so_far += entry.len();
            behind = behind.max(asked.get().saturating_sub(read_so_far));
        })
        .unwrap();
        assert_eq!(read_so_far, 20_000 * entry.len());
        assert!(behind < file.len() / 4, "{behind} of {} bytes were held", file.len());
    }
}
