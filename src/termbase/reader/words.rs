//! Adjectives of places: *malien*, *les Maliens*, *un Malien*; and what makes an office a former one.

use super::super::Termbase;
use super::super::candidates::Candidate;
use super::super::lexicon::Tag;
use super::super::tokens::{Joint, Shape, Tokens};
use crate::model::{ConceptKind, Form};

/// Whether an adjective stands for the people: with a capital of its own, or right after an article, where French puts
/// no adjective of a nation.
pub(super) fn adjective_form(base: &Termbase, tokens: &Tokens, candidate: &Candidate) -> Form {
    let at = candidate.from;
    let token = &tokens.list[at];
    let before = tokens.before(at).filter(|_| token.joint != Joint::Hyphen);
    let tags = |at: usize| base.lexicon.tags(tokens.list[at].word);
    let counted = before.is_some_and(|(at, _)| is_many(tokens.str(at)));
    let is_people = match (token.shape, before) {
        _ if tokens.shouting => counted,
        (Shape::Lower, _) => counted && is_plural(tokens, candidate) && !continues(base, tokens, candidate),
        (_, None) => true,
        (_, Some((_, noun))) if noun.is_capital() && !noun.opens => false,
        (_, Some((at, noun))) => {
            noun.definite
                || noun.shape == Shape::Number
                || tags(at).any(&[Tag::Function, Tag::Definite, Tag::Indefinite])
                || token.opens
        }
    };
    if is_people { Form::Demonym } else { Form::Adjective }
}

/// A noun follows, so that the adjective is one after all.
fn continues(base: &Termbase, tokens: &Tokens, candidate: &Candidate) -> bool {
    tokens.after(candidate.to - 1).is_some_and(|(next, token)| {
        token.is_capital() && !base.lexicon.tags(tokens.list[next].word).has(Tag::Function)
    })
}

/// *les porte-parole*: an office that only its article shows to be several.
pub(super) fn is_counted(base: &Termbase, tokens: &Tokens, candidate: &Candidate) -> bool {
    let is_office = base.concept(candidate.entry.concept).kind == ConceptKind::Office;
    is_office && tokens.before(candidate.from).is_some_and(|(at, _)| is_many(tokens.str(at)))
}

fn is_many(determiner: &str) -> bool {
    const MANY: [&str; 26] = [
        "les",
        "des",
        "aux",
        "ces",
        "mes",
        "tes",
        "ses",
        "nos",
        "vos",
        "leurs",
        "deux",
        "trois",
        "quatre",
        "cinq",
        "six",
        "sept",
        "huit",
        "neuf",
        "dix",
        "vingt",
        "plusieurs",
        "quelques",
        "certains",
        "certaines",
        "cent",
        "mille",
    ];
    let folded = determiner.to_lowercase();
    MANY.contains(&folded.as_str()) || folded.starts_with(|c: char| c.is_ascii_digit())
}

/// Whether an adjective or people is several: by its ending, or by the word before where the ending does not tell.
pub(super) fn is_plural(tokens: &Tokens, candidate: &Candidate) -> bool {
    let before = tokens.before(candidate.from).map(|(at, _)| tokens.str(at));
    let one =
        ["le", "la", "un", "une", "du", "l'", "l’", "au", "ce", "cet", "cette", "chaque", "de l'", "de l’", "de la"];
    let singular = before.is_some_and(|word| one.contains(&word.to_lowercase().as_str()));
    let written = tokens.str(candidate.to - 1).to_lowercase();
    !singular && (candidate.entry.plural || written.ends_with(['s', 'x']))
}

/// *ancien*, *ex-*, *feu* before the token `at`.
pub(super) fn is_former(base: &Termbase, tokens: &Tokens, at: usize) -> bool {
    tokens.before(at).is_some_and(|(before, _)| base.lexicon.tags(tokens.list[before].word).has(Tag::Former))
}
