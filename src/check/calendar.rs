//! Rules about days of the week and months: what one text names, the other names.
//!
//! Dates with figures in them are compared as figures ([`crate::text::unmatched`]), and so are two days or months that stand
//! against each other. What is left, and told here, is a *mardi* or an *en avril* that the English does not have in any
//! way, and an English *Tuesday* or *in April* out of nowhere. Days told from today (*hier*, *yesterday*) stand for any.

use crate::model::Remark;
use crate::text::{
    ENGLISH_DAYS, ENGLISH_MONTHS, FRENCH_DAYS, FRENCH_MONTHS, Figure, Language, Span, Unmatched, Value, Word, figures,
    fold, words,
};

/// The rules `date-missing` and `date-extra`; what `told` has told already is not told again.
pub(super) fn remarks(french: &str, english: &str, told: &Unmatched) -> Vec<Remark> {
    let (source, target) = (Text::new(french), Text::new(english));
    let [days, months] = [&DAYS, &MONTHS].map(|kind| Names { kind, french: &source, english: &target });
    // Figures stand in order, so the only one that can hold `span` is the first that does not end before it.
    let is_new = |figures: &[Figure], span: Span| {
        let next = figures.partition_point(|figure| figure.whole.end <= span.start);
        figures.get(next).is_none_or(|figure| !figure.whole.overlaps(span))
    };
    let missing = days.missing().chain(months.missing()).filter(|(span, _)| is_new(&told.missing, *span));
    let missing = missing.map(|(span, name)| {
        Remark::new("date-missing", format!("“{}” ({name}) is not in the English", span.of(french)))
    });
    let extra = days.extra().chain(months.extra()).filter(|span| is_new(&told.extra, *span));
    let extra = extra.map(|span| Remark::new("date-extra", format!("“{}” is not in the French", span.of(english))));
    missing.chain(extra).collect()
}

/// Days or months: their names, and the words that can stand in their place.
struct Kind {
    french: &'static [&'static str],
    english: &'static [&'static str],
    french_stand_ins: &'static [&'static str],
    english_stand_ins: &'static [&'static str],
    /// French names that are other words, too, when they have a capital.
    doubtful: &'static [&'static str],
    /// Which of them a figure names.
    number: fn(&Value) -> Option<u8>,
}

const DAYS: Kind = Kind {
    french: &FRENCH_DAYS,
    english: &ENGLISH_DAYS,
    french_stand_ins: &["hier", "demain", "aujourd'hui", "veille", "lendemain", "surlendemain", "week"],
    english_stand_ins: &["yesterday", "today", "tomorrow", "tonight", "overnight", "weekend", "eve"],
    doubtful: &[],
    number: |value| match value {
        Value::Date(date) => date.weekday,
        _ => None,
    },
};

const MONTHS: Kind = Kind {
    french: &FRENCH_MONTHS,
    english: &ENGLISH_MONTHS,
    french_stand_ins: &["mois"],
    english_stand_ins: &["month", "months"],
    doubtful: &FRENCH_MONTHS,
    number: |value| match value {
        Value::Date(date) => Some(date.month? - 1),
        _ => None,
    },
};

/// The days or months of a pair.
struct Names<'p> {
    kind: &'static Kind,
    french: &'p Text<'p>,
    english: &'p Text<'p>,
}

impl Names<'_> {
    /// Names of the French that nothing in the English stands for, with their English.
    fn missing(&self) -> impl Iterator<Item = (Span, String)> {
        let Self { kind, french, english } = *self;
        let excused = english.has(kind.english_stand_ins);
        let night = french.has(&["nuit"]) && english.has(&["night"]);
        let said = english.said(kind, Language::English);
        let named = (0..french.words.len()).filter_map(move |at| Some((at, french.french_name(at, kind)?)));
        let lost = named.filter(move |&(at, n)| {
            let is_kept = said[n] || french.is_proper(at, kind) || (night && french.ends_a_span(at));
            !excused && !is_kept
        });
        lost.map(move |(at, n)| (french.words[at].span, capitalised(kind.english[n])))
    }

    /// Names of the English that nothing in the French stands for.
    fn extra(&self) -> impl Iterator<Item = Span> {
        let Self { kind, french, english } = *self;
        let excused = french.has(kind.french_stand_ins);
        let said = french.said(kind, Language::French);
        let named = (0..english.words.len()).filter_map(move |at| Some((at, english.english_name(at, kind)?)));
        let invented = named.filter(move |&(at, n)| !excused && !said[n] && english.is_dated(at));
        invented.map(move |(at, _)| english.words[at].span)
    }
}

