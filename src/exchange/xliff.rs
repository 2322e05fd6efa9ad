//! XLIFF 1.2 and 2.x as a memory: every translated segment is a unit.

use super::decode::Utf8;
use super::entities::{Entities, Meaning};
use super::inline::{Inline, LOST_CODES, Role, trimmed};
use super::item::{Counts, Finding, Item, OUTSIDE, STRICT, UNBOUND, UNDECLARED, UNPAIRED, tell};
use super::language::{is_english, is_french};
use super::machine::is_machine_mark;
use super::markup::{Markup, Piece, Tag, local};
use crate::model::{Code, CodeKind, Codes, Trust, Unit};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read};

/// Reads decoded text; [`super::read_units`] is the way in. Files from French to English and back are read.
pub(super) fn read_decoded<R: Read>(input: Utf8<R>, each: &mut impl FnMut(Item)) -> io::Result<Counts> {
    let mut markup = Markup::new(input);
    let mut state = State::default();
    while markup.advance()? {
        if markup.is_odd() {
            tell(markup.oddities(), each);
        }
        if !state.take(markup.piece(), markup.line(), each) {
            return Ok(state.counts);
        }
        if let Some(character) = markup.bare().filter(|_| state.inside != Inside::Nothing) {
            let message = format!("{character} that should be escaped: read as text");
            let unit = Some(state.counts.units + 1);
            each(Item::Finding(Finding { line: markup.line(), unit, rule: "bare-markup", message, loses: STRICT }));
        }
    }
    tell(markup.oddities(), each);
    state.end(markup.line(), markup.cut(), each);
    Ok(state.counts)
}

#[derive(Default)]
struct State {
    counts: Counts,
    entities: Entities,
    /// Source and target language: of the document (2.x) or of the `<file>` (1.2).
    languages: [String; 2],
    unit: Option<Draft>,
    inside: Inside,
    text: Inline,
    /// Open `<mrk>`s: whether each is a segment.
    marks: Vec<bool>,
    /// Open `<alt-trans>`s and `<matches>`, whose texts are not the unit's own.
    others: u32,
    is_closed: bool,
}

/// A `<trans-unit>` or `<segment>` while it is read.
#[derive(Default)]
struct Draft {
    line: u32,
    is_machine: bool,
    /// Segments that a machine translated, by their marks.
    machine_marks: BTreeSet<String>,
    /// Texts of the source and of the target.
    texts: [Vec<Text>; 2],
}

#[derive(Default)]
struct Text {
    /// The segment's mark; `None` for a whole text.
    mark: Option<String>,
    text: String,
    codes: Vec<Code>,
    /// Whether there was more text than a sentence has, and the rest left out.
    is_endless: bool,
    /// Whether there were more codes than a sentence has, and the rest left out.
    lost_codes: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Inside {
    #[default]
    Nothing,
    Source,
    Target,
}

impl State {
    /// Whether to go on.
    fn take(&mut self, piece: Piece, line: u32, each: &mut impl FnMut(Item)) -> bool {
        match piece {
            Piece::Start(tag) => {
                self.start(&tag, line, each);
                if tag.is_empty && !is_inline(&tag) {
                    self.end_tag(local(tag.name), line, each);
                }
            }
            Piece::End(name) => self.end_tag(local(name), line, each),
            Piece::Text(text) if self.inside != Inside::Nothing => {
                self.text.characters(&text.replace("\r\n", "\n").replace('\r', "\n"));
            }
            Piece::Reference(name) if self.inside != Inside::Nothing => return self.reference(name, line, each),
            Piece::Doctype(doctype) => self.entities.declare(doctype),
            Piece::Text(_) | Piece::Reference(_) => {}
        }
        true
    }

