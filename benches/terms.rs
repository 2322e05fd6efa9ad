//! How fast the glossary is found: words of French a CPU second on one thread, with 10,000 concepts.
//!
//! `cargo bench --bench terms`

use entrefilet::model::{Concept, ConceptKind};
use entrefilet::termbase::Termbase;
use entrefilet::text::words;
use std::hint::black_box;
use std::sync::OnceLock;
use std::time::Instant;

const CONCEPTS: usize = 10_000;
const WORDS: usize = 2_000_000;

fn main() {
    let start = Instant::now();
    let base = Termbase::new(concepts()).unwrap_or_else(|errors| panic!("{errors:?}"));
    println!("{CONCEPTS} concepts compiled in {} ms", start.elapsed().as_millis());
    let articles = articles();
    let count: usize = articles.iter().flatten().map(|segment| words(segment).count()).sum();
    let start = busy();
    let mut hits = 0;
    for article in &articles {
        let mut reader = base.reader(None);
        hits += article.iter().map(|segment| black_box(reader.read(segment)).len()).sum::<usize>();
    }
    let seconds = busy() - start;
    let rate = count as f64 / seconds / 1e6;
    println!("{count} words, {hits} mentions in {seconds:.2} CPU s: {rate:.2} million words a CPU second");
}

/// CPU seconds of this thread so far, as Linux counts them, so that a busy machine does not matter; elsewhere the clock.
fn busy() -> f64 {
    static START: OnceLock<Instant> = OnceLock::new();
    let clock = START.get_or_init(Instant::now).elapsed().as_secs_f64();
    let counted = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = counted.and_then(|told| told.split(' ').next()?.parse::<f64>().ok());
    nanoseconds.map_or(clock, |ns| ns / 1e9)
}

/// Persons, places with adjectives, institutions with acronyms and offices, in equal parts.
fn concepts() -> Vec<Concept> {
    (0..CONCEPTS).map(concept).collect()
}

fn concept(n: usize) -> Concept {
    let name = invented(n);
    let named = |kind, fr: String| Concept { id: format!("c{n}"), kind, en: fr.clone(), fr, ..Concept::default() };
    match n % 4 {
        0 => Concept {
            family: Some(name.clone()),
            ..named(ConceptKind::Person, format!("{} {name}", invented(n * 7 + 3)))
        },
        1 => Concept { fr_adjectives: vec![format!("{}ien", name.to_lowercase())], ..named(ConceptKind::Place, name) },
        2 => Concept {
            fr_acronym: Some(name.chars().take(4).collect::<String>().to_uppercase()),
            ..named(ConceptKind::Organisation, format!("Conseil national de {name}"))
        },
        _ => named(ConceptKind::Office, format!("ministre de la {name}")),
    }
}

/// The `n`th of a row of pronounceable words.
fn invented(n: usize) -> String {
    const SYLLABLES: [&str; 16] =
        ["ba", "ko", "ri", "mé", "tou", "la", "so", "ni", "da", "gué", "fa", "vo", "pi", "ché", "zan", "lou"];
    let word: String = (0..4).map(|k| SYLLABLES[(n >> (4 * k)) % 16]).collect();
    word[..1].to_uppercase() + &word[1..]
}

/// Articles of twenty segments with a name in every second one, as news has them.
fn articles() -> Vec<Vec<String>> {
    const FRAMES: [&str; 4] = [
        "Le porte-parole a rappelé mardi que les discussions reprendraient dès que les conditions le permettraient",
        "Selon plusieurs sources, la délégation conduite par {} a quitté la capitale dans la soirée",
        "Les habitants des quartiers situés au bord de la rivière attendent toujours l'arrivée des secours",
        "À {}, les écoles ont rouvert après trois semaines, mais beaucoup d'élèves manquent encore à l'appel",
    ];
    let mut count = 0;
    let mut articles = Vec::new();
    while count < WORDS {
        let at = articles.len();
        let name = |n: usize| concept((at * 31 + n * 17) % CONCEPTS).fr;
        let article: Vec<String> = (0..20).map(|n| FRAMES[n % 4].replace("{}", &name(n)) + ".").collect();
        count += article.iter().map(|segment| segment.split(' ').count()).sum::<usize>();
        articles.push(article);
    }
    articles
}