/// A text and its words, folded.
struct Text<'t> {
    text: &'t str,
    words: Vec<Word>,
    folded: Vec<String>,
}

impl<'t> Text<'t> {
    fn new(text: &'t str) -> Self {
        let words: Vec<Word> = words(text).collect();
        let folded = words.iter().map(|word| fold(word.span.of(text))).collect();
        Self { text, words, folded }
    }

    fn raw(&self, at: usize) -> &'t str {
        self.words[at].span.of(self.text)
    }

    fn is_capital(&self, at: usize) -> bool {
        at < self.words.len() && self.raw(at).starts_with(char::is_uppercase)
    }

    fn has(&self, words: &[&str]) -> bool {
        self.folded.iter().any(|word| words.contains(&word.as_str()) || words.contains(&stem(word)))
    }

    /// The number of the French day or month at word `at`; days have a plural, months none (*mais*).
    fn french_name(&self, at: usize, kind: &Kind) -> Option<usize> {
        let word = &self.folded[at];
        let day = word.strip_suffix('s').filter(|day| FRENCH_DAYS.contains(day));
        kind.french.iter().position(|name| name == word || day == Some(name))
    }

    /// Whether the French word `at` is, or may be, another name: *Avril Lavigne*, *la planète Mars*, *Le Journal du Dimanche*,
    /// *mardi gras*.
    fn is_proper(&self, at: usize, kind: &Kind) -> bool {
        let opens = at == 0 || matches!(self.raw(at - 1), "." | "!" | "?" | "…" | "«" | "“" | "\"" | "—" | "–" | ":");
        let doubtful = kind.doubtful.contains(&self.folded[at].as_str());
        let feast = self.folded.get(at + 1).is_some_and(|next| matches!(next.as_str(), "gras" | "saint"));
        feast || self.is_capital(at) && (!opens || doubtful)
    }

    /// *dans la nuit de jeudi à **vendredi***, which is *Thursday night*.
    fn ends_a_span(&self, at: usize) -> bool {
        at > 0 && matches!(self.raw(at - 1), "à" | "au")
    }

    /// The number of the English day or month at word `at`, whole or cut short (*Tuesdays*, *Tuesday’s*, *Nov-Feb*, *Apr.*).
    fn english_name(&self, at: usize, kind: &Kind) -> Option<usize> {
        let word = stem(&self.folded[at]);
        let is_name = |name: &&str| *name == word || (3..=4).contains(&word.len()) && name.starts_with(word);
        kind.english.iter().position(is_name).filter(|_| self.is_capital(at))
    }

    /// Which days or months the text names, in figures or in words; in French also in English ones (*April Ryan*).
    fn said(&self, kind: &Kind, language: Language) -> [bool; 12] {
        let mut said = [false; 12];
        let name = |at| match language {
            Language::French => self.french_name(at, kind).or_else(|| self.english_name(at, kind)),
            Language::English => self.english_name(at, kind),
        };
        (0..self.words.len()).filter_map(name).for_each(|n| said[n] = true);
        let figures = figures(self.text, language);
        figures.iter().filter_map(|figure| (kind.number)(&figure.value)).for_each(|n| said[usize::from(n)] = true);
        said
    }

    /// Whether the English word `at` surely is a day or a month: a word before it says so, and it is no part of a title
    /// (*on Tuesday*, but *the Sunday Times*, *Black Friday*, *Theresa May*).
    fn is_dated(&self, at: usize) -> bool {
        const BEFORE: [&str; 14] = [
            "on", "last", "next", "since", "until", "till", "by", "in", "late", "early", "mid", "every", "from",
            "before",
        ];
        let told = at > 0 && BEFORE.contains(&self.folded[at - 1].as_str());
        told && !self.is_capital(at + 1)
    }
}

/// A folded word without the end of a plural or a genitive.
fn stem(word: &str) -> &str {
    let word = word.split('\'').next().filter(|first| first.len() > 2).unwrap_or(word);
    word.strip_suffix('s').unwrap_or(word)
}