    /// Whether to go on: a reference that grows without bound ends the reading.
    fn reference(&mut self, name: &str, line: u32, each: &mut impl FnMut(Item)) -> bool {
        let (rule, why, loses) = match self.entities.resolve(name) {
            Meaning::Text(text) => {
                self.text.characters(&text);
                return true;
            }
            Meaning::Unknown => {
                self.text.characters(&format!("&{name};"));
                ("undeclared-entity", "is declared nowhere: kept as it is written", UNDECLARED)
            }
            Meaning::Forbidden | Meaning::Half(_) => {
                ("control-characters", "is a character that XML forbids: left out", STRICT)
            }
            Meaning::External => {
                ("external-entity", "stands for another file, which is never fetched: left out", OUTSIDE)
            }
            Meaning::Bomb => ("entity-bomb", "expands without bound: the file is refused from here on", UNBOUND),
        };
        let unit = Some(self.counts.units + 1);
        each(Item::Finding(Finding { line, unit, rule, message: format!("&{name}; {why}"), loses }));
        rule != "entity-bomb"
    }

    fn start(&mut self, tag: &Tag, line: u32, each: &mut impl FnMut(Item)) {
        match local(tag.name) {
            "xliff" => self.languages = [attribute(tag, "srcLang"), attribute(tag, "trgLang")],
            "file" if attribute(tag, "source-language").is_empty() => {}
            "file" => self.languages = ["source-language", "target-language"].map(|name| attribute(tag, name)),
            "trans-unit" | "segment" => {
                self.end_open(local(tag.name), line, each);
                self.start_unit(tag, line);
            }
            "alt-trans" | "matches" => self.others += 1,
            _ if self.others > 0 || self.unit.is_none() => {}
            "source" | "seg-source" if self.inside == Inside::Nothing => self.start_text(Inside::Source),
            "target" if self.inside == Inside::Nothing => self.start_target(tag),
            "mrk" if self.inside != Inside::Nothing => self.start_mark(tag),
            "seg" if is_machine_mark(&attribute(tag, "origin")) => {
                let mark = attribute(tag, "id");
                self.unit.iter_mut().for_each(|unit| unit.machine_marks.extend([mark.clone()]));
            }
            _ if self.inside != Inside::Nothing => {
                self.text.start(tag, role(tag), &mut self.entities);
            }
            _ => {}
        }
    }

    /// A unit that was never closed ends where the next begins.
    fn end_open(&mut self, name: &str, line: u32, each: &mut impl FnMut(Item)) {
        if self.unit.is_some() {
            self.unbalanced(format!("<{name}> begins inside another, which ends here"), line, each);
            self.finish(each);
        }
    }

    fn unbalanced(&self, message: String, line: u32, each: &mut impl FnMut(Item)) {
        let unit = Some(self.counts.units + 1);
        each(Item::Finding(Finding { line, unit, rule: "tags-unbalanced", message, loses: STRICT }));
    }

    /// The state of a segment (2.x), or what a workbench notes.
    fn start_unit(&mut self, tag: &Tag, line: u32) {
        let is_machine = attribute(tag, "state") == "initial" || is_machine_mark(&attribute(tag, "status"));
        self.unit = Some(Draft { line, is_machine, ..Draft::default() });
        (self.inside, self.others) = (Inside::Nothing, 0);
    }

    fn start_text(&mut self, inside: Inside) {
        self.inside = inside;
        self.text.clear();
        self.marks.clear();
    }

    /// States that say that a person still has to look.
    fn start_target(&mut self, tag: &Tag) {
        const UNREAD: [&str; 4] = ["new", "needs-translation", "needs-l10n", "needs-adaptation"];
        let (state, qualifier) = (attribute(tag, "state"), attribute(tag, "state-qualifier"));
        self.start_text(Inside::Target);
        if self.languages[1].is_empty() {
            self.languages[1] = attribute(tag, "lang");
        }
        let is_machine = UNREAD.contains(&state.as_str()) || ["leveraged-mt", "mt-suggestion"].contains(&&*qualifier);
        self.unit.iter_mut().for_each(|unit| unit.is_machine |= is_machine);
    }

    /// A mark is a segment or a note about words inside one.
    fn start_mark(&mut self, tag: &Tag) {
        let is_segment = attribute(tag, "mtype") == "seg" && !self.marks.contains(&true);
        self.marks.push(is_segment);
        if is_segment {
            self.text.clear();
            let text = Text { mark: Some(attribute(tag, "mid")), ..Text::default() };
            if let Some(texts) = self.texts() {
                texts.push(text);
            }
        }
    }

