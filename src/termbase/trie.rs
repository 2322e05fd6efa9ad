//! All forms of all concepts in one trie of words.

use super::forms::{Case, Form, Role};
use super::lexicon::{Lexicon, WordId};
use super::tokens::{Token, Tokens};
use crate::text::{WordKind, fold, words};
use rustc_hash::FxHashMap;

/// A form that ends at a node of the trie.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// The concept; for a [`Role::Block`], the one it blocks, or [`EVERY`].
    pub concept: u32,
    pub role: Role,
    pub plural: bool,
    pub case: Case,
    /// Bit `n`: word `n` has a capital in the form.
    pub capitals: u32,
    /// The form began with an article, which the text must show (*Le Caire*, *au Caire*).
    pub articled: bool,
    /// Bit `n`: word `n` is, or ends in, a definite article in the form.
    pub definites: u32,
    /// The form as written, where it must be met letter by letter.
    pub exact: Option<Box<str>>,
}

/// The concept of a block that blocks every concept.
pub(super) const EVERY: u32 = u32::MAX;

/// Place in the trie; 0 is the root.
pub(super) type Node = u32;

/// Forms by their words.
#[derive(Default)]
pub(super) struct Trie {
    steps: FxHashMap<(Node, WordId), Node>,
    ends: Vec<Ends>,
}

#[derive(Default)]
struct Ends {
    entries: Vec<Entry>,
    /// A head ends here, and its complement goes on.
    head: bool,
    /// Marks that stand before the next word of a name: a comma, a stroke, the full stop of *J.D. Vance*.
    marks: Vec<Box<str>>,
}

impl Trie {
    /// The node after `word`.
    pub fn step(&self, from: Node, word: WordId) -> Option<Node> {
        self.steps.get(&(from, word)).copied()
    }

    pub fn entries(&self, node: Node) -> &[Entry] {
        &self.ends[node as usize].entries
    }

    pub fn is_head(&self, node: Node) -> bool {
        self.ends[node as usize].head
    }

    /// Whether a name goes on after `between`, which is more than a space, a hyphen or an apostrophe.
    pub fn crosses(&self, node: Node, between: &str) -> bool {
        self.ends[node as usize].marks.iter().any(|mark| **mark == *between.trim())
    }

    /// Adds `form` of `concept`; two names of one concept that fold alike are one.
    pub fn add(&mut self, concept: u32, form: &Form, lexicon: &mut Lexicon) {
        let (key, articled) = key(&form.text, lexicon);
        if key.is_empty() {
            return;
        }
        let words: Vec<WordId> = key.iter().map(|token| token.word).collect();
        let head = if form.head < key.len() { form.head } else { 0 };
        let mask = |has: fn(&Token) -> bool| key.iter().take(32).enumerate().map(|(n, t)| u32::from(has(t)) << n).sum();
        let capitals = mask(Token::is_capital);
        let definites = mask(|token| token.definite);
        let exact = (form.case == Case::Exact).then(|| form.text.as_str().into());
        let entry = Entry {
            concept,
            role: form.role,
            plural: form.plural,
            case: form.case,
            capitals,
            articled,
            definites,
            exact,
        };
        self.insert(&words, head, entry);
        self.mark(&form.text, &key);
    }

    /// Takes note of the marks between the words of a form that was inserted.
    fn mark(&mut self, text: &str, key: &[Token]) {
        let mut node = self.root();
        for pair in key.windows(2) {
            let Some(next) = self.step(node, pair[0].word) else { return };
            node = next;
            let mark = text[pair[0].span.end as usize..pair[1].span.start as usize].trim();
            let marks = &mut self.ends[node as usize].marks;
            if !pair[1].follows_on() && !marks.iter().any(|known| **known == *mark) {
                marks.push(mark.into());
            }
        }
    }

    /// Adds a form by its words.
    pub fn insert(&mut self, words: &[WordId], head: usize, entry: Entry) {
        let mut node = self.root();
        for (n, &word) in words.iter().enumerate() {
            node = self.grow(node, word);
            self.ends[node as usize].head |= n + 1 == head;
        }
        let entries = &mut self.ends[node as usize].entries;
        let sort = |role| matches!(role, Role::Block | Role::Adjective).then_some(role);
        let alike = |known: &Entry| known.concept == entry.concept && sort(known.role) == sort(entry.role);
        match entries.iter_mut().find(|known| alike(known)) {
            Some(known) if known.role > entry.role => *known = entry,
            Some(_) => {}
            None => entries.push(entry),
        }
    }

    fn root(&mut self) -> Node {
        if self.ends.is_empty() {
            self.ends.push(Ends::default());
        }
        0
    }

    fn grow(&mut self, from: Node, word: WordId) -> Node {
        let next = self.ends.len() as Node;
        let node = *self.steps.entry((from, word)).or_insert(next);
        if node == next {
            self.ends.push(Ends::default());
        }
        node
    }
}

/// The tokens of a form, all of them known to `lexicon` from now on, and whether an article before them was cut off.
pub(super) fn key(text: &str, lexicon: &mut Lexicon) -> (Vec<Token>, bool) {
    for word in words(text) {
        let folded = fold(word.span.of(text));
        if text[word.span.end as usize..].starts_with('+') && word.kind == WordKind::Letters {
            lexicon.learn(&format!("{folded}+"));
        }
        lexicon.learn(&folded);
    }
    for spelt in Tokens::new(text, lexicon).list.iter().filter(|token| token.word.is_unknown()) {
        lexicon.learn(&fold(spelt.span.of(text)).replace('.', ""));
    }
    let mut list = Tokens::new(text, lexicon).list;
    let articled = list.len() > 1 && list[0].definite && !lexicon.takes_article(list[0].word);
    if articled {
        list.remove(0);
    }
    (list, articled)
}
