//! `terms find` as a whole command: the JSON-lines protocol, articles across lines, bad glossaries.

use assert_cmd::Command;
use serde_json::Value;
use std::path::PathBuf;
use tempfile::TempDir;

const GLOSSARY: &str = r#"
[[concept]]
id = "lavrov"
kind = "person"
fr = "Sergueï Lavrov"
en = "Sergei Lavrov"
family = "Lavrov"

[[concept]]
id = "mae"
kind = "office"
fr = "ministre des Affaires étrangères"
en = "foreign minister"

[[concept]]
id = "onu"
kind = "organisation"
fr = "Organisation des Nations unies"
fr-acronym = "ONU"
en = "United Nations"
en-acronym = "UN"

[[concept]]
id = "csnu"
kind = "organisation"
fr = "Conseil de sécurité de l'ONU"
en = "UN Security Council"

[[concept]]
id = "russie"
kind = "place"
fr = "Russie"
en = "Russia"
fr-adjectives = ["russe"]
en-adjective = "Russian"
"#;

struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new(glossary: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("g.toml"), glossary).unwrap();
        Self { folder }
    }

    fn glossary(&self) -> PathBuf {
        self.folder.path().join("g.toml")
    }

    fn find(&self, args: &[&str], input: &str) -> std::process::Output {
        let mut command = Command::cargo_bin("entrefilet").unwrap();
        command.args(["terms", "find", "--glossary"]).arg(self.glossary()).args(args);
        command.write_stdin(input.to_owned()).output().unwrap()
    }

    fn lines(&self, input: &str) -> Vec<Value> {
        let output = self.find(&["--jsonl"], input);
        let text = String::from_utf8(output.stdout).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

#[test]
fn spans_are_code_points_and_phrases_are_composed() {
    let answers =
        Desk::new(GLOSSARY).lines(r#"{"id": 1, "text": "« Été » : le ministre russe des Affaires étrangères."}"#);
    let spans = answers[0]["spans"].as_array().unwrap();
    assert_eq!(spans[0]["entry"], "mae");
    assert_eq!((spans[0]["start"].as_u64(), spans[0]["end"].as_u64()), (Some(13), Some(51)));
    assert_eq!(spans[0]["phrase"]["en"], "Russian foreign minister");
    assert_eq!(
        (&spans[1]["entry"], &spans[1]["en"], &spans[1]["how"]),
        (&"russie".into(), &"Russian".into(), &"adjective".into())
    );
}

#[test]
fn lines_of_one_doc_are_one_article() {
    let input = concat!(
        r#"{"id": "a", "doc": "x", "text": "Sergueï Lavrov arrive."}"#,
        "\n",
        r#"{"id": "b", "doc": "x", "text": "Lavrov repart."}"#,
        "\n",
        r#"{"id": "c", "doc": "y", "text": "Lavrov repart."}"#,
    );
    let found: Vec<usize> =
        Desk::new(GLOSSARY).lines(input).iter().map(|a| a["spans"].as_array().unwrap().len()).collect();
    assert_eq!(found, [1, 1, 0]);
}

#[test]
fn names_inside_names_are_told_apart() {
    let answers = Desk::new(GLOSSARY).lines(r#"{"id": 1, "text": "Le Conseil de sécurité de l'ONU vote."}"#);
    assert_eq!(answers[0]["spans"].as_array().unwrap().len(), 1);
    assert_eq!(answers[0]["nested"][0]["entry"], "onu");
}

#[test]
fn bad_lines_do_not_stop_the_stream() {
    let output = Desk::new(GLOSSARY).find(&["--jsonl"], "{\"id\": 1}\n{\"id\": 2, \"text\": \"\"}\n");
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(lines[0]["error"].is_string());
    assert_eq!(lines[1], serde_json::json!({"id": 2, "spans": []}));
}

#[test]
fn a_bad_row_is_told_and_the_rest_is_used() {
    let desk = Desk::new(&GLOSSARY.replace("fr-acronym", "fr-acronim"));
    let output = desk.find(&["--jsonl"], r#"{"id": 1, "text": "La Russie vote."}"#);
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("g.toml:19: unknown key `fr-acronim` (did you mean `fr-acronym`?)"), "{told}");
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stdout).unwrap().contains("Russia"));
}

#[test]
fn two_blocks_with_one_id_are_wrong_use() {
    let output = Desk::new(&GLOSSARY.repeat(2)).find(&["--jsonl"], "");
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("concept `lavrov` is already defined at"), "{told}");
}

#[test]
fn people_get_a_line_for_each_mention() {
    let output = Desk::new(GLOSSARY).find(&[], "L'ONU et la Russie.\nM. Lavrov parle.\n");
    let told = String::from_utf8(output.stdout).unwrap();
    assert_eq!(told, "1: ONU → UN (onu)\n1: Russie → Russia (russie)\n2: Lavrov → Lavrov (lavrov)\n");
}
