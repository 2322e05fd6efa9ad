//! References in XML text: characters, the five of XML, names of HTML, and what the file itself declares, within bounds.

use std::collections::BTreeMap;

/// What a reference stands for.
#[derive(Debug, PartialEq, Eq)]
pub enum Meaning {
    /// This text.
    Text(String),
    /// A character that XML forbids: nothing.
    Forbidden,
    /// An entity outside the file: never fetched.
    External,
    /// Declared nowhere.
    Unknown,
    /// It would expand beyond all bounds.
    Bomb,
}

/// The longest text that one reference may stand for: an organisation's name, not a file.
const LONGEST: usize = 16 << 10;
/// All that the declared entities of one file may add to it.
const IN_ALL: usize = 4 << 20;

/// The entities that a document type declares.
#[derive(Default)]
pub struct Entities {
    declared: BTreeMap<String, Declared>,
    spent: usize,
}

enum Declared {
    Inside(String),
    Outside,
}

impl Entities {
    /// Takes the declarations out of a document type, `<!DOCTYPE` and `>` left off. The first declaration of a name counts.
    pub fn declare(&mut self, doctype: &str) {
        for declaration in doctype.split("<!ENTITY").skip(1) {
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

    /// What `&name;` stands for.
    pub fn resolve(&mut self, name: &str) -> Meaning {
        if let Some(meaning) = plain(name) {
            return meaning;
        }
        match self.declared.get(name) {
            None => Meaning::Unknown,
            Some(Declared::Outside) => Meaning::External,
            Some(Declared::Inside(_)) => self.expand(name),
        }
    }

    /// Expands with a stack instead of recursion; every step and every byte is counted, so nothing grows without bound.
    fn expand(&mut self, name: &str) -> Meaning {
        let mut text = String::new();
        let mut steps = 0;
        let mut pending = vec![Piece::Reference(name)];
        while let Some(piece) = pending.pop() {
            steps += 1;
            if text.len() > LONGEST || steps.max(pending.len()) > LONGEST || self.spent + text.len() > IN_ALL {
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
                    _ => {}
                },
            }
        }
        if text.len() > LONGEST || self.spent + text.len() > IN_ALL {
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

/// A character reference or a name that needs no declaration.
fn plain(name: &str) -> Option<Meaning> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => number.parse(),
        };
        let allowed =
            |c: &char| !matches!(*c, '\0'..='\x08' | '\x0b' | '\x0c' | '\x0e'..='\x1f' | '\u{fffe}' | '\u{ffff}');
        let character = code.ok().and_then(char::from_u32).filter(allowed);
        return Some(character.map_or(Meaning::Forbidden, |c| Meaning::Text(c.into())));
    }
    let known = NAMED.iter().find(|(known, _)| *known == name)?;
    Some(Meaning::Text(known.1.into()))
}

/// The text of `&name;` in HTML, for numbers and the names that French and English pages use.
pub fn html_reference(name: &str) -> Option<String> {
    match plain(name)? {
        Meaning::Text(text) => Some(text),
        _ => None,
    }
}

/// XML's five, and the names of HTML that turn up undeclared in French and English memories.
#[rustfmt::skip]
const NAMED: [(&str, &str); 48] = [
    ("amp", "&"), ("lt", "<"), ("gt", ">"), ("quot", "\""), ("apos", "'"), ("nbsp", "\u{a0}"),
    ("agrave", "à"), ("acirc", "â"), ("auml", "ä"), ("aelig", "æ"), ("ccedil", "ç"), ("egrave", "è"), ("eacute", "é"),
    ("ecirc", "ê"), ("euml", "ë"), ("icirc", "î"), ("iuml", "ï"), ("ocirc", "ô"), ("ouml", "ö"), ("oelig", "œ"),
    ("ugrave", "ù"), ("ucirc", "û"), ("uuml", "ü"), ("ntilde", "ñ"),
    ("Agrave", "À"), ("Acirc", "Â"), ("Ccedil", "Ç"), ("Egrave", "È"), ("Eacute", "É"), ("Ecirc", "Ê"), ("Icirc", "Î"),
    ("Ocirc", "Ô"), ("OElig", "Œ"), ("Ucirc", "Û"),
    ("laquo", "«"), ("raquo", "»"), ("lsquo", "‘"), ("rsquo", "’"), ("ldquo", "“"), ("rdquo", "”"),
    ("ndash", "–"), ("mdash", "—"), ("hellip", "…"), ("euro", "€"), ("deg", "°"), ("copy", "©"), ("reg", "®"),
    ("trade", "™"),
];

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
            r#"tmx [<!ENTITY org "Nations &u;nies &#33;"> <!ENTITY u 'u'><!ENTITY out SYSTEM "file:///etc/passwd">]"#,
        );
        for (name, expected) in [
            ("amp", "&"),
            ("#233", "é"),
            ("#xE9", "é"),
            ("#x1F", "Forbidden"),
            ("#xD800", "Forbidden"),
            ("eacute", "é"),
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
    fn many_small_expansions_add_up() {
        let mut entities = Entities::default();
        entities.declare(&format!("[<!ENTITY a \"{}\">]", "x".repeat(LONGEST)));
        let last = (0..IN_ALL / LONGEST + 1).map(|_| entities.resolve("a")).last();
        assert!(last == Some(Meaning::Bomb));
    }
}
