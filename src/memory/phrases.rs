//! Parts of a sentence that the memory knows: units of their own, and names in several units.

use super::{Memory, Query};
use crate::text::{Language, Span, Word, WordKind, capitalised, words};

/// A part of a query and its English: that of a unit which equals it but for case, or, of a name, what several units have. A
/// suggestion, never a translation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Where the part stands in the query.
    pub span: Span,
    /// The unit's English.
    pub target: String,
    /// Where the unit is, as in [`Match::memory`](crate::model::Match::memory).
    pub memory: String,
    /// Number of the unit in its file; of several the newest.
    pub unit: u64,
    /// How many units say so.
    pub units: usize,
}

/// The longest part that is looked for, in words.
const LONGEST: usize = 8;
/// Shorter parts are articles and prepositions as often as not.
const SHORTEST_LETTERS: usize = 6;

impl Memory {
    /// The parts of `text` that the memory knows, in order, not overlapping: first units, the longest at each place from the
    /// left; then names between them that at least three units, and four of five that have them, write alike in English.
    ///
    /// ```
    /// # use entrefilet::{memory::{Memory, build}, model::Unit};
    /// # let folder = tempfile::tempdir().unwrap();
    /// # let path = folder.path().join("m.idx");
    /// build([Unit { source: "Conseil de sécurité".into(), target: "Security Council".into(), ..Unit::default() }], &path).unwrap();
    /// let text = "Le Conseil de sécurité se réunit mardi.";
    /// let found = Memory::open(&path).unwrap().phrases(text);
    /// assert_eq!((found[0].span.of(text), found[0].target.as_str()), ("Conseil de sécurité", "Security Council"));
    /// ```
    pub fn phrases(&self, text: &str) -> Vec<Known> {
        let mut known = self.units_in(text);
        for span in capitalised(text, Language::French) {
            if known.iter().any(|known| known.span.overlaps(span)) {
                continue;
            }
            known.extend(self.aligned(span.of(text)).map(|agreed| Known {
                span,
                target: agreed.english.to_owned(),
                memory: self.place_of(&agreed.unit),
                unit: agreed.unit.number,
                units: agreed.units,
            }));
        }
        known.sort_by_key(|known| known.span);
        known
    }

    fn units_in(&self, text: &str) -> Vec<Known> {
        let words: Vec<Word> = words(text).collect();
        let mut found = Vec::new();
        let mut at = 0;
        while at < words.len() {
            match self.longest_from(text, &words[at..]) {
                Some((length, known)) => {
                    found.push(known);
                    at += length;
                }
                None => at += 1,
            }
        }
        found
    }

