//! What a run keeps of its articles, and the files of the folder as a whole: digest, memory, manifest.

use super::plan::Plan;
use super::row::Row;
use super::run::{Report, RunError, engine_failure};
use crate::brief::{
    self, Digest, House, NewName, Page, PointView, Rendering, RenderingOf, StoryEntry, StoryPoint, StorySource,
};
use crate::check::{Differing, Renderings};
use crate::exchange::tmx;
use crate::model::{Concept, Diagnostic, Line, Severity, Unit};
use crate::names::{self, Unknown};
use crate::output::{self, ArticleEntry, Manifest};
use crate::story::{self, Story};
use crate::summary::{self, Budget, Document};
use crate::text::fold;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufWriter};
use std::path::PathBuf;
use tempfile::NamedTempFile;

/// Files that a run writes for the folder as a whole.
const DIGEST: &str = "digest.md";
const DIGEST_HTML: &str = "digest.html";
const MEMORY: &str = "memory.tmx";
const MACHINE: &str = "machine.tmx";
const MANIFEST: &str = "run.json";
/// New names that get a proposed glossary entry.
const MOST_PROPOSED: usize = 100;

/// The folder so far.
pub(super) struct Folder {
    out: PathBuf,
    former: Vec<String>,
    memory: FolderMemory,
    /// What engines made, apart; there is a file for it only when they made something.
    machine: Option<FolderMemory>,
    /// In which English the glossary's names stand; places are numbers of `rows`.
    renderings: Renderings,
    rows: Vec<Told>,
    stories: Vec<story::Row>,
    failed: Vec<Diagnostic>,
    notes: Vec<Diagnostic>,
    /// By their folded form: *Caisse d’Épargne* and *Caisse d'Epargne* are one.
    names: BTreeMap<String, New>,
    engine_failures: BTreeMap<String, usize>,
    entries: Vec<ArticleEntry>,
    files: BTreeSet<String>,
}

/// What the digest tells of an article.
struct Told {
    path: String,
    title: String,
    /// Whether the title is English.
    is_english: bool,
    /// Whether the title is French.
    is_french: bool,
    date: Option<crate::text::Date>,
    /// The key points, without suggestions.
    points: Vec<Line>,
    /// Title of a person on the article's date.
    titles: BTreeMap<u32, String>,
}

/// A name that the glossary does not know, so far.
struct New {
    unknown: Unknown,
    mentions: u32,
    articles: u32,
    first: String,
}

impl Folder {
    /// Starts with the inputs that could not be looked at.
    pub fn open(plan: &Plan) -> Result<Self, RunError> {
        let failed = |source| RunError { path: plan.out().display().to_string(), source };
        std::fs::create_dir_all(plan.out()).map_err(failed)?;
        Ok(Self {
            out: plan.out().to_owned(),
            former: output::former_files(plan.out()),
            memory: FolderMemory::open(plan.out()).map_err(failed)?,
            machine: None,
            renderings: Renderings::default(),
            rows: Vec::new(),
            stories: Vec::new(),
            failed: plan.problems().to_vec(),
            notes: Vec::new(),
            names: BTreeMap::new(),
            engine_failures: BTreeMap::new(),
            entries: Vec::new(),
            files: BTreeSet::new(),
        })
    }

    /// Adds an article, in path order.
    pub fn add(&mut self, row: Result<Row, Diagnostic>) -> Result<(), RunError> {
        let row = match row {
            Ok(row) => row,
            Err(failed) => {
                self.entries.push(ArticleEntry { path: failed.path.clone(), ..ArticleEntry::default() });
                self.failed.push(failed);
                return Ok(());
            }
        };
        for unit in &row.units {
            self.memory.add(unit, &row.entry.path).map_err(|source| self.error(MEMORY, source))?;
        }
        self.add_machine(&row.machine, &row.entry.path).map_err(|source| self.error(MACHINE, source))?;
        for (unknown, first) in row.unknown {
            self.meet(unknown, first);
        }
        self.renderings.absorb(row.renderings, self.rows.len() as u64);
        self.files.extend(row.files);
        self.notes.extend(row.notes);
        self.stories.push(row.story);
        self.rows.push(Told {
            path: row.entry.path.clone(),
            title: row.title,
            is_english: row.is_english,
            is_french: row.is_french,
            date: row.date,
            points: row.points,
            titles: row.titles,
        });
        self.entries.push(row.entry);
        Ok(())
    }

