//! PO as a memory: every translated message is a unit.
//!
//! `Language` in the header says what the translations are, `X-Source-Language` what the messages are; without it they are
//! English, as gettext has it.

use super::decode::Utf8;
use super::inline::is_blank;
use super::item::{Counts, Finding, Item, UNPAIRED, tell};
use super::language::{is_english, is_french};
use super::lines::next_line;
use crate::model::{Trust, Unit};
use std::io::{self, Read};

/// The property that carries a message's context.
const CONTEXT: &str = "x-context";

/// Reads decoded lines; [`super::read_units`] is the way in.
pub(super) fn read_decoded<R: Read>(mut input: Utf8<R>, each: &mut impl FnMut(Item)) -> io::Result<Counts> {
    let (mut state, mut line, mut number) = (State::default(), String::new(), 0u32);
    while let Some(is_whole) = next_line(&mut input, &mut line)? {
        number = number.saturating_add(1);
        if !is_whole {
            state.message.broken = Some(("too-long", "skipped: a line without end"));
        }
        state.take(line.trim(), number, each);
    }
    state.finish(each);
    tell(input.oddities(), each);
    Ok(state.counts)
}

#[derive(Default)]
struct State {
    counts: Counts,
    source_language: String,
    target_language: String,
    message: Message,
    /// Which text the next quoted line goes on with.
    inside: Option<Part>,
}

/// A message while it is read.
#[derive(Default)]
struct Message {
    line: u32,
    context: Option<String>,
    /// Singular and plural, or the first alone.
    sources: [Option<String>; 2],
    targets: [Option<String>; 2],
    is_fuzzy: bool,
    /// The rule and the reason why it cannot be read.
    broken: Option<(&'static str, &'static str)>,
}

#[derive(Clone, Copy)]
enum Part {
    Context,
    Source(usize),
    Target(usize),
    /// Plural forms that neither French nor English has.
    Other,
}

impl State {
    fn take(&mut self, line: &str, number: u32, each: &mut impl FnMut(Item)) {
        if let Some(flags) = line.strip_prefix('#') {
            if self.has_target() {
                self.finish(each);
            }
            self.inside = None;
            self.message.is_fuzzy |= flags.starts_with(',') && flags.contains("fuzzy");
            return;
        }
        let (keyword, rest) = line.split_at(line.find('"').unwrap_or(line.len()));
        let part = match keyword.trim_end() {
            "" => self.inside,
            "msgctxt" => Some(Part::Context),
            "msgid" => Some(Part::Source(0)),
            "msgid_plural" => Some(Part::Source(1)),
            "msgstr" | "msgstr[0]" => Some(Part::Target(0)),
            "msgstr[1]" => Some(Part::Target(1)),
            _ => Some(Part::Other),
        };
        if matches!(part, Some(Part::Context | Part::Source(_))) && !keyword.is_empty() && self.has_target() {
            self.finish(each);
        }
        self.inside = part;
        if let Some(text) = self.message.text(part) {
            if !unescape(rest, text) {
                self.message.broken = Some(("truncated", "skipped: a quotation mark is not closed"));
            }
            self.message.line = if self.message.line == 0 { number } else { self.message.line };
        }
    }

    fn has_target(&self) -> bool {
        self.message.targets[0].is_some()
    }

    /// A message is over: hands its pairs on, or says why there is none.
    fn finish(&mut self, each: &mut impl FnMut(Item)) {
        let Message { line, context, sources, targets, is_fuzzy, broken } = std::mem::take(&mut self.message);
        self.inside = None;
        if sources[0].as_deref() == Some("") && context.is_none() {
            return self.header(targets[0].as_deref().unwrap_or_default());
        }
        for (source, target) in sources.into_iter().zip(targets) {
            let (Some(source), target) = (source, target.unwrap_or_default()) else { continue };
            self.counts.units += 1;
            match self.pair(&source, &target).filter(|_| broken.is_none()) {
                Some((french, english)) => {
                    self.counts.pairs += 1;
                    let trust = if is_fuzzy { Trust::Machine } else { Trust::Approved };
                    let props = context.iter().map(|context| (CONTEXT.to_owned(), context.clone())).collect();
                    let (source, target) = (french.to_owned(), english.to_owned());
                    each(Item::Unit(
                        self.counts.units,
                        Box::new(Unit { source, target, trust, props, ..Unit::default() }),
                    ));
                }
                None => each(Item::Finding(self.skipped(line, &target, broken))),
            }
        }
    }

