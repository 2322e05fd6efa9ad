//! What an editor should look at, each with the lines it concerns.

use crate::brief::{Place, Question};
use crate::model::{Certainty, Hit, Line};
use crate::pipeline::lines::Covered;
use crate::pipeline::plan::Plan;
use crate::pipeline::read::Read;

/// Uncertain and ambiguous names, titles outside their dates, what was found wrong in the English that the brief shows, the
/// `others`, and lines that are not English yet; each once with all its lines.
pub(in crate::pipeline) fn questions(
    plan: &Plan,
    read: &Read,
    covered: &Covered,
    others: Vec<Question>,
) -> Vec<Question> {
    let mut list = List::default();
    for (i, hits) in read.hits.iter().enumerate() {
        let place = Place::from(&read.article.position(&read.segments[i]));
        for text in hits.iter().filter(|h| !h.nested).filter_map(|hit| doubt(plan, read.french(i), hit)) {
            list.ask(text, place.clone());
        }
    }
    for line in shown(read, covered) {
        line.notes.iter().for_each(|note| list.ask(note.clone(), Place::from(&line.position)));
    }
    list.0.extend(others);
    list.0.extend(not_english(read, covered));
    list.0
}

/// Questions, each text once.
#[derive(Default)]
struct List(Vec<Question>);

impl List {
    fn ask(&mut self, text: String, place: Place) {
        match self.0.iter_mut().find(|q| q.text == text) {
            Some(known) if known.places.contains(&place) => {}
            Some(known) => known.places.push(place),
            None => self.0.push(Question { places: vec![place], text }),
        }
    }
}

/// The lines that the brief shows with their English: headline, key points, quotations.
fn shown<'a>(read: &'a Read, covered: &'a Covered) -> impl Iterator<Item = &'a Line> {
    covered.lines.iter().filter(|(i, _)| read.is_key(**i)).map(|(_, line)| line)
}

fn not_english(read: &Read, covered: &Covered) -> Option<Question> {
    let missing = shown(read, covered).filter(|l| !l.origin.is_english());
    let places: Vec<Place> = missing.map(|l| Place::from(&l.position)).collect();
    (!places.is_empty()).then(|| Question { places, text: "not English yet".into() })
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
