//! Quotations and who says them, as far as the text says so.
//!
//! Only what stands there counts: a reporting clause after the closing mark (*« … », a déclaré X*), before the opening mark
//! (*X a déclaré que « … »*), inside (*« La porte, a dit X, reste ouverte »*), or *selon X*. A pronoun stands for the last
//! speaker, or for the only person of its gender named just before; a quotation without a clause of its own goes on with the
//! one before it in the paragraph. Everything else is left unresolved; a speaker is never guessed.

mod after;
mod before;
mod clause;
mod given;
mod marks;
mod phrase;
mod speech;
mod voices;

use crate::model::Gender;
use crate::text::Span;
use marks::Piece;

/// A quotation, or the part of it that one paragraph has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The words between the marks, without white space at the ends.
    pub span: Span,
    /// Who says them, as far as the text says so.
    pub speaker: Option<Speaker>,
}

/// Who says a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// The name or description, where the text has it.
    pub span: Span,
    /// How the text ties it to the quotation.
    pub tie: Tie,
}

/// How a text ties a speaker to a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tie {
    /// The clause names them.
    Named,
    /// The clause has a pronoun that can only be they.
    Pronoun,
    /// The quotation goes on with the speaker of the one before.
    GoesOn,
}

/// A person that the text names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Person {
    /// Where.
    pub span: Span,
    /// Their gender, if known.
    pub gender: Option<Gender>,
    /// The same for each mention of one person.
    pub who: u32,
    /// Whether it is a person for certain, not a name of which nothing shows what it names.
    pub is_certain: bool,
}

/// Whether the person named at `name` is not `description` themselves but belongs to it: *un proche d’Awa Diallo*.
///
/// ```
/// use entrefilet::{quotes::is_owner, text::Span};
/// let text = "un proche d’Awa Diallo";
/// assert!(is_owner(text, Span::all(text), Span::new(text.find("Awa").unwrap(), text.len())));
/// ```
pub fn is_owner(text: &str, description: Span, name: Span) -> bool {
    let Some(before) = text.get(description.start as usize..name.start as usize) else { return false };
    let before = before.trim_end().replace('\'', "’");
    let last = before.rsplit(|c: char| c.is_whitespace() || c == ',').next().unwrap_or("");
    matches!(last, "de" | "d’" | "du" | "des" | "à" | "avec" | "pour") || last.ends_with("d’")
}

/// The quotations in `paragraphs`, spans of `text` in order; `people` are the persons named there, in order.
///
/// A quotation that goes on over several paragraphs gives one [`Quote`] a paragraph.
///
/// ```
/// use entrefilet::{quotes, text::Span};
/// let text = "« La porte reste grande ouverte », a indiqué le porte-parole de l’organisation lundi.";
/// let quote = quotes::find(text, &[Span::all(text)], &[])[0];
/// assert_eq!(quote.span.of(text), "La porte reste grande ouverte");
/// assert_eq!(quote.speaker.unwrap().span.of(text), "le porte-parole de l’organisation");
/// ```
pub fn find(text: &str, paragraphs: &[Span], people: &[Person]) -> Vec<Quote> {
    let mut voices = voices::Voices::new(text, people);
    let mut carried: Option<char> = None;
    for (i, &paragraph) in paragraphs.iter().enumerate() {
        let own = paragraph.of(text);
        let scan = marks::scan(own, carried);
        let following = paragraphs[i + 1..].iter().map(|p| p.of(text));
        let open = scan.open.filter(|&(_, mark)| mark != '"' && marks::goes_on(mark, following));
        let mut pieces = scan.pieces;
        if let Some((at, _)) = open {
            pieces.extend(marks::piece(own, Span::new(at, own.len()), carried.is_some() && at == 0));
        }
        carried = open.map(|(_, mark)| mark);
        voices.hear(paragraph, &pieces);
    }
    voices.quotes()
}

/// The parts of `sentence` that stand between quotation marks; a mark without partner reaches to the end of the sentence.
///
/// Of one sentence of a long quotation that is what the quotation has of it.
pub fn quoted_parts(sentence: &str) -> Vec<Span> {
    let closes_first = sentence.find(['»', '”']).filter(|&at| !sentence[..at].contains(['«', '“']));
    let carried = closes_first.map(|at| if sentence[at..].starts_with('»') { '«' } else { '“' });
    let scan = marks::scan(sentence, carried);
    let mut pieces = scan.pieces;
    if let Some((at, _)) = scan.open {
        pieces.extend(marks::piece(sentence, Span::new(at, sentence.len()), false));
    }
    pieces.iter().map(|p| p.inner).collect()
}

#[cfg(test)]
mod tests;
