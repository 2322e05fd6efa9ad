//! What an editor should look at, each with the lines it concerns.

use crate::brief::{Place, Question};
use crate::model::{Certainty, ConceptKind, Hit, Line};
use crate::pipeline::lines::Covered;
use crate::pipeline::plan::Plan;
use crate::pipeline::read::Read;
use crate::text::Span;

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
        for text in hits.iter().filter(|h| !h.nested).filter_map(|hit| doubt(plan, read.french(i), hits, hit)) {
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
    let (english, missing): (Vec<&Line>, Vec<&Line>) = shown(read, covered).partition(|l| l.origin.is_english());
    let places: Vec<Place> = missing.iter().map(|l| Place::from(&l.position)).collect();
    match (english.len(), places.len()) {
        (_, 0) => None,
        (0, 2..) => Some(Question { places: Vec::new(), text: "nothing of this article is English yet".into() }),
        _ => Some(Question { places, text: "not English yet".into() }),
    }
}

fn doubt(plan: &Plan, french: &str, hits: &[Hit], hit: &Hit) -> Option<String> {
    let form = hit.span.of(french);
    match &hit.certainty {
        Certainty::Certain => None,
        Certainty::Uncertain(why) if plan.concept(hit.concept).kind == ConceptKind::Office => {
            let holder = hits.iter().find(|h| is_beside(french, hit.span, h.span) && is_person(plan, h));
            Some(match holder {
                Some(person) => format!("« {form} » beside {}: {why}", plan.concept(person.concept).en),
                None => format!("is « {form} » {}? ({why})", hit.en),
            })
        }
        Certainty::Uncertain(why) => Some(format!("is « {form} » {}? ({why})", hit.en)),
        Certainty::Ambiguous(concepts) => {
            let names: Vec<&str> = concepts.iter().map(|&c| plan.concept(c).en.as_str()).collect();
            Some(format!("« {form} » may be {}", names.join(" or ")))
        }
    }
}

/// Whether nothing but a space or a comma stands between a title and a name.
fn is_beside(french: &str, title: Span, name: Span) -> bool {
    let (first, second) = if title.start < name.start { (title, name) } else { (name, title) };
    let between = french.get(first.end as usize..second.start as usize);
    between.is_some_and(|b| matches!(b.trim(), "" | "," | ", le" | ", la"))
}

fn is_person(plan: &Plan, hit: &Hit) -> bool {
    plan.concept(hit.concept).kind == ConceptKind::Person
}
