//! The rules themselves: what a stop is, from what stands around it.

use super::lexicon::{Class, Lexicon};
use super::rule::Rule;
use super::site::{Closed, Kind, Lead, Next, Opening, Site, starts_sentences, word};

/// Whether a sentence ends, and the rule that says so.
pub(super) type Verdict = (bool, Rule);

const fn end(rule: Rule) -> Verdict {
    (true, rule)
}

const fn on(rule: Rule) -> Verdict {
    (false, rule)
}

/// What the stop at `site` is; `None` at the end of a line, where there is nothing to decide.
pub(super) fn verdict(site: &Site, lexicon: &Lexicon) -> Option<Verdict> {
    let next = site.next.as_ref()?;
    Some(if !site.gap && site.closed == Closed::Nothing {
        glued(site, next, lexicon)
    } else if is_stop(next.first)
        && site.closed != Closed::Nothing
        && !next.rest.starts_with("...")
        && next.first != '…'
    {
        on(Rule::StopAfterClosing)
    } else if goes_on(next) {
        on(Rule::GoesOn)
    } else {
        match site.kind {
            Kind::Strong => strong(site, next, lexicon),
            Kind::Ellipsis => ellipsis(site, next, lexicon),
            Kind::Period => period(site, next, lexicon),
        }
    })
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…')
}

/// Whether `next` starts with a mark after which a sentence can only go on.
fn goes_on(next: &Next) -> bool {
    matches!(next.first, ',' | ';' | ':' | ')' | ']' | '}' | '»' | '”' | '%' | '=' | '+' | '/')
        && !next.rest.starts_with("...")
}

/// *Le ministre a démissionné.Son successeur est connu.*
fn glued(site: &Site, next: &Next, lexicon: &Lexicon) -> Verdict {
    let token = site.token();
    let last = word_at_end(token);
    let plain = last.chars().count() >= 3
        && last.chars().next_back().is_some_and(char::is_lowercase)
        && !token.contains(['.', '@', '/', '\\', ':', '_'])
        && !lexicon.has(last, Class::Title)
        && !lexicon.has(last, Class::BeforeName)
        && !lexicon.has(last, Class::BeforeNumber);
    let number = token.chars().all(|c| c.is_ascii_digit()) && token.len() > 1 && site.so_far().len() > token.len();
    let strong = site.kind != Kind::Period && !in_address(site);
    if (plain || number || strong) && starts_glued(next) { end(Rule::MissingSpace) } else { on(Rule::Inside) }
}

/// Whether `next`, right after a stop, can be the next sentence and not the second half of an address.
fn starts_glued(next: &Next) -> bool {
    const DOMAINS: [&str; 12] = ["Com", "Org", "Net", "Fr", "Eu", "Info", "Gouv", "Be", "Ch", "Tv", "Io", "Js"];
    let word = next.word();
    let mut letters = word.chars();
    match next.opening {
        Some(Opening::Dash) => return false,
        Some(_) => return next.lead == Lead::Upper,
        None => {}
    }
    let upper = letters.next().is_some_and(char::is_uppercase);
    let lower = letters
        .next()
        .map_or(next.words.starts_with([' ', '\u{a0}']) && next.words[word.len()..].starts_with(' '), |c| {
            c.is_lowercase() || matches!(c, '\'' | '’')
        });
    upper && lower && !DOMAINS.contains(&word) && !next.words[word.len()..].starts_with(['.', '@', '/', '_'])
        || upper && lower && next.words[word.len()..].starts_with(". ") && !DOMAINS.contains(&word)
}

/// Whether the stop stands in a web address.
fn in_address(site: &Site) -> bool {
    let mut from = site.stop.saturating_sub(200).max(site.sentence);
    while !site.line.is_char_boundary(from) {
        from += 1;
    }
    let window = &site.line[from..site.stop];
    let run = window.rfind(char::is_whitespace).map_or(window, |at| &window[at..]);
    run.contains("://") || run.contains("www.")
}

fn word_at_end(token: &str) -> &str {
    let start =
        token.char_indices().rev().take_while(|&(_, c)| c.is_alphanumeric()).last().map_or(token.len(), |(i, _)| i);
    &token[start..]
}

