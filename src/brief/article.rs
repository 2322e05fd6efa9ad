//! One article's brief: what it is made from, and what its templates see.

use super::House;
use super::words::{differences, mark_of, tally};
use crate::model::{Article, Concept, ConceptKind, English, Line, Match, Position, Segment, TermPair};
use crate::text::fold;
use serde::Serialize;
use std::collections::BTreeMap;

/// What a brief is made from. Positions, French and English come from the road of the article; nothing is read again.
pub struct Brief<'a> {
    /// The article.
    pub article: &'a Article,
    /// Its segments.
    pub segments: &'a [Segment],
    /// The run's termbase, which numbers the mentions.
    pub concepts: &'a [Concept],
    /// Title of a person on the article's date, in English.
    pub titles: BTreeMap<u32, String>,
    /// The headline, if the article has one.
    pub headline: Option<Line>,
    /// The key points, in article order.
    pub key_points: Vec<Line>,
    /// Known people, offices, institutions, alliances and places, in order of first mention.
    pub known: Vec<Known>,
    /// Quotations, in article order.
    pub quotes: Vec<Quoted>,
    /// Amounts, counts and dates, in article order.
    pub figures: Vec<FigureRow>,
    /// Names that the glossary does not know.
    pub unknown: Vec<UnknownName>,
    /// What an editor should look at, each with the line it concerns.
    pub questions: Vec<Question>,
    /// Every sentence with its English, where the pipeline asks for the full text.
    pub full_text: Vec<Line>,
    /// Why there is no engine, if there is none; shown in the brief.
    pub engine_note: Option<&'a str>,
}

/// A known concept that the article mentions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Number in the termbase.
    pub concept: u32,
    /// French forms met, in order of first mention.
    pub forms: Vec<String>,
    /// Mentions, nested ones not counted.
    pub mentions: u32,
}

/// A quotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quoted {
    /// Who says it, as far as the article says so.
    pub speaker: Option<Voice>,
    /// The words between the marks.
    pub french: String,
    /// Their English, cut from the lines' English where that can be done without doubt.
    pub english: Option<String>,
    /// Whether the English is that of the whole sentences, because it could not be cut.
    pub is_whole: bool,
    /// Where the quotation starts.
    pub position: Position,
}

/// Who says a quotation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Voice {
    /// The glossary's English, or the article's words.
    pub name: String,
    /// Whether these are French words, not just a name.
    pub is_french: bool,
    /// What the article calls a person whom the glossary does not know, beside the name.
    pub title: Option<Title>,
    /// How the article names them, if not by name: by a pronoun, or by going on.
    pub how: Option<&'static str>,
}

/// What an article calls somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Title {
    /// The glossary's English, or the article's words.
    pub text: String,
    /// Whether these are French words.
    pub is_french: bool,
}

/// A number, amount or date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FigureRow {
    /// English, with what a relative day was resolved against.
    pub english: String,
    /// As the article has it.
    pub french: String,
    /// Where.
    #[serde(flatten)]
    pub place: Place,
}

/// Where a line stands, as a reader counts and as a link.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Place {
    /// `¶3 s2`
    pub position: String,
    /// `p3s2`, the anchor of the French in the HTML.
    pub anchor: String,
}

impl From<&Position> for Place {
    fn from(position: &Position) -> Self {
        Self { position: position.short(), anchor: anchor(position.paragraph, position.sentence) }
    }
}

/// A name that the glossary does not know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UnknownName {
    /// As the article has it.
    pub name: String,
    /// `person`, `organisation`, `place` or `kind not clear`.
    pub kind: &'static str,
    /// How often.
    pub mentions: u32,
    /// Where first.
    #[serde(flatten)]
    pub place: Option<Place>,
}

/// Something for the editor.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Question {
    /// The lines it concerns, in article order.
    pub places: Vec<Place>,
    /// The question or finding, in English.
    pub text: String,
}

