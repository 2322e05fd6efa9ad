//! References in XML text: characters, the five of XML, names of HTML, and what the file itself declares, within bounds.

use crate::exchange::decode::is_forbidden;
use encoding_rs::WINDOWS_1252;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What a reference stands for.
#[derive(Debug, PartialEq, Eq)]
pub enum Meaning {
    /// This text.
    Text(String),
    /// A character that XML forbids: nothing.
    Forbidden,
    /// Half a character in UTF-16: see [`joined`].
    Half(u16),
    /// An entity outside the file: never fetched.
    External,
    /// Declared nowhere.
    Unknown,
    /// It would expand beyond all bounds.
    Bomb,
}

/// The longest text that one reference may stand for: an organisation's name, not a file.
const LONGEST: usize = 16 << 10;
/// All that the declared entities of one file may add to it …
const IN_ALL: usize = 4 << 20;
/// … and how many times more than the references themselves, which a large file may have many of.
const TIMES: usize = 32;

/// The entities that a document type declares.
#[derive(Default)]
pub struct Entities {
    declared: BTreeMap<String, Declared>,
    /// Bytes that declared entities have added, and all that they may add so far.
    spent: usize,
    allowed: usize,
}

enum Declared {
    Inside(String),
    Outside,
}

impl Entities {
    /// Takes the declarations out of a document type, `<!DOCTYPE` and `>` left off. The first declaration of a name counts.
    pub fn declare(&mut self, doctype: &str) {
        for declaration in Declarations(doctype) {
            let mut words = Words(declaration);
            let Some(name) = words.next().filter(|n| *n != "%") else { continue };
            let Some(value) = words.next() else { continue };
            let declared = match value.chars().next() {
                Some('"' | '\'') => Declared::Inside(value[1..].to_owned()),
                _ => Declared::Outside,
            };
            self.declared.entry(name.to_owned()).or_insert(declared);
        }
    }

    /// What `&name;` stands for: one of XML's five or a number, what the file declares, else a name of HTML.
    pub fn resolve(&mut self, name: &str) -> Meaning {
        if let Some(meaning) = plain(name) {
            return meaning;
        }
        match self.declared.get(name) {
            None => named(name).map_or(Meaning::Unknown, |c| Meaning::Text(c.into())),
            Some(Declared::Outside) => Meaning::External,
            Some(Declared::Inside(_)) => self.expand(name),
        }
    }

    /// Expands with a stack instead of recursion; every step and every byte is counted, so nothing grows without bound.
    fn expand(&mut self, name: &str) -> Meaning {
        self.allowed += TIMES * name.len();
        let room = LONGEST.min(IN_ALL + self.allowed - self.spent);
        let mut text = String::new();
        let mut steps = 0;
        let mut pending = vec![Piece::Reference(name)];
        while let Some(piece) = pending.pop() {
            steps += 1;
            if text.len() > room || steps.max(pending.len()) > LONGEST {
                return Meaning::Bomb;
            }
            match piece {
                Piece::Text(part) => text.push_str(part),
                Piece::Reference(name) => match (plain(name), self.declared.get(name)) {
                    (Some(Meaning::Text(part)), _) => text.push_str(&part),
                    (None, Some(Declared::Inside(value))) => {
                        let start = pending.len();
                        pending.extend(pieces(value).take(LONGEST));
                        pending[start..].reverse();
                    }
                    (None, Some(Declared::Outside)) => return Meaning::External,
                    (None, None) => text.extend(named(name)),
                    _ => {}
                },
            }
        }
        if text.len() > room {
            return Meaning::Bomb;
        }
        self.spent += text.len();
        Meaning::Text(text)
    }
}

enum Piece<'v> {
    Text(&'v str),
    Reference(&'v str),
}

/// Cuts a value at its references.
fn pieces(value: &str) -> impl Iterator<Item = Piece<'_>> {
    value
        .split('&')
        .enumerate()
        .flat_map(|(i, part)| match part.split_once(';') {
            Some((name, rest)) if i > 0 => [Some(Piece::Reference(name)), Some(Piece::Text(rest))],
            _ => [Some(Piece::Text(part)), None],
        })
        .flatten()
}

/// A character reference or one of the five names that need no declaration.
fn plain(name: &str) -> Option<Meaning> {
    let text = match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => return name.strip_prefix('#').map(number),
    };
    Some(Meaning::Text(text.into()))
}

/// The text of `&name;` in HTML, for numbers and the names that French and English pages use.
pub fn html_reference(name: &str) -> Option<String> {
    match plain(name) {
        Some(Meaning::Text(text)) => Some(text),
        Some(_) => None,
        None => named(name).map(String::from),
    }
}

/// What the number of a character stands for. XML has no use for 128 to 159: who writes them means Windows-1252, as HTML
/// says.
fn number(number: &str) -> Meaning {
    let (digits, radix) = number.strip_prefix(['x', 'X']).map_or((number, 10), |hex| (hex, 16));
    if digits.is_empty() || !digits.chars().all(|c| c.is_digit(radix)) {
        return Meaning::Unknown;
    }
    let code = u32::from_str_radix(digits, radix);
    match code {
        Ok(code @ 0xd800..=0xdfff) => Meaning::Half(code as u16),
        Ok(code @ 0x80..=0x9f) => Meaning::Text(WINDOWS_1252.decode(&[code as u8]).0.into_owned()),
        Ok(code) => match char::from_u32(code).filter(|&c| !is_forbidden(c)) {
            Some(character) => Meaning::Text(character.into()),
            None => Meaning::Forbidden,
        },
        Err(_) => Meaning::Forbidden,
    }
}

