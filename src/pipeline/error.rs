//! Why a pipeline cannot be run, and what to do about it.

use super::translate::EngineProblem;
use crate::brief::TemplateError;
use crate::memory::MemoryError;
use crate::model::Diagnostic;
use crate::termbase::TermbaseError;
use std::path::PathBuf;

/// How an engine is got.
const ADD_MODEL: &str = "`entrefilet model add fr-en` installs one";

/// Why a pipeline cannot be run.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs)]
pub enum PlanError {
    /// A glob is none.
    #[error("{}: `{pattern}` is no pattern: {source}", pipeline.display())]
    Pattern { pipeline: PathBuf, pattern: String, source: globset::Error },
    /// A glossary, memory or rules file is not there or cannot be read.
    #[error("{}: {source}", path.display())]
    Unreadable { path: PathBuf, source: std::io::Error },
    /// A pattern of glossaries or memories matches no file.
    #[error("{}: no file matches `{pattern}`", pipeline.display())]
    NoFile { pipeline: PathBuf, pattern: String },
    /// Two glossaries define one id.
    #[error("{}", lines(.0))]
    Glossaries(Vec<TermbaseError>),
    /// A memory cannot be opened or indexed.
    #[error(transparent)]
    Memory(#[from] MemoryError),
    /// The SRX file is no SRX, or has a rule that cannot be used.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Srx(Vec<Diagnostic>),
    /// A template cannot be used.
    #[error(transparent)]
    Template(#[from] TemplateError),
    /// `summary.subjects` names a concept that no glossary has.
    #[error("summary.subjects: no glossary has a concept `{id}`")]
    Subject { id: String, near: Option<String> },
    /// The engine that the pipeline asks for cannot be had.
    #[error(transparent)]
    Engine(#[from] EngineProblem),
}

fn lines(errors: &[TermbaseError]) -> String {
    errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

impl PlanError {
    /// What to do about it, where we know.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Pattern { .. } => Some("patterns are globs, such as **/*.txt".into()),
            Self::Unreadable { .. } | Self::NoFile { .. } => Some("paths are relative to the pipeline file".into()),
            Self::Glossaries(_) => Some("rename one, or set `later-glossary-wins = true` in the pipeline".into()),
            Self::Subject { near, .. } => near.as_ref().map(|near| format!("did you mean `{near}`?")),
            Self::Engine(_) => Some(format!("{ADD_MODEL}, or set another engine in the pipeline")),
            Self::Memory(_) | Self::Srx(_) | Self::Template(_) => None,
        }
    }
}
