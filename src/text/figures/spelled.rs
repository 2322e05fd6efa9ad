//! Numbers in words, French and English: the words, reading them, writing them in English.

use super::Language;

/// The part a word plays in a number.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Adds its value: *deux*, *seize*, *vingt*.
    Adds(u32),
    /// Ten to this power times what stands before: *cent*, *mille*, *millions*.
    Times(u8),
}

/// The role of a folded word.
pub(super) fn role(word: &str, language: Language) -> Option<Role> {
    match language {
        Language::French => french(word),
        Language::English => english(word),
    }
}

/// The power of ten of a word that multiplies digits: *5 millions*, *5 billion*.
pub(super) fn scale(word: &str, language: Language) -> Option<u8> {
    match role(word, language)? {
        Role::Times(power) if power >= 3 => Some(power),
        _ => None,
    }
}

fn french(word: &str) -> Option<Role> {
    const UNITS: [&str; 17] = [
        "zero", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze",
        "treize", "quatorze", "quinze", "seize",
    ];
    const TENS: [(&str, u32); 8] = [
        ("vingt", 20),
        ("trente", 30),
        ("quarante", 40),
        ("cinquante", 50),
        ("soixante", 60),
        ("septante", 70),
        ("huitante", 80),
        ("nonante", 90),
    ];
    let times = match word {
        "une" => return Some(Role::Adds(1)),
        "vingts" => return Some(Role::Adds(20)),
        "cent" | "cents" => 2,
        "mil" | "mille" | "millier" | "milliers" => 3,
        "million" | "millions" => 6,
        "milliard" | "milliards" => 9,
        "billion" | "billions" => 12,
        _ => return adds(word, &UNITS, &TENS),
    };
    Some(Role::Times(times))
}

const ENGLISH_UNITS: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];

const ENGLISH_TENS: [(&str, u32); 8] = [
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
];

fn english(word: &str) -> Option<Role> {
    let times = match word {
        "hundred" => 2,
        "thousand" => 3,
        "million" => 6,
        "billion" => 9,
        "trillion" => 12,
        _ => return adds(word, &ENGLISH_UNITS, &ENGLISH_TENS),
    };
    Some(Role::Times(times))
}

fn adds(word: &str, units: &[&str], tens: &[(&str, u32)]) -> Option<Role> {
    let unit = units.iter().position(|&u| u == word).map(|n| n as u32);
    unit.or_else(|| tens.iter().find(|(w, _)| *w == word).map(|&(_, n)| n)).map(Role::Adds)
}

/// A number in words while it is read, word by word.
#[derive(Clone, Copy, Default)]
pub(super) struct Sum {
    total: u128,
    /// What stands before the next scale word, below 1,000.
    current: u32,
    /// The lowest scale so far; the next must be lower.
    ceiling: Option<u8>,
    words: u32,
}

impl Sum {
    /// Takes one more word; `false`, and nothing taken, where it does not go on the number: *deux trois*.
    pub(super) fn take(&mut self, role: Role) -> bool {
        let taken = match role {
            Role::Adds(n) => self.add(n),
            Role::Times(2) => self.hundred(),
            Role::Times(power) => self.scale(power),
        };
        self.words += u32::from(taken);
        taken
    }

    fn add(&mut self, n: u32) -> bool {
        let (low, tens) = (self.current % 10, self.current % 100);
        if n == 20 && tens == 4 {
            self.current += 76;
            return true;
        }
        let fits = match n {
            0 => self.words == 0,
            1..10 => low == 0 && (tens != 10 || n >= 7),
            10..20 => matches!(tens, 0 | 60 | 80),
            _ => tens == 0,
        };
        if fits {
            self.current += n;
        }
        fits
    }

    fn hundred(&mut self) -> bool {
        let fits = self.current < 10;
        if fits {
            self.current = self.current.max(1) * 100;
        }
        fits
    }

    fn scale(&mut self, power: u8) -> bool {
        let fits = self.ceiling.is_none_or(|c| power < c) && (self.current > 0 || self.words == 0);
        if fits {
            self.total += u128::from(self.current.max(1)) * 10u128.pow(power.into());
            self.current = 0;
            self.ceiling = Some(power);
        }
        fits
    }

