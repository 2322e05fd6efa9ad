//! Which English a sentence gets, and where it came from.

use super::adapt::adapt;
use super::mentions::locate;
use super::repair::{Repair, correct};
use crate::model::{English, Hit, Match, Origin, Remark, Trust, Wording};
use crate::text::{Figure, Unmatched, Value, unmatched};

/// All that is known of one French sentence when its English is chosen.
pub struct Evidence<'e> {
    /// The sentence.
    pub french: &'e str,
    /// Glossary names in it.
    pub hits: &'e [Hit],
    /// What the memories answered, best first.
    pub matches: &'e [Match],
    /// What an engine made of it, if one was asked.
    pub machine: Option<MachineLine<'e>>,
}

/// An engine's translation of a sentence.
#[derive(Clone, Copy)]
pub struct MachineLine<'e> {
    /// The English.
    pub text: &'e str,
}

/// What a sentence gets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proposal {
    /// Where the English came from; [`Origin::None`] by default.
    pub origin: Origin,
    /// The English; there is one exactly when [`Origin::is_english`].
    pub english: Option<English>,
    /// The unit behind it, when a memory gave it.
    pub recalled: Option<Recalled>,
    /// What was changed in the memory's English.
    pub repairs: Vec<Repair>,
    /// The best match that is not the line, when no approved match is.
    pub suggestion: Option<Match>,
    /// What an editor should look at.
    pub remarks: Vec<Remark>,
}

/// The memory's unit behind a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recalled {
    /// Name of the memory.
    pub memory: String,
    /// Number of the unit in its file.
    pub unit: u64,
    /// Match rate, whole percent.
    pub rate: u8,
}

/// Chooses the English of a sentence: an exact match (in context first), an adapted one, a machine's line, or none.
///
/// `hits_of` finds glossary names in a memory's French; it is asked only for matches worth adapting. A unit that a machine
/// made counts as the machine's line, never as approved. An approved line keeps its words, but for forms the glossary
/// forbids. Where the figures of a line are not those of its French, a remark says so.
pub fn decide<'w>(
    evidence: &Evidence,
    hits_of: impl Fn(&str) -> Vec<Hit>,
    wording: impl Fn(u32) -> Option<&'w Wording>,
) -> Proposal {
    let chosen = exact(evidence)
        .or_else(|| adapted(evidence, &hits_of, &wording))
        .or_else(|| machine(evidence))
        .unwrap_or_default();
    let (text, forbidden) = correct(&chosen.text, evidence.hits, &wording);
    let approved = matches!(chosen.origin, Origin::Context | Origin::Exact | Origin::Adapted);
    let mut proposal = Proposal {
        origin: if chosen.origin == Origin::None && !evidence.hits.is_empty() { Origin::Terms } else { chosen.origin },
        recalled: chosen.from.map(recalled),
        repairs: chosen.repairs.into_iter().chain(forbidden).collect(),
        suggestion: if approved { None } else { suggestion(evidence, chosen.from) },
        ..Proposal::default()
    };
    if chosen.origin.is_english() {
        proposal.remarks = figure_remarks(evidence.french, &text).into_iter().chain(chosen.remarks).collect();
        let mentions = locate(&text, evidence.hits, &wording);
        proposal.english = Some(English { text, mentions });
    }
    proposal
}

#[derive(Default)]
struct Chosen<'m> {
    origin: Origin,
    text: String,
    from: Option<&'m Match>,
    repairs: Vec<Repair>,
    remarks: Vec<Remark>,
}

fn exact<'m>(evidence: &Evidence<'m>) -> Option<Chosen<'m>> {
    let approved = || evidence.matches.iter().filter(|m| m.rate >= 100 && m.trust == Trust::Approved);
    let best = approved().reduce(|best, next| if next.rate > best.rate { next } else { best })?;
    let origin = if best.rate > 100 { Origin::Context } else { Origin::Exact };
    let other = approved().find(|m| m.rate == best.rate && m.target != best.target);
    let told = |m: &Match| {
        Remark::new("two-translations", format!("{} {} has other English: “{}”", m.memory, m.unit, m.target))
    };
    Some(Chosen {
        origin,
        text: best.target.clone(),
        from: Some(best),
        remarks: other.map(told).into_iter().collect(),
        ..Chosen::default()
    })
}

/// Matches tried before a line is given up as a suggestion.
const MOST_ADAPTED: usize = 5;

fn adapted<'m, 'w>(
    evidence: &Evidence<'m>,
    hits_of: &impl Fn(&str) -> Vec<Hit>,
    wording: &impl Fn(u32) -> Option<&'w Wording>,
) -> Option<Chosen<'m>> {
    let approved = evidence.matches.iter().filter(|m| m.rate < 100 && m.trust == Trust::Approved);
    approved.take(MOST_ADAPTED).find_map(|m| {
        let adapted = adapt(evidence.french, m, evidence.hits, &hits_of(&m.source), wording)?;
        let (text, repairs) = (adapted.text, adapted.repairs);
        Some(Chosen { origin: Origin::Adapted, text, from: Some(m), repairs, ..Chosen::default() })
    })
}

fn machine<'m>(evidence: &Evidence<'m>) -> Option<Chosen<'m>> {
    let remembered = evidence.matches.iter().find(|m| m.rate >= 100 && m.trust == Trust::Machine);
    let text = match (evidence.machine, remembered) {
        (Some(line), _) => line.text.to_owned(),
        (None, Some(unit)) => unit.target.clone(),
        (None, None) => return None,
    };
    let from = remembered.filter(|_| evidence.machine.is_none());
    Some(Chosen { origin: Origin::Machine, text, from, ..Chosen::default() })
}

