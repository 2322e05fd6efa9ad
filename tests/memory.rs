//! `entrefilet memory` as a whole command.

use assert_cmd::Command;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

const TMX: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header creationtool="t" creationtoolversion="1" segtype="sentence" o-tmf="t" adminlang="en" srclang="en" datatype="plaintext"/>
<body>
<tu tuid="a" changedate="20240517T101112Z"><prop type="x-client">Desk</prop>
<tuv xml:lang="en-GB"><seg>The <hi>Security Council</hi> met on 12 March.</seg></tuv>
<tuv xml:lang="FR"><seg>Le Conseil de sécurité s’est réuni le 12 mars.</seg></tuv></tu>
<tu><tuv xml:lang="fr"><seg>Seul</seg></tuv></tu>
<tu><tuv xml:lang="fr"><seg>Conseil de sécurité</seg></tuv><tuv xml:lang="en"><seg>Security Council</seg></tuv></tu>
</body></tmx>
"#;

fn memory(args: &[&str], input: &str) -> (i32, String, String) {
    let output =
        Command::cargo_bin("entrefilet").unwrap().arg("memory").args(args).write_stdin(input).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn write(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    fs::write(&path, text).unwrap();
    path
}

fn built(folder: &Path) -> String {
    let file = write(folder, "m.tmx", TMX);
    let index = folder.join("m.idx").to_string_lossy().into_owned();
    let (code, _, told) = memory(&["build", file.to_str().unwrap(), "--out", &index], "");
    assert_eq!(code, 0, "{told}");
    assert!(told.contains("2 pairs of 3 units") && told.contains(":7: unit 2: skipped"), "{told}");
    index
}

#[test]
fn search_answers_line_by_line_with_edits_in_code_points() {
    let folder = tempfile::tempdir().unwrap();
    let index = built(folder.path());
    let input =
        "{\"id\":1,\"text\":\"Le Conseil de sécurité s'est réuni le 3 mars.\"}\nbad\n{\"id\":\"e\",\"text\":\"\"}\n";
    let (code, out, _) = memory(&["search", "--jsonl", "--memory", &index], input);
    let lines: Vec<Value> = out.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(code, 1);
    let found = &lines[0]["matches"][0];
    assert_eq!((found["rate"].as_u64(), found["unit"].as_u64()), (Some(92), Some(1)));
    assert_eq!(found["target"], "The Security Council met on 12 March.");
    assert_eq!(found["edits"].as_array().unwrap().len(), 1);
    assert_eq!(found["edits"][0]["query"], serde_json::json!({"start": 38, "end": 39, "text": "3"}));
    assert_eq!(found["edits"][0]["source"]["text"], "12");
    assert!(lines[1]["error"].is_string());
    assert_eq!(lines[2], serde_json::json!({"id": "e", "matches": []}));
}

#[test]
fn the_same_file_twice_adds_nothing_and_any_number_of_threads_gives_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let lines: String = (0..5000).map(|i| format!("Le point {i} est adopté.\tItem {i} is adopted.\n")).collect();
    let file = write(folder.path(), "m.tsv", &lines);
    let build = |name: &str, jobs: &str, files: &[&str]| {
        let index = folder.path().join(name);
        let (code, ..) = memory(&[&["build", "--jobs", jobs, "--out", index.to_str().unwrap()], files].concat(), "");
        assert_eq!(code, 0);
        fs::read(index).unwrap()
    };
    let path = file.to_str().unwrap();
    let (one, eight) = (build("1.idx", "1", &[path]), build("8.idx", "8", &[path]));
    assert!(one == eight);
    let twice = build("2.idx", "8", &[path, path]);
    assert!(twice.len() < one.len() + 200);
}

