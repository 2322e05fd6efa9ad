//! `entrefilet translate` as a whole: programs, models and services behind it, and everything that can go wrong there.

use assert_cmd::Command;
use serde_json::Value;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// The command with caches in `home` and no proxy.
fn translate(home: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::cargo_bin("entrefilet").unwrap();
    command.env("XDG_CACHE_HOME", home).env("HOME", home).env_remove("http_proxy").env_remove("HTTP_PROXY");
    command.arg("translate").args(arguments);
    command
}

fn answers(output: &[u8]) -> Vec<Value> {
    std::str::from_utf8(output).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Runs `arguments --jsonl` over `texts` and gives the answers, with ids 0, 1, 2….
fn jsonl(home: &Path, arguments: &[&str], texts: &[&str]) -> Vec<Value> {
    let lines = texts.iter().enumerate().map(|(i, text)| serde_json::json!({"id": i, "text": text}).to_string() + "\n");
    let output = translate(home, arguments).arg("--jsonl").write_stdin(lines.collect::<String>()).output().unwrap();
    let answers = answers(&output.stdout);
    let ids: Vec<u64> = answers.iter().map(|a| a["id"].as_u64().unwrap()).collect();
    assert_eq!(ids, (0..texts.len() as u64).collect::<Vec<_>>(), "{}", String::from_utf8_lossy(&output.stderr));
    answers
}

const GLOSSARY: &str = r#"
[[concept]]
id = "aes"
kind = "alliance"
fr = "Alliance des États du Sahel"
en = "Alliance of Sahel States"
source = "a newspaper"

[[concept]]
id = "goita"
kind = "person"
fr = "Assimi Goïta"
en = "Assimi Goïta"
family = "Goïta"
source = "a newspaper"
"#;

/// A program in a file, run by `sh`.
fn script(home: &TempDir, text: &str) -> String {
    let path = home.path().join("engine.sh");
    fs::write(&path, text).unwrap();
    format!("sh {}", path.display())
}

#[cfg(unix)]
mod programs {
    use super::*;

    fn with_glossary(engine: &str, text: &str) -> Value {
        let home = tempfile::tempdir().unwrap();
        let glossary = home.path().join("names.toml");
        fs::write(&glossary, GLOSSARY).unwrap();
        let command = script(&home, engine);
        let arguments = ["--command", &command, "--glossary", glossary.to_str().unwrap()];
        jsonl(home.path(), &arguments, &[text]).remove(0)
    }

    #[test]
    fn a_name_that_the_engine_gets_wrong_is_held_and_told() {
        let engine = "exec sed 's/Assimi Goïta/So Goota/; s/a parlé/spoke/'";
        let answer = with_glossary(engine, "Assimi Goïta a parlé.");
        assert_eq!(answer["text"], "Assimi Goïta spoke.");
        assert_eq!((&answer["origin"], &answer["rung"]), (&"machine".into(), &"stand-in".into()));
        assert_eq!(answer["terms"], serde_json::json!([{"entry": "goita", "en": "Assimi Goïta", "enforced": true}]));
    }

    #[test]
    fn a_name_that_cannot_be_held_is_flagged() {
        let answer =
            with_glossary("exec sed 's/.*/Somebody spoke./'", "Assimi Goïta a parlé de l’Alliance des États du Sahel.");
        assert_eq!((&answer["text"], &answer["rung"]), (&"Somebody spoke.".into(), &"plain".into()));
        let terms = answer["terms"].as_array().unwrap();
        let told: Vec<(&str, bool)> =
            terms.iter().map(|t| (t["entry"].as_str().unwrap(), t["enforced"].as_bool().unwrap())).collect();
        assert_eq!(told, [("goita", false), ("aes", false)]);
    }

    #[test]
    fn a_second_run_asks_nothing_and_another_glossary_only_what_it_changes() {
        let home = tempfile::tempdir().unwrap();
        let log = home.path().join("log");
        let command = script(&home, &format!("tee -a {} | sed 's/Goïta/Goota/'", log.display()));
        let log_text = || fs::read_to_string(&log).unwrap_or_default();
        let asked = || log_text().lines().filter(|line| !line.contains("Zanvorque")).count();
        let texts = ["Assimi Goïta a parlé.", "Il pleut."];
        jsonl(home.path(), &["--command", &command], &texts);
        assert_eq!(asked(), 2);
        let glossary = home.path().join("names.toml");
        fs::write(&glossary, GLOSSARY).unwrap();
        let arguments = ["--command", &command, "--glossary", glossary.to_str().unwrap()];
        jsonl(home.path(), &arguments, &texts);
        let after_glossary = asked();
        assert!(after_glossary > 2);
        jsonl(home.path(), &arguments, &texts);
        assert_eq!(asked(), after_glossary);
        jsonl(home.path(), &["--command", &command, "--no-cache"], &texts);
        assert_eq!(asked(), after_glossary + 2);
    }

    #[test]
    fn a_cache_that_cannot_be_written_is_a_note() {
        let home = tempfile::tempdir().unwrap();
        fs::write(home.path().join("entrefilet"), "in the way").unwrap();
        let output = translate(home.path(), &["--command", "cat"]).write_stdin("Oui.\n").output().unwrap();
        assert!(output.status.success());
        assert_eq!(output.stdout, b"Oui.\n");
        assert!(String::from_utf8_lossy(&output.stderr).contains("not kept"));
    }

    #[test]
    fn a_program_that_fails_marks_its_lines_and_the_stream_goes_on() {
        let home = tempfile::tempdir().unwrap();
        let command = script(&home, r#"while read -r l; do [ "$l" = "meurs" ] && exit 3; echo "$l"; done"#);
        let input = "{\"id\":1,\"text\":\"un\"}\n{\"id\":2,\"text\":\"meurs\"}\nno json\n{\"id\":3,\"text\":\"\"}\n{\"id\":4,\"text\":\"deux\"}\n";
        let output = translate(home.path(), &["--jsonl", "--command", &command]).write_stdin(input).output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        let answers = answers(&output.stdout);
        assert_eq!((&answers[0]["text"], &answers[4]["text"]), (&"un".into(), &"deux".into()));
        assert!(answers[1]["error"].as_str().unwrap().contains("ended"), "{}", answers[1]);
        assert_eq!((&answers[2]["id"], &answers[2]["line"]), (&Value::Null, &3.into()));
        assert_eq!((&answers[3]["text"], &answers[3]["rung"]), (&"".into(), &"copied".into()));
    }

    #[test]
    fn files_for_people_keep_their_lines() {
        let home = tempfile::tempdir().unwrap();
        let input = "Il pleut. Il neige.\n\nFin\n";
        let output = translate(home.path(), &["--command", "tr a-z A-Z"]).write_stdin(input).output().unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stdout), "IL PLEUT. IL NEIGE.\n\nFIN\n");
    }

    #[test]
    fn empty_input_is_empty_output() {
        let home = tempfile::tempdir().unwrap();
        let output = translate(home.path(), &["--jsonl", "--command", "cat"]).write_stdin("").output().unwrap();
        assert!(output.status.success() && output.stdout.is_empty());
    }
}

