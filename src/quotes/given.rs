//! The gender of a person that no glossary knows: by a title or article before the name, or by the given name.

use crate::model::Gender;
use crate::text::{Span, fold, words};

/// Common given names of francophone countries and of politics; those of both genders are left out.
const NAMES: &str = include_str!("given.txt");

/// The gender of the person named at `name` of `text`, if title, article or given name tells it.
pub(super) fn gender(text: &str, name: Span) -> Option<Gender> {
    by_title(text, name).or_else(|| by_name(name.of(text)))
}

/// *Mme X* · *la ministre X* · *le colonel X*
fn by_title(text: &str, name: Span) -> Option<Gender> {
    const NEAR: usize = 60;
    let from = (name.start as usize).saturating_sub(NEAR);
    let from = (from..=name.start as usize).find(|&i| text.is_char_boundary(i))?;
    let before = &text[from..name.start as usize];
    let words: Vec<String> = words(before).map(|w| w.span.of(before).to_lowercase()).collect();
    match words.iter().rev().map(String::as_str).collect::<Vec<_>>()[..] {
        ["mme" | "madame" | "mlle", ..] => Some(Gender::Feminine),
        ["monsieur" | "m", ..] | [".", "m" | "mm", ..] => Some(Gender::Masculine),
        [title, "la" | "une", ..] if is_title(title) => Some(Gender::Feminine),
        [title, "le" | "un" | "du" | "au", ..] if is_title(title) => Some(Gender::Masculine),
        _ => None,
    }
}

fn is_title(word: &str) -> bool {
    word.starts_with(char::is_alphabetic) && word.chars().count() > 3
}

fn by_name(name: &str) -> Option<Gender> {
    let given = fold(name.split([' ', '-', '\u{a0}']).next().unwrap_or(""));
    let mut lines = NAMES.lines().filter(|l| !l.starts_with('#'));
    let line = lines.find(|line| line.split(' ').skip(1).any(|n| n == given))?;
    Some(if line.starts_with("f:") { Gender::Feminine } else { Gender::Masculine })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_articles_and_given_names_tell() {
        let told = |text: &str, name: &str| {
            let start = text.find(name).unwrap();
            gender(text, Span::new(start, start + name.len()))
        };
        assert_eq!(told("Hier, Mme Touré a parlé.", "Touré"), Some(Gender::Feminine));
        assert_eq!(told("M. Touré a parlé.", "Touré"), Some(Gender::Masculine));
        assert_eq!(told("selon la ministre Camara", "Camara"), Some(Gender::Feminine));
        assert_eq!(told("Ingrid Betancourt est libre", "Ingrid Betancourt"), Some(Gender::Feminine));
        assert_eq!(told("Élie Camara est libre", "Élie Camara"), Some(Gender::Masculine));
        assert_eq!(told("Xyz Camara est libre", "Xyz Camara"), None);
    }
}
