//! Newsroom name rules: full form and acronym once, short form after; title and full name once, surname after.

use crate::model::{Concept, ConceptKind, English, EnglishArticle, Form, Mention};
use std::collections::{BTreeMap, BTreeSet};

/// Puts the names of a brief's English lines into house form, in reading order.
///
/// The default is what news agencies do: an institution has its full form at the first mention, with the acronym in
/// brackets only if it comes again, and the acronym after; a person has title and full name first and the surname after.
/// Countries, adjectives, demonyms and plurals stay, and so does an acronym that belongs to another word (*the first AES
/// summit*, *AES-led*, *the AES’s flag*), and everything between quotation marks: a quotation is not ours to edit. Where the
/// line itself says who somebody is, no title is added.
pub struct House<'a> {
    concepts: &'a [Concept],
    /// Title of a person on the article's date.
    titles: &'a BTreeMap<u32, String>,
    /// How often each concept is still to come under its name.
    to_come: BTreeMap<u32, u32>,
    met: BTreeSet<u32>,
}

/// A line in house form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Housed {
    /// The line.
    pub text: String,
    /// Whether it differs from what memory or engine gave.
    pub touched: bool,
}

impl<'a> House<'a> {
    /// Rules for `lines`, the English of one brief in reading order. `concepts` is the termbase that numbers the mentions.
    pub fn new<'l>(
        concepts: &'a [Concept],
        titles: &'a BTreeMap<u32, String>,
        lines: impl IntoIterator<Item = &'l English>,
    ) -> Self {
        let mut to_come = BTreeMap::new();
        for name in lines.into_iter().flat_map(names) {
            *to_come.entry(name.mention.concept).or_default() += 1;
        }
        Self { concepts, titles, to_come, met: BTreeSet::new() }
    }

    /// The next line, in house form.
    pub fn put(&mut self, line: &English) -> Housed {
        let mut text = String::with_capacity(line.text.len() + 32);
        let mut at = 0;
        for name in names(line) {
            text.push_str(&line.text[at..name.start]);
            at = name.end;
            let found = &line.text[name.start..name.end];
            let wanted = self.wanted(&name, line).unwrap_or_else(|| found.to_owned());
            if wanted != found {
                self.mend_before(&mut text, &name, &wanted);
            }
            text.push_str(&wanted);
        }
        text.push_str(&line.text[at..]);
        Housed { touched: text != line.text, text }
    }

    fn wanted(&mut self, name: &Name, line: &English) -> Option<String> {
        let number = name.mention.concept;
        let left = self.to_come.entry(number).or_default();
        *left = left.saturating_sub(1);
        let again = *left > 0;
        let first = self.met.insert(number);
        let concept = self.concepts.get(number as usize)?;
        match concept.kind {
            ConceptKind::Person => self.person(concept, name, line, first),
            ConceptKind::Place => None,
            _ => institution(concept, first, again),
        }
    }

    fn person(&self, concept: &Concept, name: &Name, line: &English, first: bool) -> Option<String> {
        let family = concept.en_family.as_deref().or(concept.family.as_deref())?;
        let (before, after) = (&line.text[..name.start], &line.text[name.end..]);
        let title = self.titles.get(&name.mention.concept);
        match (first, name.mention.form) {
            (false, Form::Full) => Some(family.to_owned()),
            (true, Form::Surname) if has_title_before(before) => Some(concept.en.clone()),
            (true, Form::Surname) => Some(introduced(&concept.en, title, after)),
            (true, Form::Full) if !is_introduced(&line.text, before, after, title) => {
                Some(introduced(&concept.en, title, after))
            }
            _ => None,
        }
    }

    /// Adds or takes away the article that the new form wants otherwise than the old one; a full name wants no *Mr*.
    fn mend_before(&self, before: &mut String, name: &Name, wanted: &str) {
        let Some(concept) = self.concepts.get(name.mention.concept as usize) else { return };
        if concept.kind == ConceptKind::Person {
            drop_civility(before);
            return;
        }
        let is_acronym = concept.en_acronym.as_deref() == Some(wanted);
        let wants = if is_acronym { concept.en_acronym_article.or(concept.en_article) } else { concept.en_article };
        match wants {
            Some(EnglishArticle::None) => drop_the(before),
            Some(EnglishArticle::The) => add_the(before),
            None => {}
        }
    }
}

/// A person at the first mention: *Russian Foreign Minister Sergei Lavrov*, *Omar Touray, president of the Commission,*.
fn introduced(name: &str, title: Option<&String>, after: &str) -> String {
    let Some(title) = title else { return name.to_owned() };
    let is_long = [" of ", " for ", " to ", " in ", " at "].iter().any(|of| title.contains(of));
    let comma = if after.starts_with([' ', '-']) { "," } else { "" };
    match is_long {
        false => format!("{} {name}", capitalised(title)),
        true if after.starts_with(['’', '\'']) => name.to_owned(),
        true => format!("{name}, {title}{comma}"),
    }
}

