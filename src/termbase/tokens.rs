//! A text as the matcher sees it: folded words without marks, what lies between them, and how they are written.

use super::lexicon::{Lexicon, Tag, WordId};
use crate::text::{Span, WordKind, fold_onto, words};

/// A word of the text, or a preposition and its article in one (*de la*, *du*).
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub span: Span,
    pub word: WordId,
    pub shape: Shape,
    /// What stands between the token before and this one.
    pub joint: Joint,
    /// Whether a sentence, a quotation or a title may begin here.
    pub opens: bool,
    /// Whether it is, or ends in, a definite article.
    pub definite: bool,
}

impl Token {
    /// Whether it is written with a capital, one or more.
    pub fn is_capital(&self) -> bool {
        !matches!(self.shape, Shape::Lower | Shape::Number)
    }

    /// Whether only space, a hyphen or an apostrophe stands before it.
    pub fn follows_on(&self) -> bool {
        !matches!(self.joint, Joint::Comma | Joint::Mark)
    }
}

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Lower,
    /// First letter only.
    Capital,
    /// All letters, two at least.
    Caps,
    /// *FAMa*, *McCain*.
    Mixed,
    Number,
}

/// What stands between two tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    Space,
    Hyphen,
    /// Nothing: an apostrophe that belongs to the token before.
    Glued,
    Comma,
    /// Any other mark, or the start of the text.
    Mark,
}

/// The tokens of one text.
pub(super) struct Tokens<'t> {
    pub text: &'t str,
    pub list: Vec<Token>,
    /// Whether most letters are capitals, so that capitals say nothing.
    pub shouting: bool,
}

impl<'t> Tokens<'t> {
    /// Cuts `text` into tokens that `lexicon` knows or not.
    pub fn new(text: &'t str, lexicon: &Lexicon) -> Self {
        let mut cutter = Cutter { text, lexicon, list: Vec::with_capacity(text.len() / 5), folded: String::new() };
        cutter.cut();
        let list = cutter.list;
        let shouting = is_shouting(text);
        Self { text, list, shouting }
    }

    pub fn get(&self, at: usize) -> Option<&Token> {
        self.list.get(at)
    }

    /// The token before `at`, with nothing but space, hyphen or apostrophe between.
    pub fn before(&self, at: usize) -> Option<(usize, &Token)> {
        let before = at.checked_sub(1)?;
        let joined = self.list[at].follows_on();
        joined.then(|| (before, &self.list[before]))
    }

    /// The token after `at`, with nothing but space, hyphen or apostrophe between.
    pub fn after(&self, at: usize) -> Option<(usize, &Token)> {
        let next = self.list.get(at + 1)?;
        next.follows_on().then_some((at + 1, next))
    }

    /// The span from the first to the last of the tokens `from..to`.
    pub fn span(&self, from: usize, to: usize) -> Span {
        Span { start: self.list[from].span.start, end: self.list[to - 1].span.end }
    }

    /// The text of token `at`.
    pub fn str(&self, at: usize) -> &'t str {
        self.list[at].span.of(self.text)
    }

    /// The text between token `at` and the one before it.
    pub fn between(&self, at: usize) -> &'t str {
        let start = at.checked_sub(1).map_or(0, |before| self.list[before].span.end);
        let end = self.list.get(at).map_or(self.text.len(), |token| token.span.start as usize);
        &self.text[start as usize..end]
    }
}

struct Cutter<'t, 'l> {
    text: &'t str,
    lexicon: &'l Lexicon,
    list: Vec<Token>,
    folded: String,
}

impl Cutter<'_, '_> {
    fn cut(&mut self) {
        let mut between = Between { joint: Joint::Mark, opens: true };
        let mut end = 0;
        for word in words(self.text) {
            if word.kind == WordKind::Mark {
                if self.joins_plus(word.span) {
                    end = word.span.end as usize;
                    continue;
                }
                between.mark(
                    word.span.of(self.text),
                    word.span.start as usize > end,
                    &self.text[word.span.end as usize..],
                );
                end = word.span.end as usize;
                continue;
            }
            between.space(&self.text[end..word.span.start as usize]);
            end = word.span.end as usize;
            self.push(word.span, word.kind, between);
            between = Between { joint: Joint::Glued, opens: false };
        }
    }

    fn push(&mut self, span: Span, kind: WordKind, between: Between) {
        let written = span.of(self.text);
        self.folded.clear();
        fold_onto(written, &mut self.folded);
        let shape = if kind == WordKind::Number { Shape::Number } else { shape(written) };
        let word = self.lexicon.id(&self.folded);
        let tags = self.lexicon.tags(word);
        let Between { joint, opens } = between;
        if self.joins_spelt(span, joint) || self.joins_article(word, shape, span, joint) {
            return;
        }
        let definite = tags.has(Tag::Definite);
        self.list.push(Token { span, word: self.lexicon.contracted(word), shape, joint, opens, definite });
    }

