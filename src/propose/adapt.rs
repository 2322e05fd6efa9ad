//! Repairing a fuzzy match whose only differences are numbers, dates or glossary names.

use super::pieces::{Slot, pieces, slots};
use super::repair::{Repair, RepairKind, Rewrite};
use crate::model::{Certainty, ConceptKind, EnglishForm, Form, Hit, Match, Wording};
use crate::text::{Figure, Finder, Language, Span, Unit, Value, figures, unmatched};

/// A memory's English after repair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adapted {
    /// The English.
    pub text: String,
    /// What was changed, in order of the text; at least one change.
    pub repairs: Vec<Repair>,
}

/// Repairs `m` to be the English of `query`, if the two French sentences differ in nothing but numbers, dates and
/// glossary names, and each old one is found in the English as often as in its French.
///
/// French particles that follow the name (*du Mali*, *de la Guinée*) do not count as a difference. `None` wherever any
/// doubt is left: the match then stays a suggestion. What comes back always says the figures of `query`.
pub fn adapt<'w>(
    query: &str,
    m: &Match,
    query_hits: &[Hit],
    source_hits: &[Hit],
    wording: impl Fn(u32) -> Option<&'w Wording>,
) -> Option<Adapted> {
    if !unmatched(&m.source, &m.target).is_empty() {
        return None;
    }
    let (all_new, all_old) = (outer(query_hits), outer(source_hits));
    let (only_new, only_old) = (absent(&all_new, query, &m.source), absent(&all_old, &m.source, query));
    [(all_new, all_old), (only_new, only_old)].into_iter().find_map(|(new, old)| {
        let (query_pieces, source_pieces) = (pieces(query, &new), pieces(&m.source, &old));
        let slots = slots(&query_pieces, &source_pieces)?;
        let adapted = Repairer { target: &m.target, slots: &slots, wording: &wording }.repair()?;
        unmatched(query, &adapted.text).is_empty().then_some(adapted)
    })
}

fn outer(hits: &[Hit]) -> Vec<&Hit> {
    let mut end = 0;
    let mut outer: Vec<&Hit> = hits.iter().filter(|h| !h.nested).collect();
    outer.sort_by_key(|h| h.span);
    outer.retain(|h| {
        let free = h.span.start >= end;
        end = end.max(h.span.end);
        free
    });
    outer
}

/// The hits whose words do not stand in the other sentence: what was found on one side only is then a plain word.
fn absent<'h>(hits: &[&'h Hit], text: &str, other: &str) -> Vec<&'h Hit> {
    hits.iter().copied().filter(|h| !other.contains(h.span.of(text))).collect()
}

struct Repairer<'a, 'h, F> {
    target: &'a str,
    slots: &'a [Slot<'a, 'h>],
    wording: &'a F,
}

impl<'w, F: Fn(u32) -> Option<&'w Wording>> Repairer<'_, '_, F> {
    fn repair(&self) -> Option<Adapted> {
        let mut rewrite = Rewrite::new(self.target);
        let mut repairs = Vec::new();
        self.figures(&mut rewrite, &mut repairs)?;
        self.names(&mut rewrite, &mut repairs)?;
        repairs.sort_by_key(|(span, _)| *span);
        let repairs: Vec<Repair> = repairs.into_iter().map(|(_, repair)| repair).collect();
        Some(Adapted { text: rewrite.finish()?, repairs }).filter(|adapted| !adapted.repairs.is_empty())
    }

    fn figures(&self, rewrite: &mut Rewrite, repairs: &mut Vec<(Span, Repair)>) -> Option<()> {
        let pairs: Vec<(&Figure, &Figure)> = self.slots.iter().filter_map(figure_pair).collect();
        let english = figures(self.target, Language::English);
        let mut done: Vec<&Value> = Vec::new();
        for (new, old) in pairs.iter().filter(|(new, old)| new.value != old.value) {
            if done.iter().any(|value| says_same(value, &old.value)) {
                continue;
            }
            done.push(&old.value);
            let group: Vec<_> = pairs.iter().filter(|(_, o)| says_same(&o.value, &old.value)).collect();
            let places: Vec<&Figure> = english.iter().filter(|e| says_same(&old.value, &e.value)).collect();
            let clear = group.iter().all(|(n, _)| says_same(&n.value, &new.value)) && places.len() == group.len();
            if !clear || changes_number(new, old) {
                return None;
            }
            for place in places {
                let to = new.english_like(place)?;
                let from = place.span.of(self.target).to_owned();
                rewrite.put(place.span, &capital_like(&to, &from));
                repairs.push((place.span, Repair { kind: kind(&new.value), from, to }));
            }
        }
        Some(())
    }

    fn names(&self, rewrite: &mut Rewrite, repairs: &mut Vec<(Span, Repair)>) -> Option<()> {
        let pairs: Vec<(&Hit, &Hit)> = self.slots.iter().filter_map(name_pair).collect();
        let changed = |(new, old): &&(&Hit, &Hit)| new.concept != old.concept || new.form != old.form;
        let mut done: Vec<u32> = Vec::new();
        for (new, old) in pairs.iter().filter(changed) {
            if done.contains(&old.concept) {
                continue;
            }
            done.push(old.concept);
            let group: Vec<_> = pairs.iter().filter(|(_, o)| o.concept == old.concept).copied().collect();
            if group.iter().any(|(n, o)| n.concept != new.concept || !is_clear(n, o)) {
                return None;
            }
            self.name(&group, rewrite, repairs)?;
        }
        Some(())
    }

