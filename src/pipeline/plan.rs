//! A pipeline resolved: everything loaded before the first article is read. After that no setting can fail.

mod engine;
mod glossaries;
mod memories;
mod places;

pub use places::Places;

use super::error::PlanError;
use super::failure::failure;
use super::file::{Extent, PipelineFile};
use super::inputs::{self, ArticleFile};
use super::read::Read;
use super::translate::{self, Engine};
use crate::brief::Templates;
use crate::exchange::srx;
use crate::memory::Memories;
use crate::model::{Concept, Diagnostic, Hit, Wording};
use crate::mt::Fingerprint;
use crate::output::{InputFile, Manifest};
use crate::segment::Splitter;
use crate::summary::{Budget, Summarizer};
use crate::termbase::Termbase;
use crate::text::{count_of, nearest};
use std::fmt;
use std::path::{Path, PathBuf};

/// What the command line says in place of the pipeline file. Paths are relative to the current folder.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    /// Articles or folders in place of `input`.
    pub articles: Vec<PathBuf>,
    /// Folder in place of `output`.
    pub out: Option<PathBuf>,
    /// Whether the first failed article ends the run.
    pub fail_fast: bool,
}

/// A pipeline with everything loaded.
pub struct Plan {
    pub(super) splitter: Splitter,
    pub(super) termbase: Termbase,
    pub(super) memories: Memories,
    pub(super) summarizer: Summarizer,
    pub(super) budget: Budget,
    pub(super) subjects: Vec<u32>,
    pub(super) extent: Extent,
    pub(super) exported: Extent,
    pub(super) templates: Templates,
    pub(super) html: bool,
    pub(super) full_text: bool,
    pub(super) sentences_file: bool,
    pub(super) fail_fast: bool,
    wordings: Vec<Wording>,
    articles: Vec<ArticleFile>,
    out: PathBuf,
    problems: Vec<Diagnostic>,
    notes: Vec<Diagnostic>,
    engine: Option<Fingerprint>,
    engine_note: Option<String>,
    glossary_files: Vec<InputFile>,
    memory_files: Vec<InputFile>,
}

impl Plan {
    /// Loads everything that `file`, which was read from `path`, asks for, and finds the articles. The
    /// engine comes beside it, because it works for one at a time.
    ///
    /// # Errors
    /// Whatever the pipeline names and cannot be used. Bad rows of glossaries, and inputs that are not there, are
    /// [`Plan::problems`] instead: the rest goes on.
    pub fn load(
        file: &PipelineFile,
        path: &Path,
        overrides: Overrides,
        places: &Places,
    ) -> Result<(Self, Option<Engine>), PlanError> {
        let base = path.parent().unwrap_or(Path::new(""));
        let out = overrides.out.unwrap_or_else(|| base.join(&file.output));
        let patterns = inputs::globs(&file.patterns).map_err(|source| PlanError::Pattern {
            pipeline: path.to_owned(),
            pattern: file.patterns.join("`, `"),
            source,
        })?;
        let searched = match overrides.articles.is_empty() {
            true => file.input.iter().map(|input| base.join(input)).collect(),
            false => overrides.articles,
        };
        let found = inputs::find(&searched, &patterns, &out);
        let glossaries = glossaries::load(file, path)?;
        let termbase = Termbase::new(glossaries.concepts).map_err(PlanError::Glossaries)?;
        let memories = memories::load(file, path, places.cache.as_deref())?;
        let mut engine = engine::open(&file.translation, base, places)?;
        let doubts = engine.as_mut().map(translate::doubts).unwrap_or_default();
        let unknown = doubts.unknown.map(|hash| engine::unknown_model(&file.translation, &hash));
        let plan = Self {
            splitter: splitter(file, base)?,
            memories: memories.memories,
            summarizer: Summarizer::new().prefer_known(file.summary.prefer_known),
            budget: Budget { sentences: file.summary.sentences as usize, words: file.summary.words as usize },
            subjects: subjects(&file.summary.subjects, &termbase)?,
            extent: file.translation.translate,
            exported: file.tmx.units,
            templates: Templates::load(file.brief.templates.as_ref().map(|t| base.join(t)).as_deref())?,
            html: file.brief.html,
            full_text: file.brief.full_text,
            sentences_file: file.tmx.sentences_file,
            fail_fast: overrides.fail_fast,
            wordings: termbase.concepts().iter().map(Wording::of).collect(),
            articles: found.articles,
            out,
            problems: [glossaries.problems, found.problems].concat(),
            notes: memories.notes.into_iter().chain(unknown).collect(),
            engine: engine.as_ref().map(|e| e.fingerprint().clone()),
            engine_note: doubts.unfit.or_else(|| engine::note(&file.translation, engine.is_none())),
            glossary_files: glossaries.files,
            memory_files: memories.files,
            termbase,
        };
        Ok((plan, engine))
    }

