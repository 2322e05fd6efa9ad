//! One article, read segment by segment: what its names mean here, in the light of what was named before.

mod acronyms;
mod persons;
mod words;

use super::Termbase;
use super::candidates::Candidate;
use super::english;
use super::forms::Role;
use super::people::Bearers;
use super::select::select;
use super::tokens::Tokens;
use crate::model::{Certainty, ConceptKind, Form, Hit, Phrase};
use crate::text::{Date, Span};
use acronyms::Acronyms;
use rustc_hash::FxHashMap;

/// Reads the segments of one article in order.
///
/// What a segment names is remembered: a surname alone, an acronym that the article defines, a form that two concepts
/// share are read in the light of it. Two readers that are given the same segments find the same hits.
pub struct Reader<'b> {
    base: &'b Termbase,
    date: Option<Date>,
    /// Number of the segment being read, from 1.
    segment: u32,
    /// For each concept named so far, the last segment that named it.
    named: FxHashMap<u32, u32>,
    bearers: Bearers,
    acronyms: Acronyms,
}

impl<'b> Reader<'b> {
    pub(super) fn new(base: &'b Termbase, date: Option<Date>) -> Self {
        let (named, bearers, acronyms) = Default::default();
        Self { base, date, segment: 0, named, bearers, acronyms }
    }

    /// Looks at a segment ahead of reading it, so that an acronym means what the article defines it to be from its first
    /// line on. Survey all segments, then read all; without a survey, a definition holds from where it stands.
    pub fn survey(&mut self, text: &str) {
        let tokens = Tokens::new(text, &self.base.lexicon);
        let found = select(self.base, &tokens);
        self.acronyms.survey(self.base, &tokens, &found);
    }

    /// The mentions in the next segment, in order of place: a hit never overlaps another, unless one of them is
    /// [`Hit::nested`] or stands in the gap of a longer one (*ministre **russe** des Affaires étrangères*).
    ///
    /// Spans are bytes of `text`. A hit of [`Certainty::Ambiguous`] is a question, not an answer.
    pub fn read(&mut self, text: &str) -> Vec<Hit> {
        self.segment += 1;
        let tokens = Tokens::new(text, &self.base.lexicon);
        let found = select(self.base, &tokens);
        let defined = self.acronyms.define(self.base, &tokens, &found);
        let mut hits: Vec<Read> = Vec::with_capacity(found.len());
        for group in found.chunk_by(|a, b| (a.from, a.to, a.entry.role) == (b.from, b.to, b.entry.role)) {
            hits.extend(self.read_group(&tokens, &found, group, &hits));
        }
        hits.extend(defined.into_iter().map(|(at, concept)| Read {
            from: at,
            to: at + 1,
            gap: None,
            hit: self.hit(tokens.span(at, at + 1), concept, Form::Acronym),
        }));
        hits.extend(self.sound_alikes(&tokens, &hits));
        hits.sort_by_key(|read| (read.from, usize::MAX - read.to));
        self.compose(&tokens, &mut hits);
        hits.into_iter().map(|read| read.hit).collect()
    }

    /// The mention that candidates with one span are, if they are one.
    fn read_group(
        &mut self,
        tokens: &Tokens,
        found: &[Candidate],
        group: &[Candidate],
        before: &[Read],
    ) -> Option<Read> {
        let candidate = &group[0];
        let mut read = match candidate.entry.role {
            Role::Surname | Role::Name | Role::Brief | Role::Tail if self.is_person(candidate) => {
                self.person(tokens, found, group, before)?
            }
            Role::Acronym => self.read_thing(tokens, &self.acronyms.meant(self.base, tokens, group)?),
            _ => self.read_thing(tokens, group),
        };
        read.hit.nested |= candidate.nested;
        if let (Some(doubt), Certainty::Certain) = (candidate.doubt, &read.hit.certainty) {
            read.hit.certainty = Certainty::Uncertain(doubt);
        }
        if !matches!(read.hit.certainty, Certainty::Ambiguous(_)) {
            self.named.insert(read.hit.concept, self.segment);
        }
        Some(read)
    }

    fn is_person(&self, candidate: &Candidate) -> bool {
        self.base.concept(candidate.entry.concept).kind == ConceptKind::Person
    }