    /// Puts one concept's English in the place of another's, as often as the French has it.
    fn name(&self, group: &[(&Hit, &Hit)], rewrite: &mut Rewrite, repairs: &mut Vec<(Span, Repair)>) -> Option<()> {
        let (new, old) = *group.first()?;
        let (new_wording, old_wording) = ((self.wording)(new.concept)?, (self.wording)(old.concept)?);
        if !interchangeable(new_wording.kind, old_wording.kind) || self.has_pronoun(old_wording.kind) {
            return None;
        }
        let places = places(self.target, old, old_wording);
        if places.len() != group.len() {
            return None;
        }
        for (span, form) in places {
            let hit = group.iter().find(|(_, o)| o.form == form.form).or_else(|| same_english(group))?.0;
            let to = english_for(hit, &form, new_wording)?;
            rewrite.put_name(span, form.article, &to)?;
            let from = span.of(self.target).to_owned();
            repairs.push((span, Repair { kind: RepairKind::Name, from, to: to.text }));
        }
        Some(())
    }

    /// A pronoun for a person may not fit another.
    fn has_pronoun(&self, kind: ConceptKind) -> bool {
        let finder = Finder::new(self.target);
        kind == ConceptKind::Person
            && ["he", "him", "his", "she", "her", "hers"].iter().any(|p| !finder.find(p).is_empty())
    }
}

fn figure_pair<'p>(slot: &Slot<'p, '_>) -> Option<(&'p Figure, &'p Figure)> {
    match *slot {
        Slot::Figure { new, old } => Some((new, old)),
        Slot::Name { .. } => None,
    }
}

fn name_pair<'h>(slot: &Slot<'_, 'h>) -> Option<(&'h Hit, &'h Hit)> {
    match *slot {
        Slot::Name { new, old } => Some((new, old)),
        Slot::Figure { .. } => None,
    }
}

/// Equal values; a number without a unit may have any.
fn says_same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number { amount: a, unit: u, rough: r }, Value::Number { amount: b, unit: v, rough: s }) => {
            a == b && r == s && (u == v || *u == Unit::None || *v == Unit::None)
        }
        (a, b) => a == b,
    }
}

/// One of something becomes several, or the other way round: the noun in English would have to follow.
fn changes_number(new: &Figure, old: &Figure) -> bool {
    let one = |f: &Figure| matches!(f.value, Value::Number { amount, unit, .. } if unit != Unit::Percent && amount.integer() == Some(1));
    one(new) != one(old)
}

fn kind(value: &Value) -> RepairKind {
    match value {
        Value::Date(_) | Value::Day(_) | Value::Time { .. } => RepairKind::Date,
        _ => RepairKind::Number,
    }
}

/// Capital for capital: *Two soldiers* becomes *Three soldiers*.
fn capital_like(to: &str, from: &str) -> String {
    let mut chars = to.chars();
    match chars.next() {
        Some(first) if from.starts_with(char::is_uppercase) => first.to_uppercase().chain(chars).collect(),
        _ => to.to_owned(),
    }
}

fn is_clear(new: &Hit, old: &Hit) -> bool {
    let certain = new.certainty == Certainty::Certain && old.certainty == Certainty::Certain;
    certain && (new.form == old.form || new.concept == old.concept && is_noun(new.form) && is_noun(old.form))
}

fn is_noun(form: Form) -> bool {
    !matches!(form, Form::Adjective | Form::Demonym | Form::Plural)
}

/// Names of these kinds stand in each other's place in a sentence.
fn interchangeable(a: ConceptKind, b: ConceptKind) -> bool {
    use ConceptKind::{Alliance, Organisation};
    a == b || matches!((a, b), (Alliance | Organisation, Alliance | Organisation))
}

