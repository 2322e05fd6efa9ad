//! The door of the room: text in, sentences out.

use super::lexicon::{Class, Lexicon};
use super::rule::Place;
use super::scan;
use super::srx::SrxRules;
use crate::model::{Article, BlockKind, Diagnostic, Segment, SrxDocument};
use crate::text::Span;
use std::sync::Arc;

/// Splits text into sentences by rules.
///
/// Cheap to clone and to share between threads.
///
/// ```
/// use entrefilet::segment::Splitter;
/// let text = "M. Bazoum a été reçu. Aucune déclaration n’a été faite.";
/// let tiles = Splitter::french().tiles(text);
/// assert_eq!(tiles[1].sentence.of(text), "Aucune déclaration n’a été faite.");
/// ```
#[derive(Clone, Debug)]
pub struct Splitter {
    rules: Rules,
}

#[derive(Clone, Debug)]
enum Rules {
    BuiltIn(Arc<Lexicon>),
    Srx(Arc<SrxRules>),
}

/// A sentence and the white space that goes with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tile {
    /// The sentence and the gap after it; the first tile of a text takes the gap before it, too. Tiles joined are the text.
    pub tile: Span,
    /// The sentence without white space at its ends.
    pub sentence: Span,
}

impl Splitter {
    /// The built-in rules for French.
    pub fn french() -> Self {
        Self { rules: Rules::BuiltIn(Lexicon::french()) }
    }

    /// The built-in rules for English.
    pub fn english() -> Self {
        Self { rules: Rules::BuiltIn(Lexicon::english()) }
    }

    /// The rules that an SRX document has for `language` (*fr*, *fr-FR*), instead of the built-in ones.
    ///
    /// What cannot be compiled is left out and comes back as a diagnostic with its line; so does a map without rules and a
    /// language without map. Nothing is left out silently.
    pub fn from_srx(document: &SrxDocument, language: &str) -> (Self, Vec<Diagnostic>) {
        let (rules, problems) = SrxRules::compile(document, language);
        (Self { rules: Rules::Srx(Arc::new(rules)) }, problems)
    }

    /// Adds a user's abbreviations, with or without their last full stop.
    ///
    /// By the built-in rules a sentence ends after one of them only before a capital that starts sentences (*Le*, *Il*,
    /// *Mais*); by SRX rules it never does.
    pub fn with_abbreviations(mut self, words: impl IntoIterator<Item = String>) -> Self {
        for word in words {
            let word = word.trim().trim_end_matches('.');
            match &mut self.rules {
                Rules::BuiltIn(lexicon) => Arc::make_mut(lexicon).add(word, Class::BeforeName),
                Rules::Srx(rules) => Arc::make_mut(rules).never_after(word),
            }
        }
        self
    }

    /// The sentences of `text` in order. Tiles joined are `text`, byte for byte; a line break always ends a sentence.
    ///
    /// A text without anything but white space is one tile with an empty sentence; an empty text has no tile.
    pub fn tiles(&self, text: &str) -> Vec<Tile> {
        let mut tiles = Tiles::new(text);
        self.scan(text, |place| {
            if place.ends {
                tiles.cut(place.at);
            }
        });
        tiles.finish()
    }

    /// Every place that a rule looked at, in order: where sentences end and where they do not, and why.
    pub fn explain(&self, text: &str) -> Vec<Place> {
        let mut places = Vec::new();
        self.scan(text, |place| places.push(place));
        places
    }

    fn scan(&self, text: &str, each: impl FnMut(Place)) {
        match &self.rules {
            Rules::BuiltIn(lexicon) => scan::built_in(text, lexicon, each),
            Rules::Srx(rules) => scan::srx(text, rules, each),
        }
    }

    /// The segments of every block of `article`, in order.
    ///
    /// Titles, headings, captions, datelines and bylines are one segment each; the rest is split into sentences.
    pub fn segments(&self, article: &Article) -> Vec<Segment> {
        let mut segments = Vec::new();
        for (index, block) in article.blocks.iter().enumerate() {
            let text = article.slice(block.span);
            let tiles = if is_whole(block.kind) { Tiles::new(text).finish() } else { self.tiles(text) };
            segments.extend(tiles.into_iter().zip(1..).map(|(t, number)| Segment {
                span: t.sentence.shifted(block.span.start),
                tile: t.tile.shifted(block.span.start),
                block: index as u32,
                number,
            }));
        }
        segments
    }
}

/// Whether blocks of this kind are one segment.
fn is_whole(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::Title | BlockKind::Heading | BlockKind::Caption | BlockKind::Dateline | BlockKind::Byline)
}

