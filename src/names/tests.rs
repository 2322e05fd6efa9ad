//! French sentences, each with the names in it: every rule brings the sentence that asked for it.

use super::*;
use proptest::prelude::*;

fn found(text: &str) -> Vec<&str> {
    Finder::default().find(text).iter().map(|n| n.span.of(text)).collect()
}

#[test]
fn battery() {
    for (text, names) in [
        // Capitals inside a sentence, people with particles, initials, surnames of honour.
        ("À Moscou, Sergueï Lavrov a reçu Ould Salek.", &["Moscou", "Sergueï Lavrov", "Ould Salek"][..]),
        ("Selon Dominique de Villepin et Charles de Gaulle", &["Dominique de Villepin", "Charles de Gaulle"]),
        ("Le président George W. Bush et J. K. Rowling", &["George W. Bush", "J. K. Rowling"]),
        ("avec Charles le Téméraire et Pline l’Ancien", &["Charles le Téméraire", "Pline l’Ancien"]),
        ("M. Diallo et Mme Keïta", &["Diallo", "Keïta"]),
        ("chez Zine el-Abidine et chez al-Qaïda", &["Zine el-Abidine", "al-Qaïda"]),
        // A word that opens a sentence is judged by what follows.
        ("Malgré tout, il part. Personne ne sait.", &[]),
        ("Shusterman poursuit cette réflexion.", &["Shusterman"]),
        ("Installé à Niamey, il écrit.", &["Niamey"]),
        ("Les habitants ont fui. La Croix-Rouge aide.", &["Croix-Rouge"]),
        // Institutions take their adjectives and complements.
        (
            "l’Assemblée nationale et la Banque centrale européenne",
            &["Assemblée nationale", "Banque centrale européenne"],
        ),
        ("le Fonds des Nations unies pour l’enfance", &["Fonds des Nations unies pour l’enfance"]),
        ("la Cour pénale internationale juge", &["Cour pénale internationale"]),
        ("le Conseil de sécurité adopte un texte", &["Conseil de sécurité"]),
        ("élu au Parlement européen", &["Parlement européen"]),
        ("face aux Lions de Détroit", &["Lions de Détroit"]),
        ("Un communiqué de la Caisse d’Épargne pour justifier ces pertes", &["Caisse d’Épargne"]),
        ("selon l’Association des leaders religieux du Mali", &["Association des leaders religieux du Mali"]),
        (
            "à l’école Près de la gare, et en Afrique de l’Ouest Terrorisme : le point",
            &["Afrique de l’Ouest", "Terrorisme"],
        ),
        ("la Caisse d’Épargne indique un recul", &["Caisse d’Épargne"]),
        ("au tour de Rama Diallo de parler", &["Rama Diallo"]),
        ("le député UMP Lionnel Luca proteste", &["UMP", "Lionnel Luca"]),
        ("Suivent BNP Paribas et la CGT", &["BNP Paribas", "CGT"]),
        // Acronyms, but not the common ones, nor numerals, nor lines in capitals.
        ("la CEDEAO et un PDG au XXe siècle", &["CEDEAO"]),
        ("RISQUE DE CONTREPARTIE MAJEUR", &[]),
        // Places with their heads; towns of several words.
        ("sur le lac de Chambon, rue Lafayette", &["lac de Chambon", "rue Lafayette"]),
        ("en Côte d’Ivoire et au Burkina Faso", &["Côte d’Ivoire", "Burkina Faso"]),
        ("à La Haye et à N’Djamena", &["La Haye", "N’Djamena"]),
        ("le New York Times écrit", &["New York Times"]),
        // Somebody's name after that of his agency, country or portfolio.
        ("assure à l’AFP Fabrice Delloye", &["AFP", "Fabrice Delloye"]),
        ("la ministre de l’Économie Christine Lagarde", &["Économie", "Christine Lagarde"]),
        ("le directeur du Trésor Xavier Musca", &["Trésor", "Xavier Musca"]),
        ("le gouverneur de la Banque de France Christian Noyer", &["Banque de France", "Christian Noyer"]),
        ("comme l’Université de Paris Dauphine", &["Université de Paris Dauphine"]),
        ("l’Autrichien Karl Schranz gagne", &["Karl Schranz"]),
        // Offices, events, texts, titles of works.
        ("le Premier ministre et le Président", &[]),
        ("aux Jeux olympiques, après la guerre du Golfe", &[]),
        ("dans l’album « Le Trésor de Rackham le Rouge »", &[]),
    ] {
        assert_eq!(found(text), names, "{text}");
    }
}

#[test]
fn kinds() {
    use NameKind::*;
    for (text, kinds) in [
        ("Awa Diallo vit à Kaya.", &[Person, Place][..]),
        ("le ministre Zorgho et le Fianna Fáil", &[Person, Organisation]),
        ("de la CEDEAO, en Ohio, Kansas et Iowa", &[Organisation, Place, Place, Place]),
        ("près du lac de Chambon", &[Place]),
        ("avec Universal Records", &[Organisation]),
    ] {
        let found: Vec<NameKind> = Finder::default().find(text).iter().map(|n| n.kind).collect();
        assert_eq!(found, kinds, "{text}");
    }
}

#[test]
fn the_rest_of_the_article_decides() {
    let lines = ["Natixo chute en bourse.", "Les pertes de Natixo inquiètent."];
    assert_eq!(Finder::of(lines).names(lines[0]).len(), 1);
    assert!(Finder::default().find(lines[0]).is_empty());
    let lines = ["Tarifs Boum : rien.", "Les tarifs montent."];
    assert_eq!(Finder::of(lines).names(lines[1]).len(), 0);
}

proptest! {
    #[test]
    fn names_are_words_of_the_text_in_order(
        text in "(\\PC|[A-ZÉ][a-zé]{1,6} |de |du |la |le |l’|J\\. |« |»|\\. |ONU |Conseil |lac |et |M\\. |\n){0,40}",
    ) {
        let mut end = 0;
        for name in Finder::default().find(&text) {
            prop_assert!(name.span.start >= end && !name.span.is_empty());
            prop_assert!(text.get(name.span.range()).is_some_and(|t| t.trim() == t && !t.contains('\n')));
            end = name.span.end;
        }
    }

    #[test]
    fn unknown_names_stand_where_they_say(text in "([A-ZÉ][a-zé]{1,6} |de |M\\. |\\(CAC\\) |\\. |ONU ){0,30}") {
        for name in unknown(&[&text, &text], &[]) {
            prop_assert!(name.mentions.iter().all(|(line, span)| *line < 2 && text.get(span.range()).is_some()));
        }
    }
}
