//! Datelines: *BAMAKO, 3 avril 2025 (AFP) —* before a first sentence, *Publié le 03/04/2025 à 14h30* on its own.

use crate::text::{Date, find_french_date, fold, french_date};

/// What a dateline says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Facts {
    pub date: Option<Date>,
    pub place: Option<String>,
    pub agency: Option<String>,
}

/// The dateline that a paragraph opens with, and the byte where its first sentence starts.
///
/// It ends in a dash, and what stands before the dash is nothing but place, date and agency; *date 2025-04*, as a
/// scraper writes it, needs no dash.
pub(super) fn lead(text: &str) -> Option<(Facts, usize)> {
    let mut scan = Scan::new(text);
    if scan.scraped_date() {
        return Some((scan.facts, scan.at));
    }
    let mut found = None;
    while scan.step() && scan.at <= LONGEST {
        if let Some(dash) = scan.dash() {
            if !scan.is_dateline_before(dash) || !starts_sentence(&text[scan.at..]) {
                break;
            }
            found = Some((scan.facts.clone(), scan.at));
        }
    }
    found
}

/// The facts of a block that is nothing but a dateline.
pub(super) fn alone(text: &str) -> Option<Facts> {
    if text.len() > LONGEST {
        return None;
    }
    let mut scan = Scan::new(text);
    loop {
        scan.skip(|c| !c.is_alphanumeric() && c != '(');
        if scan.rest().is_empty() {
            break;
        }
        if !scan.step() {
            return None;
        }
    }
    let facts = scan.facts;
    (facts.date.is_some() || facts.place.is_some() && facts.agency.is_some()).then_some(facts)
}

/// The date in a byline, if it has one: *Par Awa Diallo, le 3 avril 2025*.
pub(super) fn in_byline(text: &str) -> Option<Facts> {
    let (date, _) = find_french_date(text)?;
    Some(Facts { date: Some(date), ..Facts::default() })
}

/// Bytes; the longest that still looks like a dateline.
const LONGEST: usize = 160;

fn starts_sentence(rest: &str) -> bool {
    rest.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric() || matches!(c, '«' | '"' | '“' | '‘' | '\''))
}

struct Scan<'t> {
    text: &'t str,
    at: usize,
    facts: Facts,
}

impl<'t> Scan<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, at: 0, facts: Facts::default() }
    }

    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn skip(&mut self, mark: impl Fn(char) -> bool) {
        self.at += self.rest().find(|c| !mark(c)).unwrap_or(self.rest().len());
    }

    /// Reads the next part of a dateline, with the comma or space before it.
    fn step(&mut self) -> bool {
        self.skip(|c| c.is_whitespace() || matches!(c, ',' | ':'));
        self.date() || self.time() || self.label() || self.brackets() || self.place()
    }

    fn date(&mut self) -> bool {
        let Some((date, len)) = french_date(self.rest()) else { return false };
        // The first is the day of publication, a second one that of a correction.
        self.facts.date.get_or_insert(date);
        self.at += len;
        true
    }

    /// *14h30*, *14 h 30*, *14:30*.
    fn time(&mut self) -> bool {
        let rest = self.rest();
        let hours = rest.bytes().take_while(u8::is_ascii_digit).count();
        if !(1..=2).contains(&hours) {
            return false;
        }
        let after = rest[hours..].trim_start();
        let Some(after) = after.strip_prefix(['h', 'H', ':']) else { return false };
        self.at = self.text.len() - after.len();
        let minutes = after.trim_start();
        let digits = minutes.bytes().take_while(u8::is_ascii_digit).count();
        if (1..=2).contains(&digits) {
            self.at = self.text.len() - minutes.len() + digits;
        }
        true
    }

    fn label(&mut self) -> bool {
        let word = self.word();
        let known = LABELS.contains(&fold(word).as_str());
        self.at += if known { word.len() } else { 0 };
        known
    }

    /// *(AFP)*, or the region in *GAO (Mali)*.
    fn brackets(&mut self) -> bool {
        let Some(inside) = self.rest().strip_prefix('(').and_then(|r| Some(r.split_once(')')?.0)) else { return false };
        let name = inside.chars().count() <= 30 && inside.chars().all(|c| !c.is_numeric());
        if !name || !inside.starts_with(char::is_uppercase) {
            return false;
        }
        self.facts.agency = Some(inside.to_owned());
        self.at += inside.len() + 2;
        true
    }

    /// A name of up to five words; after a first place only its region, which is passed over.
    fn place(&mut self) -> bool {
        let mut end = 0;
        for count in 0..5 {
            let rest = &self.rest()[end..];
            let spaces = rest.len() - rest.trim_start_matches([' ', '/']).len();
            let word = word(&rest[spaces..]);
            let named = word.starts_with(char::is_uppercase);
            if word.is_empty() || !named && (count == 0 || !PARTICLES.contains(&word)) {
                break;
            }
            end += spaces + word.len();
        }
        if end == 0 {
            return false;
        }
        let name = &self.rest()[..end];
        self.facts.place.get_or_insert_with(|| name.to_owned());
        self.at += end;
        true
    }

    fn word(&self) -> &'t str {
        word(self.rest())
    }

    /// The dash that ends a dateline, with the full stop before it and the space after it.
    fn dash(&mut self) -> Option<char> {
        let rest = self.rest().trim_start();
        let rest = rest.strip_prefix('.').unwrap_or(rest).trim_start();
        let dash = rest.chars().next().filter(|c| matches!(c, '—' | '–' | '-' | '―'))?;
        let after = rest[dash.len_utf8()..].trim_start_matches('-');
        self.at = self.text.len() - after.trim_start().len();
        Some(dash)
    }

    /// Whether place, date and agency together are enough to be sure.
    fn is_dateline_before(&self, dash: char) -> bool {
        let Facts { date, place, agency } = &self.facts;
        let shouted = |p: &String| p.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase) && p.len() > 2;
        date.is_some() || place.is_some() && agency.is_some() || dash != '-' && place.as_ref().is_some_and(shouted)
    }

    /// *date 2025-04*, *Date : 3 avril 2025*: a label that a program wrote.
    fn scraped_date(&mut self) -> bool {
        if fold(self.word()) != "date" {
            return false;
        }
        self.at += self.word().len();
        self.skip(|c| c.is_whitespace() || c == ':');
        let found = self.date();
        self.skip(char::is_whitespace);
        found
    }
}