    fn add_machine(&mut self, units: &[Unit], path: &str) -> io::Result<()> {
        if self.machine.is_none() && !units.is_empty() {
            self.machine = Some(FolderMemory::open(&self.out)?);
        }
        self.machine.iter_mut().try_for_each(|memory| units.iter().try_for_each(|unit| memory.add(unit, path)))
    }

    fn meet(&mut self, unknown: Unknown, first: String) {
        let key = fold(&unknown.text);
        match self.names.get_mut(&key) {
            Some(known) => {
                known.articles += 1;
                known.unknown.kind = known.unknown.kind.or(unknown.kind);
                known.unknown.acronym = known.unknown.acronym.take().or(unknown.acronym);
                known.mentions += unknown.mentions.len() as u32;
            }
            None => {
                self.names.insert(key, New { mentions: unknown.mentions.len() as u32, unknown, articles: 1, first });
            }
        }
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
        let totals = totals(&self.entries, &self.failed);
        let digest = self.digest(plan);
        for (name, page, extension) in [(DIGEST, Page::DigestMarkdown, "md"), (DIGEST_HTML, Page::DigestHtml, "html")] {
            if extension == "html" && !plan.html {
                continue;
            }
            let text = plan.templates.render(page, &digest.view(extension));
            let text = text.map_err(|e| self.error(name, io::Error::other(e.to_string())))?;
            self.write(name, text.as_bytes())?;
        }
        let memory = self.memory.file.take();
        self.close_memory(MEMORY, memory)?;
        let machine = self.machine.take().and_then(|memory| memory.file);
        self.close_memory(MACHINE, machine)?;
        self.files.insert(MANIFEST.into());
        let removed = output::remove_stale(&self.out, &self.former, &self.files);
        let manifest = Manifest {
            articles: std::mem::take(&mut self.entries),
            totals: totals.clone(),
            diagnostics: self.diagnostics(),
            files: self.files.iter().cloned().collect(),
            ..plan.manifest()
        };
        self.write(MANIFEST, &manifest.to_json())?;
        Ok(Report { totals, failures: self.failed, notes: self.notes, removed, interrupted: false })
    }

    fn close_memory(&mut self, name: &str, draft: Option<Draft>) -> Result<(), RunError> {
        let Some(draft) = draft else { return Ok(()) };
        draft.close(&self.out.join(name)).map_err(|source| self.error(name, source))?;
        self.files.insert(name.into());
        Ok(())
    }

    fn write(&mut self, name: &str, bytes: &[u8]) -> Result<(), RunError> {
        output::write(&self.out.join(name), bytes).map_err(|source| self.error(name, source))?;
        self.files.insert(name.into());
        Ok(())
    }

    fn error(&self, name: &str, source: io::Error) -> RunError {
        RunError { path: self.out.join(name).display().to_string(), source }
    }

    fn diagnostics(&self) -> Vec<Diagnostic> {
        let mut all: Vec<Diagnostic> = self.failed.iter().chain(&self.notes).cloned().collect();
        all.sort();
        all
    }

