//! Sentences that tell no story, and sentences that cannot stand alone.

use super::reading::Size;
use super::tokens::Kind;
use crate::text::fold;
use aho_corasick::AhoCorasick;
use std::sync::OnceLock;

/// Whether `sentence` may be picked: not a credit, byline, pointer to another page, player script or bare heading.
pub(crate) fn is_usable(sentence: &str, size: Size, opening: &str) -> bool {
    size.words >= 3
        && 2 * size.letters > size.chars
        && !is_heading(sentence, size.words)
        && !is_aside(opening, size.words)
        && !is_script(sentence)
}

/// What can be told from: the first characters, folded, without dashes, bullets and brackets before them.
pub(crate) fn opening(sentence: &str) -> String {
    let text = sentence.trim_start_matches(|c: char| Kind::of(c) == Kind::Mark && c != '©');
    let opening = text.char_indices().nth(60).map_or(text, |(end, _)| &text[..end]);
    fold(opening)
}

/// Code that leaked from a page: players, trackers, bare addresses.
fn is_script(sentence: &str) -> bool {
    const MARKS: [&str; 12] = [
        "window.",
        "document.",
        "function(",
        "function (",
        "{",
        "};",
        "];",
        " || ",
        "://",
        "= new ",
        "null,",
        "<iframe",
    ];
    static FINDER: OnceLock<Option<AhoCorasick>> = OnceLock::new();
    let finder = FINDER.get_or_init(|| AhoCorasick::new(MARKS).ok());
    finder.as_ref().is_some_and(|f| f.is_match(sentence))
}

/// Short and without the mark that ends a sentence.
fn is_heading(sentence: &str, words: usize) -> bool {
    let ended = sentence.trim_end().ends_with(['.', '!', '?', '…', '»', '"', '”', ')', ';', ':']);
    !ended && words <= 9
}

/// A credit, a byline, a date, a pointer to something else, a plea, a notice: what a page carries beside the news.
fn is_aside(opening: &str, words: usize) -> bool {
    /// What is an aside only where little else follows: *Par Awa Sow*, *Voir la carte*.
    const SHORT: usize = 7;
    static ASIDES: OnceLock<Openings> = OnceLock::new();
    static SHORT_ASIDES: OnceLock<Openings> = OnceLock::new();
    ASIDES.get_or_init(|| Openings::new(include_str!("asides.txt"))).open(opening)
        || words <= SHORT && SHORT_ASIDES.get_or_init(|| Openings::new(include_str!("short_asides.txt"))).open(opening)
        || NEAR_START.iter().any(|part| opening.contains(part))
}

/// What gives an aside away a few words in.
const NEAR_START: [&str; 7] = [
    "a lire ici",
    "a retrouver ici",
    "cliquez ici",
    "de cet article a lire",
    "reserve aux abonnes",
    "reservee aux abonnes",
    "utilisation de cookies",
];

/// Folded openings of sentences, by their first byte.
struct Openings(Vec<Vec<&'static str>>);

impl Openings {
    fn new(list: &'static str) -> Self {
        let mut openings = vec![Vec::new(); 256];
        list.lines().for_each(|line| openings[usize::from(first_byte(line))].push(line));
        Self(openings)
    }

    /// Whether one of them opens `sentence`, which is folded.
    fn open(&self, sentence: &str) -> bool {
        self.0[usize::from(first_byte(sentence))].iter().any(|o| sentence.starts_with(o))
    }
}

/// 0 for no text.
fn first_byte(text: &str) -> u8 {
    text.bytes().next().unwrap_or(0)
}

/// Whether a sentence with this [`opening`] opens with a word that only the sentence before explains: *il*, *ce dernier*,
/// *cette décision*, *leur avocat*, *en revanche*.
pub(crate) fn leans_on_predecessor(opening: &str) -> bool {
    static LEANING: OnceLock<Openings> = OnceLock::new();
    let mut words = opening.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).peekable();
    while words.next_if(|w| LINKS.contains(w)).is_some() {}
    let mut next = || words.next().unwrap_or("");
    let (first, second, third) = (next(), next(), next());
    match first {
        "il" => !is_impersonal(second, third),
        "elle" | "ils" | "elles" | "cela" | "ca" | "lui" | "eux" => true,
        "celui" | "celle" | "ceux" | "celles" => matches!(second, "ci" | "la"),
        "ce" | "cet" | "cette" | "ces" => !is_deictic(second, third),
        "son" | "sa" | "ses" | "leur" | "leurs" => !matches!(second, "majeste" | "altesse" | "excellence" | "saintete"),
        "selon" | "pour" | "apres" | "chez" => is_pronoun(second) && third != "meme",
        "un" | "une" if COMMENTS.contains(&second) => matches!(third, "que" | "qu" | "qui" | "dont"),
        _ => LEANING.get_or_init(|| Openings::new(include_str!("leaning.txt"))).open(opening),
    }
}

