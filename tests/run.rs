//! Whole runs: what an editor gives, and every file that comes out.

use assert_cmd::Command;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const GLOSSARY: &str = r#"
[[concept]]
id = "aes"
kind = "alliance"
fr = "Alliance des États du Sahel"
en = "Alliance of Sahel States"
fr-acronym = "AES"
en-acronym = "AES"
source = "test"

[[concept]]
id = "mali"
kind = "place"
fr = "Mali"
en = "Mali"
source = "test"

[[concept]]
id = "niger"
kind = "place"
fr = "Niger"
en = "Niger"
source = "test"
"#;

/// A project in a folder of its own: a glossary, a memory, a pipeline, no articles.
struct Desk(TempDir);

struct Ran {
    code: i32,
    stdout: String,
    stderr: String,
}

impl Desk {
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        desk.put("glossary.toml", GLOSSARY);
        desk.put(
            "memory.tsv",
            "Le Mali quitte l’organisation le 3 avril 2025.\tMali leaves the organisation on 3 April 2025.\n",
        );
        desk.put("pipeline.toml", "glossaries = [\"glossary.toml\"]\nmemories = [\"memory.tsv\"]\n");
        fs::create_dir(desk.path("articles")).unwrap();
        desk
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.0.path().join(name)
    }

    fn put(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
    }

    fn has(&self, name: &str) -> bool {
        self.path(name).exists()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::cargo_bin("entrefilet").unwrap();
        command.current_dir(self.0.path()).env("HOME", self.0.path()).env_remove("XDG_CACHE_HOME").args(arguments);
        command
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        let output = self.command(&[&["run", "pipeline.toml"], arguments].concat()).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        let ran = Ran { code: output.status.code().unwrap(), stdout: text(output.stdout), stderr: text(output.stderr) };
        assert!(!ran.stderr.contains("panicked"), "{}", ran.stderr);
        ran
    }
}

/// What every page of a run must hold for screen readers, mail clients and offline readers.
#[test]
fn pages_need_no_network_no_script_and_every_jump_lands() {
    let desk = Desk::new();
    let quoted = ARTICLE.replace("Rien n’a", "« Nous partons demain matin », a dit le ministre. Rien n’a");
    desk.put("articles/a.txt", quoted);
    desk.put("articles/b.txt", "");
    desk.run(&[]);
    for name in ["a.txt.html", "digest.html"] {
        let page = desk.read(&format!("briefs/{name}"));
        assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"), "{name}: {}", &page[..80]);
        assert!(!page.contains("<script") && !page.contains("src=") && !page.contains("http://"), "{name}");
        assert_eq!(page.matches("<h1").count(), 1, "{name}");
        assert_eq!(page.matches("<main").count(), 1, "{name}");
        for target in page.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert_eq!(page.matches(&format!("id=\"{target}\"")).count(), 1, "{name}: #{target}");
        }
    }
    let page = desk.read("briefs/a.txt.html");
    assert!(page.contains("<a class=\"at\" href=\"#p2s1\">¶2 s1</a>") && page.contains("↩ key point 1"), "{page}");
    assert!(page.contains("↩ quote 1") && page.contains("<b lang=\"fr\">le ministre</b>"), "{page}");
    assert!(desk.read("briefs/digest.html").contains("href=\"a.txt.html#p2s1\""));
}

#[test]
fn the_full_text_has_every_sentence_with_the_english_there_is() {
    let desk = Desk::new();
    desk.put("articles/a.txt", ARTICLE);
    desk.put("pipeline.toml", "memories = [\"memory.tsv\"]\n[summary]\nsentences = 1\n[brief]\nfull-text = true\n");
    desk.run(&[]);
    let brief = desk.read("briefs/a.txt.md");
    let rows: Vec<&str> = brief.split("## Full text").nth(1).unwrap().lines().filter(|l| l.starts_with("| ")).collect();
    assert_eq!(rows.len(), 6, "{rows:?}");
    assert!(rows[3].contains("Mali leaves the organisation on 5 May 2025. ≈ adapted"), "{rows:?}");
    assert!(rows[5].starts_with("| Rien n’a été dit du Niger. | ▢ not translated"), "{rows:?}");
}

#[test]
fn a_digest_of_more_stories_than_it_tells_gives_the_rest_a_line_each() {
    const WORDS: [&str; 12] = [
        "barrage", "scrutin", "vaccin", "cacao", "pétrole", "musée", "lycée", "chemin", "tribunal", "puits", "marché",
        "impôt",
    ];
    let desk = Desk::new();
    // No two articles share a rare word.
    for first in WORDS {
        for second in WORDS {
            let (one, two, three) =
                (format!("{first}{second}"), format!("{first}o{second}"), format!("{first}i{second}"));
            let text =
                format!("Le {one} et {two}\n\nLe {one} de {three} a vu {two} avec {one} et {three} près de {two}.\n");
            desk.put(&format!("articles/{first}-{second}.txt"), text);
        }
    }
    assert_eq!(desk.run(&[]).code, 0);
    let digest = desk.read("briefs/digest.md");
    assert!(digest.contains("### 100. ") && !digest.contains("### 101. "), "{digest}");
    assert!(digest.contains("### More stories, one line each"), "{digest}");
    assert!(desk.read("briefs/digest.html").contains("More stories, one line each"));
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in walkdir(folder) {
        let name = entry.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
        found.insert(name, fs::read(&entry).unwrap());
    }
    found
}

fn walkdir(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut open = vec![folder.to_owned()];
    let mut found = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()) {
            if entry.is_dir() { open.push(entry) } else { found.push(entry) }
        }
    }
    found
}

