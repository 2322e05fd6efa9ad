//! The road of an article, and the loops around it.

mod check;
mod file;
mod inputs;
pub mod stream;
pub mod translate;

pub use check::Checker;
pub use file::{
    BriefTable, EngineChoice, Extent, HttpApi, MemoryTable, PipelineError, PipelineFile, Segmentation, Summary, Tmx,
    Translation, Wrong,
};
pub use inputs::{ArticleFile, Found};