fn is_pronoun(word: &str) -> bool {
    matches!(word, "lui" | "elle" | "eux" | "elles")
}

/// What the sentence before is called by one that has no verb of its own: *Une décision que Dakar juge illégale.*
const COMMENTS: [&str; 16] = [
    "accusation",
    "affirmation",
    "annonce",
    "argument",
    "attitude",
    "choix",
    "decision",
    "declaration",
    "hausse",
    "initiative",
    "mesure",
    "position",
    "promesse",
    "reaction",
    "situation",
    "version",
];

/// Words that may stand before the one that leans.
const LINKS: [&str; 16] = [
    "mais",
    "et",
    "or",
    "donc",
    "car",
    "puis",
    "enfin",
    "ainsi",
    "toutefois",
    "cependant",
    "pourtant",
    "ensuite",
    "alors",
    "aussi",
    "neanmoins",
    "surtout",
];

/// *il y a*, *il faut*, *il s’agit*, *il est possible*, *il reste trois otages*: nobody is meant.
fn is_impersonal(second: &str, third: &str) -> bool {
    const VERBS: [&str; 16] = [
        "y",
        "faut",
        "faudra",
        "faudrait",
        "fallait",
        "pleut",
        "pleuvait",
        "semble",
        "semblerait",
        "convient",
        "suffit",
        "manque",
        "existe",
        "parait",
        "importe",
        "vaut",
    ];
    const STATES: [&str; 12] = [
        "possible",
        "probable",
        "temps",
        "vrai",
        "clair",
        "impossible",
        "necessaire",
        "important",
        "question",
        "difficile",
        "rare",
        "urgent",
    ];
    match second {
        "s" => third.starts_with("agi"),
        "n" => matches!(third, "y" | "existe" | "faut"),
        "est" | "serait" | "etait" | "sera" => STATES.contains(&third),
        "a" | "aura" | "avait" | "aurait" => matches!(third, "fallu" | "plu" | "neige"),
        "fait" | "faisait" => is_count(third) || matches!(third, "chaud" | "froid" | "nuit" | "jour"),
        "reste" | "restait" | "restera" => is_count(third) || matches!(third, "a" | "des" | "du" | "de" | "encore"),
        _ => VERBS.contains(&second),
    }
}

