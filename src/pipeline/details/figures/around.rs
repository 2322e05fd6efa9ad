//! The words around a figure: *près de*, *entre … et …*, and what it counts.

use crate::text::{Figure, Span, Unit, Value, WordKind, words};

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
        return days.then_some(Join::To);
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

/// How many of `figures`, from the first, are the groups of a telephone number.
pub(super) fn phone(french: &str, figures: &[Figure]) -> usize {
    const LEAST: usize = 4;
    let group =
        |f: &Figure| f.span.len() <= 3 && f.whole == f.span && f.span.of(french).bytes().all(|b| b.is_ascii_digit());
    let near = |pair: &[Figure]| {
        matches!(french.get(pair[0].whole.end as usize..pair[1].whole.start as usize), Some(" " | "." | "-" | "\u{a0}"))
    };
    if !figures.first().is_some_and(group) {
        return 0;
    }
    let run = 1 + figures.windows(2).take_while(|pair| near(pair) && group(&pair[1])).count();
    if run >= LEAST { run } else { 0 }
}

/// *article 91*, *résolution 2690*: a name, no amount.
pub(super) fn is_label(french: &str, figure: &Figure) -> bool {
    const LABELS: [&str; 24] = [
        "article",
        "articles",
        "art",
        "résolution",
        "résolutions",
        "n°",
        "no",
        "numéro",
        "numéros",
        "page",
        "pages",
        "chapitre",
        "alinéa",
        "paragraphe",
        "vol",
        "route",
        "canal",
        "chaîne",
        "chambre",
        "décret",
        "loi",
        "annexe",
        "point",
        "code",
    ];
    if !matches!(figure.value, Value::Number { unit: Unit::None, .. }) {
        return false;
    }
    let before = french[..figure.whole.start as usize].trim_end();
    let word = |text: &str| {
        text.trim_end()
            .rsplit(|c: char| c.is_whitespace() || matches!(c, '’' | '\''))
            .next()
            .unwrap_or("")
            .to_lowercase()
    };
    let is_listed = |text: &str| LABELS.contains(&word(text).trim_end_matches('.')) || text.ends_with("n°");
    let and = ["et", "à", "ou", ","].iter().find_map(|and| before.strip_suffix(and));
    let earlier = and.map(|rest| rest.trim_end().trim_end_matches(|c: char| c.is_ascii_digit()));
    is_listed(before) || earlier.is_some_and(|rest| rest.len() < before.len() - 1 && is_listed(rest.trim_end()))
}

/// Where the words end that tell what `figure` counts.
pub(super) fn context(french: &str, figure: &Figure) -> u32 {
    let from = figure.whole.end;
    let after = &french[from as usize..];
    let all: Vec<_> = words(after).take(CONTEXT + 1).collect();
    let spelled = |span: Span| span.of(after).to_lowercase().replace('\'', "’");
    let ends = |i: &usize| {
        let mark = all[*i].kind == WordKind::Mark && all[*i].span.of(after) != "-";
        mark || all[*i].kind == WordKind::Number || ENDS.split_whitespace().any(|w| w == spelled(all[*i].span))
    };
    let end = (0..all.len().min(CONTEXT)).find(ends).unwrap_or(all.len().min(CONTEXT));
    let is_verb =
        |i: usize| i > 0 && spelled(all[i].span).ends_with("ent") && spelled(all[i - 1].span).ends_with(['s', 'x']);
    let end = (0..end).find(|&i| is_verb(i)).unwrap_or(end);
    let binds = |i: &usize| !BINDS.contains(&spelled(all[*i].span).as_str());
    (0..end).rfind(binds).map_or(from, |i| from + all[i].span.end)
}

/// Words that no noun phrase goes over: verbs of being and having, conjunctions, prepositions but *de*.
const ENDS: &str = "et ou ni mais car donc or que qu’ qui dont où quand si comme puis alors \
    à au aux en dans par pour sur sous vers avec sans contre entre chez depuis pendant avant après lors selon dès contre jusqu’ d’ici \
    a ont avait avaient aura auront aurait est sont était étaient sera seront serait fut furent soit ayant étant \
    va vont peut peuvent doit doivent devait devaient pourrait ne n’ se s’ y il elle ils elles on ce cette ces ainsi aussi plus moins \
    hier demain lundi mardi mercredi jeudi vendredi samedi dimanche environ";

/// Words that want another after them.
const BINDS: [&str; 12] = ["de", "d’", "du", "des", "le", "la", "l’", "les", "un", "une", "-", "autres"];
