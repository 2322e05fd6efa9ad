//! Pieces of markup into whole `<tu>`s, one at a time, keeping what is whole of a broken file.

use super::element::{Element, role};
use super::lint::Lint;
use super::pair::{Pairing, pair};
use super::tu::{Tu, Tuv};
use crate::exchange::decode::Utf8;
use crate::exchange::entities::{Entities, Meaning, joined};
use crate::exchange::inline::{Inline, LONGEST, LOST_CODES, Role, resolved};
use crate::exchange::item::{Counts, Finding, Item, OUTSIDE, STRICT, UNBOUND, UNDECLARED, tell};
use crate::exchange::markup::{Markup, Piece, Tag, local};
use std::io::{self, Read};

/// What is wrong with a file that stops the reading.
struct Stop(Finding);

/// Reads decoded text; [`crate::exchange::read_units`] is the way in.
pub fn read_decoded<R: Read>(input: Utf8<R>, detail: bool, each: &mut impl FnMut(Item)) -> io::Result<Counts> {
    let mut markup = Markup::new(input);
    let mut state = State::new(each, detail);
    while markup.advance()? {
        if markup.is_odd() {
            tell(markup.oddities(), state.each);
        }
        if let Err(Stop(finding)) = state.take(markup.piece(), &|| markup.line()) {
            (state.each)(Item::Finding(finding));
            return Ok(state.counts);
        }
        if let Some(character) = markup.bare() {
            state.bare(character, markup.line());
        }
    }
    tell(markup.oddities(), state.each);
    state.end(markup.line(), markup.cut());
    Ok(state.counts)
}

struct State<'e, F> {
    each: &'e mut F,
    lint: Option<Lint>,
    counts: Counts,
    entities: Entities,
    root: Root,
    tu: Option<Tu>,
    /// Whether a `<tuv>` of `tu` is open.
    in_tuv: bool,
    inside: Inside,
    seg: Inline,
    prop: String,
    /// The first half of a character whose second half must come next.
    half: Option<u16>,
}

/// What is known of the root element.
#[derive(PartialEq, Eq)]
enum Root {
    /// Nothing but what may stand before it.
    None,
    /// Text or an element of another kind came first.
    Foreign(String),
    Open,
    Closed,
}

/// Whose characters these are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    Nothing,
    Seg,
    Prop,
}

impl<'e, F: FnMut(Item)> State<'e, F> {
    fn new(each: &'e mut F, detail: bool) -> Self {
        Self {
            each,
            lint: detail.then(Lint::default),
            counts: Counts::default(),
            entities: Entities::default(),
            root: Root::None,
            tu: None,
            in_tuv: false,
            inside: Inside::Nothing,
            seg: Inline::default(),
            prop: String::new(),
            half: None,
        }
    }

    fn take(&mut self, piece: Piece, line: &dyn Fn() -> u32) -> Result<(), Stop> {
        if let Some(half) = self.half.take()
            && self.second_half(half, &piece, line)
        {
            return Ok(());
        }
        match piece {
            Piece::Text(text) => self.text(text),
            Piece::Start(tag) => self.start(&tag, line),
            Piece::End(name) => self.close(name, line),
            Piece::Reference(name) => return self.reference(name, line),
            Piece::Doctype(doctype) => self.entities.declare(doctype),
        }
        Ok(())
    }

    fn start(&mut self, tag: &Tag, line: &dyn Fn() -> u32) {
        let element = Element::of(tag.name);
        match element {
            Element::Other if self.inside == Inside::Seg => self.start_inline(tag),
            Element::Other if self.root == Root::None => self.root = Root::Foreign(format!("<{}>", tag.name)),
            Element::Body | Element::Other => {}
            Element::Tmx => self.start_root(tag, line),
            Element::Header => self.lint(line, |lint, line| lint.header(tag, line)),
            Element::Tu => self.start_tu(tag, line()),
            Element::Tuv => self.start_tuv(tag, line()),
            Element::Seg => self.start_seg(line),
            Element::Prop => self.start_prop(tag),
        }
        if tag.is_empty && element != Element::Other {
            self.close(tag.name, line);
        }
    }

