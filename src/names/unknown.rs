//! The names of an article that the glossary does not know, as an editor would list them.

use super::Finder;
use super::lexicon::{Class, is_demonym, is_place, is_starter};
use super::tokens::{Shape, Token, tokens};
use crate::model::NameKind;
use crate::text::{Span, fold};
use rustc_hash::FxHashMap;

/// A name that the glossary does not know, and where an article has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// The name as it is written where it is longest.
    pub text: String,
    /// What at least half of the mentions show it to be; nothing where they show nothing.
    pub kind: Option<NameKind>,
    /// The short form that the article gives it in brackets: *Comité d’action (CA)*.
    pub acronym: Option<String>,
    /// Each mention: the number of the line and the span in it; of a person, those by surname alone, too.
    pub mentions: Vec<(usize, Span)>,
}

/// The names in `lines`, an article's sentences in order, that no span of `known` touches (one list a line: the mentions that
/// the glossary found), in order of first mention.
///
/// Made to be right rather than complete: a single word counts only if it is an acronym, a listed place, stands after a title
/// or twice inside sentences; inhabitants (*Maliens*) are passed over.
///
/// ```
/// use entrefilet::names::unknown;
/// let lines = ["Awa Diallo a parlé.", "Selon Diallo, le Mali vote."];
/// let found = unknown(&lines, &[vec![], vec![]]);
/// assert_eq!((found[0].text.as_str(), found[0].mentions.len()), ("Awa Diallo", 2));
/// ```
pub fn unknown(lines: &[&str], known: &[Vec<Span>]) -> Vec<Unknown> {
    let finder = Finder::of(lines.iter().copied());
    let mut list = List::default();
    for (number, line) in lines.iter().enumerate() {
        let tokens = tokens(line);
        let taken = known.get(number).map_or(&[][..], Vec::as_slice);
        let names = finder.kinded(line).into_iter();
        for (span, kind) in names.filter(|(span, _)| !taken.iter().any(|k| k.overlaps(*span))) {
            list.add(line, number, (span, kind), &tokens);
        }
    }
    list.settle(&finder)
}

impl Unknown {
    /// Its kind in plain English; *kind not clear* where nothing shows it.
    pub fn kind_in_words(&self) -> &'static str {
        self.kind.map_or("kind not clear", NameKind::word)
    }
}

impl Entry {
    /// The kind that at least half of the mentions show; of equals the more particular one.
    fn elected(&self) -> Option<NameKind> {
        let kinds = [NameKind::Person, NameKind::Organisation, NameKind::Place];
        let shown = |k: &NameKind| 2 * self.votes[*k as usize] >= self.name.mentions.len();
        kinds.into_iter().filter(shown).max_by_key(|&k| (self.votes[k as usize], k))
    }

    /// Whether it is a name for certain: a word that the article also has in lower case, or only as the plural of one, is
    /// none (*les Parties*, *les droits de l’Homme*).
    fn is_certain(&self, finder: &Finder) -> bool {
        if self.words > 1 || self.sure {
            return true;
        }
        let doubtful = self.plural == self.name.mentions.len() || finder.evidence.is_lower(&self.name.text);
        self.proven >= 2 && !doubtful
    }
}

#[derive(Default)]
struct List {
    entries: Vec<Entry>,
    by_name: FxHashMap<String, usize>,
}

struct Entry {
    name: Unknown,
    /// Words of the name.
    words: usize,
    /// Mentions whose capital proves something.
    proven: usize,
    /// A mention stands after a title, or the name is sure by its looks.
    sure: bool,
    /// Mentions that are the plural of a common noun by their looks: *les Parties*.
    plural: usize,
    /// Mentions that look like a person, an organisation, a place.
    votes: [usize; 3],
}

