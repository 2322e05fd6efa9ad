//! `entrefilet summarize`, whole: JSON lines, plain files, many documents; and what each pick must hold.

use assert_cmd::Command;
use entrefilet::summary::{Budget, Document, Summarizer, digest};
use proptest::prelude::*;

const ARTICLE: &str = "Par 6Medias\n\
    Le Mali, le Burkina Faso et le Niger ont officiellement quitté mercredi la Cédéao, un an après l’avoir annoncé.\n\
    « La porte reste ouverte », a indiqué l’organisation ouest-africaine dans un communiqué publié à Abuja.\n\
    Cette décision met fin à cinquante ans d’appartenance.\n\
    Lire aussi : Ce que change le retrait des trois pays\n\
    Les trois pays ont fondé en 2023 l’Alliance des États du Sahel, tournée vers Moscou.\n\
    window.player = new Player({id: 7});";

fn summarize(args: &[&str], input: String) -> (String, Option<i32>) {
    let run =
        Command::cargo_bin("entrefilet").unwrap().arg("summarize").args(args).write_stdin(input).output().unwrap();
    (String::from_utf8(run.stdout).unwrap(), run.status.code())
}

fn sentences(answer: &str) -> Vec<String> {
    let answer: serde_json::Value = serde_json::from_str(answer).unwrap();
    answer["sentences"].as_array().unwrap().iter().map(|s| s.as_str().unwrap().to_string()).collect()
}

fn line(value: serde_json::Value) -> String {
    format!("{value}\n")
}

#[test]
fn picks_word_for_word_and_only_what_tells_the_story() {
    let (out, code) = summarize(&["--jsonl"], line(serde_json::json!({"id": 1, "text": ARTICLE, "more": 0})));
    assert_eq!(code, Some(0));
    let picked = sentences(&out);
    assert_eq!(picked.len(), 4, "{picked:?}");
    assert!(picked.iter().all(|s| ARTICLE.contains(s.as_str())));
    for never in ["6Medias", "Lire aussi", "window."] {
        assert!(!picked.iter().any(|s| s.contains(never)), "{picked:?}");
    }
}

#[test]
fn budgets_hold() {
    let ask = || line(serde_json::json!({"id": 1, "text": ARTICLE}));
    assert_eq!(sentences(&summarize(&["--jsonl", "--sentences", "2"], ask()).0).len(), 2);
    let short = sentences(&summarize(&["--jsonl", "--words", "40"], ask()).0);
    assert!(short.iter().map(|s| s.split_whitespace().count()).sum::<usize>() <= 40, "{short:?}");
    assert_eq!(sentences(&summarize(&["--jsonl", "--words", "1"], ask()).0).len(), 1, "the best always fits");
}

#[test]
fn people_get_article_order() {
    let (out, code) = summarize(&["--sentences", "3"], ARTICLE.into());
    assert_eq!(code, Some(0));
    let places: Vec<usize> = out.lines().map(|l| ARTICLE.find(l).unwrap()).collect();
    assert_eq!(places.len(), 3);
    assert!(places.is_sorted());
}

