//! Who says what, through an article: each quotation's clause, then what pronouns and silence stand for.

use super::before::Tie as Closeness;
use super::clause::Clause;
use super::phrase::Subject;
use super::speech::Speech;
use super::{Person, Piece, Quote, Speaker, Tie, given, is_owner};
use crate::model::Gender;
use crate::text::{Span, words};

/// Attributed quotations have at least so many words; fewer are words set apart (*« assistance complète »*).
const LEAST_ATTRIBUTED: usize = 3;
/// Quotations that stand alone like a sentence …
const LEAST_ALONE: usize = 4;
/// … and pieces of a sentence that nobody is said to say.
const LEAST_PIECE: usize = 7;

/// The quotations heard so far.
pub(super) struct Voices<'t> {
    text: &'t str,
    people: &'t [Person],
    quotes: Vec<Quote>,
    /// First of the quotes that one long quotation has given so far.
    long: usize,
    /// The last speaker, and where the quotation ends.
    last: Option<(Span, u32)>,
    /// The paragraph that is heard.
    paragraph: Span,
}

/// A piece, and the text of its paragraph before and after it, up to the next pieces.
struct Setting {
    piece: Piece,
    /// Of its paragraph, what stands before it and after it.
    before: Span,
    after: Span,
    /// Up to the piece before and up to the next.
    near_before: Span,
    near_after: Span,
    /// All pieces of the paragraph.
    holes: Vec<Span>,
    /// Whether another piece stands before it in the paragraph.
    follows: bool,
}

impl<'t> Voices<'t> {
    pub fn new(text: &'t str, people: &'t [Person]) -> Self {
        Self { text, people, quotes: Vec::new(), long: 0, last: None, paragraph: Span::default() }
    }

    pub fn quotes(self) -> Vec<Quote> {
        self.quotes
    }

    /// Goes on with `paragraph` and its pieces, whose spans count in it.
    pub fn hear(&mut self, paragraph: Span, pieces: &[Piece]) {
        let at = paragraph.start;
        self.paragraph = paragraph;
        if pieces.is_empty() {
            self.dialogue(paragraph);
        }
        let holes: Vec<Span> = pieces.iter().map(|p| p.outer.shifted(at)).collect();
        for (i, piece) in pieces.iter().enumerate() {
            let from = i.checked_sub(1).map_or(at, |b| pieces[b].outer.end + at);
            let to = pieces.get(i + 1).map_or(paragraph.end, |next| next.outer.start + at);
            let (outer, inner) = (piece.outer.shifted(at), piece.inner.shifted(at));
            self.add(&Setting {
                piece: Piece { outer, inner, ..*piece },
                before: Span { start: at, end: outer.start },
                after: Span { start: outer.end, end: paragraph.end },
                near_before: Span { start: from, end: outer.start },
                near_after: Span { start: outer.end, end: to },
                holes: holes.clone(),
                follows: i > 0,
            });
        }
    }

    fn add(&mut self, setting: &Setting) {
        let span = setting.piece.inner;
        if setting.piece.goes_on {
            self.go_on(setting);
            return;
        }
        let (subject, close) = self.subject(setting);
        let speaker = subject.and_then(|s| self.speaker(s, setting.piece.outer));
        let speaker = speaker.or_else(|| self.silent(setting).filter(|_| subject.is_none()));
        if subject.is_some() {
            self.last = speaker.map(|s| (s.span, setting.near_after.start)).or(self.last);
        }
        let least = match () {
            () if subject.is_some() && close => LEAST_ATTRIBUTED,
            () if self.stands_alone(setting) => LEAST_ALONE,
            () => LEAST_PIECE,
        };
        if count(span.of(self.text)) < least {
            return;
        }
        self.long = self.quotes.len();
        self.quotes.push(Quote { span, speaker });
        self.last = speaker.map(|s| (s.span, setting.near_after.start)).or(self.last);
    }

