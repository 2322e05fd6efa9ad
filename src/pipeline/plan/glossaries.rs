//! The glossaries of a pipeline, read and put together.

use crate::exchange::glossary;
use crate::model::{Concept, Diagnostic};
use crate::output::InputFile;
use crate::pipeline::PipelineFile;
use crate::pipeline::error::PlanError;
use crate::pipeline::files::{digest, expand};
use std::collections::BTreeMap;
use std::path::Path;

/// What the glossaries hold.
pub(super) struct Glossaries {
    pub concepts: Vec<Concept>,
    pub files: Vec<InputFile>,
    pub problems: Vec<Diagnostic>,
}

/// Reads every glossary in order. Bad blocks are problems; the rest loads.
pub(super) fn load(file: &PipelineFile, pipeline: &Path) -> Result<Glossaries, PlanError> {
    let mut all = Glossaries { concepts: Vec::new(), files: Vec::new(), problems: Vec::new() };
    for found in expand(&file.glossaries, pipeline)? {
        let bytes = found.read()?;
        let read = glossary::read(&String::from_utf8_lossy(&bytes), &found.name);
        let entries = read.concepts.len() as u64;
        all.files.push(InputFile { path: found.name, sha256: digest(&bytes), entries });
        all.concepts.extend(read.concepts);
        all.problems.extend(read.problems);
    }
    if file.later_glossary_wins {
        all.concepts = last_of_each_id(all.concepts);
    }
    Ok(all)
}

fn last_of_each_id(concepts: Vec<Concept>) -> Vec<Concept> {
    let last: BTreeMap<String, usize> = concepts.iter().enumerate().map(|(i, c)| (c.id.to_lowercase(), i)).collect();
    let kept = |(i, c): &(usize, Concept)| last.get(&c.id.to_lowercase()) == Some(i);
    concepts.into_iter().enumerate().filter(kept).map(|(_, c)| c).collect()
}