/// A number in figures, or a small one in words.
fn is_count(word: &str) -> bool {
    const COUNTS: [&str; 12] =
        ["un", "une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "quelques"];
    word.starts_with(|c: char| c.is_ascii_digit()) || COUNTS.contains(&word)
}

/// *cette semaine*, *ce lundi*, *ces dernières années*: the dateline explains them.
fn is_deictic(second: &str, third: &str) -> bool {
    const TIMES: [&str; 24] = [
        "lundi",
        "mardi",
        "mercredi",
        "jeudi",
        "vendredi",
        "samedi",
        "dimanche",
        "matin",
        "soir",
        "midi",
        "mois",
        "jour",
        "week",
        "semaine",
        "annee",
        "nuit",
        "fois",
        "apres",
        "ete",
        "hiver",
        "printemps",
        "automne",
        "jours",
        "matinee",
    ];
    let last = matches!(second, "dernier" | "derniere" | "derniers" | "dernieres" | "prochains" | "prochaines");
    TIMES.contains(&second)
        || last && TIMES.iter().any(|t| third.trim_end_matches('s') == *t)
        || matches!(second, "est" | "sont" | "n" | "sera" | "etait" | "qui" | "que" | "qu" | "fut")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_usable(sentence: &str) -> bool {
        super::is_usable(sentence, Size::of(sentence), &opening(sentence))
    }

    fn leans_on_predecessor(sentence: &str) -> bool {
        super::leans_on_predecessor(&opening(sentence))
    }

    #[test]
    fn credits_pointers_scripts_and_headings_tell_no_story() {
        for no in [
            "Lire aussi : Le Mali quitte la Cédéao.",
            "A LIRE AUSSI - Les trois pays ferment la frontière",
            "À lire également sur notre site : la carte des combats.",
            "Par 6Medias",
            "par 6Medias, publié le 3 avril",
            "Par notre correspondante à Dakar",
            "© AFP Photo / Marco Longari",
            "Crédit photo : Présidence du Mali.",
            "Propos recueillis par Awa Sow.",
            "window.pvp_7cce = new Pvp('dmpublic', {idDM: \"x3\"",
            "Retrouvez toute l'actualité africaine sur notre application.",
            "Une transition contestée",
            "12/03/2024 - 18:30",
            "",
        ] {
            assert!(!is_usable(no), "{no}");
        }
    }

    #[test]
    fn news_tells_a_story() {
        for yes in [
            "Le Mali, le Burkina Faso et le Niger ont quitté la Cédéao.",
            "Par un vote serré, l’Assemblée nationale a adopté mardi soir le projet de loi de finances.",
            "« Nous restons ouverts », a déclaré le ministre.",
            "Lire un journal reste un luxe dans les campagnes du Sahel.",
            "Par la voix de son porte-parole, la junte dément.",
        ] {
            assert!(is_usable(yes), "{yes}");
        }
    }

    #[test]
    fn what_pages_carry_beside_the_news_is_never_picked() {
        for no in [
            // Credits and bylines.
            "Photo AFP / Michele Cattani",
            "(Photo : Florent Vergnes/AFP)",
            "© Présidence de la République du Niger",
            "AFP/Archives - OLYMPIA DE MAISMONT",
            "Illustration. Des soldats maliens à Gao. © Reuters",
            "Texte : Awa Sow, envoyée spéciale à Gao",
            "Propos recueillis par téléphone par Jean Kouassi.",
            "De notre correspondant à Ouagadougou, Moussa Traoré",
            "Par Le Monde avec AFP",
            "Avec AFP et Reuters",
            "La rédaction avec Reuters",
            "(Avec AFP)",
            "Source : AFP",
            "Traduit de l’anglais par Claire Martin.",
            "Édité par Paul Durand.",
            // Dates and times.
            "Publié le 12/03/2024 à 18:30",
            "Publié le 12 mars 2024 à 18h30, mis à jour le 13 mars 2024 à 07h10.",
            "Mis à jour à 19 h 45.",
            "Modifié le 3 avril 2025 à 10h02",
            "Article publié le : 29/01/2025 - 14:02",
            "Temps de lecture : 3 minutes.",
            "Lecture : 4 min.",
            "Ouvert du lundi au vendredi de 9 h à 17 h.",
            // Pointers.
            "À lire sur le même sujet : la carte du retrait",
            "Lire l’intégralité de l’entretien sur notre site.",
            "Voir la carte des bases françaises.",
            "Retrouvez notre dossier sur la Cédéao.",
            "Notre analyse à lire ici.",
            "Écouter le reportage de notre envoyée spéciale.",
            "Pour aller plus loin, écoutez notre podcast.",
            "La suite après la publicité.",
            "Le reste de l’article est réservé aux abonnés.",
            "Il vous reste 62 % de cet article à lire.",
            "La suite est réservée aux abonnés.",
            "Partager cet article sur Facebook",
            "Suivre RFI sur WhatsApp",
            // Pleas, cookies, players.
            "Recevez chaque matin l’essentiel de l’actualité africaine.",
            "Inscrivez-vous à notre lettre d’information.",
            "S’inscrire à la newsletter hebdomadaire.",
            "Abonnez-vous pour 1 euro par mois.",
            "Soutenez un journalisme indépendant.",
            "Vous avez repéré une erreur dans cet article ?",
            "Une erreur s’est produite lors de la lecture de la vidéo.",
            "Nous utilisons des cookies pour améliorer votre expérience.",
            "En poursuivant votre navigation, vous acceptez l’utilisation de cookies.",
            "Ce contenu est bloqué car vous n’avez pas accepté les cookies.",
            "Votre navigateur ne prend pas en charge la lecture de cette vidéo.",
            "Activer JavaScript pour voir les commentaires.",
            "Tous droits de reproduction et de représentation réservés.",
            "var dmPlayer = dmPlayer || [];",
            "jQuery(document).ready(function() { load(); });",
        ] {
            assert!(!is_usable(no), "{no}");
        }
    }

    #[test]
    fn news_that_opens_like_a_pointer_is_news() {
        for yes in [
            "Partager le pouvoir avec les civils n’est pas à l’ordre du jour, a déclaré la junte.",
            "Suivre la piste de l’argent a permis aux enquêteurs de remonter jusqu’à Dubaï.",
            "Revoir l’accord de pêche avec l’Union européenne est une promesse du nouveau président.",
            "Ouvert à la signature en mai, le traité a été ratifié par douze pays.",
            "Publié mercredi, le rapport accuse les deux armées de crimes de guerre.",
            "Mis à jour chaque année, le classement place le Mali au 114e rang.",
            "La suite du procès a été renvoyée au 12 juin par la cour d’appel de Niamey.",
            "Par crainte de représailles, les habitants ont quitté le village de Dogo.",
            "Selon une source diplomatique, les négociations reprendront lundi à Alger.",
            "Voir des enfants mourir de faim en 2024 est une honte, a dit la cheffe de l’ONU.",
            "L’envoyée spéciale à Gaza des Nations unies a quitté son poste.",
            "Photographe à Goma, elle raconte la chute de la ville.",
            "Soutenez-vous ce gouvernement ?, a demandé le député au Premier ministre.",
        ] {
            assert!(is_usable(yes), "{yes}");
        }
    }

    #[test]
    fn some_openings_need_the_sentence_before() {
        for leaning in [
            "Il a ensuite quitté la salle.",
            "Mais elle refuse de négocier.",
            "Ce dernier a démenti.",
            "Cette décision a surpris les diplomates.",
            "Selon lui, la paix est proche.",
            "Celle-ci prévoit un retrait en six mois.",
            "« Cela suffit », a-t-il lancé.",
            "Elle a été libérée mardi.",
            "Ils seront jugés en juin.",
            "Il est accusé de trahison.",
            "Il n’a pas répondu à nos questions.",
            "Ces derniers ont nié les faits.",
            "Cet accord n’a jamais été publié.",
            "Ces accusations sont infondées, dit Kigali.",
            "Celui-ci a refusé de signer.",
            "Ceux-là n’ont rien dit.",
            "D’après lui, la crise est derrière nous.",
            "Pour eux, l’affaire est close.",
            "Ce même jour, un second convoi a sauté sur une mine.",
            "L’un d’eux a succombé à ses blessures.",
            "Parmi eux figurent deux enfants.",
            "À ses côtés, le ministre de la Défense a gardé le silence.",
            "Leur avocat dénonce une procédure politique.",
            "Son homologue nigérien a fait de même.",
            "Une décision que le gouvernement juge illégale.",
            "Une première depuis dix ans.",
            "De quoi inquiéter les pays voisins.",
            "D’où la colère des syndicats.",
            "Autrement dit, le vote est reporté.",
            "À l’inverse, le Niger a rouvert ses frontières.",
            "En revanche, la Guinée n’a pas signé.",
            "Une annonce qui a surpris les marchés.",
        ] {
            assert!(leans_on_predecessor(leaning), "{leaning}");
        }
        for standing in [
            "Il y a un an, la junte prenait le pouvoir.",
            "Il faut réformer l’armée, estime le FMI.",
            "Ce lundi, les ministres se retrouvent à Abuja.",
            "Cette semaine, deux convois ont été attaqués.",
            "Ces derniers jours, les combats ont repris.",
            "C’est à Niamey que l’accord a été signé.",
            "Le président Goïta a reçu les ambassadeurs.",
            "Il n’y a plus de blé au Soudan, alerte l’ONU.",
            "Il s’agit du premier sommet depuis la guerre.",
            "Il reste trois otages au Sahel.",
            "Il manque 2 milliards de dollars pour finir le barrage.",
            "Il a fallu dix ans pour construire la route.",
            "Il fait 48 degrés à Kayes.",
            "Ce vendredi 3 mai, les électeurs togolais sont appelés aux urnes.",
            "Cette année, la récolte de cacao a chuté d’un tiers.",
            "Ces dernières semaines, Wagner a quitté Kidal.",
            "Ceux qui ont fui Goma ne rentrent pas.",
            "Celui qui a dirigé la Gambie pendant 22 ans vit en Guinée équatoriale.",
            "Ce que la Cédéao a décidé à Abuja change peu de choses.",
            "Ce sont les premières élections depuis le coup d’État.",
            "Pour elle-même et ses enfants, Aminata a fui Djibo.",
            "Par ailleurs, deux soldats sont portés disparus.",
            "L’un des otages libérés lundi est arrivé à Paris.",
            "Une décision de la Cour suprême a annulé le scrutin.",
        ] {
            assert!(!leans_on_predecessor(standing), "{standing}");
        }
    }
}
