//! The house has floors: a room uses only floors below its own, and each package has one door.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Rooms by floor, the lowest first. Rooms of one floor are strangers to each other.
const FLOORS: [&[&str]; 5] = [
    &["text"],
    &["model"],
    &["exchange", "extract"],
    &[
        "brief", "check", "glossary", "memory", "mine", "mt", "names", "output", "propose", "quotes", "segment",
        "story", "summary", "termbase",
    ],
    &["pipeline"],
];

/// Packages that come in through one door: the package, and the only places below `src` that may name it.
const DOORS: [(&str, &[&str]); 7] = [
    ("clap", &["cli"]),
    ("quick_xml", &["exchange/"]),
    ("rayon", &["pipeline/run.rs", "pipeline/stream.rs", "memory/build.rs"]),
    ("strsim", &["text/similar.rs"]),
    ("unicode_normalization", &["text/"]),
    ("minijinja", &["brief/page.rs"]),
    ("encoding_rs", &["extract/", "exchange/"]),
];

fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut open = vec![root.clone()];
    let mut found = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path: PathBuf = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let name = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
                found.push((name, code_of(&fs::read_to_string(&path).unwrap())));
            }
        }
    }
    found.sort();
    found
}

/// The source without its tests and comments.
fn code_of(source: &str) -> String {
    let code = source.split("\n#[cfg(test)]\nmod ").next().unwrap_or_default();
    code.lines().filter(|l| !l.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

fn room_of(file: &str) -> &str {
    file.split('/').next().unwrap().trim_end_matches(".rs")
}

fn floor_of(room: &str) -> Option<usize> {
    FLOORS.iter().position(|rooms| rooms.contains(&room))
}

/// The rooms that `code` names by `crate::room` or `crate::{room…, …}`.
fn used_rooms(code: &str) -> Vec<String> {
    let mut rooms = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        let names = match rest.strip_prefix('{') {
            Some(group) => group.split('}').next().unwrap_or_default(),
            None => rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default(),
        };
        rooms.extend(names.split(',').map(|n| n.trim().split("::").next().unwrap_or_default().to_owned()));
    }
    rooms.retain(|r| !r.is_empty());
    rooms
}

#[test]
fn a_room_uses_only_floors_below_its_own() {
    let mut wrong = Vec::new();
    for (file, code) in sources() {
        let room = room_of(&file);
        if matches!(room, "lib" | "main" | "cli") {
            continue;
        }
        let Some(floor) = floor_of(room) else {
            wrong.push(format!("{file}: `{room}` stands on no floor; give it one in tests/floors.rs"));
            continue;
        };
        for used in used_rooms(&code).iter().filter(|u| *u != room) {
            if floor_of(used).is_none_or(|f| f >= floor) {
                wrong.push(format!("{file} uses crate::{used}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_command_uses_the_library_only_through_its_front() {
    for (file, code) in sources() {
        let is_binary = matches!(room_of(&file), "main" | "cli");
        assert!(is_binary || !code.contains("entrefilet::"), "{file} names its own crate");
    }
}

#[test]
fn each_package_has_one_door() {
    let mut wrong = Vec::new();
    for (file, code) in sources() {
        for (package, doors) in DOORS {
            let named = code.contains(&format!("{package}::"));
            if named && !doors.iter().any(|door| file.starts_with(door)) {
                wrong.push(format!("{file} names {package}, whose door is {}", doors.join(" or ")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_library_never_prints_exits_or_reads_clock_and_environment() {
    let never = ["println!", "eprintln!", "print!(", "process::exit", "SystemTime", "env::var", "std::env::"];
    let mut wrong = BTreeMap::new();
    for (file, code) in sources() {
        if !matches!(room_of(&file), "main" | "cli") {
            wrong.extend(never.iter().filter(|n| code.contains(**n)).map(|n| (file.clone(), *n)));
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}
