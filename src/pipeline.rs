//! The road of an article, and the loops around it.

mod article;
mod check;
mod desk;
mod details;
mod elsewhere;
mod error;
mod explain;
mod failure;
mod file;
mod files;
mod folder;
mod inputs;
mod lines;
mod plan;
mod read;
mod report;
mod row;
mod run;
pub mod stream;
pub mod translate;

pub use check::Checker;
pub use error::PlanError;
pub use explain::explain;
pub use file::{
    BriefTable, EngineChoice, Extent, HttpApi, MemoryTable, PipelineError, PipelineFile, Segmentation, Summary, Tmx,
    Translation, Wrong,
};
pub use inputs::{ArticleFile, Found, articles};
pub use plan::{Overrides, Places, Plan};
pub use report::{Report, RunError, Watch};
pub use run::run_plan;
