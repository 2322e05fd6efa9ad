//! Where engines meet the termbase and the settings: which English a sentence's mentions want, and which engine is asked.

#[cfg(feature = "http")]
use super::file::HttpApi;
use super::file::{EngineChoice, Translation as Settings};
use crate::model::{Certainty, Concept, ConceptKind, EnglishArticle, Form, Hit, Match, Trust, Wording};
#[cfg(feature = "firefox")]
use crate::mt::{self, Fingerprint, Firefox, ModelError, ModelFiles, Store, Trial};
#[cfg(feature = "http")]
use crate::mt::{Api, Service};
use crate::mt::{Cached, Command, Enforced, Translator, Wanted};
use std::path::Path;
use std::time::Duration;

/// An engine with its cache, held to the glossary.
pub type Engine = Enforced<Cached<Box<dyn Translator>>>;

/// Where engines find what they need; all of it given by the caller, nothing asked of the environment.
#[derive(Clone, Copy, Debug, Default)]
pub struct Equipment<'e> {
    /// The folder of installed models.
    pub models: Option<&'e Path>,
    /// The folder for answers; without one they are kept for this run only.
    pub answers: Option<&'e Path>,
    /// Threads that the engine may use, at least one.
    pub threads: usize,
    /// The key for a service.
    pub key: Option<&'e str>,
}

/// Why the engine that the settings name cannot be had.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs)]
pub enum EngineProblem {
    #[cfg(feature = "firefox")]
    #[error(transparent)]
    Model(#[from] ModelError),
    #[error("this build has no engine `{engine}`; it needs the feature `{feature}`")]
    NotBuilt { engine: &'static str, feature: &'static str },
    #[error("the engine `{engine}` needs {what}")]
    Incomplete { engine: &'static str, what: &'static str },
}

/// Opens the engine that `settings` name, with paths in them as they are. `None` where they want none, or want one if
/// there is one and none is installed.
///
/// # Errors
/// The engine is not in this build, its settings are incomplete, or its model cannot be loaded.
pub fn open(settings: &Settings, equipment: Equipment) -> Result<Option<Engine>, EngineProblem> {
    let engine: Option<Box<dyn Translator>> = match settings.engine {
        EngineChoice::None => None,
        EngineChoice::Auto | EngineChoice::Firefox => firefox(settings, equipment)?,
        EngineChoice::Command => Some(command(settings)?),
        EngineChoice::Http => Some(http(settings, equipment)?),
    };
    Ok(engine.map(|engine| {
        Enforced::new(match equipment.answers {
            Some(dir) => Cached::open(engine, dir),
            None => Cached::in_memory(engine),
        })
    }))
}

/// What an editor should know of a model.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Doubts {
    /// The hash of a model that is not pinned.
    pub unknown: Option<String>,
    /// Why it should not be used.
    pub unfit: Option<String>,
}

/// What speaks against the model of `engine`: whether it is one that this program does not know, and then whether it
/// translates a few French sentences as a French model would. Nothing for pinned models and for other engines than `firefox`.
#[cfg(feature = "firefox")]
pub fn doubts(engine: &mut Engine) -> Doubts {
    let Fingerprint { model, kernel, .. } = engine.fingerprint().clone();
    if kernel.is_none() || mt::known().any(|known| known.hash() == model) {
        return Doubts::default();
    }
    let trials = mt::verify(engine.engine_mut(), PAIR);
    let failed: Vec<&Trial> = trials.iter().filter(|trial| !trial.is_good()).collect();
    let unfit = failed.first().filter(|_| 2 * failed.len() > trials.len()).map(|trial| {
        let answer = trial.answer.as_ref().map_or_else(ToString::to_string, |text| format!("“{text}”"));
        format!("The translation model does not seem to be one for French: of « {} » it makes {answer}. Do not trust its lines; check it with: entrefilet model verify --model DIR", trial.source)
    });
    Doubts { unknown: Some(model), unfit }
}

/// What speaks against the model of `engine`: this build runs none.
#[cfg(not(feature = "firefox"))]
pub fn doubts(_: &mut Engine) -> Doubts {
    Doubts::default()
}

