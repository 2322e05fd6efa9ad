//! The engine of a pipeline, and what is to be said of it.

use super::places::Places;
use crate::model::{Diagnostic, Severity};
use crate::pipeline::error::PlanError;
use crate::pipeline::file::{EngineChoice, Translation};
use crate::pipeline::translate::{self, Engine, Equipment};
use std::path::Path;

/// Opens the engine that `settings` ask for; paths are relative to `base`, the folder of the pipeline file.
pub(super) fn open(settings: &Translation, base: &Path, places: &Places) -> Result<Option<Engine>, PlanError> {
    let model = settings.model.as_ref().map(|dir| base.join(dir).to_string_lossy().into_owned());
    let settings = Translation { model, ..settings.clone() };
    let answers = places.cache.as_ref().map(|dir| dir.join("answers"));
    let equipment = Equipment {
        models: places.models.as_deref(),
        answers: answers.as_deref(),
        threads: places.threads.max(1),
        key: places.key.as_deref(),
    };
    Ok(translate::open(&settings, equipment)?)
}

/// Says that the files of a model are none that we know.
pub(super) fn unknown_model(settings: &Translation, hash: &str) -> Diagnostic {
    Diagnostic {
        path: settings.model.clone().unwrap_or_else(|| "translation model".into()),
        line: None,
        severity: Severity::Note,
        message: format!("no model this program knows; its hash is {hash}"),
        help: None,
    }
}

/// What a brief says when an engine was wanted and none is there.
pub(super) fn note(settings: &Translation, missing: bool) -> Option<String> {
    let unwanted = settings.engine == EngineChoice::None;
    (missing && !unwanted).then(|| {
        "No translation engine is installed: what the memories do not cover is not translated. To install one, run: entrefilet model add fr-en".into()
    })
}