    /// The articles, sorted by path.
    pub fn articles(&self) -> &[ArticleFile] {
        &self.articles
    }

    /// The folder to write to.
    pub fn out(&self) -> &Path {
        &self.out
    }

    /// Bad rows of glossaries and inputs that are not there.
    pub fn problems(&self) -> &[Diagnostic] {
        &self.problems
    }

    /// What of the memories could not be used, told in every run; and that a model is none that we know.
    pub fn notes(&self) -> &[Diagnostic] {
        &self.notes
    }

    /// Why there is no engine, if there is none and nobody said so on purpose; or why its lines are not to be trusted.
    pub fn engine_note(&self) -> Option<&str> {
        self.engine_note.as_deref()
    }

    /// Whether the English of segment `i` goes into the TMX.
    pub(super) fn exports(&self, read: &Read, i: usize) -> bool {
        self.exported == Extent::All || read.is_key(i)
    }

    /// Name of the engine.
    pub(super) fn engine_name(&self) -> &str {
        self.engine.as_ref().map_or("", |e| &e.engine)
    }

    /// The lowest rate at which a match is worth showing, in percent.
    pub(super) fn least_rate(&self) -> u8 {
        translate::LEAST_RATE
    }

    /// The manifest before the first article.
    pub(super) fn manifest(&self) -> Manifest {
        Manifest {
            generator: concat!("entrefilet ", env!("CARGO_PKG_VERSION")),
            glossaries: self.glossary_files.clone(),
            memories: self.memory_files.clone(),
            engine: self.engine.as_ref().map_or_else(String::new, ToString::to_string),
            ..Manifest::default()
        }
    }

    /// Glossary names in a memory's French, out of any article.
    pub(super) fn hits_of(&self, french: &str) -> Vec<Hit> {
        self.termbase.reader(None).read(french)
    }

    /// The English of a concept as repairs need it.
    pub(super) fn wording(&self, concept: u32) -> Option<&Wording> {
        self.wordings.get(concept as usize)
    }

    /// The concept with this number.
    pub(super) fn concept(&self, concept: u32) -> &Concept {
        self.termbase.concept(concept)
    }
}

/// What a dry run tells.
impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let entries = |files: &[InputFile]| files.iter().map(|file| file.entries).sum::<u64>();
        writeln!(f, "{}", count_of(self.articles.len() as u64, "article"))?;
        let mut loaded = |files: &[InputFile], entry, file| {
            writeln!(f, "{} in {}", count_of(entries(files), entry), count_of(files.len() as u64, file))
        };
        loaded(&self.glossary_files, "concept", "glossary")?;
        loaded(&self.memory_files, "unit", "memory")?;
        match (&self.engine, &self.engine_note) {
            (Some(engine), None) => write!(f, "engine: {engine}"),
            (Some(engine), Some(note)) => write!(f, "engine: {engine}\n{note}"),
            (None, Some(note)) => write!(f, "{note}"),
            (None, None) => write!(f, "no engine, as the pipeline says"),
        }
    }
}

fn splitter(file: &PipelineFile, base: &Path) -> Result<Splitter, PlanError> {
    let splitter = match &file.segmentation.srx {
        None => Splitter::french(),
        Some(srx) => from_srx(&base.join(srx), srx)?,
    };
    Ok(splitter.with_abbreviations(file.segmentation.abbreviations.iter().cloned()))
}

/// A rule that cannot be used would cut otherwise than its author meant, so every one is an error.
fn from_srx(path: &Path, name: &str) -> Result<Splitter, PlanError> {
    let text =
        std::fs::read_to_string(path).map_err(|source| PlanError::Unreadable { path: path.to_owned(), source })?;
    let document = srx::read(&text, name).map_err(|e| PlanError::Srx(vec![failure(name, e.to_string(), None)]))?;
    match Splitter::from_srx(&document, "fr") {
        (splitter, problems) if problems.is_empty() => Ok(splitter),
        (_, problems) => Err(PlanError::Srx(problems)),
    }
}

fn subjects(ids: &[String], termbase: &Termbase) -> Result<Vec<u32>, PlanError> {
    let number = |id: &String| {
        let unknown = || PlanError::Subject {
            id: id.clone(),
            near: nearest(id, termbase.concepts().iter().map(|c| c.id.as_str())).map(str::to_owned),
        };
        termbase.number_of(id).ok_or_else(unknown)
    };
    ids.iter().map(number).collect()
}