    fn start_root(&mut self, tag: &Tag, line: &dyn Fn() -> u32) {
        if matches!(self.root, Root::Open | Root::Closed) {
            let message = "another <tmx> begins: several files in one, all are read".into();
            self.tell(line(), "several-roots", message, STRICT);
        }
        self.root = Root::Open;
        self.lint(line, |lint, line| lint.root(tag, line));
    }

    /// Tells what the linter finds, if there is one.
    fn lint(&mut self, line: &dyn Fn() -> u32, find: impl FnOnce(&mut Lint, u32) -> Vec<Finding>) {
        let found = self.lint.as_mut().map(|lint| find(lint, line())).unwrap_or_default();
        found.into_iter().for_each(|finding| (self.each)(Item::Finding(finding)));
    }

    /// A `<tu>` that was never closed ends where the next begins.
    fn start_tu(&mut self, tag: &Tag, line: u32) {
        if self.tu.is_some() {
            self.unbalanced(line, "<tu> begins inside another, which ends here");
            self.finish_tu();
        }
        self.counts.units += 1;
        let mut tu = Tu { line, number: self.counts.units, ..Tu::default() };
        for (name, value) in tag.attributes() {
            let value = resolved(value, &mut self.entities);
            if local(name).eq_ignore_ascii_case("tuid") {
                tu.id = Some(value.into_owned());
            } else {
                tu.made(name, &value);
            }
        }
        self.tu = Some(tu);
    }

    fn start_tuv(&mut self, tag: &Tag, line: u32) {
        if self.in_tuv {
            self.unbalanced(line, "<tuv> begins inside another, which ends here");
            self.end_tuv();
        }
        let Some(tu) = &mut self.tu else {
            let loses = "every tool: nobody knows which unit it belongs to";
            return self.tell(line, "stray-tuv", "skipped: <tuv> outside of any <tu>".into(), loses);
        };
        let mut variant = Tuv { line, ..Tuv::default() };
        let mut is_standard = false;
        for (name, value) in tag.attributes() {
            let value = resolved(value, &mut self.entities);
            if local(name).eq_ignore_ascii_case("lang") && !is_standard {
                is_standard = name.eq_ignore_ascii_case("xml:lang");
                variant.is_old = !is_standard;
                variant.lang = value.into_owned();
            } else {
                tu.made(name, &value);
            }
        }
        tu.variants.push(variant);
        self.in_tuv = true;
    }

    fn start_seg(&mut self, line: &dyn Fn() -> u32) {
        if self.inside == Inside::Seg {
            self.unbalanced(line(), "<seg> begins inside another, which ends here");
            self.end_seg();
        }
        if !self.in_tuv {
            return;
        }
        if self.inside == Inside::Prop {
            self.end_prop();
        }
        self.seg.clear();
        self.inside = Inside::Seg;
        if let Some(variant) = self.variant() {
            variant.segs += 1;
        }
    }

    fn start_inline(&mut self, tag: &Tag) {
        let role = role(tag, &mut self.entities);
        if matches!(role, Role::Text | Role::Around(..))
            && !self.seg.is_in_code()
            && let Some(variant) = self.variant()
        {
            variant.highlight.get_or_insert_with(|| tag.name.to_owned());
        }
        self.seg.start(tag, role, &mut self.entities);
    }

    fn start_prop(&mut self, tag: &Tag) {
        let Some(tu) = self.tu.as_mut().filter(|_| self.inside != Inside::Seg) else { return };
        let kind = match local(tag.name).eq_ignore_ascii_case("note") {
            true => Some("note"),
            false => tag.attributes().find(|(name, _)| name.eq_ignore_ascii_case("type")).map(|(_, kind)| kind),
        };
        let kind = kind.map(|kind: &str| resolved(kind, &mut self.entities).into_owned());
        tu.props.push((kind.unwrap_or_default(), String::new()));
        self.prop.clear();
        self.inside = Inside::Prop;
    }