/// What the templates see.
#[derive(Clone, Debug, Default, Serialize)]
pub struct BriefView {
    path: String,
    /// English headline, or the French one.
    title: String,
    headline: Option<PointView>,
    place: Option<String>,
    date: Option<String>,
    agency: Option<String>,
    made: String,
    engine_note: Option<String>,
    points: Vec<PointView>,
    who: Vec<WhoView>,
    /// Those that have the same name in both languages.
    same: Vec<WhoView>,
    quotes: Vec<QuoteView>,
    figures: Vec<FigureRow>,
    unknown: Vec<UnknownName>,
    questions: Vec<Question>,
    full_text: Vec<PointView>,
    french: Vec<ParagraphView>,
}

/// One line with its English, as the templates see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PointView {
    /// English in house form.
    pub english: Option<String>,
    /// `✓`, `≈`, `⚙` or `▢`.
    pub mark: &'static str,
    /// The mark in words, with what stands behind the English.
    pub origin: String,
    /// `exact`, `adapted` …, for style sheets.
    pub class: &'static str,
    /// Where the French stands.
    #[serde(flatten)]
    pub place: Place,
    /// The French.
    pub french: String,
    /// The French names with their English, where they differ.
    pub terms: Vec<TermPair>,
    /// The names that are the same in English.
    pub same: Vec<String>,
    /// The best match that is only a suggestion.
    pub suggestion: Option<SuggestionView>,
    /// What to look at.
    pub notes: Vec<String>,
}

/// A fuzzy match under a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SuggestionView {
    rate: u8,
    evidence: String,
    english: String,
    differs: String,
}

#[derive(Clone, Debug, Serialize)]
struct WhoView {
    english: String,
    title: Option<String>,
    kind: ConceptKind,
    french: Vec<String>,
    mentions: u32,
    proposed: bool,
}

impl WhoView {
    /// Whether the French is the English and there is nothing more to tell.
    fn is_same(&self) -> bool {
        self.title.is_none() && !self.proposed && self.french == [self.english.as_str()]
    }
}

#[derive(Clone, Debug, Serialize)]
struct QuoteView {
    speaker: Option<Voice>,
    french: String,
    english: Option<String>,
    is_whole: bool,
    #[serde(flatten)]
    place: Place,
}

#[derive(Clone, Debug, Serialize)]
struct ParagraphView {
    number: u32,
    is_heading: bool,
    sentences: Vec<SentenceView>,
}

#[derive(Clone, Debug, Serialize)]
struct SentenceView {
    anchor: String,
    french: String,
    /// Number of the key point that it is.
    point: Option<usize>,
    /// Numbers of the quotations that start in it.
    quotes: Vec<usize>,
}