#[test]
fn lines_that_cannot_be_handled_are_said_and_the_rest_goes_on() {
    let input = "{\"id\":\"a\"}\n{\"id\":\"b\",\"text\":\"\"}\n{\"id\":\"c\",\"text\":\"x\",\"docs\":[]}\n{\"id\":\"d\",\"docs\":[]}\n";
    let (out, code) = summarize(&["--jsonl"], input.into());
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(code, Some(1));
    assert!(lines[0].starts_with(r#"{"id":"a","error""#) && lines[2].starts_with(r#"{"id":"c","error""#), "{out}");
    assert_eq!((lines[1], lines[3]), (r#"{"id":"b","sentences":[]}"#, r#"{"id":"d","sentences":[]}"#));
    assert_eq!(summarize(&["--jsonl"], String::new()), (String::new(), Some(0)));
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let input: String =
        (0..40).map(|i| line(serde_json::json!({"id": i, "text": ARTICLE.repeat(1 + i % 3)}))).collect();
    let one = summarize(&["--jsonl", "--jobs", "1"], input.clone());
    assert_eq!(one, summarize(&["--jsonl", "--jobs", "8"], input));
}

#[test]
fn many_documents_are_told_once() {
    let other = "La Cédéao a pris acte mercredi du départ du Mali, du Burkina Faso et du Niger.\nIl pleuvait à Lagos.";
    let docs =
        serde_json::json!([{"name": "a", "title": "Le Mali part", "text": ARTICLE}, {"text": other}, {"text": other}]);
    let (out, _) = summarize(&["--jsonl"], line(serde_json::json!({"id": 1, "docs": docs})));
    let picked = sentences(&out);
    assert_eq!(picked.iter().filter(|s| s.starts_with("La Cédéao a pris acte")).count(), 1, "{picked:?}");
    assert!(picked[0].contains("Mali"), "{picked:?}");
}

#[test]
fn a_sentence_that_leans_is_taken_only_with_the_one_before() {
    let document = Document::plain("", ARTICLE.lines());
    for words in 1..90 {
        let picked = Summarizer::new().pick(&document, Budget::of_words(words));
        assert!(!picked.contains(&3) || picked.contains(&2), "{words}: {picked:?}");
    }
}

#[test]
fn a_quotation_over_two_sentences_is_not_cut() {
    let lines = [
        "« Nous partons, a dit le ministre malien des Affaires étrangères mercredi à Bamako.",
        "Nous ne reviendrons pas dans cette organisation », a-t-il ajouté devant les ambassadeurs.",
        "Le Burkina Faso et le Niger ont suivi le Mali hors de la Cédéao le même jour.",
    ];
    assert_eq!(Summarizer::new().pick(&Document::plain("", lines), Budget::of_sentences(1)), [2]);
}

#[test]
fn what_an_editor_would_not_forward_is_taken_only_where_there_is_nothing_else() {
    let lines = [
        "La Cédéao a levé mercredi à Abuja les sanctions contre le Niger.",
        "Que fera maintenant la junte du général Tiani ?",
        "Trois mesures entreront en vigueur dès lundi matin :",
        "Réponse attendue jeudi.",
        "Les banques de Niamey rouvriront leurs guichets lundi, a dit le ministre des Finances.",
    ];
    let mut picked = Summarizer::new().pick(&Document::plain("", lines), Budget::default());
    picked.sort_unstable();
    assert_eq!(picked, [0, 4]);
    assert_eq!(Summarizer::new().pick(&Document::plain("", [lines[1]]), Budget::default()), [0]);
}

#[test]
fn many_documents_are_told_by_sentences_that_stand_alone() {
    let told =
        ["Il a signé l’accord de paix avec le Niger.", "Le Mali a signé l’accord de paix avec le Niger mercredi."];
    let documents = [Document::plain("", told), Document::plain("", told)];
    assert_eq!(digest(&documents, Budget::default()), [(0, 1)]);
}

#[test]
fn the_desk_tips_near_equals() {
    let countries = ["Mali", "Niger", "Togo", "Bénin", "Ghana", "Tchad", "Congo", "Gabon"];
    let lines =
        countries.map(|c| format!("Le {c} a annoncé mercredi matin son retrait de la commission des frontières."));
    let usual = Document::plain("", lines.iter().map(String::as_str));
    let place = |summarizer: Summarizer, document: &Document, k: usize| {
        summarizer.rank(document).iter().position(|&i| i == k).unwrap()
    };
    let mut gained = [0, 0];
    for k in 0..lines.len() {
        let (mut known, mut subject) = (usual.clone(), usual.clone());
        known.sentences[k].known = 1000;
        subject.sentences[k].subject = true;
        let before = place(Summarizer::new(), &usual, k);
        for (gained, favoured) in gained.iter_mut().zip([&known, &subject]) {
            let after = place(Summarizer::new(), favoured, k);
            assert!(after <= before);
            *gained += before - after;
        }
        assert_eq!(place(Summarizer::new().prefer_known(false), &known, k), before);
    }
    assert!(gained.iter().all(|&g| g > 0), "{gained:?}");
}

proptest! {
    #[test]
    fn ranks_are_indices_once_each_and_nothing_panics(
        title in "\\PC{0,20}",
        lines in prop::collection::vec("\\PC{0,40}|[A-Z][a-zé]{2,8}( [a-zé«»\"]{1,9}){0,12}[.?]", 0..12),
        words in 0..60usize,
    ) {
        let document = Document::plain(&title, lines.iter().map(String::as_str));
        let mut ranked = Summarizer::new().rank(&document);
        let picked = Summarizer::new().pick(&document, Budget::of_words(words));
        prop_assert!(picked.iter().all(|i| ranked.contains(i)));
        prop_assert_eq!(picked.is_empty(), ranked.is_empty());
        let all = ranked.len();
        ranked.sort_unstable();
        ranked.dedup();
        prop_assert_eq!(ranked.len(), all);
        prop_assert!(ranked.iter().all(|&i| i < lines.len()));
        let both = [document.clone(), document];
        prop_assert!(digest(&both, Budget::of_words(words)).iter().all(|&(d, s)| d < 2 && s < lines.len()));
    }
}
