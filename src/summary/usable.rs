//! Sentences that tell no story.

use super::openings::Openings;
use super::tokens::{Kind, Size};
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

/// Whether `sentence` tells too little to be taken before others: it asks, announces what follows, or has hardly a word.
pub(crate) fn is_weak(sentence: &str, words: usize) -> bool {
    const SCRAP: usize = 4;
    words <= SCRAP || sentence.trim_end().ends_with(['?', ':'])
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
const NEAR_START: [&str; 9] = [
    "a lire ici",
    "a retrouver ici",
    "ci-contre",
    "ci-dessous",
    "cliquez ici",
    "de cet article a lire",
    "reserve aux abonnes",
    "reservee aux abonnes",
    "utilisation de cookies",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn is_usable(sentence: &str) -> bool {
        super::is_usable(sentence, Size::of(sentence), &opening(sentence))
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
            "Vous pouvez visionner ce document ci-dessous en cinq parties.",
            "Le graphique ci-contre montre la hausse des prix du mil.",
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
    fn questions_announcements_and_scraps_come_last() {
        let is_weak = |sentence: &str| super::is_weak(sentence, Size::of(sentence).words);
        for weak in [
            "Qui est derrière l’attaque du poste de Chinagodrar ?",
            "L’association organise deux journées pour clôturer la fin de l’année :",
            "Rassurer les esprits.",
            "Difficile à savoir.",
        ] {
            assert!(is_weak(weak), "{weak}");
        }
        for strong in [
            "L’opposition a demandé : « Qui paiera ? »",
            "La police a ouvert une enquête.",
            "« Qui paiera ? », demande l’opposition.",
        ] {
            assert!(!is_weak(strong), "{strong}");
        }
    }
}
