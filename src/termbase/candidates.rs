//! Which forms stand in a text, written as they must be.

use super::Termbase;
use super::forms::{Case, Role};
use super::lexicon::Tag;
use super::tokens::{Joint, Shape, Token, Tokens};
use super::trie::{Entry, Node};
use crate::text::Span;

/// A form met in a text.
#[derive(Clone, Debug)]
pub(super) struct Candidate<'b> {
    /// First token.
    pub from: usize,
    /// One past the last token.
    pub to: usize,
    /// Tokens of a modifier inside, which are no part of the form.
    pub gap: Option<(usize, usize)>,
    pub entry: &'b Entry,
    /// Why it is not sure.
    pub doubt: Option<&'static str>,
    pub nested: bool,
}

impl Candidate<'_> {
    /// The tokens of the form itself.
    pub fn own(&self) -> impl Iterator<Item = usize> + use<> {
        let (start, end) = self.gap.unwrap_or((self.to, self.to));
        (self.from..start).chain(end..self.to)
    }

    /// How many tokens the form itself has.
    pub fn words(&self) -> usize {
        self.own().count()
    }

    pub fn span(&self, tokens: &Tokens) -> Span {
        tokens.span(self.from, self.to)
    }
}

/// Every form in `tokens` that is written as it must be, in order of first token.
pub(super) fn candidates<'b>(base: &'b Termbase, tokens: &Tokens) -> Vec<Candidate<'b>> {
    Search { base, tokens, found: Vec::new() }.all()
}

struct Search<'b, 't> {
    base: &'b Termbase,
    tokens: &'t Tokens<'t>,
    found: Vec<Candidate<'b>>,
}

impl<'b> Search<'b, '_> {
    fn all(mut self) -> Vec<Candidate<'b>> {
        for (from, token) in self.tokens.list.iter().enumerate() {
            if !token.word.is_unknown() {
                self.walk(from, from, 0, None);
            }
        }
        self.found
    }

    /// Follows the trie from `node` along the tokens from `at` on.
    fn walk(&mut self, from: usize, at: usize, mut node: Node, gap: Option<(usize, usize)>) {
        for (at, token) in self.tokens.list.iter().enumerate().skip(at) {
            if at > from && !token.follows_on() && !self.base.trie.crosses(node, self.tokens.between(at)) {
                return;
            }
            let Some(next) = self.base.trie.step(node, token.word) else { return };
            node = next;
            self.take(from, at + 1, node, gap);
            let takes_modifier = gap.is_none() && self.base.trie.is_head(node);
            if let Some(end) = takes_modifier.then(|| self.modifiers(at + 1)).flatten() {
                self.walk(from, end, node, Some((at + 1, end)));
            }
        }
    }

    fn take(&mut self, from: usize, to: usize, node: Node, gap: Option<(usize, usize)>) {
        for entry in self.base.trie.entries(node) {
            let mut candidate = Candidate { from, to, gap, entry, doubt: None, nested: false };
            if entry.role == Role::Name && self.is_inhabitant(from, node, entry.concept) {
                continue;
            }
            if entry.articled && !self.takes_own_article(&mut candidate) {
                continue;
            }
            match fits(self.base, self.tokens, &candidate) {
                Fit::Yes => self.found.push(candidate),
                Fit::Perhaps(doubt) => {
                    candidate.doubt = Some(doubt);
                    self.found.push(candidate);
                }
                Fit::No => {}
            }
        }
    }

    /// *un Suisse*, *le Suisse*: the people, where their name is the country's too.
    fn is_inhabitant(&self, from: usize, node: Node, concept: u32) -> bool {
        let as_people = |entry: &Entry| entry.role == Role::Adjective && entry.concept == concept;
        let one = |at: usize| {
            let tags = self.base.lexicon.tags(self.tokens.list[at].word);
            tags.has(Tag::Indefinite) || self.tokens.str(at).eq_ignore_ascii_case("le")
        };
        self.base.trie.entries(node).iter().any(as_people) && self.tokens.before(from).is_some_and(|(at, _)| one(at))
    }

    /// *Le Caire* with its article, *au Caire* without; no *Caire* alone.
    fn takes_own_article(&self, candidate: &mut Candidate) -> bool {
        let Some((before, article)) = self.tokens.before(candidate.from).filter(|(_, token)| token.definite) else {
            return false;
        };
        if article.is_capital() && !self.base.lexicon.takes_article(article.word) {
            candidate.from = before;
        }
        true
    }

    /// One past the adjectives that start at `at`: *russe*, *sud-africain par intérim*, *malien et nigérien*.
    fn modifiers(&self, at: usize) -> Option<usize> {
        const MOST: usize = 8;
        let mut end = None;
        let mut next = at;
        while next < at + MOST {
            let token = self.tokens.get(next)?;
            let tags = self.base.lexicon.tags(token.word);
            let joined = token.follows_on() || (token.joint == Joint::Comma && end.is_some());
            if !joined {
                break;
            }
            let folded_and = matches!(self.tokens.str(next), "et" | "ou" | "puis");
            match () {
                () if tags.any(&[Tag::Nation, Tag::Modifier]) => end = Some(next + 1),
                () if self.is_interim(next) => {
                    next += 1;
                    end = Some(next + 1);
                }
                () if tags.has(Tag::Direction) || folded_and && end.is_some() => {}
                () => break,
            }
            next += 1;
        }
        end
    }

    fn is_interim(&self, at: usize) -> bool {
        self.tokens.str(at) == "par"
            && self.tokens.after(at).is_some_and(|(next, _)| self.tokens.str(next) == "intérim")
    }
}