#[test]
fn an_import_counts_what_is_whole_and_says_what_was_skipped_and_why() {
    let folder = tempfile::tempdir().unwrap();
    let unit = |fr: &str, en: &str| {
        format!("<tu><tuv xml:lang='fr'><seg>{fr}</seg></tuv>\n<tuv xml:lang='en'><seg>{en}</seg></tuv></tu>\n")
    };
    let units = unit("Oui.", "Yes.") + &unit("Vide.", "") + &unit("Non.", "No.") + &unit("Perdu.", "Lost.");
    let cut = format!("<tmx version='1.4'><header/><body>\n{}", &units[..units.len() - 20]);
    let (tmx, tsv) =
        (write(folder.path(), "m.tmx", &cut), write(folder.path(), "m.tsv", "Oui.\tYes.\nseul\nTard.\tLate.\n"));
    let index = folder.path().join("m.idx");
    let build = |files: &[&Path]| {
        let files = files.iter().map(|file| file.to_str().unwrap());
        let args: Vec<&str> = ["build", "--out", index.to_str().unwrap()].into_iter().chain(files).collect();
        let (code, out, told) = memory(&args, "");
        assert_eq!(out, "");
        (code, told.replace(&format!("{}/", folder.path().display()), ""))
    };
    let (code, told) = build(&[&tmx, &tsv]);
    assert_eq!(code, 1, "a file that was cut off is not all there");
    assert_eq!(
        told,
        "m.tmx:4: unit 2: skipped: the English is empty [empty-seg]\n\
         m.tmx:9: unit 4: the file ends inside unit 4, which is lost [truncated]\n\
         m.tmx: 2 pairs of 4 units\n\
         m.tsv:2: unit 2: skipped: there is no tab [tsv-columns]\n\
         m.tsv: 2 pairs of 3 units\n\
         m.idx: 3 units, 1 more already there\n"
    );
    let once = fs::read(&index).unwrap();
    let (_, told) = build(&[&tmx, &tsv, &tmx]);
    assert!(told.ends_with("m.idx: 3 units, 3 more already there\n"), "{told}");
    assert!(fs::read(&index).unwrap().len() < once.len() + 200);
    let page = write(folder.path(), "page.tmx", "<!DOCTYPE html><html><p>Non.</p></html>");
    let (code, told) = build(&[&page, &tsv]);
    assert_eq!(code, 1);
    assert!(told.starts_with("page.tmx:1: this is no TMX: it begins with <html> [not-a-memory]\n"), "{told}");
    let gone = folder.path().join("gone.tmx");
    let (code, told) = build(&[&tsv, &gone]);
    assert!(code == 1 && told.contains("gone.tmx"), "{told}");
    assert_eq!(fs::read(&index).unwrap().len(), {
        build(&[&page, &tsv]);
        fs::read(&index).unwrap().len()
    });
}

#[test]
fn a_flood_of_like_findings_is_counted() {
    let folder = tempfile::tempdir().unwrap();
    let file = write(folder.path(), "m.tsv", &("seul\n".repeat(1000) + "a\tb\n"));
    let index = folder.path().join("m.idx");
    let (code, _, told) = memory(&["build", file.to_str().unwrap(), "--out", index.to_str().unwrap()], "");
    assert_eq!((code, told.lines().count()), (0, 23), "{told}");
    assert!(told.contains("m.tsv: … and 980 more [tsv-columns]\n"), "{told}");
    let (_, people, _) = memory(&["lint", file.to_str().unwrap()], "");
    assert!(people.contains("… and 980 more [tsv-columns] (--jsonl lists all)"), "{people}");
    let (code, all, _) = memory(&["lint", "--jsonl", file.to_str().unwrap()], "");
    assert_eq!((code, all.lines().count()), (3, 1001));
}

#[test]
fn progress_counts_bytes_and_units() {
    let folder = tempfile::tempdir().unwrap();
    let long = "et le reste de cette très longue phrase ".repeat(25);
    let lines: String = (0..20_000).map(|i| format!("Le point {i} {long}\tItem {i}.\n")).collect();
    let file = write(folder.path(), "m.tsv", &lines);
    let index = folder.path().join("m.idx");
    let args = ["build", "--progress", "jsonl", file.to_str().unwrap(), "--out", index.to_str().unwrap()];
    let (code, _, told) = memory(&args, "");
    assert_eq!(code, 0, "{told}");
    let events: Vec<Value> = told.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let reading: Vec<&Value> = events.iter().filter(|event| event["event"] == "reading").collect();
    assert!(reading.len() > 1 && reading.iter().all(|event| event["of"] == lines.len()), "{told}");
    let last = reading.last().unwrap();
    assert_eq!((&last["bytes"], &last["units"]), (&lines.len().into(), &20_000.into()), "{told}");
    assert_eq!(events.last().unwrap(), &serde_json::json!({"event": "indexing", "units": 20_000}));
}

