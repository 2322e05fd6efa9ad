//! What a run keeps of its articles, and the files of the folder as a whole: digest, memory, manifest.

mod files;
mod memory;
mod names;
mod stories;
mod totals;

use super::failure::engine_failure;
use super::plan::Plan;
use super::report::{Report, RunError};
use super::row::{Row, Told};
use crate::brief::{Digest, Page, Rendering, RenderingOf};
use crate::check::{Differing, Renderings};
use crate::model::{Diagnostic, Severity, Unit};
use crate::output::{ArticleEntry, Manifest};
use crate::story;
use files::Files;
use memory::FolderMemory;
use names::NewNames;
use std::collections::BTreeMap;
use std::io;
use stories::stories;
use totals::{coverage, totals};

/// Files that a run writes for the folder as a whole.
const DIGEST: &str = "digest.md";
const DIGEST_HTML: &str = "digest.html";
const MEMORY: &str = "memory.tmx";
const MACHINE: &str = "machine.tmx";
const MANIFEST: &str = "run.json";

/// The folder so far.
pub(super) struct Folder {
    files: Files,
    memory: FolderMemory,
    /// What engines made, apart; there is a file for it only when they made something.
    machine: Option<FolderMemory>,
    /// In which English the glossary's names stand; places are numbers of `articles`.
    renderings: Renderings,
    articles: Vec<Told>,
    /// The same articles, as stories are found by.
    rows: Vec<story::Row>,
    failed: Vec<Diagnostic>,
    notes: Vec<Diagnostic>,
    names: NewNames,
    engine_failures: BTreeMap<String, usize>,
    entries: Vec<ArticleEntry>,
}

impl Folder {
    /// Starts with the inputs that could not be looked at.
    pub fn open(plan: &Plan) -> Result<Self, RunError> {
        let files = Files::open(plan.out())?;
        Ok(Self {
            memory: files.draft(MEMORY)?,
            files,
            machine: None,
            renderings: Renderings::default(),
            articles: Vec::new(),
            rows: Vec::new(),
            failed: plan.problems().to_vec(),
            notes: Vec::new(),
            names: NewNames::default(),
            engine_failures: BTreeMap::new(),
            entries: Vec::new(),
        })
    }

    /// Adds an article, in path order.
    pub fn add(&mut self, row: Result<Row, Diagnostic>) -> Result<(), RunError> {
        match row {
            Ok(row) => self.add_row(row),
            Err(failed) => {
                self.entries.push(ArticleEntry { path: failed.path.clone(), ..ArticleEntry::default() });
                self.failed.push(failed);
                Ok(())
            }
        }
    }

    fn add_row(&mut self, row: Row) -> Result<(), RunError> {
        let path = &row.entry.path;
        for unit in &row.units {
            self.memory.add(unit, path).map_err(|source| self.files.error(MEMORY, source))?;
        }
        self.add_machine(&row.machine, path)?;
        row.unknown.into_iter().for_each(|(unknown, first)| self.names.meet(unknown, first));
        self.renderings.absorb(row.renderings, self.articles.len() as u64);
        self.files.extend(row.files);
        self.notes.extend(row.notes);
        self.rows.push(row.story);
        self.articles.push(row.told);
        self.entries.push(row.entry);
        Ok(())
    }

    fn add_machine(&mut self, units: &[Unit], path: &str) -> Result<(), RunError> {
        if self.machine.is_none() && !units.is_empty() {
            self.machine = Some(self.files.draft(MACHINE)?);
        }
        let mut machine = self.machine.iter_mut().flat_map(|memory| units.iter().map(|unit| memory.add(unit, path)));
        machine.try_for_each(|added| added.map_err(|source| self.files.error(MACHINE, source)))
    }

    /// Keeps why the engine gave no answer, and for how many sentences; each reason is told once.
    pub fn engine_failures(&mut self, reasons: impl IntoIterator<Item = (String, usize)>) {
        for (reason, sentences) in reasons {
            *self.engine_failures.entry(reason).or_default() += sentences;
        }
    }

    fn tell_engine_failures(&mut self) {
        let reasons = std::mem::take(&mut self.engine_failures);
        self.failed.extend(reasons.into_iter().map(engine_failure));
    }

    /// Ends a run that was interrupted: no digest, memory or manifest, and nothing is removed.
    pub fn interrupted(mut self) -> Report {
        self.tell_engine_failures();
        let totals = totals(&self.entries, &self.failed);
        Report { totals, failures: self.failed, notes: self.notes, removed: Vec::new(), interrupted: true }
    }

    /// Writes digest, memory and manifest, and removes what a former run left.
    pub fn close(mut self, plan: &Plan) -> Result<Report, RunError> {
        self.tell_engine_failures();
        self.write_digest(plan)?;
        let diagnostics = self.diagnostics();
        let Self { mut files, memory, machine, failed, notes, entries, .. } = self;
        files.close(MEMORY, memory)?;
        machine.map_or(Ok(()), |machine| files.close(MACHINE, machine))?;
        let totals = totals(&entries, &failed);
        let removed = files.remove_stale(MANIFEST);
        let manifest = Manifest {
            articles: entries,
            totals: totals.clone(),
            diagnostics,
            files: files.names(),
            ..plan.manifest()
        };
        files.write(MANIFEST, &manifest.to_json())?;
        Ok(Report { totals, failures: failed, notes, removed, interrupted: false })
    }

    fn write_digest(&mut self, plan: &Plan) -> Result<(), RunError> {
        let digest = self.digest(plan);
        let html = plan.html.then_some((DIGEST_HTML, Page::DigestHtml, "html"));
        for (name, page, extension) in [(DIGEST, Page::DigestMarkdown, "md")].into_iter().chain(html) {
            let text = plan.templates.render(page, &digest.view(extension));
            let text = text.map_err(|e| self.files.error(name, io::Error::other(e.to_string())))?;
            self.files.write(name, text.as_bytes())?;
        }
        Ok(())
    }

    fn diagnostics(&self) -> Vec<Diagnostic> {
        let mut all: Vec<Diagnostic> = self.failed.iter().chain(&self.notes).cloned().collect();
        all.sort();
        all
    }

    fn digest(&self, plan: &Plan) -> Digest {
        let (proposals, proposed) = self.names.proposals();
        Digest {
            stories: stories(&self.rows, &self.articles, plan.termbase.concepts()),
            articles: self.articles.len(),
            coverage: coverage(&self.entries),
            engine_note: plan.engine_note().map(str::to_owned),
            who: self.names.rows(),
            proposals,
            proposed,
            renderings: self.renderings(plan),
            failed: self.failed.iter().filter(|d| d.severity == Severity::Error).cloned().collect(),
        }
    }

    /// Sentences, then names, with several English forms.
    fn renderings(&self, plan: &Plan) -> Vec<Rendering> {
        let names = self.renderings.differing();
        self.memory.differing().chain(names.iter().map(|name| self.rendering(plan, name))).collect()
    }

    fn rendering(&self, plan: &Plan, name: &Differing) -> Rendering {
        let of = |(english, times, row): &(String, u32, u64)| RenderingOf {
            english: english.clone(),
            source: self.articles[*row as usize].path.clone(),
            times: *times,
        };
        let french = plan.termbase.concept(name.concept).fr.clone();
        Rendering { french, english: name.forms.iter().map(of).collect() }
    }
}
