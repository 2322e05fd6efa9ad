//! The sentences that only an engine can give English for, each asked once, and what came of them.

use super::translate::{Engine, wanted};
use crate::model::{Concept, Hit};
use crate::mt::{EngineError, Request, Translation, Wanted};
use std::collections::BTreeMap;

/// A sentence that only an engine can give English for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ask {
    text: String,
    hits: Vec<Hit>,
}

impl Ask {
    /// The French sentence and its mentions; spans count in the sentence.
    pub fn new(text: &str, hits: &[Hit]) -> Self {
        Self { text: text.to_owned(), hits: hits.to_vec() }
    }
}

/// What an engine made of a number of sentences.
#[derive(Clone, Debug, Default)]
pub(super) struct Translated {
    /// For each sentence, the ways its mentions were read and what came of each; nearly always one.
    answers: BTreeMap<String, Vec<Answered>>,
}

/// A sentence's mentions, and what the engine made of it.
type Answered = (Vec<Hit>, Result<Translation, EngineError>);

/// Translates each distinct sentence once, in text order; without an engine, none.
pub(super) fn translate(
    engine: Option<&mut Engine>,
    concepts: &[Concept],
    asks: impl IntoIterator<Item = Ask>,
) -> Translated {
    let Some(engine) = engine else { return Translated::default() };
    let asks = distinct(asks);
    let names: Vec<Vec<Wanted>> = asks.iter().map(|ask| wanted(&ask.hits, concepts)).collect();
    let requests: Vec<Request> =
        asks.iter().zip(&names).map(|(ask, wanted)| Request { text: &ask.text, wanted }).collect();
    let answers = engine.translate(&requests);
    let mut translated = Translated::default();
    for (Ask { text, hits }, answer) in asks.into_iter().zip(answers) {
        translated.answers.entry(text).or_default().push((hits, answer));
    }
    translated
}

/// Each ask once, in text order; those of one text in the order of the articles.
fn distinct(asks: impl IntoIterator<Item = Ask>) -> Vec<Ask> {
    let mut by_text: BTreeMap<String, Vec<Vec<Hit>>> = BTreeMap::new();
    for Ask { text, hits } in asks {
        let readings = by_text.entry(text).or_default();
        if !readings.contains(&hits) {
            readings.push(hits);
        }
    }
    let of_text = |(text, readings): (String, Vec<Vec<Hit>>)| {
        readings.into_iter().map(move |hits| Ask { text: text.clone(), hits })
    };
    by_text.into_iter().flat_map(of_text).collect()
}

impl Translated {
    /// The English of the sentence `text` with the mentions `hits`, if it was asked for and answered.
    pub fn get(&self, text: &str, hits: &[Hit]) -> Option<&Translation> {
        let (_, answer) = self.answers.get(text)?.iter().find(|(asked, _)| asked == hits)?;
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
    use crate::pipeline::translate::{Equipment, open};
    use crate::pipeline::{EngineChoice, Translation as Settings};

    #[test]
    fn each_sentence_is_asked_once_and_failures_are_counted() {
        let settings = Settings {
            engine: EngineChoice::Command,
            command: vec!["tr".into(), "a-z".into(), "A-Z".into()],
            ..Settings::default()
        };
        let mut engine = open(&settings, Equipment { threads: 1, ..Equipment::default() }).unwrap().unwrap();
        let asks = ["deux", "un", "deux"].map(|text| Ask::new(text, &[]));
        let translated = translate(Some(&mut engine), &[], asks);
        assert_eq!(engine.engine().asked(), 2);
        assert_eq!(translated.get("un", &[]).unwrap().english.text, "UN");
        assert!(translated.get("trois", &[]).is_none());
        assert!(translated.failures().is_empty());
    }
}
