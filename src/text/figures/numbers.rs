//! Numbers with their scale and unit, ranks and centuries.

use super::digits;
use super::spelled::{self, Role, Sum};
use super::tokens::Tokens;
use super::units::{self, Unit};
use super::{Amount, Figure, Language, Look, Read, Value};
use crate::text::{Span, fold};

/// Reads a number, a rank or a century at word `at`.
pub(super) fn read(tokens: &Tokens, at: usize) -> Option<Read> {
    if let Some(unit) = units::currency(tokens.raw(at))
        && tokens.is_number(at + 1)
    {
        let (figure, next) = number(tokens, at + 1, unit)?;
        let whole = Span { start: tokens.span(at, at + 1).start, end: figure.whole.end };
        return Some((Figure { whole, ..figure }, next));
    }
    rank(tokens, at).or_else(|| number(tokens, at, Unit::None))
}

/// What starts with a digit and is no number, kept as it stands.
pub(super) fn code(tokens: &Tokens, at: usize) -> Option<Read> {
    tokens.is_number(at).then(|| tokens.figure(at, at + 1, Value::Code(fold(tokens.raw(at))), Look::default()))
}

/// A number read without its unit.
struct Bare<'t> {
    amount: Amount,
    look: Look,
    rough: bool,
    /// Letters glued to the digits.
    suffix: &'t str,
    next: usize,
}

fn number(tokens: &Tokens, at: usize, prefix: Unit) -> Option<Read> {
    let bare = in_digits(tokens, at, prefix).or_else(|| in_words(tokens, at))?;
    let span = tokens.span(at, bare.next);
    let glued = units::unit(&fold(bare.suffix), tokens.language);
    let (unit, next) = match glued {
        Some(unit) => (unit, bare.next),
        None if prefix != Unit::None => (prefix, bare.next),
        None => unit_after(tokens, bare.next),
    };
    let end = span.end - if glued.is_some() { bare.suffix.len() as u32 } else { 0 };
    let value = Value::Number { amount: bare.amount, unit, rough: bare.rough };
    let figure = Figure { span: Span { end, ..span }, whole: tokens.span(at, next), value, look: bare.look };
    Some((figure, next))
}

fn in_digits<'t>(tokens: &Tokens<'t>, at: usize, prefix: Unit) -> Option<Bare<'t>> {
    if !tokens.is_number(at) {
        return None;
    }
    let (joined, mut next) = with_spaced_groups(tokens, at);
    let read = digits::read(joined, tokens.language)?;
    let suffix = fold(read.suffix);
    let mut amount = read.amount;
    let mut power = glued_scale(&suffix, prefix, tokens.language).unwrap_or(0);
    let multiplied = power > 0;
    let known = multiplied || suffix.is_empty() || suffix == "s" || units::unit(&suffix, tokens.language).is_some();
    if !known {
        return None;
    }
    while suffix.is_empty()
        && let Some((more, after)) = scale(tokens, next)
    {
        power = power.checked_add(more).filter(|&p| p <= 15)?;
        next = after;
    }
    amount = century_added(tokens, at, amount.scaled(power)?);
    let look = Look { power, grouped: read.grouped, ..Look::default() };
    Some(Bare { amount, look, rough: false, suffix: if multiplied { "" } else { read.suffix }, next })
}

/// The power of ten that word `at` stands for, and the word after it: *million*, *-million*, *Md*, the *M* of *66 M$*.
fn scale(tokens: &Tokens, at: usize) -> Option<(u8, usize)> {
    let at = at + usize::from(tokens.language == Language::English && tokens.word(at) == "-" && tokens.joined(at));
    let before_currency = || tokens.joined(at) && units::currency(tokens.raw(at + 1)).is_some();
    let power = match (tokens.raw(at), tokens.language) {
        ("Md" | "Mds", Language::French) => 9,
        ("M", Language::French) if before_currency() => 6,
        _ => spelled::scale(tokens.word(at), tokens.language)?,
    };
    Some((power, at + 1))
}

/// *5 000*: groups of three digits after one plain space each belong to the number.
fn with_spaced_groups<'t>(tokens: &Tokens<'t>, at: usize) -> (&'t str, usize) {
    let first = tokens.raw(at);
    let mut next = at + 1;
    if first.len() <= 3 && tokens.plain(at).is_some_and(|n| n > 0) {
        while tokens.gap(next - 1) == " " && is_group(tokens.raw(next)) {
            next += 1;
            if tokens.raw(next - 1).len() > 3 {
                break;
            }
        }
    }
    (tokens.span(at, next).of(tokens.text), next)
}

/// Three digits, or three digits and decimals at the end of a number.
fn is_group(word: &str) -> bool {
    let (whole, decimals) = word.split_once(',').unwrap_or((word, "0"));
    whole.len() == 3 && [whole, decimals].iter().all(|part| part.bytes().all(|b| b.is_ascii_digit()))
}

