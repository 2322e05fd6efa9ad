//! What a chat model is told, and the translation in what it says.

use super::translator::Source;
use serde_json::{Value, json};

/// The instruction to a chat model.
pub(super) const INSTRUCTION: &str = "Translate the French sentence into English. Answer with the translation alone, on one line. \
                                      Keep all names, numbers and quotation marks. Names that are already English stay as they are.";

/// What leads the wanted names, one a line.
const WANTED: &str = "\nTranslate these names exactly so:";

/// What a chat model reads: the instruction with the wanted names, the examples as if it had answered them, the nearest
/// last, and the sentence.
pub(super) fn messages(source: &Source) -> Vec<Value> {
    let says = |role: &str, content: &str| json!({"role": role, "content": content});
    let mut instruction = INSTRUCTION.to_owned();
    if !source.terms.is_empty() {
        instruction.push_str(WANTED);
    }
    for (french, english) in source.terms {
        instruction.extend(["\n", french, " = ", english]);
    }
    let examples = source.examples.iter().rev();
    let shown = examples.flat_map(|(french, english)| [says("user", french), says("assistant", english)]);
    let mut messages = vec![says("system", &instruction)];
    messages.extend(shown);
    messages.push(says("user", source.text));
    messages
}

/// The translation of `source` in `said`, without what chat models put around it: their thoughts, an announcement, a number,
/// quotation marks that the source has not. `None` where it cannot be told what of several lines is the translation.
pub(super) fn translation<'s>(said: &'s str, source: &str) -> Option<&'s str> {
    let said = said.split_once("</think>").map_or(said, |(_, rest)| rest).trim();
    let lines: Vec<&str> = said.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let line = match lines[..] {
        [line] => unannounced(line, source),
        [first, line] if first.ends_with(':') && !source.ends_with(':') => line,
        _ => return None,
    };
    Some(unquoted(unnumbered(line, source), source))
}

/// *Here is the translation: …*, *English: …*
fn unannounced<'l>(line: &'l str, source: &str) -> &'l str {
    let Some((head, rest)) = line.split_once(": ") else { return line };
    let head = head.to_lowercase();
    let announces =
        head == "english" || head.ends_with("translation") || head.contains("here is") && head.contains("translat");
    if announces && !source.to_lowercase().contains("tradu") { rest.trim() } else { line }
}

/// *1. …*, where the source has no number there.
fn unnumbered<'l>(line: &'l str, source: &str) -> &'l str {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let item = rest.strip_prefix(". ").or_else(|| rest.strip_prefix(") ")).filter(|_| rest.len() < line.len());
    item.filter(|_| !source.starts_with(|c: char| c.is_ascii_digit())).unwrap_or(line)
}

/// *“…”* all around, where the source has no quotation mark.
fn unquoted<'l>(line: &'l str, source: &str) -> &'l str {
    const MARKS: [char; 5] = ['"', '“', '”', '«', '»'];
    let inner = line.strip_prefix(MARKS).and_then(|rest| rest.strip_suffix(MARKS)).map(str::trim);
    inner.filter(|inner| !source.contains(MARKS) && !inner.contains(MARKS)).unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_translation_is_found_in_what_is_around_it() {
        for (said, expected) in [
            ("It is raining.", Some("It is raining.")),
            ("\n It is raining. \n", Some("It is raining.")),
            ("“It is raining.”", Some("It is raining.")),
            ("\"It is raining.\"", Some("It is raining.")),
            ("1. It is raining.", Some("It is raining.")),
            ("English: It is raining.", Some("It is raining.")),
            ("Sure! Here is the translation: It is raining.", Some("It is raining.")),
            ("Here is the English translation:\n\n\"It is raining.\"", Some("It is raining.")),
            ("<think>\nPleut means rains.\n</think>\n\nIt is raining.", Some("It is raining.")),
            ("Note: it is raining.", Some("Note: it is raining.")),
            ("“Rain” and “snow”", Some("“Rain” and “snow”")),
            ("It is raining.\n\nLet me know if you need more.", None),
            ("It is raining.\nIt rains.", None),
            ("", None),
        ] {
            assert_eq!(translation(said, "Il pleut."), expected, "{said}");
        }
    }

    #[test]
    fn what_the_source_has_stays() {
        for (said, source) in [
            ("“It is raining.”", "« Il pleut. »"),
            ("2. It is raining.", "2. Il pleut."),
            ("His translation: bad.", "Sa traduction : mauvaise."),
        ] {
            assert_eq!(translation(said, source), Some(said));
        }
    }
}