const ARTICLE: &str = "Le Mali quitte l’organisation\n\nBAMAKO, 5 mai 2025 (AFP) — Le Mali quitte l’organisation le 5 mai 2025. \
L’Alliance des États du Sahel (AES) se réunit jeudi. Rien n’a été dit du Niger.\n";

#[test]
fn each_line_of_a_brief_says_where_it_is_from() {
    let desk = Desk::new();
    desk.put("articles/mali/a.txt", ARTICLE);
    let ran = desk.run(&[]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert_eq!(ran.stdout, "");
    let brief = desk.read("briefs/mali/a.txt.md");
    assert!(brief.contains("Mali leaves the organisation on 5 May 2025."), "{brief}");
    assert!(brief.contains("≈ adapted (memory.tsv 1, date 3 April 2025 → 5 May 2025) · ¶2 s1"), "{brief}");
    assert!(brief.contains("▢ not translated · ¶2 s2"), "{brief}");
    assert!(brief.contains("Alliance des États du Sahel → Alliance of Sahel States"), "{brief}");
    assert!(brief.contains("BAMAKO, 5 May 2025 (AFP)") || brief.contains("Bamako, 5 May 2025 (AFP)"), "{brief}");
    let memory = desk.read("briefs/mali/a.txt.tmx");
    assert!(memory.contains("<prop type=\"x-origin\">adapted</prop>"), "{memory}");
    assert!(!memory.contains("se réunit jeudi.</seg>"), "a line without English is in the TMX: {memory}");
}

#[test]
fn known_sentences_win_among_near_equals_unless_the_pipeline_says_no() {
    let desk = Desk::new();
    let known = "La douane a saisi une tonne de tramadol dans le port de Cotonou.";
    desk.put(
        "articles/a.txt",
        format!(
            "Le Sahel en bref\n\nBAMAKO, 3 avril 2025 — Le gouvernement malien a annoncé lundi la fermeture de deux camps \
             militaires près de Gao.\n\nLes autorités nigériennes ont suspendu mardi trois radios privées de Zinder.\n\n\
             Les autorités burkinabè ont suspendu mercredi quatre journaux privés de Dori.\n\nLe syndicat des enseignants \
             appelle à une grève de deux jours dans le nord du pays.\n\nLe syndicat des transporteurs appelle à une grève de \
             trois jours dans le sud du pays.\n\nLa police a saisi une tonne de cocaïne dans le port de Conakry.\n\n{known}\n"
        ),
    );
    desk.put("memory.tsv", format!("{known}\tCustoms seized a tonne of tramadol in the port of Cotonou.\n"));
    for (prefer, is_told) in [("true", true), ("false", false)] {
        desk.put(
            "pipeline.toml",
            format!("memories = [\"memory.tsv\"]\n[summary]\nsentences = 4\nprefer-known = {prefer}\n"),
        );
        assert_eq!(desk.run(&[]).code, 0);
        let brief = desk.read("briefs/a.txt.md");
        assert_eq!(brief.contains("Customs seized a tonne"), is_told, "prefer-known = {prefer}: {brief}");
    }
}

#[test]
fn a_memorys_english_is_checked_and_the_digest_tells_names_with_two_forms() {
    let desk = Desk::new();
    desk.put("glossary.toml", format!("{GLOSSARY}en-admitted = [\"Niger Republic\"]\n"));
    desk.put(
        "memory.tsv",
        "Le Mali se tait depuis la fin du sommet.\tThe the country has been silent since the end of the summit.\nLe Niger vote dimanche pour son avenir.\tNiger votes on Sunday for its future.\n\
         Le Niger parle à ses voisins du nord.\tNiger Republic speaks to its neighbours in the north.\n",
    );
    desk.put(
        "articles/a.txt",
        "Titre\n\nLe Niger vote dimanche pour son avenir.\n\nLe Mali se tait depuis la fin du sommet.\n",
    );
    desk.put(
        "articles/b.txt",
        "Titre\n\nLe Niger vote dimanche pour son avenir.\n\nLe Niger parle à ses voisins du nord.\n",
    );
    assert_eq!(desk.run(&[]).code, 0);
    let brief = desk.read("briefs/a.txt.md");
    assert!(brief.contains("“Mali” is in the French, “Mali” not in the English"), "{brief}");
    assert!(brief.contains("“the” twice"), "{brief}");
    let brief = desk.read("briefs/b.txt.md");
    assert!(!brief.contains("not in the English"), "an admitted form is as good: {brief}");
    let digest = desk.read("briefs/digest.md");
    let told = "- « Niger »\n  - Niger (2 times, first in a.txt)\n  - Niger Republic (b.txt)\n";
    assert!(digest.contains(told), "{digest}");
    assert!(!digest.contains("- « Mali »"), "{digest}");
}

#[test]
fn a_number_that_differs_without_repair_is_only_a_suggestion() {
    let desk = Desk::new();
    desk.put("memory.tsv", "Une force de 5 000 hommes est créée à Bamako.\tA force is created in Bamako.\n");
    desk.put("articles/a.txt", "Défense\n\nUne force de 9 000 hommes est créée à Bamako.\n");
    assert_eq!(desk.run(&[]).code, 0);
    let brief = desk.read("briefs/a.txt.md");
    assert!(brief.contains("Suggestion"), "{brief}");
    assert!(brief.contains("not translated"), "{brief}");
    assert!(!desk.read("briefs/memory.tmx").contains("A force is created"));
}

#[test]
fn the_same_bytes_for_any_number_of_threads_locale_and_time_zone() {
    let desk = Desk::new();
    for i in 0..70 {
        desk.put(&format!("articles/{i}.txt"), ARTICLE.replace("5 mai", &format!("{} mai", i % 28 + 1)));
    }
    let mut former = None;
    for (jobs, locale, zone) in [("1", "C", "Pacific/Auckland"), ("8", "fr_FR.UTF-8", "America/Bogota")] {
        let out = format!("out-{jobs}");
        let arguments = ["run", "pipeline.toml", "--jobs", jobs, "--out", &out];
        desk.command(&arguments).env("LC_ALL", locale).env("TZ", zone).assert().success();
        let files = files(&desk.path(&out));
        assert_eq!(files.len(), 70 * 3 + 4);
        if let Some(former) = former.replace(files.clone()) {
            assert_eq!(former, files);
        }
    }
}

#[test]
fn one_bad_article_never_stops_the_rest() {
    let desk = Desk::new();
    desk.put("articles/good.txt", ARTICLE);
    desk.put("articles/empty.txt", "");
    desk.put("articles/binary.txt", b"\x00\x01\x02\x03\xff\xfe\x00\x05".repeat(50));
    desk.put("articles/mixed.txt", "Titre\r\n\r\nUn.\rDeux.\nTrois.\r\n");
    desk.put("articles/bad-utf8.txt", b"Le Mali\n\nLe Mali a vot\xe9 et l\xe2\x80\x99AES \xff aussi, hier.\n");
    desk.put("articles/deep.html", "<div>".repeat(10_000) + "<p>Le Mali vote dimanche pour la paix.");
    desk.put("articles/a b\n\u{e9}.txt", ARTICLE);
    desk.put("articles/good.html", "<h1>Le Niger</h1><p>Le Niger vote. <b>Le Mali aussi");
    fs::create_dir(desk.path("articles/folder.txt")).unwrap();
    let ran = desk.run(&[]);
    assert_eq!(ran.code, 1);
    for (name, why) in [("empty.txt", "empty"), ("binary.txt", "binary")] {
        assert!(ran.stderr.contains(&format!("failed: {name}: ")) && ran.stderr.contains(why), "{}", ran.stderr);
        assert!(!desk.has(&format!("briefs/{name}.md")));
    }
    for name in ["good.txt", "good.html", "mixed.txt", "bad-utf8.txt", "deep.html", "a b\n\u{e9}.txt"] {
        assert!(desk.has(&format!("briefs/{name}.md")), "{name}: {}", ran.stderr);
    }
    assert!(ran.stderr.contains("8 articles, 6 written to briefs, 2 failed"), "{}", ran.stderr);
    assert!(desk.read("briefs/digest.md").contains("## What failed"));
}

#[test]
#[cfg(unix)]
fn an_unreadable_article_is_told_and_passed_over() {
    use std::os::unix::fs::symlink;
    let desk = Desk::new();
    desk.put("articles/good.txt", ARTICLE);
    symlink("nowhere.txt", desk.path("articles/gone.txt")).unwrap();
    let ran = desk.run(&[]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("gone.txt"), "{}", ran.stderr);
    assert!(desk.has("briefs/good.txt.md"));
}

#[test]
fn fail_fast_stops_at_the_first_failure_in_path_order() {
    let desk = Desk::new();
    desk.put("articles/a.txt", ARTICLE);
    desk.put("articles/b.txt", "");
    desk.put("articles/c.txt", ARTICLE);
    let ran = desk.run(&["--fail-fast"]);
    assert_eq!(ran.code, 1);
    assert!(desk.has("briefs/a.txt.md") && !desk.has("briefs/c.txt.md"));
}

#[test]
fn an_empty_folder_gives_an_empty_digest() {
    let desk = Desk::new();
    let ran = desk.run(&[]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(ran.stderr.contains("0 articles"), "{}", ran.stderr);
    assert!(desk.read("briefs/digest.md").contains("Digest of 0 articles"));
}

#[test]
fn a_second_run_reads_nothing_of_the_first_and_removes_what_is_gone() {
    let desk = Desk::new();
    desk.put("pipeline.toml", "input = [\".\"]\nglossaries = [\"glossary.toml\"]\n");
    desk.put("articles/a.txt", ARTICLE);
    desk.put("articles/b.md", ARTICLE);
    assert_eq!(desk.run(&[]).code, 0);
    let first = files(&desk.path("briefs"));
    assert_eq!(desk.run(&[]).code, 0);
    assert_eq!(files(&desk.path("briefs")), first);
    fs::remove_file(desk.path("articles/b.md")).unwrap();
    desk.put("briefs/mine.txt", "an editor's own file");
    let ran = desk.run(&[]);
    assert!(ran.stderr.contains("removed 3 files of a former run"), "{}", ran.stderr);
    assert!(!desk.has("briefs/articles/b.md.md") && desk.has("briefs/mine.txt"));
}

#[test]
fn hostile_text_stays_text() {
    let desk = Desk::new();
    let hostile = "Le Mali <script>alert(1)</script> | *gras* [x](javascript:alert) `code` ![i](x) \u{7}\u{202e} & &lt; reste calme ce jour.";
    desk.put("articles/a.txt", format!("# Titre | <b>\n\n{hostile}\n"));
    assert_eq!(desk.run(&[]).code, 0);
    let brief = desk.read("briefs/a.txt.md");
    let mut html = String::new();
    pulldown_cmark::html::push_html(
        &mut html,
        pulldown_cmark::Parser::new_ext(&brief, pulldown_cmark::Options::ENABLE_TABLES),
    );
    let page = desk.read("briefs/a.txt.html");
    for shown in [&html, &page] {
        assert!(!shown.contains("<script"), "{shown}");
        assert!(!shown.contains("href=\"javascript"), "{shown}");
        assert!(!shown.contains('\u{7}') && !shown.contains('\u{202e}'), "{shown}");
    }
    assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt; | *gras* [x](javascript:alert)"), "{html}");
}

#[test]
fn encodings_are_read_right_and_told() {
    let desk = Desk::new();
    let text = "Le Sénégal à l’œuvre\n\nLe Sénégal a été à l’œuvre jeudi à Thiès, près de Dakar, où l’été commence.\n";
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    desk.put("articles/utf16.txt", utf16);
    desk.put("articles/bom.txt", format!("\u{feff}{text}"));
    let latin: Vec<u8> = text.replace('’', "'").replace('œ', "oe").chars().map(|c| c as u8).collect();
    desk.put("articles/latin1.txt", &latin);
    let mut declared = b"<meta charset=iso-8859-1><h1>Le S\xe9n\xe9gal</h1><p>".to_vec();
    declared.extend(&latin);
    desk.put("articles/declared.html", declared);
    assert_eq!(desk.run(&[]).code, 0);
    let run = desk.read("briefs/run.json");
    for (name, encoding, from) in [
        ("bom.txt", "UTF-8", "bom"),
        ("declared.html", "windows-1252", "declared"),
        ("latin1.txt", "windows-1252", "detected"),
        ("utf16.txt", "UTF-16LE", "bom"),
    ] {
        assert!(desk.read(&format!("briefs/{name}.md")).contains("Sénégal"), "{name}");
        let entry = run.split(&format!("\"path\": \"{name}\"")).nth(1).unwrap();
        let entry = &entry[..entry.find("key-points").unwrap()];
        assert!(entry.contains(&format!("\"encoding\": \"{encoding}\"")), "{name}: {entry}");
        assert!(entry.contains(&format!("\"encoding-from\": \"{from}\"")), "{name}: {entry}");
    }
}

#[test]
fn templates_of_ones_own_and_what_is_wrong_with_them() {
    let desk = Desk::new();
    desk.put("articles/a.txt", ARTICLE);
    desk.put("pipeline.toml", "glossaries = [\"glossary.toml\"]\n[brief]\ntemplates = \"mine\"\n");
    desk.put(
        "mine/brief.md",
        "<!-- {{ mark|safe }} -->\n{% for p in page.points %}\n{{ p.position }} {{ p.french }}\n{% endfor %}\n",
    );
    assert_eq!(desk.run(&[]).code, 0);
    assert!(desk.read("briefs/a.txt.md").starts_with("<!-- made by entrefilet -->\n¶2 s1 Le Mali quitte"));
    assert!(desk.read("briefs/a.txt.html").contains("<h2 id=\"points\">"), "our page is still ours");
    for (template, told) in [
        ("\n{% for p in %}", "brief.md:2"),
        ("\n\n{{ page.heading }}", "brief.md:3: no page has `page.heading`"),
        ("{{ page.title|shout }}", "brief.md:1"),
    ] {
        desk.put("mine/brief.md", template);
        let ran = desk.run(&[]);
        assert_ne!(ran.code, 0, "{template}");
        assert!(ran.stderr.contains(told) && ran.stderr.contains("mine"), "{template}: {}", ran.stderr);
    }
}

#[test]
fn sentences_files_and_what_the_article_does_not_have_word_for_word() {
    let desk = Desk::new();
    let pipeline = "glossaries = [\"glossary.toml\"]\nmemories = [\"memory.tsv\"]\n[tmx]\nsentences-file = true\n";
    desk.put("pipeline.toml", pipeline);
    let sentence = "Le Mali quitte l’organisation le 3 avril 2025.";
    desk.put("articles/plain.txt", format!("Bamako\n\n{sentence} Il pleut.\n"));
    desk.put("articles/marked.md", format!("# Bamako\n\n{}\n", sentence.replace("Mali", "**Mali**")));
    desk.put("articles/spaced.txt", format!("Bamako\n\n{}\n", sentence.replace("Mali ", "Mali  ")));
    assert_eq!(desk.run(&[]).code, 0);
    let run: serde_json::Value = serde_json::from_str(&desk.read("briefs/run.json")).unwrap();
    for (entry, name) in run["articles"].as_array().unwrap().iter().zip(["marked.md", "plain.txt", "spaced.txt"]) {
        assert_eq!(entry["path"], name);
        assert_eq!(desk.read(&format!("briefs/{name}.fr.txt")), format!("{sentence}\n\n"));
        let lost = |reason: &str| serde_json::json!([{"position": "¶2 s1", "reason": reason}]);
        let expected = match name {
            "marked.md" => lost("stripped"),
            "spaced.txt" => lost("merged"),
            _ => serde_json::json!([]),
        };
        assert_eq!(entry["not-in-source"], expected, "{name}");
    }
}

#[test]
fn bad_pipelines_and_glossaries_say_where_and_what() {
    let desk = Desk::new();
    desk.put("articles/a.txt", ARTICLE);
    let told = |pipeline: &str, code: i32, words: &[&str]| {
        desk.put("pipeline.toml", pipeline);
        let ran = desk.run(&[]);
        assert_eq!(ran.code, code, "{pipeline}: {}", ran.stderr);
        for word in words {
            assert!(ran.stderr.contains(word), "{pipeline}: {word}: {}", ran.stderr);
        }
    };
    told("glosaries = []\n", 2, &["pipeline.toml:1:", "glosaries", "did you mean `glossaries`?"]);
    told("glossaries = [\"none.toml\"]\n", 2, &["no file matches `none.toml`"]);
    told("glossaries = [\"glossary.toml\"]\n[summary]\nsubjects = [\"ase\"]\n", 2, &["`ase`", "did you mean `aes`?"]);
    told("input = [\"nowhere\"]\n", 1, &["nowhere", "no such file or folder"]);
    desk.put(
        "twice.toml",
        "[[concept]]\nid = \"mali\"\nkind = \"place\"\nfr = \"Mali\"\nen = \"Mali\"\nsource = \"x\"\n",
    );
    told(
        "glossaries = [\"glossary.toml\", \"twice.toml\"]\n",
        2,
        &["glossary.toml:", "twice.toml:1", "later-glossary-wins"],
    );
    told("glossaries = [\"glossary.toml\", \"twice.toml\"]\nlater-glossary-wins = true\n", 0, &[]);
    desk.put("bad.toml", "[[concept]]\nid = \"x\"\nkind = \"place\"\nfr = \"Xanadou\"\nenn = \"Xanadu\"\n");
    told("glossaries = [\"glossary.toml\", \"bad.toml\"]\n", 1, &["bad.toml:5", "enn", "1 written"]);
}

#[test]
fn broken_memories_are_told_and_whole_units_used() {
    let desk = Desk::new();
    desk.put("articles/a.txt", "Titre\n\nLe Mali vote dimanche.\n");
    let unit = "<tu><tuv xml:lang=\"fr\"><seg>Le Mali vote dimanche.</seg></tuv><tuv xml:lang=\"en\"><seg>Mali votes on Sunday.</seg></tuv></tu>";
    let head = "<?xml version=\"1.0\"?><tmx version=\"1.4\"><header srclang=\"fr\"/><body>";
    desk.put("pipeline.toml", "memories = [\"m.tmx\"]\n");
    desk.put("m.tmx", format!("{head}{unit}<tu><tuv xml:lang=\"fr\"><seg>Cou"));
    let ran = desk.run(&[]);
    assert!(desk.read("briefs/a.txt.md").contains("Mali votes on Sunday."), "{}", ran.stderr);
    assert!(ran.stderr.contains("note: m.tmx"), "what was lost of the memory is not told: {}", ran.stderr);
    let bomb = "<!DOCTYPE tmx [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c SYSTEM \"file:///etc/passwd\">]>";
    desk.put("m.tmx", format!("<?xml version=\"1.0\"?>{bomb}<tmx version=\"1.4\"><header srclang=\"fr\"/><body><tu><tuv xml:lang=\"fr\"><seg>&b;&c;</seg></tuv><tuv xml:lang=\"en\"><seg>x</seg></tuv></tu></body></tmx>"));
    let ran = desk.run(&[]);
    assert!(!ran.stderr.contains("root:"), "{}", ran.stderr);
}

#[test]
fn a_dry_run_writes_nothing() {
    let desk = Desk::new();
    desk.put("articles/a.txt", ARTICLE);
    let ran = desk.run(&["--dry-run"]);
    assert_eq!(ran.code, 0);
    assert!(ran.stdout.contains("a.txt -> briefs/a.txt.md"), "{}", ran.stdout);
    assert!(!desk.has("briefs"));
}

#[test]
fn progress_can_be_read_by_a_machine() {
    let desk = Desk::new();
    desk.put("articles/a.txt", ARTICLE);
    desk.put("articles/b.txt", "");
    let ran = desk.run(&["--progress", "jsonl"]);
    let events: Vec<serde_json::Value> = ran.stderr.lines().filter_map(|l| serde_json::from_str(l).ok()).collect();
    assert_eq!(events.len(), 2, "{}", ran.stderr);
    assert_eq!((&events[0]["path"], &events[0]["status"]), (&"a.txt".into(), &"written".into()));
    assert_eq!((&events[1]["status"], &events[1]["failed"]), (&"failed".into(), &1.into()));
}

#[test]
#[cfg(unix)]
fn any_program_that_reads_and_writes_lines_can_translate() {
    let desk = Desk::new();
    desk.put("articles/a.txt", "Titre\n\nL’Alliance des États du Sahel se réunit jeudi à huis clos.\n");
    let pipeline = |command: &str| {
        format!(
            "glossaries = [\"glossary.toml\"]\n[translation]\nengine = \"command\"\ncommand = {command}\ntimeout = 5\n"
        )
    };
    desk.put("pipeline.toml", pipeline("[\"sed\", \"s/.*/The Sahel Alliance meets on Thursday./\"]"));
    assert_eq!(desk.run(&[]).code, 0);
    let brief = desk.read("briefs/a.txt.md");
    assert!(brief.contains("⚙ machine"), "{brief}");
    assert!(
        brief.contains("should be “Alliance of Sahel States”"),
        "the name that does not hold is not flagged: {brief}"
    );
    assert!(desk.read("briefs/a.txt.tmx").contains("<prop type=\"x-origin\">machine</prop>"));
    for broken in ["[\"head\", \"-n\", \"0\"]", "[\"false\"]", "[\"no-such-program\"]"] {
        desk.put("pipeline.toml", pipeline(broken));
        let ran = desk.run(&[]);
        assert_eq!(ran.code, 1, "{broken}: {}", ran.stderr);
        assert!(desk.read("briefs/a.txt.md").contains("not translated"), "{broken}");
        assert!(ran.stderr.contains("stay without English"), "{broken}: {}", ran.stderr);
    }
}

#[test]
fn explain_goes_the_road_of_one_line_again() {
    let desk = Desk::new();
    desk.put("articles/mali/a.txt", ARTICLE);
    let told = |position: &str| desk.command(&["explain", "pipeline.toml", position]).output().unwrap();
    let output = told("mali/a.txt ¶2 s1");
    let text = String::from_utf8(output.stdout).unwrap();
    for part in [
        "Le Mali quitte l’organisation le 5 mai 2025.",
        "memory.tsv 1",
        "« 5 mai » here",
        "Origin: adapted",
        "glossary.toml:",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert_eq!(told("mali/a.txt ¶9 s1").status.code(), Some(2));
    assert_eq!(told("elsewhere").status.code(), Some(2));
}

#[test]
fn init_writes_a_project_that_runs_and_never_writes_over_one() {
    let desk = Desk::new();
    desk.command(&["init", "desk"]).assert().success();
    desk.command(&["run", "desk/pipeline.toml"]).assert().success();
    assert!(desk.read("desk/briefs/exemple.txt.md").contains("has lifted some of its sanctions against Niger."));
    desk.command(&["init", "desk"]).assert().code(2);
}

#[test]
fn an_article_whose_files_cannot_all_be_written_leaves_none() {
    let desk = Desk::new();
    desk.put("articles/a.txt", ARTICLE);
    desk.put("articles/b.txt", ARTICLE);
    desk.put("briefs/a.txt.tmx/in the way", "");
    let ran = desk.run(&[]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("failed: a.txt: ") && ran.stderr.contains("a.txt.tmx"), "{}", ran.stderr);
    assert!(!desk.has("briefs/a.txt.md") && !desk.has("briefs/a.txt.html"));
    assert!(desk.has("briefs/b.txt.md"));
}

#[test]
fn an_output_folder_that_cannot_be_made_is_told() {
    let desk = Desk::new();
    desk.put("articles/a.txt", ARTICLE);
    desk.put("briefs", "a file where the folder should be");
    let ran = desk.run(&[]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("briefs"), "{}", ran.stderr);
    assert_eq!(desk.read("briefs"), "a file where the folder should be");
}

/// A pipeline with the glossary and the `[translation]` keys `engine`.
fn with_engine(engine: &str) -> String {
    format!("glossaries = [\"glossary.toml\"]\nmemories = [\"memory.tsv\"]\n[translation]\n{engine}\n")
}

#[test]
#[cfg(unix)]
fn a_second_run_asks_the_engine_nothing() {
    let desk = Desk::new();
    desk.put("articles/a.txt", ARTICLE);
    desk.put("engine.sh", "tee -a asked.txt | tr a-z A-Z");
    desk.put("pipeline.toml", with_engine("engine = \"command\"\ncommand = [\"sh\", \"engine.sh\"]"));
    assert_eq!(desk.run(&[]).code, 0);
    let (asked, first) = (desk.read("asked.txt"), files(&desk.path("briefs")));
    assert!(asked.contains("se réunit jeudi."), "{asked}");
    let manifest = desk.read("briefs/run.json");
    assert!(manifest.contains("sh engine.sh"), "the engine is not in run.json: {manifest}");
    let memory = desk.read("briefs/a.txt.tmx");
    for prop in ["x-origin\">machine", "x-engine\">command", "x-rung\">inserted", "x-rung\">plain"] {
        assert!(memory.contains(prop), "{prop}: {memory}");
    }
    assert_eq!(desk.run(&[]).code, 0);
    assert_eq!(desk.read("asked.txt"), asked);
    assert!(files(&desk.path("briefs")) == first);
}

#[test]
fn what_a_memory_lost_is_told_by_every_run() {
    let desk = Desk::new();
    desk.put("articles/a.txt", ARTICLE);
    desk.put("memory.tsv", "Il pleut.\tIt rains.\nSans anglais\n");
    let first = desk.run(&[]);
    assert!(first.stderr.contains("memory.tsv:2"), "{}", first.stderr);
    let written = files(&desk.path("briefs"));
    let second = desk.run(&[]);
    assert!(second.stderr.contains("memory.tsv:2"), "{}", second.stderr);
    assert!(files(&desk.path("briefs")) == written);
}

#[test]
fn a_damaged_index_is_refused_before_the_first_article() {
    let desk = Desk::new();
    desk.put("articles/a.txt", ARTICLE);
    desk.command(&["memory", "build", "memory.tsv", "--out", "memory.idx"]).assert().success();
    desk.put("pipeline.toml", "memories = [\"memory.idx\"]\n");
    assert_eq!(desk.run(&[]).code, 0);
    let mut bytes = fs::read(desk.path("memory.idx")).unwrap();
    let at = bytes.len() / 2;
    bytes[at] ^= 1;
    desk.put("memory.idx", bytes);
    let ran = desk.run(&[]);
    assert_ne!(ran.code, 0);
    assert!(ran.stderr.contains("damaged") && ran.stderr.contains("build it again"), "{}", ran.stderr);
}

#[test]
fn memories_stand_by_priority_and_old_units_lose() {
    let desk = Desk::new();
    desk.put("articles/a.txt", "Titre\n\nBAMAKO, 3 avril 2025 — Il pleut à Gao depuis lundi.\n");
    let unit = |english: &str, date: &str| {
        let source = "<tuv xml:lang=\"fr\"><seg>Il pleut à Gao depuis lundi.</seg></tuv>";
        let target = format!("<tuv xml:lang=\"en\"><seg>{english}</seg></tuv>");
        format!(
            "<tmx version=\"1.4\"><header srclang=\"fr\"/><body><tu changedate=\"{date}T000000Z\">{source}{target}</tu></body></tmx>"
        )
    };
    desk.put("old.tmx", unit("It has been raining in Gao.", "20200101"));
    desk.put("new.tmx", unit("It is raining in Gao.", "20250101"));
    let tables = |first: &str, second: &str| {
        format!("[[memory]]\npath = \"old.tmx\"\n{first}\n[[memory]]\npath = \"new.tmx\"\n{second}\n")
    };
    for (first, second, line) in [
        ("", "", "It has been raining in Gao."),
        ("", "priority = 1", "It is raining in Gao."),
        ("age-penalty = 1", "", "It is raining in Gao."),
        ("age-penalty = 1\nage-allowed = 5", "", "It has been raining in Gao."),
        ("penalty = 2", "", "It is raining in Gao."),
        ("trust = \"machine\"", "", "It is raining in Gao."),
    ] {
        desk.put("pipeline.toml", tables(first, second));
        assert_eq!(desk.run(&[]).code, 0);
        assert!(desk.read("briefs/a.txt.md").contains(line), "{first} / {second}: {}", desk.read("briefs/a.txt.md"));
    }
    desk.put("pipeline.toml", "[[memory]]\npath = \"old.tmx\"\npenalty = 2\nage-penalty = 1\n");
    assert_eq!(desk.run(&[]).code, 0);
    let brief = desk.read("briefs/a.txt.md");
    assert!(brief.contains("Suggestion, 93 % alike (old.tmx 1; 2 off for the memory, 5 off for its age)"), "{brief}");
}

#[test]
#[cfg(unix)]
fn what_a_machine_made_is_kept_apart_and_stays_the_machines_until_an_editor_says_otherwise() {
    let desk = Desk::new();
    desk.put("articles/a.txt", "Titre\n\nL’Alliance des États du Sahel se réunit jeudi à huis clos.\n");
    let pipeline = |engine: &str| {
        format!("glossaries = [\"glossary.toml\"]\nmemories = [\"kept.tmx\"]\n[translation]\n{engine}\n")
    };
    let sed = "engine = \"command\"\ncommand = [\"sed\", \"s/.*/The Alliance of Sahel States meets on Thursday./\"]";
    desk.put("pipeline.toml", pipeline(sed).replace("memories", "memories = []\n#"));
    assert_eq!(desk.run(&[]).code, 0);
    let made = desk.read("briefs/machine.tmx");
    for part in
        ["x-origin\">machine", "x-engine\">command", "x-rung\">plain", "x-article\">a.txt", "meets on Thursday."]
    {
        assert!(made.contains(part), "{part}: {made}");
    }

    // Listed as a memory, without an engine: the machine's line still, and in no way approved.
    desk.put("kept.tmx", &made);
    desk.put("pipeline.toml", pipeline("engine = \"none\""));
    assert_eq!(desk.run(&[]).code, 0);
    let brief = desk.read("briefs/a.txt.md");
    assert!(brief.contains("⚙ machine") && brief.contains("kept.tmx") && !brief.contains('✓'), "{brief}");
    assert!(desk.read("briefs/machine.tmx").contains("meets on Thursday."));

    // An English without the glossary's name is put to the engine again, where there is one, or told.
    desk.put("kept.tmx", made.replace("The Alliance of Sahel States", "The Sahel alliance"));
    assert_eq!(desk.run(&[]).code, 0);
    assert!(desk.read("briefs/a.txt.md").contains("should be “Alliance of Sahel States”"));
    desk.put("pipeline.toml", pipeline(sed));
    assert_eq!(desk.run(&[]).code, 0);
    let brief = desk.read("briefs/a.txt.md");
    assert!(brief.contains("The Alliance of Sahel States meets") && brief.contains("⚙ machine (command)"), "{brief}");

    // An editor has read it and says so.
    let approved = "<prop type=\"x-trust\">approved</prop>";
    desk.put("kept.tmx", made.replace("<prop type=\"x-origin\">machine</prop>", approved));
    assert_eq!(desk.run(&[]).code, 0);
    let brief = desk.read("briefs/a.txt.md");
    assert!(brief.contains('✓'), "{brief}");
    // The headline is still the machine's.
    assert!(!desk.has("briefs/machine.tmx") || !desk.read("briefs/machine.tmx").contains("huis clos"));
}

#[test]
#[cfg(unix)]
fn a_cache_that_cannot_be_written_is_noted_once_and_costs_no_line() {
    let desk = Desk::new();
    desk.put("articles/a.txt", ARTICLE);
    desk.put("articles/b.txt", "Titre\n\nIl pleut à Gao depuis lundi matin.\n");
    desk.put(".cache/entrefilet/answers", "a file where a folder should be");
    desk.put("pipeline.toml", with_engine("engine = \"command\"\ncommand = [\"tr\", \"a-z\", \"A-Z\"]"));
    let ran = desk.run(&[]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert_eq!(ran.stderr.matches("answers are not kept").count(), 1, "{}", ran.stderr);
    assert!(desk.read("briefs/b.txt.md").contains("IL PLEUT"));
}

#[test]
#[cfg(unix)]
fn what_a_machines_line_gets_wrong_stands_at_the_line_once() {
    let desk = Desk::new();
    let goita = "\n[[concept]]\nid = \"goita\"\nkind = \"person\"\nfr = \"Assimi Goïta\"\nen = \"Assimi Goïta\"\nfamily = \"Goïta\"\nsource = \"test\"\n";
    desk.put("glossary.toml", desk.read("glossary.toml") + goita);
    let french = "Assimi Goïta est arrivé au Mali mardi 3 mars et repart dimanche avec 5 000 hommes.";
    desk.put("articles/a.txt", format!("Titre\n\n{french}\n"));
    let english = "General Asimi Goita arrived in Mali on Wednesday 3 March and leaves with 5,000 men.";
    let command = format!("command = [\"sed\", \"s/.*/{english}/\"]");
    desk.put("pipeline.toml", with_engine(&format!("engine = \"command\"\n{command}")));
    assert_eq!(desk.run(&[]).code, 0);
    let brief = desk.read("briefs/a.txt.md");
    let line = brief.split("## ").find(|part| part.starts_with("Key points")).unwrap();
    assert!(line.contains(&format!("1. {english}\n")), "{line}");
    let notes: Vec<&str> = line.lines().filter_map(|line| line.trim().strip_prefix("⚠ ")).collect();
    assert_eq!(
        notes,
        [
            "“mardi 3 mars” in the French, but “Wednesday 3 March” in the English",
            "“dimanche” is not in the English",
            "“Asimi Goita” should be “Assimi Goïta”",
        ]
    );
}

#[test]
#[cfg(unix)]
fn a_failure_of_the_engine_is_told_once_for_all_articles() {
    let desk = Desk::new();
    for name in ["a", "b", "c"] {
        desk.put(&format!("articles/{name}.txt"), format!("Titre {name}\n\nIl pleut à Gao depuis lundi {name}.\n"));
    }
    desk.put("pipeline.toml", with_engine("engine = \"command\"\ncommand = [\"no-such-program\"]"));
    let ran = desk.run(&[]);
    assert_eq!(ran.code, 1);
    assert_eq!(ran.stderr.matches("cannot be started").count(), 1, "{}", ran.stderr);
    assert_eq!(desk.read("briefs/run.json").matches("cannot be started").count(), 1);
}

/// Puts the Portuguese–English model for tests into the desk's folder `model`; says why where it is missing.
#[cfg(feature = "firefox")]
fn put_model(desk: &Desk) -> bool {
    let packed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/mt-model/pten-tiny");
    let Ok(files) = fs::read_dir(&packed) else {
        eprintln!("skipped: {} is not here", packed.display());
        return false;
    };
    for path in files.map(|file| file.unwrap().path()) {
        let mut bytes = Vec::new();
        let mut reader = flate2::read::GzDecoder::new(fs::File::open(&path).unwrap());
        std::io::Read::read_to_end(&mut reader, &mut bytes).unwrap();
        desk.put(&format!("model/{}", path.file_stem().unwrap().to_str().unwrap()), bytes);
    }
    true
}

#[test]
#[cfg(feature = "firefox")]
fn a_model_translates_a_whole_run() {
    let desk = Desk::new();
    if !put_model(&desk) {
        return;
    }
    desk.put(
        "articles/a.txt",
        "A reunião\n\nO presidente chegou ao Mali na segunda-feira. O ministro do Niger não veio.\n",
    );
    desk.put("pipeline.toml", with_engine("engine = \"firefox\"\nmodel = \"model\""));
    let ran = desk.run(&[]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let brief = desk.read("briefs/a.txt.md");
    assert!(brief.matches("⚙ machine").count() >= 2, "{brief}");
    assert!(brief.contains("Mali") && brief.contains("president"), "{brief}");
    // It is a Portuguese model, which the desk is told.
    assert!(ran.stderr.contains("no model this program knows; its hash is "), "{}", ran.stderr);
    assert!(ran.stderr.contains("not seem to be one for French: of « Le président"), "{}", ran.stderr);
    assert!(brief.contains("not seem to be one for French"), "{brief}");
    let manifest: serde_json::Value = serde_json::from_str(&desk.read("briefs/run.json")).unwrap();
    let engine = manifest["engine"].as_str().unwrap();
    let kernel = engine.rsplit(" · ").next().unwrap();
    assert!(engine.starts_with("firefox ") && engine.split(" · ").count() == 3 && !kernel.is_empty(), "{engine}");
    let memory = desk.read("briefs/a.txt.tmx");
    let count = |prop: &str| memory.matches(prop).count();
    assert!(count("x-origin\">machine") >= 2, "{memory}");
    assert_eq!(count("x-engine\">firefox "), count("x-origin\">machine"), "{memory}");
    assert_eq!(count("x-rung\">"), count("x-origin\">machine"), "{memory}");
    let (first, answers) = (files(&desk.path("briefs")), files(&desk.path(".cache/entrefilet/answers")));
    assert!(!answers.is_empty(), "nothing is in the cache");
    assert_eq!(desk.run(&["--jobs", "1"]).code, 0);
    assert!(files(&desk.path("briefs")) == first, "another run has other bytes");
    assert!(files(&desk.path(".cache/entrefilet/answers")) == answers, "the second run asked the engine");
}

/// A chat endpoint that gives every question the same answer; the questions come back.
#[cfg(feature = "http")]
fn chat_endpoint() -> (String, std::sync::mpsc::Receiver<String>) {
    use std::io::{BufRead, BufReader, Read, Write};
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/v1", listener.local_addr().unwrap());
    let (sender, asked) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            let head: Vec<String> =
                reader.by_ref().lines().map_while(Result::ok).take_while(|l| !l.is_empty()).collect();
            let length = |line: &String| line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse().ok();
            let mut body = vec![0; head.iter().find_map(length).unwrap_or(0)];
            let _ = reader.read_exact(&mut body);
            let _ = sender.send(String::from_utf8_lossy(&body).into_owned());
            let answer = r#"{"choices": [{"message": {"content": "Mali said nothing."}}]}"#;
            let _ = write!(
                stream,
                "HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{answer}",
                answer.len()
            );
        }
    });
    (address, asked)
}

#[test]
#[cfg(feature = "http")]
fn a_chat_endpoint_gets_the_names_and_what_the_memory_has_for_sentences_like_it() {
    let desk = Desk::new();
    let (address, asked) = chat_endpoint();
    desk.put(
        "memory.tsv",
        "Le Mali quitte l’organisation jeudi matin.\tMali leaves the organisation on Thursday morning.\n",
    );
    desk.put("articles/a.txt", "Titre\n\nLe Mali quitte l’organisation régionale jeudi matin.\n");
    desk.put(
        "pipeline.toml",
        with_engine(&format!("engine = \"http\"\napi = \"openai\"\nmodel-name = \"small\"\nurl = \"{address}\"")),
    );
    let ran = desk.run(&[]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let questions: Vec<String> = asked.try_iter().collect();
    let question = questions.iter().find(|q| q.contains("régionale")).unwrap();
    assert!(question.contains("Mali = Mali") && question.contains("on Thursday morning."), "{question}");
    assert!(questions.iter().any(|q| !q.contains("Thursday")), "a headline got an example that is not like it");
    assert!(desk.read("briefs/a.txt.tmx").contains("x-engine\">http chat"));
}
