//! The sentences that only an engine can give English for, each asked once, and what came of them.

use super::translate::{Engine, examples, wanted};
use crate::model::{Concept, Hit, Match};
use crate::mt::{EngineError, Request, Translation, Wanted};
use std::collections::BTreeMap;

/// A sentence that only an engine can give English for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ask {
    text: String,
    hits: Vec<Hit>,
    /// What people wrote for sentences like it, the nearest first.
    examples: Vec<(String, String)>,
}

impl Ask {
    /// The French sentence, its mentions, whose spans count in the sentence, and what the memories have, best first.
    pub fn new(text: &str, hits: &[Hit], matches: &[Match]) -> Self {
        Self { text: text.to_owned(), hits: hits.to_vec(), examples: examples(matches) }
    }
}

/// What an engine made of a number of sentences.
#[derive(Clone, Debug, Default)]
pub(super) struct Translated {
    /// For each sentence, the ways it was asked and what came of each; nearly always one.
    answers: BTreeMap<String, Vec<Answered>>,
}

/// A sentence as it was asked, and what the engine made of it.
type Answered = (Ask, Result<Translation, EngineError>);

/// Translates each distinct sentence once, in text order; without an engine, none.
pub(super) fn translate(
    engine: Option<&mut Engine>,
    concepts: &[Concept],
    asks: impl IntoIterator<Item = Ask>,
) -> Translated {
    let Some(engine) = engine else { return Translated::default() };
    let asks = distinct(asks);
    let names: Vec<Vec<Wanted>> = asks.iter().map(|ask| wanted(&ask.hits, concepts)).collect();
    let examples: Vec<Vec<(&str, &str)>> = asks.iter().map(|ask| pairs(&ask.examples)).collect();
    let parts = asks.iter().zip(&names).zip(&examples);
    let requests: Vec<Request> =
        parts.map(|((ask, wanted), examples)| Request { text: &ask.text, wanted, examples }).collect();
    let answers = engine.translate(&requests);
    let mut translated = Translated::default();
    for (ask, answer) in asks.into_iter().zip(answers) {
        translated.answers.entry(ask.text.clone()).or_default().push((ask, answer));
    }
    translated
}

fn pairs(examples: &[(String, String)]) -> Vec<(&str, &str)> {
    examples.iter().map(|(french, english)| (french.as_str(), english.as_str())).collect()
}

/// Each ask once, in text order; those of one text in the order of the articles.
fn distinct(asks: impl IntoIterator<Item = Ask>) -> Vec<Ask> {
    let mut by_text: BTreeMap<String, Vec<Ask>> = BTreeMap::new();
    for ask in asks {
        let readings = by_text.entry(ask.text.clone()).or_default();
        if !readings.contains(&ask) {
            readings.push(ask);
        }
    }
    by_text.into_values().flatten().collect()
}

impl Translated {
    /// The English for `ask`, if it was asked and answered.
    pub fn get(&self, ask: &Ask) -> Option<&Translation> {
        let (_, answer) = self.answers.get(&ask.text)?.iter().find(|(asked, _)| asked == ask)?;
        answer.as_ref().ok()
    }

    /// Why sentences have no English: each reason once, with the number of sentences.
    pub fn failures(&self) -> Vec<(String, usize)> {
        let mut reasons: BTreeMap<String, usize> = BTreeMap::new();
        for error in self.answers.values().flatten().filter_map(|(_, answer)| answer.as_ref().err()) {
            *reasons.entry(error.to_string()).or_default() += 1;
        }
        reasons.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Trust;
    use crate::pipeline::translate::{Equipment, open};
    use crate::pipeline::{EngineChoice, Translation as Settings};

    fn ask(text: &str) -> Ask {
        Ask::new(text, &[], &[])
    }

    #[test]
    fn only_what_people_wrote_is_an_example() {
        let found = |target: &str, trust| Match {
            rate: 80,
            penalty: crate::model::Penalty::default(),
            source: "Il part.".into(),
            target: target.into(),
            memory: "desk".into(),
            unit: 1,
            trust,
            edits: Vec::new(),
        };
        let matches = [found("Him go.", Trust::Machine), found("He leaves.", Trust::Approved)];
        assert_eq!(pairs(&Ask::new("Il arrive.", &[], &matches).examples), [("Il part.", "He leaves.")]);
    }

    #[test]
    fn each_sentence_is_asked_once_and_failures_are_counted() {
        let settings = Settings {
            engine: EngineChoice::Command,
            command: vec!["tr".into(), "a-z".into(), "A-Z".into()],
            ..Settings::default()
        };
        let mut engine = open(&settings, Equipment { threads: 1, ..Equipment::default() }).unwrap().unwrap();
        let asks = ["deux", "un", "deux"].map(ask);
        let translated = translate(Some(&mut engine), &[], asks);
        assert_eq!(engine.engine().asked(), 2);
        assert_eq!(translated.get(&ask("un")).unwrap().english.text, "UN");
        assert!(translated.get(&ask("trois")).is_none());
        assert!(translated.failures().is_empty());
    }
}
