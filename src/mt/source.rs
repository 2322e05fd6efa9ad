//! French sources made ready for an engine.

use super::mend::replace;
use super::wanted::Wanted;
use crate::text::Span;

/// Single spaces for all white space, none at the ends; control and zero-width characters gone.
pub(super) fn tidy(text: &str) -> String {
    let kept: String = text.chars().filter(|c| c.is_whitespace() || !is_invisible(*c)).collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
}

/// Whether there is anything to translate; engines make up words for `—` or an emoji.
pub(super) fn has_letters(text: &str) -> bool {
    text.chars().any(char::is_alphabetic)
}

/// `text`, tidied, with the names for which `new` gives something written so. An article elided before the old name is
/// written out where the new one starts with a consonant: *l’AES*, but *le Kelvora*.
pub(super) fn rewrite(text: &str, wanted: &[Wanted], new: impl Fn(usize) -> Option<String>) -> String {
    let mut changes: Vec<(Span, String)> = Vec::new();
    for (i, name) in wanted.iter().enumerate() {
        let free = changes.last().map_or(0, |(span, _)| span.end);
        let Some(new) = new(i).filter(|_| name.span.start >= free && text.get(name.span.range()).is_some()) else {
            continue;
        };
        match elided(&text[free as usize..name.span.start as usize]).filter(|_| starts_closed(&new)) {
            Some((bytes, whole)) => {
                let span = Span { start: name.span.start - bytes, end: name.span.end };
                changes.push((span, format!("{whole} {new}")));
            }
            None => changes.push((name.span, new)),
        }
    }
    tidy(&replace(text, changes))
}

/// Whether a definite article stands right before `span`.
pub(super) fn is_definite(text: &str, span: Span) -> bool {
    let before = text.get(..span.start as usize).unwrap_or_default().trim_end();
    let word = before.rsplit([' ', '\'', '’']).find(|word| !word.is_empty()).unwrap_or_default().to_lowercase();
    let elided = before.ends_with(['\'', '’']) && word == "l";
    elided || !before.ends_with(['\'', '’']) && ["le", "la", "les", "du", "des", "au", "aux"].contains(&word.as_str())
}

/// The elided word that `before` ends with: its bytes and how it is written out.
fn elided(before: &str) -> Option<(u32, &'static str)> {
    let word = before.strip_suffix(['\'', '’'])?;
    let letters = word.len() - word.trim_end_matches(char::is_alphabetic).len();
    let whole = match &word[word.len() - letters..] {
        "l" => "le",
        "L" => "Le",
        "d" => "de",
        "D" => "De",
        "qu" => "que",
        _ => return None,
    };
    Some(((before.len() - word.len() + letters) as u32, whole))
}

fn starts_closed(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() && !"aeiouhyAEIOUHY".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Form;
    use proptest::prelude::*;

    fn name(span: Span) -> Wanted {
        Wanted { span, en: String::new(), article: None, others: Vec::new(), concept: 0, form: Form::Full }
    }

    #[test]
    fn spaces_are_tidied() {
        assert_eq!(tidy(" «\u{a0}Non\u{202f}!\u{a0}»\n dit-\u{200b}il\u{7} "), "« Non ! » dit-il");
        assert!(!has_letters("— 12 😀"));
        assert!(has_letters("ç"));
    }

    #[test]
    fn names_are_written_in_and_elision_undone() {
        let text = "Le chef de l’AES et d'Alger";
        let names = ["AES", "Alger"].map(|n| text.find(n).map(|at| name(Span::new(at, at + n.len()))).unwrap());
        assert_eq!(rewrite(text, &names, |_| Some("Kelvora".into())), "Le chef de le Kelvora et de Kelvora");
        assert_eq!(rewrite(text, &names, |_| Some("Algiers".into())), "Le chef de l’Algiers et d'Algiers");
        assert_eq!(rewrite(text, &names, |_| None), text);
    }

    #[test]
    fn definite_articles_are_seen() {
        let definite = |text: &str, name: &str| {
            let at = text.find(name).unwrap();
            is_definite(text, Span::new(at, at + name.len()))
        };
        assert!(definite("Le ministre", "ministre") && definite("l’ambassadeur", "ambassadeur"));
        assert!(definite("l’avis du ministre", "ministre"));
        assert!(!definite("un ministre", "ministre") && !definite("d’ambassadeurs", "ambassadeurs"));
        assert!(!definite("ministre", "ministre"));
    }

    proptest! {
        #[test]
        fn no_span_makes_it_panic(text in "\\PC{0,20}", spans in proptest::collection::vec((0u32..30, 0u32..30), 0..4)) {
            let names: Vec<Wanted> =
                spans.into_iter().map(|(a, b)| name(Span { start: a.min(b), end: a.max(b) })).collect();
            rewrite(&text, &names, |i| Some(format!("N{i}")));
        }
    }
}
