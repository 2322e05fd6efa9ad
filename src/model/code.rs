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
    /// Its attributes as TMX names them (`i`, `x`, `type`, `pos`, `assoc`), unescaped, in the order of the file.
    pub attributes: Vec<(String, String)>,
    /// The code itself in the document's own format, as the content of an XML element: `&lt;b&gt;`, with any `<sub>` in it.
    /// Empty for highlights and where the tool left it out.
    pub native: String,
}

/// What a code does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CodeKind {
    /// Begins a pair (`<bpt>`).
    Begin,
    /// Ends a pair (`<ept>`).
    End,
    /// Half a pair whose other half is in another unit, or lost (`<it>`).
    Isolated,
    /// Stands alone (`<ph>`).
    Placeholder,
    /// Nobody knows (`<ut>`).
    Unknown,
    /// Highlighted text begins (`<hi>`).
    Highlight,
    /// Highlighted text ends (`</hi>`).
    HighlightEnd,
}