/// Lays the tiles of a text from the places where its sentences end.
struct Tiles<'t> {
    text: &'t str,
    tiles: Vec<Tile>,
    /// Where the text not yet laid starts.
    from: usize,
}

impl<'t> Tiles<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, tiles: Vec::with_capacity(text.len() / 100 + 1), from: 0 }
    }

    /// Ends a sentence at `at`.
    fn cut(&mut self, at: usize) {
        let sentence = Span::new(self.from, at).trimmed(self.text);
        if sentence.is_empty() {
            return;
        }
        let start = self.tiles.last().map_or(0, |_| sentence.start);
        if let Some(last) = self.tiles.last_mut() {
            last.tile.end = sentence.start;
        }
        self.tiles.push(Tile { tile: Span { start, end: sentence.end }, sentence });
        self.from = at;
    }

    fn finish(mut self) -> Vec<Tile> {
        self.cut(self.text.len());
        match self.tiles.last_mut() {
            Some(last) => last.tile.end = self.text.len() as u32,
            None if self.text.is_empty() => {}
            None => self.tiles.push(Tile { tile: Span::all(self.text), sentence: Span::default() }),
        }
        self.tiles
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::built_in_srx;
    use crate::segment::marks::is_line_break;
    use proptest::prelude::*;
    use std::sync::LazyLock;

    /// Text made of what the rules look at, and of anything else.
    fn text() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            8 => prop::sample::select(vec![
                ". ", ".", "! ", " ? ", "… ", "...", " « ", " » ", "“", "”", "\"", "'", "’", "(", ")", "[…]", "[", "]", " – ",
                "M. ", "Mme", "etc.", "p. 12", "J.-C.", "O.N.U.", "17 h. 30", "A. ", "Le ", "il", "Louis XIV", "1. ", "a) ",
                "\u{a0}", "\u{202f}", "\n", "\r\n", "\u{2028}", "www.a.fr", "iPhone", "é", "É", "😀", "。", "\u{200b}", ",",
            ]).prop_map(str::to_string),
            1 => "\\PC{0,6}",
        ];
        prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
    }

    fn check(splitter: &Splitter, text: &str) -> Result<(), TestCaseError> {
        let tiles = splitter.tiles(text);
        let joined: String = tiles.iter().map(|t| t.tile.of(text)).collect();
        prop_assert_eq!(&joined, text);
        for (index, Tile { tile, sentence }) in tiles.iter().enumerate() {
            prop_assert!(tile.contains(*sentence));
            prop_assert_eq!(sentence.of(text), tile.of(text).trim());
            let broken = sentence.of(text).contains(is_line_break);
            prop_assert!(!broken);
            prop_assert!(index == 0 || tile.start == sentence.start);
        }
        let places = splitter.explain(text);
        prop_assert!(places.is_sorted_by_key(|place| place.at));
        prop_assert!(places.iter().all(|place| text.is_char_boundary(place.at)));
        Ok(())
    }

    proptest! {
        #[test]
        fn tiles_give_the_text_back(text in text()) {
            check(&Splitter::french(), &text)?;
            check(&Splitter::english(), &text)?;
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn tiles_of_srx_rules_give_the_text_back(text in text()) {
            static RULES: LazyLock<Splitter> = LazyLock::new(|| Splitter::from_srx(&built_in_srx(), "fr").0);
            check(&RULES, &text)?;
        }
    }

    #[test]
    fn empty_and_blank_texts() {
        assert_eq!(Splitter::french().tiles(""), []);
        let blank = Splitter::french().tiles(" \n ");
        assert_eq!(blank, [Tile { tile: Span::new(0, 3), sentence: Span::default() }]);
    }

    #[test]
    fn blocks_of_an_article_are_tiled_each() {
        use crate::model::{Block, Dateline, Source};
        let text = "Le Mali. Son armée.\nIl part. Elle reste.";
        let block = |kind, start, end, number| Block { kind, span: Span::new(start, end), number, line: None };
        let article = Article {
            path: "a.txt".into(),
            text: text.into(),
            blocks: vec![block(BlockKind::Title, 0, 20, 1), block(BlockKind::Paragraph, 21, text.len(), 2)],
            marks: Vec::new(),
            dateline: Dateline::default(),
            source: Source::default(),
        };
        let segments = Splitter::french().segments(&article);
        let found: Vec<(&str, u32, u32)> =
            segments.iter().map(|s| (article.slice(s.span), s.block, s.number)).collect();
        assert_eq!(found, [("Le Mali. Son armée.", 0, 1), ("Il part.", 1, 1), ("Elle reste.", 1, 2)]);
        assert_eq!(article.slice(segments[1].tile), "Il part. ");
    }
}
