//! What the TMX of an article holds: its units, by kind, each with where it is from.
#![cfg(unix)]

use assert_cmd::Command;
use entrefilet::exchange::{Format, Item, read_units};
use entrefilet::model::{Trust, Unit};
use std::fs;
use tempfile::TempDir;

/// Headline, a sentence that a memory has with another date, one that it has as it is, a quotation that only the engine can
/// translate, and one more that the memory has.
const ARTICLE: &str = "Le Mali quitte l’organisation\n\nBAMAKO, 5 mai 2025 (AFP) — Le Mali quitte l’organisation le 5 mai 2025. \
Le sommet de Gao est reporté. « Nous partons demain matin », a dit le ministre. Il pleut depuis deux jours.\n";

const MEMORY: &str = "Le Mali quitte l’organisation\tMali leaves the organisation
Le Mali quitte l’organisation le 3 avril 2025.\tMali leaves the organisation on 3 April 2025.
Le sommet de Gao est reporté.\tThe Gao summit is postponed.
Il pleut depuis deux jours.\tIt has been raining for two days.
";

/// A run with one key point; `units` is `tmx.units`, `translate` is `translation.translate`.
fn desk(units: &str, translate: &str) -> TempDir {
    let desk = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| fs::write(desk.path().join(name), text).unwrap();
    fs::create_dir_all(desk.path().join("articles/mali")).unwrap();
    put("articles/mali/a.txt", ARTICLE);
    put("memory.tsv", MEMORY);
    put(
        "pipeline.toml",
        &format!(
            "memories = [\"memory.tsv\"]\n[summary]\nsentences = 1\n[tmx]\nunits = \"{units}\"\n\
             [translation]\nengine = \"command\"\ncommand = [\"sed\", \"s/.*/“We leave tomorrow morning,” the minister said./\"]\n\
             translate = \"{translate}\"\n"
        ),
    );
    let mut command = Command::cargo_bin("entrefilet").unwrap();
    command.current_dir(desk.path()).env("HOME", desk.path()).env_remove("XDG_CACHE_HOME");
    command.args(["run", "pipeline.toml"]).assert().success();
    desk
}

fn units(desk: &TempDir, file: &str) -> Vec<Unit> {
    let bytes = fs::read(desk.path().join("briefs").join(file)).unwrap();
    let mut units = Vec::new();
    read_units(&bytes[..], Some(Format::Tmx), false, |item| {
        if let Item::Unit(_, unit) = item {
            units.push(*unit);
        }
    })
    .unwrap();
    units
}

/// A unit in one line: *¶2 s1 adapted 83 memory.tsv 2*.
fn told(unit: &Unit) -> String {
    let prop = |name: &str| unit.props.iter().find(|(n, _)| n == name).map(|(_, value)| value.clone());
    let origin = unit.origin.map(|o| o.name().to_owned());
    let parts = [prop("x-position"), origin, prop("x-rate"), prop("x-evidence"), prop("x-engine"), prop("x-rung")];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

#[test]
fn each_kind_of_unit_says_where_it_is_from() {
    let desk = desk("key", "key");
    let units = units(&desk, "mali/a.txt.tmx");
    let rows: Vec<String> = units.iter().map(told).collect();
    assert_eq!(rows, ["¶1 s1 exact 100 memory.tsv 1", "¶2 s1 adapted 83 memory.tsv 2", "¶2 s3 machine command plain",]);
    for unit in &units {
        let article = unit.props.iter().find(|(name, _)| name == "x-article").map(|(_, value)| value.as_str());
        assert_eq!(article, Some("mali/a.txt"), "{unit:?}");
        assert_eq!(unit.date.map(|d| d.to_string()).as_deref(), Some("2025-05-05"), "{unit:?}");
        assert_eq!(unit.id.as_ref().map(String::len), Some(16), "{unit:?}");
    }
    let trusts: Vec<Trust> = units.iter().map(|u| u.trust).collect();
    assert_eq!(trusts, [Trust::Approved, Trust::Approved, Trust::Machine]);
}

#[test]
fn key_units_are_the_headline_the_key_points_and_the_quotations() {
    let desk = desk("key", "all");
    let rows: Vec<(String, String)> =
        units(&desk, "mali/a.txt.tmx").into_iter().map(|u| (u.source, u.target)).collect();
    let pair = |french: &str, english: &str| (french.to_owned(), english.to_owned());
    assert_eq!(
        rows,
        [
            pair("Le Mali quitte l’organisation", "Mali leaves the organisation"),
            pair("Le Mali quitte l’organisation le 5 mai 2025.", "Mali leaves the organisation on 5 May 2025."),
            pair(
                "« Nous partons demain matin », a dit le ministre.",
                "“We leave tomorrow morning,” the minister said."
            ),
        ]
    );
}

#[test]
fn all_units_are_every_sentence_with_english_in_article_order() {
    let desk = desk("all", "all");
    let positions = |file: &str| units(&desk, file).iter().map(told).collect::<Vec<_>>();
    let all = positions("mali/a.txt.tmx");
    assert_eq!(all.len(), 5, "{all:?}");
    for (row, start) in all.iter().zip(["¶1 s1 exact", "¶2 s1 adapted", "¶2 s2 exact", "¶2 s3 machine", "¶2 s4 exact"])
    {
        assert!(row.starts_with(start), "{row}, not {start}");
    }
    // The folder's memory has them all; what a machine made stands apart as well.
    assert_eq!(positions("memory.tmx").len(), 5);
    assert_eq!(positions("machine.tmx"), ["¶2 s3 machine command plain"]);
}