    /// A paragraph more of a long quotation: a clause at its end names the speaker of all of it.
    fn go_on(&mut self, setting: &Setting) {
        let known = self.quotes.get(self.long).and_then(|q| q.speaker);
        let after = self.clause(setting.near_after).first_sentence().reports_after(0);
        let speaker = after.and_then(|s| self.speaker(s, setting.piece.outer));
        let named = known.or(speaker);
        self.quotes.push(Quote { span: setting.piece.inner, speaker: named });
        for quote in &mut self.quotes[self.long..] {
            quote.speaker = quote.speaker.or(named);
        }
        self.last = named.map(|s| (s.span, setting.near_after.start)).or(self.last);
    }

    /// Who the clauses around a piece say speaks, and whether they tie the words closely to them.
    fn subject(&self, setting: &Setting) -> (Option<Subject>, bool) {
        if let Some(after) = self.clause(setting.near_after).first_sentence().reports_after(0) {
            return (Some(after), true);
        }
        let near = self.clause(setting.near_before).last_sentence().reports_before();
        let wide = || self.clause(setting.before).without(&setting.holes).last_sentence().reports_before();
        let before = near.or_else(|| wide().filter(|_| setting.follows));
        match before {
            Some((subject, Closeness::Close)) => (Some(subject), true),
            Some((subject, Closeness::Loose)) => (self.later(setting).or(Some(subject)), false),
            None => match self.inside(setting.piece.inner) {
                Some(subject) => (Some(subject), true),
                None => (self.later(setting), false),
            },
        }
    }

    /// *« … » dans toute la région, a dit X* · *« … » ou « … », selon X*: a clause later in the sentence.
    fn later(&self, setting: &Setting) -> Option<Subject> {
        if setting.piece.inner.of(self.text).ends_with(['.', '!', '?', '…']) {
            return None;
        }
        let clause = self.clause(setting.after).without(&setting.holes).first_sentence();
        clause.reports_later().or_else(|| clause.reports_after(0))
    }

    /// *« La porte, a déclaré X, reste ouverte »*
    fn inside(&self, inner: Span) -> Option<Subject> {
        let clause = self.clause(inner);
        let commas = (0..clause.len()).filter(|&i| clause.word(i) == ",");
        let says = |i: usize| clause.speech(i) == Some(Speech::Finite);
        // *, rapporte un proche de X. Qu’elle…*: told now, and over with the sentence.
        let ends = |i: usize| (i..clause.len()).find(|&k| clause.is_mark(k) && !clause.is(k, &["-", "’"]));
        let told = |i: usize| !clause.word(i).ends_with("ait") && ends(i).is_some_and(|k| clause.word(k) == ".");
        let by_name = |i: usize| says(i) && (clause.is_capital(i + 1) || clause.is_determiner(i + 1) && told(i));
        let sets_in = |i: usize| clause.inversion(i).is_some() || clause.is_auxiliary(i) || by_name(i);
        let mut starts = commas.filter(|&i| sets_in(i + 1));
        starts.find_map(|i| clause.reports_after(i + 1))
    }

    /// Whether a piece starts its sentence, follows a colon, or ends like a sentence.
    fn stands_alone(&self, setting: &Setting) -> bool {
        let before = self.clause(setting.near_before).last_sentence();
        let starts = setting.piece.inner.of(self.text).starts_with(|c: char| c.is_uppercase() || !c.is_alphabetic());
        let ends = setting.piece.inner.of(self.text).ends_with(['.', '!', '?', '…']);
        let colon = before.len().checked_sub(1).is_some_and(|last| before.word(last) == ":");
        starts && (before.is_empty() || colon || ends)
    }

    /// Who a subject is, for the quotation at `outer`.
    fn speaker(&self, subject: Subject, outer: Span) -> Option<Speaker> {
        match subject {
            Subject::Named(span) => Some(Speaker { span, tie: Tie::Named }),
            Subject::Pronoun(gender) => {
                let span = self.meant(gender, outer)?;
                Some(Speaker { span, tie: Tie::Pronoun })
            }
            Subject::Same => self.before_in(outer, 1),
            Subject::Again => self.before_in(outer, 2),
        }
    }

    /// The last speaker, if at most so many sentences stand between.
    fn before_in(&self, outer: Span, sentences: usize) -> Option<Speaker> {
        let (span, end) = self.last.filter(|(_, end)| *end <= outer.start)?;
        let between = self.clause(Span { start: end, end: outer.start });
        (between.sentences() <= sentences).then_some(Speaker { span, tie: Tie::GoesOn })
    }

