//! The English of an article's sentences: what memories and glossary give, then what an engine adds.

use super::desk::{Ask, Translated};
use super::plan::Plan;
use super::read::Read;
use super::translate::wanted;
use crate::check::{self, Pair};
use crate::model::{Article, BlockKind, Certainty, Hit, Line, Match, Origin, Segment, Status, TermPair};
use crate::mt::{self, Rung, Wanted};
use crate::propose::{Evidence, MachineLine, Proposal, decide};
use std::collections::BTreeMap;

/// The lines of an article, by segment.
pub(super) struct Covered {
    /// Every segment whose English brief and TMX want.
    pub lines: BTreeMap<usize, Line>,
    /// The headline, if the article has one.
    pub headline: Option<Line>,
    /// The key points, in article order.
    pub key_points: Vec<Line>,
}

impl Covered {
    /// The line of segment `i`, if its English was wanted.
    pub fn line(&self, i: usize) -> Option<&Line> {
        self.lines.get(&i)
    }
}

/// What memories and glossary give for the segments `wanted`.
pub(super) fn from_memory(
    plan: &Plan,
    article: &Article,
    segments: &[Segment],
    wanted: &[usize],
    hits: &[Vec<Hit>],
    matches: &[Vec<Match>],
) -> BTreeMap<usize, Proposal> {
    let french = |i: usize| article.slice(segments[i].span);
    wanted.iter().map(|&i| (i, choose(plan, french(i), &hits[i], &matches[i], None))).collect()
}

/// The sentences of `read` to put to an engine: those without English, and those whose machine's English, out of a memory, has
/// not the glossary's names.
pub(super) fn uncovered(plan: &Plan, read: &Read) -> impl Iterator<Item = Ask> {
    let open = read.proposals.iter().filter(|&(&i, proposal)| match &proposal.english {
        None => true,
        Some(english) => proposal.origin == Origin::Machine && !missing(plan, read, i, &english.text).is_empty(),
    });
    open.map(|(&i, _)| read.ask(i))
}

/// The lines of `read`, with the answers of the engine where nothing else covers them.
pub(super) fn propose(plan: &Plan, read: &Read, translated: &Translated) -> Covered {
    let lines: BTreeMap<usize, Line> =
        read.proposals.iter().map(|(&i, proposal)| (i, line(plan, read, i, proposal, translated))).collect();
    let is_title = |i: usize| read.article.block_of(&read.segments[i]).kind == BlockKind::Title;
    Covered {
        headline: lines.iter().find(|(i, _)| is_title(**i)).map(|(_, l)| l.clone()),
        key_points: read.key.iter().filter_map(|i| lines.get(i).cloned()).collect(),
        lines,
    }
}

/// The line of segment `i`, whether its English was wanted or not.
pub(super) fn one(plan: &Plan, read: &Read, i: usize, translated: &Translated) -> Line {
    match read.proposals.get(&i) {
        Some(proposal) => line(plan, read, i, proposal, translated),
        None => line(plan, read, i, &choose(plan, read.french(i), &read.hits[i], &read.matches[i], None), translated),
    }
}

/// The lines of all segments, whether their English was wanted or not.
pub(super) fn all(plan: &Plan, read: &Read, covered: &Covered, translated: &Translated) -> Vec<Line> {
    let line = |i| covered.line(i).cloned().unwrap_or_else(|| one(plan, read, i, translated));
    (0..read.segments.len()).map(line).collect()
}

