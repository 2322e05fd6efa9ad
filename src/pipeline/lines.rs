//! The English of an article's sentences: what memories and glossary give, then what an engine adds.

use super::article::Read;
use super::desk::{Ask, Translated};
use super::plan::Plan;
use crate::model::{BlockKind, Certainty, Hit, Line, Match, Status, TermPair};
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

/// What memories and glossary give for `french`.
pub(super) fn from_memory(plan: &Plan, french: &str, hits: &[Hit], matches: &[Match]) -> Proposal {
    choose(plan, french, hits, matches, None)
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

fn line(plan: &Plan, read: &Read, i: usize, proposal: &Proposal, translated: &Translated) -> Line {
    let (french, hits, matches) = (read.french(i), &read.hits[i], &read.matches[i]);
    let machine = match proposal.origin.is_english() {
        true => None,
        false => translated.of(&Ask::new(plan, french, hits)),
    };
    let again = machine.map(|m| choose(plan, french, hits, matches, Some(&m.english.text)));
    let proposal = again.as_ref().unwrap_or(proposal);
    let mut line = Line {
        position: read.article.position(&read.segments[i]),
        french: french.to_owned(),
        origin: proposal.origin,
        english: proposal.english.clone(),
        evidence: proposal.recalled.as_ref().map_or_else(String::new, |r| format!("{} {}", r.memory, r.unit)),
        rate: proposal.recalled.as_ref().map(|r| r.rate),
        repairs: proposal.repairs.iter().map(ToString::to_string).collect(),
        suggestion: proposal.suggestion.clone(),
        terms: terms(plan, french, hits),
        notes: proposal.remarks.iter().map(|r| r.text.clone()).collect(),
    };
    if let Some(machine) = machine {
        line.evidence = translated.engine().to_owned();
        line.repairs.insert(0, machine.rung_in_words().to_owned());
        line.notes.extend(machine.missing(hits).map(|hit| not_enforced(french, hit)));
    }
    line
}

fn choose(plan: &Plan, french: &str, hits: &[Hit], matches: &[Match], machine: Option<&str>) -> Proposal {
    let evidence = Evidence { french, hits, matches, machine: machine.map(|text| MachineLine { text }) };
    decide(&evidence, |source| plan.hits_of(source), |concept| plan.wording(concept))
}

fn not_enforced(french: &str, hit: &Hit) -> String {
    format!("« {} » should be “{}”, which the machine’s English does not have", hit.span.of(french), hit.en)
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