    /// A quotation without a clause goes on with the one before it, if only that one's clause stands between.
    fn silent(&self, setting: &Setting) -> Option<Speaker> {
        let (span, end) = self.last.filter(|_| setting.follows)?;
        let between = self.clause(Span { start: end, end: setting.near_before.end.max(end) });
        let only = end == setting.near_before.start && between.sentences() <= 1 && between.last_sentence().is_empty();
        only.then_some(Speaker { span, tie: Tie::GoesOn })
    }

    /// Whom a pronoun of `gender` stands for: the last speaker, if they spoke shortly before and no other person of that
    /// gender came in between; or the only person of that gender that the text names shortly before and in the paragraph.
    fn meant(&self, gender: Gender, outer: Span) -> Option<Span> {
        const NEAR: u32 = 600;
        const NEXT: u32 = 200;
        let recent = |name: Span, end: u32| name.end + NEAR > outer.start || end + NEXT > outer.start;
        let fits = |p: &&Person| self.gender(p).is_none_or(|g| g == gender);
        let near = |from: u32| {
            self.people.iter().filter(move |p| p.span.start >= from && p.span.end <= outer.start).filter(fits)
        };
        if let Some((last, _)) = self.last.filter(|&(s, end)| recent(s, end) && self.may_be(s, gender)) {
            let who = self.who(last);
            let mut others = near(last.end).filter(|p| p.is_certain);
            return others.all(|p| who.is_some_and(|w| w == p.who)).then_some(last);
        }
        let mut named = near(outer.start.saturating_sub(NEAR).min(self.paragraph.start));
        let first = named.next().filter(|p| self.gender(p).is_some())?;
        named.all(|p| p.who == first.who).then_some(first.span)
    }

    /// The person that the description at `span` is.
    fn person(&self, span: Span) -> Option<&Person> {
        self.people.iter().find(|p| span.contains(p.span) && !is_owner(self.text, span, p.span))
    }

    fn who(&self, span: Span) -> Option<u32> {
        self.person(span).map(|p| p.who)
    }

    /// Whether the description at `span` can be of `gender`: by the person in it, or by its article.
    fn may_be(&self, span: Span, gender: Gender) -> bool {
        if let Some(known) = self.person(span).and_then(|p| self.gender(p)) {
            return known == gender;
        }
        let clause = self.clause(span);
        match clause.word(0) {
            "le" | "un" | "m" | "ce" | "cet" => gender == Gender::Masculine,
            "la" | "une" | "mme" | "cette" => gender == Gender::Feminine,
            _ => true,
        }
    }

    /// As known, or by the article, title or given name.
    fn gender(&self, person: &Person) -> Option<Gender> {
        person.gender.or_else(|| given::gender(self.text, person.span))
    }

    /// *— Je ne sais pas, répond le maire.*
    fn dialogue(&mut self, paragraph: Span) {
        let own = paragraph.of(self.text);
        let said = own.trim_start().strip_prefix(['—', '–']).map(str::trim_start);
        let Some(said) = said.filter(|s| !s.is_empty()) else { return };
        let start = paragraph.end - said.len() as u32;
        let clause = self.clause(Span { start, end: paragraph.end });
        let starts = (0..clause.len()).filter(|&i| clause.is(i, &[",", "?", "!"]));
        let Some((at, subject)) = starts.filter_map(|i| Some((i, clause.reports_after(i + 1)?))).next() else { return };
        let mark = clause.span(at, at + 1);
        let end = if clause.word(at) == "," { mark.start } else { mark.end };
        let span = Span { start, end }.trimmed(self.text);
        let speaker = self.speaker(subject, Span { start, end });
        if count(span.of(self.text)) >= LEAST_ATTRIBUTED {
            self.quotes.push(Quote { span, speaker });
        }
    }

    fn clause(&self, span: Span) -> Clause<'t> {
        Clause::new(self.text, span, self.people)
    }
}

fn count(text: &str) -> usize {
    words(text).filter(|w| w.span.of(text).starts_with(char::is_alphanumeric)).count()
}
