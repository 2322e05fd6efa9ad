//! `terms lint`, `terms fmt` and `terms merge` as a user and as git run them.

use assert_cmd::Command;
use std::fs;
use std::path::Path;
use std::process;

fn entrefilet() -> Command {
    Command::cargo_bin("entrefilet").unwrap()
}

const FILE: &str = "[[concept]]\nid = \"aes\"\nfr = \"Alliance des États du Sahel\"\nen = \"Alliance of Sahel States\"\nsource = \"s\"\n\n\
                    [[concept]]\nid = \"mali\"\nfr = \"Mali\"\nen = \"Mali\"\nsource = \"s\"\n";

#[test]
fn lint_names_file_line_and_rule() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("g.toml");
    fs::write(&path, FILE).unwrap();
    entrefilet().args(["terms", "lint"]).arg(folder.path()).assert().code(0).stdout("");
    fs::write(&path, FILE.replace("en = \"Mali\"", "english = \"Mali\"")).unwrap();
    let name = path.display();
    let told =
        format!("{name}:7: `mali` has no English [empty-target]\n{name}:10: unknown key `english` [unknown-key]\n");
    entrefilet().args(["terms", "lint"]).arg(&path).assert().code(3).stdout(told);
    let output = entrefilet().args(["terms", "lint", "--jsonl"]).arg(&path).assert().code(3);
    let first: serde_json::Value =
        serde_json::from_slice(output.get_output().stdout.split(|&b| b == b'\n').next().unwrap()).unwrap();
    assert_eq!((first["line"].as_u64(), first["rule"].as_str()), (Some(7), Some("empty-target")));
    entrefilet().args(["terms", "lint", "nowhere.toml"]).assert().code(1);
}

#[test]
fn fmt_rewrites_only_what_differs_and_never_what_it_cannot_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("g.toml");
    let windows = format!("\u{feff}{}", FILE.replace('\n', "\r\n").replace(" = ", "="));
    fs::write(&path, &windows).unwrap();
    entrefilet().args(["terms", "fmt", "--check"]).arg(&path).assert().code(3);
    assert_eq!(fs::read_to_string(&path).unwrap(), windows);
    entrefilet().args(["terms", "fmt"]).arg(&path).assert().code(0);
    assert_eq!(fs::read_to_string(&path).unwrap(), FILE);
    entrefilet().args(["terms", "fmt", "-"]).write_stdin(windows).assert().code(0).stdout(FILE);
    let broken = FILE.replace("id = \"mali\"", "id = \"mali");
    fs::write(&path, &broken).unwrap();
    entrefilet().args(["terms", "fmt"]).arg(&path).assert().code(1);
    assert_eq!(fs::read_to_string(&path).unwrap(), broken);
}

/// A repository in which git merges glossaries with our driver.
struct Repository(tempfile::TempDir);