    fn variant(&mut self) -> Option<&mut Tuv> {
        self.tu.as_mut()?.variants.last_mut()
    }

    /// Closes an element and what is open inside it; an end that nothing opened is passed over.
    fn close(&mut self, name: &str, line: &dyn Fn() -> u32) {
        let element = Element::of(name);
        let is_open = match element {
            Element::Seg => self.inside == Inside::Seg,
            Element::Prop => self.inside == Inside::Prop,
            Element::Tuv => self.in_tuv,
            Element::Tu => self.tu.is_some(),
            _ => true,
        };
        let is_early = match element {
            Element::Tuv => self.inside != Inside::Nothing,
            Element::Tu => self.in_tuv,
            Element::Body | Element::Tmx => self.tu.is_some(),
            _ => false,
        };
        if (!is_open || is_early) && self.tu.is_some() {
            self.unbalanced(line(), &format!("</{name}> does not match what is open"));
        }
        match element {
            Element::Other if self.inside == Inside::Seg => self.seg.end(name),
            Element::Seg if is_open => self.end_seg(),
            Element::Prop if is_open => self.end_prop(),
            Element::Tuv if is_open => self.end_tuv(),
            Element::Tu | Element::Body | Element::Tmx => self.finish_tu(),
            _ => {}
        }
        if element == Element::Tmx {
            self.root = Root::Closed;
        }
    }

    fn end_seg(&mut self) {
        self.inside = Inside::Nothing;
        let mut seg = std::mem::take(&mut self.seg);
        let lone_codes = seg.finish();
        let room = seg.text.len();
        if let Some(variant) = self.variant().filter(|v| v.text.is_none()) {
            variant.lone_codes = lone_codes;
            (variant.is_endless, variant.lost_codes) = (seg.is_endless, seg.lost_codes);
            variant.codes = std::mem::take(&mut seg.codes);
            variant.text = Some(std::mem::replace(&mut seg.text, String::with_capacity(room)));
        }
        self.seg = seg;
    }

    fn end_prop(&mut self) {
        self.inside = Inside::Nothing;
        if let Some((_, value)) = self.tu.as_mut().and_then(|tu| tu.props.last_mut()) {
            self.prop.trim().clone_into(value);
        }
    }

    fn end_tuv(&mut self) {
        match self.inside {
            Inside::Seg => self.end_seg(),
            Inside::Prop => self.end_prop(),
            Inside::Nothing => {}
        }
        self.in_tuv = false;
    }

    /// Text as it is written; XML reads every kind of line end as a line feed.
    fn text(&mut self, text: &str) {
        if self.inside == Inside::Nothing {
            if self.root == Root::None && !text.trim_matches(['\u{feff}', ' ', '\t', '\r', '\n']).is_empty() {
                self.root = Root::Foreign("text".into());
            }
        } else if memchr::memchr(b'\r', text.as_bytes()).is_some() {
            self.characters(&text.replace("\r\n", "\n").replace('\r', "\n"));
        } else {
            self.characters(text);
        }
    }

    fn characters(&mut self, text: &str) {
        match self.inside {
            Inside::Seg => self.seg.characters(text),
            Inside::Prop if self.prop.len() < LONGEST => self.prop.push_str(text),
            Inside::Prop => {}
            Inside::Nothing => {}
        }
    }

    fn reference(&mut self, name: &str, line: &dyn Fn() -> u32) -> Result<(), Stop> {
        match self.entities.resolve(name) {
            Meaning::Text(text) => self.characters(&text),
            Meaning::Half(half @ 0xd800..=0xdbff) => self.half = Some(half),
            Meaning::Half(_) | Meaning::Forbidden => {
                self.forbidden(line(), &format!("&{name};"));
            }
            Meaning::Unknown => {
                self.characters(&format!("&{name};"));
                let message = format!("&{name}; is declared nowhere: kept as it is written");
                self.tell(line(), "undeclared-entity", message, UNDECLARED);
            }
            Meaning::External => {
                let message = format!("&{name}; stands for another file, which is never fetched: left out");
                self.tell(line(), "external-entity", message, OUTSIDE);
            }
            Meaning::Bomb => {
                let message = format!("&{name}; expands without bound: the file is refused from here on");
                let (line, unit) = (line(), self.unit());
                return Err(Stop(Finding { line, unit, rule: "entity-bomb", message, loses: UNBOUND }));
            }
        }
        Ok(())
    }

