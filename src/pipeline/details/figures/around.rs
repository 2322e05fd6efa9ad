//! The words around a figure: *près de*, *entre … et …*, and what it counts.

use crate::text::{Figure, Span, Unit, Value, Word, WordKind, words};

/// Words of the article shown after a figure, to tell what it counts.
const CONTEXT: usize = 4;

/// French words before a number, and what English says; longer ones first.
const ROUND: [(&str, &str); 22] = [
    ("un peu plus de", "just over"),
    ("un peu moins de", "just under"),
    ("pas moins de", "no fewer than"),
    ("près de", "nearly"),
    ("près d’", "nearly"),
    ("plus de", "more than"),
    ("plus d’", "more than"),
    ("moins de", "less than"),
    ("moins d’", "less than"),
    ("autour de", "around"),
    ("aux environs de", "around"),
    ("les quelque", "about"),
    ("des quelque", "about"),
    ("quelque", "about"),
    ("environ", "about"),
    ("presque", "almost"),
    ("à peine", "barely"),
    ("au moins", "at least"),
    ("au plus", "at most"),
    ("jusqu’à", "up to"),
    ("au minimum", "at least"),
    ("au maximum", "at most"),
];

/// The word that qualifies `figure`, and where the French of both starts.
pub(super) fn before(french: &str, figure: &Figure) -> (u32, Option<&'static str>) {
    qualified(french, figure.whole.start, &ROUND)
}

