//! `entrefilet names`, whole command.

use assert_cmd::Command;
use serde_json::Value;

fn names(args: &[&str], input: &str) -> (String, Option<i32>) {
    let run = Command::cargo_bin("entrefilet").unwrap().arg("names").args(args).write_stdin(input).output().unwrap();
    (String::from_utf8(run.stdout).unwrap(), run.status.code())
}

#[test]
fn answers_in_code_points_and_in_order() {
    let input = "{\"id\":1,\"text\":\"À Moscou, l’ONU parle.\"}\n{\"id\":\"b\",\"text\":\"\"}\nno json\n";
    let (output, code) = names(&["--jsonl"], input);
    let lines: Vec<Value> = output.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(
        lines[0]["spans"],
        serde_json::json!([
            {"start": 2, "end": 8, "kind": "LOC"},
            {"start": 12, "end": 15, "kind": "ORG"}
        ])
    );
    assert_eq!((&lines[1]["id"], &lines[1]["spans"]), (&Value::from("b"), &serde_json::json!([])));
    assert_eq!((lines[2]["line"].as_u64(), code), (Some(3), Some(1)));
}

#[test]
fn lines_of_one_doc_help_one_another() {
    let line = |doc: &str, text: &str| format!("{}\n", serde_json::json!({"id": 1, "doc": doc, "text": text}));
    let first = line("a", "Les pertes de Natixo inquiètent.");
    let same = names(&["--jsonl"], &(first.clone() + &line("a", "Natixo chute en bourse."))).0;
    let other = names(&["--jsonl"], &(first + &line("b", "Natixo chute en bourse."))).0;
    assert!(same.lines().nth(1).unwrap().contains("\"start\":0"), "{same}");
    assert!(other.lines().nth(1).unwrap().contains("[]"), "{other}");
}

#[test]
fn empty_input_gives_empty_output_and_plain_text_a_list() {
    assert_eq!(names(&["--jsonl"], ""), (String::new(), Some(0)));
    assert_eq!(names(&[], "À Gao, Awa Diallo parle.\n"), ("LOC\tGao\nPER\tAwa Diallo\n".into(), Some(0)));
}