/// Whether the line says beside a full name who that is: *Mali’s leader, X*, *the former minister X*, *X (France)*; or the
/// name belongs to a thing (*the X airport*).
fn is_introduced(line: &str, before: &str, after: &str, title: Option<&String>) -> bool {
    let last = before.split_whitespace().next_back().unwrap_or("");
    let told = |word: &str| listed(ROLES).any(|role| role == word);
    let line = line.to_lowercase();
    let has_title = |title: &String| title.split(' ').any(|w| w.len() > 3 && told(w) && line.contains(w));
    has_title_before(before)
        || before.ends_with(", ")
        || after.starts_with([',', '('])
        || after.starts_with(" (")
        || ["’s", "'s"].iter().any(|s| last.ends_with(s))
        || told(&last.to_lowercase())
        || title.is_some_and(has_title)
}

/// A title as it stands before a name: *Russian Foreign Minister*.
fn capitalised(title: &str) -> String {
    const SMALL: [&str; 7] = ["of", "the", "for", "and", "to", "in", "on"];
    let word = |word: &str| match word.chars().next() {
        Some(first) if !SMALL.contains(&word) => first.to_uppercase().chain(word.chars().skip(1)).collect(),
        _ => word.to_owned(),
    };
    title.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

fn institution(concept: &Concept, first: bool, again: bool) -> Option<String> {
    let acronym = concept.en_acronym.as_deref()?;
    if concept.en_short.as_deref() == Some(acronym) {
        return None;
    }
    Some(match (first, again) {
        (true, true) => format!("{} ({acronym})", concept.en),
        (true, false) => concept.en.clone(),
        (false, _) => acronym.to_owned(),
    })
}

/// A name as it stands in a line; a full form with its acronym in brackets is one.
struct Name<'l> {
    mention: &'l Mention,
    start: usize,
    end: usize,
}

fn names(line: &English) -> Vec<Name<'_>> {
    let mut names: Vec<Name> = Vec::new();
    for mention in &line.mentions {
        let (start, end) = (mention.span.start as usize, mention.span.end as usize);
        let is_name = matches!(mention.form, Form::Full | Form::Short | Form::Acronym | Form::Surname);
        if !is_name || is_quoted(&line.text[..start]) {
            continue;
        }
        if let Some(last) = names.last_mut()
            && last.mention.concept == mention.concept
            && matches!(&line.text[last.end..start], " (" | " (the ")
            && line.text[end..].starts_with(')')
        {
            last.end = end + 1;
            continue;
        }
        if mention.form != Form::Acronym || !belongs(&line.text[..start], &line.text[end..]) {
            names.push(Name { mention, start, end });
        }
    }
    names
}

/// Whether an acronym between `before` and `after` belongs to another word: *the AES summit*, *AES-led*, *the AES’s flag*, *the
/// bloc (AES)*.
fn belongs(before: &str, after: &str) -> bool {
    let joined = before.ends_with(['-', '/']) || after.starts_with(['-', '/', '’', '\'']);
    let in_brackets = before.ends_with('(') && after.starts_with(')');
    joined || in_brackets || modifies_a_noun(after)
}

/// Whether `after`, what follows an acronym, starts with a noun that the acronym belongs to, another acronym passed over: *AES
/// and AU leaders*.
fn modifies_a_noun(after: &str) -> bool {
    let mut words = after.strip_prefix(' ').unwrap_or("").split(|c: char| !c.is_alphanumeric());
    let mut next = words.next().unwrap_or("");
    if matches!(next, "and" | "or") && words.next().is_some_and(|w| w.len() > 1 && w.chars().all(char::is_uppercase)) {
        next = words.next().unwrap_or("");
    }
    listed(HEADS).any(|head| head == next)
}

/// Nouns that an institution's acronym is often put before.
const HEADS: &str = include_str!("house/heads.txt");

/// Words before a name that say who somebody is, and determiners, which people do not take.
const ROLES: &str = include_str!("house/roles.txt");