    fn digest(&mut self, plan: &Plan) -> Digest {
        let stories = story::group(&self.stories);
        let mut entries: Vec<StoryEntry> = stories.iter().map(|s| self.story(s, plan.termbase.concepts())).collect();
        let date = |e: &StoryEntry| {
            e.sources.first().and_then(|s| self.rows.iter().find(|r| r.path == s.path)).and_then(|r| r.date)
        };
        let mut dated: Vec<_> =
            entries.drain(..).map(|e| (std::cmp::Reverse(e.sources.len()), std::cmp::Reverse(date(&e)), e)).collect();
        dated.sort_by(|a, b| (&a.0, &a.1).cmp(&(&b.0, &b.1)));
        Digest {
            stories: dated.into_iter().map(|(.., e)| e).collect(),
            articles: self.rows.len(),
            coverage: coverage(&self.entries),
            engine_note: plan.engine_note().map(str::to_owned),
            who: self.new_names(),
            proposals: self.proposals(),
            proposed: self.names.len().min(MOST_PROPOSED),
            renderings: self.renderings(plan),
            failed: self.failed.iter().filter(|d| d.severity == Severity::Error).cloned().collect(),
        }
    }

    fn story(&self, story: &Story, concepts: &[Concept]) -> StoryEntry {
        let mut sources = Vec::new();
        for told in &story.articles {
            let fullest = &self.rows[told.article];
            sources.push(source(fullest, None));
            sources.extend(told.repeated_by.iter().map(|&r| source(&self.rows[r], Some(fullest.path.clone()))));
        }
        let articles: Vec<&Told> = story.articles.iter().map(|t| &self.rows[t.article]).collect();
        let titled = articles.iter().find(|a| a.is_english).or(articles.first());
        StoryEntry {
            title: titled.map_or_else(String::new, |a| a.title.clone()),
            is_french: titled.is_some_and(|a| a.is_french),
            sources,
            points: joint_points(&articles, concepts),
        }
    }

    /// Sentences, then names, with several English forms.
    fn renderings(&mut self, plan: &Plan) -> Vec<Rendering> {
        let sentences = std::mem::take(&mut self.memory.renderings).into_values();
        let names = self.renderings.differing();
        sentences.chain(names.iter().map(|name| self.rendering(plan, name))).collect()
    }

    fn rendering(&self, plan: &Plan, name: &Differing) -> Rendering {
        let of = |(english, times, row): &(String, u32, u64)| RenderingOf {
            english: english.clone(),
            source: self.rows[*row as usize].path.clone(),
            times: *times,
        };
        let french = plan.termbase.concept(name.concept).fr.clone();
        Rendering { french, english: name.forms.iter().map(of).collect() }
    }

    fn new_names(&self) -> Vec<NewName> {
        let mut names: Vec<&New> = self.names.values().collect();
        names.sort_by_key(|n| (std::cmp::Reverse((n.articles, n.mentions)), n.unknown.text.clone()));
        let name = |n: &&New| NewName {
            name: n.unknown.text.clone(),
            kind: n.unknown.kind_in_words(),
            mentions: n.mentions,
            articles: n.articles,
            first: n.first.clone(),
        };
        names.iter().map(name).collect()
    }

    /// Glossary entries for the names met most, in the order of their ids.
    fn proposals(&self) -> String {
        let mut names: Vec<&New> = self.names.values().collect();
        names.sort_by_key(|n| (std::cmp::Reverse((n.articles, n.mentions)), n.unknown.text.clone()));
        let block = |n: &&New| names::proposal(&n.unknown.text, n.unknown.kind, n.unknown.acronym.as_deref());
        let mut blocks: Vec<String> = names.iter().take(MOST_PROPOSED).map(block).collect();
        blocks.sort();
        blocks.join("\n")
    }
}

fn source(told: &Told, duplicate_of: Option<String>) -> StorySource {
    StorySource {
        title: told.title.clone(),
        is_french: told.is_french,
        path: told.path.clone(),
        date: told.date.map(|d| d.english()),
        duplicate_of,
    }
}