fn capitalised(name: &str) -> String {
    name[..1].to_uppercase() + &name[1..]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::unmatched;

    fn told(french: &str, english: &str) -> Vec<String> {
        let told = remarks(french, english, &unmatched(french, english));
        told.into_iter().map(|remark| remark.message).collect()
    }

    #[test]
    fn a_day_or_month_that_is_lost_or_invented_is_told() {
        for (french, english, message) in [
            ("Une réunion est prévue lundi.", "A meeting is planned.", "“lundi” (Monday) is not in the English"),
            ("Mardi, il pleuvait.", "It was raining.", "“Mardi” (Tuesday) is not in the English"),
            ("Il vient les jeudis.", "He comes often.", "“jeudis” (Thursday) is not in the English"),
            ("Il arrive mardi et jeudi.", "He arrives on Tuesday.", "“jeudi” (Thursday) is not in the English"),
            ("Le vote aura lieu en avril.", "The vote will be held.", "“avril” (April) is not in the English"),
            ("Le vote de mars est reporté.", "The vote is put off.", "“mars” (March) is not in the English"),
            ("Il part le mois de mai venu.", "He leaves then.", "“mai” (May) is not in the English"),
            ("Il est parti.", "He left on Tuesday.", "“Tuesday” is not in the French"),
            ("Le vote aura lieu.", "The vote will be held in April.", "“April” is not in the French"),
            ("Il arrive mardi.", "He arrives on Tuesday and on Friday.", "“Friday” is not in the French"),
        ] {
            assert_eq!(told(french, english), [message], "{french} | {english}");
        }
    }

    #[test]
    fn what_the_figures_tell_is_told_once() {
        for (french, english) in [
            ("mardi 3 mars", "Wednesday 3 March"),
            ("Il vient mercredi.", "He comes on Thursday."),
            ("Le vote est en avril.", "The vote is in May."),
            ("du 3 au 5 avril", "from 3 to 5 May"),
            ("Il est venu hier.", "He will come tomorrow."),
        ] {
            assert!(!unmatched(french, english).is_empty(), "{french} | {english}");
            assert_eq!(told(french, english), Vec::<String>::new(), "{french} | {english}");
        }
    }

    #[test]
    fn other_words_and_other_ways_to_say_it_are_left_alone() {
        for (french, english) in [
            ("Mardi 3 mars, il pleuvait.", "It was raining on Tuesday, March 3."),
            ("mardi et mercredi", "on Tuesdays and Wednesday's eve"),
            ("La planète Mars est rouge.", "The planet Mars is red."),
            ("Mars attire les sondes.", "Mars attracts probes."),
            ("Ils marchent sur la capitale.", "They march on the capital."),
            ("Il peut partir.", "He may leave."),
            ("Theresa May est partie en mai dernier.", "Theresa May left last May."),
            ("Mme May a parlé.", "Ms May spoke to May's voters."),
            ("Avril Lavigne chante.", "Avril Lavigne sings."),
            ("La chanteuse Avril a une sœur.", "The singer Avril has a sister."),
            ("Augustin et Juin sont là.", "Augustin and Juin are here."),
            ("Le journal cite le Sunday Times.", "The paper quotes the Sunday Times."),
            ("Un Vendredi noir pour la Bourse.", "A Black Friday for the stock exchange."),
            ("Selon le Journal du Dimanche, il part.", "According to the Journal du Dimanche, he is leaving."),
            ("Le mardi gras est fêté.", "Shrovetide is celebrated."),
            ("Il est mort le vendredi saint.", "He died at Easter."),
            ("Il est arrivé lundi.", "He arrived yesterday."),
            ("Il est arrivé hier.", "He arrived on Monday."),
            ("Il est arrivé la veille.", "He arrived on Monday."),
            ("en juin dernier", "last June"),
            ("dans la nuit de jeudi à vendredi", "on Thursday night"),
            ("fin août", "at the end of Aug. and later"),
            ("de novembre à février", "Nov-Feb"),
            ("Il est venu, mais il est parti.", "He came, but left."),
            ("depuis le 03/04/2025", "since 3 April 2025"),
            ("le 3 mai 2025", "on 3/5/2025"),
            ("le mois dernier", "in April"),
            ("Un dimanche de vote", "A voting Sunday"),
            ("la rue du Quatre-Septembre", "the rue du Quatre-Septembre"),
            ("April Ryan a parlé.", "April Ryan spoke."),
            ("Ce matin-là", "That morning"),
            ("", ""),
        ] {
            assert_eq!(told(french, english), Vec::<String>::new(), "{french} | {english}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_pair_makes_it_panic(french in "(mardi|avril|Mars|’|\\.| |\\PC){0,12}", english in "(on |Tuesday|May|'s|\\.| |\\PC){0,12}") {
            told(&french, &english);
        }
    }
}
