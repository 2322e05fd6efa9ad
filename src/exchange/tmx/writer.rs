//! TMX 1.4 that other tools really read.
//!
//! DOCTYPE and all seven header attributes, UTF-8, two-letter codes, trimmed segs, dates as `YYYYMMDDThhmmssZ`, unique
//! `tuid`s where units have them. The article's own characters stay in the seg.

use super::pair;
use crate::exchange::inline::{attribute, coded, escaped};
use crate::model::{Code, Origin, Trust, Unit};
use std::io::{self, Write};

/// What the `<header>` says. The languages are always `fr` and `en`.
#[derive(Clone, Copy, Debug)]
pub struct Header<'h> {
    /// Name of the program that writes.
    pub tool: &'h str,
    /// Its version.
    pub version: &'h str,
}

impl Default for Header<'_> {
    fn default() -> Self {
        Self { tool: "entrefilet", version: env!("CARGO_PKG_VERSION") }
    }
}

/// Writes a whole TMX. The same units give the same bytes.
///
/// # Errors
/// Those of writing.
///
/// ```
/// use entrefilet::exchange::tmx;
/// use entrefilet::model::Unit;
/// let unit = Unit { source: "Oui & non".into(), target: "Yes & no".into(), ..Unit::default() };
/// let mut file = Vec::new();
/// tmx::write(&mut file, &tmx::Header::default(), [&unit]).unwrap();
/// assert!(String::from_utf8(file).unwrap().contains("<seg>Oui &amp; non</seg>"));
/// ```
pub fn write<'u>(to: impl Write, header: &Header, units: impl IntoIterator<Item = &'u Unit>) -> io::Result<()> {
    let mut writer = Writer::new(to, header)?;
    units.into_iter().try_for_each(|unit| writer.unit(unit))?;
    writer.finish().map(drop)
}

/// Writes a TMX unit by unit.
pub struct Writer<W> {
    to: W,
}

impl<W: Write> Writer<W> {
    /// Writes everything before the first unit.
    ///
    /// # Errors
    /// Those of writing.
    pub fn new(mut to: W, header: &Header) -> io::Result<Self> {
        write!(
            to,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n<tmx version=\"1.4\">\n  \
             <header creationtool=\"{}\" creationtoolversion=\"{}\" segtype=\"sentence\" o-tmf=\"{}\" adminlang=\"en\" \
             srclang=\"fr\" datatype=\"plaintext\"/>\n  <body>\n",
            attribute(header.tool),
            attribute(header.version),
            attribute(header.tool)
        )?;
        Ok(Self { to })
    }

    /// Writes one unit.
    ///
    /// # Errors
    /// Those of writing.
    pub fn unit(&mut self, unit: &Unit) -> io::Result<()> {
        self.to.write_all(b"    <tu")?;
        if let Some(id) = &unit.id {
            write!(self.to, " tuid=\"{}\"", attribute(id))?;
        }
        if let Some((date, (month, day))) = unit.date.and_then(|d| Some((d, d.month.zip(d.day)?))) {
            write!(self.to, " creationdate=\"{:04}{month:02}{day:02}T000000Z\"", date.year)?;
        }
        self.to.write_all(b">\n")?;
        self.props(unit)?;
        self.variant("fr", &unit.source, &unit.codes.source)?;
        self.variant("en", &unit.target, &unit.codes.target)?;
        self.to.write_all(b"    </tu>\n")
    }

    /// Ends the file and gives the writer back.
    ///
    /// # Errors
    /// Those of writing.
    pub fn finish(mut self) -> io::Result<W> {
        self.to.write_all(b"  </body>\n</tmx>\n")?;
        self.to.flush()?;
        Ok(self.to)
    }