#[test]
fn an_engine_that_is_not_there_is_told_with_what_to_do() {
    let home = tempfile::tempdir().unwrap();
    let say = |arguments: &[&str]| {
        let output = translate(home.path(), arguments).write_stdin("Oui.\n").output().unwrap();
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let (code, said) = say(&[]);
    assert_eq!(code, Some(1));
    assert!(said.contains("no engine") && said.contains("entrefilet model add fr-en"), "{said}");
    let (code, said) = say(&["--engine", "command"]);
    assert!(code == Some(2) && said.contains("a program"), "{said}");
    let (_, said) = say(&["--command", "no-such-program-here"]);
    assert!(said.contains("no-such-program-here"), "{said}");
    let (code, _) = say(&["--engine", "firefox", "--model", "/no/such/folder"]);
    assert!(code == Some(1) || cfg!(not(feature = "firefox")));
}

#[cfg(not(feature = "http"))]
#[test]
fn a_build_without_http_says_which_feature_it_lacks() {
    let home = tempfile::tempdir().unwrap();
    let output = translate(home.path(), &["--url", "http://127.0.0.1:1"]).write_stdin("Oui.\n").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("feature `http`"));
}

#[cfg(feature = "http")]
#[test]
fn a_service_that_is_not_there_marks_every_line() {
    let home = tempfile::tempdir().unwrap();
    let answers = jsonl(home.path(), &["--url", "http://127.0.0.1:1"], &["un", "deux", "12"]);
    assert!(answers[0]["error"].as_str().unwrap().contains("127.0.0.1:1"));
    assert!(answers[1]["error"].as_str().unwrap().contains("not tried"));
    assert_eq!(answers[2]["text"], "12");
}

