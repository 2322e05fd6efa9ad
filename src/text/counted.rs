//! Numbers of things, as English says them.

/// *1 article*, *2 articles*, *0 glossaries*: `noun` is a singular whose plural takes an *s*, or *ies* for a final *y*.
///
/// ```
/// use entrefilet::text::count_of;
/// assert_eq!([count_of(1, "memory"), count_of(2, "memory"), count_of(1200, "day")], ["1 memory", "2 memories", "1,200 days"]);
/// ```
pub fn count_of(n: u64, noun: &str) -> String {
    let stem = noun.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u']));
    match (n, stem) {
        (1, _) => format!("1 {noun}"),
        (_, Some(stem)) => format!("{} {stem}ies", grouped(n)),
        _ => format!("{} {noun}s", grouped(n)),
    }
}

/// `n` with its thousands set apart: *1,200*.
pub fn grouped(n: u64) -> String {
    with_commas(&n.to_string())
}

/// `digits` with a comma before each three from the right.
pub(crate) fn with_commas(digits: &str) -> String {
    let mut out = String::with_capacity(digits.len() * 4 / 3 + 1);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