/// The letters, hyphens and apostrophes that `rest` starts with.
fn word(rest: &str) -> &str {
    let end = rest.find(|c: char| !c.is_alphabetic() && !matches!(c, '-' | '\'' | '’')).unwrap_or(rest.len());
    rest[..end].trim_end_matches(['-', '\'', '’'])
}

const PARTICLES: [&str; 12] = ["de", "du", "des", "la", "le", "les", "sur", "sous", "en", "et", "d", "l"];

const LABELS: [&str; 26] = [
    "publie",
    "publiee",
    "poste",
    "mis",
    "mise",
    "a",
    "jour",
    "modifie",
    "modifiee",
    "actualise",
    "date",
    "le",
    "la",
    "en",
    "ligne",
    "derniere",
    "modification",
    "heure",
    "heures",
    "gmt",
    "utc",
    "et",
    "ce",
    "du",
    "redige",
    "locale",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(date: &str, place: &str, agency: &str) -> Facts {
        let some = |s: &str| (!s.is_empty()).then(|| s.to_owned());
        Facts { date: date.parse().ok(), place: some(place), agency: some(agency) }
    }

    #[test]
    fn datelines_before_a_sentence() {
        for (text, wanted, sentence) in [
            ("BAMAKO, 3 avril 2025 (AFP) — Le gouvernement", facts("2025-04-03", "BAMAKO", "AFP"), "Le gouvernement"),
            ("Bamako (AFP) – Des élus", facts("", "Bamako", "AFP"), "Des élus"),
            ("9 novembre 2012. – La Chine", facts("2012-11-09", "", ""), "La Chine"),
            ("4 juillet 2012. - Québec - La fête", facts("2012-07-04", "Québec", ""), "La fête"),
            ("OUAGADOUGOU — « Tout va bien »", facts("", "OUAGADOUGOU", ""), "« Tout va bien »"),
            ("VILLACOUBLAY, Yvelines (Reuters) - Elle", facts("", "VILLACOUBLAY", "Reuters"), "Elle"),
            (
                "New York (Nations unies), le 3 avril 2025 (AFP) – 12 morts",
                facts("2025-04-03", "New York", "AFP"),
                "12 morts",
            ),
            ("Bamako/Niamey, jeudi 3 avril 2025 – L’AES", facts("2025-04-03", "Bamako/Niamey", ""), "L’AES"),
            ("N’Djamena, le 2 mars 2024 - Le", facts("2024-03-02", "N’Djamena", ""), "Le"),
            ("date 2025-04 Sergueï Lavrov", facts("2025-04", "", ""), "Sergueï Lavrov"),
        ] {
            let (found, at) = lead(text).unwrap_or_else(|| panic!("no dateline: {text}"));
            assert_eq!((found, &text[at..]), (wanted, sentence), "{text}");
        }
    }

    #[test]
    fn sentences_are_no_datelines() {
        for text in [
            "Bamako, le 3 avril 2025, a rompu",
            "Sergueï Lavrov – Le ministre",
            "Bamako - La ville",
            "Le 3 avril 2025 a été un jour de fête – Le pays",
            "« Bamako (AFP) – Le",
            "Jean – dit-il – vient",
            "",
        ] {
            assert_eq!(lead(text), None, "{text}");
        }
    }

    #[test]
    fn datelines_alone() {
        for (text, wanted) in [
            ("jeudi 3 avril 2025", facts("2025-04-03", "", "")),
            ("Publié le 03/04/2025 à 14h30", facts("2025-04-03", "", "")),
            ("Publié le : 03/04/2025 - 14:30 | Modifié le : 05/04/2025 - 9 h", facts("2025-04-03", "", "")),
            ("Bamako, le 3 avril 2025", facts("2025-04-03", "Bamako", "")),
            ("BOGOTA (Reuters) -", facts("", "BOGOTA", "Reuters")),
            ("2025-04-03", facts("2025-04-03", "", "")),
        ] {
            assert_eq!(alone(text), Some(wanted), "{text}");
        }
        for text in ["Moscou promet une aide", "Bamako", "Le 3 avril 2025, tout change", "2025", "", "—"] {
            assert_eq!(alone(text), None, "{text}");
        }
    }
}