#[cfg(feature = "firefox")]
fn firefox(settings: &Settings, equipment: Equipment) -> Result<Option<Box<dyn Translator>>, EngineProblem> {
    let installed = || {
        let store = Store::new(equipment.models?);
        store.pairs().iter().any(|pair| pair == PAIR).then(|| store.dir(PAIR))
    };
    let Some(dir) = settings.model.as_ref().map(Into::into).or_else(installed) else {
        return match settings.engine {
            EngineChoice::Auto => Ok(None),
            _ => Err(ModelError::NoModel { pair: PAIR.into(), known: true }.into()),
        };
    };
    Ok(Some(Box::new(Firefox::load(ModelFiles::read(&dir)?, equipment.threads)?)))
}

/// The pair of an installed model.
#[cfg(feature = "firefox")]
const PAIR: &str = "fr-en";

#[cfg(not(feature = "firefox"))]
fn firefox(settings: &Settings, _: Equipment) -> Result<Option<Box<dyn Translator>>, EngineProblem> {
    match settings.engine {
        EngineChoice::Auto => Ok(None),
        _ => Err(EngineProblem::NotBuilt { engine: "firefox", feature: "firefox" }),
    }
}

fn command(settings: &Settings) -> Result<Box<dyn Translator>, EngineProblem> {
    let incomplete = EngineProblem::Incomplete { engine: "command", what: "a program" };
    let (program, arguments) = settings.command.split_first().ok_or(incomplete)?;
    let engine = Command::new(program.as_str(), arguments.iter().map(String::as_str));
    Ok(Box::new(engine.time_out(Duration::from_secs(settings.timeout))))
}

#[cfg(feature = "http")]
fn http(settings: &Settings, equipment: Equipment) -> Result<Box<dyn Translator>, EngineProblem> {
    let incomplete = |what| EngineProblem::Incomplete { engine: "http", what };
    let address = settings.url.as_deref().ok_or(incomplete("an address"))?;
    let api = match settings.api {
        HttpApi::Libretranslate => Api::LibreTranslate,
        HttpApi::Openai => Api::Chat { model: settings.model_name.clone().ok_or(incomplete("the name of a model"))? },
    };
    Ok(Box::new(Service::new(api, address, equipment.key, Duration::from_secs(settings.timeout))))
}

#[cfg(not(feature = "http"))]
fn http(_: &Settings, _: Equipment) -> Result<Box<dyn Translator>, EngineProblem> {
    Err(EngineProblem::NotBuilt { engine: "http", feature: "http" })
}

/// The lowest rate at which a memory's match is worth showing, in percent.
pub const LEAST_RATE: u8 = 70;
/// Matches that are shown to an engine or an editor.
pub const SHOWN: usize = 3;

/// What people wrote for sentences like one, the nearest first, among `matches`: examples for an engine that heeds them.
pub fn examples(matches: &[Match]) -> Vec<(String, String)> {
    let approved = matches.iter().filter(|m| m.trust == Trust::Approved);
    approved.map(|m| (m.source.clone(), m.target.clone())).collect()
}

/// The English that the mentions of a sentence want, in order: each mention's own, or its phrase's where the termbase
/// composed one. What lies inside another mention, is in doubt or could be several concepts is left to the engine.
///
/// `concepts` are the termbase's, by the numbers that the hits carry.
pub fn wanted(hits: &[Hit], concepts: &[Concept]) -> Vec<Wanted> {
    let mut wanted: Vec<Wanted> = Vec::with_capacity(hits.len());
    for hit in hits.iter().filter(|hit| is_sure(hit)) {
        let (span, en) = hit.phrase.as_ref().map_or((hit.span, &hit.en), |phrase| (phrase.span, &phrase.en));
        while wanted.last().is_some_and(|last| span.contains(last.span)) {
            wanted.pop();
        }
        if wanted.last().is_some_and(|last| last.span.overlaps(span)) {
            continue;
        }
        let concept = concepts.get(hit.concept as usize);
        let article = concept.and_then(|concept| article(concept, hit.form));
        let others = concept.filter(|_| hit.phrase.is_none()).map_or_else(Vec::new, |c| others(c, hit.form, en));
        wanted.push(Wanted { span, en: en.clone(), article, others, concept: hit.concept, form: hit.form });
    }
    wanted
}

/// Whether the hit says one thing, in its own right and beyond doubt: a guess is a question for the editor and never
/// written into a line.
fn is_sure(hit: &Hit) -> bool {
    !hit.nested && !hit.en.is_empty() && hit.certainty == Certainty::Certain
}

