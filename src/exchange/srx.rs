//! SRX 2.0, the exchange format for segmentation rules, read and written.

use crate::model::{SrxDocument, SrxMap, SrxRule, SrxRuleSet};
use quick_xml::escape::{escape, resolve_predefined_entity};
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::fmt::Write;

/// Why a file is no SRX document.
#[derive(Debug, thiserror::Error)]
pub enum SrxError {
    /// The XML is broken.
    #[error("{path}:{line}: {cause}")]
    Xml {
        /// The file, as a reader names it.
        path: String,
        /// The line, 1-based.
        line: u32,
        /// What the XML reader said.
        cause: Box<quick_xml::Error>,
    },
    /// The first element is not `<srx>`.
    #[error("{path}:{line}: not an SRX document: it starts with <{element}>")]
    NotSrx {
        /// The file, as a reader names it.
        path: String,
        /// The line, 1-based.
        line: u32,
        /// The element found.
        element: String,
    },
    /// The file ends inside the document, or has no element at all.
    #[error("{path}: not an SRX document: it ends too early")]
    Unfinished {
        /// The file, as a reader names it.
        path: String,
    },
}

/// Reads an SRX document, version 2.0 or 1.0; `path` is what errors say it comes from.
///
/// Elements of other namespaces are passed over; so is the header but for `cascade`. Patterns are taken as they stand:
/// compiling them is the splitter's work.
///
/// # Errors
/// When the text is not well-formed XML or its root is not `<srx>`.
///
/// ```
/// use entrefilet::exchange::srx;
/// let document = srx::read(
///     "<srx version='2.0'><header cascade='no'/><body><languagerules><languagerule languagerulename='Default'>\
///      <rule break='yes'><beforebreak>\\.</beforebreak><afterbreak>\\s</afterbreak></rule>\
///      </languagerule></languagerules></body></srx>",
///     "rules.srx",
/// )?;
/// assert_eq!(document.rule_sets[0].rules[0].before, r"\.");
/// # Ok::<(), srx::SrxError>(())
/// ```
pub fn read(text: &str, path: &str) -> Result<SrxDocument, SrxError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut build = Build { document: SrxDocument { path: path.into(), ..SrxDocument::default() }, ..Build::default() };
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut lines = Lines { text, at: 0, line: 1 };
    loop {
        let line = lines.at(reader.buffer_position() as usize);
        match reader.read_event() {
            Err(cause) => {
                let line = lines.at(reader.error_position() as usize);
                return Err(SrxError::Xml { path: path.into(), line, cause: Box::new(cause) });
            }
            Ok(Event::Eof) if build.depth > 0 || !build.rooted => {
                return Err(SrxError::Unfinished { path: path.into() });
            }
            Ok(Event::Eof) => return Ok(build.document),
            Ok(Event::Start(start)) if !build.rooted && start.local_name().as_ref() != "srx" => {
                return Err(SrxError::NotSrx { path: path.into(), line, element: name(&start) });
            }
            Ok(event) => build.event(&event, line),
        }
    }
}

/// Counts lines as the reader moves on.
struct Lines<'t> {
    text: &'t str,
    at: usize,
    line: u32,
}

impl Lines<'_> {
    /// The 1-based line of the first character at `byte` or after it that is no white space; `byte` never goes back.
    fn at(&mut self, byte: usize) -> u32 {
        let bytes = self.text.as_bytes();
        let mut to = byte.clamp(self.at, bytes.len());
        to += bytes[to..].iter().take_while(|b| b.is_ascii_whitespace()).count();
        self.line += bytes[self.at..to].iter().filter(|&&b| b == b'\n').count() as u32;
        self.at = to;
        self.line
    }
}

/// The document as far as it has been read.
#[derive(Default)]
struct Build {
    document: SrxDocument,
    rooted: bool,
    depth: u32,
    rule: SrxRule,
    /// The pattern that text goes into.
    side: Option<Side>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    After,
}