impl List {
    fn add(&mut self, line: &str, number: usize, (span, kind): (Span, Option<NameKind>), tokens: &[Token]) {
        let text = span.of(line);
        let at = tokens.partition_point(|t| t.span.start < span.start);
        let inside: Vec<&Token> = tokens[at..].iter().take_while(|t| t.span.end <= span.end).collect();
        let after = &tokens[at + inside.len()..];
        // *France 2*, *Falcon 9*: of another name.
        let numbered = after.first().is_some_and(|t| t.shape == Shape::Number && t.spaced);
        if numbered || is_no_entry(&inside) {
            return;
        }
        let of = || Entry {
            name: Unknown { text: text.to_owned(), kind, acronym: None, mentions: Vec::new() },
            words: inside.len(),
            proven: 0,
            sure: is_sure(&inside),
            plural: 0,
            votes: [0; 3],
        };
        let next = self.entries.len();
        let slot = *self.by_name.entry(fold(text)).or_insert(next);
        if slot == next {
            self.entries.push(of());
        }
        let entry = &mut self.entries[slot];
        entry.name.mentions.push((number, span));
        kind.into_iter().for_each(|kind| entry.votes[kind as usize] += 1);
        entry.proven += usize::from(inside.first().is_some_and(|t| !t.opens));
        let before = at.checked_sub(1).map_or("", |b| tokens[b].text);
        entry.sure |= Class::Title.has(before);
        entry.plural += usize::from(is_plural(before) && text.ends_with(['s', 'x']));
        entry.name.acronym = entry.name.acronym.take().or_else(|| defined_acronym(text, after));
    }

    /// Joins surnames to their bearers and acronyms to their names, and drops what is not sure.
    fn settle(mut self, finder: &Finder) -> Vec<Unknown> {
        for entry in &mut self.entries {
            entry.name.kind = entry.elected();
        }
        let heads: FxHashMap<String, usize> = self.short_forms();
        for i in 0..self.entries.len() {
            let bearer = heads.get(&fold(&self.entries[i].name.text)).copied();
            if let Some(bearer) = bearer.filter(|&b| b != i && self.entries[i].words == 1) {
                let mentions = std::mem::take(&mut self.entries[i].name.mentions);
                self.entries[bearer].name.mentions.extend(mentions);
            }
        }
        let sure = |e: &Entry| !e.name.mentions.is_empty() && e.is_certain(finder);
        let mut names: Vec<Unknown> = self.entries.into_iter().filter(sure).map(|e| e.name).collect();
        names.iter_mut().for_each(|n| n.mentions.sort_unstable());
        names.sort_by_key(|n| n.mentions[0]);
        names
    }

    /// Surnames and acronyms of the longer names; one that two names share belongs to neither.
    fn short_forms(&self) -> FxHashMap<String, usize> {
        let mut forms: FxHashMap<String, Option<usize>> = FxHashMap::default();
        // *B. Obama* is somebody's short form himself.
        let full = |e: &Entry| e.words > 1 && e.name.text.chars().nth(1) != Some('.');
        for (i, entry) in self.entries.iter().enumerate().filter(|(_, e)| full(e)) {
            let surname =
                entry.name.text.rsplit([' ', '\u{a0}']).next().filter(|_| entry.name.kind == Some(NameKind::Person));
            for form in surname.into_iter().chain(entry.name.acronym.as_deref()) {
                forms.entry(fold(form)).and_modify(|owner| *owner = None).or_insert(Some(i));
            }
        }
        forms.into_iter().filter_map(|(form, owner)| Some((form, owner?))).collect()
    }
}

/// What an editor would not put into a glossary: inhabitants, points of the compass, common words that an author honours
/// with a capital, names with figures in them.
fn is_no_entry(words: &[&Token]) -> bool {
    let [word] = words else {
        let phrase: Vec<String> = words.iter().map(|w| fold(w.text)).collect();
        let is_phrase = matches!(phrase.join(" ").as_str(), "communaute internationale" | "droits de l' homme");
        return is_phrase || words.iter().all(|w| is_demonym(w.text)) || words.iter().any(|w| w.shape == Shape::Number);
    };
    is_demonym(word.text) && !is_place(word.text)
        || Class::Honoured.has(word.text)
        || word.shape == Shape::Capital
            && (Class::Body.has(word.text) || Class::Portfolio.has(word.text) || is_starter(word.text))
        || word.text.chars().count() < 3
        || word.text.contains(|c: char| c.is_ascii_digit())
}

/// Whether `word`, before a name, stands before plurals.
fn is_plural(word: &str) -> bool {
    const PLURAL: [&str; 11] =
        ["les", "des", "aux", "ces", "ses", "leurs", "nos", "plusieurs", "toutes", "autres", "deux"];
    PLURAL.contains(&fold(word).as_str())
}

