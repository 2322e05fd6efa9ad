//! What went wrong or looks wrong, without stopping the rest.

use std::fmt;

/// One bad article, row or unit: collected, reported, and the rest goes on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Diagnostic {
    /// The file, as a reader names it.
    pub path: String,
    /// The line in it, 1-based, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
}

/// How bad a [`Diagnostic`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Something was not done: exit status 1.
    Error,
    /// Done, but somebody should look.
    Warning,
    /// Good to know.
    Note,
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}", self.path)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}", self.message)?;
        self.help.iter().try_for_each(|help| write!(f, " ({help})"))
    }
}

/// A finding of a linter or check: exit status 3.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Finding {
    /// The file, as given.
    pub path: String,
    /// The line in it, 1-based; 0 for the file as a whole.
    pub line: u32,
    /// Name of the rule, stable, in kebab case.
    pub rule: &'static str,
    /// What is wrong and what to do, in one sentence.
    pub message: String,
}

/// What a check has to say about one line, before anybody knows which file it is in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Remark {
    /// Name of the rule, stable, in kebab case.
    pub rule: &'static str,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
}

impl Remark {
    /// A remark of `rule`.
    pub fn new(rule: &'static str, message: impl Into<String>) -> Self {
        Self { rule, message: message.into() }
    }

    /// The remark at its place in a file.
    pub fn at(self, path: &str, line: u32) -> Finding {
        Finding { path: path.to_owned(), line, rule: self.rule, message: self.message }
    }
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.message)
    }
}