    /// The first half of a character came before: whether this is the second, which makes it whole.
    fn second_half(&mut self, first: u16, piece: &Piece, line: &dyn Fn() -> u32) -> bool {
        let second = match *piece {
            Piece::Reference(name) => self.entities.resolve(name),
            _ => Meaning::Unknown,
        };
        let whole = if let Meaning::Half(second) = second { joined(first, second) } else { None };
        let Some(whole) = whole else {
            self.forbidden(line(), &format!("&#{first};"));
            return false;
        };
        self.characters(whole.encode_utf8(&mut [0; 4]));
        let message = format!("{whole} is written as two halves: put together");
        self.tell(line(), "character-halves", message, STRICT);
        true
    }

    fn unit(&self) -> Option<u64> {
        self.tu.as_ref().map(|tu| tu.number)
    }

    fn tell(&mut self, line: u32, rule: &'static str, message: String, loses: &'static str) {
        let unit = self.unit();
        (self.each)(Item::Finding(Finding { line, unit, rule, message, loses }));
    }

    fn forbidden(&mut self, line: u32, written: &str) {
        let message = format!("{written} is a character that XML forbids: left out");
        self.tell(line, "control-characters", message, STRICT);
    }

    fn bare(&mut self, character: char, line: u32) {
        if self.inside != Inside::Nothing {
            let escape = if character == '<' { "&lt;" } else { "&amp;" };
            let message = format!("{character} that should be {escape}: read as text");
            self.tell(line, "bare-markup", message, STRICT);
        }
    }

    fn unbalanced(&mut self, line: u32, message: &str) {
        self.tell(line, "tags-unbalanced", message.to_owned(), STRICT);
    }

    fn finish_tu(&mut self) {
        self.end_tuv();
        let Some(mut tu) = self.tu.take() else { return };
        self.lint(&|| tu.line, |lint, _| lint.unit(&tu));
        for variant in tu.variants.iter().filter(|variant| variant.lost_codes) {
            let (line, unit, message) = (variant.line, Some(tu.number), LOST_CODES.into());
            (self.each)(Item::Finding(Finding { line, unit, rule: "too-many-codes", message, loses: "" }));
        }
        match pair(&mut tu) {
            Pairing::Unit(unit) => {
                self.counts.pairs += 1;
                (self.each)(Item::Unit(tu.number, unit));
            }
            Pairing::Unusable(rule, message, loses) => {
                (self.each)(Item::Finding(Finding { line: tu.line, unit: Some(tu.number), rule, message, loses }));
            }
        }
    }

    /// The text is over; what is still open was cut off.
    fn end(&mut self, line: u32, cut: Option<&str>) {
        let place = cut.map_or(String::new(), |cut| format!(" in {cut}"));
        let (rule, message, loses) = match (&self.root, self.unit()) {
            (_, Some(unit)) => ("truncated", format!("the file ends{place} inside unit {unit}, which is lost"), STRICT),
            (Root::Open, None) => ("truncated", format!("the file ends{place} before </tmx>"), STRICT),
            (Root::None | Root::Foreign(_), None) if self.counts.units > 0 => {
                ("no-root", "there is no <tmx> around the units".into(), STRICT)
            }
            (Root::None, None) => ("empty-file", format!("there is nothing in this file{place}"), "every tool"),
            (Root::Foreign(what), None) => {
                ("not-a-memory", format!("this is no TMX: it begins with {what}"), "every tool")
            }
            _ => return,
        };
        self.tell(line, rule, message, loses);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(file: &[u8]) -> (Counts, Vec<String>) {
        let mut told = Vec::new();
        let counts = read_decoded(Utf8::new(file, Vec::new()), false, &mut |item| {
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