impl Repository {
    fn new() -> Option<Self> {
        let repository = Self(tempfile::tempdir().unwrap());
        process::Command::new("git").arg("--version").output().ok()?;
        repository.git(&["init", "-q", "-b", "main"]);
        repository.git(&["config", "user.name", "Desk"]);
        repository.git(&["config", "user.email", "desk@example.org"]);
        let driver = format!("{} terms merge -o %A %O %A %B", env!("CARGO_BIN_EXE_entrefilet"));
        repository.git(&["config", "merge.entrefilet.driver", &driver]);
        fs::write(repository.path().join(".gitattributes"), "*.toml merge=entrefilet\n").unwrap();
        repository.save("g.toml", FILE, "start");
        Some(repository)
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn git(&self, args: &[&str]) -> bool {
        let done = process::Command::new("git").current_dir(self.path()).args(args).output().unwrap();
        done.status.success()
    }

    fn save(&self, name: &str, text: &str, message: &str) {
        fs::write(self.path().join(name), text).unwrap();
        assert!(self.git(&["add", "."]) && self.git(&["commit", "-q", "-m", message]));
    }

    /// Two branches with these texts, merged: whether git could, and what stands there then.
    fn merged(&self, ours: &str, theirs: &str) -> (bool, String) {
        assert!(self.git(&["checkout", "-q", "-b", "theirs"]));
        self.save("g.toml", theirs, "theirs");
        assert!(self.git(&["checkout", "-q", "main"]));
        self.save("g.toml", ours, "ours");
        let merged = self.git(&["merge", "-q", "theirs"]);
        (merged, fs::read_to_string(self.path().join("g.toml")).unwrap())
    }
}

#[test]
fn git_merges_what_line_by_line_would_conflict() {
    let Some(repository) = Repository::new() else { return eprintln!("skipped: there is no git") };
    let ours = FILE.replace("source = \"s\"\n\n", "fr-acronym = \"AES\"\nsource = \"s\"\n\n");
    let theirs = FILE.replace("source = \"s\"\n\n", "en-acronym = \"AES\"\nsource = \"s\"\n\n");
    let (merged, text) = repository.merged(&ours, &theirs);
    assert!(merged);
    assert_eq!(
        text,
        FILE.replace("source = \"s\"\n\n", "fr-acronym = \"AES\"\nen-acronym = \"AES\"\nsource = \"s\"\n\n")
    );
}

#[test]
fn git_stops_at_two_english_names() {
    let Some(repository) = Repository::new() else { return eprintln!("skipped: there is no git") };
    let (merged, text) =
        repository.merged(&FILE.replace("of Sahel", "of the Sahel"), &FILE.replace("Alliance of", "Union of"));
    assert!(!merged);
    let conflict = "<<<<<<< ours\nen = \"Alliance of the Sahel States\"\n=======\nen = \"Union of Sahel States\"\n>>>>>>> theirs\n";
    assert!(text.contains(conflict), "{text}");
}

#[test]
fn check_names_the_faults_of_a_translation() {
    let folder = tempfile::tempdir().unwrap();
    let glossary = folder.path().join("g.toml");
    fs::write(&glossary, FILE).unwrap();
    let good = "Le Mali compte 5 000 soldats.\tMali has 5,000 soldiers.\n";
    let bad = format!("{good}Le Mali compte 5 000 soldats.\tMaly has 500 soldiers.\n");
    let check = |units: &str| {
        let mut command = entrefilet();
        command.args(["terms", "check", "-", "--glossary"]).arg(&glossary).write_stdin(units.to_owned());
        command.assert()
    };
    check(good).code(0).stdout("");
    check("").code(0).stdout("");
    let found = check(&bad).code(3);
    let told = String::from_utf8(found.get_output().stdout.clone()).unwrap();
    let rules: Vec<&str> =
        told.lines().filter_map(|l| l.strip_suffix(']')?.rsplit_once('[')).map(|(_, rule)| rule).collect();
    assert_eq!(rules, ["term-missing", "figure-missing", "figure-extra"]);
    assert!(told.lines().all(|l| l.starts_with("-:2: ")));
}

#[test]
fn formats_of_other_tools_come_back() {
    let folder = tempfile::tempdir().unwrap();
    let glossary = folder.path().join("g.toml");
    fs::write(&glossary, FILE).unwrap();
    for name in ["g.csv", "g.tsv", "g.tbx"] {
        let file = folder.path().join(name);
        entrefilet().args(["terms", "export", "-o"]).arg(&file).arg(&glossary).assert().code(0).stderr("");
        entrefilet().args(["terms", "import"]).arg(&file).assert().code(0).stdout(FILE);
    }
    let lost = entrefilet().args(["terms", "export", "--format", "omegat"]).arg(&glossary).assert().code(0);
    assert_eq!(String::from_utf8_lossy(&lost.get_output().stderr), "left out: `source` of 2 concepts\n");
    entrefilet().args(["terms", "export", "-o", "g.unknown"]).arg(&glossary).assert().code(2);
}