impl Brief<'_> {
    /// What the templates see: the English lines in house form, in reading order.
    pub fn view(&self) -> BriefView {
        let shown: Vec<&English> = self.reading_order().filter_map(|l| l.english.as_ref()).collect();
        let mut house = House::new(self.concepts, &self.titles, shown);
        let headline = self.headline.as_ref().map(PointView::as_it_is);
        let points: Vec<PointView> = self.key_points.iter().map(|l| PointView::new(l, &mut house)).collect();
        let full_text = self.full_text.iter().map(|l| PointView::new(l, &mut house)).collect();
        let dateline = &self.article.dateline;
        let (same, who) = self.known.iter().map(|k| self.who(k)).partition(WhoView::is_same);
        BriefView {
            path: self.article.path.clone(),
            title: self.title(headline.as_ref()),
            place: dateline.place.as_ref().map(|place| self.in_english(place)),
            date: dateline.date.map(|d| d.english()),
            agency: dateline.agency.as_ref().map(|agency| self.in_english(agency)),
            made: tally(&self.key_points),
            engine_note: self.engine_note.map(str::to_owned),
            headline,
            points,
            who,
            same,
            quotes: self.quotes.iter().map(quote_view).collect(),
            figures: self.figures.clone(),
            unknown: self.unknown.clone(),
            questions: self.questions.clone(),
            full_text,
            french: self.paragraphs(),
        }
    }

    fn reading_order(&self) -> impl Iterator<Item = &Line> {
        self.key_points.iter().chain(&self.full_text)
    }

    fn title(&self, headline: Option<&PointView>) -> String {
        match headline {
            Some(PointView { english: Some(english), .. }) => english.trim_end_matches('.').to_owned(),
            Some(headline) => headline.french.clone(),
            None => "Article without a headline".into(),
        }
    }

    /// The glossary's English for a dateline's place or agency, or the words as they are written.
    fn in_english(&self, written: &str) -> String {
        let folded = fold(written);
        let same = |c: &&Concept| c.kind != ConceptKind::Person && fold(&c.fr) == folded;
        self.concepts.iter().find(same).map_or_else(|| written.to_owned(), |c| c.en.clone())
    }

    fn who(&self, known: &Known) -> WhoView {
        let concept = &self.concepts[known.concept as usize];
        let english = match &concept.en_acronym {
            Some(acronym) if *acronym != concept.en => format!("{} ({acronym})", concept.en),
            _ => concept.en.clone(),
        };
        WhoView {
            english,
            title: self.titles.get(&known.concept).cloned(),
            kind: concept.kind,
            french: known.forms.clone(),
            mentions: known.mentions,
            proposed: concept.status == crate::model::Status::Proposed,
        }
    }

    fn paragraphs(&self) -> Vec<ParagraphView> {
        let mut paragraphs: BTreeMap<u32, ParagraphView> = BTreeMap::new();
        for segment in self.segments {
            let block = self.article.block_of(segment);
            let paragraph = paragraphs.entry(segment.block).or_insert_with(|| ParagraphView {
                number: block.number,
                is_heading: matches!(block.kind, crate::model::BlockKind::Title | crate::model::BlockKind::Heading),
                sentences: Vec::new(),
            });
            let anchor = anchor(block.number, segment.number);
            let here = |p: &Position| (p.paragraph, p.sentence) == (block.number, segment.number);
            let quotes = self.quotes.iter().enumerate().filter(|(_, q)| here(&q.position));
            paragraph.sentences.push(SentenceView {
                anchor,
                french: self.article.slice(segment.span).to_owned(),
                point: self.key_points.iter().position(|l| here(&l.position)).map(|i| i + 1),
                quotes: quotes.map(|(i, _)| i + 1).collect(),
            });
        }
        paragraphs.into_values().collect()
    }
}

impl BriefView {
    /// The headline, in English if there is English.
    pub fn title(&self) -> &str {
        &self.title
    }
}

impl PointView {
    /// `line` with its English put into house form.
    pub fn new(line: &Line, house: &mut House) -> Self {
        let housed = line.english.as_ref().map(|english| house.put(english));
        let touched = housed.as_ref().is_some_and(|h| h.touched);
        Self::with(line, housed.map(|h| h.text), touched)
    }

    /// `line` with its English as memory or engine gave it: a headline keeps its acronyms.
    pub fn as_it_is(line: &Line) -> Self {
        Self::with(line, line.english.as_ref().map(|e| e.text.clone()), false)
    }

    fn with(line: &Line, english: Option<String>, touched: bool) -> Self {
        let (mark, origin) = mark_of(line, touched);
        Self {
            english,
            mark,
            origin,
            class: line.origin.name(),
            place: Place::from(&line.position),
            french: line.french.clone(),
            terms: line.terms.iter().filter(|t| t.fr != t.en).cloned().collect(),
            same: line.terms.iter().filter(|t| t.fr == t.en).map(|t| t.en.clone()).collect(),
            suggestion: line.suggestion.as_ref().map(|m| SuggestionView::new(&line.french, m)),
            notes: line.notes.clone(),
        }
    }
}

impl SuggestionView {
    fn new(french: &str, found: &Match) -> Self {
        Self {
            rate: found.rate,
            evidence: match found.penalty.to_string() {
                lost if lost.is_empty() => format!("{} {}", found.memory, found.unit),
                lost => format!("{} {}; {lost}", found.memory, found.unit),
            },
            english: found.target.clone(),
            differs: if found.edits.is_empty() { "nothing".into() } else { differences(french, found) },
        }
    }
}

fn quote_view(quote: &Quoted) -> QuoteView {
    QuoteView {
        speaker: quote.speaker.clone(),
        french: quote.french.clone(),
        english: quote.english.clone(),
        is_whole: quote.is_whole,
        place: Place::from(&quote.position),
    }
}

fn anchor(paragraph: u32, sentence: u32) -> String {
    format!("p{paragraph}s{sentence}")
}