/// *Incroyable !!! Les Étalons sont qualifiés.*
fn strong(site: &Site, next: &Next, lexicon: &Lexicon) -> Verdict {
    if marked_name(site, next, lexicon) {
        return on(Rule::MarkedName);
    }
    match (next.opening, next.lead) {
        (Some(Opening::Dash), Lead::Lower | Lead::Other) => on(Rule::Aside),
        (None, Lead::Lower) if is_brand(next.word()) => end(Rule::Brand),
        (None | Some(Opening::Bracket), Lead::Lower) => on(Rule::LowerCase),
        _ => end(Rule::StrongMark),
    }
}

/// *Yahoo! Japon a fermé son bureau.*
fn marked_name(site: &Site, next: &Next, lexicon: &Lexicon) -> bool {
    site.closed == Closed::Nothing
        && lexicon.has(word_at_end(site.line[..site.stop].trim_end()), Class::Marked)
        && next.opening.is_none()
        && !next.starts_sentences(lexicon)
}

/// *iPhone*, *eBay*: a small letter and then a capital.
fn is_brand(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_lowercase) && letters.next().is_some_and(char::is_uppercase)
}

/// *Tout était prêt... Mais l’avion n’est jamais arrivé.*
fn ellipsis(site: &Site, next: &Next, lexicon: &Lexicon) -> Verdict {
    if !site.so_far().contains(char::is_alphanumeric) {
        return on(Rule::LeadingEllipsis);
    }
    if site.closed == Closed::Omission && is_quoted_omission(site) {
        return on(Rule::LeadingEllipsis);
    }
    match (next.opening, next.lead) {
        (_, Lead::Lower) => on(Rule::LowerCase),
        _ if site.closed == Closed::Omission && !next.starts_sentences(lexicon) => on(Rule::Omission),
        (None, Lead::Digit) if ends_in_digit(site.so_far()) => on(Rule::NumberGoesOn),
        (Some(Opening::Dash), Lead::Other) => on(Rule::Aside),
        _ => end(Rule::Ellipsis),
    }
}

/// Whether a quotation starts with the omission.
fn is_quoted_omission(site: &Site) -> bool {
    let before = site.line[..site.stop].trim_end().trim_end_matches(['(', '[']).trim_end();
    before.ends_with(['«', '“', '"', '‘'])
}

fn ends_in_digit(text: &str) -> bool {
    text.trim_end().ends_with(|c: char| c.is_ascii_digit())
}

fn period(site: &Site, next: &Next, lexicon: &Lexicon) -> Verdict {
    let token = site.token();
    match site.closed {
        Closed::Nothing => {
            if let Some(verdict) = item(site, token).or_else(|| abbreviation(site, next, token, lexicon)) {
                return verdict;
            }
            if is_dateline(site, next, lexicon) {
                return on(Rule::Dateline);
            }
        }
        Closed::Aside if is_abbreviation(token, lexicon) && !next.starts_sentences(lexicon) => {
            return on(Rule::InBrackets);
        }
        _ => {}
    }
    match (next.opening, next.lead) {
        (None, Lead::Lower) if is_brand(next.word()) => end(Rule::Brand),
        (None | Some(Opening::Dash), Lead::Lower)
            if site.closed == Closed::Nothing && is_full_word(site, token, lexicon) =>
        {
            end(Rule::LowerStart)
        }
        (None, Lead::Lower) => on(Rule::LowerCase),
        (Some(Opening::Dash), Lead::Lower) => on(Rule::Aside),
        _ if site.closed != Closed::Nothing && !site.gap && next.lead != Lead::Upper => on(Rule::Inside),
        _ => end(Rule::FullStop),
    }
}

/// Whether `token` has a class of its own, or full stops inside.
fn is_abbreviation(token: &str, lexicon: &Lexicon) -> bool {
    const CLASSES: [Class; 4] = [Class::Title, Class::BeforeName, Class::BeforeNumber, Class::Digraph];
    let name = after_elision(token);
    CLASSES.iter().any(|&class| lexicon.has(name, class)) || initials(name).is_some() || is_dotted(name)
}

