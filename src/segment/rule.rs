//! The places that were looked at and the names of the rules that decided, as `segment --explain` prints them.

use std::fmt;

/// A place that was looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The byte after the stop and what closes after it.
    pub at: usize,
    /// Whether a sentence ends there.
    pub ends: bool,
    /// The rule that decided.
    pub rule: Rule,
}

/// Why a place is the end of a sentence, or why it is not.
///
/// Each rule has a stable name in kebab case and one French sentence that asked for it, in which it speaks at least once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// A line break ends a sentence.
    LineBreak,
    /// A full stop before a capital, a digit or an opening mark.
    FullStop,
    /// An exclamation or question mark before the same.
    StrongMark,
    /// An ellipsis before the same.
    Ellipsis,
    /// A full stop glued to the next sentence.
    MissingSpace,
    /// A lower-case brand starts the next sentence.
    Brand,
    /// A lower-case word after a word that nobody abbreviates.
    LowerStart,
    /// An abbreviation that can end a sentence, before a capital that starts one.
    AbbreviationAtEnd,
    /// An initial or a dotted acronym at the end, before a capital that starts sentences.
    InitialAtEnd,
    /// A letter that names one of a kind, or a king's numeral.
    LetterOfAKind,
    /// A dotted acronym that is no name's initials.
    AcronymAtEnd,
    /// A lower-case letter follows.
    LowerCase,
    /// A comma, colon or the like follows.
    GoesOn,
    /// Another full stop follows the closing mark.
    StopAfterClosing,
    /// No space follows: a number, an address, a file name, an acronym.
    Inside,
    /// A title or another abbreviation that is never final.
    Title,
    /// An abbreviation before a name.
    BeforeName,
    /// An abbreviation before a number.
    BeforeNumber,
    /// A number that goes on: *3. 500*, *17 h. 30*.
    NumberGoesOn,
    /// An initial before a name.
    Initial,
    /// A dotted acronym before a name or a number.
    Acronym,
    /// The number or letter of an item.
    Item,
    /// Place and date before a dash.
    Dateline,
    /// An ellipsis with which a sentence starts.
    LeadingEllipsis,
    /// An omission in brackets.
    Omission,
    /// The sentence around a quotation goes on after it.
    InQuotation,
    /// The sentence around a bracket goes on after it.
    InBrackets,
    /// A name that ends in *!* or *?*.
    MarkedName,
    /// The sentence around an aside between dashes goes on.
    Aside,
    /// A break rule of a user's SRX file.
    SrxBreak(u32),
    /// A no-break rule of a user's SRX file.
    SrxNoBreak(u32),
}

impl Rule {
    /// The rule's stable name, in kebab case.
    pub fn name(self) -> &'static str {
        match self {
            Self::LineBreak => "line-break",
            Self::FullStop => "full-stop",
            Self::StrongMark => "strong-mark",
            Self::Ellipsis => "ellipsis",
            Self::MissingSpace => "missing-space",
            Self::Brand => "brand",
            Self::LowerStart => "lower-start",
            Self::AbbreviationAtEnd => "abbreviation-at-end",
            Self::InitialAtEnd => "initial-at-end",
            Self::LetterOfAKind => "letter-of-a-kind",
            Self::AcronymAtEnd => "acronym-at-end",
            Self::LowerCase => "lower-case",
            Self::GoesOn => "goes-on",
            Self::StopAfterClosing => "stop-after-closing",
            Self::Inside => "inside",
            Self::Title => "title",
            Self::BeforeName => "before-name",
            Self::BeforeNumber => "before-number",
            Self::NumberGoesOn => "number-goes-on",
            Self::Initial => "initial",
            Self::Acronym => "acronym",
            Self::Item => "item",
            Self::Dateline => "dateline",
            Self::LeadingEllipsis => "leading-ellipsis",
            Self::Omission => "omission",
            Self::InQuotation => "in-quotation",
            Self::InBrackets => "in-brackets",
            Self::MarkedName => "marked-name",
            Self::Aside => "aside",
            Self::SrxBreak(_) => "srx-break",
            Self::SrxNoBreak(_) => "srx-no-break",
        }
    }
}

