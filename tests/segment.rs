//! The splitter on its batteries of cases, and the whole `segment` command.

use assert_cmd::Command;
use entrefilet::exchange::srx;
use entrefilet::segment::{Splitter, built_in_srx};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

const FRENCH: &str = include_str!("segment/french.txt");
const ENGLISH: &str = include_str!("segment/english.txt");

/// A text and the sentences it should have.
struct Case {
    text: String,
    sentences: Vec<String>,
}

/// One case a line: ` ‖ ` is a boundary and the space in it, `‖` a boundary without a space, ` ↵ ` a line break.
fn cases(battery: &str) -> Vec<Case> {
    let lines = battery.lines().filter(|l| !l.is_empty() && !l.starts_with('#'));
    lines
        .map(|line| {
            let text = line.replace(" ‖ ", " ").replace(" ↵ ", "\n").replace('‖', "");
            let sentences = line.split(" ↵ ").flat_map(|l| l.split('‖')).map(|s| s.trim().to_string()).collect();
            Case { text, sentences }
        })
        .collect()
}

fn sentences(splitter: &Splitter, text: &str) -> Vec<String> {
    splitter.tiles(text).iter().map(|t| t.sentence.of(text).to_string()).collect()
}

/// The cases that `splitter` cuts otherwise, as a reader wants to see them.
fn wrong(splitter: &Splitter, battery: &str) -> Vec<String> {
    let cases = cases(battery).into_iter();
    let pairs = cases.map(|case| (sentences(splitter, &case.text), case.sentences));
    pairs.filter(|(got, want)| got != want).map(|(got, want)| format!("want {want:?}\n got {got:?}\n")).collect()
}

