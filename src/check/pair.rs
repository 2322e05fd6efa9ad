//! All rules for one pair.

use super::{calendar, form, terms};
use crate::model::{Hit, Remark, Wording};
use crate::text::{Unmatched, unmatched};

/// A French sentence, its English, and the glossary's names in the French.
#[derive(Clone, Copy)]
pub struct Pair<'p> {
    /// The French.
    pub french: &'p str,
    /// The English.
    pub english: &'p str,
    /// Glossary names in the French.
    pub hits: &'p [Hit],
}

/// What is wrong with a pair, in the order of the rules.
///
/// Rules: `untranslated` (then nothing else is said), `term-missing`, `near-miss`, `forbidden-form`, `count-differs`,
/// `french-left`, `acronym-pair`, `figure-missing`, `figure-extra`, `date-missing`, `date-extra`, `doubled-word`, `unbalanced`. Any accepted form of a
/// concept is right; each rule speaks once a concept, so a name with many English forms never makes many remarks.
pub fn pair<'w>(pair: Pair, wording: impl Fn(u32) -> Option<&'w Wording>) -> Vec<Remark> {
    if let Some(remark) = form::untranslated(pair.french, pair.english) {
        return vec![remark];
    }
    let mut remarks = terms::remarks(pair, &wording);
    let differ = unmatched(pair.french, pair.english);
    remarks.extend(figures(pair, &differ));
    remarks.extend(calendar::remarks(pair.french, pair.english, &differ));
    remarks.extend(form::doubled_words(pair.english));
    remarks.extend(form::unbalanced(pair.french, pair.english));
    remarks
}

fn figures(pair: Pair, differ: &Unmatched) -> Vec<Remark> {
    let missing = differ.missing.iter().map(|f| {
        let wanted = f.english();
        Remark::new("figure-missing", format!("“{}” ({wanted}) is not in the English", f.whole.of(pair.french)))
    });
    let extra = differ
        .extra
        .iter()
        .map(|f| Remark::new("figure-extra", format!("“{}” is not in the French", f.whole.of(pair.english))));
    missing.chain(extra).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Certainty, Concept, ConceptKind, Form};
    use crate::text::Finder;

    fn wordings() -> Vec<Wording> {
        let ecowas = Concept {
            id: "cedeao".into(),
            kind: ConceptKind::Organisation,
            fr: "Communauté économique des États de l’Afrique de l’Ouest".into(),
            fr_acronym: Some("CEDEAO".into()),
            en: "Economic Community of West African States".into(),
            en_acronym: Some("ECOWAS".into()),
            en_admitted: vec!["Ecowas".into()],
            en_forbidden: vec!["West African bloc".into()],
            ..Concept::default()
        };
        let goita = Concept {
            id: "goita".into(),
            kind: ConceptKind::Person,
            fr: "Assimi Goïta".into(),
            en: "Assimi Goïta".into(),
            ..Concept::default()
        };
        let mali = Concept {
            id: "mali".into(),
            kind: ConceptKind::Place,
            fr: "Mali".into(),
            en: "Mali".into(),
            en_adjective: Some("Malian".into()),
            ..Concept::default()
        };
        [ecowas, goita, mali].iter().map(Wording::of).collect()
    }

    const FORMS: [(&str, u32, Form); 6] = [
        ("Communauté économique des États de l’Afrique de l’Ouest", 0, Form::Full),
        ("CEDEAO", 0, Form::Acronym),
        ("Assimi Goïta", 1, Form::Full),
        ("Goïta", 1, Form::Surname),
        ("Mali", 2, Form::Full),
        ("malienne", 2, Form::Adjective),
    ];

    fn rules(french: &str, english: &str) -> Vec<&'static str> {
        let finder = Finder::new(french);
        let mut hits: Vec<Hit> = Vec::new();
        for (text, concept, form) in FORMS {
            for span in finder.find(text) {
                let nested = hits.iter().any(|h| h.span.contains(span));
                let (certainty, en) = (Certainty::Certain, String::new());
                hits.push(Hit { span, concept, form, en, certainty, nested, phrase: None });
            }
        }
        let wordings = wordings();
        let remarks = pair(Pair { french, english, hits: &hits }, |n| wordings.get(n as usize));
        remarks.into_iter().map(|r| r.rule).collect()
    }

    #[test]
    fn each_rule_finds_its_fault() {
        for (rule, french, english) in [
            ("untranslated", "Le Mali quitte le sommet.", "Le Mali quitte le sommet."),
            ("untranslated", "Le Mali quitte le sommet.", " "),
            ("term-missing", "La CEDEAO se réunit.", "The bloc meets."),
            ("near-miss", "Assimi Goïta parle.", "Asimi Goita speaks."),
            ("forbidden-form", "La CEDEAO se réunit.", "The West African bloc, ECOWAS, meets."),
            ("count-differs", "Le Mali et le Mali.", "Mali."),
            ("french-left", "La CEDEAO se réunit à Lomé.", "ECOWAS (CEDEAO there) meets in Lomé."),
            (
                "acronym-pair",
                "La Communauté économique des États de l’Afrique de l’Ouest (CEDEAO) vote.",
                "The Economic Community of West African States (EWAS) votes: ECOWAS.",
            ),
            ("figure-missing", "Il y a 35 morts.", "There are many dead."),
            ("figure-extra", "Il y a des morts.", "There are 35 dead."),
            ("doubled-word", "Le chef parle.", "The the chief speaks."),
            ("unbalanced", "Le chef (parle).", "The chief (speaks."),
            ("unbalanced", "« Oui », dit-il.", "“Yes, he says."),
        ] {
            assert_eq!(rules(french, english), [rule], "{french} | {english}");
        }
    }

    #[test]
    fn what_is_right_is_left_alone() {
        for (french, english) in [
            ("La CEDEAO se réunit.", "ECOWAS meets."),
            ("La CEDEAO se réunit.", "The Economic Community of West African States meets."),
            ("La CEDEAO se réunit.", "Ecowas meets."),
            ("L’armée malienne avance.", "The army of Mali advances."),
            ("Assimi Goïta parle.", "Assimi Goita speaks."),
            ("Goïta parle.", "Goïta speaks."),
            (
                "La Communauté économique des États de l’Afrique de l’Ouest (CEDEAO) vote.",
                "The Economic Community of West African States (ECOWAS) votes.",
            ),
            ("Il a dit que « 5 000 » suffisent (ou non).", "He said that “5,000” is enough (or not)."),
            ("Mali", "Mali"),
            ("Il avait vu ce que c’était.", "He had had what that that was."),
            ("a) La loi", "a) The law"),
            ("« Une citation qui continue", "“A quotation that goes on"),
        ] {
            assert_eq!(rules(french, english), Vec::<&str>::new(), "{french} | {english}");
        }
    }
}
