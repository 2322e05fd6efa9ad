//! A user's SRX rules at work.
//!
//! At every place of a line the rules are asked in order, and the first whose `beforebreak` ends there and whose
//! `afterbreak` starts there decides. Matches may overlap, as the standard wants and the Java engines do: a rule fits a
//! place if *any* match of its `beforebreak` ends there, whatever other matches it has. So a rule is compiled to a
//! look-behind and a look-ahead and tried at the place itself.

use super::rule::{Place, Rule};
use crate::model::{Diagnostic, Severity, SrxDocument, SrxMap, SrxRule};
use fancy_regex::{Regex, RegexInput};
use std::borrow::Cow;

/// The rules of one language, compiled.
#[derive(Clone, Debug)]
pub(super) struct SrxRules {
    rules: Vec<Compiled>,
}

#[derive(Clone, Debug)]
struct Compiled {
    breaks: bool,
    line: u32,
    regex: Regex,
}

/// Lines longer than this are walked in windows, so that a rule that looks back to the start of its line costs no more
/// than a window.
const WINDOW: usize = 1 << 15;

/// What a place sees of the text outside its window's own part, on either side.
const CONTEXT: usize = 1 << 11;

impl SrxRules {
    /// Compiles the rules that `document` has for `language`; what cannot be compiled is a diagnostic with its line.
    pub fn compile(document: &SrxDocument, language: &str) -> (Self, Vec<Diagnostic>) {
        let mut problems = Vec::new();
        let mut problem = |line: u32, message: String| problems.push(diagnostic(document, line, message));
        let mut rules = Vec::new();
        let maps = maps_for(document, language, &mut problem);
        if maps.is_empty() {
            problem(0, format!("no language map fits “{language}”, so only line breaks end sentences"));
        }
        for map in maps {
            let sets: Vec<_> = document.rule_sets.iter().filter(|set| set.name == map.rule_set).collect();
            if sets.is_empty() {
                problem(
                    map.line,
                    format!("the map of “{}” names the rules “{}”, which are not there", map.pattern, map.rule_set),
                );
            }
            for rule in sets.into_iter().flat_map(|set| &set.rules) {
                match compile(rule) {
                    Ok(regex) => rules.push(Compiled { breaks: rule.breaks, line: rule.line, regex }),
                    Err(reason) => problem(rule.line, reason),
                }
            }
        }
        (Self { rules }, problems)
    }

    /// Puts a no-break rule before all others: after `word` and a full stop no sentence ends.
    pub fn never_after(&mut self, word: &str) {
        let before = format!(r"(?<!\w){}\.", fancy_regex::escape(word));
        let rule = SrxRule { breaks: false, before, after: r"\s".into(), line: 0 };
        self.rules.splice(0..0, compile(&rule).map(|regex| Compiled { breaks: false, line: 0, regex }));
    }

    /// Calls `each` with every place of `line`, which starts at `offset` in its text, at which a rule decides.
    pub fn scan(&self, line: &str, offset: usize, each: &mut impl FnMut(Place)) {
        let mut own = 0;
        while own < line.len() {
            let end = boundary(line, own + WINDOW);
            let from = boundary(line, own.saturating_sub(CONTEXT));
            let to = boundary(line, end + CONTEXT);
            let window = Window { line, from, to };
            window.scan(&self.rules, own, end, &mut |at, rule| each(place(offset + at, rule)));
            own = end;
        }
    }
}

fn place(at: usize, rule: &Compiled) -> Place {
    let name = if rule.breaks { Rule::SrxBreak(rule.line) } else { Rule::SrxNoBreak(rule.line) };
    Place { at, ends: rule.breaks, rule: name }
}

fn diagnostic(document: &SrxDocument, line: u32, message: String) -> Diagnostic {
    let line = (line > 0).then_some(line);
    Diagnostic { path: document.path.clone(), line, severity: Severity::Error, message, help: None }
}

/// The nearest character boundary at `at` or before it.
fn boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The maps that fit `language`: the first, or all of them in a cascade.
fn maps_for<'d>(document: &'d SrxDocument, language: &str, problem: &mut impl FnMut(u32, String)) -> Vec<&'d SrxMap> {
    let mut fitting = Vec::new();
    for map in &document.maps {
        match Regex::new(&format!("(?i)^(?:{})$", modern(&map.pattern))) {
            Ok(regex) if regex.is_match(language).unwrap_or(false) => fitting.push(map),
            Ok(_) => {}
            Err(error) => problem(map.line, format!("cannot compile the language pattern `{}`: {error}", map.pattern)),
        }
    }
    fitting.truncate(if document.cascade { fitting.len() } else { 1 });
    fitting
}