    fn longest_from(&self, text: &str, words: &[Word]) -> Option<(usize, Known)> {
        if words[0].kind == WordKind::Mark {
            return None;
        }
        (1..=words.len().min(LONGEST)).rev().find_map(|length| {
            let span = Span { start: words[0].span.start, end: words[length - 1].span.end };
            let part = span.of(text);
            if part.len() < SHORTEST_LETTERS || words[length - 1].kind == WordKind::Mark {
                return None;
            }
            let best = self.search(&Query { text: part, ..Query::default() }, 99, 1).pop()?;
            let known = Known { span, target: best.target, memory: best.memory, unit: best.unit, units: 1 };
            (!self.contradicts(part, &known.target)).then_some((length, known))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::open::tests::{memory, unit};
    use crate::model::Unit;

    fn told(units: &[(&str, &str)], text: &str) -> Vec<String> {
        let units: Vec<Unit> = units.iter().map(|(source, target)| unit(source, target)).collect();
        let found = memory(&units).phrases(text);
        found.iter().map(|k| format!("{} = {} ({}, {})", k.span.of(text), k.target, k.unit, k.units)).collect()
    }

    #[test]
    fn units_come_before_names_and_names_need_three_units() {
        let units = [
            ("conseil de sécurité", "Security Council"),
            ("Hier, Sergueï Lavrov est parti.", "Sergei Lavrov left yesterday."),
            ("Puis Sergueï Lavrov a dit oui.", "Then Sergei Lavrov said yes."),
            ("C’est Sergueï Lavrov à Moscou.", "It is Sergei Lavrov in Moscow."),
            ("Il vit à Moscou.", "He lives in Moscow."),
        ];
        let text = "Le Conseil de sécurité attend Sergueï Lavrov à Moscou.";
        let expected = ["Conseil de sécurité = Security Council (1, 1)", "Sergueï Lavrov = Sergei Lavrov (4, 3)"];
        assert_eq!(told(&units, text), expected);
    }

    /// Every memory has the units of one line, and is asked for its parts of the sentence.
    #[test]
    fn names_are_what_several_units_agree_on() {
        let dit = |name: &str, english: &str| {
            ["hier", "encore", "enfin", "déjà", "aussi"]
                .map(|word| (format!("Il voit {name} {word}."), format!("He sees {english} {word}.")))
        };
        for (units, text, expected) in [
            (dit("Ouagadougou", "Ouagadougou"), "À Ouagadougou, rien.", "Ouagadougou = Ouagadougou (5, 5)"),
            (
                dit("Saint-Pétersbourg", "St Petersburg"),
                "De Saint-Pétersbourg.",
                "Saint-Pétersbourg = St Petersburg (5, 5)",
            ),
            // Other letters: nothing else may stand beside them.
            (dit("les Pays-Bas", "the Netherlands"), "Aux Pays-Bas, oui.", "Pays-Bas = Netherlands (5, 5)"),
            (dit("l’OTAN", "NATO"), "Que fait l’OTAN ?", "OTAN = NATO (5, 5)"),
            (dit("l’Allemagne et l’Autriche", "Germany and Austria"), "Que fait l’Allemagne ?", ""),
            (dit("l’Allemagne", "Germany in Europe"), "Que fait l’Allemagne ?", ""),
            // A part of a name, on either side.
            (dit("les Forces canadiennes", "the Canadian Forces"), "Les Forces françaises et leurs Forces.", ""),
            (dit("la Convention de Vienne", "the Convention"), "Selon la Convention de Vienne, oui.", ""),
            // A word that opens the sentence is no name.
            (dit("Gao", "Gao"), "Voit-il Gao ?", "Gao = Gao (5, 5)"),
            (dit("Gao", "Gao"), "Gao attend.", ""),
        ] {
            let units: Vec<(&str, &str)> = units.iter().map(|(fr, en)| (fr.as_str(), en.as_str())).collect();
            assert_eq!(told(&units, text).join("; "), expected, "{text}");
        }
    }

    #[test]
    fn units_that_disagree_give_no_name() {
        let londres = [("À Londres, rien.", "In London, nothing."), ("De Londres, rien.", "From London, nothing.")];
        assert_eq!(told(&londres, "Il voit Londres."), Vec::<String>::new());
        let keita = [
            ("Ils ont vu Keïta.", "They saw Keita."),
            ("Ils ont cru Keïta.", "They believed Keïta."),
            ("Elles ont vu Keïta.", "They saw Keita."),
            ("Elles ont cru Keïta.", "They believed Keita."),
        ];
        assert_eq!(told(&keita, "Il voit Keïta."), Vec::<String>::new());
        assert_eq!(
            told(&[&keita[..], &[("C’est Keïta.", "It’s Keita.")]].concat(), "Il voit Keïta."),
            ["Keïta = Keita (5, 4)"]
        );
    }

    #[test]
    fn a_unit_that_others_contradict_is_left_out() {
        let mut units = vec![
            ("mesures de prévention", "Liability"),
            ("Voici des mesures de prévention.", "Here are preventive measures."),
        ];
        let text = "Il prend des mesures de prévention.";
        assert_eq!(told(&units, text), ["mesures de prévention = Liability (1, 1)"]);
        units.push(("Sans mesures de prévention, non.", "Not without preventive measures."));
        assert_eq!(told(&units, text), Vec::<String>::new());
        units[0].1 = "Prevention";
        units.push(("Les mesures de prévention suffisent.", "Preventing is enough."));
        assert_eq!(told(&units, text), ["mesures de prévention = Prevention (1, 1)"]);
    }
}
