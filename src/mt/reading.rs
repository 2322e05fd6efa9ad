//! Reading an English line: small repairs at the wanted names, then whether each of them stands there.

use super::mend;
use super::places::occurrences;
use super::renamed::renamed;
use super::wanted::{Name, Wanted, names};
use crate::text::{Folded, Span, fold};

/// An English line as it reads after small repairs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    /// The line.
    pub text: String,
    /// Where each wanted name stands in it, as written in the glossary; each place counts once.
    pub found: Vec<Option<Span>>,
    /// Things that look wrong although all names stand: a name doubled, a French name left over.
    pub blemishes: usize,
}

impl Reading {
    /// Names that are not there.
    pub fn missing(&self) -> usize {
        self.found.iter().filter(|place| place.is_none()).count()
    }

    /// Whether there is nothing to do better.
    pub fn is_clean(&self) -> bool {
        self.missing() == 0 && self.blemishes == 0
    }
}

/// Repairs spelling, capitals and articles at the wanted names in `text`, the translation of `source`, then reads which of
/// them stand in it.
pub(super) fn read(text: &str, source: &str, wanted: &[Wanted]) -> Reading {
    let names = names(wanted);
    let mut text = mend::double_articles(text);
    for name in &names {
        text = mend::spelling(&text, name.en, name.count);
    }
    text = renamed(&text, &names);
    for name in &names {
        text = mend::articles(&text, name.en, name.article);
    }
    let (found, mut blemishes) = places(&text, wanted, &names);
    blemishes += left_over(&text, source, wanted);
    Reading { text, found, blemishes }
}

/// For each of `wanted`, whether `text` has its English as it is wanted, in a place of its own.
///
/// ```
/// use entrefilet::{model::Form, mt::{Wanted, held}, text::Span};
/// let mali = Wanted { span: Span::new(0, 4), en: "Mali".into(), article: None, others: Vec::new(), concept: 0, form: Form::Full };
/// assert_eq!(held("Mali votes.", &[mali.clone(), mali]), [true, false]);
/// ```
pub fn held(text: &str, wanted: &[Wanted]) -> Vec<bool> {
    let (found, _) = places(text, wanted, &names(wanted));
    found.iter().map(Option::is_some).collect()
}

/// Gives each wanted name a place in `text`, equal names in order; and the number of names doubled.
fn places(text: &str, wanted: &[Wanted], names: &[Name]) -> (Vec<Option<Span>>, usize) {
    let folded = Folded::new(text);
    let mut taken: Vec<Span> = Vec::new();
    let mut found = vec![None; wanted.len()];
    let mut doubled = 0;
    for name in names {
        let mut free = occurrences(text, &folded, name.en);
        free.retain(|place| mend::is_written(text, *place, name.en) && !taken.iter().any(|t| t.overlaps(*place)));
        if free.len() > name.count {
            doubled += free.windows(2).filter(|pair| is_doubled(text, pair[0], pair[1])).count();
        }
        taken.extend(&free);
        let slots = found.iter_mut().zip(wanted).filter(|(_, w)| w.en == name.en);
        slots.zip(free).for_each(|((slot, _), place)| *slot = Some(place));
    }
    (found, doubled)
}

fn is_doubled(text: &str, first: Span, second: Span) -> bool {
    text[first.end as usize..second.start as usize].chars().all(|c| matches!(c, ' ' | ',' | '(' | '-'))
}

/// French names that stand in the English as they did in the source, beside the English that was wanted.
fn left_over(text: &str, source: &str, wanted: &[Wanted]) -> usize {
    let folded = Folded::new(text);
    let is_left = |w: &&Wanted| {
        let fr = w.span.of(source);
        let telling = fr.chars().count() >= 4 && fr.chars().any(char::is_uppercase);
        telling && !fold(&w.en).contains(&fold(fr)) && !occurrences(text, &folded, fr).is_empty()
    };
    wanted.iter().filter(is_left).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Form;

    /// Wants each `(fr, en)` at its first place in `source`.
    fn wanted(source: &str, pairs: &[(&str, &str)]) -> Vec<Wanted> {
        let mut at = 0;
        let want = |&(fr, en): &(&str, &str)| {
            let start = at + source[at..].find(fr).unwrap();
            at = start + fr.len();
            let span = Span::new(start, at);
            Wanted { span, en: en.into(), article: None, others: Vec::new(), concept: 0, form: Form::Full }
        };
        pairs.iter().map(want).collect()
    }

    fn reading(text: &str, source: &str, pairs: &[(&str, &str)]) -> Reading {
        read(text, source, &wanted(source, pairs))
    }

    #[test]
    fn each_mention_needs_a_place_of_its_own() {
        let source = "Le Mali et le Mali";
        let pairs = [("Mali", "Mali"), ("Mali", "Mali")];
        assert_eq!(reading("Mali and Mali", source, &pairs).missing(), 0);
        assert_eq!(reading("Mali and it", source, &pairs).found, [Some(Span::new(0, 4)), None]);
        assert_eq!(reading("Malians", source, &pairs).missing(), 2);
    }

    #[test]
    fn a_longer_name_does_not_stand_for_a_shorter_one() {
        let source = "La RD Congo et le Congo";
        let pairs = [("RD Congo", "DR Congo"), ("Congo", "Congo")];
        assert_eq!(reading("DR Congo and Congo", source, &pairs).missing(), 0);
        assert_eq!(reading("DR Congo and its neighbour", source, &pairs).missing(), 1);
        assert_eq!(reading("Nigeria", "Le Niger", &[("Niger", "Niger")]).missing(), 1);
    }

    #[test]
    fn spelling_is_mended_where_the_name_is_meant() {
        let r = reading("Assimi Goita spoke.", "Assimi Goïta a parlé.", &[("Assimi Goïta", "Assimi Goïta")]);
        assert_eq!((r.text.as_str(), r.missing()), ("Assimi Goïta spoke.", 0));
        let r = reading(
            "the security council met",
            "le Conseil de sécurité",
            &[("Conseil de sécurité", "Security Council")],
        );
        assert_eq!(r.text, "the Security Council met");
        assert_eq!(reading("He told us so", "Les USA", &[("USA", "US")]).missing(), 1);
        assert_eq!(reading("It may rain", "Mme May", &[("May", "May")]).missing(), 1);
    }

    #[test]
    fn doubled_and_left_over_names_are_seen() {
        let source = "La Côte d’Ivoire";
        let pairs = [("Côte d’Ivoire", "Ivory Coast")];
        assert_eq!(reading("Ivory Coast (Ivory Coast)", source, &pairs).blemishes, 1);
        assert_eq!(reading("Cote d'Ivoire, Ivory Coast", source, &pairs).blemishes, 1);
        assert!(reading("Ivory Coast, and Ivory Coast", source, &pairs).is_clean());
    }
}
