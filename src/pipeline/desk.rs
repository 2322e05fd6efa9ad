//! The desk that translates what nothing else covers: the engine with the glossary above it, and its cache.

use super::plan::Plan;
use super::run::failure;
use crate::model::{Certainty, Diagnostic, Hit};
use crate::mt::{Cache, Enforced, EngineError, Line, Request, Rung, Translator, Wanted};
use std::collections::{BTreeMap, BTreeSet};

/// Translates for a run. It is not shared: an engine works on one batch at a time.
pub struct Desk {
    engine: Option<Enforced<Box<dyn Translator>>>,
    cache: Cache,
}

/// A sentence that wants English, and the names its English must have.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Ask {
    text: String,
    wanted: Vec<Wanted>,
}
