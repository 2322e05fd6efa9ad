//! How one English line came to be: the article's road again, told step by step.

use super::article;
use super::desk::{Translated, translate};
use super::failure::engine_failure;
use super::lines;
use super::plan::Plan;
use super::read::Read;
use super::translate::Engine;
use crate::brief::differences;
use crate::model::{Certainty, Hit, Line, Match, Penalty};
use std::fmt::Write;

/// A position that cannot be explained.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs)]
pub enum ExplainError {
    #[error("`{0}` is no position; one looks like `mali/a.html ¶3 s2`")]
    NoPosition(String),
    #[error("the pipeline has no article `{0}`")]
    NoArticle(String),
    #[error("{0}")]
    Failed(crate::model::Diagnostic),
    #[error("`{path}` has no ¶{paragraph} s{sentence}")]
    NoSentence { path: String, paragraph: u32, sentence: u32 },
}

/// Tells how the line at `position`, written as a brief writes it, came to be.
///
/// # Errors
/// When that is no position, or there is no such sentence.
pub fn explain(plan: &Plan, engine: Option<&mut Engine>, position: &str) -> Result<String, ExplainError> {
    let (path, paragraph, sentence) = parse(position).ok_or_else(|| ExplainError::NoPosition(position.to_owned()))?;
    let file = plan.articles().iter().find(|a| a.path == path).ok_or_else(|| ExplainError::NoArticle(path.into()))?;
    let read = article::read(plan, file).map_err(ExplainError::Failed)?;
    let at = |s: &crate::model::Segment| read.article.block_of(s).number == paragraph && s.number == sentence;
    let Some(i) = read.segments.iter().position(at) else {
        return Err(ExplainError::NoSentence { path: path.into(), paragraph, sentence });
    };
    let asks = [read.ask(i)];
    let translated = translate(engine, plan.termbase.concepts(), asks);
    let line = lines::one(plan, &read, i, &translated);
    Ok(told(plan, &read, i, &line, &translated))
}

fn parse(position: &str) -> Option<(&str, u32, u32)> {
    let (path, rest) = position.rsplit_once('¶')?;
    let (paragraph, sentence) = rest.split_once('s')?;
    Some((path.trim(), paragraph.trim().parse().ok()?, sentence.trim().parse().ok()?))
}

fn told(plan: &Plan, read: &Read, i: usize, line: &Line, translated: &Translated) -> String {
    let mut text = String::new();
    let block = read.article.block_of(&read.segments[i]);
    let source = block.line.map_or_else(String::new, |l| format!(", line {l} of the file"));
    let _ = writeln!(text, "{}{source}", line.position);
    let _ = writeln!(text, "French: {}", line.french);
    let _ = writeln!(
        text,
        "Block: {:?}; read as {} ({})",
        block.kind, read.article.source.encoding, read.article.source.encoding_from
    );
    let role = if read.key.contains(&i) {
        "a key point"
    } else if read.proposals.contains_key(&i) {
        "shown"
    } else {
        "not shown"
    };
    let _ = writeln!(text, "In the brief: {role}");
    let _ = writeln!(text, "\nGlossary:");
    read.hits[i].iter().for_each(|hit| hit_line(&mut text, plan, &line.french, hit));
    if read.hits[i].is_empty() {
        let _ = writeln!(text, "  no name of the glossary");
    }
    let _ = writeln!(text, "\nMemories, from {} %:", plan.least_rate());
    read.matches[i].iter().for_each(|m| match_lines(&mut text, &line.french, m));
    if read.matches[i].is_empty() {
        let _ = writeln!(text, "  no match");
    }
    let _ = writeln!(
        text,
        "\nOrigin: {}{}",
        line.origin.name(),
        if line.evidence.is_empty() { String::new() } else { format!(" ({})", line.evidence) }
    );
    if let Some(english) = &line.english {
        let _ = writeln!(text, "English, before names are put into house form: {}", english.text);
    }
    let failures = translated.failures().into_iter().map(engine_failure).map(|d| d.message);
    for note in line.repairs.iter().chain(&line.notes).cloned().chain(failures) {
        let _ = writeln!(text, "  {note}");
    }
    text
}

fn hit_line(text: &mut String, plan: &Plan, french: &str, hit: &Hit) {
    let concept = plan.concept(hit.concept);
    let certainty = match &hit.certainty {
        Certainty::Certain => String::new(),
        Certainty::Uncertain(why) => format!(", uncertain: {why}"),
        Certainty::Ambiguous(of) => {
            format!(", one of {}", of.iter().map(|&c| plan.concept(c).id.as_str()).collect::<Vec<_>>().join(", "))
        }
    };
    let nested = if hit.nested { ", inside another" } else { "" };
    let (file, line) = &concept.place;
    let _ = writeln!(
        text,
        "  « {} » → {} ({} as {}{certainty}{nested}; {file}:{line})",
        hit.span.of(french),
        hit.en,
        concept.id,
        hit.form.name()
    );
}

fn match_lines(text: &mut String, french: &str, found: &Match) {
    let lost = if found.penalty == Penalty::default() { String::new() } else { format!(" ({})", found.penalty) };
    let _ = writeln!(text, "  {} %{lost} {} {}: {}", found.rate, found.memory, found.unit, found.source);
    let _ = writeln!(text, "      {}", found.target);
    if !found.edits.is_empty() {
        let _ = writeln!(text, "      differs: {}", differences(french, found));
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn positions_are_read_as_briefs_write_them() {
        assert_eq!(parse("mali/a b.html ¶3 s2"), Some(("mali/a b.html", 3, 2)));
        assert_eq!(parse("a¶b.txt ¶12s1"), Some(("a¶b.txt", 12, 1)));
        assert_eq!(parse("a.txt 3 2"), None);
        assert_eq!(parse("a.txt ¶x s2"), None);
    }
}
