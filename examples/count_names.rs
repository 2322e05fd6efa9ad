//! Counts how often recorded engines write a glossary name as the glossary wants, before and after the repairs of
//! `mt::Enforced`, and how often a name that is not as wanted is flagged. Prints the table of `docs/translation.md`.
//!
//! usage: count_names GLOSSARY.toml... SET.tsv.gz... [SYSTEM]
//!
//! With the name of a system, it prints instead what stays flagged there: times, French, wanted English, and the first answer.
//!
//! A set is a table with a header line: source, reference, then one column a system. A recorded engine cannot be asked
//! anew, so the steps of the cascade that ask again have no answer here: what they would mend stays flagged.

use entrefilet::exchange::glossary;
use entrefilet::mt::{Enforced, EngineError, Fingerprint, Request, Translator, Wanted};
use entrefilet::pipeline::translate::wanted;
use entrefilet::termbase::Termbase;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::error::Error;
use std::fs::{self, File};
use std::io::Read;

fn main() -> Result<(), Box<dyn Error>> {
    let (glossaries, others): (Vec<String>, Vec<String>) = std::env::args().skip(1).partition(|p| p.ends_with(".toml"));
    let (sets, systems): (Vec<String>, Vec<String>) = others.into_iter().partition(|p| p.ends_with(".gz"));
    let base = termbase(&glossaries)?;
    let mut tables: BTreeMap<String, Count> = BTreeMap::new();
    for path in &sets {
        let rows = rows(path)?;
        let (head, rows) = rows.split_first().ok_or("an empty set")?;
        let names: Vec<Vec<Wanted>> =
            rows.iter().map(|row| wanted(&base.reader(None).read(&row[0]), base.concepts())).collect();
        for (column, system) in head.iter().enumerate().skip(1) {
            tables.entry(system.clone()).or_default().add(&base, rows, &names, column);
        }
    }
    if let Some(system) = systems.first() {
        tables.get(system).ok_or("no such system")?.print_flagged();
        return Ok(());
    }
    println!(
        "| system | names | as wanted | after repairs | flagged | terms in several ways | after repairs | concepts | after repairs |"
    );
    println!("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    for (system, count) in &tables {
        println!("| {system} | {count}");
    }
    Ok(())
}

fn termbase(paths: &[String]) -> Result<Termbase, Box<dyn Error>> {
    let mut concepts = Vec::new();
    for path in paths {
        concepts.extend(glossary::read(&fs::read_to_string(path)?, path).concepts);
    }
    Termbase::new(concepts).map_err(|errors| errors[0].to_string().into())
}

fn rows(path: &str) -> Result<Vec<Vec<String>>, Box<dyn Error>> {
    let mut text = String::new();
    flate2::read::GzDecoder::new(File::open(path)?).read_to_string(&mut text)?;
    let width = text.lines().next().unwrap_or_default().split('\t').count();
    let rows = text.lines().map(|line| line.split('\t').map(str::to_owned).collect::<Vec<_>>());
    Ok(rows.filter(|row| row.len() == width).collect())
}

/// What one system did with the names.
#[derive(Default)]
struct Count {
    names: usize,
    as_wanted: usize,
    repaired: usize,
    flagged: usize,
    /// The flagged names: French and wanted English, with times and the first answer.
    flags: BTreeMap<(String, String), (usize, String)>,
    /// In the recorded answers.
    before: Ways,
    /// In the repaired ones.
    after: Ways,
}

/// For each concept and wanted English, the forms of it met.
#[derive(Default)]
struct Ways(BTreeMap<(u32, String), BTreeSet<String>>);

