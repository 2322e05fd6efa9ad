//! What is looked up.

use crate::text::Date;

/// A sentence to look up, and its neighbours where they are known.
#[derive(Clone, Copy, Debug, Default)]
pub struct Query<'q> {
    /// The sentence.
    pub text: &'q str,
    /// The sentence before it.
    pub before: Option<&'q str>,
    /// The sentence after it.
    pub after: Option<&'q str>,
    /// The day of the article, for memories whose units lose by age.
    pub date: Option<Date>,
}