    /// French and English of a message.
    fn pair<'t>(&self, source: &'t str, target: &'t str) -> Option<(&'t str, &'t str)> {
        let (from, to) = (&self.source_language, &self.target_language);
        let (source, target) = (source.trim_matches(is_blank), target.trim_matches(is_blank));
        let pair = match () {
            () if is_french(to) && (from.is_empty() || is_english(from)) => (target, source),
            () if is_french(from) && is_english(to) => (source, target),
            () => return None,
        };
        (!source.is_empty() && !target.is_empty()).then_some(pair)
    }

    fn skipped(&self, line: u32, target: &str, broken: Option<(&'static str, &'static str)>) -> Finding {
        let (rule, message) = match broken {
            Some((rule, why)) => (rule, why.into()),
            None if target.trim_matches(is_blank).is_empty() => {
                ("empty-seg", "skipped: there is no translation".into())
            }
            None => {
                let (from, to) = (&self.source_language, &self.target_language);
                ("other-languages", format!("skipped: from {from:?} to {to:?}"))
            }
        };
        Finding { line, unit: Some(self.counts.units), rule, message, loses: UNPAIRED }
    }

    fn header(&mut self, header: &str) {
        for (name, value) in header.lines().filter_map(|line| line.split_once(':')) {
            match name.trim().to_ascii_lowercase().as_str() {
                "language" => value.trim().clone_into(&mut self.target_language),
                "x-source-language" => value.trim().clone_into(&mut self.source_language),
                _ => {}
            }
        }
    }
}

impl Message {
    fn text(&mut self, part: Option<Part>) -> Option<&mut String> {
        let place = match part? {
            Part::Context => &mut self.context,
            Part::Source(at) => &mut self.sources[at],
            Part::Target(at) => &mut self.targets[at],
            Part::Other => return None,
        };
        Some(place.get_or_insert_default())
    }
}

/// Appends what stands between the quotes, escapes resolved; whether the last is there.
fn unescape(quoted: &str, to: &mut String) -> bool {
    let mut characters = quoted.strip_prefix('"').unwrap_or(quoted).chars();
    while let Some(c) = characters.next() {
        match if c == '\\' { characters.next() } else { None } {
            Some('n') => to.push('\n'),
            Some('t') => to.push('\t'),
            Some('r') => {}
            Some(escaped) => to.push(escaped),
            None if c == '"' => return true,
            None => to.push(c),
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(file: &str) -> String {
        let mut told = Vec::new();
        let counts = read_decoded(Utf8::new(file.as_bytes(), Vec::new()), &mut |item| {
            told.push(match item {
                Item::Unit(number, unit) => format!("{number} {}={} {:?}", unit.source, unit.target, unit.trust),
                Item::Finding(f) => format!("{:?} {} {}", f.unit, f.line, f.rule),
            });
        });
        assert_eq!(counts.unwrap().units, told.len() as u64);
        told.join("; ")
    }

    const HEAD: &str =
        "msgid \"\"\nmsgstr \"\"\n\"Language: fr_FR\\n\"\n\"Plural-Forms: nplurals=2; plural=n>1;\\n\"\n\n";

    #[test]
    fn messages_and_their_translations() {
        for (body, expected) in [
            ("#: a.c:1\nmsgid \"Yes\"\nmsgstr \"Oui\"\n", "1 Oui=Yes Approved"),
            ("msgid \"\"\n\"Yes \"\n\"and no\"\nmsgstr \"\"\n\"Oui \"\n\"et non\"", "1 Oui et non=Yes and no Approved"),
            ("#, fuzzy, c-format\n#| msgid \"No\"\nmsgid \"Yes\"\nmsgstr \"Oui\"\n", "1 Oui=Yes Machine"),
            ("msgid \"Yes\"\nmsgstr \"\"\nmsgid \"No\"\nmsgstr \"Non\"\n", "Some(1) 6 empty-seg; 2 Non=No Approved"),
            ("msgctxt \"\"\nmsgid \"\\\"A\\\"\\\\\\n\"\nmsgstr \"« A »\\\\\"\n", "1 « A »\\=\"A\"\\ Approved"),
            (
                "msgid \"%d vote\"\nmsgid_plural \"%d votes\"\nmsgstr[0] \"%d voix\"\nmsgstr[1] \"%d voix\"\nmsgstr[2] \"x\"\n",
                "1 %d voix=%d vote Approved; 2 %d voix=%d votes Approved",
            ),
            ("#~ msgid \"Old\"\n#~ msgstr \"Vieux\"\n", ""),
            ("msgid \"Yes\"\n", "Some(1) 6 empty-seg"),
            ("msgid \"Yes\"\nmsgstr \"Ou", "Some(1) 6 truncated"),
            ("msgstr \"Oui\"\n", ""),
        ] {
            assert_eq!(read(&format!("{HEAD}{body}")), expected, "{body}");
        }
    }

    #[test]
    fn the_header_says_the_languages() {
        let body = "msgid \"a\"\nmsgstr \"b\"\n";
        let with = |to: &str, from: &str| read(&(HEAD.replace("fr_FR\\n", &format!("{to}\\n{from}")) + body));
        assert_eq!(with("en", "X-Source-Language: fr\\n"), "1 a=b Approved");
        assert_eq!(with("fr", "X-Source-Language: en-US\\n"), "1 b=a Approved");
        for (to, from) in [("de", ""), ("en", ""), ("fr", "X-Source-Language: de\\n"), ("", "")] {
            assert_eq!(with(to, from), "Some(1) 6 other-languages", "{to} {from}");
        }
        assert_eq!(read(body), "Some(1) 1 other-languages");
    }
}
