//! Stops without a space after them: mostly numbers and addresses, sometimes the next sentence.

use super::rule::Rule;
use super::site::{Kind, Lead, Opening, word_at_end};
use super::verdict::{Judge, Verdict, end, on};

/// Ends of addresses that may be written with a capital.
const DOMAINS: [&str; 14] =
    ["Com", "Org", "Net", "Fr", "Eu", "Info", "Gouv", "Be", "Ch", "Tv", "Io", "Js", "Ml", "Final"];

impl Judge<'_, '_> {
    /// *Le ministre a démissionné.Son successeur est connu.*
    pub fn glued(&self) -> Verdict {
        let ends = match self.site.kind {
            Kind::Strong => !self.in_address(),
            Kind::Ellipsis => true,
            Kind::Period => self.ends_word(),
        };
        if ends && self.sentence_follows() { end(Rule::MissingSpace) } else { on(Rule::Inside) }
    }

    /// Whether the full stop comes after a whole word or number and not after half an address.
    fn ends_word(&self) -> bool {
        if self.token.contains(['.', '@', '/', '\\', ':', '_']) || self.is_abbreviation(self.token) {
            return false;
        }
        let last = word_at_end(self.token);
        let letters = last.chars().count();
        if last.bytes().all(|b| b.is_ascii_digit()) {
            return letters != 1 && self.site.so_far().len() > self.token.len();
        }
        let small = last.chars().next_back().is_some_and(char::is_lowercase);
        small && letters >= 3 && !self.is_abbreviation(last) || letters >= 2 && self.starter()
    }

    /// Whether what follows can be a sentence and not the second half of an address.
    fn sentence_follows(&self) -> bool {
        match self.next.opening {
            Some(Opening::Dash) => return false,
            Some(_) => return self.next.lead == Lead::Upper,
            None => {}
        }
        let word = self.next.word();
        let rest = &self.next.words[word.len()..];
        let mut letters = word.chars();
        let capital = letters.next().is_some_and(char::is_uppercase);
        let small = letters.next().map_or(rest.starts_with(' '), |c| c.is_lowercase() || matches!(c, '\'' | '’'));
        let address = rest.starts_with(['@', '/', '_', '='])
            || rest.strip_prefix('.').is_some_and(|r| r.starts_with(char::is_alphanumeric));
        capital && small && !address && !DOMAINS.contains(&word)
    }

    /// Whether the stop stands in a web address.
    fn in_address(&self) -> bool {
        let mut from = self.site.stop.saturating_sub(200).max(self.site.sentence);
        while !self.site.line.is_char_boundary(from) {
            from += 1;
        }
        let window = &self.site.line[from..self.site.stop];
        let run = window.rfind(char::is_whitespace).map_or(window, |at| &window[at..]);
        run.contains("://") || run.contains("www.")
    }
}