/// Whether the stop comes after what nobody cuts short: a long word that is no abbreviation, a year, a closing mark.
fn is_full_word(site: &Site, token: &str, lexicon: &Lexicon) -> bool {
    let word = word_at_end(token);
    if word.is_empty() {
        return site.line[..site.stop].ends_with(['»', '”', ')', '"']);
    }
    let letters = word.chars().count();
    let small = word.chars().skip(1).all(char::is_lowercase);
    let enough = if word.starts_with(char::is_uppercase) { 5 } else { 4 };
    let year = letters == 4 && word.bytes().all(|b| b.is_ascii_digit());
    let plain = !token.contains(['.', '@', '/']) && !is_abbreviation(word, lexicon);
    year || letters >= enough && small && plain
}

/// *1. Rétablir la sécurité.* *A. Contexte régional* *IV. Conclusion*
fn item(site: &Site, token: &str) -> Option<Verdict> {
    let before = site.line[site.sentence..site.stop - token.len()].trim_end();
    let opens_list = before.ends_with(';') || before.ends_with(':') && matches!(token, "1" | "a" | "A" | "i" | "I");
    let first = opens_list || before.len() <= 12 && !before.contains(char::is_alphanumeric);
    let alone = token.len() <= 5 && first;
    let number = token.len() <= 3 && token.bytes().all(|b| b.is_ascii_digit());
    (alone && (number || is_roman(token) || is_letter(token))).then_some(on(Rule::Item))
}

fn is_roman(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b"IVXLC".contains(&b))
}

fn is_letter(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
}

/// *MOSCOU. — Le Kremlin dément.* *Art. 2. – Elle est laïque.*
fn is_dateline(site: &Site, next: &Next, lexicon: &Lexicon) -> bool {
    let dash = matches!(next.first, '–' | '—' | '-' | '―');
    let so_far = site.so_far();
    let short = dash && so_far.len() <= 40;
    let mut words = so_far.split_whitespace();
    let is_head = |word: &str| word.starts_with(|c: char| c.is_uppercase() || c.is_numeric());
    let counted =
        short && words.clone().next().is_some_and(|w| lexicon.has_small(w.trim_end_matches('.'), Class::BeforeNumber));
    let first = site.line[..site.sentence].trim().is_empty();
    short
        && words.clone().count() <= 3
        && words.all(is_head)
        && (counted || first && !starts_sentences(word(so_far), lexicon))
}

/// What an abbreviation, an initial or an acronym before the stop says.
fn abbreviation(site: &Site, next: &Next, token: &str, lexicon: &Lexicon) -> Option<Verdict> {
    let name = after_elision(token);
    if lexicon.has(token, Class::Title) || lexicon.has(name, Class::Title) {
        return Some(on(Rule::Title));
    }
    if next.lead == Lead::Digit && next.opening.is_none() && number_goes_on(site, next, token, lexicon) {
        return Some(on(Rule::NumberGoesOn));
    }
    if let Some(letters) = initials(name) {
        return initial(site, next, token, letters, lexicon);
    }
    if lexicon.has_small(name, Class::BeforeNumber) && is_number_like(next) {
        return Some(on(Rule::BeforeNumber));
    }
    if lexicon.has(name, Class::BeforeName) || is_dotted(name) {
        return before_name(next, lexicon);
    }
    (lexicon.has(name, Class::Digraph) && next.lead == Lead::Upper && !next.starts_sentences(lexicon))
        .then_some(on(Rule::Initial))
}

fn after_elision(token: &str) -> &str {
    token.rfind(['\'', '’']).map_or(token, |at| token[at..].trim_start_matches(['\'', '’']))
}

/// *Desert Gold Inc. Le montant reste secret.*
fn before_name(next: &Next, lexicon: &Lexicon) -> Option<Verdict> {
    match (next.opening, next.lead) {
        (Some(Opening::Quotation | Opening::Dash), _) => None,
        (Some(Opening::Bracket), _) => Some(on(Rule::BeforeName)),
        _ if next.starts_sentences(lexicon) => Some(end(Rule::AbbreviationAtEnd)),
        _ => Some(on(Rule::BeforeName)),
    }
}