    /// A mention that is no person's.
    fn read_thing(&self, tokens: &Tokens, group: &[Candidate]) -> Read {
        let candidate = self.valid(group);
        let concept = candidate.entry.concept;
        let span = candidate.span(tokens);
        let form = match candidate.entry.role {
            Role::Acronym => Form::Acronym,
            Role::Short => Form::Short,
            Role::Adjective => words::adjective_form(self.base, tokens, candidate),
            _ if candidate.entry.plural || words::is_counted(self.base, tokens, candidate) => Form::Plural,
            _ => Form::Full,
        };
        let mut hit = self.hit(span, concept, form);
        if form == Form::Demonym {
            let many = words::is_plural(tokens, candidate);
            hit.en = english::demonym(self.base.concept(concept), many).unwrap_or(hit.en);
        }
        let rivals: Vec<u32> = group.iter().map(|c| c.entry.concept).collect();
        if rivals.len() > 1 && !self.is_settled(concept, &rivals) {
            hit.certainty = Certainty::Ambiguous(rivals);
        }
        Read { from: candidate.from, to: candidate.to, gap: candidate.gap, hit }
    }

    /// The candidate of a group that is valid on the article's date and was named last.
    fn valid<'g, 'c>(&self, group: &'g [Candidate<'c>]) -> &'g Candidate<'c> {
        let rank = |c: &&Candidate| (self.is_valid(c.entry.concept), self.named.get(&c.entry.concept).copied());
        group.iter().rev().max_by_key(rank).unwrap_or(&group[0])
    }

    fn is_valid(&self, concept: u32) -> bool {
        let Some(date) = self.date else { return true };
        let concept = self.base.concept(concept);
        concept.since.is_none_or(|s| s.first() <= date.last()) && concept.until.is_none_or(|u| date.first() <= u.last())
    }

    /// Whether one of `rivals` alone is valid on the date, or was named later than the others.
    fn is_settled(&self, concept: u32, rivals: &[u32]) -> bool {
        let rank = |concept: u32| (self.is_valid(concept), self.named.get(&concept).copied());
        rivals.iter().all(|&rival| rival == concept || rank(rival) < rank(concept))
    }

    fn hit(&self, span: Span, concept: u32, form: Form) -> Hit {
        let en = self.base.english(concept, form).unwrap_or_default();
        Hit { span, concept, form, en, certainty: Certainty::Certain, nested: false, phrase: None }
    }

    /// Gives heads with a modifier the English of the whole, and looks whether a title beside a person was held.
    fn compose(&self, tokens: &Tokens, hits: &mut [Read]) {
        for n in 0..hits.len() {
            if hits[n].hit.nested || self.base.concept(hits[n].hit.concept).kind == ConceptKind::Person {
                continue;
            }
            hits[n].hit.phrase = self.phrase(tokens, hits, n);
            if self.is_out_of_date(tokens, hits, n) {
                hits[n].hit.certainty = Certainty::Uncertain("the title is outside its dates");
            }
        }
    }

    /// *Russian foreign minister*, for an office or institution with an adjective inside or right after it.
    fn phrase(&self, tokens: &Tokens, hits: &[Read], n: usize) -> Option<Phrase> {
        let head = &hits[n];
        if !matches!(head.hit.form, Form::Full | Form::Plural) || !self.takes_modifier(head) {
            return None;
        }
        let is_adjective = |read: &&Read| read.hit.form == Form::Adjective && !read.hit.nested;
        let inside = |read: &&Read| head.gap.is_some_and(|(start, end)| start <= read.from && read.to <= end);
        let follows = |read: &&Read| read.from == head.to && tokens.list[read.from].follows_on();
        let modifiers: Vec<&Read> = hits.iter().filter(is_adjective).filter(|r| inside(r) || follows(r)).collect();
        let last = modifiers.last()?;
        let gap_words = head.gap.map_or(0, |(start, end)| end - start);
        let told = modifiers.len() * 2 > gap_words;
        let english: Vec<String> = modifiers.iter().map(|read| read.hit.en.clone()).collect();
        let span = tokens.span(head.from, head.to.max(last.to));
        told.then(|| Phrase { span, en: english::phrase(&english, &head.hit.en) })
    }

    fn takes_modifier(&self, head: &Read) -> bool {
        self.base.concept(head.hit.concept).kind == ConceptKind::Office || head.gap.is_some()
    }

    /// An office right before a person who did not hold it on the article's date.
    fn is_out_of_date(&self, tokens: &Tokens, hits: &[Read], n: usize) -> bool {
        let (Some(date), office) = (self.date, &hits[n]) else { return false };
        if self.base.concept(office.hit.concept).kind != ConceptKind::Office
            || words::is_former(self.base, tokens, office.from)
        {
            return false;
        }
        let after = |read: &&Read| read.from >= office.to && read.hit.form != Form::Adjective;
        let Some(person) = hits[n + 1..].iter().find(after) else { return false };
        let near = person.from <= office.to + 4 && !tokens.list[office.to..person.from].iter().any(|token| token.opens);
        near && self.base.held(person.hit.concept, office.hit.concept, date) == Some(false)
    }
}

/// A hit and its tokens.
#[derive(Clone, Debug)]
pub(super) struct Read {
    pub from: usize,
    pub to: usize,
    pub gap: Option<(usize, usize)>,
    pub hit: Hit,
}
