//! What an editor should look at, each with the line it concerns.

use crate::brief::Question;
use crate::model::{Certainty, Hit};
use crate::pipeline::article::Read;
use crate::pipeline::lines::Covered;
use crate::pipeline::plan::Plan;
use std::collections::BTreeSet;

/// Uncertain and ambiguous names, titles outside their dates, and key points that are not English yet; each once, in
/// article order.
pub(in crate::pipeline) fn questions(plan: &Plan, read: &Read, covered: &Covered) -> Vec<Question> {
    let mut asked = BTreeSet::new();
    let mut questions: Vec<Question> = Vec::new();
    for (i, hits) in read.hits.iter().enumerate() {
        let position = read.article.position(&read.segments[i]).short();
        for text in hits.iter().filter(|h| !h.nested).filter_map(|hit| doubt(plan, read.french(i), hit)) {
            if asked.insert(text.clone()) {
                questions.push(Question { position: position.clone(), text });
            }
        }
    }
    questions.extend(not_english(covered));
    questions
}

fn not_english(covered: &Covered) -> Option<Question> {
    let missing = covered.key_points.iter().filter(|l| !l.origin.is_english());
    let positions: Vec<String> = missing.map(|l| l.position.short()).collect();
    (!positions.is_empty()).then(|| Question { position: positions.join(", "), text: "not English yet".into() })
}

fn doubt(plan: &Plan, french: &str, hit: &Hit) -> Option<String> {
    let form = hit.span.of(french);
    match &hit.certainty {
        Certainty::Certain => None,
        Certainty::Uncertain(why) => Some(format!("is « {form} » {}? ({why})", hit.en)),
        Certainty::Ambiguous(concepts) => {
            let names: Vec<&str> = concepts.iter().map(|&c| plan.concept(c).en.as_str()).collect();
            Some(format!("« {form} » may be {}", names.join(" or ")))
        }
    }
}
