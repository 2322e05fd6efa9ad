//! Many articles on one story: what most of them say, once.

use super::document::{Budget, Document};
use super::reading::{Line, Reading, Seen};
use super::vocabulary::Vocabulary;

/// The sentences that best tell `documents` together within `budget`, as (document, sentence), best first.
///
/// A word weighs what share of the documents has it, squared, times the square root of its rarity in sentences; each
/// further sentence is the one whose words not yet told weigh most for its length, early sentences counting up to half
/// more. Sentences that repeat one already taken are passed over.
///
/// ```
/// use entrefilet::summary::{Budget, Document, digest};
/// let a = Document::plain("", ["Le Mali a quitté la Cédéao mercredi matin.", "Il pleut sur les collines de Bamako."]);
/// let b = Document::plain("", ["Le Mali et le Niger ont quitté la Cédéao.", "La bourse de Paris a fini en hausse hier."]);
/// assert_eq!(digest(&[a, b], Budget::of_sentences(1))[0].1, 0);
/// ```
pub fn digest(documents: &[Document], budget: Budget) -> Vec<(usize, usize)> {
    let mut vocabulary = Vocabulary::default();
    let readings: Vec<Reading> = documents.iter().map(|d| Reading::new(d, &mut vocabulary)).collect();
    let weights = weights(&readings, &vocabulary);
    let mut told = vec![false; vocabulary.len()];
    let mut candidates = candidates(&readings);
    let (mut picked, mut words) = (Vec::new(), 0);
    while picked.len() < budget.sentences {
        candidates.retain(|c| picked.is_empty() || words + c.line.words <= budget.words);
        let Some(best) = best(&candidates, &weights, &told) else { break };
        let taken = candidates.remove(best);
        words += taken.line.words;
        taken.tokens.iter().for_each(|t| told[t.stem as usize] = true);
        picked.push((taken.document, taken.sentence));
    }
    picked
}

/// A sentence that may be picked.
struct Candidate<'r> {
    document: usize,
    sentence: usize,
    line: &'r Line,
    tokens: &'r [Seen],
}

fn candidates(readings: &[Reading]) -> Vec<Candidate<'_>> {
    let all = readings.iter().enumerate().flat_map(|(document, reading)| {
        reading.lines.iter().enumerate().map(move |(sentence, line)| Candidate {
            document,
            sentence,
            line,
            tokens: reading.of(sentence),
        })
    });
    all.filter(|c| c.line.usable && c.line.words >= 5).collect()
}

/// What telling each stem is worth.
fn weights(readings: &[Reading], vocabulary: &Vocabulary) -> Vec<f64> {
    let (mut documents, mut sentences) = (vec![0u32; vocabulary.len()], vec![0u32; vocabulary.len()]);
    let mut total = 0;
    for reading in readings {
        let mut all = Vec::new();
        for index in 0..reading.lines.len() {
            let mut stems: Vec<u32> = reading.of(index).iter().map(|t| t.stem).collect();
            stems.sort_unstable();
            stems.dedup();
            stems.iter().for_each(|&s| sentences[s as usize] += 1);
            all.extend(stems);
            total += 1;
        }
        all.sort_unstable();
        all.dedup();
        all.iter().for_each(|&s| documents[s as usize] += 1);
    }
    let weight = |id: usize| {
        if documents[id] < 2 || vocabulary.entry(id as u32).stop.is_some() {
            return 0.0;
        }
        let share = f64::from(documents[id]) / readings.len() as f64;
        share * share * (f64::from(total) / f64::from(sentences[id])).ln().max(0.0).sqrt()
    };
    (0..vocabulary.len()).map(weight).collect()
}

/// The candidate worth most, the first of equals; `None` when none adds anything.
fn best(candidates: &[Candidate], weights: &[f64], told: &[bool]) -> Option<usize> {
    let worth = candidates.iter().map(|c| (1e9 * worth(c, weights, told)) as i64);
    let best = worth.enumerate().max_by_key(|&(i, w)| (w, std::cmp::Reverse(i)))?;
    (best.1 > 0).then_some(best.0)
}

fn worth(candidate: &Candidate, weights: &[f64], told: &[bool]) -> f64 {
    let mut stems: Vec<u32> = candidate.tokens.iter().map(|t| t.stem).filter(|&s| !told[s as usize]).collect();
    stems.sort_unstable();
    stems.dedup();
    let new: f64 = stems.iter().map(|&s| weights[s as usize]).sum();
    let early = 1.0 + 0.5 / (1.0 + candidate.sentence as f64);
    new * early / (candidate.line.words as f64).powf(0.7)
}
