//! The French forms of a concept, written out: inflections, variants, parts of a person's name.

use super::inflect::{feminines, paradigm, plural};
use crate::model::{CaseRule, Concept, ConceptKind};
use crate::text::fold;

/// What a form is of its concept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    /// The name, or a variant of it.
    Name,
    /// The short form.
    Short,
    Acronym,
    /// An adjective, or the people.
    Adjective,
    /// A person's first given name and surname, without the names between; or the surname first.
    Brief,
    /// A person's later given names and surname: another person's too, perhaps.
    Tail,
    Surname,
    /// No mention: a longer name or a fixed expression that contains other forms.
    Block,
}

/// A form as text, before it is cut into words.
#[derive(Clone, Debug)]
pub(super) struct Form {
    pub text: String,
    pub role: Role,
    pub plural: bool,
    /// How many of its words, from the left, are a head that takes a modifier before the next.
    pub head: usize,
    pub case: Case,
}

/// How a form must be written to be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// Any case.
    Any,
    /// With a capital where the form has one: one of them is enough in a name of several words.
    Name,
    /// As an acronym: in capitals, or a capital where it can be spoken as a word.
    Acronym,
    /// Letter by letter.
    Exact,
}

/// All forms of `concept`.
pub(super) fn of(concept: &Concept) -> Vec<Form> {
    let mut forms = Forms { concept, list: Vec::new() };
    match concept.kind {
        ConceptKind::Person => forms.person(),
        ConceptKind::Office => forms.office(),
        _ => forms.thing(),
    }
    forms.common();
    forms.list
}

struct Forms<'c> {
    concept: &'c Concept,
    list: Vec<Form>,
}

impl Forms<'_> {
    fn push(&mut self, text: &str, role: Role, plural: bool) {
        self.push_headed(text, role, plural, 0);
    }

    fn push_headed(&mut self, text: &str, role: Role, plural: bool, head: usize) {
        if text.is_empty() {
            return;
        }
        let case = match (self.concept.case, role) {
            (CaseRule::Exact, _) => Case::Exact,
            (CaseRule::Any, _) | (CaseRule::Smart, Role::Adjective) => Case::Any,
            (CaseRule::Smart, Role::Acronym) => Case::Acronym,
            (CaseRule::Smart, _) if self.concept.kind == ConceptKind::Office => Case::Any,
            (CaseRule::Smart, _) => Case::Name,
        };
        self.list.push(Form { text: text.to_owned(), role, plural, head, case });
    }

    /// Names, acronym and adjectives: what every kind has.
    fn common(&mut self) {
        let concept = self.concept;
        self.push(concept.fr_short.as_deref().unwrap_or_default(), Role::Short, false);
        self.push(concept.fr_acronym.as_deref().unwrap_or_default(), Role::Acronym, false);
        for base in &concept.fr_adjectives {
            self.adjective(base);
        }
    }

    fn adjective(&mut self, base: &str) {
        let at = base.rfind(['-', ' ']).map_or(0, |at| at + 1);
        let (front, last) = base.split_at(at);
        let singular = [fold(last), fold(&feminines(last)[0])];
        for form in paradigm(last) {
            self.push(&format!("{front}{form}"), Role::Adjective, !singular.contains(&form));
        }
    }

    /// Names and variants, as far as a common noun inflects.
    fn thing(&mut self) {
        for name in self.names() {
            let head = head_words(&name);
            let common = name.starts_with(char::is_lowercase) || self.concept.kind == ConceptKind::Treaty;
            if common && head > 0 {
                let many = &inflected(&name, head, |word| vec![plural(word)])[0];
                // A name that is a plural already has an English that is one, too.
                if *many != name {
                    self.push_headed(many, Role::Name, true, head);
                }
            }
            let is_acronym =
                name.chars().filter(|c| c.is_uppercase()).count() > 1 && !name.contains([' ', '-', '\'', '’', '/']);
            let role = if is_acronym { Role::Acronym } else { Role::Name };
            self.push_headed(&name, role, false, head);
            if let Some(glued) = without_apostrophe(&name) {
                self.push(&glued, Role::Name, false);
            }
        }
        self.irregular();
    }

    /// Names and variants in both genders and numbers.
    fn office(&mut self) {
        for name in self.names() {
            let head = head_words(&name).max(1);
            let mut singulars = vec![name.clone()];
            singulars.extend(inflected(&name, head, feminines));
            for singular in singulars {
                for many in inflected(&singular, head, |word| vec![plural(word)]) {
                    self.push_headed(&many, Role::Name, many != singular, head);
                }
                self.push_headed(&singular, Role::Name, false, head);
            }
        }
        self.irregular();
    }

    fn irregular(&mut self) {
        let concept = self.concept;
        let given = [(&concept.fr_feminine, false), (&concept.fr_singular, false), (&concept.fr_plural, true)];
        for (form, is_plural) in given {
            let Some(form) = form else { continue };
            let head = head_words(form);
            self.push_headed(form, Role::Name, is_plural, head);
            if !is_plural && head > 0 && concept.kind == ConceptKind::Office {
                self.push_headed(&inflected(form, head, |word| vec![plural(word)])[0], Role::Name, true, head);
            }
        }
    }

    /// Full names, the parts of them that stand for the whole, and surnames.
    fn person(&mut self) {
        for name in self.names() {
            self.push(&name, Role::Name, false);
            let words: Vec<&str> = name.split(' ').collect();
            let Some(family) = family_words(self.concept, &words) else { continue };
            let surname = words[family.clone()].join(" ");
            self.push(&surname, Role::Surname, false);
            if family.end < words.len() {
                self.push(&words[family.start..].join(" "), Role::Surname, false);
            }
            if family.start > 0 {
                self.push(&format!("{surname} {}", words[..family.start].join(" ")), Role::Brief, false);
                self.push(&format!("{} {surname}", words[0]), Role::Brief, false);
            }
            for from in 1..family.start {
                self.push(&words[from..].join(" "), Role::Tail, false);
                self.push(&words[from..family.end].join(" "), Role::Tail, false);
            }
        }
        if let Some(feminine) = &self.concept.fr_feminine {
            self.push(feminine, Role::Name, false);
        }
    }

    fn names(&self) -> Vec<String> {
        [&self.concept.fr].into_iter().chain(&self.concept.fr_variants).map(|name| name.trim().to_owned()).collect()
    }
}

