//! Quotations and who says them, as far as the text says so.
//!
//! Only what stands in the paragraph counts: a reporting clause after the closing mark (*« … », a déclaré X*), before the
//! opening mark (*X a déclaré que « … »*), or *selon X*. A pronoun is resolved only when it goes on with the speaker just
//! quoted (*« … », a-t-il ajouté*). Everything else is left unresolved; a speaker is never guessed.

mod marks;
mod speaker;

use crate::text::Span;

/// A quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The words between the marks, without white space at the ends.
    pub span: Span,
    /// Who says them, as the paragraph names them.
    pub speaker: Option<Span>,
}

/// Fewer words are words set apart (*« assistance complète »*), not a quotation…
const LEAST_WORDS: usize = 4;
/// … and fewer than these, unless they start like a sentence (*« la défense et la sécurité »*).
const LEAST_WORDS_INSIDE: usize = 7;

/// The quotations of one paragraph, in order.
///
/// ```
/// use entrefilet::quotes;
/// let text = "« La porte reste grande ouverte », a indiqué le porte-parole de l’organisation lundi.";
/// let quote = quotes::find(text)[0];
/// assert_eq!(quote.span.of(text), "La porte reste grande ouverte");
/// assert_eq!(quote.speaker.unwrap().of(text), "le porte-parole de l’organisation");
/// ```
pub fn find(paragraph: &str) -> Vec<Quote> {
    let mut quotes: Vec<Quote> = Vec::new();
    let marked = marks::pairs(paragraph);
    for (i, outer) in marked.iter().enumerate() {
        let span = marks::inside(*outer, paragraph);
        if !is_quotation(span.of(paragraph)) {
            continue;
        }
        let from = i.checked_sub(1).map_or(0, |before| marked[before].end as usize);
        let to = marked.get(i + 1).map_or(paragraph.len(), |next| next.start as usize);
        let before = Span::new(from, outer.start as usize);
        let after = Span::new(outer.end as usize, to);
        let last = quotes.last().and_then(|q| q.speaker);
        quotes.push(Quote { span, speaker: speaker::resolve(paragraph, before, after, last) });
    }
    quotes
}

fn is_quotation(words: &str) -> bool {
    let count = words.split_whitespace().filter(|w| w.chars().any(char::is_alphanumeric)).count();
    let starts = words.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
    count >= if starts { LEAST_WORDS } else { LEAST_WORDS_INSIDE }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn speakers(text: &str) -> Vec<Option<&str>> {
        find(text).into_iter().map(|q| q.speaker.map(|s| s.of(text))).collect()
    }

    #[test]
    fn the_reporting_clause_names_the_speaker() {
        for (text, speaker) in [
            ("« Nous ne reculerons pas », a déclaré Mamadou Traoré devant la presse.", Some("Mamadou Traoré")),
            (
                "« Nous ne reculerons pas », a affirmé jeudi le chef de la diplomatie russe.",
                Some("le chef de la diplomatie russe"),
            ),
            ("« Nous ne reculerons pas », déclare le ministre, en visite à Niamey.", Some("le ministre")),
            (
                "Le porte-parole du gouvernement a déclaré que « rien n’est encore décidé pour le moment ».",
                Some("Le porte-parole du gouvernement"),
            ),
            ("Jeudi, le gouvernement a précisé : « Rien n’est encore décidé ».", Some("le gouvernement")),
            ("Lavrov, chef de la diplomatie, a ajouté : « Rien n’est encore décidé ».", Some("Lavrov")),
            ("Selon l’organisation, « rien n’est encore décidé pour le moment ».", Some("l’organisation")),
            ("Selon Lavrov, la Russie propose « Une aide complète à tous ».", Some("Lavrov")),
            ("“Rien n’est encore décidé”, selon un diplomate européen.", Some("un diplomate européen")),
            ("« Rien n’est encore décidé », a-t-il déclaré.", None),
            ("Il a précisé que « rien n’est encore décidé pour le moment ».", None),
            ("Le texte parle d’un retour « le plus tôt possible et sans aucune condition » des civils.", None),
        ] {
            assert_eq!(speakers(text), [speaker], "{text}");
        }
    }

    #[test]
    fn a_pronoun_goes_on_with_the_speaker_just_quoted() {
        let text = "« Rien n’est encore décidé », a dit le maire. « Nous attendons de voir », a-t-il ajouté.";
        assert_eq!(speakers(text), [Some("le maire"), Some("le maire")]);
    }

    #[test]
    fn a_pronoun_before_the_mark_goes_on_too() {
        let text = "« Rien n’est encore décidé », a dit le maire. Il a précisé que « Nous attendons de voir ».";
        assert_eq!(speakers(text), [Some("le maire"), Some("le maire")]);
    }

    #[test]
    fn a_word_set_apart_is_no_quotation() {
        assert!(find("Une « assistance complète » est promise pour « la défense et la sécurité ».").is_empty());
    }

    proptest! {
        #[test]
        fn spans_lie_on_characters(text in "[«»“”\" a-c,.:é’]{0,60}(a déclaré|selon)?[«»“”\" a-cé]{0,40}") {
            for quote in find(&text) {
                prop_assert!(text.get(quote.span.range()).is_some());
                prop_assert!(quote.speaker.is_none_or(|s| text.get(s.range()).is_some_and(|t| !t.is_empty())));
            }
        }
    }
}
