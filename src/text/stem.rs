//! French stems, so that *décide*, *décidé* and *décidera* count as one word.
//!
//! The classic Snowball stemmer for French (M. Porter and R. Boulton, <https://snowballstem.org>), written from its
//! description. Summaries are commonly scored on these stems, so the picker counts by them too.

/// The stem of a French word in lower case with its accents; a word of another script comes back as it is.
///
/// ```
/// use entrefilet::text::stem;
/// assert_eq!(stem("négociatrices"), stem("négocié"));
/// ```
pub fn stem(word: &str) -> String {
    let mut w = Stem::new(word);
    if w.strip_derivation() || w.strip_inflection() {
        w.tidy();
    } else {
        w.strip_residue();
    }
    w.undouble();
    w.unaccent();
    w.text.make_ascii_lowercase();
    w.text
}

/// A word on its way to its stem: vowels that act as consonants in upper case, regions as byte offsets.
struct Stem {
    text: String,
    rv: usize,
    r1: usize,
    r2: usize,
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'â' | 'à' | 'ë' | 'é' | 'ê' | 'è' | 'ï' | 'î' | 'ô' | 'û' | 'ù')
}

impl Stem {
    fn new(word: &str) -> Self {
        let text = mark_consonants(word);
        let (rv, r1) = (verb_region(&text), region(&text, 0));
        let r2 = region(&text, r1);
        Self { text, rv, r1, r2 }
    }

    fn ends(&self, suffix: &str) -> Option<usize> {
        ends_with(&self.text, suffix).then(|| self.text.len() - suffix.len())
    }

    /// Cuts `suffix` and puts `instead` in its place, if the suffix starts at or after `region`.
    fn replace(&mut self, suffix: &str, region: usize, instead: &str) -> bool {
        let at = self.ends(suffix).filter(|&at| at >= region);
        if let Some(at) = at {
            self.text.truncate(at);
            self.text.push_str(instead);
        }
        at.is_some()
    }

    /// Cuts `suffix` in R2, or else writes `instead`.
    fn cut_or(&mut self, suffix: &str, instead: &str) {
        if !self.replace(suffix, self.r2, "") {
            self.replace(suffix, 0, instead);
        }
    }

    fn before(&self, at: usize) -> Option<char> {
        self.text[..at].chars().next_back()
    }

    /// Step 1: endings that make nouns, adjectives and adverbs; says whether one went. An adverb that became its
    /// adjective may still carry a verb ending and counts as untouched.
    fn strip_derivation(&mut self) -> bool {
        let mut endings = derivations(self.last()).iter();
        let Some((kind, suffix, at)) = endings.find_map(|&(s, kind)| Some((kind, s, self.ends(s)?))) else {
            return false;
        };
        match kind {
            Ending::Plain => self.replace(suffix, self.r2, ""),
            Ending::Agent => self.replace(suffix, self.r2, "") && self.after_agent(),
            Ending::Becomes(instead) => self.replace(suffix, self.r2, instead),
            Ending::Ement => self.replace(suffix, self.rv, "") && self.after_ement(),
            Ending::Ite => self.replace(suffix, self.r2, "") && self.after_ite(),
            Ending::If => self.replace(suffix, self.r2, "") && self.after_if(),
            Ending::Eaux => self.replace(suffix, 0, "eau"),
            Ending::Aux => self.replace(suffix, self.r1, "al"),
            Ending::Euse => self.replace(suffix, self.r2, "") || self.replace(suffix, self.r1, "eux"),
            Ending::Issement => self.before(at).is_some_and(|c| !is_vowel(c)) && self.replace(suffix, self.r1, ""),
            Ending::Adverb(instead) => self.replace(suffix, self.rv, instead) && CARRY_ON,
            Ending::Ment => self.after_vowel(at) && self.replace(suffix, 0, "") && CARRY_ON,
        }
    }

    /// Whether a vowel of RV stands before `at`.
    fn after_vowel(&self, at: usize) -> bool {
        self.before(at).is_some_and(|c| is_vowel(c) && at - c.len_utf8() >= self.rv)
    }

    fn after_agent(&mut self) -> bool {
        self.cut_or("ic", "iqU");
        true
    }

    fn after_ement(&mut self) -> bool {
        if self.text.ends_with("iv") {
            if self.replace("iv", self.r2, "") {
                self.replace("at", self.r2, "");
            }
        } else if self.text.ends_with("eus") {
            if !self.replace("eus", self.r2, "") {
                self.replace("eus", self.r1, "eux");
            }
        } else if self.text.ends_with("abl") || self.text.ends_with("iqU") {
            let _ = self.replace("abl", self.r2, "") || self.replace("iqU", self.r2, "");
        } else {
            let _ = self.replace("ièr", self.rv, "i") || self.replace("Ièr", self.rv, "i");
        }
        true
    }

    fn after_ite(&mut self) -> bool {
        if self.text.ends_with("abil") {
            self.cut_or("abil", "abl");
        } else if self.text.ends_with("ic") {
            self.cut_or("ic", "iqU");
        } else {
            self.replace("iv", self.r2, "");
        }
        true
    }