fn suggestion(evidence: &Evidence, used: Option<&Match>) -> Option<Match> {
    evidence.matches.iter().find(|m| Some(*m) != used && m.rate < 100).cloned()
}

fn recalled(m: &Match) -> Recalled {
    Recalled { memory: m.memory.clone(), unit: m.unit, rate: m.rate }
}

/// Figures of the French that its English lacks, and the other way round; where one can only stand for another, both are
/// told together.
fn figure_remarks(french: &str, english: &str) -> Vec<Remark> {
    let Unmatched { missing, mut extra } = unmatched(french, english);
    let told = |lost: &Figure| {
        let said = lost.whole.of(french);
        match partner(lost, &missing, &extra) {
            Some(at) => {
                let new = extra.remove(at);
                format!("“{said}” in the French, but “{}” in the English", new.whole.of(english))
            }
            None => format!("“{said}” is not in the English"),
        }
    };
    let mut messages: Vec<String> = missing.iter().map(told).collect();
    messages.extend(extra.iter().map(|f| format!("“{}” is not in the French", f.whole.of(english))));
    messages.into_iter().map(|message| Remark::new("figure-differs", message)).collect()
}

/// The place in `extra` of the one figure like `lost`, if `lost` is the only such one in `missing`.
fn partner(lost: &Figure, missing: &[Figure], extra: &[Figure]) -> Option<usize> {
    let mut places = extra.iter().enumerate().filter(|(_, new)| are_alike(lost, new));
    let (at, _) = places.next()?;
    let alone = places.next().is_none() && missing.iter().filter(|other| are_alike(lost, other)).count() == 1;
    alone.then_some(at)
}

/// Whether both are numbers, times, or dates with the same parts.
fn are_alike(a: &Figure, b: &Figure) -> bool {
    match (&a.value, &b.value) {
        (Value::Date(a), Value::Date(b)) => a.same_shape(*b),
        (a, b) => std::mem::discriminant(a) == std::mem::discriminant(b),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Desk, matched};
    use super::*;

    fn proposal(french: &str, matches: &[Match], machine: Option<&str>) -> Proposal {
        let desk = Desk::new();
        let hits = desk.hits(french);
        let machine = machine.map(|text| MachineLine { text });
        decide(&Evidence { french, hits: &hits, matches, machine }, |t| desk.hits(t), |n| desk.wording(n))
    }

    #[test]
    fn approved_before_adapted_before_machine_before_terms() {
        let french = "Le Mali compte 7 500 soldats.";
        let exact = matched(100, french, "Mali has 7,500 soldiers.");
        let context = matched(101, french, "Mali counts 7,500 soldiers.");
        let near = matched(92, "Le Mali compte 5 000 soldats.", "Mali has 5,000 soldiers.");
        let far = matched(75, "Le Mali compte ses soldats.", "Mali counts its soldiers.");
        let all = [context.clone(), exact.clone(), near.clone(), far.clone()];
        for (matches, machine, origin, text) in [
            (&all[..], Some("m"), Origin::Context, Some("Mali counts 7,500 soldiers.")),
            (&all[1..], Some("m"), Origin::Exact, Some("Mali has 7,500 soldiers.")),
            (&all[2..], Some("m"), Origin::Adapted, Some("Mali has 7,500 soldiers.")),
            (&all[3..], Some("In Mali, 7,500 soldiers."), Origin::Machine, Some("In Mali, 7,500 soldiers.")),
            (&all[3..], None, Origin::Terms, None),
        ] {
            let found = proposal(french, matches, machine);
            assert_eq!((found.origin, found.english.as_ref().map(|e| e.text.as_str())), (origin, text));
            assert_eq!(found.suggestion.is_some(), origin >= Origin::Machine);
        }
        assert_eq!(proposal("Rien.", &[], None).origin, Origin::None);
    }

    #[test]
    fn a_machines_unit_is_never_approved() {
        let mut unit = matched(100, "Il pleut.", "It rains.");
        unit.trust = Trust::Machine;
        let found = proposal("Il pleut.", &[unit], None);
        assert_eq!(found.origin, Origin::Machine);
        assert_eq!(found.recalled.map(|r| r.unit), Some(1));
    }

    #[test]
    fn a_number_that_differs_is_told() {
        let french = "Il a 5 000 hommes.";
        for (english, expected) in [
            ("He has 500 men.", &["“5 000” in the French, but “500” in the English"][..]),
            ("He has men.", &["“5 000” is not in the English"]),
            ("He has men at 9:15.", &["“5 000” is not in the English", "“9:15” is not in the French"]),
            (
                "He has 500 men and 600 cars.",
                &["“5 000” is not in the English", "“500” is not in the French", "“600” is not in the French"],
            ),
        ] {
            let found = proposal(french, &[matched(100, french, english)], None);
            let told: Vec<String> = found.remarks.iter().map(ToString::to_string).collect();
            assert_eq!(told, expected);
        }
    }

    #[test]
    fn forbidden_english_is_corrected_and_names_are_located() {
        let unit = matched(100, "La CEDEAO et le Mali.", "CEDEAO and Mali.");
        let found = proposal("La CEDEAO et le Mali.", &[unit], None);
        let english = found.english.unwrap();
        assert_eq!(english.text, "ECOWAS and Mali.");
        assert_eq!(found.repairs[0].to_string(), "forbidden form CEDEAO → ECOWAS");
        let names: Vec<&str> = english.mentions.iter().map(|m| m.span.of(&english.text)).collect();
        assert_eq!(names, ["ECOWAS", "Mali"]);
    }
}