/// Answers one request with `answer` and gives its body.
#[cfg(feature = "http")]
fn serve_once(answer: &'static str) -> (String, std::thread::JoinHandle<String>) {
    use std::io::{BufRead, BufReader, Read, Write};
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let asked = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut reader = BufReader::new(stream.try_clone().unwrap());
        let head: Vec<String> = reader.by_ref().lines().map_while(Result::ok).take_while(|l| !l.is_empty()).collect();
        let length = |line: &String| line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse().ok();
        let mut body = vec![0; head.iter().find_map(length).unwrap_or(0)];
        reader.read_exact(&mut body).unwrap();
        let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", answer.len());
        stream.write_all((head + answer).as_bytes()).unwrap();
        String::from_utf8(body).unwrap()
    });
    (address, asked)
}

#[cfg(feature = "http")]
#[test]
fn a_chat_model_is_shown_what_people_wrote_for_sentences_like_it() {
    let home = tempfile::tempdir().unwrap();
    let memory = home.path().join("desk.tsv");
    fs::write(&memory, "Le sommet se tient à Bamako lundi.\tThe summit is held in Bamako on Monday.\n").unwrap();
    let (address, asked) =
        serve_once(r#"{"choices": [{"message": {"content": "The summit is held in Gao on Monday."}}]}"#);
    let arguments =
        ["--url", &address, "--api", "openai", "--model-name", "small", "--memory", memory.to_str().unwrap()];
    let answers = jsonl(home.path(), &arguments, &["Le sommet se tient à Gao lundi."]);
    assert_eq!(answers[0]["text"], "The summit is held in Gao on Monday.");
    let body: Value = serde_json::from_str(&asked.join().unwrap()).unwrap();
    let said: Vec<&str> =
        body["messages"].as_array().unwrap().iter().skip(1).map(|m| m["content"].as_str().unwrap()).collect();
    let example = ["Le sommet se tient à Bamako lundi.", "The summit is held in Bamako on Monday."];
    assert_eq!(said, [example[0], example[1], "Le sommet se tient à Gao lundi."]);
}

/// The Portuguese–English model for tests, unpacked into a folder; `None`, and a word why, where it is missing.
#[cfg(feature = "firefox")]
fn model() -> Option<TempDir> {
    let packed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/mt-model/pten-tiny");
    let Ok(files) = fs::read_dir(&packed) else {
        eprintln!("skipped: {} is not here", packed.display());
        return None;
    };
    let dir = tempfile::tempdir().unwrap();
    for file in files {
        let path = file.unwrap().path();
        let mut reader = flate2::read::GzDecoder::new(fs::File::open(&path).unwrap());
        let mut out = fs::File::create(dir.path().join(path.file_stem().unwrap())).unwrap();
        std::io::copy(&mut reader, &mut out).unwrap();
    }
    Some(dir)
}

#[cfg(feature = "firefox")]
mod models {
    use super::*;
    use entrefilet::mt::{Firefox, ModelError, ModelFiles, Translator};
    use std::path::PathBuf;

    const SENTENCES: [&str; 7] = [
        "O presidente chegou a Paris.",
        "Três soldados morreram.",
        "A reunião será em Berlim em 2025, disse o ministro das Relações Exteriores.",
        "Sim.",
        "O governo desmentiu.",
        "Choveu muito ontem à noite no norte do país, onde várias estradas estão fechadas.",
        "Ele não veio.",
    ];

    #[test]
    fn an_answer_depends_on_nothing_but_its_sentence() {
        let Some(dir) = model() else { return };
        let mut engine = Firefox::open(dir.path(), 3).unwrap();
        let together = engine.translate(&SENTENCES);
        assert!(together.iter().all(Result::is_ok));
        let alone: Vec<_> = SENTENCES.iter().flat_map(|sentence| engine.translate(&[sentence])).collect();
        assert_eq!(alone, together);
        let reversed: Vec<&str> = SENTENCES.iter().rev().copied().collect();
        let mut backwards = Firefox::open(dir.path(), 1).unwrap().translate(&reversed);
        backwards.reverse();
        assert_eq!(backwards, together);
    }

    #[test]
    fn hard_input_is_translated_or_copied() {
        let Some(dir) = model() else { return };
        let home = tempfile::tempdir().unwrap();
        let long = "O presidente da República disse que a reunião será em Berlim, ".repeat(180);
        let texts = ["", "—", "😀 12", "Sim.", &long, "Привет 世界, disse o presidente.", "\u{a0}Sim.\u{202f}"];
        let arguments = ["--engine", "firefox", "--model", dir.path().to_str().unwrap()];
        let answers = jsonl(home.path(), &arguments, &texts);
        let text = |i: usize| answers[i]["text"].as_str().unwrap();
        assert_eq!([text(0), text(1), text(2)], ["", "—", "😀 12"]);
        assert_eq!(text(3), text(6));
        assert!(text(4).matches("Berlin").count() >= 155, "{}", text(4));
        assert!(text(5).contains("president"));
    }

    /// What comes of loading a copy of the model in `whole` that `change` was let loose on.
    fn broken(whole: &Path, change: impl Fn(&Path)) -> Option<ModelError> {
        let dir = tempfile::tempdir().unwrap();
        for file in fs::read_dir(whole).unwrap() {
            let path = file.unwrap().path();
            fs::copy(&path, dir.path().join(path.file_name().unwrap())).unwrap();
        }
        change(dir.path());
        Firefox::open(dir.path(), 1).err()
    }

    fn file(dir: &Path, prefix: &str) -> PathBuf {
        let mut files = fs::read_dir(dir).unwrap().map(|f| f.unwrap().path());
        files.find(|f| f.file_name().unwrap().to_str().unwrap().starts_with(prefix)).unwrap()
    }

    fn cut(path: &Path, keep: usize) {
        let bytes = fs::read(path).unwrap();
        fs::write(path, &bytes[..keep]).unwrap();
    }

    #[test]
    fn damaged_files_are_told_and_none_of_them_ends_the_program() {
        let Some(whole) = model() else { return };
        let broken = |change: &dyn Fn(&Path)| broken(whole.path(), change);
        let error = broken(&|dir: &Path| cut(&file(dir, "model"), 1_000_000));
        assert!(matches!(error, Some(ModelError::Shape { .. })), "{error:?}");
        assert!(
            error
                .unwrap()
                .to_string()
                .contains("alphas.bin: not a model file that this engine reads: it ends too early")
        );
        let error = broken(&|dir: &Path| cut(&file(dir, "model"), 3));
        assert!(matches!(error, Some(ModelError::Shape { .. })), "{error:?}");
        let error = broken(&|dir: &Path| cut(&file(dir, "lex"), 1_000_000));
        assert!(matches!(error, Some(ModelError::Shape { .. })), "{error:?}");
        let error = broken(&|dir: &Path| cut(&file(dir, "vocab"), 400_000));
        assert!(matches!(error, Some(ModelError::Mixed { .. })), "{error:?}");
        let error = broken(&|dir: &Path| {
            fs::copy(file(dir, "vocab"), file(dir, "lex")).unwrap();
        });
        assert!(matches!(error, Some(ModelError::Shape { .. })), "{error:?}");
        let newer = |dir: &Path| {
            let path = file(dir, "model");
            let mut bytes = fs::read(&path).unwrap();
            bytes[0] = 2;
            fs::write(path, bytes).unwrap();
        };
        assert!(matches!(broken(&newer), Some(ModelError::Shape { .. })));
        let error = broken(&|dir: &Path| fs::remove_file(file(dir, "lex")).unwrap());
        assert!(matches!(error, Some(ModelError::Missing { prefix: "lex", .. })), "{error:?}");
    }

    #[test]
    fn a_model_that_breaks_down_inside_loses_its_sentences_only() {
        let Some(dir) = model() else { return };
        let path = file(dir.path(), "lex");
        let mut bytes = fs::read(&path).unwrap();
        bytes[48..100_000].fill(0xff);
        fs::write(path, bytes).unwrap();
        let home = tempfile::tempdir().unwrap();
        let arguments = ["--jsonl", "--engine", "firefox", "--model", dir.path().to_str().unwrap()];
        let input = "{\"id\":1,\"text\":\"O presidente chegou.\"}\n{\"id\":2,\"text\":\"12\"}\n";
        let output = translate(home.path(), &arguments).write_stdin(input).output().unwrap();
        let answers = answers(&output.stdout);
        assert!(answers[0]["error"].as_str().unwrap().contains("broke down"), "{}", answers[0]);
        assert_eq!(answers[1]["text"], "12");
        assert!(!String::from_utf8_lossy(&output.stderr).contains("panicked"));
    }

    #[test]
    fn other_files_in_the_folder_do_not_matter() {
        let Some(dir) = model() else { return };
        let hash = ModelFiles::read(dir.path()).unwrap().hash();
        fs::write(dir.path().join("config.yml"), "x").unwrap();
        fs::write(dir.path().join("README.md"), "x").unwrap();
        assert_eq!(ModelFiles::read(dir.path()).unwrap().hash(), hash);
    }
}
