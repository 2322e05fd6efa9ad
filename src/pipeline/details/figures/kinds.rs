//! What a number is beside a count: a label, a code, a time of day, a share, a telephone number, an age, points.

use crate::text::{Figure, Unit, Value, words};

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
    let is_listed = |text: &str| LABELS.contains(&last_word(text).trim_end_matches('.')) || text.ends_with("n°");
    let and = ["et", "à", "ou", ","].iter().find_map(|and| before.strip_suffix(and));
    let earlier = and.map(|rest| rest.trim_end().trim_end_matches(|c: char| c.is_ascii_digit()));
    is_listed(before) || earlier.is_some_and(|rest| rest.len() < before.len() - 1 && is_listed(rest.trim_end()))
}

/// *75019 Paris*, *20 Minutes*: a postal code, a newspaper.
pub(super) fn is_code(french: &str, figure: &Figure) -> bool {
    let written = figure.whole.of(french);
    let digits = written.len() == 5 && written.bytes().all(|b| b.is_ascii_digit());
    let capital = |text: &str| text.trim_start().starts_with(char::is_uppercase);
    let after = &french[figure.whole.end as usize..];
    let unit = written
        .split_once([' ', '\u{a0}'])
        .is_some_and(|(n, unit)| n.bytes().all(|b| b.is_ascii_digit()) && capital(unit));
    (digits && capital(after)) || (unit && written.ends_with("Minutes"))
}

/// *16 h30*, *trois heures du matin*, *à trois heures*: a time of day, no length of time.
pub(super) fn is_time_of_day(french: &str, figure: &Figure) -> bool {
    let glued = french[figure.whole.end as usize..].trim_start().strip_prefix('h');
    if glued.is_some_and(|rest| rest.trim_start().starts_with(|c: char| c.is_ascii_digit())) {
        return true;
    }
    let Value::Number { amount, unit: Unit::Hour, .. } = &figure.value else { return false };
    let before = last_word(&french[..figure.whole.start as usize]);
    let after = french[figure.whole.end as usize..].trim_start().to_lowercase().replace('\'', "’");
    let told = ["du matin", "du soir", "de l’après-midi", "précises", "locales", "gmt"];
    let lasts = ["de ", "d’", "par "].iter().any(|w| after.starts_with(w));
    told.iter().any(|w| after.starts_with(w))
        || (matches!(before.as_str(), "à" | "vers") && !lasts && amount.integer().is_some_and(|n| n <= 24))
}

/// *un salarié sur dix*, *24 heures sur 24*: a part of a whole, no count.
pub(super) fn is_ratio(french: &str, figure: &Figure) -> bool {
    const NEAR: usize = 4;
    let after = french[figure.whole.end as usize..].trim_start();
    let next = after.strip_prefix("sur ").and_then(|rest| rest.chars().next());
    if next.is_some_and(|c| c.is_ascii_digit()) {
        return true;
    }
    let Some(before) = french[..figure.whole.start as usize].trim_end().strip_suffix(" sur") else { return false };
    let near: Vec<&str> = words(before).map(|w| w.span.of(before)).collect();
    let counts =
        |w: &&str| matches!(w.to_lowercase().as_str(), "un" | "une" | "deux" | "trois" | "sept" | "huit" | "neuf");
    matches!(figure.value, Value::Number { unit: Unit::None, .. })
        && near.iter().rev().take(NEAR).any(|w| counts(w) || w.starts_with(|c: char| c.is_ascii_digit()))
}

/// *Awa Diallo, 46 ans,* · *âgé de 46 ans*: where the French starts, if the figure is an age.
pub(super) fn age(french: &str, figure: &Figure) -> Option<u32> {
    let Value::Number { unit: Unit::Year, .. } = figure.value else { return None };
    let before = french[..figure.whole.start as usize].trim_end();
    if let Some(said) =
        ["âgé de", "âgée de", "âgés de", "âgées de"].iter().find(|said| before.to_lowercase().ends_with(**said))
    {
        return Some((before.len() - said.len()) as u32);
    }
    let named = before.strip_suffix(',').is_some_and(|name| {
        let word = name.rsplit(' ').next().unwrap_or("");
        name.contains(' ') && word.starts_with(char::is_uppercase)
    });
    let set_off = french[figure.whole.end as usize..].starts_with([',', '.', ')']);
    (named && set_off).then_some(figure.whole.start)
}

/// Whether what a percentage counts are points.
pub(super) fn counts_points(french: &str, figure: &Figure) -> bool {
    figure.whole.of(french).ends_with("points")
}

/// The last word of `text`, in small letters.
fn last_word(text: &str) -> String {
    text.trim_end().rsplit(|c: char| c.is_whitespace() || matches!(c, '’' | '\'')).next().unwrap_or("").to_lowercase()
}