enum Fit {
    Yes,
    Perhaps(&'static str),
    No,
}

/// Whether a form is written as it must be.
fn fits(base: &Termbase, tokens: &Tokens, candidate: &Candidate) -> Fit {
    let entry = candidate.entry;
    let words: Vec<&Token> = candidate.own().map(|at| &tokens.list[at]).collect();
    if entry.role == Role::Block {
        let bit = |n: usize| entry.definites & 1 << n.min(31) != 0;
        let same = words
            .iter()
            .enumerate()
            .all(|(n, token)| !base.lexicon.takes_article(token.word) || token.definite == bit(n));
        return if same { Fit::Yes } else { Fit::No };
    }
    let yes = match entry.case {
        Case::Any => true,
        Case::Exact => entry.exact.as_deref() == Some(candidate.span(tokens).of(tokens.text)),
        Case::Acronym => words.iter().all(|token| is_acronym(base, tokens, token)),
        Case::Name => return fits_name(base, tokens, candidate, &words),
    };
    if yes { Fit::Yes } else { Fit::No }
}

/// A name has a capital where its form has one. Of several, one will do that does not merely open a sentence; a long
/// name, and one that starts with a common noun (*ministère de la Défense*), needs none.
fn fits_name(base: &Termbase, tokens: &Tokens, candidate: &Candidate, words: &[&Token]) -> Fit {
    let capitals = candidate.entry.capitals;
    let is_common = |token: &Token| base.lexicon.tags(token.word).has(Tag::Common);
    if capitals == 0 || tokens.shouting {
        return if tokens.shouting && words.len() == 1 && is_common(words[0]) { Fit::No } else { Fit::Yes };
    }
    let only_first = capitals == 1;
    // A full stop inside a name ends no sentence (*J.D. Vance*).
    let opens = |n: usize, token: &Token| token.opens && (n == 0 || token.follows_on());
    let shows = |(n, token): &(usize, &&Token)| {
        capitals & 1 << (*n).min(31) != 0 && token.is_capital() && (only_first || !opens(*n, token))
    };
    let first = usize::from(candidate.entry.articled && words.len() > 1);
    if words[first..].iter().enumerate().any(|pair| shows(&pair)) {
        return Fit::Yes;
    }
    if capitals & 1 == 0 {
        return Fit::Yes;
    }
    let content = words.iter().filter(|token| !base.lexicon.tags(token.word).has(Tag::Function)).count();
    let after_article = tokens.before(candidate.from).is_some_and(|(_, token)| token.definite);
    let goes_on = tokens.after(candidate.to - 1).is_some_and(|(_, next)| base.lexicon.is_of(next.word));
    match content {
        3.. => Fit::Yes,
        2 if only_first && after_article && !goes_on => Fit::Perhaps("written without its capital"),
        _ => Fit::No,
    }
}

/// *OTAN*, *Otan*, *FAMA*; *Onu*, but neither *otan* nor *Ue*. A headline in capitals does not make *EAU* of water.
fn is_acronym(base: &Termbase, tokens: &Tokens, token: &Token) -> bool {
    let is_common = base.lexicon.tags(token.word).has(Tag::Common);
    match token.shape {
        Shape::Number => true,
        Shape::Caps | Shape::Mixed => !(tokens.shouting && is_common),
        Shape::Lower => false,
        Shape::Capital => {
            let letters: Vec<char> = token.span.of(tokens.text).to_lowercase().chars().collect();
            let vowel = |c: &char| "aeiouyéèêàâîïôûùö".contains(*c);
            let spoken = match letters[..] {
                [a, b, c] => vowel(&a) && !vowel(&b) && vowel(&c),
                _ => letters.len() > 3 && letters.iter().any(vowel),
            };
            spoken && !is_common
        }
    }
}