/// Key points that tell a story's articles together, their names in house form over all of them.
fn joint_points(articles: &[&Told], concepts: &[Concept]) -> Vec<StoryPoint> {
    const JOINT: usize = 4;
    let documents: Vec<Document> =
        articles.iter().map(|a| Document::plain(&a.title, a.points.iter().map(|p| p.french.as_str()))).collect();
    let mut picked = match articles {
        [alone] => (0..alone.points.len()).map(|i| (0, i)).collect(),
        _ => summary::digest(&documents, Budget::of_sentences(JOINT)),
    };
    picked.sort_unstable();
    picked.truncate(JOINT);
    let lines: Vec<(&Line, &Told)> = picked.iter().map(|&(a, p)| (&articles[a].points[p], articles[a])).collect();
    let titles = articles.iter().rev().flat_map(|a| a.titles.clone()).collect();
    let mut house = House::new(concepts, &titles, lines.iter().filter_map(|(line, _)| line.english.as_ref()));
    let point = |(line, told): (&Line, &Told)| StoryPoint {
        point: PointView::new(line, &mut house),
        source: told.path.clone(),
    };
    lines.into_iter().map(point).collect()
}

fn totals(entries: &[ArticleEntry], failed: &[Diagnostic]) -> output::Totals {
    let mut totals = output::Totals { articles: entries.len() as u32, ..output::Totals::default() };
    for entry in entries {
        totals.written += u32::from(entry.written);
        totals.segments += u64::from(entry.segments);
        totals.mentions += u64::from(entry.mentions);
        for (&origin, &n) in &entry.lines {
            *totals.lines.entry(origin).or_default() += u64::from(n);
        }
    }
    let missing =
        failed.iter().filter(|f| f.severity == Severity::Error && !entries.iter().any(|e| e.path == f.path)).count();
    totals.failed = totals.articles - totals.written + missing as u32;
    totals
}

/// How much of the folder came from memories, engines and nothing.
fn coverage(entries: &[ArticleEntry]) -> String {
    brief::coverage(|origins| {
        let of = |e: &ArticleEntry| origins.iter().filter_map(|o| e.lines.get(o.name())).sum::<u32>();
        entries.iter().map(of).sum::<u32>() as usize
    })
}

/// `memory.tmx` or `machine.tmx`, written as the articles come: each source once, the first in path order.
struct FolderMemory {
    file: Option<Draft>,
    /// French → its English and the article it is from.
    kept: BTreeMap<String, (String, String)>,
    renderings: BTreeMap<String, Rendering>,
}

/// A TMX that is not in place yet.
struct Draft(tmx::Writer<BufWriter<NamedTempFile>>);

impl FolderMemory {
    fn open(out: &std::path::Path) -> io::Result<Self> {
        let file = tempfile::Builder::new().prefix(".entrefilet-").tempfile_in(out)?;
        let writer = tmx::Writer::new(BufWriter::new(file), &tmx::Header::default())?;
        Ok(Self { file: Some(Draft(writer)), kept: BTreeMap::new(), renderings: BTreeMap::new() })
    }

    fn add(&mut self, unit: &Unit, path: &str) -> io::Result<()> {
        if let Some((english, first)) = self.kept.get(&unit.source) {
            if *english != unit.target {
                let kept = RenderingOf { english: english.clone(), source: first.clone(), times: 1 };
                let fresh = || Rendering { french: unit.source.clone(), english: vec![kept] };
                let rendering = self.renderings.entry(unit.source.clone()).or_insert_with(fresh);
                let other = RenderingOf { english: unit.target.clone(), source: path.to_owned(), times: 1 };
                rendering.english.push(other);
            }
            return Ok(());
        }
        self.kept.insert(unit.source.clone(), (unit.target.clone(), path.to_owned()));
        self.file.as_mut().map_or(Ok(()), |draft| draft.0.unit(unit))
    }
}

impl Draft {
    fn close(self, path: &std::path::Path) -> io::Result<()> {
        let file = self.0.finish()?.into_inner().map_err(io::IntoInnerError::into_error)?;
        output::put_in_place(file, path)
    }
}