fn compile(rule: &SrxRule) -> Result<Regex, String> {
    for pattern in [&rule.before, &rule.after] {
        Regex::new(&modern(pattern)).map_err(|e| format!("cannot compile `{pattern}`: {e}"))?;
    }
    let whole = format!("(?<=(?:{}))(?=(?:{}))", modern(&rule.before), modern(&rule.after));
    Regex::new(&whole).map_err(|e| format!("cannot look back for `{}`: {e}", rule.before))
}

/// `pattern` with what Java and ICU write otherwise: `\Q…\E` for literal text and `\h` for spaces.
fn modern(pattern: &str) -> Cow<'_, str> {
    const SPACES: &str = r" \t\x{A0}\x{1680}\x{2000}-\x{200A}\x{202F}\x{205F}\x{3000}";
    if !pattern.contains(r"\Q") && !pattern.contains(r"\h") {
        return pattern.into();
    }
    let mut out = String::with_capacity(pattern.len());
    let mut class = 0_u32;
    let mut rest = pattern;
    while let Some(c) = rest.chars().next() {
        if let Some(literal) = rest.strip_prefix(r"\Q") {
            let (text, after) = literal.split_once(r"\E").unwrap_or((literal, ""));
            out.push_str(&fancy_regex::escape(text));
            rest = after;
        } else if let Some(after) = rest.strip_prefix(r"\h") {
            out.push_str(&if class > 0 { SPACES.to_string() } else { format!("[{SPACES}]") });
            rest = after;
        } else {
            let escaped = if c == '\\' { rest[1..].chars().next() } else { None };
            match (c, escaped) {
                ('[', _) => class += 1,
                (']', _) => class = class.saturating_sub(1),
                _ => {}
            }
            let len = c.len_utf8() + escaped.map_or(0, char::len_utf8);
            out.push_str(&rest[..len]);
            rest = &rest[len..];
        }
    }
    out.into()
}

/// A part of a line, and what the rules may see around it.
struct Window<'t> {
    line: &'t str,
    from: usize,
    to: usize,
}

