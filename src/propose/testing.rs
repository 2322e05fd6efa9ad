//! A small desk for the tests of this room: a few concepts, found by their bare French forms.

use crate::model::{Certainty, Concept, ConceptKind, Form, Hit, Match, Penalty, Trust, Wording};
use crate::text::Finder;

pub(super) struct Desk {
    forms: Vec<(&'static str, u32, Form, &'static str)>,
    wordings: Vec<Wording>,
}

impl Desk {
    pub(super) fn new() -> Self {
        let place = |en: &str, adjective: &str| Concept {
            kind: ConceptKind::Place,
            en: en.into(),
            en_adjective: Some(adjective.into()),
            ..Concept::default()
        };
        let person = |en: &str| Concept { kind: ConceptKind::Person, en: en.into(), ..Concept::default() };
        let body = |en: &str, acronym: &str, forbidden: &str| Concept {
            kind: ConceptKind::Organisation,
            en: en.into(),
            en_acronym: Some(acronym.into()),
            en_forbidden: vec![forbidden.into()],
            ..Concept::default()
        };
        let concepts = [
            place("Mali", "Malian"),
            place("Niger", "Nigerien"),
            place("Ivory Coast", "Ivorian"),
            place("Guinea", "Guinean"),
            body("Economic Community of West African States", "ECOWAS", "CEDEAO"),
            body("Alliance of Sahel States", "AES", "Sahel States Alliance"),
            person("Assimi Goïta"),
            person("Macky Sall"),
        ];
        let forms = vec![
            ("Mali", 0, Form::Full, "Mali"),
            ("malienne", 0, Form::Adjective, "Malian"),
            ("Niger", 1, Form::Full, "Niger"),
            ("ivoirienne", 2, Form::Adjective, "Ivorian"),
            ("Guinée", 3, Form::Full, "Guinea"),
            ("CEDEAO", 4, Form::Full, "ECOWAS"),
            ("Alliance des États du Sahel", 5, Form::Full, "Alliance of Sahel States"),
            ("Assimi Goïta", 6, Form::Full, "Assimi Goïta"),
            ("Macky Sall", 7, Form::Full, "Macky Sall"),
        ];
        Self { forms, wordings: concepts.iter().map(Wording::of).collect() }
    }

    pub(super) fn hits(&self, text: &str) -> Vec<Hit> {
        let finder = Finder::new(text);
        let hit = |&(fr, concept, form, en): &(&str, u32, Form, &str)| {
            let certainty = Certainty::Certain;
            let hit = move |span| Hit {
                span,
                concept,
                form,
                en: en.into(),
                certainty: certainty.clone(),
                nested: false,
                phrase: None,
            };
            finder.find(fr).into_iter().map(hit).collect::<Vec<_>>()
        };
        let mut hits: Vec<Hit> = self.forms.iter().flat_map(hit).collect();
        hits.sort_by_key(|h| h.span);
        hits
    }

    pub(super) fn wording(&self, concept: u32) -> Option<&Wording> {
        self.wordings.get(concept as usize)
    }
}

pub(super) fn matched(rate: u8, source: &str, target: &str) -> Match {
    Match {
        rate,
        penalty: Penalty::default(),
        source: source.into(),
        target: target.into(),
        memory: "desk.tmx".into(),
        unit: 1,
        trust: Trust::Approved,
        edits: Vec::new(),
    }
}
