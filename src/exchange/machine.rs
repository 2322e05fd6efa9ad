//! How tools say that a machine made a text.

/// Whether an origin or an author says that nobody has read the English yet.
pub fn is_machine_mark(value: &str) -> bool {
    const MARKS: [&str; 7] = ["mt", "mt!", "nmt", "amt", "machine", "machinetranslation", "machinetranslated"];
    const LONGEST: usize = 24;
    let letters = value.chars().filter(|c| !matches!(c, ' ' | '-' | '_'));
    value.len() <= LONGEST && MARKS.contains(&letters.collect::<String>().to_ascii_lowercase().as_str())
}
