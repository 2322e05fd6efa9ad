//! Joins lines that were cut to fit a width, and leaves alone those that are paragraphs of their own.

use super::looks::{ends_sentence, list_marker};

/// A line of the file, cleaned.
pub(super) struct Line {
    pub text: String,
    /// 1-based.
    pub number: u32,
    /// Characters.
    width: usize,
    indented: bool,
}

impl Line {
    pub fn new(text: String, number: u32, indented: bool) -> Self {
        Self { width: text.chars().count(), text, number, indented }
    }
}

/// The paragraphs of `groups` (the lines between blank ones) with the line on which each starts.
pub(super) fn paragraphs(groups: &[Vec<Line>]) -> Vec<(String, u32)> {
    let wrap = Wrap::of(groups);
    let mut paragraphs: Vec<(String, u32)> = Vec::new();
    for group in groups {
        for (i, line) in group.iter().enumerate() {
            match paragraphs.last_mut() {
                Some((text, _)) if i > 0 && wrap.joins(&group[i - 1], line) => join(text, &line.text),
                _ => paragraphs.push((line.text.clone(), line.number)),
            }
        }
    }
    paragraphs
}

/// A hyphen at a line's end stays (*porte-* *parole*): no dictionary here could tell which ones to drop.
fn join(text: &mut String, next: &str) {
    if !(text.ends_with('-') && text[..text.len() - 1].ends_with(char::is_alphabetic)) {
        text.push(' ');
    }
    text.push_str(next);
}

/// How a file is wrapped.
struct Wrap {
    /// Characters of its widest line; `None` when its lines are paragraphs.
    width: Option<usize>,
}

impl Wrap {
    /// A file is wrapped if many of its lines break off in mid-sentence, and most are as full as their next word allows:
    /// that is what filling to a width leaves, and what a sentence a line does not.
    fn of(groups: &[Vec<Line>]) -> Self {
        let pairs = || groups.iter().flat_map(|g| g.windows(2)).map(|w| (&w[0], &w[1]));
        let width = pairs().map(|(a, b)| a.width.max(b.width)).max().unwrap_or(0);
        let count = pairs().count();
        let broken = pairs().filter(|(a, b)| breaks_off(a, b)).count();
        let full = pairs().filter(|(a, b)| is_full(a, b, width)).count();
        let wrapped = count > 0 && width <= WIDEST && broken * 10 >= count * 3 && full * 10 >= count * 6;
        Self { width: wrapped.then_some(width) }
    }

    fn joins(&self, line: &Line, next: &Line) -> bool {
        let Some(width) = self.width else { return goes_on(line, next) };
        let new = list_marker(&next.text).is_some() || next.indented && !line.indented && ends_sentence(&line.text);
        !new && (is_full(line, next, width) || breaks_off(line, next))
    }
}

/// Characters; nobody wraps wider, and lines longer than this are paragraphs.
const WIDEST: usize = 160;

/// Whether the next line goes on in mid-sentence.
fn breaks_off(line: &Line, next: &Line) -> bool {
    !ends_sentence(&line.text) && next.text.starts_with(char::is_lowercase)
}

/// Whether two lines are surely one sentence, in a file whose lines are paragraphs: what a list of short lines is not.
fn goes_on(line: &Line, next: &Line) -> bool {
    let opens = line.text.starts_with(|c: char| c.is_uppercase() || matches!(c, '«' | '"' | '“'));
    opens && line.width > 30 && !line.text.ends_with([':', ';']) && breaks_off(line, next)
}

/// Whether the next line's first word did not fit any more, with a tenth of the width for ragged edges.
fn is_full(line: &Line, next: &Line, width: usize) -> bool {
    let word = next.text.split(' ').next().map_or(0, |w| w.chars().count());
    (line.width + 1 + word) * 10 > width * 9
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn joined(text: &str) -> Vec<String> {
        let line = |(i, raw): (usize, &str)| Line::new(raw.trim().into(), i as u32 + 1, raw.starts_with(' '));
        let all: Vec<Line> = text.lines().enumerate().map(line).collect();
        let mut groups = vec![Vec::new()];
        for line in all {
            if line.text.is_empty() {
                groups.push(Vec::new());
            } else {
                groups.last_mut().unwrap().push(line);
            }
        }
        paragraphs(&groups).into_iter().map(|(text, _)| text).collect()
    }

    #[test]
    fn wrapped_lines_are_joined() {
        let text = "Le gouvernement a annoncé jeudi la tenue\nd’un scrutin avant la fin de l’année, dans\ntout le pays. Le porte-\nparole a refusé.\n\nLe vote est prévu dimanche prochain dans\nles huit régions.";
        assert_eq!(
            joined(text),
            [
                "Le gouvernement a annoncé jeudi la tenue d’un scrutin avant la fin de l’année, dans tout le pays. Le porte-parole a refusé.",
                "Le vote est prévu dimanche prochain dans les huit régions.",
            ]
        );
    }

    #[test]
    fn a_sentence_a_line_stays_so() {
        let text = "Le vote est clos.\nLes résultats du premier tour sont attendus mardi.\nIl n’y a pas eu d’incident.\nla suite demain.";
        assert_eq!(joined(text).len(), 4);
    }

    #[test]
    fn a_line_broken_in_mid_sentence_is_mended_anywhere() {
        let text =
            "Le vote est clos.\nLe sommet prévu lundi dernier à Lyon a été\nreporté.\nIl veut :\nla paix\nle retour";
        let wanted = [
            "Le vote est clos.",
            "Le sommet prévu lundi dernier à Lyon a été reporté.",
            "Il veut :",
            "la paix",
            "le retour",
        ];
        assert_eq!(joined(text), wanted);
    }

    #[test]
    fn a_short_last_line_ends_a_wrapped_paragraph() {
        let text = "Le gouvernement a annoncé jeudi la tenue\nd’un scrutin avant la fin de l’année, dans\ntout le pays.\nLe vote est prévu dimanche prochain dans\nles huit régions du pays, sauf une seule.";
        assert_eq!(joined(text).len(), 2);
    }

    proptest! {
        #[test]
        fn words_wrapped_at_any_width_come_back(
            words in proptest::collection::vec("[a-z]{1,9}", 30..80), width in 30usize..90,
        ) {
            let mut lines = vec![String::new()];
            for word in &words {
                let last = lines.last_mut().unwrap();
                if !last.is_empty() && last.len() + 1 + word.len() > width {
                    lines.push(word.clone());
                } else {
                    *last = format!("{last} {word}").trim().to_owned();
                }
            }
            prop_assert_eq!(joined(&lines.join("\n")), [words.join(" ")]);
        }
    }
}
