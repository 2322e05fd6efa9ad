//! Events of XML into whole `<tu>`s, one at a time, keeping what is whole of a broken file.

use super::entities::{Entities, Meaning};
use super::lint::Lint;
use super::pair::{self, Pairing};
use crate::exchange::decode::Utf8;
use crate::exchange::units::{Counts, Finding, Item, tell};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::io::{self, Read};

/// A `<tu>` as the file has it.
#[derive(Default)]
pub struct Tu {
    pub line: u32,
    /// 1-based.
    pub number: u64,
    pub id: Option<String>,
    pub dates: Vec<String>,
    /// `creationid` and `changeid`: who made the unit.
    pub authors: Vec<String>,
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
    /// How many `<seg>`s there are.
    pub segs: u32,
    /// `<bpt>`s less `<ept>`s.
    pub open_codes: i32,
}

/// What is wrong with a file that stops the reading.
struct Stop(Finding);

/// The elements that matter; all others are passed through.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Element {
    Tmx,
    Header,
    Body,
    Tu,
    Tuv,
    Seg,
    Prop,
    /// `bpt ept ph it ut`: what is inside is code, not text.
    Code,
    Other,
}

impl Element {
    fn of(name: &str) -> Self {
        let local = name.rsplit(':').next().unwrap_or(name);
        let is = |known: &&str| local.eq_ignore_ascii_case(known);
        const CODES: [&str; 5] = ["bpt", "ept", "ph", "it", "ut"];
        const KNOWN: [(&str, Element); 8] = [
            ("seg", Element::Seg),
            ("tuv", Element::Tuv),
            ("tu", Element::Tu),
            ("prop", Element::Prop),
            ("note", Element::Prop),
            ("tmx", Element::Tmx),
            ("header", Element::Header),
            ("body", Element::Body),
        ];
        match KNOWN.iter().find(|(known, _)| is(known)) {
            Some((_, element)) => *element,
            None if CODES.iter().any(is) => Self::Code,
            None => Self::Other,
        }
    }
}

/// Reads decoded text; [`crate::exchange::read_units`] is the way in.
pub fn read_decoded<R: Read>(input: Utf8<R>, detail: bool, each: &mut impl FnMut(Item)) -> io::Result<Counts> {
    let mut xml = Reader::from_reader(input);
    let config = xml.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut state = State::new(each, detail);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        let event = xml.read_event_into(&mut buffer);
        let line = xml.get_ref().line();
        let step = match event {
            Ok(Event::Eof) => break,
            Ok(event) => state.take(event, line),
            Err(quick_xml::Error::Io(e)) => return Err(io::Error::new(e.kind(), e)),
            Err(e) => Err(state.broken(line, &e)),
        };
        tell(xml.get_mut().oddities(), state.each);
        if let Err(Stop(finding)) = step {
            (state.each)(Item::Finding(finding));
            return Ok(state.counts);
        }
    }
    let line = xml.get_ref().line();
    tell(xml.get_mut().oddities(), state.each);
    state.end(line);
    Ok(state.counts)
}

struct State<'e, F> {
    each: &'e mut F,
    lint: Option<Lint>,
    counts: Counts,
    entities: Entities,
    /// Open elements, outermost first.
    open: Vec<Element>,
    /// How many of `open` are codes.
    codes: u32,
    tu: Option<Tu>,
    text: String,
    seen_root: bool,
}

impl<'e, F: FnMut(Item)> State<'e, F> {
    fn new(each: &'e mut F, detail: bool) -> Self {
        Self {
            each,
            lint: detail.then(Lint::default),
            counts: Counts::default(),
            entities: Entities::default(),
            open: Vec::new(),
            codes: 0,
            tu: None,
            text: String::new(),
            seen_root: false,
        }
    }

    fn take(&mut self, event: Event, line: u32) -> Result<(), Stop> {
        match event {
            Event::Start(tag) => self.start(&tag, line),
            Event::Empty(tag) => {
                self.start(&tag, line);
                self.close(Element::of(tag.name().as_ref()));
            }
            Event::End(tag) => self.close(Element::of(tag.name().as_ref())),
            Event::Text(text) => self.characters(&text.xml10_content()),
            Event::CData(text) => self.characters(&text.xml10_content()),
            Event::GeneralRef(name) => return self.reference(&name.into_inner(), line),
            Event::DocType(doctype) => self.entities.declare(&doctype),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::Eof => {}
        }
        Ok(())
    }