impl Window<'_> {
    /// Decides every place from `start` (not itself, if it is the start of the line) up to `end`.
    fn scan<'r>(&self, rules: &'r [Compiled], start: usize, end: usize, each: &mut impl FnMut(usize, &'r Compiled)) {
        let mut next: Vec<Option<usize>> =
            rules.iter().map(|r| if r.breaks { self.find(&r.regex, start.max(1)) } else { None }).collect();
        while let Some(at) = next.iter().flatten().copied().min().filter(|&at| at < end.max(1)) {
            let decides = rules
                .iter()
                .zip(&next)
                .find(|(rule, found)| if rule.breaks { **found == Some(at) } else { self.fits(&rule.regex, at) });
            if let Some((rule, _)) = decides {
                each(at, rule);
            }
            for (rule, found) in rules.iter().zip(&mut next).filter(|(_, found)| **found == Some(at)) {
                *found = self.find(&rule.regex, at + 1);
            }
        }
    }

    fn input(&self, at: usize) -> RegexInput<'_, str> {
        let whole = RegexInput::new(&self.line[self.from..self.to]).from_pos(at - self.from);
        whole.start_text(self.from == 0).end_text(self.to == self.line.len())
    }

    /// The first place at `from` or after it that `regex` fits. A pattern that runs into the engine's limit fits nowhere.
    fn find(&self, regex: &Regex, mut from: usize) -> Option<usize> {
        while from < self.to && !self.line.is_char_boundary(from) {
            from += 1;
        }
        if from >= self.to {
            return None;
        }
        regex.find_input(self.input(from)).ok()?.map(|found| found.start() + self.from)
    }

    /// Whether `regex` fits at `at`.
    fn fits(&self, regex: &Regex, at: usize) -> bool {
        regex.find_input(self.input(at).anchored(true)).is_ok_and(|found| found.is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::srx;
    use crate::segment::Splitter;

    fn rules(list: &[(bool, &str, &str)]) -> SrxDocument {
        let rules = list.iter().zip(1..).map(|(&(breaks, before, after), line)| SrxRule {
            breaks,
            before: before.into(),
            after: after.into(),
            line,
        });
        SrxDocument {
            rule_sets: vec![crate::model::SrxRuleSet { name: "all".into(), rules: rules.collect() }],
            maps: vec![SrxMap { pattern: "fr.*".into(), rule_set: "all".into(), line: 0 }],
            ..SrxDocument::default()
        }
    }

    fn split(list: &[(bool, &str, &str)], text: &str) -> Vec<String> {
        let (splitter, problems) = Splitter::from_srx(&rules(list), "fr-FR");
        assert_eq!(problems, []);
        splitter.tiles(text).iter().map(|t| t.tile.of(text).to_string()).collect()
    }

    #[test]
    fn the_first_rule_that_fits_decides() {
        let list = [(false, r"\bM\.", r"\s"), (true, r"[.!?]+", r"\s")];
        assert_eq!(split(&list, "M. Sy part. Bon ! Oui"), ["M. Sy part. ", "Bon ! ", "Oui"]);
        let turned = [(true, r"[.!?]+", r"\s"), (false, r"\bM\.", r"\s")];
        assert_eq!(split(&turned, "M. Sy part."), ["M. ", "Sy part."]);
    }

    #[test]
    fn overlapping_matches_are_all_seen() {
        // “e.g. p. 3”: the first match of the exception must not hide the second, which starts inside it.
        let list = [(false, r"\w\.\s?\w\.", r"\s"), (true, r"\.", r"\s")];
        assert_eq!(split(&list, "a. b. c. d. eee. f"), ["a. ", "b. c. d. eee. ", "f"]);
        let inside = [(false, r"aba", "b"), (true, "a", "b")];
        assert_eq!(split(&inside, "xababab"), ["xa", "babab"]);
    }

    #[test]
    fn empty_sides_fit_everywhere() {
        assert_eq!(split(&[(true, r"\.", "")], "a.b.c"), ["a.", "b.", "c"]);
        assert_eq!(split(&[(true, "", "Art")], "Art 1 Art 2"), ["Art 1 ", "Art 2"]);
    }

    #[test]
    fn look_behind_of_any_length_and_nested_look_around() {
        let list = [(false, r"(?<!\d)\b(?:av|art)\.\s*(?=)", r"\d+"), (true, r"\.\s+", "")];
        assert_eq!(split(&list, "art. 5. Fin"), ["art. 5. ", "Fin"]);
    }

    #[test]
    fn cascade_takes_all_maps_and_no_cascade_the_first() {
        let mut document = rules(&[(true, r"\.", r"\s")]);
        document.rule_sets.push(crate::model::SrxRuleSet {
            name: "marks".into(),
            rules: vec![SrxRule { breaks: true, before: "!".into(), after: r"\s".into(), line: 9 }],
        });
        document.maps.push(SrxMap { pattern: ".*".into(), rule_set: "marks".into(), line: 0 });
        let count =
            |document: &SrxDocument, language: &str| Splitter::from_srx(document, language).0.tiles("a! b. c").len();
        assert_eq!((count(&document, "FR"), count(&document, "en")), (2, 2));
        document.cascade = true;
        assert_eq!((count(&document, "FR"), count(&document, "en")), (3, 2));
    }

    #[test]
    fn what_cannot_be_compiled_is_said_with_its_line() {
        let mut document = rules(&[(true, "(", ""), (true, r"\.", r"\s")]);
        document.path = "r.srx".into();
        document.maps.push(SrxMap { pattern: "f[".into(), rule_set: "none".into(), line: 7 });
        document.maps.push(SrxMap { pattern: "de".into(), rule_set: "none".into(), line: 8 });
        let (splitter, problems) = Splitter::from_srx(&document, "fr");
        assert_eq!(splitter.tiles("a. b").len(), 2);
        let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert!(told[0].starts_with("r.srx:7: cannot compile the language pattern `f[`"), "{told:?}");
        assert!(told[1].starts_with("r.srx:1: cannot compile `(`"), "{told:?}");
        let (_, problems) = Splitter::from_srx(&document, "de");
        assert!(problems.iter().any(|p| p.to_string().starts_with("r.srx:8: the map of “de”")), "{problems:?}");
    }

    #[test]
    fn what_java_writes_otherwise_is_understood() {
        assert_eq!(split(&[(true, r"\Q[...]\E", r"\h")], "a [...]\u{202f}b"), ["a [...]\u{202f}", "b"]);
        assert_eq!(split(&[(true, r"\.[\h]", "")], "a.\u{a0}b"), ["a.\u{a0}", "b"]);
        assert_eq!(modern(r"[\]\h]\\h"), r"[\] \t\x{A0}\x{1680}\x{2000}-\x{200A}\x{202F}\x{205F}\x{3000}]\\h");
    }

    #[test]
    fn windows_meet_without_a_seam() {
        let list = [(false, r"^.{0,9}M\.|\bM\.", r"\s"), (true, r"\.", r"\s")];
        let text = "M. Sy part tôt. ".repeat(WINDOW / 4);
        assert_eq!(split(&list, &text).len(), WINDOW / 4);
    }

    #[test]
    fn written_rules_read_back() {
        let mut document = rules(&[(false, "a<b>&\"", "\u{a0}"), (true, "", " x ")]);
        document.cascade = true;
        let mut back = srx::read(&srx::write(&document), "").unwrap();
        back.rule_sets.iter_mut().flat_map(|s| &mut s.rules).zip(1..).for_each(|(r, line)| r.line = line);
        back.maps.iter_mut().for_each(|m| m.line = 0);
        assert_eq!(back, document);
    }
}