    /// The texts of the side that is being read.
    fn texts(&mut self) -> Option<&mut Vec<Text>> {
        let side = usize::from(self.inside == Inside::Target);
        self.unit.as_mut().map(|unit| &mut unit.texts[side])
    }

    fn end_tag(&mut self, name: &str, line: u32, each: &mut impl FnMut(Item)) {
        match name {
            "xliff" => self.is_closed = true,
            "alt-trans" | "matches" => self.others = self.others.saturating_sub(1),
            "trans-unit" | "segment" => {
                if self.inside != Inside::Nothing {
                    self.unbalanced(format!("</{name}> inside a text, which ends here"), line, each);
                }
                self.finish(each);
            }
            _ if self.inside == Inside::Nothing || self.others > 0 => {}
            "source" | "seg-source" | "target" => self.end_text(),
            "mrk" => {
                if self.marks.pop() == Some(true) {
                    self.end_segment();
                }
            }
            name => self.text.end(name),
        }
    }

    fn end_segment(&mut self) {
        let taken = self.taken();
        if let Some(last) = self.texts().and_then(|texts| texts.last_mut()) {
            *last = Text { mark: last.mark.take(), ..taken };
        }
        self.text.clear();
    }

    fn end_text(&mut self) {
        if self.marks.contains(&true) {
            self.end_segment();
        }
        let taken = self.taken();
        if let Some(texts) = self.texts()
            && !texts.iter().any(|text| text.mark.is_some())
        {
            texts.push(taken);
        }
        self.inside = Inside::Nothing;
    }

    fn taken(&mut self) -> Text {
        self.text.finish();
        let Inline { text, codes, is_endless, lost_codes, .. } = std::mem::take(&mut self.text);
        let (text, codes) = trimmed(text, codes);
        Text { mark: None, text, codes, is_endless, lost_codes }
    }

    /// A unit is over: hands its pairs on, one for each segment, or says why there is none.
    fn finish(&mut self, each: &mut impl FnMut(Item)) {
        if self.inside != Inside::Nothing {
            self.end_text();
        }
        let Some(Draft { line, is_machine, machine_marks, texts: [sources, targets] }) = self.unit.take() else {
            return;
        };
        let mut by_mark = BTreeMap::new();
        for source in sources {
            by_mark.entry(source.mark.clone()).or_insert(source);
        }
        if targets.is_empty() {
            return self.skip("empty-seg", "there is no translation", line, each);
        }
        for target in targets {
            let is_machine = is_machine || target.mark.as_ref().is_some_and(|mark| machine_marks.contains(mark));
            match by_mark.remove(&target.mark) {
                Some(source) => self.pair(source, target, is_machine, line, each),
                None => self.skip("missing-seg", "a translated segment has no source", line, each),
            }
        }
    }

    fn pair(&mut self, source: Text, target: Text, is_machine: bool, line: u32, each: &mut impl FnMut(Item)) {
        let [from, to] = &self.languages;
        let (french, english) = match (is_french(from) && is_english(to), is_english(from) && is_french(to)) {
            (true, _) => (source, target),
            (_, true) => (target, source),
            _ => {
                let why = format!("from {from:?} to {to:?}");
                return self.skip("other-languages", &why, line, each);
            }
        };
        if french.text.is_empty() || english.text.is_empty() {
            let lacking = if french.text.is_empty() { "the French is empty" } else { "the English is empty" };
            return self.skip("empty-seg", lacking, line, each);
        }
        if french.is_endless || english.is_endless {
            return self.skip("too-long", "a text without end: a tag may be missing", line, each);
        }
        self.counts.units += 1;
        self.counts.pairs += 1;
        if french.lost_codes || english.lost_codes {
            let (unit, message) = (Some(self.counts.units), LOST_CODES.into());
            each(Item::Finding(Finding { line, unit, rule: "too-many-codes", message, loses: "" }));
        }
        let unit = Unit {
            source: french.text,
            target: english.text,
            trust: if is_machine { Trust::Machine } else { Trust::Approved },
            codes: Codes { source: french.codes, target: english.codes },
            ..Unit::default()
        };
        each(Item::Unit(self.counts.units, Box::new(unit)));
    }

