//! The articles of a folder, told as stories.

use crate::brief::{House, PointView, StoryEntry, StoryPoint, StorySource};
use crate::model::{Concept, Line};
use crate::pipeline::row::Told;
use crate::story::{self, Story};
use crate::summary::{self, Budget, Document};
use std::cmp::Reverse;

/// The stories of `articles`, whose `rows` are in the same order: those of most sources first, then the newest.
pub(super) fn stories(rows: &[story::Row], articles: &[Told], concepts: &[Concept]) -> Vec<StoryEntry> {
    let mut dated: Vec<_> = story::group(rows)
        .iter()
        .map(|story| {
            let date = story.articles.first().and_then(|told| articles[told.article].date);
            let entry = entry(story, articles, concepts);
            (Reverse(entry.sources.len()), Reverse(date), entry)
        })
        .collect();
    dated.sort_by(|a, b| (&a.0, &a.1).cmp(&(&b.0, &b.1)));
    dated.into_iter().map(|(.., entry)| entry).collect()
}

fn entry(story: &Story, rows: &[Told], concepts: &[Concept]) -> StoryEntry {
    let mut sources = Vec::new();
    for told in &story.articles {
        let fullest = &rows[told.article];
        sources.push(source(fullest, None));
        sources.extend(told.repeated_by.iter().map(|&r| source(&rows[r], Some(fullest.path.clone()))));
    }
    let articles: Vec<&Told> = story.articles.iter().map(|t| &rows[t.article]).collect();
    let titled = articles.iter().find(|a| a.is_english).or(articles.first());
    StoryEntry {
        title: titled.map_or_else(String::new, |a| a.title.clone()),
        is_french: titled.is_some_and(|a| a.is_french),
        sources,
        points: joint_points(&articles, concepts),
    }
}

fn source(told: &Told, duplicate_of: Option<String>) -> StorySource {
    StorySource {
        title: told.title.clone(),
        is_french: told.is_french,
        path: told.path.clone(),
        date: told.date.map(|d| d.english()),
        duplicate_of,
    }
}

/// Key points that tell a story's articles together, their names in house form over all of them.
fn joint_points(articles: &[&Told], concepts: &[Concept]) -> Vec<StoryPoint> {
    const JOINT: usize = 4;
    let documents: Vec<Document> =
        articles.iter().map(|a| Document::plain(&a.title, a.points.iter().map(|p| p.french.as_str()))).collect();
    let mut picked = match articles {
        [_] => Vec::new(),
        _ => summary::digest(&documents, Budget::of_sentences(JOINT)),
    };
    if picked.is_empty() {
        picked = (0..articles.len()).flat_map(|a| (0..articles[a].points.len()).map(move |p| (a, p))).collect();
    }
    picked.sort_unstable();
    picked.truncate(JOINT);
    let lines: Vec<(&Line, &Told)> = picked.iter().map(|&(a, p)| (&articles[a].points[p], articles[a])).collect();
    let titles = articles.iter().rev().flat_map(|a| a.titles.clone()).collect();
    let mut house = House::new(concepts, &titles, lines.iter().filter_map(|(line, _)| line.english.as_ref()));
    let point = |(line, told): (&Line, &Told)| StoryPoint {
        point: PointView::new(line, &mut house),
        source: told.path.clone(),
    };
    lines.into_iter().map(point).collect()
}