    fn start(&mut self, tag: &BytesStart, line: u32) {
        let element = Element::of(tag.name().as_ref());
        match element {
            Element::Tmx => self.seen_root = true,
            Element::Header => self.header(tag, line),
            Element::Tu => self.start_tu(tag, line),
            Element::Tuv => self.start_tuv(tag, line),
            Element::Seg => self.start_seg(),
            Element::Prop => self.start_prop(tag),
            Element::Code => self.start_code(tag),
            Element::Body | Element::Other => {}
        }
        self.open.push(element);
    }

    fn header(&mut self, tag: &BytesStart, line: u32) {
        if let Some(lint) = &mut self.lint {
            let attributes = attributes(tag, &mut self.entities);
            lint.header(&attributes, line, |finding| (self.each)(Item::Finding(finding)));
        }
    }

    /// A `<tu>` that was never closed ends where the next begins.
    fn start_tu(&mut self, tag: &BytesStart, line: u32) {
        self.finish_tu();
        self.open.retain(|e| !matches!(e, Element::Tu | Element::Tuv | Element::Seg | Element::Code));
        self.codes = 0;
        self.counts.units += 1;
        let mut tu = Tu { line, number: self.counts.units, ..Tu::default() };
        for (name, value) in attributes(tag, &mut self.entities) {
            match name.as_str() {
                "tuid" => tu.id = Some(value),
                "creationdate" | "changedate" => tu.dates.push(value),
                "creationid" | "changeid" => tu.authors.push(value),
                _ => {}
            }
        }
        self.tu = Some(tu);
    }

    fn start_tuv(&mut self, tag: &BytesStart, line: u32) {
        let Some(tu) = &mut self.tu else { return };
        let mut variant = Tuv { line, ..Tuv::default() };
        for (name, value) in attributes(tag, &mut self.entities) {
            match name.as_str() {
                "lang" => variant.lang = value,
                "creationdate" | "changedate" => tu.dates.push(value),
                "creationid" | "changeid" => tu.authors.push(value),
                _ => {}
            }
        }
        tu.variants.push(variant);
    }

    fn start_seg(&mut self) {
        self.text.clear();
        if let Some(variant) = self.variant() {
            variant.segs += 1;
        }
    }

    fn start_prop(&mut self, tag: &BytesStart) {
        self.text.clear();
        let is_note = tag.local_name().as_ref().eq_ignore_ascii_case("note");
        let Some(tu) = &mut self.tu else { return };
        let kind = attributes(tag, &mut self.entities).into_iter().find(|(name, _)| name == "type" && !is_note);
        let kind = kind.map_or_else(|| if is_note { "note".into() } else { String::new() }, |(_, value)| value);
        tu.props.push((kind, String::new()));
    }

    fn start_code(&mut self, tag: &BytesStart) {
        self.codes += 1;
        let step = match tag.local_name().as_ref() {
            "bpt" => 1,
            "ept" => -1,
            _ => 0,
        };
        if let Some(variant) = self.variant() {
            variant.open_codes += step;
        }
    }

    fn variant(&mut self) -> Option<&mut Tuv> {
        self.tu.as_mut()?.variants.last_mut()
    }

    /// Closes the innermost open `element` and what is open inside it; an end that nothing opened is passed over.
    fn close(&mut self, element: Element) {
        let Some(at) = self.open.iter().rposition(|e| *e == element) else { return };
        for inner in self.open.split_off(at).into_iter().rev() {
            match inner {
                Element::Seg => self.end_seg(),
                Element::Prop => self.end_prop(),
                Element::Tu => self.finish_tu(),
                Element::Code => self.codes -= 1,
                _ => {}
            }
        }
    }

    fn end_seg(&mut self) {
        let text = std::mem::take(&mut self.text);
        if let Some(variant) = self.variant() {
            variant.text.get_or_insert(text);
        }
    }

    fn end_prop(&mut self) {
        let text = std::mem::take(&mut self.text);
        if let Some((_, value)) = self.tu.as_mut().and_then(|tu| tu.props.last_mut()) {
            *value = text.trim().to_owned();
        }
    }

    fn characters(&mut self, text: &str) {
        let wanted = self.codes == 0
            && self.tu.is_some()
            && self.open.iter().rev().any(|e| matches!(e, Element::Seg | Element::Prop));
        if wanted {
            self.text.push_str(text);
        }
    }