    fn after_if(&mut self) -> bool {
        if self.replace("at", self.r2, "") {
            self.cut_or("ic", "iqU");
        }
        true
    }

    /// Step 2: verb endings; says whether one went.
    fn strip_inflection(&mut self) -> bool {
        self.strip_i_verb() || self.strip_other_verb()
    }

    /// The last byte; 0 for no word.
    fn last(&self) -> u8 {
        self.text.as_bytes().last().copied().unwrap_or(0)
    }

    /// The first of `endings` that the word has inside RV, and where it starts.
    fn longest(&self, endings: &[&'static str]) -> Option<(&'static str, usize)> {
        endings.iter().find_map(|s| self.ends(s).filter(|&at| at >= self.rv).map(|at| (*s, at)))
    }

    fn strip_i_verb(&mut self) -> bool {
        let Some((suffix, at)) = self.longest(i_verbs(self.last())) else { return false };
        let consonant = self.before(at).filter(|&c| !is_vowel(c));
        consonant.is_some_and(|c| at - c.len_utf8() >= self.rv) && self.replace(suffix, 0, "")
    }

    fn strip_other_verb(&mut self) -> bool {
        let Some((suffix, _)) = self.longest(other_verbs(self.last())) else { return false };
        if suffix == "ions" {
            return self.replace(suffix, self.r2, "");
        }
        self.replace(suffix, 0, "");
        if suffix.starts_with(['a', 'â']) {
            self.replace("e", self.rv, "");
        }
        true
    }

    /// Step 3: *essaY* → *essai*, *commenç* → *commenc*.
    fn tidy(&mut self) {
        let _ = self.replace("Y", 0, "i") || self.replace("ç", 0, "c");
    }

    /// Step 4: what may still hang on a word that lost nothing.
    fn strip_residue(&mut self) {
        if let Some(at) = self.ends("s").filter(|&at| at > 0)
            && !self.before(at).is_some_and(|c| "aiouès".contains(c))
        {
            self.text.truncate(at);
        }
        let Some((suffix, at)) = self.longest(&["ière", "Ière", "ion", "ier", "Ier", "e", "ë"]) else { return };
        match suffix {
            "ion" if at > self.rv && matches!(self.before(at), Some('s' | 't')) => self.replace(suffix, self.r2, ""),
            "ion" => false,
            "e" => self.replace(suffix, 0, ""),
            "ë" => self.text[..at].ends_with("gu") && self.replace(suffix, 0, ""),
            _ => self.replace(suffix, 0, "i"),
        };
    }

    /// Step 5: *ancienn* → *ancien*.
    fn undouble(&mut self) {
        if ["enn", "onn", "ett", "ell", "eill"].iter().any(|d| ends_with(&self.text, d)) {
            self.text.pop();
        }
    }

    /// Step 6: *sévèr* → *séver*.
    fn unaccent(&mut self) {
        let Some(last) = self.text.rfind(is_vowel).filter(|&at| at < self.text.len()) else { return };
        let accented = self.text[last..].chars().next().filter(|c| matches!(c, 'é' | 'è'));
        if let Some(c) = accented.filter(|c| last + c.len_utf8() < self.text.len()) {
            self.text.replace_range(last..last + c.len_utf8(), "e");
        }
    }
}

/// Compared at the ending's first byte before all others: the last is mostly known to fit.
fn ends_with(word: &str, ending: &str) -> bool {
    let (word, ending) = (word.as_bytes(), ending.as_bytes());
    let tail = word.len().checked_sub(ending.len()).map(|at| &word[at..]);
    tail.is_some_and(|tail| tail.first() == ending.first() && tail == ending)
}

/// *quand* → *qUand*, *jouer* → *joUer*, *payer* → *paYer*: these letters are no vowels.
fn mark_consonants(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let mut before = None;
    let mut chars = word.chars().peekable();
    while let Some(c) = chars.next() {
        let (after_vowel, vowel_next) = (before.is_some_and(is_vowel), chars.peek().is_some_and(|&n| is_vowel(n)));
        let marked = match c {
            'u' if before == Some('q') || after_vowel && vowel_next => 'U',
            'i' if after_vowel && vowel_next => 'I',
            'y' if after_vowel || vowel_next => 'Y',
            c => c,
        };
        out.push(marked);
        before = Some(marked);
    }
    out
}

/// Where RV starts: after the third letter of words that begin with two vowels (or *par, col, tap*), else after the
/// first vowel that is not the first letter.
fn verb_region(word: &str) -> usize {
    let nth = |n: usize| word.char_indices().nth(n).map_or(word.len(), |(at, _)| at);
    if word.chars().take(2).filter(|&c| is_vowel(c)).count() == 2 {
        return nth(3);
    }
    if ["par", "col", "tap"].iter().any(|p| word.starts_with(p)) {
        return 3;
    }
    let vowel = word.char_indices().skip(1).find(|&(_, c)| is_vowel(c));
    vowel.map_or(word.len(), |(at, c)| at + c.len_utf8())
}

/// After the first non-vowel that follows a vowel, at or after `from`.
fn region(word: &str, from: usize) -> usize {
    let mut vowel = false;
    for (at, c) in word[from..].char_indices() {
        if vowel && !is_vowel(c) {
            return from + at + c.len_utf8();
        }
        vowel = is_vowel(c);
    }
    word.len()
}

/// An adverb's ending went, and the adjective before it is looked at as if nothing had.
const CARRY_ON: bool = false;

/// What step 1 does with an ending.
#[derive(Clone, Copy)]
enum Ending {
    Plain,
    Agent,
    Becomes(&'static str),
    Ement,
    Ite,
    If,
    Eaux,
    Aux,
    Euse,
    Issement,
    Adverb(&'static str),
    Ment,
}

/// Step 1's endings of a word whose last byte is `last`, longest first.
#[rustfmt::skip]
fn derivations(last: u8) -> &'static [(&'static str, Ending)] {
    use Ending::*;
    match last {
        b'e' => &[
            ("atrice", Agent), ("logie", Becomes("log")), ("ance", Plain), ("iqUe", Plain), ("isme", Plain),
            ("able", Plain), ("iste", Plain), ("ence", Becomes("ent")), ("euse", Euse), ("ive", If),
        ],
        b'f' => &[("if", If)],
        b'n' => &[("ation", Agent), ("usion", Becomes("u")), ("ution", Becomes("u"))],
        b'r' => &[("ateur", Agent)],
        b's' => &[
            ("issements", Issement), ("atrices", Agent), ("ateurs", Agent), ("ations", Agent),
            ("logies", Becomes("log")), ("usions", Becomes("u")), ("utions", Becomes("u")),
            ("ements", Ement), ("ances", Plain), ("iqUes", Plain), ("ismes", Plain), ("ables", Plain),
            ("istes", Plain), ("ences", Becomes("ent")), ("euses", Euse), ("ments", Ment), ("ités", Ite),
            ("ives", If), ("ifs", If),
        ],
        b't' => &[
            ("issement", Issement), ("amment", Adverb("ant")), ("emment", Adverb("ent")), ("ement", Ement),
            ("ment", Ment),
        ],
        b'x' => &[("eaux", Eaux), ("eux", Plain), ("aux", Aux)],
        ACUTE => &[("ité", Ite)],
        _ => &[],
    }
}

/// Step 2a's endings, in the same way; a consonant stands before them.
#[rustfmt::skip]
fn i_verbs(last: u8) -> &'static [&'static str] {
    match last {
        b'a' => &["ira"],
        b'e' => &["issante", "isse", "ie"],
        b'i' => &["irai", "i"],
        b'r' => &["ir"],
        b's' => &[
            "issantes", "issants", "issions", "irions", "issais", "issons", "irais", "irons", "isses",
            "îmes", "îtes", "iras", "ies", "is",
        ],
        b't' => &["issaIent", "iraIent", "issait", "issant", "issent", "irait", "irent", "iront", "ît", "it"],
        b'z' => &["issiez", "iriez", "issez", "irez"],
        _ => &[],
    }
}