    /// Notes come first, as the DTD allows in any order but people expect.
    fn props(&mut self, unit: &Unit) -> io::Result<()> {
        let origin = unit.origin.map(|o| (pair::ORIGIN, o.name().to_owned()));
        let date = unit.date.map(|d| (pair::DATE, d.to_string()));
        let before = unit.before.clone().map(|b| (pair::BEFORE, b));
        let after = unit.after.clone().map(|a| (pair::AFTER, a));
        let trust = trust(unit).map(|t| (pair::TRUST, t.to_owned()));
        for (kind, value) in [origin, trust, date, before, after].into_iter().flatten() {
            self.prop(kind, &value)?;
        }
        unit.props.iter().try_for_each(|(kind, value)| self.prop(kind, value))
    }

    fn prop(&mut self, kind: &str, value: &str) -> io::Result<()> {
        match kind {
            "note" => writeln!(self.to, "      <note>{}</note>", escaped(value)),
            kind => writeln!(self.to, "      <prop type=\"{}\">{}</prop>", attribute(kind), escaped(value)),
        }
    }

    fn variant(&mut self, lang: &str, text: &str, codes: &[Code]) -> io::Result<()> {
        writeln!(self.to, "      <tuv xml:lang=\"{lang}\"><seg>{}</seg></tuv>", coded(text, codes))
    }
}

/// The mark that says what the origin does not say by itself.
fn trust(unit: &Unit) -> Option<&'static str> {
    match (unit.trust, unit.origin == Some(Origin::Machine)) {
        (Trust::Machine, false) => Some("machine"),
        (Trust::Approved, true) => Some("approved"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::decode::Utf8;
    use crate::exchange::item::Item;
    use crate::exchange::tmx::read_decoded;
    use crate::model::{CodeKind, Codes};
    use proptest::prelude::*;

    fn round(unit: &Unit) -> Vec<Unit> {
        let mut file = Vec::new();
        write(&mut file, &Header::default(), [unit]).unwrap();
        let mut units = Vec::new();
        let mut keep = |item| match item {
            Item::Unit(_, unit) => units.push(*unit),
            Item::Finding(finding) => panic!("{finding:?}"),
        };
        read_decoded(Utf8::new(file.as_slice(), Vec::new()), false, &mut keep).unwrap();
        units
    }

    fn code(at: usize, kind: CodeKind) -> Code {
        Code {
            at,
            i: Some("1".into()),
            native: "&lt;b c=&quot;<sub type=\"alt\">d</sub>&quot;&gt;".into(),
            ..Code::new(kind)
        }
    }

    #[test]
    fn every_field_survives() {
        let unit = Unit {
            id: Some("0123456789abcdef".into()),
            source: "« L’été » <b> & \"x\" 5\u{202f}000 🕊️".into(),
            target: "“Summer”".into(),
            before: Some("Avant.".into()),
            after: Some("Après.".into()),
            trust: Trust::Machine,
            origin: Some(Origin::Adapted),
            date: "2025-04".parse().ok(),
            props: vec![("x-article".into(), "mali/a.txt".into()), ("note".into(), "à voir".into())],
            codes: Codes { source: vec![code(3, CodeKind::Begin), code(7, CodeKind::End)], target: Vec::new() },
        };
        assert_eq!(round(&unit), [unit]);
    }

    /// Text as units have it: with something in it, trimmed.
    fn text() -> impl Strategy<Value = String> {
        "\\PC{1,30}".prop_map(|text| text.trim().to_owned()).prop_filter("a text", |text| !text.is_empty())
    }

    proptest! {
        #[test]
        fn write_then_read_is_identity(
            (source, target) in (text(), text()),
            neighbours in (prop::option::of(text()), prop::option::of(text())),
            (machine, ours, id) in (any::<bool>(), any::<bool>(), prop::option::of("\\PC{1,8}")),
            day in prop::option::of((1u8..13, 1u8..29)),
            props in prop::collection::vec(("[a-z:\"<&]{1,6}", text()), 0..3),
        ) {
            let unit = Unit {
                id,
                source,
                target,
                before: neighbours.0,
                after: neighbours.1,
                trust: if machine { Trust::Machine } else { Trust::Approved },
                origin: ours.then_some(Origin::Machine),
                date: day.and_then(|(month, day)| crate::text::Date::day(2024, month, day)),
                props,
                ..Unit::default()
            };
            prop_assert_eq!(round(&unit), [unit]);
        }
    }
}