#[test]
fn french_battery() {
    assert!(cases(FRENCH).len() >= 490);
    let wrong = wrong(&Splitter::french(), FRENCH);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn english_battery() {
    assert!(cases(ENGLISH).len() >= 60);
    let wrong = wrong(&Splitter::english(), ENGLISH);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn exported_rules_read_back_and_cut_nearly_as_we_do() {
    let document = srx::read(&srx::write(&built_in_srx()), "own.srx").unwrap();
    let (splitter, problems) = Splitter::from_srx(&document, "fr-FR");
    assert_eq!(problems, []);
    let differ = wrong(&splitter, FRENCH).len();
    assert!(differ * 100 <= cases(FRENCH).len() * 12, "{differ} of {} cases differ", cases(FRENCH).len());
}

fn segment() -> Command {
    let mut command = Command::cargo_bin("entrefilet").unwrap();
    command.arg("segment");
    command
}

fn answers(command: &mut Command, input: &str) -> Vec<Value> {
    let output = command.write_stdin(input).output().unwrap().stdout;
    String::from_utf8(output).unwrap().lines().map(|l| serde_json::from_str(l).unwrap()).collect()
}

#[test]
fn json_lines_speak_in_code_points() {
    let input = "{\"id\": 7, \"text\": \" Né à Gao… \\nÉté. Fin.\", \"more\": 1}\n{\"id\":\"e\",\"text\":\"\"}\n";
    let got = answers(segment().arg("--jsonl"), input);
    assert_eq!(
        got[0],
        json!({"id": 7, "sentences": [
            {"start": 1, "end": 10, "text": "Né à Gao…"},
            {"start": 12, "end": 16, "text": "Été."},
            {"start": 17, "end": 21, "text": "Fin."},
        ]})
    );
    assert_eq!(got[1], json!({"id": "e", "sentences": []}));
}

#[test]
fn a_line_without_text_fails_alone() {
    let mut command = segment();
    let assert = command.arg("--jsonl").write_stdin("{\"id\":1}\n{\"id\":2,\"text\":\"A. B.\"}\n").assert().code(1);
    let output = String::from_utf8(assert.get_output().stdout.clone()).unwrap();
    assert!(output.starts_with("{\"id\":1,\"error\":"), "{output}");
    assert_eq!(output.lines().count(), 2);
}

#[test]
fn plain_output_is_one_sentence_a_line() {
    segment()
        .write_stdin("M. Sy part. Il rentre.\n\nFin\n")
        .assert()
        .success()
        .stdout("M. Sy part.\nIl rentre.\nFin\n");
    segment().write_stdin("").assert().success().stdout("");
    segment()
        .args(["--language", "en"])
        .write_stdin("Mr. Sy left. He is back.")
        .assert()
        .success()
        .stdout("Mr. Sy left.\nHe is back.\n");
}

#[test]
fn abbreviations_of_the_user_hold_in_both_kinds_of_rules() {
    let text = "Le zouz. Diallo est là. Le zouz. Il part.";
    assert_eq!(sentences(&Splitter::french(), text).len(), 4);
    let with = Splitter::french().with_abbreviations(["zouz.".to_string()]);
    assert_eq!(sentences(&with, text), ["Le zouz. Diallo est là.", "Le zouz.", "Il part."]);
    let (srx, _) = Splitter::from_srx(&built_in_srx(), "fr");
    let with = srx.with_abbreviations(["zouz".to_string()]);
    assert_eq!(sentences(&with, text), ["Le zouz. Diallo est là.", "Le zouz. Il part."]);
    segment()
        .args(["--abbreviations", "zouz,Xy."])
        .write_stdin("Le zouz. Sy part.")
        .assert()
        .stdout("Le zouz. Sy part.\n");
}

#[test]
fn explain_names_the_rule_of_each_place() {
    let assert = segment().arg("--explain").write_stdin("M. Sy a 3.5 F. « Bon ! » dit-il.").assert().success();
    let output = String::from_utf8(assert.get_output().stdout.clone()).unwrap();
    let rules: Vec<Vec<&str>> = output.lines().map(|l| l.split_whitespace().take(3).collect()).collect();
    assert_eq!(
        rules,
        [["2", "on", "title"], ["10", "on", "inside"], ["14", "end", "full-stop"], ["24", "on", "lower-case"],]
    );
}

const RULES: &str = "<?xml version='1.0'?>
<srx xmlns='http://www.lisa.org/srx20' version='2.0'>
<header segmentsubflows='yes' cascade='yes'/>
<body><languagerules>
<languagerule languagerulename='Français'>
<rule break='no'><beforebreak>\\bM\\.</beforebreak><afterbreak>\\s</afterbreak></rule>
<rule break='yes'><beforebreak>(\\.</beforebreak><afterbreak/></rule>
</languagerule>
<languagerule languagerulename='Tous'>
<rule><beforebreak><![CDATA[[.?!]+]]></beforebreak><afterbreak>&#x5C;s</afterbreak></rule>
</languagerule>
</languagerules>
<maprules>
<languagemap languagepattern='FR.*' languagerulename='Français'/>
<languagemap languagepattern='.*' languagerulename='Tous'/>
</maprules></body></srx>";

fn rules_file(folder: &Path, text: &str) -> std::path::PathBuf {
    let path = folder.join("rules.srx");
    fs::write(&path, text).unwrap();
    path
}

#[test]
fn rules_of_a_file_are_used_and_bad_ones_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = rules_file(folder.path(), RULES);
    let assert = segment().arg("--srx").arg(&path).write_stdin("M. Sy part. Il rentre ? oui").assert().code(1);
    let output = assert.get_output();
    assert_eq!(String::from_utf8_lossy(&output.stdout), "M. Sy part.\nIl rentre ?\noui\n");
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(told.contains("rules.srx:7: cannot compile `(\\.`"), "{told}");
    let assert = segment().args(["--explain", "--srx"]).arg(&path).write_stdin("M. Sy part. Il").assert();
    let output = String::from_utf8(assert.get_output().stdout.clone()).unwrap();
    assert!(output.contains("srx-no-break:6") && output.contains("srx-break:10"), "{output}");
}

#[test]
fn wrong_use_is_exit_code_two() {
    let folder = tempfile::tempdir().unwrap();
    segment().args(["--language", "de"]).write_stdin("").assert().code(2);
    for broken in ["<tmx/>", "<srx><body></srx>", "<srx>", "", "<srx a=1/"] {
        let path = rules_file(folder.path(), broken);
        segment().arg("--srx").arg(&path).write_stdin("").assert().code(2);
    }
}

#[test]
fn exported_rules_are_srx() {
    let assert = segment().arg("--export-srx").assert().success();
    let text = String::from_utf8(assert.get_output().stdout.clone()).unwrap();
    assert_eq!(srx::read(&text, "").unwrap().rule_sets.len(), 2);
}

#[test]
fn long_lines_of_marks_are_walked_once() {
    for pattern in [
        "«",
        "« ",
        "a « ",
        "\" ",
        "(",
        "a (",
        ")",
        "« a »",
        "a («. ",
        ". ",
        "… ",
        "… «",
        "! » ",
        "«…» ",
        "A. ",
        "'a ",
        "\u{a0}…",
        "1. ",
        ": 1. ",
    ] {
        let text = format!("a{}{}", " ".repeat(20_000), pattern.repeat(20_000));
        let tiles = Splitter::french().tiles(&text);
        assert_eq!(tiles.last().map(|t| t.tile.end as usize), Some(text.len()), "{pattern}");
    }
}