/// The character that two halves make, each written as a number: a habit of tools that count in UTF-16.
pub fn joined(high: u16, low: u16) -> Option<char> {
    char::decode_utf16([high, low]).next()?.ok()
}

/// The names of HTML 4, which turn up undeclared in memories made of web pages: name and code point, in order of the names.
const NAMED: &str = include_str!("entities.txt");

fn named(name: &str) -> Option<char> {
    static BY_NAME: LazyLock<FxHashMap<&str, char>> = LazyLock::new(|| {
        let line = |line: &'static str| {
            let (name, code) = line.split_once(' ')?;
            Some((name, char::from_u32(u32::from_str_radix(code, 16).ok()?)?))
        };
        NAMED.lines().filter_map(line).collect()
    });
    BY_NAME.get(name).copied()
}

/// The entity declarations of a document type, after `<!ENTITY`, those inside parameter entities too; comments are
/// passed over.
struct Declarations<'d>(&'d str);

impl<'d> Iterator for Declarations<'d> {
    type Item = &'d str;

    fn next(&mut self) -> Option<&'d str> {
        loop {
            let start = self.0.find("<!")?;
            let rest = &self.0[start + 2..];
            if let Some(comment) = rest.strip_prefix("--") {
                self.0 = comment.split_once("-->")?.1;
                continue;
            }
            self.0 = rest;
            if let Some(declaration) = rest.strip_prefix("ENTITY") {
                return Some(declaration);
            }
        }
    }
}

/// The words of a declaration; a quoted value is one word that keeps its opening quote.
struct Words<'d>(&'d str);

impl<'d> Iterator for Words<'d> {
    type Item = &'d str;

    fn next(&mut self) -> Option<&'d str> {
        let rest = self.0.trim_start();
        let end = match rest.chars().next()? {
            quote @ ('"' | '\'') => 1 + rest[1..].find(quote)?,
            '>' => return None,
            _ => rest.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(rest.len()),
        };
        let word = &rest[..end];
        self.0 = rest[end..].strip_prefix(['"', '\'']).unwrap_or(&rest[end..]);
        Some(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(meaning: Meaning) -> String {
        match meaning {
            Meaning::Text(text) => text,
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn characters_names_and_declarations() {
        let mut entities = Entities::default();
        entities.declare(
            r#"tmx [<!ENTITY org "Nations &u;nies &#33;"> <!ENTITY u 'u'><!ENTITY out SYSTEM "file:///etc/passwd">
            <!-- l'<!ENTITY hidden "x"> --> <!ENTITY euro "EUR"><!ENTITY % p "<!ENTITY hidden 'y'>">]"#,
        );
        for (name, expected) in [
            ("amp", "&"),
            ("#233", "é"),
            ("#xE9", "é"),
            ("#x1F", "Forbidden"),
            ("#xFFFF", "Forbidden"),
            ("#99999999999", "Forbidden"),
            ("#x110000", "Forbidden"),
            ("#xD800", "Half(55296)"),
            ("#146", "’"),
            ("#é", "Unknown"),
            ("eacute", "é"),
            ("yuml", "ÿ"),
            ("zwnj", "\u{200c}"),
            ("euro", "EUR"),
            ("hidden", "y"),
            ("org", "Nations unies !"),
            ("out", "External"),
            ("nowhere", "Unknown"),
        ] {
            assert_eq!(text(entities.resolve(name)), expected, "{name}");
        }
    }

    #[test]
    fn bombs_and_circles_are_refused() {
        let mut entities = Entities::default();
        let tens = |of: char| format!("&{of};").repeat(10);
        entities.declare(&format!(
            r#"[<!ENTITY a "haha"><!ENTITY b "{}"><!ENTITY c "{}"><!ENTITY d "{}"><!ENTITY e "{}"><!ENTITY x "&y;"><!ENTITY y "&x;">]"#,
            tens('a'), tens('b'), tens('c'), tens('d')
        ));
        assert_eq!(entities.resolve("e"), Meaning::Bomb);
        assert_eq!(entities.resolve("x"), Meaning::Bomb);
        assert_eq!(text(entities.resolve("b")).len(), 40);
    }

    #[test]
    fn a_name_may_be_used_in_every_unit_of_a_large_file() {
        let mut entities = Entities::default();
        entities.declare("[<!ENTITY onu 'Organisation des Nations unies'>]");
        let is_text = |meaning| matches!(meaning, Meaning::Text(_));
        assert!((0..IN_ALL / 10).all(|_| is_text(entities.resolve("onu"))));
    }

    #[test]
    fn many_small_expansions_add_up() {
        let mut entities = Entities::default();
        entities.declare(&format!("[<!ENTITY a \"{}\">]", "x".repeat(LONGEST)));
        let last = (0..IN_ALL / LONGEST + 1).map(|_| entities.resolve("a")).last();
        assert!(last == Some(Meaning::Bomb));
    }
}