impl Build {
    fn event(&mut self, event: &Event, line: u32) {
        match event {
            Event::Start(start) => self.start(start, line),
            Event::End(end) => self.end(end.local_name().as_ref()),
            Event::Text(text) => self.text(&text.xml10_content()),
            Event::CData(data) => self.text(&data.xml10_content()),
            Event::GeneralRef(reference) => self.reference(reference),
            _ => {}
        }
    }

    fn start(&mut self, start: &BytesStart, line: u32) {
        self.rooted = true;
        self.depth += 1;
        match start.local_name().as_ref() {
            "header" => self.document.cascade = attribute(start, "cascade").is_some_and(|v| v == "yes"),
            "languagerule" => {
                let name = attribute(start, "languagerulename").unwrap_or_default();
                self.document.rule_sets.push(SrxRuleSet { name, rules: Vec::new() });
            }
            "rule" => {
                let breaks = attribute(start, "break").is_none_or(|v| v != "no");
                self.rule = SrxRule { breaks, line, ..SrxRule::default() };
            }
            "beforebreak" => self.side = Some(Side::Before),
            "afterbreak" => self.side = Some(Side::After),
            "languagemap" => self.document.maps.push(SrxMap {
                pattern: attribute(start, "languagepattern").unwrap_or_default(),
                rule_set: attribute(start, "languagerulename").unwrap_or_default(),
                line,
            }),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        self.depth = self.depth.saturating_sub(1);
        match name {
            "beforebreak" | "afterbreak" => self.side = None,
            "rule" => {
                let rule = std::mem::take(&mut self.rule);
                self.document.rule_sets.last_mut().into_iter().for_each(|set| set.rules.push(rule.clone()));
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        match self.side {
            Some(Side::Before) => self.rule.before.push_str(text),
            Some(Side::After) => self.rule.after.push_str(text),
            None => {}
        }
    }

    fn reference(&mut self, reference: &BytesRef) {
        if let Ok(Some(c)) = reference.resolve_char_ref() {
            self.text(c.encode_utf8(&mut [0; 4]));
        } else if let Some(text) = resolve_predefined_entity(reference) {
            self.text(text);
        }
    }
}

fn name(start: &BytesStart) -> String {
    start.name().as_ref().to_string()
}

fn attribute(start: &BytesStart, name: &str) -> Option<String> {
    let attribute = start.attributes().flatten().find(|a| a.key.local_name().as_ref() == name)?;
    attribute.normalized_value(XmlVersion::Implicit1_0).ok().map(|value| value.into_owned())
}

/// Writes an SRX 2.0 document; reading it gives the same rules and maps.
pub fn write(document: &SrxDocument) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let cascade = if document.cascade { "yes" } else { "no" };
    // Writing into a String cannot fail.
    let _ = write!(
        out,
        "<srx xmlns=\"http://www.lisa.org/srx20\" version=\"2.0\">\n\
         <header segmentsubflows=\"yes\" cascade=\"{cascade}\">\n\
         <formathandle type=\"start\" include=\"no\"/>\n\
         <formathandle type=\"end\" include=\"yes\"/>\n\
         <formathandle type=\"isolated\" include=\"no\"/>\n\
         </header>\n<body>\n<languagerules>\n"
    );
    document.rule_sets.iter().for_each(|set| write_set(set, &mut out));
    out.push_str("</languagerules>\n<maprules>\n");
    for map in &document.maps {
        let (pattern, name) = (escape(map.pattern.as_str()), escape(map.rule_set.as_str()));
        let _ = writeln!(out, "<languagemap languagepattern=\"{pattern}\" languagerulename=\"{name}\"/>");
    }
    out.push_str("</maprules>\n</body>\n</srx>\n");
    out
}

fn write_set(set: &SrxRuleSet, out: &mut String) {
    let _ = writeln!(out, "<languagerule languagerulename=\"{}\">", escape(set.name.as_str()));
    for rule in &set.rules {
        let breaks = if rule.breaks { "yes" } else { "no" };
        let (before, after) = (escape(rule.before.as_str()), escape(rule.after.as_str()));
        let _ = writeln!(
            out,
            "<rule break=\"{breaks}\"><beforebreak>{before}</beforebreak><afterbreak>{after}</afterbreak></rule>"
        );
    }
    out.push_str("</languagerule>\n");
}
