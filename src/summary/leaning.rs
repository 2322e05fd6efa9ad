//! Sentences that cannot stand without the one before.

use super::openings::Openings;
use std::sync::OnceLock;

/// Whether `sentence`, with this [`opening`](super::usable::opening), cannot stand without the one before: it opens with a
/// word that only that one explains (*il*, *ce dernier*, *cette décision*, *en 2009, il*) or in the middle of something,
/// or it is a quotation whose speaker it does not name.
pub(crate) fn leans_on_predecessor(sentence: &str, opening: &str) -> bool {
    sentence.starts_with(char::is_lowercase)
        || opens_with_reference(opening)
        || opens_before_pronoun(opening)
        || sentence.starts_with(['«', '"', '“']) && (is_bare_quotation(sentence) || is_spoken_by_pronoun(sentence))
}

/// *Il a été libéré*, *Ce dernier*, *Cette décision*, *Leur avocat*, *Une décision que Dakar juge illégale*, *En revanche*.
fn opens_with_reference(opening: &str) -> bool {
    static LEANING: OnceLock<Openings> = OnceLock::new();
    let mut words = words(opening).peekable();
    while words.next_if(|w| LINKS.contains(w)).is_some() {}
    let mut next = || words.next().unwrap_or("");
    let (first, second, third) = (next(), next(), next());
    match first {
        "il" | "elle" | "ils" | "elles" => is_bare_pronoun(first, second, third),
        "cela" | "ca" | "lui" | "eux" => true,
        "celui" | "celle" | "ceux" | "celles" => matches!(second, "ci" | "la"),
        "ce" | "cet" | "cette" | "ces" => !is_deictic(second, third),
        "son" | "sa" | "ses" | "leur" | "leurs" => !matches!(second, "majeste" | "altesse" | "excellence" | "saintete"),
        "un" | "une" | "de" | "d" if matches!(second, "tel" | "telle" | "tels" | "telles") => true,
        "selon" | "pour" | "apres" | "chez" => matches!(second, "lui" | "elle" | "eux" | "elles") && third != "meme",
        "un" | "une" | "des" if COMMENTS.contains(&second.trim_end_matches('s')) => {
            matches!(third, "que" | "qu" | "qui" | "dont")
        }
        _ => LEANING.get_or_init(|| Openings::new(include_str!("leaning.txt"))).open(opening),
    }
}

/// *En 2009 déjà, il avait renoncé*, *Arrivé à minuit, il repart*: what stands before the comma does not say who.
fn opens_before_pronoun(opening: &str) -> bool {
    let Some((front, rest)) = opening.split_once(", ") else { return false };
    let mut rest = words(rest);
    let mut next = || rest.next().unwrap_or("");
    is_bare_pronoun(next(), next(), next()) && is_front(front)
}

/// Whether `front` has no subject of its own.
fn is_front(front: &str) -> bool {
    let mut words = words(front);
    let first = words.next().unwrap_or("");
    let second = words.clone().next().unwrap_or("");
    let is_time = match first {
        "des" => SINCE.contains(&second) || second.starts_with(|c: char| c.is_ascii_digit()),
        "le" | "la" => matches!(second, "lendemain" | "surlendemain" | "veille"),
        _ => false,
    };
    (is_time || FRONTS.contains(&first)) && !words.any(|w| matches!(w, "que" | "qu"))
}