    /// *de* and *la* are one token, so that *du*, *des* and *de la* are the same word to a form.
    fn joins_article(&mut self, word: WordId, shape: Shape, span: Span, joint: Joint) -> bool {
        let Some(last) = self.list.last_mut() else { return false };
        let plain = shape == Shape::Lower || shape == Shape::Caps && last.shape == Shape::Caps;
        let joins = !last.definite
            && self.lexicon.takes_article(last.word)
            && self.lexicon.is_article(word)
            && plain
            && joint == Joint::Space;
        if joins {
            last.span.end = span.end;
            last.definite = true;
        }
        joins
    }

    /// *OPEP+*: a plus belongs to the word before it, where a name has it so.
    fn joins_plus(&mut self, span: Span) -> bool {
        let Some(last) = self.list.last_mut().filter(|last| last.span.end == span.start) else { return false };
        if span.of(self.text) != "+" {
            return false;
        }
        let whole = Span { start: last.span.start, end: span.end };
        self.folded.clear();
        fold_onto(whole.of(self.text), &mut self.folded);
        let word = self.lexicon.id(&self.folded);
        if !word.is_unknown() {
            (last.word, last.span) = (word, whole);
        }
        !word.is_unknown()
    }

    /// *O.N.U.*: the letters so far and this one become one token.
    fn joins_spelt(&mut self, span: Span, joint: Joint) -> bool {
        let Some(last) = self.list.last_mut() else { return false };
        let is_letter = |s: &str| s.chars().count() == 1 && s.chars().all(char::is_uppercase);
        let so_far = last.span.of(self.text);
        if joint != Joint::Mark
            || !is_letter(span.of(self.text))
            || &self.text[last.span.end as usize..span.start as usize] != "."
        {
            return false;
        }
        if !so_far.split('.').all(is_letter) {
            return false;
        }
        last.span.end = span.end;
        last.shape = Shape::Caps;
        self.folded.clear();
        fold_onto(last.span.of(self.text), &mut self.folded);
        self.folded.retain(|c| c != '.');
        last.word = self.lexicon.id(&self.folded);
        true
    }
}

/// What has been seen since the last token.
#[derive(Clone, Copy)]
struct Between {
    joint: Joint,
    opens: bool,
}

impl Between {
    fn space(&mut self, space: &str) {
        if space.is_empty() {
            return;
        }
        if self.joint == Joint::Glued {
            self.joint = Joint::Space;
        }
        self.opens |= space.contains('\n');
        // A hyphen with a space after it is a dash or a broken compound.
        if self.joint == Joint::Hyphen {
            self.joint = Joint::Mark;
        }
    }

    fn mark(&mut self, mark: &str, spaced: bool, rest: &str) {
        let first = mark.chars().next().unwrap_or(' ');
        let glued = !spaced && !rest.starts_with(char::is_whitespace);
        self.joint = match first {
            '-' | '\u{2010}' | '\u{2011}' if glued && self.joint == Joint::Glued => Joint::Hyphen,
            '’' | '\'' if glued && self.joint == Joint::Glued => Joint::Glued,
            ',' if matches!(self.joint, Joint::Glued | Joint::Space) => Joint::Comma,
            _ => Joint::Mark,
        };
        self.opens |= matches!(first, '.' | '!' | '?' | ':' | '…' | '«' | '“' | '"' | '—' | '–' | '•' | '|');
    }
}

fn shape(word: &str) -> Shape {
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    let first = letters.next().is_some_and(char::is_uppercase);
    let (mut upper, mut lower) = (0, 0);
    letters.for_each(|c| if c.is_uppercase() { upper += 1 } else { lower += 1 });
    match (first, upper, lower) {
        (false, 0, _) => Shape::Lower,
        (true, 0, 0) if word.chars().any(char::is_numeric) => Shape::Caps,
        (true, 0, _) => Shape::Capital,
        (true, _, 0) => Shape::Caps,
        _ => Shape::Mixed,
    }
}

/// Four letters in five are capitals, and there are eight at least.
fn is_shouting(text: &str) -> bool {
    let (mut upper, mut all) = (0, 0);
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        all += 1;
        upper += usize::from(c.is_uppercase());
    }
    all >= 8 && 5 * upper >= 4 * all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        let tokens = Tokens::new(text, &Lexicon::default());
        tokens.list.iter().map(|t| t.span.of(text)).collect()
    }

    #[test]
    fn prepositions_take_their_articles() {
        assert_eq!(cut("le chef de l’État à la une"), ["le", "chef", "de l’", "État", "à la", "une"]);
        assert_eq!(cut("une rue de La Haye"), ["une", "rue", "de", "La", "Haye"]);
    }

    #[test]
    fn spelt_acronyms_are_one() {
        assert_eq!(cut("L'O.N.U. et M. A. Diop."), ["L'", "O.N.U", "et", "M", "A", "Diop"]);
    }

    #[test]
    fn joints_tell_compounds_from_dashes() {
        let text = "Burkina-Faso, Mali - Niger (Gao)";
        let joints: Vec<Joint> = Tokens::new(text, &Lexicon::default()).list.iter().map(|t| t.joint).collect();
        assert_eq!(joints, [Joint::Mark, Joint::Hyphen, Joint::Comma, Joint::Mark, Joint::Mark]);
    }

    #[test]
    fn a_headline_in_capitals_shouts() {
        assert!(is_shouting("BURKINA FASO : LES VDP REÇOIVENT"));
        assert!(!is_shouting("L’ONU et l’UA"));
    }
}
