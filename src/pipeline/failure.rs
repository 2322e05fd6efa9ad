//! What failed, as an editor is told it.

use crate::model::{Diagnostic, Severity};

/// An article that failed, and why.
pub(super) fn failure(path: &str, message: String, help: Option<&str>) -> Diagnostic {
    Diagnostic { path: path.into(), line: None, severity: Severity::Error, message, help: help.map(str::to_owned) }
}

/// Sentences that an engine gave no English for, and why.
pub(super) fn engine_failure((reason, sentences): (String, usize)) -> Diagnostic {
    let (stay, each) = match sentences {
        1 => ("1 sentence stays".to_owned(), "it"),
        _ => (format!("{sentences} sentences stay"), "each of them"),
    };
    failure("translation", format!("{reason}; {stay} without English"), Some(&format!("the briefs mark {each}")))
}
