//! What the finder knows by heart: lists of our own, and closed classes of French words.

use crate::text::fold;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

static STARTERS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| listed(include_str!("starters.txt")));
static GIVEN: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| listed(include_str!("given.txt")));
static PLACES: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    let text = include_str!("places.txt");
    // Names with spaces stand on lines of their own, in front of the long lines of single words.
    let (lines, single) = text.split_once("\nabidjan ").unwrap_or((text, ""));
    let whole = lines.lines().filter(|l| !l.starts_with('#'));
    whole.chain(single.split_whitespace()).chain(["abidjan"]).collect()
});

fn listed(text: &'static str) -> FxHashSet<&'static str> {
    text.lines().filter(|l| !l.starts_with('#')).flat_map(str::split_whitespace).collect()
}

/// Whether `word`, with a capital, is a common word when it begins a sentence; *A-t-il* by its first part.
pub(super) fn is_starter(word: &str) -> bool {
    let folded = fold(word);
    let first = folded.split(['-', '\'']).next().unwrap_or(&folded);
    let inverted = || word.contains('-') && word.split('-').skip(1).all(|p| p.starts_with(char::is_lowercase));
    STARTERS.contains(folded.as_str()) || (STARTERS.contains(first) && inverted())
}

/// Whether `word` is a given name; of *Jean-Pierre* the first part decides.
pub(super) fn is_given(word: &str) -> bool {
    let folded = fold(word);
    GIVEN.contains(folded.as_str()) || folded.split_once('-').is_some_and(|(first, _)| GIVEN.contains(first))
}

/// Whether `name`, of one word or more, is a place that newspapers name.
pub(super) fn is_place(name: &str) -> bool {
    PLACES.contains(fold(name).as_str())
}

/// Whether `word` looks like a common French word: an adverb, a participle, an abstract noun, a plural.
pub(super) fn looks_common(word: &str) -> bool {
    let folded = fold(word);
    folded.chars().count() <= 2 || COMMON_ENDINGS.iter().any(|e| folded.len() > e.len() + 1 && folded.ends_with(e))
}

const COMMON_ENDINGS: [&str; 47] = [
    "ment", "ments", "tion", "tions", "sion", "sions", "ance", "ances", "ence", "ences", "ite", "ites", "eur", "eurs",
    "euse", "euses", "trice", "age", "ages", "isme", "ismes", "iste", "istes", "ique", "iques", "able", "ables",
    "ible", "ibles", "ants", "ante", "antes", "ant", "ees", "ee", "es", "er", "ir", "aux", "eux", "elle", "elles",
    "ure", "ures", "oire", "aire", "aires",
];

/// Whether `word` can follow a subject: an auxiliary, a verb in the usual tenses of news, a clitic.
pub(super) fn follows_subject(word: &str) -> bool {
    let folded = fold(word);
    AFTER_SUBJECT.contains(&folded.as_str())
        || folded.chars().count() >= 5 && ["ait", "aient", "era", "ira", "it"].iter().any(|e| folded.ends_with(e))
}

const AFTER_SUBJECT: [&str; 34] = [
    "a", "est", "avait", "etait", "fut", "sera", "aura", "ont", "sont", "s'", "se", "n'", "ne", "y", "va", "fait",
    "dit", "peut", "doit", "reste", "devient", "veut", "joue", "compte", "affirme", "estime", "explique", "poursuit",
    "annonce", "declare", "precise", "ajoute", "assure", "et",
];

/// Words that are never names, even with a capital inside a sentence.
pub(super) fn is_function(word: &str) -> bool {
    FUNCTION.contains(&fold(word).as_str())
}

const FUNCTION: [&str; 66] = [
    "a", "afin", "ainsi", "alors", "apres", "au", "aussi", "aux", "avec", "c'", "car", "ce", "ces", "cet", "cette",
    "comme", "d'", "dans", "de", "depuis", "des", "du", "elle", "elles", "en", "entre", "est", "et", "il", "ils", "j'",
    "je", "leur", "leurs", "lors", "ma", "mais", "mes", "mon", "n'", "ne", "non", "nos", "notre", "nous", "on", "ou",
    "oui", "par", "pas", "pour", "qu'", "quand", "que", "qui", "s'", "sa", "ses", "si", "son", "sur", "tout", "un",
    "une", "vos", "vous",
];

/// Articles that a name may start with: *La Haye*, *Les Échos*, *L’Équipe*.
pub(super) fn is_article(word: &str) -> bool {
    matches!(word, "Le" | "La" | "Les" | "L’" | "L'" | "El" | "Los" | "Las" | "The")
}

/// Whether `word` is a civility or an office written before a name: *M*, *Mme*, *président*, *Général*.
pub(super) fn is_title(word: &str) -> bool {
    TITLES.contains(&fold(word).as_str())
}

const TITLES: [&str; 82] = [
    "m",
    "mm",
    "mme",
    "mmes",
    "mlle",
    "dr",
    "pr",
    "me",
    "mgr",
    "monsieur",
    "madame",
    "mademoiselle",
    "docteur",
    "professeur",
    "maitre",
    "president",
    "presidente",
    "vice-president",
    "premier",
    "premiere",
    "ministre",
    "general",
    "colonel",
    "capitaine",
    "commandant",
    "lieutenant",
    "lieutenant-colonel",
    "sergent",
    "marechal",
    "amiral",
    "roi",
    "reine",
    "prince",
    "princesse",
    "empereur",
    "imperatrice",
    "duc",
    "duchesse",
    "comte",
    "comtesse",
    "marquis",
    "baron",
    "baronne",
    "pape",
    "cardinal",
    "eveque",
    "archeveque",
    "abbe",
    "pere",
    "soeur",
    "frere",
    "saint-pere",
    "imam",
    "cheikh",
    "sultan",
    "emir",
    "chancelier",
    "chanceliere",
    "secretaire",
    "depute",
    "deputee",
    "senateur",
    "senatrice",
    "maire",
    "ambassadeur",
    "gouverneur",
    "juge",
    "procureur",
    "lord",
    "sir",
    "lady",
    "chef",
    "porte-parole",
    "opposant",
    "journaliste",
    "ecrivain",
    "avocat",
    "avocate",
    "acteur",
    "actrice",
    "chanteur",
    "chanteuse",
];

/// Capitalised abbreviations that name nobody and no body.
pub(super) fn is_common_acronym(word: &str) -> bool {
    COMMON_ACRONYMS.contains(&word) || is_roman(word)
}

const COMMON_ACRONYMS: [&str; 56] = [
    "PDG", "CV", "TV", "DVD", "CD", "OK", "PC", "SMS", "ADN", "ARN", "VIH", "SIDA", "QI", "HLM", "RMI", "RSA", "SMIC",
    "TVA", "PIB", "PNB", "GPS", "ONG", "PME", "BD", "VTT", "TGV", "RER", "HD", "IA", "OGM", "OVNI", "UV", "WC", "SDF",
    "CDD", "CDI", "CO2", "AM", "PM", "GMT", "UTC", "BP", "CE1", "CM2", "CP", "DJ", "MC", "NB", "PS:", "RDV", "SOS",
    "VO", "VF", "URL", "HTML", "FCFA",
];

/// Whether `word` is a roman numeral.
pub(super) fn is_roman(word: &str) -> bool {
    let digits = word.trim_end_matches(['e', 'r', 'è', 'm', 'n', 'd']);
    !digits.is_empty() && digits.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C' | 'M')) && digits != "CIV"
}

/// Whether `word`, with a capital, is the head of an institution's name.
pub(super) fn is_body(word: &str) -> bool {
    BODIES.contains(&fold(word).as_str())
}

const BODIES: [&str; 78] = [
    "academie",
    "agence",
    "alliance",
    "alliances",
    "amicale",
    "armee",
    "armees",
    "assemblee",
    "association",
    "autorite",
    "banque",
    "bibliotheque",
    "bourse",
    "brigade",
    "brigades",
    "bureau",
    "caisse",
    "cellule",
    "centrale",
    "centre",
    "chambre",
    "coalition",
    "college",
    "comite",
    "commissariat",
    "haut-commissariat",
    "commission",
    "communaute",
    "compagnie",
    "confederation",
    "confrerie",
    "congregation",
    "congres",
    "conseil",
    "conservatoire",
    "convention",
    "cooperative",
    "cour",
    "croissant-rouge",
    "croix-rouge",
    "direction",
    "ecole",
    "eglise",
    "etat-major",
    "faculte",
    "federation",
    "fondation",
    "fonds",
    "force",
    "forces",
    "forum",
    "front",
    "garde",
    "groupe",
    "groupement",
    "haute",
    "haut",
    "institut",
    "institution",
    "laboratoire",
    "ligue",
    "marine",
    "ministere",
    "mission",
    "mouvement",
    "musee",
    "observatoire",
    "office",
    "ordre",
    "organisation",
    "parlement",
    "parti",
    "police",
    "rassemblement",
    "reseau",
    "senat",
    "societe",
    "syndicat",
];

/// Further heads of institutions that are too common to stand alone.
pub(super) fn is_wide_body(word: &str) -> bool {
    is_body(word)
        || [
            "tribunal",
            "union",
            "universite",
            "republique",
            "royaume",
            "empire",
            "service",
            "theatre",
            "opera",
            "lycee",
        ]
        .contains(&fold(word).as_str())
}

/// Whether `word`, in lower case, is the head of a place's name: *lac de Chambon*, *rue Lafayette*.
pub(super) fn is_site(word: &str) -> bool {
    SITES.contains(&fold(word).as_str())
}

const SITES: [&str; 42] = [
    "lac",
    "mont",
    "monts",
    "pic",
    "col",
    "vallee",
    "ile",
    "iles",
    "golfe",
    "baie",
    "cap",
    "detroit",
    "massif",
    "foret",
    "canal",
    "mer",
    "ocean",
    "rue",
    "avenue",
    "boulevard",
    "quai",
    "pont",
    "stade",
    "aeroport",
    "chateau",
    "palais",
    "musee",
    "hopital",
    "lycee",
    "cathedrale",
    "eglise",
    "abbaye",
    "chaine",
    "desert",
    "presqu'ile",
    "peninsule",
    "archipel",
    "plateau",
    "chapelle",
    "basilique",
    "tour",
    "camp",
];

/// Whether `word` is an adjective as institutions have them: *nationale*, *européenne*, *socialiste*, *unies*.
pub(super) fn is_adjective(word: &str) -> bool {
    let folded = fold(word);
    ADJECTIVES.contains(&folded.as_str())
        || folded.chars().count() >= 6 && ADJECTIVE_ENDINGS.iter().any(|e| folded.ends_with(e))
}

const ADJECTIVES: [&str; 16] = [
    "unies", "unis", "libre", "libres", "rouge", "vert", "verte", "royal", "royale", "federal", "civil", "civile",
    "noir", "blanc", "blanche", "arabe",
];
const ADJECTIVE_ENDINGS: [&str; 33] = [
    "al", "ale", "aux", "ales", "ique", "iques", "ien", "ienne", "iens", "iennes", "ain", "aine", "ains", "aines",
    "ais", "aise", "aises", "ois", "oise", "oises", "if", "ive", "ifs", "ives", "aire", "aires", "iste", "istes",
    "eenne", "eens", "eennes", "ieure", "ieur",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_folded_and_read_whole() {
        assert!(is_place("Côte d’Ivoire") && is_place("Abidjan") && is_place("Élysée") && !is_place("afrique du"));
        assert!(is_given("Élodie") && is_given("Jean-Baptiste") && !is_given("Bamako"));
        assert!(is_starter("Était") && is_starter("A-t-il") && is_starter("Est-ce") && !is_starter("Saint-Malo"));
        for list in [include_str!("starters.txt"), include_str!("given.txt"), include_str!("places.txt")] {
            for line in list.lines().filter(|l| !l.starts_with('#')) {
                assert_eq!(fold(line), line);
            }
        }
    }
}