/// A listed place, or an acronym.
fn is_sure(words: &[&Token]) -> bool {
    let [word] = words else { return true };
    word.shape == Shape::Upper && word.text.chars().count() <= 8 || is_place(word.text)
}

/// The acronym in the brackets that follow `name`, if its letters are the name's.
fn defined_acronym(name: &str, after: &[Token]) -> Option<String> {
    let [open, acronym, close, ..] = after else { return None };
    let bracketed = open.text == "(" && close.text == ")" && acronym.shape == Shape::Upper;
    let first = acronym.text.chars().next()?;
    let starts = name.split([' ', '’', '\'', '-']).any(|w| fold(w).starts_with(first.to_ascii_lowercase()));
    (bracketed && starts && name.contains(' ')).then(|| acronym.text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(lines: &[&str]) -> Vec<(String, usize)> {
        unknown(lines, &[]).into_iter().map(|u| (u.text, u.mentions.len())).collect()
    }

    #[test]
    fn surnames_and_acronyms_count_for_their_name() {
        let found = unknown(
            &["Awa Diallo dirige le Comité d’action citoyenne (CAC).", "Diallo quitte le CAC.", "M. Diallo s’en va."],
            &[],
        );
        let rows: Vec<_> =
            found.iter().map(|u| (u.text.as_str(), u.kind, u.mentions.len(), u.acronym.as_deref())).collect();
        assert_eq!(
            rows,
            [
                ("Awa Diallo", Some(NameKind::Person), 3, None),
                ("Comité d’action citoyenne", Some(NameKind::Organisation), 3, Some("CAC")),
            ]
        );
    }

    #[test]
    fn a_surname_of_two_people_belongs_to_neither() {
        let found = names(&["Awa Diallo a vu Issa Diallo.", "Le ministre Diallo se tait."]);
        assert_eq!(found, [("Awa Diallo".into(), 1), ("Issa Diallo".into(), 1), ("Diallo".into(), 1)]);
    }

    #[test]
    fn a_kind_that_nothing_shows_is_left_open() {
        let kinds = |lines: &[&str]| -> Vec<_> {
            unknown(lines, &[]).into_iter().map(|u| (u.text.clone(), u.kind_in_words())).collect()
        };
        let is = |name: &str, kind: &'static str| vec![(name.to_owned(), kind)];
        for (line, name, kind) in [
            ("Les pertes de Natixo inquiètent, dit-on chez ceux de Natixo.", "Natixo", "kind not clear"),
            ("Le lancement de Space X Dragon a réussi.", "Space X Dragon", "kind not clear"),
            ("Un avion, Airbus A330, est parti.", "Airbus A330", "kind not clear"),
            ("Il lit La Tribune tous les jours.", "La Tribune", "organisation"),
            ("Le porte-parole, Liu Jianchao, a parlé.", "Liu Jianchao", "person"),
            ("Un élu de la ville de Fada N’Gourma a parlé.", "Fada N’Gourma", "place"),
            ("Ceux de Caroline du Nord votent.", "Caroline du Nord", "place"),
        ] {
            assert_eq!(kinds(&[line]), is(name, kind), "{line}");
        }
        assert_eq!(kinds(&["Selon HRW, Ole Solvang a vu cela."])[1], ("Ole Solvang".into(), "person"));
    }

    #[test]
    fn common_nouns_with_a_capital_are_no_names() {
        for lines in [
            &["Les Parties se consultent. L’une des Parties et les autres Parties signent."][..],
            &["L’Accusation parle, dit l’Accusation.", "Une accusation grave."],
            &["Les droits de l’Homme et du citoyen, dit l’Homme."],
            &["Il a vu sur France 2 et avec Falcon 9 cela."],
        ] {
            assert_eq!(names(lines), [], "{lines:?}");
        }
    }

    #[test]
    fn what_the_glossary_knows_and_what_nobody_needs_is_left_out() {
        let lines = ["Les Maliens votent à Gao, dans le Nord de l’État.", "Zorgho promet."];
        let known = vec![vec![], vec![]];
        let found: Vec<_> = unknown(&lines, &known).into_iter().map(|u| u.text).collect();
        assert_eq!(found, ["Gao"]);
        let gao = Span::new(lines[0].find("Gao").unwrap(), lines[0].find("Gao").unwrap() + 3);
        assert!(unknown(&lines, &[vec![gao], vec![]]).is_empty());
    }
}