/// Step 2b's endings, in the same way.
#[rustfmt::skip]
fn other_verbs(last: u8) -> &'static [&'static str] {
    match last {
        b'a' => &["era", "a"],
        b'e' => &["ante", "asse", "ée"],
        b'i' => &["erai", "ai"],
        b'r' => &["er"],
        b's' => &[
            "assions", "erions", "erais", "erons", "antes", "asses", "âmes", "âtes", "eras", "ants", "ions",
            "ées", "ais", "és", "as",
        ],
        b't' => &["eraIent", "assent", "èrent", "erait", "eront", "aIent", "ait", "ant", "ât"],
        b'z' => &["assiez", "eriez", "erez", "iez", "ez"],
        ACUTE => &["é"],
        _ => &[],
    }
}

/// The last byte of *é*.
const ACUTE: u8 = "é".as_bytes()[1];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stems_as_snowball_does() {
        for (word, expected) in [
            ("continu", "continu"),
            ("continuait", "continu"),
            ("continuation", "continu"),
            ("continuelle", "continuel"),
            ("continuellement", "continuel"),
            ("continuité", "continu"),
            ("continuons", "continuon"),
            ("contournait", "contourn"),
            ("contrebandiers", "contrebandi"),
            ("maintenaient", "mainten"),
            ("majestueusement", "majestu"),
            ("majestueux", "majestu"),
            ("majeure", "majeur"),
            ("généraux", "général"),
            ("négociatrices", "négoci"),
            ("récemment", "récent"),
            ("payer", "pai"),
            ("anciennes", "ancien"),
            ("sévère", "séver"),
            ("révolution", "révolu"),
            ("été", "été"),
            ("bamako", "bamako"),
            ("москва", "москва"),
            ("", ""),
        ] {
            assert_eq!(stem(word), expected, "{word}");
        }
    }
}
