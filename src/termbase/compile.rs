//! From concepts to the words and forms that the reader looks for.

use super::forms::{self, Case, Form, Role};
use super::inflect;
use super::lexicon::{Lexicon, Tag, WordId};
use super::people::People;
use super::trie::{EVERY, Entry, Trie, key};
use crate::model::{Concept, ConceptKind};
use rustc_hash::FxHashMap;

/// Writes out all forms of all concepts.
pub(super) fn compile(concepts: &[Concept]) -> (Lexicon, Trie, People) {
    let mut compiler = Compiler { lexicon: Lexicon::default(), trie: Trie::default() };
    let aliases = Aliases::of(concepts, &mut compiler.lexicon);
    for (number, concept) in (0..).zip(concepts) {
        for form in forms::of(concept) {
            compiler.trie.add(number, &form, &mut compiler.lexicon);
            compiler.name(&form, concept.kind);
            compiler.exchange(number, &form, &aliases);
        }
        for context in &concept.not_in {
            compiler.block(context, number);
        }
        if matches!(concept.kind, ConceptKind::Place | ConceptKind::People) {
            concept.fr_adjectives.iter().for_each(|base| compiler.nation(base));
        }
    }
    for phrase in include_str!("data/traps.txt").lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        compiler.block(phrase, EVERY);
        compiler.block(&in_plural(phrase), EVERY);
    }
    (compiler.lexicon, compiler.trie, People::of(concepts))
}

struct Compiler {
    lexicon: Lexicon,
    trie: Trie,
}

impl Compiler {
    /// Marks the words that are a name, or part of a person's: beside them another name does not become a longer one.
    fn name(&mut self, form: &Form, kind: ConceptKind) {
        if !matches!(form.role, Role::Name | Role::Short | Role::Acronym) {
            return;
        }
        let words: Vec<&str> = form.text.split([' ', '-', '\'', '’']).collect();
        if words.len() > 1 && !matches!(kind, ConceptKind::Person | ConceptKind::Place)
            || form.text.starts_with(char::is_lowercase)
        {
            return;
        }
        let is_name = |word: &&str| word.starts_with(char::is_uppercase) && word.chars().nth(1).is_some();
        words.into_iter().filter(is_name).for_each(|word| self.lexicon.tag(word, Tag::Named));
    }

    /// Adds a French context in which `concept` is not meant.
    fn block(&mut self, phrase: &str, concept: u32) {
        let form = Form { text: phrase.to_owned(), role: Role::Block, plural: false, head: 0, case: Case::Any };
        self.trie.add(concept, &form, &mut self.lexicon);
    }

    /// Lets the adjectives of places stand between an office and its complement.
    fn nation(&mut self, base: &str) {
        let last = base.rsplit(['-', ' ']).next().unwrap_or(base);
        inflect::paradigm(last).iter().for_each(|form| self.lexicon.tag(form, Tag::Nation));
    }

    /// Adds `form` once more for each other name of an institution inside it: *secrétaire général de l’ONU* also as
    /// *… des Nations unies*.
    fn exchange(&mut self, concept: u32, form: &Form, aliases: &Aliases) {
        if !matches!(form.role, Role::Name | Role::Short) || form.case == Case::Exact {
            return;
        }
        let (tokens, articled) = key(&form.text, &mut self.lexicon);
        let words: Vec<WordId> = tokens.iter().map(|token| token.word).collect();
        for from in 1..words.len() {
            for to in from + 1..=words.len() {
                let Some(others) = aliases.others(concept, &words[from..to]) else { continue };
                for other in others.iter().filter(|other| other[..] != words[from..to]) {
                    let exchanged = [&words[..from], other, &words[to..]].concat();
                    let entry = Entry {
                        concept,
                        role: form.role,
                        plural: form.plural,
                        case: form.case,
                        capitals: u32::MAX,
                        articled,
                        definites: 0,
                        exact: None,
                    };
                    self.trie.insert(&exchanged, form.head.min(from), entry);
                }
            }
        }
    }
}

/// The names of institutions and places that have several, by each of them.
struct Aliases {
    by_name: FxHashMap<Vec<WordId>, (u32, usize)>,
    groups: Vec<Vec<Vec<WordId>>>,
}

impl Aliases {
    fn of(concepts: &[Concept], lexicon: &mut Lexicon) -> Self {
        let mut aliases = Self { by_name: FxHashMap::default(), groups: Vec::new() };
        for (number, concept) in (0..).zip(concepts) {
            if !matches!(concept.kind, ConceptKind::Organisation | ConceptKind::Alliance | ConceptKind::Place) {
                continue;
            }
            let names = [&concept.fr].into_iter().chain(&concept.fr_acronym).chain(&concept.fr_variants);
            let group: Vec<Vec<WordId>> =
                names.map(|name| key(name, lexicon).0.iter().map(|token| token.word).collect()).collect();
            if group.len() < 2 {
                continue;
            }
            for name in &group {
                aliases.by_name.entry(name.clone()).or_insert((number, aliases.groups.len()));
            }
            aliases.groups.push(group);
        }
        aliases
    }

    /// All names of the institution called `name`, unless it is `concept` itself.
    fn others(&self, concept: u32, name: &[WordId]) -> Option<&Vec<Vec<WordId>>> {
        let &(owner, group) = self.by_name.get(name)?;
        (owner != concept).then(|| &self.groups[group])
    }
}

/// A fixed expression with its lower-case words in the plural.
fn in_plural(phrase: &str) -> String {
    const STAY: [&str; 16] =
        ["de", "du", "des", "la", "le", "les", "à", "au", "aux", "en", "et", "un", "une", "notre", "que", "comme"];
    let word = |word: &str| {
        let stays = STAY.contains(&word) || word.contains(['\'', '’', '-']) || word.starts_with(char::is_uppercase);
        if stays { word.to_owned() } else { inflect::plural(word) }
    };
    phrase.split(' ').map(word).collect::<Vec<_>>().join(" ")
}
