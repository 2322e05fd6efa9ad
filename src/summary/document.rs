//! What a summarizer is given, and how much it may pick.

/// An article as the picker sees it.
#[derive(Clone, Debug, Default)]
pub struct Document<'t> {
    /// The headline; empty if there is none.
    pub title: &'t str,
    /// The sentences of the body in article order, without captions, bylines and headings.
    pub sentences: Vec<Sentence<'t>>,
}

impl<'t> Document<'t> {
    /// A document of sentences of which nothing else is known.
    ///
    /// ```
    /// use entrefilet::summary::Document;
    /// let document = Document::plain("Un retrait", ["Le Mali part.", "Le Niger aussi."]);
    /// assert_eq!(document.sentences.len(), 2);
    /// ```
    pub fn plain(title: &'t str, sentences: impl IntoIterator<Item = &'t str>) -> Self {
        let sentences = sentences.into_iter().map(Sentence::plain).collect();
        Self { title, sentences }
    }
}

/// A sentence of a [`Document`].
#[derive(Clone, Copy, Debug)]
pub struct Sentence<'t> {
    /// The sentence, without white space at its ends.
    pub text: &'t str,
    /// How much of it the memory and the glossary cover, in thousandths.
    pub known: u16,
    /// Whether it mentions a pinned subject.
    pub subject: bool,
}

impl<'t> Sentence<'t> {
    /// A sentence of which nothing else is known.
    pub fn plain(text: &'t str) -> Self {
        Self { text, known: 0, subject: false }
    }
}

/// How much may be picked. Both limits hold; the default has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// Sentences at most.
    pub sentences: usize,
    /// Words between spaces at most; the first sentence picked may be longer.
    pub words: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self { sentences: usize::MAX, words: usize::MAX }
    }
}

impl Budget {
    /// At most `sentences` sentences.
    pub fn of_sentences(sentences: usize) -> Self {
        Self { sentences, ..Self::default() }
    }

    /// At most `words` words.
    pub fn of_words(words: usize) -> Self {
        Self { words, ..Self::default() }
    }
}