#[test]
fn lint_tells_findings_and_counts_even_of_broken_files() {
    let folder = tempfile::tempdir().unwrap();
    let cut = write(folder.path(), "cut.tmx", &TMX[..TMX.len() - 60]);
    let (code, out, _) = memory(&["lint", "--jsonl", cut.to_str().unwrap()], "");
    let lines: Vec<Value> = out.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(code, 3);
    assert_eq!(lines.last().unwrap()["units"], 3);
    assert_eq!(lines.last().unwrap()["pairs"], 1);
    assert!(lines.iter().any(|l| l["rule"] == "truncated" && l["unit"] == 3));
    assert!(lines.iter().any(|l| l["rule"] == "one-language" && l["line"] == 7));
    let empty = write(folder.path(), "empty.tmx", "");
    let (code, out, _) = memory(&["lint", "--jsonl", empty.to_str().unwrap()], "");
    assert_eq!((code, out.lines().count()), (3, 2));
}

#[test]
fn export_writes_what_was_read() {
    let folder = tempfile::tempdir().unwrap();
    let index = built(folder.path());
    let (_, tmx, _) = memory(&["export", &index], "");
    assert!(
        tmx.contains("<tu tuid=\"a\" creationdate=\"20240517T000000Z\">")
            && tmx.contains("<prop type=\"x-client\">Desk</prop>")
    );
    assert_eq!(tmx.matches("<tu").count() - tmx.matches("<tuv").count(), 2);
    let again = write(folder.path(), "again.tmx", &tmx);
    let second = folder.path().join("again.idx");
    memory(&["build", again.to_str().unwrap(), "--out", second.to_str().unwrap()], "");
    assert_eq!(memory(&["export", second.to_str().unwrap()], "").1, tmx);
    let (_, late, _) = memory(&["export", &index, "--since", "2025"], "");
    assert!(!late.contains("<tu "));
    let (_, desk, _) = memory(&["export", &index, "--subject", "Desk"], "");
    assert_eq!(desk.matches("<seg>").count(), 2);
}

#[test]
fn concordance_parts_and_counts() {
    let folder = tempfile::tempdir().unwrap();
    let index = built(folder.path());
    let (_, french, _) = memory(&["search", "--memory", &index, "--jsonl", "--concordance", "conseil de securite"], "");
    assert_eq!(french.lines().count(), 2);
    let one = ["search", "--memory", &index, "--jsonl", "--concordance", "conseil de securite", "--top", "1"];
    assert_eq!(memory(&one, "").1.lines().count(), 1);
    let (_, english, _) = memory(&["search", "--memory", &index, "--jsonl", "--concordance", "met on"], "");
    let line: Value = serde_json::from_str(english.trim()).unwrap();
    assert_eq!(line["in_target"], serde_json::json!([21, 27]));
    let (_, parts, _) = memory(
        &["search", "--memory", &index, "--phrases"],
        "Le Conseil de sécurité a tort et tout le monde le sait.\n",
    );
    assert!(parts.contains("part  Conseil de sécurité") && parts.contains("Security Council"), "{parts}");
    let article = write(
        folder.path(),
        "a.txt",
        "Titre\n\nLe Conseil de sécurité s’est réuni le 12 mars. Rien d’autre à dire ici.\n",
    );
    let (_, stats, _) = memory(&["stats", "--json", "--memory", &index, article.to_str().unwrap()], "");
    let stats: Value = serde_json::from_str(&stats).unwrap();
    assert_eq!((stats["units"].as_u64(), stats["coverage"]["exact"].as_u64()), (Some(2), Some(1)), "{stats}");
}

#[test]
fn an_index_does_not_replace_what_it_is_made_from() {
    let folder = tempfile::tempdir().unwrap();
    let file = write(folder.path(), "m.tmx", TMX);
    let (code, _, told) = memory(&["build", file.to_str().unwrap(), "--out", file.to_str().unwrap()], "");
    assert!(code == 2 && told.contains("would replace"), "{told}");
    assert_eq!(fs::read_to_string(&file).unwrap(), TMX);
}