    fn skip(&mut self, rule: &'static str, why: &str, line: u32, each: &mut impl FnMut(Item)) {
        self.counts.units += 1;
        let (unit, message) = (Some(self.counts.units), format!("skipped: {why}"));
        each(Item::Finding(Finding { line, unit, rule, message, loses: UNPAIRED }));
    }

    /// The text is over; what is still open was cut off.
    fn end(&mut self, line: u32, cut: Option<&str>, each: &mut impl FnMut(Item)) {
        let place = cut.map_or(String::new(), |cut| format!(" in {cut}"));
        let (unit, message) = match self.unit.take() {
            Some(_) => {
                self.counts.units += 1;
                let unit = self.counts.units;
                (Some(unit), format!("the file ends{place} inside unit {unit}, which is lost"))
            }
            None if self.is_closed => return,
            None => (None, format!("the file ends{place} before </xliff>")),
        };
        each(Item::Finding(Finding { line, unit, rule: "truncated", message, loses: STRICT }));
    }
}

fn is_inline(tag: &Tag) -> bool {
    matches!(local(tag.name), "g" | "pc" | "x" | "ph" | "bpt" | "bx" | "sc" | "ept" | "ex" | "ec" | "it" | "sub")
}

/// What an inline element is in the words of TMX. Where XLIFF leaves the native code in another file, its number stays.
fn role(tag: &Tag) -> Role {
    let id = ["rid", "id"].iter().map(|name| attribute(tag, name)).find(|id| !id.is_empty());
    let number = id.clone().filter(|id| id.bytes().all(|b| b.is_ascii_digit()));
    let sort = Some(attribute(tag, "ctype")).filter(|sort| !sort.is_empty());
    let pair = |kind| Code { i: id.clone(), sort: sort.clone().filter(|_| kind == CodeKind::Begin), ..Code::new(kind) };
    let alone = |kind| Code { x: number.clone(), sort: sort.clone(), ..Code::new(kind) };
    match local(tag.name) {
        "g" | "pc" => Role::Around(pair(CodeKind::Begin), CodeKind::End),
        "x" | "ph" => Role::Native(alone(CodeKind::Placeholder)),
        "bpt" | "bx" | "sc" => Role::Native(pair(CodeKind::Begin)),
        "ept" | "ex" | "ec" => Role::Native(pair(CodeKind::End)),
        "it" if attribute(tag, "pos") == "close" => Role::Native(alone(CodeKind::LoneEnd)),
        "it" => Role::Native(alone(CodeKind::LoneBegin)),
        _ => Role::Text,
    }
}

fn attribute(tag: &Tag, name: &str) -> String {
    tag.attributes().find(|(known, _)| local(known) == name).map(|(_, value)| value.to_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_with_both_languages_are_read_and_codes_are_not_text() {
        let file = r#"<?xml version="1.0"?><xliff version="1.2"><file source-language="en-US" target-language="fr-FR"><body>
            <trans-unit id="1"><source>The <g id="1">UN</g> &amp; <ph id="2">&lt;br/></ph>AU</source><target>L’ONU &amp; l’UA</target>
              <alt-trans><source>x</source><target>y</target></alt-trans></trans-unit>
            <trans-unit id="2"><source>No</source></trans-unit>
            <trans-unit id="3"><source>Yes</source><target state="needs-translation">Oui</target></trans-unit>
            </body></file><file source-language="de" target-language="fr"><body><trans-unit id="4"><source>Ja</source><target>Oui</target>
            </trans-unit></body></file></xliff>"#;
        let mut items = Vec::new();
        let counts = read_decoded(Utf8::new(file.as_bytes(), Vec::new()), &mut |item| items.push(item)).unwrap();
        assert_eq!((counts.units, counts.pairs), (4, 2));
        let told: Vec<String> = items
            .iter()
            .map(|item| match item {
                Item::Unit(n, u) => format!("{n} {}={} {:?}", u.source, u.target, u.trust),
                Item::Finding(f) => format!("{:?} {}", f.unit, f.rule),
            })
            .collect();
        assert_eq!(
            told,
            [
                "1 L’ONU & l’UA=The UN & AU Approved",
                "Some(2) empty-seg",
                "3 Oui=Yes Machine",
                "Some(4) other-languages",
            ]
        );
    }
}