/// Other English of the concept that may stand where `en`, its English in this form, is wanted. A surname or a people has
/// none; a singular has no plural in its place.
fn others(concept: &Concept, form: Form, en: &str) -> Vec<String> {
    let Wording { accepted, forbidden, .. } = Wording::of(concept);
    let is_name = |form: Form| matches!(form, Form::Full | Form::Short | Form::Acronym | Form::Plural);
    let is_plural = |text: &str| text.ends_with('s') || text.ends_with("people");
    let fits = |text: &str| match form {
        Form::Adjective => text.chars().all(|c| c.is_uppercase() || c == '.'),
        _ => is_name(form) && (concept.kind != ConceptKind::Office || is_plural(text) == is_plural(en)),
    };
    let names = accepted.into_iter().filter(|a| is_name(a.form)).map(|a| a.text).chain(forbidden);
    names.filter(|text| text != en && fits(text)).collect()
}

/// The article that a form of the concept takes in English, as far as that is sure.
fn article(concept: &Concept, form: Form) -> Option<EnglishArticle> {
    match (form, concept.kind) {
        (Form::Acronym, _) => concept.en_acronym_article,
        (Form::Full | Form::Short, ConceptKind::Person | ConceptKind::Place) => {
            concept.en_article.or(Some(EnglishArticle::None))
        }
        (Form::Surname, _) => Some(EnglishArticle::None),
        (Form::Full | Form::Short, _) => concept.en_article,
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Phrase;
    use crate::text::Span;

    fn hit(start: usize, end: usize, en: &str) -> Hit {
        Hit {
            span: Span::new(start, end),
            concept: 0,
            form: Form::Full,
            en: en.into(),
            certainty: Certainty::Certain,
            nested: false,
            phrase: None,
        }
    }

    #[test]
    fn a_phrase_stands_for_the_mentions_inside_it() {
        // ministre russe des Affaires étrangères
        let head = Hit {
            phrase: Some(Phrase { span: Span::new(0, 38), en: "Russian foreign minister".into() }),
            ..hit(0, 38, "foreign minister")
        };
        let russian = Hit { form: Form::Adjective, ..hit(9, 14, "Russian") };
        for hits in [[head.clone(), russian.clone()], [russian, head]] {
            let found = wanted(&hits, &[]);
            assert_eq!(found.iter().map(|w| w.en.as_str()).collect::<Vec<_>>(), ["Russian foreign minister"]);
        }
    }

    #[test]
    fn nested_doubtful_and_ambiguous_mentions_are_left_to_the_engine() {
        let nested = Hit { nested: true, ..hit(0, 4, "Mali") };
        let unsure = Hit { certainty: Certainty::Ambiguous(vec![1, 2]), ..hit(6, 9, "Sall") };
        let alike = Hit { certainty: Certainty::Uncertain("spelt otherwise"), ..hit(10, 16, "Kallas") };
        assert!(wanted(&[nested, unsure, alike], &[]).is_empty());
    }

    #[test]
    fn persons_and_places_take_no_article_unless_the_glossary_says_so() {
        let place = Concept { kind: ConceptKind::Place, ..Concept::default() };
        let gambia = Concept { en_article: Some(EnglishArticle::The), ..place.clone() };
        let union = Concept { kind: ConceptKind::Alliance, ..Concept::default() };
        assert_eq!(article(&place, Form::Full), Some(EnglishArticle::None));
        assert_eq!(article(&gambia, Form::Full), Some(EnglishArticle::The));
        assert_eq!(article(&place, Form::Adjective), None);
        assert_eq!(article(&union, Form::Full), None);
    }

    #[test]
    fn other_english_is_of_the_same_kind_and_number() {
        let usa = Concept {
            kind: ConceptKind::Place,
            en: "United States".into(),
            en_acronym: Some("US".into()),
            en_adjective: Some("American".into()),
            en_admitted: vec!["America".into(), "U.S.".into()],
            ..Concept::default()
        };
        assert_eq!(others(&usa, Form::Full, "United States"), ["US", "America", "U.S."]);
        assert_eq!(others(&usa, Form::Adjective, "American"), ["US", "U.S."]);
        assert!(others(&usa, Form::Demonym, "Americans").is_empty());
        let spokesperson = Concept {
            kind: ConceptKind::Office,
            en: "spokesperson".into(),
            en_admitted: vec!["spokesman".into(), "spokespeople".into()],
            ..Concept::default()
        };
        assert_eq!(others(&spokesperson, Form::Full, "spokesperson"), ["spokesman"]);
        assert_eq!(others(&spokesperson, Form::Plural, "spokespersons"), ["spokespeople"]);
    }
}
