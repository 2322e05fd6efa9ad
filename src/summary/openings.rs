//! Lists of how sentences open.

/// Folded openings of sentences, by their first byte.
pub(crate) struct Openings(Vec<Vec<&'static str>>);

impl Openings {
    pub(crate) fn new(list: &'static str) -> Self {
        let mut openings = vec![Vec::new(); 256];
        list.lines().for_each(|line| openings[usize::from(first_byte(line))].push(line));
        Self(openings)
    }

    /// Whether one of them opens `sentence`, which is folded.
    pub(crate) fn open(&self, sentence: &str) -> bool {
        self.0[usize::from(first_byte(sentence))].iter().any(|o| sentence.starts_with(o))
    }
}

/// 0 for no text.
fn first_byte(text: &str) -> u8 {
    text.bytes().next().unwrap_or(0)
}