fn same_english<'g, 'h>(group: &'g [(&'h Hit, &'h Hit)]) -> Option<&'g (&'h Hit, &'h Hit)> {
    let first = group.first()?;
    group.iter().all(|(n, _)| n.en == first.0.en).then_some(first)
}

/// The English of `new` for a place where the old name stands as `old`: where a translator made a noun of a French adjective
/// (*le chef de l’État sénégalais*, Senegal’s head of state), the new name is a noun, too.
fn english_for(new: &Hit, old: &EnglishForm, wording: &Wording) -> Option<EnglishForm> {
    if is_noun(new.form) != is_noun(old.form) {
        return wording.accepted.iter().find(|a| a.form == old.form).cloned();
    }
    let article = wording.accepted.iter().any(|a| a.text == new.en && a.article);
    Some(EnglishForm { text: new.en.clone(), form: new.form, article })
}

/// Where `old` stands in the English, in any accepted form; the longest form wins where two overlap.
fn places(target: &str, old: &Hit, wording: &Wording) -> Vec<(Span, EnglishForm)> {
    let finder = Finder::new(target);
    let mirrored = EnglishForm { text: old.en.clone(), form: old.form, article: false };
    let mut forms: Vec<&EnglishForm> = wording.accepted.iter().collect();
    if !forms.iter().any(|f| f.text == old.en) {
        forms.push(&mirrored);
    }
    forms.sort_by_key(|f| (std::cmp::Reverse(f.text.len()), f.form));
    let mut places: Vec<(Span, EnglishForm)> = Vec::new();
    for form in forms {
        for span in finder.find_cased(&form.text) {
            if !places.iter().any(|(taken, _)| taken.overlaps(span)) {
                places.push((span, form.clone()));
            }
        }
    }
    places.sort_by_key(|(span, _)| *span);
    places
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Desk, matched};
    use super::*;

    fn adapted(query: &str, source: &str, target: &str) -> Option<String> {
        let desk = Desk::new();
        let m = matched(90, source, target);
        let adapted = adapt(query, &m, &desk.hits(query), &desk.hits(source), |n| desk.wording(n));
        adapted.map(|a| a.text)
    }

    #[test]
    fn figures_are_repaired_in_the_english_form() {
        for (query, source, target, expected) in [
            (
                "L’armée compte 7 500 soldats.",
                "L’armée compte 5 000 soldats.",
                "The army has 5,000 soldiers.",
                "The army has 7,500 soldiers.",
            ),
            (
                "Le sommet du 9 mai 2026.",
                "Le sommet du 3 avril 2025.",
                "The summit of April 3, 2025.",
                "The summit of May 9, 2026.",
            ),
            ("Trois civils tués", "Deux civils tués", "Two civilians killed", "Three civilians killed"),
            ("Une hausse de 8,5 %", "Une hausse de 3,5 %", "A 3.5% rise", "An 8.5% rise"),
            (
                "Il est arrivé jeudi à 18 h 30.",
                "Il est arrivé mercredi à 9 h.",
                "He arrived on Wednesday at 9 a.m.",
                "He arrived on Thursday at 6:30 p.m.",
            ),
            ("entre 5 et 5 km", "entre 3 et 3 km", "between 3 and 3 km", "between 5 and 5 km"),
        ] {
            assert_eq!(adapted(query, source, target).as_deref(), Some(expected), "{query}");
        }
    }

    #[test]
    fn names_are_repaired_with_their_articles() {
        for (query, source, target, expected) in [
            ("Le Mali a quitté la CEDEAO.", "Le Niger a quitté la CEDEAO.", "Niger left ECOWAS.", "Mali left ECOWAS."),
            (
                "L’armée malienne avance.",
                "L’armée ivoirienne avance.",
                "An Ivorian army advances.",
                "A Malian army advances.",
            ),
            (
                "La CEDEAO a condamné l’attaque.",
                "L’Alliance des États du Sahel a condamné l’attaque.",
                "The Alliance of Sahel States condemned the attack.",
                "ECOWAS condemned the attack.",
            ),
            (
                "Le sommet de l’Alliance des États du Sahel est reporté.",
                "Le sommet de la CEDEAO est reporté.",
                "The summit of ECOWAS is postponed.",
                "The summit of the Alliance of Sahel States is postponed.",
            ),
            ("Les soldats en Guinée", "Les soldats au Mali", "Mali’s soldiers", "Guinea’s soldiers"),
            ("L’armée malienne", "L’armée ivoirienne", "Ivory Coast’s army", "Mali’s army"),
            ("Le chef de la CEDEAO", "Le chef du Mali", "", ""),
        ] {
            let expected = Some(expected).filter(|e| !e.is_empty());
            assert_eq!(adapted(query, source, target).as_deref(), expected, "{query}");
        }
    }

    #[test]
    fn doubt_leaves_a_suggestion() {
        for (query, source, target, why) in [
            ("Il a 5 chiens", "Il a 3 chats", "He has 3 cats", "a word differs"),
            ("Il y a 5 tués et 4 blessés", "Il y a 3 tués et 3 blessés", "3 killed, 3 wounded", "which 3?"),
            (
                "deux soldats et trois civils",
                "deux soldats et cinq civils",
                "both soldiers and many civilians",
                "no five",
            ),
            ("les 3 soldats", "les 2 soldats", "both soldiers", "said otherwise"),
            ("Il avait 3 %", "Il avait 5 km", "He had 5 km", "another unit"),
            ("le 9 mai", "le 3 avril 2025", "on 3 April 2025", "another sort of date"),
            ("Assimi Goïta et son armée", "Macky Sall et son armée", "Macky Sall and his army", "whose army?"),
            ("le Mali et 5 hommes", "le Mali et 5 hommes", "Mali and 7 men", "the memory itself is wrong"),
        ] {
            assert_eq!(adapted(query, source, target), None, "{why}");
        }
    }

    #[test]
    fn equal_sentences_need_no_adapting() {
        assert_eq!(adapted("Le Mali vote.", "Le Mali vote.", "Mali votes."), None);
    }
}
