//! The road of one article, in two halves.
//!
//! bytes → article → segments → term hits + memory matches → key sentences ‖ (the uncovered are translated, each once for a
//! chunk of articles) ‖ → proposals → brief → files

use super::desk::Translated;
use super::details;
use super::elsewhere;
use super::failure::failure;
use super::inputs::ArticleFile;
use super::lines::{self, Covered};
use super::plan::Plan;
use super::read::Read;
use super::row::{self, Row};
use super::translate::SHOWN;
use crate::brief::Brief;
use crate::extract::{self, Extracted};
use crate::memory::Query;
use crate::model::{Article, Diagnostic, Hit, Line, Match, Segment};
use std::fs;

/// From the file to all that can be known without an engine.
///
/// # Errors
/// When the file cannot be read or is no article; the diagnostic says why.
pub(super) fn read(plan: &Plan, file: &ArticleFile) -> Result<Read, Diagnostic> {
    let Extracted { article, notes, decoded } = open(file)?;
    let segments = plan.splitter.segments(&article);
    let hits = find_terms(plan, &article, &segments);
    let matches = recall(plan, &article, &segments);
    let key = details::key_points(plan, &article, &segments, &hits, &matches);
    let unknown = details::unknown_names(&article, &segments, &hits);
    let quotes = details::find_quotes(plan, &article, &segments, &hits, &unknown);
    let quoted = details::quoted_segments(&segments, &quotes);
    let wanted = details::wanted(plan, &article, &segments, &key, &quoted);
    let proposals = lines::from_memory(plan, &article, &segments, &wanted, &hits, &matches);
    let sentences: Vec<_> = proposals.keys().map(|&i| (i, article.slice(segments[i].span))).collect();
    let lost = elsewhere::lost(&decoded, article.source.format == "html", &sentences);
    Ok(Read { article, notes, segments, hits, matches, key, proposals, unknown, quotes, quoted, lost })
}

/// From the translations of a chunk to the article's files.
///
/// # Errors
/// When a file cannot be written; no file of the article is then left half done.
pub(super) fn write(plan: &Plan, read: Read, translated: &Translated) -> Result<Row, Diagnostic> {
    let covered = lines::propose(plan, &read, translated);
    let full_text = if plan.full_text { lines::all(plan, &read, &covered, translated) } else { Vec::new() };
    let brief = brief(plan, &read, &covered, full_text).view();
    let units = row::units(plan, &read, &covered);
    let files = row::files(plan, &read, &units, &brief)?;
    put(plan, &read.article.path, &files)?;
    Ok(Row::new(plan, &read, &covered, &brief, units, files.into_iter().map(|(path, _)| path)))
}

/// Writes all `files` of an article, or leaves none of them: a failed article never looks done.
fn put(plan: &Plan, article: &str, files: &[(String, Vec<u8>)]) -> Result<(), Diagnostic> {
    for (n, (path, bytes)) in files.iter().enumerate() {
        let target = plan.out().join(path);
        if let Err(error) = crate::output::write(&target, bytes) {
            let written = files[..n].iter().map(|(path, _)| plan.out().join(path));
            written.for_each(|path| drop(fs::remove_file(path)));
            let message = format!("{}: {error}", target.display());
            return Err(failure(article, message, Some("make room and run again; no article is lost")));
        }
    }
    Ok(())
}

fn open(file: &ArticleFile) -> Result<Extracted, Diagnostic> {
    let bytes =
        fs::read(&file.file).map_err(|e| failure(&file.path, e.to_string(), Some("check that it can be read")))?;
    extract::read(&file.path, &bytes).map_err(|e| failure(&file.path, e.to_string(), None))
}

fn find_terms(plan: &Plan, article: &Article, segments: &[Segment]) -> Vec<Vec<Hit>> {
    let texts: Vec<&str> = segments.iter().map(|s| article.slice(s.span)).collect();
    let mut reader = plan.termbase.reader(article.dateline.date);
    texts.iter().for_each(|text| reader.survey(text));
    texts.iter().map(|text| reader.read(text)).collect()
}

fn recall(plan: &Plan, article: &Article, segments: &[Segment]) -> Vec<Vec<Match>> {
    let text = |i: usize| segments.get(i).map(|s| article.slice(s.span));
    let query = |i: usize| Query {
        text: text(i).unwrap_or(""),
        before: i.checked_sub(1).and_then(text),
        after: text(i + 1),
        date: article.dateline.date,
    };
    (0..segments.len()).map(|i| plan.memories.search(&query(i), plan.least_rate(), SHOWN)).collect()
}

fn brief<'a>(plan: &'a Plan, read: &'a Read, covered: &Covered, full_text: Vec<Line>) -> Brief<'a> {
    let (figures, doubts) = details::figures(read);
    Brief {
        article: &read.article,
        segments: &read.segments,
        concepts: plan.termbase.concepts(),
        titles: details::titles(plan, read),
        headline: covered.headline.clone(),
        key_points: covered.key_points.clone(),
        known: details::known(read),
        quotes: details::quotes(plan, read, covered),
        figures,
        unknown: details::unknown_rows(read),
        questions: details::questions(plan, read, covered, doubts),
        full_text,
        engine_note: plan.engine_note(),
    }
}
