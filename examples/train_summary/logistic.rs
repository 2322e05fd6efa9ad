//! Logistic regression by Newton's method with a ridge.

use entrefilet::summary::Linear;

/// Rows of facts, the stop word a row is about, and whether the thing happened.
pub struct Case {
    pub row: Vec<f32>,
    pub stop: Option<u8>,
    pub yes: bool,
}

/// Stop words that get a weight of their own.
const STOPS: usize = 163;

/// Fits `facts` weights, and one for each stop word if `with_stops`.
pub fn fit(cases: &[Case], facts: usize, with_stops: bool, ridge: f64) -> Linear {
    let size = facts + if with_stops { STOPS } else { 0 };
    let mut weights = vec![0.0; size];
    for _ in 0..8 {
        let (mut gradient, mut curve) = (vec![0.0; size], vec![vec![0.0; size]; size]);
        for case in cases {
            let mut row: Vec<(usize, f64)> = case.row.iter().map(|&x| f64::from(x)).enumerate().collect();
            if let Some(stop) = case.stop.filter(|_| with_stops) {
                row.push((facts + usize::from(stop), 1.0));
            }
            let p = 1.0 / (1.0 + (-row.iter().map(|&(i, x)| weights[i] * x).sum::<f64>()).exp());
            let (error, bend) = (f64::from(u8::from(case.yes)) - p, p * (1.0 - p));
            for &(i, x) in &row {
                gradient[i] += error * x;
                for &(j, y) in row.iter().filter(|&&(j, _)| j <= i) {
                    curve[i][j] += bend * x * y;
                }
            }
        }
        for i in 0..size {
            gradient[i] -= ridge * weights[i];
            curve[i][i] += ridge;
        }
        let step = solve(curve, gradient);
        weights.iter_mut().zip(step).for_each(|(w, s)| *w += s);
    }
    let weights: Vec<f32> = weights.into_iter().map(|w| (w * 1000.0).round() as f32 / 1000.0).collect();
    Linear { facts: weights[..facts].to_vec(), stops: weights[facts..].to_vec() }
}

/// Solves the lower-triangle symmetric system by Cholesky's method.
fn solve(mut a: Vec<Vec<f64>>, mut b: Vec<f64>) -> Vec<f64> {
    let n = b.len();
    for i in 0..n {
        for j in 0..=i {
            let sum: f64 = (0..j).map(|k| a[i][k] * a[j][k]).sum();
            a[i][j] = if i == j { (a[i][i] - sum).max(1e-12).sqrt() } else { (a[i][j] - sum) / a[j][j] };
        }
    }
    for i in 0..n {
        b[i] = (b[i] - (0..i).map(|k| a[i][k] * b[k]).sum::<f64>()) / a[i][i];
    }
    for i in (0..n).rev() {
        b[i] = (b[i] - (i + 1..n).map(|k| a[k][i] * b[k]).sum::<f64>()) / a[i][i];
    }
    b
}
