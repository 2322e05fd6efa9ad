//! Learns the weights.
mod boost;
mod logistic;
mod rouge;

use boost::{Growth, Table};
use entrefilet::summary::*;
use logistic::Case;
use rouge::{Reference, Rouge};
use std::collections::HashMap;

struct Doc {
    title: String,
    sentences: Vec<String>,
    summary: String,
}

fn load() -> Vec<Doc> {
    std::fs::read_to_string("/tmp/os_dev.jsonl")
        .unwrap()
        .lines()
        .map(|l| {
            let v: serde_json::Value = serde_json::from_str(l).unwrap();
            Doc {
                title: v["title"].as_str().unwrap_or("").into(),
                sentences: v["sentences"].as_array().unwrap().iter().map(|s| s.as_str().unwrap().into()).collect(),
                summary: v["summary"].as_str().unwrap().into(),
            }
        })
        .collect()
}
impl Doc {
    fn document(&self) -> Document<'_> {
        Document::plain(&self.title, self.sentences.iter().map(|s| s.as_str()))
    }
}
fn reference(d: &Doc, s: &mut Study) -> Reference {
    let st = s.stems_of(&d.summary);
    Reference::new(&st, d.summary.split_whitespace().count())
}
fn wc(s: &str) -> usize {
    s.split_whitespace().count()
}

fn train_words(docs: &[&Doc], ridge: f64) -> Weights {
    let mut weights = Weights::default();
    let mut cases = vec![];
    let mut k = vec![];
    for d in docs {
        let mut s = Study::new(&d.document(), &weights);
        let r = reference(d, &mut s);
        for (stem, stop, row) in s.words() {
            cases.push(Case { row: row.to_vec(), stop, yes: r.has_word(stem) });
        }
        k.push(r);
    }
    weights.word = logistic::fit(&cases, WORD, true, ridge);
    let mut cases = vec![];
    for (d, r) in docs.iter().zip(&k) {
        let s = Study::new(&d.document(), &weights);
        for (pair, row) in s.pairs() {
            cases.push(Case { row: row.to_vec(), stop: None, yes: r.has_pair(pair) });
        }
    }
    weights.pair = logistic::fit(&cases, PAIR, false, ridge);
    weights
}

fn policy(weights: &Weights, row: &GainRow) -> f32 {
    if weights.gain.trees.is_empty() { row[GAIN - 8] + row[GAIN - 7] } else { weights.gain.score(row) }
}

/// ranks with greedy up to steps, then the rest by last score
fn rank(s: &mut Study, weights: &Weights, steps: usize) -> Vec<usize> {
    let mut out = vec![];
    for _ in 0..steps {
        let best = (0..s.len())
            .filter(|&i| s.open(i))
            .map(|i| (policy(weights, &s.gain_row(i)), i))
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        let Some((_, b)) = best else { return out };
        s.pick(b);
        out.push(b);
    }
    let mut rest: Vec<(f32, usize)> =
        (0..s.len()).filter(|&i| s.open(i)).map(|i| (policy(weights, &s.gain_row(i)), i)).collect();
    rest.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    out.extend(rest.iter().map(|r| r.1));
    out.truncate(12.max(steps));
    out
}

fn gain_rows(
    docs: &[&Doc],
    weights: &Weights,
    steps: usize,
    table: &mut Table,
    dice: &mut boost::Dice,
    explore: f64,
    center: f64,
    wexp: f64,
) {
    for (g, d) in docs.iter().enumerate() {
        let mut s = Study::new(&d.document(), weights);
        let r = reference(d, &mut s);
        let stems: Vec<Vec<u32>> = (0..s.len()).map(|i| s.stems(i)).collect();
        let mut told: Vec<u32> = vec![];
        let mut words = 0;
        for step in 0..steps {
            let before = r.score(&told).mean();
            let mut best = (f32::MIN, 0);
            let mut rows = vec![];
            for i in 0..s.len() {
                if !s.open(i) {
                    continue;
                }
                if step > 0 && words + wc(&d.sentences[i]) > 60 {
                    continue;
                }
                let row = s.gain_row(i);
                let p = policy(weights, &row);
                if p > best.0 {
                    best = (p, i);
                }
                let mut t = told.clone();
                t.extend(&stems[i]);
                rows.push((row.to_vec(), r.score(&t).mean() - before, i));
            }
            if rows.is_empty() {
                break;
            }
            let n = rows.len() as f64;
            let mut pick = best.1;
            if dice.roll() < explore {
                pick = rows[(dice.roll() * n) as usize].2;
            }
            let m = center * rows.iter().map(|r| r.1).sum::<f64>() / n;
            for (row, t, _) in rows {
                table.rows.push(row);
                table.targets.push(t - m);
                table.weights.push((10.0 / n).powf(wexp));
                table.groups.push(g);
            }
            words += wc(&d.sentences[pick]);
            told.extend(&stems[pick]);
            s.pick(pick);
        }
    }
}

