//! Newsroom name rules: full form and acronym once, short form after; title and full name once, surname after.

use crate::model::{Concept, ConceptKind, English, EnglishArticle, Form, Mention};
use std::collections::{BTreeMap, BTreeSet};

/// Puts the names of a brief's English lines into house form, in reading order.
///
/// The default is what news agencies do: an institution has its full form at the first mention, with the acronym in
/// brackets only if it comes again, and the acronym after; a person has title and full name first and the surname after.
/// Adjectives, demonyms and plurals stay, and so does an acronym put before a noun (*the first AES summit*), and everything
/// between quotation marks: a quotation is not ours to edit.
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
                self.mend_article(&mut text, &name, &wanted);
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
            _ => institution(concept, first, again),
        }
    }

    fn person(&self, concept: &Concept, name: &Name, line: &English, first: bool) -> Option<String> {
        let family = concept.en_family.as_deref().or(concept.family.as_deref())?;
        match (first, name.mention.form) {
            (true, Form::Surname) if !has_title_before(&line.text[..name.start]) => {
                Some(match self.titles.get(&name.mention.concept) {
                    Some(title) => format!("{} {}", capitalised(title), concept.en),
                    None => concept.en.clone(),
                })
            }
            (true, Form::Surname) => Some(concept.en.clone()),
            (false, Form::Full) => Some(family.to_owned()),
            _ => None,
        }
    }

    /// Adds or takes away the article that the new form wants otherwise than the old one.
    fn mend_article(&self, before: &mut String, name: &Name, wanted: &str) {
        let Some(concept) = self.concepts.get(name.mention.concept as usize) else { return };
        if concept.kind == ConceptKind::Person {
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
        let modifies = mention.form == Form::Acronym && modifies_a_noun(&line.text[end..]);
        if !is_name || modifies || is_quoted(&line.text[..start]) {
            continue;
        }
        if let Some(last) = names.last_mut()
            && last.mention.concept == mention.concept
            && &line.text[last.end..start] == " ("
            && line.text[end..].starts_with(')')
        {
            last.end = end + 1;
            continue;
        }
        names.push(Name { mention, start, end });
    }
    names
}

/// Whether `after`, what follows an acronym, starts with a noun that the acronym belongs to.
fn modifies_a_noun(after: &str) -> bool {
    let next = after.strip_prefix(' ').unwrap_or("").split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    HEADS.lines().filter(|l| !l.starts_with('#')).flat_map(str::split_whitespace).any(|head| head == next)
}

/// Nouns that an institution's acronym is often put before.
const HEADS: &str = include_str!("heads.txt");

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
    capital && (words.next().is_some() || matches!(last, "Mr" | "Mrs" | "Ms" | "President" | "Minister" | "General"))
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

    fn concepts() -> Vec<Concept> {
        let ecowas = Concept {
            kind: ConceptKind::Alliance,
            en: "Economic Community of West African States".into(),
            en_acronym: Some("ECOWAS".into()),
            en_article: Some(EnglishArticle::The),
            en_acronym_article: Some(EnglishArticle::None),
            ..Concept::default()
        };
        let lavrov = Concept {
            kind: ConceptKind::Person,
            en: "Sergei Lavrov".into(),
            family: Some("Lavrov".into()),
            ..Concept::default()
        };
        vec![ecowas, lavrov]
    }

    fn line(text: &str, names: &[(&str, u32, Form)]) -> English {
        let mut at = 0;
        let mentions = names.iter().map(|&(name, concept, form)| {
            let start = at + text[at..].find(name).unwrap();
            at = start + name.len();
            Mention { span: Span::new(start, at), concept, form }
        });
        English { text: text.into(), mentions: mentions.collect() }
    }

    fn housed(lines: &[English]) -> Vec<String> {
        let (concepts, titles) = (concepts(), BTreeMap::from([(1, "Russian Foreign Minister".to_owned())]));
        let mut house = House::new(&concepts, &titles, lines);
        lines.iter().map(|l| house.put(l).text).collect()
    }

    const FULL: &str = "Economic Community of West African States";

    #[test]
    fn full_form_and_acronym_once_then_the_acronym() {
        let lines = [
            line("ECOWAS met.", &[("ECOWAS", 0, Form::Acronym)]),
            line(&format!("The {FULL} said so."), &[(FULL, 0, Form::Full)]),
        ];
        assert_eq!(housed(&lines), [format!("The {FULL} (ECOWAS) met."), "ECOWAS said so.".into()]);
    }

    #[test]
    fn an_acronym_that_never_comes_again_is_left_out() {
        let lines = [line(
            &format!("Leaders of the {FULL} (ECOWAS) met."),
            &[(FULL, 0, Form::Full), ("ECOWAS", 0, Form::Acronym)],
        )];
        assert_eq!(housed(&lines), [format!("Leaders of the {FULL} met.")]);
    }

    #[test]
    fn a_person_has_title_and_full_name_first_and_the_surname_after() {
        let lines = [
            line("Lavrov spoke.", &[("Lavrov", 1, Form::Surname)]),
            line("Sergei Lavrov left.", &[("Sergei Lavrov", 1, Form::Full)]),
        ];
        assert_eq!(housed(&lines), ["Russian Foreign Minister Sergei Lavrov spoke.", "Lavrov left."]);
    }

    #[test]
    fn an_acronym_before_a_noun_stays() {
        let lines = [
            line("It was the first ECOWAS summit.", &[("ECOWAS", 0, Form::Acronym)]),
            line("ECOWAS left.", &[("ECOWAS", 0, Form::Acronym)]),
        ];
        assert_eq!(housed(&lines), ["It was the first ECOWAS summit.".to_owned(), format!("The {FULL} left.")]);
    }

    #[test]
    fn quotations_are_left_alone() {
        let lines =
            [line("“ECOWAS is open,” ECOWAS said.", &[("ECOWAS", 0, Form::Acronym), ("ECOWAS", 0, Form::Acronym)])];
        assert_eq!(housed(&lines), [format!("“ECOWAS is open,” the {FULL} said.")]);
    }
}
