//! Grouping articles into stories: on a real folder where the data are, and on made ones.

use entrefilet::story::{Row, Story, group};
use flate2::read::GzDecoder;
use std::collections::BTreeMap;
use std::fs::File;

/// Rows of the articles of RPM2 with the topic of each; `None` where the data are missing.
fn rpm2() -> Option<Vec<(String, Row)>> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/summarization/rpm2_multidoc_dev.jsonl.gz");
    let lines = std::io::read_to_string(GzDecoder::new(File::open(path).ok()?)).ok()?;
    let mut rows = Vec::new();
    for line in lines.lines() {
        let cluster: serde_json::Value = serde_json::from_str(line).ok()?;
        let topic = cluster["id"].as_str()?[..3].to_string();
        for doc in cluster["docs"].as_array()? {
            let text = doc["text"].as_str()?;
            rows.push((topic.clone(), Row::new(doc["title"].as_str()?, text.lines(), [], None)));
        }
    }
    Some(rows)
}

fn members(story: &Story) -> Vec<usize> {
    story.articles.iter().flat_map(|t| t.repeated_by.iter().copied().chain([t.article])).collect()
}

/// B-cubed F1 of `stories` against the topics.
fn b_cubed(stories: &[Story], topics: &[&str]) -> f64 {
    let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
    topics.iter().for_each(|t| *sizes.entry(t).or_default() += 1);
    let (mut precision, mut recall) = (0.0, 0.0);
    for members in stories.iter().map(members) {
        for &m in &members {
            let same = members.iter().filter(|&&o| topics[o] == topics[m]).count() as f64;
            precision += same / members.len() as f64;
            recall += same / sizes[topics[m]] as f64;
        }
    }
    let (p, r) = (precision / topics.len() as f64, recall / topics.len() as f64);
    2.0 * p * r / (p + r)
}

#[test]
fn topics_of_a_mixed_folder_are_found_again() {
    let Some(all) = rpm2() else {
        println!("skipped: no ../shared/data/summarization/rpm2_multidoc_dev.jsonl.gz");
        return;
    };
    for step in [1, 2, 5] {
        let (topics, rows): (Vec<&str>, Vec<Row>) =
            all.iter().step_by(step).map(|(t, r)| (t.as_str(), r.clone())).unzip();
        let stories = group(&rows);
        let f = b_cubed(&stories, &topics);
        println!("{} articles: {} stories, B-cubed F1 {f:.3}", rows.len(), stories.len());
        assert!(f >= if step == 1 { 0.95 } else { 0.85 });
    }
}

#[test]
fn every_row_is_in_one_story_whatever_the_folder() {
    assert!(group(&[]).is_empty());
    let empty = vec![Row::default(); 3];
    assert_eq!(group(&empty).iter().map(|s| members(s).len()).sum::<usize>(), 3);
}

#[test]
fn a_copy_is_folded_under_the_fullest() {
    const TOWNS: [&str; 5] = ["Gao", "Kidal", "Ménaka", "Ansongo", "Bourem"];
    const LOADS: [&str; 4] = ["du riz", "des tentes", "du carburant", "des médicaments"];
    let sentences: Vec<String> = (0..20)
        .map(|i| {
            format!("Un convoi a quitté {} avec {} pour les déplacés de {}.", TOWNS[i % 5], LOADS[i % 4], TOWNS[i % 3])
        })
        .collect();
    let row = |n: usize| Row::new("Des convois quittent Gao", sentences[..n].iter().map(String::as_str), [], None);
    let other = Row::new("Le convoi de Gao est arrivé", ["Aucun camion n’a été attaqué entre Gao et Kidal."], [], None);
    let stories = group(&[row(15), other, row(20)]);
    let fullest = stories.iter().flat_map(|s| &s.articles).find(|t| t.article == 2).unwrap();
    assert_eq!(fullest.repeated_by, [0]);
}

#[test]
fn years_apart_are_two_stories() {
    let row = |date: &str| {
        Row::new(
            "Élection présidentielle au Mali",
            ["Les Maliens votent dimanche pour un président."],
            [4],
            date.parse().ok(),
        )
    };
    assert_eq!(group(&[row("2013-07-28"), row("2018-07-29")]).len(), 2);
    assert_eq!(group(&[row("2018-07-28"), row("2018-07-29")]).len(), 1);
}

/// An article of `stories/folders.txt` and where an editor puts it.
struct Case {
    folder: &'static str,
    story: &'static str,
    is_copy: bool,
    row: Row,
}

fn cases() -> Vec<Case> {
    let folders = include_str!("stories/folders.txt").split("\n== ").skip(1);
    let articles = folders.flat_map(|folder| {
        let (name, articles) = folder.split_once('\n').unwrap();
        articles.split("-- ").skip(1).map(move |article| (name, article))
    });
    let case = |(folder, article): (&'static str, &'static str)| {
        let (head, text) = article.split_once('\n').unwrap();
        let [story, date, title] = head.split(" | ").collect::<Vec<_>>().try_into().unwrap();
        let row = Row::new(title, text.lines(), [], Some(date.parse().unwrap()));
        Case { folder, story: story.trim_end_matches(" *"), is_copy: story.ends_with('*'), row }
    };
    articles.map(case).collect()
}

#[test]
fn small_folders_come_out_as_an_editor_would_have_them() {
    let cases = cases();
    for folder in cases.chunk_by(|a, b| a.folder == b.folder) {
        let rows: Vec<Row> = folder.iter().map(|c| c.row.clone()).collect();
        let stories = group(&rows);
        let found: Vec<Vec<&str>> =
            stories.iter().map(|s| members(s).into_iter().map(|m| folder[m].story).collect()).collect();
        assert!(found.iter().all(|story| story.iter().all(|s| *s == story[0])), "{}: {found:?}", folder[0].folder);
        let different: BTreeMap<&str, usize> = folder.iter().map(|c| (c.story, 0)).collect();
        assert_eq!(found.len(), different.len(), "{}: {found:?}", folder[0].folder);
        let mut copies: Vec<usize> =
            stories.iter().flat_map(|s| &s.articles).flat_map(|t| t.repeated_by.clone()).collect();
        copies.sort_unstable();
        let expected: Vec<usize> = (0..folder.len()).filter(|&i| folder[i].is_copy).collect();
        assert_eq!(copies, expected, "{}", folder[0].folder);
    }
}

#[test]
fn all_small_folders_in_one_keep_their_stories() {
    let cases = cases();
    let rows: Vec<Row> = cases.iter().map(|c| c.row.clone()).collect();
    let topics: Vec<String> = cases.iter().map(|c| format!("{} {}", c.folder, c.story)).collect();
    let f = b_cubed(&group(&rows), &topics.iter().map(String::as_str).collect::<Vec<_>>());
    println!("{} articles of small folders together: B-cubed F1 {f:.3}", rows.len());
    assert!(f > 0.95);
}