/// *$5bn*, *€3m*, *2 Md*: letters that multiply.
fn glued_scale(suffix: &str, prefix: Unit, language: Language) -> Option<u8> {
    match (suffix, language) {
        ("bn" | "billion", Language::English) => Some(9),
        ("m" | "mn", Language::English) if prefix != Unit::None => Some(6),
        ("tn" | "trillion", Language::English) => Some(12),
        ("million", Language::English) => Some(6),
        ("k", _) => Some(3),
        _ => None,
    }
}

/// *les années 80* and *the 80s* are the 1980s, and *2024-25* ends in 2025.
fn century_added(tokens: &Tokens, at: usize, amount: Amount) -> Amount {
    match amount.integer() {
        Some(n @ 20..100) if n.is_multiple_of(10) && is_decade(tokens, at) => (1900 + n).into(),
        Some(n @ 1..100) => match range_start(tokens, at) {
            Some(from) if u128::from(from % 100) < n => (u128::from(from / 100 * 100) + n).into(),
            _ => amount,
        },
        _ => amount,
    }
}

fn is_decade(tokens: &Tokens, at: usize) -> bool {
    if tokens.language == Language::English {
        return tokens.word(at).ends_with('s');
    }
    let listed = |&i: &usize| tokens.is_number(i) || matches!(tokens.word(i), "et" | "," | "ou" | "a" | "-");
    let start = (at.saturating_sub(6)..at).rev().find(|i| !listed(i));
    start.is_some_and(|i| tokens.word(i) == "annees")
}

/// The year before a hyphen or slash at whose other side two digits stand.
fn range_start(tokens: &Tokens, at: usize) -> Option<u16> {
    let mark = at.checked_sub(1).filter(|&m| matches!(tokens.word(m), "-" | "–" | "/") && tokens.joined(m))?;
    let from = mark.checked_sub(1).filter(|&y| tokens.joined(y) && tokens.raw(at).len() == 2)?;
    tokens.plain(from).filter(|y| (1000..2200).contains(y))
}

fn in_words<'t>(tokens: &Tokens<'t>, at: usize) -> Option<Bare<'t>> {
    collective(tokens, at).or_else(|| spelled_out(tokens, at))
}

/// *une dizaine de*, *deux douzaines de*, *a dozen*.
fn collective<'t>(tokens: &Tokens<'t>, at: usize) -> Option<Bare<'t>> {
    let times = match (tokens.word(at), tokens.language) {
        ("a", Language::English) | ("la", Language::French) => 1,
        (word, language) => match spelled::role(word, language) {
            Some(Role::Adds(n @ 1..10)) => n,
            _ => return None,
        },
    };
    let noun = at + 1 + usize::from(tokens.word(at + 1) == "-");
    let each = spelled::collective(tokens.word(noun), tokens.language)?;
    let counted = tokens.language == Language::English || matches!(tokens.word(noun + 1), "de" | "d'");
    let look = Look { words: true, ..Look::default() };
    let amount = u128::from(times * each).into();
    counted.then(|| Bare { amount, look, rough: true, suffix: "", next: noun + 1 })
}

fn spelled_out<'t>(tokens: &Tokens<'t>, at: usize) -> Option<Bare<'t>> {
    if is_name(tokens, at) {
        return None;
    }
    let mut sum = Sum::default();
    let mut next = at;
    if is_one(tokens, at) {
        spelled::scale(tokens.word(at + 1), tokens.language).or_else(|| hundred(tokens, at + 1))?;
        sum.take(Role::Adds(1));
        next += 1;
    }
    while let Some((role, word)) = following(tokens, next, next > at)
        && sum.take(role)
    {
        next = word + 1;
    }
    if next == at || is_new(tokens, at, next) || is_vague(tokens, at) {
        return None;
    }
    let look = Look { words: true, ..Look::default() };
    Some(Bare { amount: sum.value().into(), look, rough: false, suffix: "", next })
}

/// *un*, *une*, *a* and *one* open a number only before a word that multiplies.
fn is_one(tokens: &Tokens, at: usize) -> bool {
    matches!((tokens.word(at), tokens.language), ("un" | "une", Language::French) | ("a" | "one", Language::English))
}

fn hundred(tokens: &Tokens, at: usize) -> Option<u8> {
    (tokens.language == Language::English && tokens.word(at) == "hundred").then_some(2)
}

/// The next word of a number at `at`, over a hyphen or *et* / *and* inside it.
fn following(tokens: &Tokens, at: usize, inside: bool) -> Option<(Role, usize)> {
    let role = |at: usize| spelled::role(tokens.word(at), tokens.language);
    if let Some(role) = role(at) {
        return Some((role, at));
    }
    let link = match tokens.word(at) {
        "-" => tokens.joined(at - usize::from(inside)) && tokens.joined(at),
        "et" => matches!(tokens.word(at + 1), "un" | "une" | "onze"),
        "and" => tokens.before(at) == "hundred",
        _ => false,
    };
    let after_et = at + 1 + usize::from(link && tokens.word(at + 1) == "et" && tokens.word(at + 2) == "-") * 2;
    if !inside || !link {
        return None;
    }
    role(after_et).map(|role| (role, after_et))
}