/// Which of `table` stands right before byte `start`, an article between them passed over.
pub(super) fn qualified(french: &str, start: u32, table: &[(&str, &'static str)]) -> (u32, Option<&'static str>) {
    let whole = &french[..start as usize];
    let bare = whole.trim_end();
    let spelled = bare.to_lowercase().replace('\'', "’");
    if spelled.len() != bare.replace('\'', "’").len() {
        return (start, None);
    }
    for (words, english) in table {
        let Some(rest) = spelled.strip_suffix(words) else { continue };
        if !rest.is_empty() && !rest.ends_with([' ', '\u{a0}', '(', '’', ',', '«', '—']) {
            continue;
        }
        let back: usize = words.chars().count();
        let at = bare.char_indices().rev().nth(back - 1).map_or(0, |(at, _)| at);
        return (at as u32, Some(english));
    }
    (start, None)
}

/// How two figures belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Join {
    /// *10 à 15*
    To,
    /// *entre 10 et 15*
    Between,
    /// *3 ou 4*
    Or,
    /// *cinq ans et quatre mois*
    And,
    /// *3,5 milliards de francs CFA (5,3 millions d’euros)*
    Brackets,
}

impl Join {
    /// Both figures in English; the sign of a currency stands once, before the first.
    pub fn english(self, first: &str, second: &str) -> String {
        let sign = |s: &str| s.chars().next().filter(|c| matches!(c, '€' | '$' | '£'));
        let lead = match (sign(first), sign(second)) {
            (None, Some(sign)) if self != Self::Brackets => sign.to_string(),
            _ => String::new(),
        };
        match self {
            Self::To => format!("{lead}{first} to {second}"),
            Self::Between => format!("between {lead}{first} and {second}"),
            Self::Or => format!("{lead}{first} or {second}"),
            Self::And => format!("{first} and {second}"),
            Self::Brackets => format!("{first} ({second})"),
        }
    }
}

/// How `first` and the figure after it belong together, if they do.
pub(super) fn join(french: &str, first: &Figure, second: &Figure) -> Option<Join> {
    let (Value::Number { unit, .. }, next) = (&first.value, &second.value) else { return None };
    let between = french.get(first.whole.end as usize..second.whole.start as usize)?.trim();
    if let Value::Date(date) = next {
        let days =
            date.day.is_some() && *unit == Unit::None && matches!(between, "au" | "et" | "-" | "–" | "et le" | "ou");
        let join = match between {
            "et" | "et le" => Join::And,
            "ou" => Join::Or,
            _ => Join::To,
        };
        return days.then_some(join);
    }
    let Value::Number { unit: second_unit, .. } = next else { return None };
    let same = *unit == Unit::None || unit == second_unit;
    let ahead = french[..first.whole.start as usize].trim_end().to_lowercase();
    match between {
        "à" | "-" | "–" if same => Some(Join::To),
        "et" if same && ahead.ends_with("entre") => Some(Join::Between),
        "et" if matches!((unit, second_unit), (Unit::Year, Unit::Month) | (Unit::Hour, Unit::Minute)) => {
            Some(Join::And)
        }
        "ou" if same => Some(Join::Or),
        "(" | "(soit" | "(environ" | "(près de" | ", soit" if *second_unit != Unit::None && unit != second_unit => {
            Some(Join::Brackets)
        }
        _ => None,
    }
}

/// Where the two words start that stand before byte `start`, for a number that nothing after it explains.
pub(super) fn lead(french: &str, start: u32) -> u32 {
    const WORDS: usize = 2;
    let before: Vec<_> = words(&french[..start as usize]).collect();
    let near = before.iter().rev().take_while(|w| w.kind == WordKind::Letters).take(WORDS);
    near.last().map_or(start, |w| w.span.start)
}

/// Where the words end that tell what `figure` counts: after a unit only *de* and a noun (*six mois de prison*).
pub(super) fn context(french: &str, figure: &Figure) -> u32 {
    let from = figure.whole.end;
    let after = &french[from as usize..];
    let is_counted = matches!(figure.value, Value::Number { unit: Unit::None, .. });
    if !is_counted && !goes_on(after, figure) {
        return from;
    }
    let spans: Vec<Span> = words(after).take(CONTEXT).take_while(|w| !breaks(after, w)).map(|w| w.span).collect();
    let lower: Vec<String> = spans.iter().map(|s| s.of(after).to_lowercase().replace('\'', "’")).collect();
    let end = (0..lower.len()).find(|&i| is_over(&lower, i, is_counted)).unwrap_or(lower.len());
    let last = (0..end).rfind(|&i| !BINDS.contains(&lower[i].as_str()) && !lower[i].ends_with('’'));
    last.map_or(from, |i| from + spans[i].end)
}

/// Whether the words `after` a measured amount belong to it.
fn goes_on(after: &str, figure: &Figure) -> bool {
    let starts = |words: &[&str]| words.iter().any(|w| after.trim_start().starts_with(w));
    let is_share = matches!(figure.value, Value::Number { unit: Unit::Percent, .. });
    starts(&["de ", "d’", "d'"]) || is_share && starts(&["des ", "du "])
}

/// A number, or a mark that is no hyphen.
fn breaks(text: &str, word: &Word) -> bool {
    let hyphen = word.span.of(text) == "-" && !text[..word.span.start as usize].ends_with(' ');
    word.kind == WordKind::Number || (word.kind == WordKind::Mark && !hyphen)
}

/// Whether the noun phrase is over before word `i`.
fn is_over(lower: &[String], i: usize, is_counted: bool) -> bool {
    let word = lower[i].as_str();
    if ENDS.split_whitespace().any(|w| w == word) {
        return true;
    }
    let Some(before) = i.checked_sub(1).map(|b| lower[b].as_str()) else {
        return is_counted && ARTICLES.contains(&word);
    };
    let acts = (word.ends_with("ent") || word.ends_with("ant")) && before.ends_with(['s', 'x']);
    let infinitive = ["er", "ir", "ire", "vre", "dre", "ttre"].iter().any(|e| word.ends_with(e));
    acts || (infinitive && matches!(before, "de" | "d’")) || (ARTICLES.contains(&word) && before != "de")
}

/// Words that no noun phrase goes over: verbs of being and having, conjunctions, prepositions but *de*.
const ENDS: &str = "et ou ni mais car donc or que qu’ qui dont où quand si comme puis alors \
    à au aux en dans par pour sur sous vers avec sans contre entre chez depuis pendant avant après lors selon dès contre jusqu’ d’ici \
    a ont avait avaient aura auront aurait est sont était étaient sera seront serait fut furent soit ayant étant \
    va vont peut peuvent doit doivent devait devaient pourrait ne n’ se s’ y il elle ils elles on ce cette ces ainsi aussi plus moins \
    devra devront pourra pourront pourrait pourraient tandis encore déjà toujours x hier demain lundi mardi mercredi jeudi vendredi samedi dimanche environ";

/// Articles: the noun phrase before one is over, but for *de la, de l’*.
const ARTICLES: [&str; 7] = ["le", "la", "l’", "les", "un", "une", "des"];

/// Words that want another after them.
const BINDS: [&str; 12] = ["de", "d’", "du", "des", "le", "la", "l’", "les", "un", "une", "-", "autres"];