/// Whether a clause of these words has a pronoun for its subject, and one that means somebody.
fn is_bare_pronoun(first: &str, second: &str, third: &str) -> bool {
    match first {
        "il" => !is_impersonal(second, third),
        "elle" | "ils" | "elles" => true,
        _ => false,
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> + Clone {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty())
}

/// One quotation and nothing else: *« Nous partons. »*
fn is_bare_quotation(sentence: &str) -> bool {
    let end = sentence.trim_end_matches(['.', '!', '?', '…', ' ', '\u{a0}', '\u{202f}']);
    let marks = end.chars().filter(|c| matches!(c, '«' | '»' | '“' | '”' | '"')).count();
    marks == 2 && end.ends_with(['»', '”', '"'])
}

/// *« Nous partons », a-t-il dit*: who says it stands in the sentence before.
fn is_spoken_by_pronoun(sentence: &str) -> bool {
    let words = sentence.split_whitespace();
    words.clone().zip(words.skip(1)).any(|(before, word)| before.ends_with([',', '»', '”', '"']) && is_inverted(word))
}

/// *a-t-il*, *ajoutent-elles*.
fn is_inverted(word: &str) -> bool {
    let word = word.trim_end_matches(|c: char| !c.is_alphanumeric()).trim_end_matches('s');
    let verb = word.strip_suffix("-il").or_else(|| word.strip_suffix("-elle"));
    verb.is_some_and(|verb| !IMPERSONAL_ASIDES.contains(&verb))
}

/// *est-il écrit*, *semble-t-il*: nobody speaks.
const IMPERSONAL_ASIDES: [&str; 5] = ["est", "semble-t", "paraît", "parait", "faut"];

/// What shows that a folded *des* is a *dès*.
const SINCE: [&str; 12] =
    ["lors", "le", "la", "l", "les", "son", "sa", "ses", "leur", "leurs", "aujourd", "maintenant"];

/// What opens a clause without a subject: prepositions, days, participles.
const FRONTS: [&str; 56] = [
    "a",
    "accuse",
    "accusee",
    "agee",
    "apres",
    "arrete",
    "arretee",
    "arrive",
    "arrivee",
    "au",
    "aujourd",
    "aux",
    "avant",
    "avec",
    "chez",
    "condamne",
    "condamnee",
    "contre",
    "d",
    "dans",
    "deja",
    "depuis",
    "dimanche",
    "durant",
    "elu",
    "elue",
    "en",
    "face",
    "grace",
    "hier",
    "interroge",
    "interrogee",
    "jeudi",
    "jusqu",
    "lors",
    "lundi",
    "malgre",
    "mardi",
    "mercredi",
    "ne",
    "nee",
    "nomme",
    "nommee",
    "originaire",
    "outre",
    "par",
    "pendant",
    "pour",
    "samedi",
    "sans",
    "selon",
    "sous",
    "suite",
    "sur",
    "vendredi",
    "vers",
];

/// What the sentence before is called by one that has no verb of its own: *Une décision que Dakar juge illégale.*
const COMMENTS: [&str; 17] = [
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
    "propo",
    "reaction",
    "situation",
    "version",
];

/// Words that may stand before the one that leans.
const LINKS: [&str; 17] = [
    "mais",
    "et",
    "or",
    "donc",
    "car",
    "certes",
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

    use crate::summary::usable::opening;

    fn leans_on_predecessor(sentence: &str) -> bool {
        super::leans_on_predecessor(sentence, &opening(sentence))
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
            "Des déclarations qui lui ont valu des moqueries.",
            "Des propos que Kigali dément.",
            "De telles manifestations ont lieu chaque année.",
            "Un tel accord serait inédit.",
            "Certes, il n’a jamais prononcé son nom.",
            "C’est une première pour la région.",
            "C’est sur cette base que le juge a tranché.",
            "En effet, le ministre veut interdire ces marches.",
            "En contrepartie, la ministre demande des engagements.",
            "Les deux hommes se sont vus à Lomé.",
            "Difficile à savoir, tant les versions divergent.",
            "et de s’interroger sur la suite du procès.",
            // Who, is not said before the comma.
            "Dès 1976, il avait fait parler de lui.",
            "Dès son arrivée, elle a vu les ambassadeurs.",
            "En 2009 déjà, il avait dû renoncer.",
            "Arrivé à minuit, il a annoncé son abandon.",
            "Lors de la crise de 2012, ils avaient fui vers le Niger.",
            "Interrogée par la presse, elle a démenti.",
            "Mardi, il a reçu les chefs de parti.",
            "Le lendemain, elle s’est rendue à Gao.",
            "Malgré la pression de Paris, il refuse de partir.",
            // Who speaks, is not said.
            "« Deux autres blessés sont dans un état critique ».",
            "« Nous partons, et nous ne reviendrons pas ! »",
            "\"Le pays est debout.\"",
            "« Le pays est debout », a-t-il insisté.",
            "\"Je veux des réponses claires\", s’est-elle exclamée devant la presse.",
            "« Le pays est debout », ajoutent-ils.",
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
            "Des propos racistes ont été tenus pendant le match.",
            "C’est par une exposition que le musée rouvre ses portes.",
            "Selon le ministre, il faut dix ans pour reboiser le plateau.",
            "Depuis lundi, il n’y a plus d’eau à Bamako.",
            "Après que le président a parlé, il est sorti sous les huées.",
            "Quand le président est arrivé, il pleuvait.",
            "Des soldats sont arrivés, ils ont tiré en l’air.",
            "En visite à Alger, Emmanuel Macron a parlé de réconciliation.",
            "« Le pays est debout », a dit le général Tiani.",
            "« L’éco est adopté », est-il écrit dans la déclaration finale.",
            "\"Eco\" est le nom de la \"monnaie unique\".",
            "« Aube » et « Crépuscule » sont les noms des deux opérations.",
        ] {
            assert!(!leans_on_predecessor(standing), "{standing}");
        }
    }
}
