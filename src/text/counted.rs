//! Numbers of things, as English says them.

/// *1 article*, *2 articles*, *0 glossaries*: `noun` is a singular whose plural takes an *s*, or *ies* for a final *y*.
///
/// ```
/// use entrefilet::text::count_of;
/// assert_eq!([count_of(1, "memory"), count_of(2, "memory"), count_of(0, "day")], ["1 memory", "2 memories", "0 days"]);
/// ```
pub fn count_of(n: u64, noun: &str) -> String {
    let stem = noun.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u']));
    match (n, stem) {
        (1, _) => format!("1 {noun}"),
        (_, Some(stem)) => format!("{n} {stem}ies"),
        _ => format!("{n} {noun}s"),
    }
}