fn line(plan: &Plan, read: &Read, i: usize, proposal: &Proposal, translated: &Translated) -> Line {
    let (french, hits, matches) = (read.french(i), &read.hits[i], &read.matches[i]);
    let machine = match proposal.origin {
        Origin::Context | Origin::Exact | Origin::Adapted => None,
        Origin::Machine | Origin::Terms | Origin::None => translated.get(&read.ask(i)),
    };
    let again = machine.map(|m| choose(plan, french, hits, matches, Some(&m.english.text)));
    let proposal = again.as_ref().unwrap_or(proposal);
    let mut line = Line {
        position: read.article.position(&read.segments[i]),
        french: french.to_owned(),
        origin: proposal.origin,
        english: proposal.english.clone(),
        evidence: proposal.recalled.as_ref().map_or_else(String::new, |r| format!("{} {}", r.memory, r.unit)),
        rung: None,
        rate: proposal.recalled.as_ref().map(|r| r.rate),
        repairs: proposal.repairs.iter().map(ToString::to_string).collect(),
        suggestion: proposal.suggestion.clone(),
        terms: terms(plan, french, hits),
        notes: proposal.remarks.iter().map(|r| r.message.clone()).collect(),
    };
    line.notes.extend(checked(plan, &line, hits));
    if let Some(machine) = machine {
        line.evidence = plan.engine_name().to_owned();
        line.rung = Some(machine.rung.name());
        if machine.rung > Rung::Plain {
            line.repairs.push("names enforced".into());
        }
    }
    if let (Origin::Machine, Some(english)) = (line.origin, &line.english) {
        let missing = missing(plan, read, i, &english.text);
        let is_told =
            |wanted: &Wanted| line.notes.iter().any(|note| note.ends_with(&format!("should be “{}”", wanted.en)));
        let untold: Vec<String> =
            missing.iter().filter(|wanted| !is_told(wanted)).map(|wanted| not_enforced(french, wanted)).collect();
        line.notes.extend(untold);
    }
    line
}

fn choose(plan: &Plan, french: &str, hits: &[Hit], matches: &[Match], machine: Option<&str>) -> Proposal {
    let evidence = Evidence { french, hits, matches, machine: machine.map(|text| MachineLine { text }) };
    decide(&evidence, |source| plan.hits_of(source), |concept| plan.wording(concept))
}

/// What the checks say of a line's English. Its figures were told of when it was chosen, and what an engine made of the
/// names it was given is told by name; how often a name is said is a matter of style in one sentence.
fn checked(plan: &Plan, line: &Line, hits: &[Hit]) -> Vec<String> {
    let Some(english) = &line.english else { return Vec::new() };
    let pair = Pair { french: &line.french, english: &english.text, hits };
    let told = check::pair(pair, |concept| plan.wording(concept)).into_iter().filter(|remark| match remark.rule {
        "figure-missing" | "figure-extra" | "count-differs" => false,
        "term-missing" => line.origin != Origin::Machine,
        _ => true,
    });
    told.map(|remark| remark.message).collect()
}

/// The names of segment `i` that do not stand in a machine's `english` as wanted.
pub(super) fn missing(plan: &Plan, read: &Read, i: usize, english: &str) -> Vec<Wanted> {
    let wanted = wanted(&read.hits[i], plan.termbase.concepts());
    let held = mt::held(english, &wanted);
    wanted.into_iter().zip(held).filter(|(_, held)| !held).map(|(wanted, _)| wanted).collect()
}

fn not_enforced(french: &str, wanted: &Wanted) -> String {
    format!("« {} » should be “{}”, which the machine’s English does not have", wanted.span.of(french), wanted.en)
}

/// The glossary's names in `french` with their English, each once, in order; composed phrases as one.
fn terms(plan: &Plan, french: &str, hits: &[Hit]) -> Vec<TermPair> {
    let mut pairs: Vec<TermPair> = Vec::new();
    for hit in hits.iter().filter(|h| !h.nested && h.certainty == Certainty::Certain) {
        let (span, en) = hit.phrase.as_ref().map_or((hit.span, &hit.en), |p| (p.span, &p.en));
        let inside = hits.iter().filter_map(|h| h.phrase.as_ref()).any(|p| p.span != span && p.span.contains(span));
        let proposed = plan.termbase.concept(hit.concept).status == Status::Proposed;
        let pair = TermPair { fr: span.of(french).to_owned(), en: en.clone(), proposed };
        if !inside && !pairs.contains(&pair) {
            pairs.push(pair);
        }
    }
    pairs
}
