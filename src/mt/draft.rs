//! A sentence on its way through the cascade.

use super::reading::{Reading, read};
use super::request::{Request, Rung, Translation};
use super::source;
use super::standin::{StandIn, Style, resolve};
use super::translator::EngineError;
use super::wanted::Wanted;
use crate::model::{English, Mention};
use crate::text::unmatched;

/// The steps of the cascade, in order.
pub const STEPS: [Step; 5] =
    [Step::Plain, Step::Insert, Step::InsertAll, Step::StandIn(Style::Names), Step::StandIn(Style::Marks)];

/// A step of the cascade.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The sentence as it is.
    Plain,
    /// English for the names that the plain answer misses.
    Insert,
    /// English for all names.
    InsertAll,
    /// Invented names for those that every answer so far misses, English for others that the plain answer misses.
    StandIn(Style),
}

impl Step {
    fn rung(self) -> Rung {
        match self {
            Self::Plain => Rung::Plain,
            Self::Insert | Self::InsertAll => Rung::Inserted,
            Self::StandIn(_) => Rung::StandIn,
        }
    }
}

/// A way to put the sentence to the engine.
pub struct Variant {
    /// French with wanted English or stand-ins in it.
    pub source: String,
    stand_ins: Vec<StandIn>,
}

/// Terms and examples that may help an engine with a variant.
pub type Hints<'r> = (Vec<(&'r str, &'r str)>, &'r [(&'r str, &'r str)]);

/// A sentence on its way through the cascade.
pub struct Draft<'r> {
    request: &'r Request<'r>,
    tries: Vec<(Step, Reading)>,
    error: Option<EngineError>,
}

impl<'r> Draft<'r> {
    /// Nothing tried yet.
    pub fn new(request: &'r Request<'r>) -> Self {
        Self { request, tries: Vec::new(), error: None }
    }

    /// The source to send for `step`; `None` when there is nothing to gain.
    pub fn variant(&self, step: Step) -> Option<Variant> {
        let Request { text, wanted, .. } = *self.request;
        if step == Step::Plain {
            let source = source::tidy(text);
            return source::has_letters(text).then_some(Variant { source, stand_ins: Vec::new() });
        }
        let (_, plain) = self.tries.first()?;
        if self.tries.iter().any(|(_, reading)| reading.is_clean()) {
            return None;
        }
        let variant = match step {
            Step::Plain => return None,
            Step::Insert => self.rewritten(|i| plain.found[i].is_none().then(|| wanted[i].en.clone())),
            Step::InsertAll => self.rewritten(|i| Some(wanted[i].en.clone())),
            Step::StandIn(style) => self.with_stand_ins(style, plain)?,
        };
        (variant.source != source::tidy(text)).then_some(variant)
    }

    /// The source with the names for which `english` gives something written so.
    fn rewritten(&self, english: impl Fn(usize) -> Option<String>) -> Variant {
        Variant { source: source::rewrite(self.request.text, self.request.wanted, english), stand_ins: Vec::new() }
    }

    fn with_stand_ins(&self, style: Style, plain: &Reading) -> Option<Variant> {
        let Request { text, wanted, .. } = *self.request;
        let always_missing = |i: usize| self.tries.iter().all(|(_, reading)| reading.found[i].is_none());
        let ever_missing = |i: usize| self.tries.iter().any(|(_, reading)| reading.found[i].is_none());
        let mut lost: Vec<&str> = (0..wanted.len()).filter(|&i| always_missing(i)).map(|i| &*wanted[i].en).collect();
        if lost.is_empty() || style == Style::Marks {
            lost = (0..wanted.len()).filter(|&i| ever_missing(i)).map(|i| &*wanted[i].en).collect();
        }
        if lost.is_empty() {
            lost = wanted.iter().map(|w| &*w.en).collect();
        }
        lost.sort_unstable();
        lost.dedup();
        let invented = style.invent(text, lost.len());
        let stand_in = |en: &str| Some(invented.get(lost.iter().position(|l| *l == en)?)?.clone());
        let source = source::rewrite(text, wanted, |i| {
            let english = || plain.found[i].is_none().then(|| wanted[i].en.clone());
            stand_in(&wanted[i].en).or_else(english)
        });
        let definite = |en: &str| wanted.iter().any(|w| w.en == en && source::is_definite(text, w.span));
        let pairs = invented.iter().cloned().zip(&lost);
        let stand_ins =
            pairs.map(|(invented, &en)| StandIn { invented, name: en.to_owned(), definite: definite(en) }).collect();
        (invented.len() == lost.len()).then_some(Variant { source, stand_ins })
    }

    /// The names whose French still stands in `variant`, each once, with their English; and the examples.
    pub fn hints(&self, variant: &Variant) -> Hints<'r> {
        let Request { text, wanted, examples } = *self.request;
        let french = |name: &Wanted| text.get(name.span.range()).filter(|french| variant.source.contains(french));
        let mut terms: Vec<(&str, &str)> = Vec::new();
        for (french, name) in wanted.iter().filter_map(|name| Some((french(name)?, name))) {
            if !terms.contains(&(french, &name.en)) {
                terms.push((french, &name.en));
            }
        }
        (terms, examples)
    }

    /// Reads the engine's answer to `variant` and keeps it, if it is one.
    pub fn add(&mut self, step: Step, variant: &Variant, answer: &Result<String, EngineError>) {
        let Request { text, wanted, .. } = *self.request;
        match answer {
            Err(error) if step == Step::Plain => self.error = Some(error.clone()),
            // The plain answer stands; a name more is not worth losing it.
            Err(_) => {}
            Ok(answer) => {
                if let Some(english) = resolve(answer, &variant.stand_ins).filter(|english| self.is_likely(english)) {
                    let mut reading = read(&english, text, wanted);
                    reading.blemishes += self.figures_lost(&reading.text);
                    self.tries.push((step, reading));
                }
            }
        }
    }

    /// Figures of the source that the plain answer has and `english` has not: an engine thrown off by a foreign word may
    /// drop a digit.
    fn figures_lost(&self, english: &str) -> usize {
        let lost = |english: &str| unmatched(self.request.text, english).missing.len();
        self.tries.first().map_or(0, |(_, plain)| lost(english).saturating_sub(lost(&plain.text)))
    }

    /// Whether `english` is about as long as the plain answer: an engine thrown off by a foreign word may stop early or
    /// never.
    fn is_likely(&self, english: &str) -> bool {
        let Some((_, plain)) = self.tries.first() else { return true };
        let (new, old) = (english.split(' ').count(), plain.text.split(' ').count());
        new <= 2 * old + 6 && old <= 2 * new + 6
    }

    /// The best answer so far, with what it does not hold; the error where there is none.
    pub fn finish(self) -> Result<Translation, EngineError> {
        let wanted = self.request.wanted;
        if let Some(error) = self.error {
            return Err(error);
        }
        // The first of equals is kept: the lowest rung.
        let best = self.tries.into_iter().min_by_key(|(_, reading)| (reading.missing(), reading.blemishes));
        let (rung, reading) = match best {
            Some((step, reading)) => (step.rung(), reading),
            None => (Rung::Copied, read(self.request.text.trim(), self.request.text, wanted)),
        };
        let mut mentions: Vec<Mention> = (reading.found.iter().zip(wanted))
            .filter_map(|(place, w)| Some(Mention { span: (*place)?, concept: w.concept, form: w.form }))
            .collect();
        mentions.sort_by_key(|mention| mention.span);
        let enforced = reading.found.iter().map(Option::is_some).collect();
        Ok(Translation { english: English { text: reading.text, mentions }, rung, enforced })
    }
}
