//! The words that forms and rules are made of: an id for each, and what the rules must know of it.

use super::inflect;
use crate::text::fold;
use rustc_hash::FxHashMap;

/// Number of a word in the [`Lexicon`]; 0 is any word that it does not hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct WordId(pub u32);

impl WordId {
    /// Whether no form and no rule has this word.
    pub fn is_unknown(self) -> bool {
        self.0 == 0
    }
}

/// What a rule knows of a word. The names are those of `data/words.txt`, where each is explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    Function,
    Definite,
    Indefinite,
    Civility,
    FeminineCivility,
    Title,
    FeminineTitle,
    Nation,
    Modifier,
    Deputy,
    Commoner,
    Kin,
    Way,
    Namesake,
    Relation,
    Country,
    River,
    Water,
    Direction,
    Numbered,
    Common,
    Given,
    Former,
    /// A name of the glossary, or a part of a person's.
    Named,
}

const TAGS: [(&str, Tag); 23] = [
    ("function", Tag::Function),
    ("definite", Tag::Definite),
    ("indefinite", Tag::Indefinite),
    ("civility", Tag::Civility),
    ("feminine-civility", Tag::FeminineCivility),
    ("title", Tag::Title),
    ("feminine-title", Tag::FeminineTitle),
    ("nation", Tag::Nation),
    ("modifier", Tag::Modifier),
    ("deputy", Tag::Deputy),
    ("commoner", Tag::Commoner),
    ("kin", Tag::Kin),
    ("way", Tag::Way),
    ("namesake", Tag::Namesake),
    ("relation", Tag::Relation),
    ("country", Tag::Country),
    ("river", Tag::River),
    ("water", Tag::Water),
    ("direction", Tag::Direction),
    ("numbered", Tag::Numbered),
    ("common", Tag::Common),
    ("given", Tag::Given),
    ("former", Tag::Former),
];

/// A set of [`Tag`]s.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tags(u32);

impl Tags {
    pub fn has(self, tag: Tag) -> bool {
        self.0 & 1 << tag as u32 != 0
    }

    pub fn any(self, tags: &[Tag]) -> bool {
        tags.iter().any(|&tag| self.has(tag))
    }
}

/// All words known by id.
pub(super) struct Lexicon {
    ids: FxHashMap<Box<str>, WordId>,
    tags: Vec<Tags>,
    /// *de* and *a*, which take the article after them into their token.
    of: WordId,
    at: WordId,
    contractions: [(WordId, WordId); 5],
    articles: [WordId; 3],
}

impl Default for Lexicon {
    /// The words of `data/words.txt`.
    fn default() -> Self {
        let mut lexicon = Self {
            ids: FxHashMap::default(),
            tags: vec![Tags::default()],
            of: WordId(0),
            at: WordId(0),
            contractions: Default::default(),
            articles: Default::default(),
        };
        (lexicon.of, lexicon.at) = (lexicon.learn("de"), lexicon.learn("a"));
        let (of, at) = (lexicon.of, lexicon.at);
        lexicon.contractions =
            [("du", of), ("des", of), ("d'", of), ("au", at), ("aux", at)].map(|(from, to)| (lexicon.learn(from), to));
        lexicon.articles = ["la", "l'", "les"].map(|word| lexicon.learn(word));
        lexicon.read(include_str!("data/words.txt"));
        lexicon
    }
}

impl Lexicon {
    /// Lines `tag: word word …`; `#` starts a comment. A word of the tags `nation` and `commoner` stands for its whole
    /// paradigm.
    fn read(&mut self, data: &str) {
        for line in data.lines().filter(|line| !line.starts_with('#')) {
            let Some((name, words)) = line.split_once(':') else { continue };
            let Some(&(_, tag)) = TAGS.iter().find(|(known, _)| *known == name) else { continue };
            for word in words.split_whitespace() {
                match tag {
                    Tag::Nation | Tag::Commoner => {
                        inflect::paradigm(word).into_iter().for_each(|form| self.tag(&form, tag));
                    }
                    _ => self.tag(word, tag),
                }
            }
        }
    }

    /// Tags a word, learning it if need be.
    pub fn tag(&mut self, word: &str, tag: Tag) {
        let id = self.learn(&fold(word));
        self.tags[id.0 as usize].0 |= 1 << tag as u32;
    }

    /// The id of a folded word, new if need be.
    pub fn learn(&mut self, folded: &str) -> WordId {
        if let Some(&id) = self.ids.get(folded) {
            return id;
        }
        let id = WordId(self.tags.len() as u32);
        self.tags.push(Tags::default());
        self.ids.insert(folded.into(), id);
        id
    }

    /// The id of a folded word.
    pub fn id(&self, folded: &str) -> WordId {
        self.ids.get(folded).copied().unwrap_or_default()
    }

    pub fn tags(&self, word: WordId) -> Tags {
        self.tags[word.0 as usize]
    }

    /// *du*, *des*, *d’* as *de*; *au*, *aux* as *à*; any other word as it is.
    pub fn contracted(&self, word: WordId) -> WordId {
        self.contractions.iter().find(|(from, _)| *from == word).map_or(word, |&(_, to)| to)
    }

    /// Whether `word` is *de*, however written.
    pub fn is_of(&self, word: WordId) -> bool {
        word == self.of
    }

    /// Whether `word` is *à*, however written.
    pub fn is_at(&self, word: WordId) -> bool {
        word == self.at
    }

    /// Whether an article after `word` belongs to its token.
    pub fn takes_article(&self, word: WordId) -> bool {
        self.is_of(word) || self.is_at(word)
    }

    pub fn is_article(&self, word: WordId) -> bool {
        self.articles.contains(&word)
    }
}