impl Count {
    fn add(&mut self, base: &Termbase, rows: &[Vec<String>], names: &[Vec<Wanted>], column: usize) {
        let answers = rows.iter().map(|row| (tidy(&row[0]), row[column].clone())).collect();
        let mut engine = Enforced::new(Replay { fingerprint: Fingerprint::default(), answers });
        let requests: Vec<Request> =
            rows.iter().zip(names).map(|(row, wanted)| Request { text: &row[0], wanted, examples: &[] }).collect();
        let translations = engine.translate(&requests);
        for ((row, names), translation) in rows.iter().zip(names).zip(translations) {
            self.names += names.len();
            self.as_wanted += verbatim(&row[column], names);
            let held = translation.as_ref().map_or(0, |t| t.enforced.iter().filter(|held| **held).count());
            self.repaired += held;
            self.flagged += names.len() - held;
            let repaired = translation.as_ref().map_or(&*row[column], |t| &*t.english.text);
            for (i, name) in names.iter().enumerate() {
                if !translation.as_ref().is_ok_and(|t| t.enforced[i]) {
                    let key = (name.span.of(&row[0]).to_lowercase(), name.en.clone());
                    self.flags.entry(key).or_insert_with(|| (0, repaired.to_owned())).0 += 1;
                }
                self.before.look(base, name, &row[column]);
                self.after.look(base, name, repaired);
            }
        }
    }
}

impl Count {
    fn print_flagged(&self) {
        let mut flags: Vec<_> = self.flags.iter().collect();
        flags.sort_by_key(|(_, (times, _))| std::cmp::Reverse(*times));
        for ((fr, en), (times, answer)) in flags {
            println!("{times}\t{fr}\t{en}\t{answer}");
        }
    }
}

impl Ways {
    /// Notes in which known form the name stands in `english`: the wanted one if it is there, else the longest other.
    fn look(&mut self, base: &Termbase, name: &Wanted, english: &str) {
        let ways = self.0.entry((name.concept, name.en.clone())).or_default();
        if english.contains(&name.en) {
            ways.insert(name.en.to_lowercase());
            return;
        }
        let of_concept = |forms: &[(u32, _)]| forms.iter().any(|(number, _)| *number == name.concept);
        let forms = base.english_forms().filter(|(_, forms)| of_concept(forms)).map(|(form, _)| form);
        let found = forms.filter(|form| english.to_lowercase().contains(&form.to_lowercase()));
        if let Some(longest) = found.max_by_key(|form| form.len()) {
            ways.insert(longest.to_lowercase());
        }
    }

    /// Terms met in two or more forms.
    fn several(&self) -> usize {
        self.0.values().filter(|ways| ways.len() > 1).count()
    }

    /// Concepts, and those of them of which a term was met in two or more forms.
    fn concepts(&self) -> (usize, usize) {
        let all: BTreeSet<u32> = self.0.keys().map(|(concept, _)| *concept).collect();
        let several = self.0.iter().filter(|(_, ways)| ways.len() > 1).map(|((concept, _), _)| *concept);
        (several.collect::<BTreeSet<u32>>().len(), all.len())
    }
}

impl std::fmt::Display for Count {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        let share = |n: usize| format!("{n} ({:.1} %)", 100.0 * n as f64 / self.names.max(1) as f64);
        let (names, ways) = (self.names, self.before.0.len());
        write!(f, "{names} | {} | {} | ", share(self.as_wanted), share(self.repaired))?;
        write!(
            f,
            "{} | {} of {ways} | {} of {ways} | ",
            share(self.flagged),
            self.before.several(),
            self.after.several()
        )?;
        let ((before, of), (after, _)) = (self.before.concepts(), self.after.concepts());
        write!(f, "{before} of {of} | {after} of {of} |")
    }
}

/// Names that stand in `english` letter for letter, as often as wanted.
fn verbatim(english: &str, names: &[Wanted]) -> usize {
    let mut wanted: BTreeMap<&str, usize> = BTreeMap::new();
    names.iter().for_each(|name| *wanted.entry(&name.en).or_default() += 1);
    wanted.into_iter().map(|(en, count)| count.min(english.matches(en).count())).sum()
}

fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// An engine that knows only what was recorded.
struct Replay {
    fingerprint: Fingerprint,
    answers: HashMap<String, String>,
}

impl Translator for Replay {
    fn fingerprint(&self) -> &Fingerprint {
        &self.fingerprint
    }

    fn translate(&mut self, sources: &[&str]) -> Vec<Result<String, EngineError>> {
        let unknown = || EngineError::Empty { from: "the recording".into() };
        sources.iter().map(|source| self.answers.get(*source).cloned().ok_or_else(unknown)).collect()
    }
}