/// Which of a name's words are the surname: where the concept's `family` stands; for a variant spelt otherwise, as many
/// words at its end. `None` for a name of one word.
fn family_words(concept: &Concept, words: &[&str]) -> Option<std::ops::Range<usize>> {
    if words.len() < 2 {
        return None;
    }
    let family: Vec<String> = concept.family.as_deref().map_or(vec![], |f| f.split(' ').map(fold).collect());
    let count = family.len().max(1);
    if count >= words.len() {
        return None;
    }
    let found = (1..=words.len() - count).rev().find(|&at| {
        !family.is_empty() && words[at..at + count].iter().zip(&family).all(|(word, part)| fold(word) == *part)
    });
    let start = found.unwrap_or(words.len() - count);
    Some(start..start + count)
}

/// How many words stand before the first preposition: *secrétaire général* of *secrétaire général de l’ONU*. All of
/// them, where there is none.
fn head_words(name: &str) -> usize {
    const LINKS: [&str; 12] = ["de", "du", "des", "à", "au", "aux", "pour", "en", "sur", "près", "auprès", "chargé"];
    let is_link = |word: &str| LINKS.contains(&word) || word.starts_with("d'") || word.starts_with("d’");
    name.split(' ').take_while(|word| !is_link(word)).count()
}

/// `name` with the first `head` words inflected alike. Where `inflect` knows several forms of a word there are as many
/// results, and words with fewer repeat their first.
fn inflected(name: &str, head: usize, inflect: impl Fn(&str) -> Vec<String>) -> Vec<String> {
    let words: Vec<&str> = name.split(' ').collect();
    let forms: Vec<Vec<String>> = words.iter().take(head).map(|word| inflect(word)).collect();
    let most = forms.iter().map(Vec::len).max().unwrap_or(1);
    let nth = |n: usize| {
        let start = forms.iter().map(|alike| alike.get(n).unwrap_or(&alike[0]).clone());
        start.chain(words[head.min(words.len())..].iter().map(|&word| word.to_owned())).collect::<Vec<_>>().join(" ")
    };
    (0..most).map(nth).collect()
}

/// *N’Djamena* as *Ndjamena*.
fn without_apostrophe(name: &str) -> Option<String> {
    let (first, rest) = name.split_once(['\'', '’'])?;
    let glues = ["N", "M"].contains(&first) && rest.starts_with(char::is_uppercase);
    glues.then(|| format!("{first}{}", rest.to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(concept: &Concept, role: Role) -> Vec<String> {
        of(concept).into_iter().filter(|f| f.role == role).map(|f| f.text).collect()
    }

    fn concept(kind: ConceptKind, fr: &str) -> Concept {
        Concept { kind, fr: fr.into(), ..Concept::default() }
    }

    #[test]
    fn an_office_has_both_genders_and_numbers() {
        let forms = texts(&concept(ConceptKind::Office, "secrétaire général de l'ONU"), Role::Name);
        for form in ["secrétaire générale de l'ONU", "secrétaires généraux de l'ONU", "secrétaires générales de l'ONU"]
        {
            assert!(forms.iter().any(|f| f == form), "{forms:?}");
        }
        let forms = texts(&concept(ConceptKind::Office, "chef de la diplomatie"), Role::Name);
        assert!(forms.iter().any(|f| f == "cheffe de la diplomatie"), "{forms:?}");
    }

    #[test]
    fn a_person_has_parts() {
        let mut deby = concept(ConceptKind::Person, "Mahamat Idriss Déby Itno");
        deby.family = Some("Déby".into());
        assert_eq!(texts(&deby, Role::Surname), ["Déby", "Déby Itno"]);
        assert!(texts(&deby, Role::Brief).contains(&"Mahamat Déby".to_owned()));
        assert_eq!(texts(&deby, Role::Tail), ["Idriss Déby Itno", "Idriss Déby"]);
    }

    #[test]
    fn a_variant_brings_its_own_surname() {
        let mut tiani = concept(ConceptKind::Person, "Abdourahamane Tiani");
        (tiani.family, tiani.fr_variants) = (Some("Tiani".into()), vec!["Abdourahmane Tchiani".into()]);
        assert_eq!(texts(&tiani, Role::Surname), ["Tiani", "Tchiani"]);
    }
}
