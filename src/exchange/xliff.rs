//! XLIFF 1.2 as a memory: `<trans-unit>`s with a `<target>`.

use super::decode::Utf8;
use super::tmx::pair::{is_english, is_french};
use super::units::{Counts, Finding, Item, tell};
use crate::model::{Trust, Unit};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::io::{self, Read};

/// Reads decoded text; [`super::read_units`] is the way in. Files from French to English and back are read.
pub(super) fn read_decoded<R: Read>(input: Utf8<R>, each: &mut impl FnMut(Item)) -> io::Result<Counts> {
    let mut xml = Reader::from_reader(input);
    let config = xml.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut state = State::default();
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        let event = xml.read_event_into(&mut buffer);
        let line = xml.get_ref().line();
        match event {
            Ok(Event::Eof) => break,
            Ok(event) => state.take(event, line, each),
            Err(quick_xml::Error::Io(e)) => return Err(io::Error::new(e.kind(), e)),
            Err(e) => {
                each(Item::Finding(broken(line, &e)));
                break;
            }
        }
        tell(xml.get_mut().oddities(), each);
    }
    tell(xml.get_mut().oddities(), each);
    Ok(state.counts)
}

fn broken(line: u32, error: &quick_xml::Error) -> Finding {
    let message = format!("the file ends or breaks here: {error}");
    Finding { line, unit: None, rule: "truncated", message, loses: "strict XML readers refuse the whole file" }
}

#[derive(Default)]
struct State {
    counts: Counts,
    /// Languages of the `<file>`.
    languages: (String, String),
    line: u32,
    source: String,
    target: String,
    state: String,
    inside: Inside,
    /// Open elements inside a text whose content is code.
    codes: u32,
    /// Open `<alt-trans>`s, whose texts are not the unit's own.
    others: u32,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Inside {
    #[default]
    Nothing,
    Source,
    Target,
}

/// Inline elements that hold the code of the original format; `<g>`, `<mrk>` and `<sub>` hold text.
const CODES: [&str; 4] = ["bpt", "ept", "ph", "it"];

impl State {
    fn take(&mut self, event: Event, line: u32, each: &mut impl FnMut(Item)) {
        match event {
            Event::Start(tag) => self.start(&tag, line),
            Event::End(tag) => self.end(tag.local_name().as_ref(), each),
            Event::Text(text) => self.characters(&text.xml10_content()),
            Event::CData(text) => self.characters(&text.xml10_content()),
            Event::GeneralRef(name) => {
                let mut entities = super::tmx::entities::Entities::default();
                if let super::tmx::entities::Meaning::Text(text) = entities.resolve(&name.into_inner()) {
                    self.characters(&text);
                }
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: &BytesStart, line: u32) {
        match tag.local_name().as_ref() {
            "file" => self.languages = (attribute(tag, "source-language"), attribute(tag, "target-language")),
            "trans-unit" => {
                let languages = std::mem::take(&mut self.languages);
                *self = Self { counts: self.counts, languages, line, ..Self::default() };
                self.counts.units += 1;
            }
            "alt-trans" => self.others += 1,
            "source" if self.others == 0 => self.inside = Inside::Source,
            "target" if self.others == 0 => {
                self.inside = Inside::Target;
                self.state = attribute(tag, "state");
            }
            name if CODES.contains(&name) => self.codes += 1,
            _ => {}
        }
    }

    fn end(&mut self, name: &str, each: &mut impl FnMut(Item)) {
        match name {
            "source" | "target" if self.others == 0 => self.inside = Inside::Nothing,
            "alt-trans" => self.others = self.others.saturating_sub(1),
            "trans-unit" => self.finish(each),
            name if CODES.contains(&name) => self.codes = self.codes.saturating_sub(1),
            _ => {}
        }
    }

    fn characters(&mut self, text: &str) {
        match (self.codes, self.inside) {
            (0, Inside::Source) => self.source.push_str(text),
            (0, Inside::Target) => self.target.push_str(text),
            _ => {}
        }
    }

    fn finish(&mut self, each: &mut impl FnMut(Item)) {
        let unit = Some(self.counts.units);
        let mut skip = |rule, message: &str, line| {
            let message = format!("skipped: {message}");
            each(Item::Finding(Finding { line, unit, rule, message, loses: "" }));
        };
        let (from, to) = (&self.languages.0, &self.languages.1);
        let (source, target) = match (is_french(from) && is_english(to), is_english(from) && is_french(to)) {
            (true, _) => (self.source.trim(), self.target.trim()),
            (_, true) => (self.target.trim(), self.source.trim()),
            _ => return skip("other-languages", &format!("from {from:?} to {to:?}"), self.line),
        };
        if source.is_empty() || target.is_empty() {
            return skip("empty-seg", "no translation", self.line);
        }
        self.counts.pairs += 1;
        let unit = Unit { source: source.into(), target: target.into(), trust: self.trust(), ..Unit::default() };
        each(Item::Unit(self.counts.units, Box::new(unit)));
    }

    /// States that say that a person still has to look.
    fn trust(&self) -> Trust {
        match self.state.as_str() {
            "new" | "needs-translation" | "needs-l10n" | "needs-adaptation" => Trust::Machine,
            _ => Trust::Approved,
        }
    }
}

fn attribute(tag: &BytesStart, name: &str) -> String {
    let found = tag.html_attributes().with_checks(false).flatten().find(|a| a.key.local_name().as_ref() == name);
    found.map(|a| a.value.into_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::{Item, read_units};

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
        let counts = read_units(file.as_bytes(), None, false, |item| items.push(item)).unwrap();
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