/// *à 17 h. 30*, *3. 500 hommes*
fn number_goes_on(site: &Site, next: &Next, token: &str, lexicon: &Lexicon) -> bool {
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let follows = word(next.words);
    let unit = lexicon.has(token, Class::Unit) && ends_in_digit(&site.line[..site.stop - token.len()]);
    let glued_unit = token.strip_suffix(['h', 'H']).is_some_and(digits);
    let thousands = digits(token) && token.len() <= 3 && follows.len() == 3 && digits(follows);
    (unit || glued_unit) && follows.len() <= 2 || thousands
}

/// Whether what follows is what an abbreviation such as *art.* counts with.
fn is_number_like(next: &Next) -> bool {
    let word = next.word();
    let lone = is_letter(word) && !matches!(word, "A" | "À" | "Y" | "Ô") && next.lead == Lead::Upper;
    next.lead == Lead::Digit && next.opening != Some(Opening::Quotation) && next.opening != Some(Opening::Dash)
        || next.opening.is_none() && (lone || is_roman(word) || matches!(next.first, '°' | '#'))
}

/// The capitals of *J*, *J.-P*, *O.N.U*; `None` if the word is anything else.
fn initials(word: &str) -> Option<usize> {
    let mut count = 0;
    for part in word.split('.') {
        for part in part.strip_prefix('-').unwrap_or(part).split('-') {
            if !(is_letter(part) && part.chars().all(char::is_uppercase)) {
                return None;
            }
            count += 1;
        }
    }
    Some(count)
}

/// Whether `word` is single letters with full stops between them: *a.m*, *c.-à-d*.
fn is_dotted(word: &str) -> bool {
    word.contains('.') && word.split(['.', '-']).all(|part| part.is_empty() || is_letter(part))
}

/// An initial or a dotted acronym.
fn initial(site: &Site, next: &Next, token: &str, letters: usize, lexicon: &Lexicon) -> Option<Verdict> {
    if next.opening == Some(Opening::Bracket) {
        return Some(on(Rule::Acronym));
    }
    if next.opening.is_some() && next.lead != Lead::Lower || next.lead == Lead::Other {
        return None;
    }
    if next.lead == Lead::Lower {
        return Some(on(Rule::LowerCase));
    }
    let before = site.word_before(token);
    if next.lead == Lead::Digit {
        return Some(if lexicon.has(before, Class::Category) {
            end(Rule::LetterOfAKind)
        } else {
            on(Rule::BeforeNumber)
        });
    }
    let one = letters == 1;
    if one
        && (lexicon.has(before, Class::Category)
            || ends_in_digit(before)
            || lexicon.has(before, Class::King) && is_roman(token))
    {
        return Some(end(Rule::LetterOfAKind));
    }
    if token == "J.-C" && lexicon.has(before, Class::Era) {
        return Some(end(Rule::AbbreviationAtEnd));
    }
    let initial = on(if one || token.contains('-') { Rule::Initial } else { Rule::Acronym });
    if next.starts_sentences(lexicon) {
        return Some(if is_name_after_all(next, lexicon) { initial } else { end(Rule::InitialAtEnd) });
    }
    if letters > 1 && is_shouted(site, next) {
        return Some(initial);
    }
    let noun = after_elision(token).len() < token.len() || is_determiner(before);
    Some(if letters >= 3 && noun && !token.contains('-') { end(Rule::AcronymAtEnd) } else { initial })
}

/// Whether a word that starts sentences is here the next initial (*Y. Y. Zongo*) or the first of a surname (*Le Pen*).
fn is_name_after_all(next: &Next, lexicon: &Lexicon) -> bool {
    let first = next.word();
    let rest = &next.words[first.len()..];
    let second = word(rest.trim_start());
    is_letter(first) && rest.starts_with('.') || lexicon.has(second, Class::Particle)
}

/// Whether the line is all in capitals, so that a capital says nothing.
fn is_shouted(site: &Site, next: &Next) -> bool {
    let word = next.word();
    let shouts = |text: &str| !text.chars().take(80).any(char::is_lowercase);
    word.chars().nth(1).is_some() && shouts(word) && shouts(site.so_far())
}

fn is_determiner(word: &str) -> bool {
    const DETERMINERS: [&str; 18] = [
        "la", "le", "les", "La", "Le", "Les", "au", "aux", "du", "des", "de", "une", "un", "cette", "sa", "en", "à",
        "the",
    ];
    DETERMINERS.contains(&word)
}