    fn reference(&mut self, name: &str, line: u32) -> Result<(), Stop> {
        let unit = self.tu.as_ref().map(|tu| tu.number);
        let finding = |rule, message, loses| Finding { line, unit, rule, message, loses };
        match self.entities.resolve(name) {
            Meaning::Text(text) => self.characters(&text),
            Meaning::Forbidden => (self.each)(Item::Finding(finding(
                "control-characters",
                format!("&{name}; is a character that XML forbids: left out"),
                "strict XML readers stop here",
            ))),
            Meaning::Unknown => {
                self.characters(&format!("&{name};"));
                (self.each)(Item::Finding(finding(
                    "undeclared-entity",
                    format!("&{name}; is declared nowhere: kept as it is written"),
                    "strict XML readers stop here",
                )));
            }
            Meaning::External => (self.each)(Item::Finding(finding(
                "external-entity",
                format!("&{name}; stands for another file, which is never fetched: left out"),
                "readers that fetch it may leak files of their machine",
            ))),
            Meaning::Bomb => {
                return Err(Stop(finding(
                    "entity-bomb",
                    format!("&{name}; expands without bound: the file is refused from here on"),
                    "readers without a limit run out of memory",
                )));
            }
        }
        Ok(())
    }

    fn finish_tu(&mut self) {
        let Some(tu) = self.tu.take() else { return };
        if let Some(lint) = &mut self.lint {
            lint.unit(&tu, |finding| (self.each)(Item::Finding(finding)));
        }
        match pair::pair(&tu) {
            Pairing::Unit(unit) => {
                self.counts.pairs += 1;
                (self.each)(Item::Unit(tu.number, unit));
            }
            Pairing::Unusable(rule, message) => {
                let loses = "nothing to match: every tool passes the unit over";
                (self.each)(Item::Finding(Finding { line: tu.line, unit: Some(tu.number), rule, message, loses }));
            }
        }
    }

    /// The XML itself is broken at `line`: what came before is kept.
    fn broken(&mut self, line: u32, error: &quick_xml::Error) -> Stop {
        let unit = self.tu.as_ref().map(|tu| tu.number);
        let cut = matches!(error, quick_xml::Error::Syntax(_));
        let rule = if cut { "truncated" } else { "not-well-formed" };
        let message = match unit {
            Some(unit) => format!("the file ends or breaks inside unit {unit}, which is lost: {error}"),
            None => format!("the file ends or breaks here: {error}"),
        };
        Stop(Finding { line, unit, rule, message, loses: "strict XML readers refuse the whole file" })
    }

    /// The text is over; what is still open was cut off.
    fn end(&mut self, line: u32) {
        let unit = self.tu.as_ref().map(|tu| tu.number);
        let mut tell = |rule, message, loses| (self.each)(Item::Finding(Finding { line, unit, rule, message, loses }));
        match (self.seen_root, unit) {
            (false, _) if self.counts.units == 0 => tell("empty-file", "no TMX in this file".into(), "every tool"),
            (_, Some(unit)) => tell(
                "truncated",
                format!("the file ends inside unit {unit}, which is lost"),
                "strict XML readers refuse the whole file",
            ),
            (_, None) if self.open.iter().any(|e| matches!(e, Element::Tmx | Element::Body)) => {
                tell("truncated", "the file ends before </tmx>".into(), "strict XML readers refuse the whole file");
            }
            _ => {}
        }
    }
}

/// The attributes of `tag` by local name, lower case, references resolved; broken ones are left out.
fn attributes(tag: &BytesStart, entities: &mut Entities) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for attribute in tag.html_attributes().with_checks(false).flatten() {
        let name = attribute.key.local_name().as_ref().to_ascii_lowercase();
        all.push((name, resolved(&attribute.value, entities)));
    }
    all
}