    /// The number read so far.
    pub(super) fn value(self) -> u128 {
        self.total + u128::from(self.current)
    }
}

/// A round number of things, roughly: *dizaine* 10, *douzaine* 12, *centaine* 100.
pub(super) fn collective(word: &str, language: Language) -> Option<u32> {
    const FRENCH: [(&str, u32); 10] = [
        ("dizaine", 10),
        ("douzaine", 12),
        ("quinzaine", 15),
        ("vingtaine", 20),
        ("trentaine", 30),
        ("quarantaine", 40),
        ("cinquantaine", 50),
        ("soixantaine", 60),
        ("centaine", 100),
        ("millier", 1000),
    ];
    match language {
        Language::French => {
            let singular = word.strip_suffix('s').unwrap_or(word);
            FRENCH.iter().find(|(w, _)| *w == singular).map(|&(_, n)| n)
        }
        Language::English => (word == "dozen").then_some(12),
    }
}

/// The rank a folded word names, 2..=20 and the tens: *cinquième*, *fifth*. *Premier* and *first* are left out: a
/// *Premier ministre* is no figure.
pub(super) fn rank(word: &str, language: Language) -> Option<u32> {
    let (words, tens): (&[&str], &[(&str, u32)]) = match language {
        Language::French => {
            (&FRENCH_RANKS, &[("vingtieme", 20), ("trentieme", 30), ("quarantieme", 40), ("cinquantieme", 50)])
        }
        Language::English => (&ENGLISH_RANKS, &[("thirtieth", 30), ("fortieth", 40), ("fiftieth", 50)]),
    };
    let unit = words.iter().position(|&w| w == word).map(|n| n as u32 + 2);
    unit.or_else(|| tens.iter().find(|(w, _)| *w == word).map(|&(_, n)| n))
}

const FRENCH_RANKS: [&str; 15] = [
    "deuxieme",
    "troisieme",
    "quatrieme",
    "cinquieme",
    "sixieme",
    "septieme",
    "huitieme",
    "neuvieme",
    "dixieme",
    "onzieme",
    "douzieme",
    "treizieme",
    "quatorzieme",
    "quinzieme",
    "seizieme",
];

const ENGLISH_RANKS: [&str; 19] = [
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
];

/// The English word for a rank, where we have one.
pub(super) fn english_rank(n: u32) -> Option<&'static str> {
    match n {
        1 => Some("first"),
        2..=20 => Some(ENGLISH_RANKS[n as usize - 2]),
        _ => None,
    }
}

/// `n` in English words, below 1,000: *two hundred and forty-one*.
pub(super) fn english_words(n: u32) -> String {
    match n {
        0..20 => ENGLISH_UNITS[n as usize].to_owned(),
        20..100 => {
            let ten = ENGLISH_TENS[n as usize / 10 - 2].0;
            if n.is_multiple_of(10) { ten.to_owned() } else { format!("{ten}-{}", ENGLISH_UNITS[n as usize % 10]) }
        }
        _ => {
            let hundreds = format!("{} hundred", ENGLISH_UNITS[(n as usize / 100).min(19)]);
            if n.is_multiple_of(100) { hundreds } else { format!("{hundreds} and {}", english_words(n % 100)) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(words: &str, language: Language) -> Option<u128> {
        let mut sum = Sum::default();
        words.split([' ', '-']).all(|w| role(w, language).is_some_and(|r| sum.take(r))).then(|| sum.value())
    }

    #[test]
    fn french_numbers_in_words() {
        for (words, n) in [
            ("quatre-vingt-dix-sept", 97),
            ("soixante-quinze", 75),
            ("deux cent mille", 200_000),
            ("mille neuf cent quatre-vingt-quatre", 1984),
            ("trois millions deux cent mille", 3_200_000),
        ] {
            assert_eq!(read(words, Language::French), Some(n), "{words}");
        }
        assert_eq!(read("deux trois", Language::French), None);
        assert_eq!(read("mille millions", Language::French), None);
    }

    #[test]
    fn english_words_are_read_back() {
        for n in (0..1000).filter(|n| n % 100 == 0 || n % 7 == 0) {
            let words = english_words(n).replace(" and ", " ");
            assert_eq!(read(&words, Language::English), Some(n.into()), "{words}");
        }
    }
}