fn budget_w(rank: &[usize], d: &Doc, n: usize) -> Vec<usize> {
    let (mut out, mut words) = (vec![], 0);
    for &i in rank {
        let m = wc(&d.sentences[i]);
        if !out.is_empty() && words + m > n {
            continue;
        }
        words += m;
        out.push(i);
    }
    out.sort();
    out
}
#[derive(Default, Clone)]
struct Scores {
    w60: Vec<Rouge>,
    rf: Vec<Rouge>,
    k1: Vec<Rouge>,
    len: f64,
}
fn evaluate(rank: &[usize], d: &Doc, s: &mut Study, into: &mut Scores) {
    let r = reference(d, s);
    let cat = |ix: &[usize], s: &Study| ix.iter().flat_map(|&i| s.stems(i)).collect::<Vec<_>>();
    let w = budget_w(rank, d, 60);
    into.len += w.iter().map(|&i| wc(&d.sentences[i])).sum::<usize>() as f64;
    into.w60.push(r.score(&cat(&w, s)));
    into.k1.push(r.score(&cat(&rank[..1.min(rank.len())], s)));
    let text: Vec<&str> = rank.iter().flat_map(|&i| d.sentences[i].split_whitespace()).take(r.length).collect();
    let st = s.stems_of(&text.join(" "));
    into.rf.push(r.score(&st));
}
fn mean(v: &[Rouge], f: impl Fn(Rouge) -> f64) -> f64 {
    100.0 * v.iter().map(|&r| f(r)).sum::<f64>() / v.len() as f64
}
fn show(name: &str, x: &Scores, lead: &Scores) {
    print!("{name:28}");
    for (a, l) in [(&x.w60, &lead.w60), (&x.rf, &lead.rf), (&x.k1, &lead.k1)] {
        let d: Vec<f64> = a.iter().zip(l).map(|(a, b)| 100.0 * (a.mean() - b.mean())).collect();
        let m = d.iter().sum::<f64>() / d.len() as f64;
        let sd = (d.iter().map(|x| (x - m) * (x - m)).sum::<f64>() / d.len() as f64 / d.len() as f64).sqrt();
        print!(" | {:.2}/{:.2} {:+.2} z{:.1}", mean(a, |r| r.one), mean(a, |r| r.two), m, m / sd);
    }
    println!(" | words {:.1}", x.len / x.w60.len() as f64);
}

fn main() {
    let docs = load();
    let args: HashMap<String, f64> = std::env::args()
        .skip(1)
        .filter_map(|a| {
            let (k, v) = a.split_once('=')?;
            Some((k.into(), v.parse().ok()?))
        })
        .collect();
    let arg = |k: &str, d: f64| args.get(k).copied().unwrap_or(d);
    let growth = Growth {
        trees: arg("trees", 60.) as usize,
        depth: arg("depth", 3.) as usize,
        rate: arg("rate", 0.08),
        rows: arg("rows", 60.),
        ridge: arg("ridge", 20.),
        columns: arg("cols", 0.5),
        sample: arg("sample", 0.7),
    };
    let steps = arg("steps", 3.) as usize;
    let rounds = arg("rounds", 1.) as usize;
    let mut lead = Scores::default();
    let mut base = Scores::default();
    let mut ours = vec![Scores::default(); rounds];
    let t = std::time::Instant::now();
    let seed = arg("seed", 0.) as usize;
    for fold in 0..5 {
        let train: Vec<&Doc> = docs
            .iter()
            .enumerate()
            .filter(|(i, _)| (i * (seed + 1) / (1 + seed * 3)) % 5 != fold)
            .map(|d| d.1)
            .collect();
        let test: Vec<&Doc> = docs
            .iter()
            .enumerate()
            .filter(|(i, _)| (i * (seed + 1) / (1 + seed * 3)) % 5 == fold)
            .map(|d| d.1)
            .collect();
        let mut weights = train_words(&train, arg("wridge", 3.));
        if fold == 0 {
            println!("{:?}", weights.word.facts);
            println!("{:?}", weights.pair.facts);
        }
        for d in &test {
            let mut s = Study::new(&d.document(), &weights);
            let all: Vec<usize> = (0..s.len().min(12)).collect();
            evaluate(&all, d, &mut s, &mut lead);
            let r = rank(&mut s, &weights, steps);
            evaluate(&r, d, &mut s, &mut base);
        }
        let mut table = Table { rows: vec![], targets: vec![], weights: vec![], groups: vec![] };
        let mut dice = boost::Dice(3);
        for round in 0..rounds {
            gain_rows(
                &train,
                &weights,
                steps,
                &mut table,
                &mut dice,
                arg("explore", 0.0),
                arg("center", 0.0),
                arg("wexp", 0.0),
            );
            weights.gain = boost::boost(&table, growth);
            for d in &test {
                let mut s = Study::new(&d.document(), &weights);
                let r = rank(&mut s, &weights, steps);
                evaluate(&r, d, &mut s, &mut ours[round]);
            }
        }
    }
    show("lead", &lead, &lead);
    show("expected rouge", &base, &lead);
    for o in &ours {
        show("trees", o, &lead);
    }
    println!("{:?}", t.elapsed());
}