/// *la ville de Trente*: a capital inside a French sentence makes a name.
fn is_name(tokens: &Tokens, at: usize) -> bool {
    let capital = tokens.language == Language::French && tokens.raw(at).starts_with(char::is_uppercase);
    capital && tokens.before(at).ends_with(|c: char| c.is_alphanumeric() || matches!(c, '\'' | ','))
}

/// *un homme neuf*: *neuf* counts only what stands in the plural after it.
fn is_new(tokens: &Tokens, at: usize, next: usize) -> bool {
    next == at + 1 && tokens.word(at) == "neuf" && {
        let after = tokens.word(next);
        !(after.ends_with(['s', 'x']) || after == "pour" || units::unit(after, tokens.language).is_some())
    }
}

/// *des milliers de*, *millions of*: a number may open with *cent* and *mille*, with no other word that multiplies.
fn is_vague(tokens: &Tokens, at: usize) -> bool {
    let word = tokens.word(at);
    matches!(spelled::role(word, tokens.language), Some(Role::Times(_))) && !matches!(word, "cent" | "mille")
}

/// The unit at `at`, perhaps after *de* or *d’*, and the word after it.
fn unit_after(tokens: &Tokens, at: usize) -> (Unit, usize) {
    let start = at + usize::from(matches!(tokens.word(at), "de" | "d'"));
    let pair = format!("{} {}", tokens.word(start), tokens.word(start + 1));
    if let Some(unit) = units::unit(&pair, tokens.language) {
        return (unit, start + 2);
    }
    units::unit(tokens.word(start), tokens.language).map_or((Unit::None, at), |unit| (unit, start + 1))
}

/// *3e*, *20th*, *XXe*, *cinquième*, *fifth*; a century if that word follows.
fn rank(tokens: &Tokens, at: usize) -> Option<Read> {
    let (rank, words, next) = rank_in_digits(tokens, at)
        .map(|n| (n, false, at + 1))
        .or_else(|| spelled_rank(tokens, at).map(|(n, next)| (n, true, next)))?;
    let look = Look { words, ..Look::default() };
    match tokens.word(next) {
        "siecle" | "siecles" | "century" => {
            Some(tokens.figure(at, next + 1, Value::Century(rank), Look { words: false, ..look }))
        }
        _ => Some(tokens.figure(at, next, Value::Ordinal(rank), look)),
    }
}

/// *cinquième*, *vingt-septième*, *forty-fourth*.
fn spelled_rank(tokens: &Tokens, at: usize) -> Option<(u32, usize)> {
    if let Some(rank) = spelled::rank(tokens.word(at), tokens.language) {
        return Some((rank, at + 1));
    }
    let Some(Role::Adds(tens @ 10..)) = spelled::role(tokens.word(at), tokens.language) else { return None };
    let link = matches!(tokens.word(at + 1), "-" | "et");
    let unit = match (tokens.word(at + 2), spelled::rank(tokens.word(at + 2), tokens.language)) {
        ("unieme" | "first", _) => 1,
        (_, Some(unit @ 2..20)) => unit,
        _ => return None,
    };
    link.then_some((tens + unit, at + 3))
}

fn rank_in_digits(tokens: &Tokens, at: usize) -> Option<u32> {
    let word = tokens.word(at);
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let suffix = &word[digits.len()..];
    match tokens.language {
        Language::English => matches!(suffix, "st" | "nd" | "rd" | "th").then(|| digits.parse().ok()).flatten(),
        Language::French if digits.is_empty() => roman(tokens.raw(at)),
        Language::French => matches!(suffix, "er" | "re" | "e" | "es" | "eme" | "emes" | "nd" | "nde" | "ieme")
            .then(|| digits.parse().ok())
            .flatten(),
    }
}

/// *XXe*, *Ier*, *IVème*: a rank in roman numerals of I, V and X, so that *Me Dupont* and *Ce* are none.
fn roman(word: &str) -> Option<u32> {
    let end = word.find(|c| !matches!(c, 'I' | 'V' | 'X')).filter(|&end| end > 0)?;
    let (numeral, suffix) = word.split_at(end);
    if !matches!(suffix, "e" | "er" | "re" | "ème" | "ᵉ") {
        return None;
    }
    let digit = |c| match c {
        'I' => 1,
        'V' => 5,
        _ => 10,
    };
    let digits: Vec<u32> = numeral.chars().map(digit).collect();
    let pairs = digits.iter().zip(digits.iter().skip(1).chain([&0]));
    let value = pairs.fold(0i64, |sum, (&d, &after)| sum + if d < after { -i64::from(d) } else { i64::from(d) });
    u32::try_from(value).ok()
}
