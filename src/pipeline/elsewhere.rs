//! Which exported sentences are segments of their own where a translation tool opens the article's own file.
//!
//! The tool is OmegaT 3.6 with the segmentation it comes with; `docs/briefs.md` tells how well its cuts are foreseen.

mod cuts;
mod page;

use aho_corasick::AhoCorasick;
use std::collections::BTreeMap;

/// Why a sentence is no segment of the tool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lost {
    /// The tool cuts inside it.
    Split,
    /// The tool's segment is longer, or has the sentence's lines apart.
    Merged,
    /// Markup or invisible characters were taken off, or characters spelled anew.
    Stripped,
}

impl Lost {
    /// As in `run.json`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Split => "split",
            Self::Merged => "merged",
            Self::Stripped => "stripped",
        }
    }
}

/// Those of `sentences`, by their keys, that the tool does not have as segments of `file`. Linear in the length of both.
pub(super) fn lost(file: &str, is_html: bool, sentences: &[(usize, &str)]) -> BTreeMap<usize, Lost> {
    let paragraphs = if is_html { page::paragraphs(file) } else { page::plain_paragraphs(file) };
    let shown = Shown::new(&paragraphs);
    let mut lost: BTreeMap<usize, Lost> = BTreeMap::new();
    let mut unseen = Vec::new();
    for ((key, sentence), seen) in sentences.iter().zip(shown.see(sentences)) {
        match seen {
            Some(Seen::Whole) => {}
            Some(Seen::Cut) => drop(lost.insert(*key, Lost::Split)),
            Some(Seen::Inside) => drop(lost.insert(*key, Lost::Merged)),
            None => unseen.push((*key, *sentence)),
        }
    }
    let squeezed: Vec<(usize, String)> = unseen.iter().map(|(key, s)| (*key, squeeze(s))).collect();
    let squeezed: Vec<(usize, &str)> = squeezed.iter().map(|(key, s)| (*key, s.as_str())).collect();
    let joined = Shown::new(&paragraphs.iter().map(|p| squeeze(p)).collect::<Vec<_>>());
    for ((key, _), seen) in squeezed.iter().zip(joined.see(&squeezed)) {
        lost.insert(*key, if seen.is_some() { Lost::Merged } else { Lost::Stripped });
    }
    lost
}

/// Whether the tool takes `sentence`, in a paragraph of its own, for one segment.
pub(super) fn is_one(sentence: &str) -> bool {
    cuts::segments(sentence).len() <= 1
}

/// How the tool shows a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Seen {
    Inside,
    Cut,
    Whole,
}

/// The paragraphs one after the other, and the tool's segments in them.
struct Shown {
    text: String,
    /// Start of each segment to its end.
    segments: BTreeMap<usize, usize>,
}

impl Shown {
    fn new(paragraphs: &[String]) -> Self {
        let mut shown = Self { text: String::new(), segments: BTreeMap::new() };
        for paragraph in paragraphs {
            let at = shown.text.len();
            shown.segments.extend(cuts::segments(paragraph).into_iter().map(|(from, to)| (at + from, at + to)));
            shown.text.push_str(paragraph);
            shown.text.push(page::APART);
        }
        shown
    }

    /// For each sentence, its best place in the text.
    fn see(&self, sentences: &[(usize, &str)]) -> Vec<Option<Seen>> {
        let mut seen = vec![None; sentences.len()];
        let Ok(finder) = AhoCorasick::new(sentences.iter().map(|s| s.1)) else { return seen };
        for found in finder.find_overlapping_iter(&self.text) {
            let best = &mut seen[found.pattern().as_usize()];
            *best = (*best).max(Some(self.how(found.start(), found.end())));
        }
        seen
    }

    fn how(&self, start: usize, end: usize) -> Seen {
        match self.segments.range(..=start).next_back() {
            Some((from, to)) if (*from, *to) == (start, end) => Seen::Whole,
            Some((_, to)) if *to < end => Seen::Cut,
            _ => Seen::Inside,
        }
    }
}

fn squeeze(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(file: &str, is_html: bool, sentences: &[&str]) -> Vec<&'static str> {
        let keyed: Vec<(usize, &str)> = sentences.iter().copied().enumerate().collect();
        let lost = lost(file, is_html, &keyed);
        (0..sentences.len()).map(|i| lost.get(&i).map_or("", |l| l.name())).collect()
    }

    #[test]
    fn each_reason_in_a_text() {
        let file = "Un titre\nLe Mali part.\n\nLe Niger\nsuit mardi. Le **Burkina** suit. Que dit-il ? rien. M. Diop est là.\n\n\
                    Oui ! » Il part.";
        let sentences = [
            "Le Mali part.",
            "Le Niger suit mardi.",
            "Le Burkina suit.",
            "Que dit-il ? rien.",
            "M. Diop est là.",
            "Oui ! »",
        ];
        assert_eq!(told(file, false, &sentences), ["merged", "merged", "stripped", "split", "", "split"]);
        assert!(lost(file, false, &[]).is_empty());
        assert!(is_one("M. Diop est là.") && !is_one("Que dit-il ? rien."));
    }

    #[test]
    fn a_page_is_read_as_a_tool_reads_it() {
        let file = "<title>T</title><script>Un. Deux.</script><p>L&#39;homme   est\nl&agrave;. Il dit&nbsp;: <b>oui</b> toujours. Il\u{a0}part.</p>\
                    <p><strong>Tout est gras.</strong></p><p>Avant<br>après</p>";
        let sentences = ["L'homme est là.", "Il dit\u{a0}: oui toujours.", "Il\u{a0}part.", "Tout est gras.", "après"];
        assert_eq!(told(file, true, &sentences), ["", "stripped", "", "", ""]);
    }
}
