//! Inline codes: what stood inside a sentence and is no text, kept apart from it with its place.

/// The inline codes of a unit, in the order of each text. Matching and every reader of texts passes them over; they come
/// back where the unit is written as TMX.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Codes {
    /// Those of the French text.
    pub source: Vec<Code>,
    /// Those of the English text.
    pub target: Vec<Code>,
}

impl Codes {
    /// Whether neither side has any.
    pub fn is_empty(&self) -> bool {
        self.source.is_empty() && self.target.is_empty()
    }
}

/// One inline code: formatting or a placeholder of the document that the text came from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Code {
    /// The place in the text, in bytes: how much text is before it.
    pub at: usize,
    /// What it does.
    pub kind: CodeKind,
    /// What the beginning and the end of a pair have in common (`i`).
    pub i: Option<String>,
    /// What the same code has in common in both languages (`x`).
    pub x: Option<String>,
    /// What it stands for (`type`): `bold`, `link`, `fnote` …
    pub sort: Option<String>,
    /// Whether a placeholder belongs to the text before or after it (`assoc`).
    pub assoc: Option<String>,
    /// The code itself in the document's own format, as the content of an XML element: `&lt;b&gt;`, with any `<sub>` in it.
    /// Empty for highlighted text (`<hi>`) and where the tool left it out.
    pub native: String,
}

impl Code {
    /// A code of which no more is known than what it does.
    pub fn new(kind: CodeKind) -> Self {
        Self { at: 0, kind, i: None, x: None, sort: None, assoc: None, native: String::new() }
    }
}

/// What a code does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CodeKind {
    /// Begins a pair (`<bpt>`), or highlighted text (`<hi>`).
    Begin,
    /// Ends a pair (`<ept>`), or highlighted text (`</hi>`).
    End,
    /// Begins a pair whose end is in another unit, or lost (`<it pos="begin">`).
    LoneBegin,
    /// Ends a pair whose beginning is in another unit, or lost (`<it pos="end">`).
    LoneEnd,
    /// Stands alone (`<ph>`).
    Placeholder,
    /// Nobody knows (`<ut>`).
    Unknown,
}