#[test]
fn an_export_over_its_own_index_is_whole() {
    let folder = tempfile::tempdir().unwrap();
    let index = built(folder.path());
    let (_, expected, _) = memory(&["export", &index], "");
    let (code, _, told) = memory(&["export", &index, "--out", &index], "");
    assert_eq!((code, fs::read_to_string(&index).unwrap()), (0, expected), "{told}");
    assert_eq!(memory(&["export", "m.tmx", "--out", "nowhere/m.tmx"], "").0, 1);
}

#[test]
fn the_coverage_of_a_folder_is_counted_and_what_is_no_article_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let index = built(folder.path());
    let articles = folder.path().join("articles");
    fs::create_dir_all(articles.join("mars")).unwrap();
    write(&articles, "mars/a.txt", "Titre\n\nLe Conseil de sécurité s’est réuni le 12 mars.\n");
    write(&articles, "b.md", "# Titre\n\nLe Conseil de sécurité s’est réuni le 3 mars.\n");
    write(&articles, "c.pdf", "%PDF");
    let folder = articles.to_str().unwrap();
    let (code, out, told) = memory(&["stats", "--memory", &index, folder], "");
    assert_eq!((code, told.as_str()), (0, ""));
    for line in ["languages        fr, en", "sentences        4", "  100 %          1", "  85 to 99 %     1"] {
        assert!(out.contains(line), "{line}: {out}");
    }
    write(&articles, "d.txt", "\0\0\0\0");
    let (code, out, told) = memory(&["stats", "--memory", &index, folder, "nowhere"], "");
    assert!(
        code == 1 && out.contains("sentences        4") && told.contains("d.txt: ") && told.contains("nowhere: "),
        "{out}{told}"
    );
}

#[test]
fn names_that_several_units_write_alike_are_parts() {
    let folder = tempfile::tempdir().unwrap();
    let units = "Il a vu Gao hier.\tHe saw Gao yesterday.\nElle quitte Gao.\tShe leaves Gao.\nTout Gao dort.\tAll of Gao sleeps.\n";
    let file = write(folder.path(), "m.tsv", units);
    let args = ["search", "--memory", file.to_str().unwrap(), "--phrases"];
    let (code, out, _) = memory(&args, "Les habitants ont fui Gao cette nuit.\n");
    assert!(code == 0 && out.contains("part  Gao  (m.tsv 3, in 3 units)\n         Gao\n"), "{out}");
    let lines = [r#"{"id":1,"text":"À l’été, ils ont fui Gao."}"#, r#"{"id":2,"text":"Elle quitte Gao."}"#].join("\n");
    let (_, out, _) = memory(&[&args[..], &["--jsonl"]].concat(), &lines);
    let answers: Vec<Value> = out.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let part = serde_json::json!({"start": 21, "end": 24, "text": "Gao", "target": "Gao", "memory": "m.tsv", "unit": 3, "units": 3});
    assert_eq!(answers[0]["parts"], serde_json::json!([part]));
    assert_eq!(answers[1].get("parts"), None);
}

#[test]
fn a_tmx_is_searched_without_building_first() {
    let folder = tempfile::tempdir().unwrap();
    let file = write(folder.path(), "m.tmx", TMX);
    let (code, out, _) = memory(&["search", "--memory", file.to_str().unwrap()], "Conseil de sécurité\n");
    assert!(code == 0 && out.contains("100 %") && out.contains("(m.tmx 3)"), "{out}");
}

#[test]
fn foreign_and_missing_indexes_are_refused_in_words() {
    let folder = tempfile::tempdir().unwrap();
    let foreign = write(folder.path(), "x.idx", "not an index");
    let (code, _, told) = memory(&["search", "--memory", foreign.to_str().unwrap()], "");
    assert_eq!(code, 1);
    assert!(told.contains("not a memory index"), "{told}");
    let (code, _, told) = memory(&["search", "--memory", "nowhere.idx"], "");
    assert!(code == 1 && told.contains("nowhere.idx"), "{told}");
}
