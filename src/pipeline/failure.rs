//! What failed, as an editor is told it.

use crate::model::{Diagnostic, Severity};

/// An article that failed, and why.
pub(super) fn failure(path: &str, message: String, help: Option<&str>) -> Diagnostic {
    Diagnostic { path: path.into(), line: None, severity: Severity::Error, message, help: help.map(str::to_owned) }
}

/// Sentences that an engine gave no English for, and why.
pub(super) fn engine_failure((reason, sentences): (String, usize)) -> Diagnostic {
    let message = format!("{reason}; {sentences} sentences stay without English");
    failure("translation", message, Some("the briefs mark each of them"))
}
