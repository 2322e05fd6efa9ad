//! Segmentation rules as SRX 2.0 has them.

/// An SRX document: sets of rules, and which set serves which language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SrxDocument {
    /// The file, as a reader names it.
    pub path: String,
    /// Whether all maps that fit a language add their rules, in order; else only the first that fits.
    pub cascade: bool,
    /// The sets, in file order.
    pub rule_sets: Vec<SrxRuleSet>,
    /// The language maps, in file order.
    pub maps: Vec<SrxMap>,
}

/// A named list of rules (`<languagerule>`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SrxRuleSet {
    /// Its name, which maps refer to.
    pub name: String,
    /// Its rules: at a place in a text, the first that fits decides.
    pub rules: Vec<SrxRule>,
}

/// A rule: what ends before a place and starts after it, and whether a sentence ends there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SrxRule {
    /// Whether a sentence ends where the rule fits.
    pub breaks: bool,
    /// Regular expression for the text that ends at the place; empty fits everywhere.
    pub before: String,
    /// Regular expression for the text that starts at the place; empty fits everywhere.
    pub after: String,
    /// The line of the file on which the rule starts, 1-based; 0 if it comes from no file.
    pub line: u32,
}

/// Which rules serve which languages (`<languagemap>`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SrxMap {
    /// Regular expression for the whole language code, any case.
    pub pattern: String,
    /// Name of the set.
    pub rule_set: String,
    /// The line of the file on which the map stands, 1-based; 0 if it comes from no file.
    pub line: u32,
}