fn listed(words: &'static str) -> impl Iterator<Item = &'static str> {
    words.lines().filter(|l| !l.starts_with('#')).flat_map(str::split_whitespace)
}

/// Whether what follows `before` stands inside quotation marks.
fn is_quoted(before: &str) -> bool {
    let curly = before.rfind('“').is_some_and(|open| !before[open..].contains('”'));
    curly || before.matches('"').count() % 2 == 1
}

/// Whether the word before is capitalised and not the first: a title is there already.
fn has_title_before(before: &str) -> bool {
    let mut words = before.split_whitespace().rev();
    let last = words.next().unwrap_or("");
    let capital = last.chars().next().is_some_and(char::is_uppercase);
    let civility = CIVILITIES.contains(&last);
    let titled = words.next().is_some() || TITLES.contains(&last);
    capital && titled && !civility
}

/// What *Mr Lavrov* loses where he is named in full.
const CIVILITIES: [&str; 5] = ["Mr", "Mrs", "Ms", "Mr.", "Mrs."];

/// Titles that a line may start with.
const TITLES: [&str; 14] = [
    "President",
    "Minister",
    "General",
    "Colonel",
    "Captain",
    "Chancellor",
    "King",
    "Queen",
    "Prince",
    "Princess",
    "Pope",
    "Senator",
    "Judge",
    "Sheikh",
];

fn drop_civility(before: &mut String) {
    let kept = CIVILITIES.iter().find_map(|c| before.strip_suffix(' ')?.strip_suffix(c));
    if let Some(kept) = kept.filter(|k| k.is_empty() || k.ends_with([' ', '(', '“', '"'])) {
        before.truncate(kept.len());
    }
}

fn drop_the(before: &mut String) {
    let kept = before.strip_suffix("the ").or_else(|| before.strip_suffix("The "));
    if let Some(kept) = kept.filter(|k| k.is_empty() || k.ends_with([' ', '(', '“', '"'])) {
        before.truncate(kept.len());
    }
}

fn add_the(before: &mut String) {
    let last = before.split_whitespace().next_back().unwrap_or("");
    let determined =
        ["the", "a", "an", "its", "their", "his", "her", "our"].iter().any(|d| last.eq_ignore_ascii_case(d));
    if !determined && !last.ends_with("’s") && !last.ends_with("'s") && !before.ends_with(['-', '/', '(']) {
        before.push_str(if before.is_empty() { "The " } else { "the " });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    /// Each case: the lines of a brief, ` / ` between them, a name as `{concept form:text}`; after `=> ` the lines in house form.
    /// Forms: `f` full, `a` acronym, `n` surname, `j` adjective, `p` plural.
    const CASES: &str = include_str!("house/cases.txt");

    const CONCEPTS: [&str; 6] = ["ecowas", "un", "nato", "us", "lavrov", "touray"];

    fn concepts() -> Vec<Concept> {
        let alliance = |en: &str, acronym: &str, article, short: Option<&str>| Concept {
            kind: ConceptKind::Alliance,
            en: en.into(),
            en_acronym: Some(acronym.into()),
            en_short: short.map(Into::into),
            en_article: Some(EnglishArticle::The),
            en_acronym_article: Some(article),
            ..Concept::default()
        };
        let person = |en: &str, family: &str| Concept {
            kind: ConceptKind::Person,
            en: en.into(),
            family: Some(family.into()),
            ..Concept::default()
        };
        let us = alliance("United States", "US", EnglishArticle::The, None);
        vec![
            alliance("Economic Community of West African States", "ECOWAS", EnglishArticle::None, None),
            alliance("United Nations", "UN", EnglishArticle::The, None),
            alliance("North Atlantic Treaty Organization", "NATO", EnglishArticle::None, Some("NATO")),
            Concept { kind: ConceptKind::Place, ..us },
            person("Sergei Lavrov", "Lavrov"),
            person("Omar Touray", "Touray"),
        ]
    }

    fn titles() -> BTreeMap<u32, String> {
        let title =
            |concept: &str, title: &str| (CONCEPTS.iter().position(|c| *c == concept).unwrap() as u32, title.into());
        BTreeMap::from([title("lavrov", "Russian foreign minister"), title("touray", "president of the Commission")])
    }

    /// A line of a case, with its mentions.
    fn line(marked: &str) -> English {
        let mut english = English::default();
        let mut rest = marked;
        while let Some((before, after)) = rest.split_once('{') {
            let (tag, after) = after.split_once(':').unwrap();
            let (name, after) = after.split_once('}').unwrap();
            let (concept, form) = tag.split_once(' ').unwrap();
            english.text.push_str(before);
            let start = english.text.len();
            english.text.push_str(name);
            let form = match form {
                "f" => Form::Full,
                "a" => Form::Acronym,
                "n" => Form::Surname,
                "j" => Form::Adjective,
                _ => Form::Plural,
            };
            let concept = CONCEPTS.iter().position(|c| *c == concept).unwrap() as u32;
            english.mentions.push(Mention { span: Span::new(start, english.text.len()), concept, form });
            rest = after;
        }
        english.text.push_str(rest);
        english
    }

    #[test]
    fn the_battery_holds() {
        let (concepts, titles) = (concepts(), titles());
        let cases = CASES.split("\n\n").map(str::trim).filter(|b| !b.is_empty() && !b.starts_with('#'));
        let mut wrong = Vec::new();
        for case in cases {
            let (marked, wanted) = case.split_once("\n=> ").unwrap_or_else(|| panic!("{case}"));
            let lines: Vec<English> = marked.split(" / ").map(line).collect();
            let mut house = House::new(&concepts, &titles, &lines);
            let got = lines.iter().map(|l| house.put(l).text).collect::<Vec<_>>().join(" / ");
            if got != wanted {
                wrong.push(format!("{marked}\n  wanted {wanted}\n  got    {got}"));
            }
        }
        assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
    }

    #[test]
    fn only_a_line_that_changes_is_touched() {
        let (concepts, titles) = (concepts(), titles());
        let lines = [line("{ecowas a:ECOWAS} met."), line("It was late.")];
        let mut house = House::new(&concepts, &titles, &lines);
        assert_eq!(lines.each_ref().map(|l| house.put(l).touched), [true, false]);
    }
}
