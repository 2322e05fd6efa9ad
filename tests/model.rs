//! `entrefilet model` as a whole: installing, listing, checking and removing models.
#![cfg(feature = "firefox")]

use assert_cmd::Command;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::thread;

fn model(home: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::cargo_bin("entrefilet").unwrap();
    command.env("XDG_CACHE_HOME", home).env("HOME", home).env("NO_PROXY", "127.0.0.1");
    let output = command.arg("model").args(arguments).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

/// The packed test model; `None`, and a word why, where it is missing.
fn packed() -> Option<PathBuf> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/mt-model/pten-tiny");
    if !dir.is_dir() {
        eprintln!("skipped: {} is not here", dir.display());
        return None;
    }
    Some(dir)
}

#[test]
fn a_model_is_installed_listed_checked_and_removed() {
    let Some(packed) = packed() else { return };
    let home = tempfile::tempdir().unwrap();
    let (code, _, said) = model(home.path(), &["add", "pt-en", "--from", packed.to_str().unwrap()]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("no model this program knows"));
    let (_, listed, _) = model(home.path(), &["list"]);
    assert!(
        listed.starts_with("kernel ") && listed.contains("\npt-en ") && listed.contains("vocab.pten.spm\n"),
        "{listed}"
    );
    let (code, told, said) = model(home.path(), &["verify", "pt-en"]);
    assert!(code == Some(0) && told.contains("Berlin"), "{told}{said}");

    let vocab = home.path().join("entrefilet/models/pt-en/vocab.pten.spm");
    let mut bytes = fs::read(&vocab).unwrap();
    bytes[400_000] ^= 1;
    fs::write(&vocab, bytes).unwrap();
    let (code, _, said) = model(home.path(), &["verify", "pt-en"]);
    assert!(code == Some(1) && said.contains("SHA-256"), "{said}");
    let (code, _, _) = model(home.path(), &["list"]);
    assert_eq!(code, Some(1));

    assert_eq!(model(home.path(), &["rm", "pt-en"]).0, Some(0));
    let (code, _, said) = model(home.path(), &["rm", "pt-en"]);
    assert!(code == Some(1) && said.contains("none is installed"), "{said}");
}

#[test]
fn the_model_of_another_pair_is_not_taken_for_the_pinned_one() {
    let Some(packed) = packed() else { return };
    let home = tempfile::tempdir().unwrap();
    let (code, _, said) = model(home.path(), &["add", "fr-en", "--from", packed.to_str().unwrap()]);
    assert!(code == Some(1) && said.contains("SHA-256") && said.contains("--model DIR"), "{said}");
    let (_, listed, _) = model(home.path(), &["list"]);
    assert!(listed.contains("fr-en not installed"), "{listed}");
    let (code, _, said) = model(home.path(), &["verify"]);
    assert!(code == Some(1) && said.contains("entrefilet model add fr-en"), "{said}");
}

/// Answers every request with `answer`, for at most 20 connections.
fn serve(answer: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming().take(20) {
            let Ok(mut stream) = stream else { return };
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            let mut line = String::new();
            while reader.read_line(&mut line).is_ok_and(|n| n > 2) {
                line.clear();
            }
            let _ = stream.write_all(answer.as_bytes());
        }
    });
    address
}

#[test]
fn a_mirror_that_fails_or_has_other_files_installs_nothing() {
    let cases = [
        ("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", "no such file"),
        ("HTTP/1.1 500 Oops\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", "HTTP status 500"),
        ("HTTP/1.1 200 OK\r\nContent-Length: 24\r\nConnection: close\r\n\r\n<html>Please log in...</", "gzip"),
        ("HTTP/1.1 200 OK\r\nContent-Length: 9000\r\nConnection: close\r\n\r\ncut", "model.fren"),
    ];
    for (answer, message) in cases {
        let home = tempfile::tempdir().unwrap();
        let (code, _, said) = model(home.path(), &["add", "fr-en", "--url", &serve(answer)]);
        assert!(code == Some(1) && said.contains(message), "{said}");
        assert!(said.contains("--from DIR"), "{said}");
        assert!(!home.path().join("entrefilet/models/fr-en").exists());
    }
}

#[test]
fn names_that_are_no_pair_or_no_known_one_are_told() {
    let home = tempfile::tempdir().unwrap();
    let (code, _, said) = model(home.path(), &["rm", "../x"]);
    assert!(code == Some(2) && said.contains("no language pair"), "{said}");
    let (code, _, said) = model(home.path(), &["verify", "xx-yy"]);
    assert!(code == Some(1) && said.contains("entrefilet model add xx-yy --from DIR"), "{said}");
    let (code, _, said) = model(home.path(), &["add", "xx-yy"]);
    assert!(code == Some(1) && said.contains("known: fr-en"), "{said}");
}
