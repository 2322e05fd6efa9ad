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
    let sentences: Vec<String> = (0..20)
        .map(|i| format!("Le convoi numéro {i} a quitté Gao vers la ville {} avec {} camions.", i * 7, i * 3))
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