fn resolved(value: &str, entities: &mut Entities) -> String {
    if !value.contains('&') {
        return value.to_owned();
    }
    let mut text = String::with_capacity(value.len());
    let mut parts = value.split('&');
    text.extend(parts.next());
    for part in parts {
        match part.split_once(';').map(|(name, rest)| (entities.resolve(name), rest)) {
            Some((Meaning::Text(meaning), rest)) => text.extend([&meaning, rest]),
            Some((Meaning::Unknown, _)) | None => text.extend(["&", part]),
            Some((_, rest)) => text.push_str(rest),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use crate::exchange::{Counts, Item, tmx};
    use proptest::prelude::*;

    fn read(file: &[u8]) -> (Counts, Vec<String>) {
        let mut told = Vec::new();
        let counts = tmx::read(file, |item| {
            told.push(match item {
                Item::Unit(number, unit) => format!("{number} {}={}", unit.source, unit.target),
                Item::Finding(finding) => finding.rule.to_owned(),
            });
        });
        (counts.unwrap(), told)
    }

    fn pair(fr: &str, en: &str) -> String {
        format!("<tu><tuv xml:lang='fr'><seg>{fr}</seg></tuv><tuv xml:lang='en'><seg>{en}</seg></tuv></tu>")
    }

    fn file(units: &str) -> String {
        format!("<tmx version='1.4'><header srclang='fr'/><body>{units}</body></tmx>")
    }

    #[test]
    fn text_is_kept_and_codes_are_left_out() {
        for (fr, expected) in [
            ("Le <bpt i='1'>&lt;b></bpt>Mali<ept i='1'>&lt;/b></ept>.", "Le Mali."),
            ("<hi>a <hi>b</hi></hi><it pos='begin'>x</it><ut>y</ut> c", "a b c"),
            ("Voir <ph>&lt;img alt='<sub>carte</sub>'></ph>ici", "Voir ici"),
            ("<![CDATA[a < b]]> &amp; c", "a < b & c"),
            ("a<!-- non -->b<?x y?>c", "abc"),
            ("R & D", "R & D"),
            ("&eacute;t&#233;&#x1;&rien;", "été&rien;"),
            ("un <b>mot</b>", "un mot"),
        ] {
            let (_, told) = read(file(&pair(fr, "x")).as_bytes());
            assert_eq!(told.last().unwrap(), &format!("1 {expected}=x"), "{fr}");
        }
    }

    #[test]
    fn old_attributes_prefixes_and_capitals() {
        for units in [
            "<tu><tuv lang='FR'><seg>a</seg></tuv><tuv lang='EN'><seg>b</seg></tuv></tu>",
            "<t:tu><t:tuv xml:lang='fr'><t:seg>a</t:seg></t:tuv><t:tuv xml:lang='en'><t:seg>b</t:seg></t:tuv></t:tu>",
            "<TU><TUV XML:LANG='fr'><SEG>a</SEG></TUV><TUV XML:LANG='en'><SEG>b</SEG></TUV></TU>",
            "<tu><tuv xml:lang='en'><seg>b</seg></tuv><tuv xml:lang='de'><seg>c</seg></tuv><tuv xml:lang='fr-CA'><seg>a</seg></tuv></tu>",
        ] {
            assert_eq!(read(file(units).as_bytes()).1, ["1 a=b"], "{units}");
        }
    }

    #[test]
    fn what_is_whole_is_kept() {
        let whole = file(&(pair("a", "b") + &pair("c", "d")));
        let (counts, told) = read(&whole.as_bytes()[..whole.len() - 40]);
        assert_eq!((counts.units, counts.pairs), (2, 1));
        assert_eq!(told, ["1 a=b", "truncated"]);
        let unclosed = file(&(pair("a", "b").replace("</seg></tuv></tu>", "") + &pair("c", "d")));
        assert_eq!(read(unclosed.as_bytes()).0.units, 2);
        assert_eq!(read(b"").1, ["empty-file"]);
    }

    #[test]
    fn bombs_are_refused_and_other_files_never_fetched() {
        let bomb = "<!DOCTYPE tmx [<!ENTITY a '&a;&a;'>]>".to_owned() + &file(&pair("&a;", "b"));
        assert_eq!(read(bomb.as_bytes()).1, ["entity-bomb"]);
        let other = "<!DOCTYPE tmx [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>".to_owned() + &file(&pair("x &a;", "b"));
        assert_eq!(read(other.as_bytes()).1, ["external-entity", "1 x=b"]);
    }

    proptest! {
        #[test]
        fn no_bytes_stop_the_reader(cut in 0usize..400, at in 0usize..400, byte: u8, noise in prop::collection::vec(any::<u8>(), 0..8)) {
            let mut bytes = file(&(pair("L’été &amp; <hi>x</hi>", "b") + &pair("c", "<ph/>d"))).into_bytes();
            let at = at % bytes.len();
            bytes[at] = byte;
            bytes.splice(at..at, noise);
            bytes.truncate(bytes.len().saturating_sub(cut / 4));
            let (counts, _) = read(&bytes);
            prop_assert!(counts.pairs <= counts.units);
        }
    }
}