impl fmt::Display for Rule {
    /// The name; for a rule of an SRX file with its line.
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::SrxBreak(line) | Self::SrxNoBreak(line) => write!(f, "{}:{line}", self.name()),
            _ => f.write_str(self.name()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::Splitter;

    /// Each rule and a sentence that asked for it.
    const ASKED: [(Rule, &str); 29] = [
        (Rule::LineBreak, "Mali : la junte s’explique\nLe scrutin est reporté."),
        (Rule::FullStop, "La trêve est signée. Elle durera trente jours."),
        (Rule::StrongMark, "Incroyable !!! Les Étalons sont qualifiés."),
        (Rule::Ellipsis, "Tout était prêt... Mais l’avion n’est jamais arrivé."),
        (Rule::MissingSpace, "Le ministre a démissionné.Son successeur est connu."),
        (Rule::Brand, "Le téléphone a été retrouvé. iPhone ou Android, peu importe."),
        (Rule::LowerStart, "Les pompiers sont repartis. la route est rouverte."),
        (Rule::AbbreviationAtEnd, "Le contrat a été signé avec Desert Gold Inc. Le montant reste secret."),
        (Rule::InitialAtEnd, "Le prévenu est un certain Ousmane D. Il sera jugé en mai."),
        (Rule::LetterOfAKind, "Le Sénégal est dans le groupe A. Mané est forfait."),
        (Rule::AcronymAtEnd, "Le dossier est à l’O.N.U. Antonio Guterres doit trancher."),
        (Rule::LowerCase, "« Qui paiera la facture ? » s’est interrogée la sénatrice."),
        (Rule::GoesOn, "« Où sont passés les fonds ? », demandent les députés."),
        (Rule::StopAfterClosing, "La pancarte disait « Dehors ! ». Un enfant la tenait."),
        (Rule::Inside, "Quelque 12.000 réfugiés ont lu www.presidence.ne."),
        (Rule::Title, "Selon Mgr. Samba, l’Église restera neutre."),
        (Rule::BeforeName, "Selon le col. Goïta, l’armée contrôle la ville."),
        (Rule::BeforeNumber, "Il est mort le 5 sept. 2023, à Ouagadougou."),
        (Rule::NumberGoesOn, "Le départ est fixé à 17 h. 30."),
        (Rule::Initial, "J.-P. Dupont a rencontré A. B. Diallo à Dakar."),
        (Rule::Acronym, "J.R.R. Tolkien n’a jamais visité le Mali."),
        (Rule::Item, "Trois points : 1. La sécurité."),
        (Rule::Dateline, "PARIS. – Le président part."),
        (Rule::LeadingEllipsis, "… et le calme est revenu."),
        (Rule::Omission, "Le maire […] Diallo a signé."),
        (Rule::InQuotation, "Le slogan « Ni peur. Ni haine. » a été repris partout."),
        (Rule::InBrackets, "Le maire part (son fils arrive. La ville attend) et tout change."),
        (Rule::MarkedName, "Yahoo! Japon ferme."),
        (Rule::Aside, "Le chef – un ancien de la Légion ! – a refusé de parler."),
    ];

    #[test]
    fn every_rule_speaks_in_the_sentence_that_asked_for_it() {
        for (rule, sentence) in ASKED {
            let places = Splitter::french().explain(sentence);
            assert!(places.iter().any(|place| place.rule == rule), "{rule}: {places:?}");
        }
    }

    #[test]
    fn every_rule_is_in_the_documentation() {
        let page = include_str!("../../docs/segmentation.md");
        for (rule, sentence) in ASKED {
            let row = page.lines().find(|line| line.starts_with(&format!("| `{rule}` |")));
            assert!(row.is_some_and(|row| row.contains(sentence.split('\n').next().unwrap())), "{rule}");
        }
        assert_eq!(Rule::SrxBreak(7).to_string(), "srx-break:7");
    }
}
