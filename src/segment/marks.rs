//! Where full stops, quotation marks and brackets stand in a line, and which of them belong together.

/// Marks that open and close together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Pair {
    /// « »
    Guillemets,
    /// “ ”
    Curly,
    /// ‘ ’
    Single,
    /// " "
    Straight,
    /// ' '
    Apostrophes,
    /// ( )
    Round,
    /// [ ]
    Square,
}

impl Pair {
    /// Whether the pair is one of brackets, not of quotation marks.
    pub fn is_bracket(self) -> bool {
        matches!(self, Self::Round | Self::Square)
    }
}

/// What a mark does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Job {
    /// It may end a sentence.
    Stop,
    /// It opens a quotation or a bracket.
    Open(Pair),
    /// It closes one.
    Close(Pair),
}

/// A mark of a line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    /// Its first byte in the text.
    pub at: u32,
    /// Its length in bytes.
    pub len: u8,
    /// What it does.
    pub job: Job,
    /// For an opening mark that is closed in its line, the byte where its closing mark starts; for a closing mark, the
    /// byte where its opening mark starts; else [`ALONE`].
    pub partner: u32,
}

impl Mark {
    /// One past its last byte.
    pub fn end(&self) -> usize {
        self.at as usize + self.len as usize
    }
}

/// The partner of a mark that has none.
pub(super) const ALONE: u32 = u32::MAX;

/// The marks of one line, found in one pass; the memory is used again for the next line.
#[derive(Default)]
pub(super) struct Marks {
    /// In text order.
    pub list: Vec<Mark>,
    /// Indexes of the marks that are open.
    open: Vec<(u32, Pair)>,
    /// How many of each pair are open, so that a closing mark without partner is not searched for.
    count: [u32; 7],
}

impl Marks {
    /// Reads the marks of the line that starts at `from` and returns where its line break (or the text) begins.
    pub fn read_line(&mut self, text: &str, from: usize) -> usize {
        self.list.clear();
        self.open.clear();
        self.count = [0; 7];
        let bytes = text.as_bytes();
        let mut at = from;
        while let Some(skip) = bytes[at..].iter().position(|&b| SPECIAL[b as usize]) {
            at += skip;
            let Some(c) = text[at..].chars().next() else { break };
            if is_line_break(c) {
                return at;
            }
            self.note(text, from, at, c);
            at += c.len_utf8();
        }
        text.len()
    }

    fn note(&mut self, text: &str, line: usize, at: usize, c: char) {
        let job = match c {
            '.' | '!' | '?' | '…' | '‽' | '。' | '؟' => Job::Stop,
            '«' => Job::Open(Pair::Guillemets),
            '»' => Job::Close(Pair::Guillemets),
            '“' | '„' => Job::Open(Pair::Curly),
            '”' => Job::Close(Pair::Curly),
            '(' => Job::Open(Pair::Round),
            ')' => Job::Close(Pair::Round),
            '[' => Job::Open(Pair::Square),
            ']' => Job::Close(Pair::Square),
            '‘' => Job::Open(Pair::Single),
            '’' | '\'' | '"' => match self.side(&text[line..at], c, &text[at + c.len_utf8()..]) {
                Some(job) => job,
                None => return,
            },
            _ => return,
        };
        let partner = match job {
            Job::Close(pair) => self.close(pair, at as u32),
            _ => ALONE,
        };
        if let Job::Open(pair) = job {
            self.open.push((self.list.len() as u32, pair));
            self.count[pair as usize] += 1;
        }
        self.list.push(Mark { at: at as u32, len: c.len_utf8() as u8, job, partner });
    }

    /// What a mark that can be either does here; `None` for an apostrophe.
    fn side(&self, before: &str, c: char, after: &str) -> Option<Job> {
        let previous = before.chars().next_back();
        let next = after.chars().next();
        let in_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let is_open = |pair: Pair| self.count[pair as usize] > 0;
        match c {
            '’' => (is_open(Pair::Single) && !in_word(next)).then_some(Job::Close(Pair::Single)),
            '\'' if is_open(Pair::Apostrophes) && !in_word(next) => Some(Job::Close(Pair::Apostrophes)),
            '\'' => (!in_word(previous) && in_word(next) && !is_open(Pair::Apostrophes))
                .then_some(Job::Open(Pair::Apostrophes)),
            _ if blank(previous) && !blank(next) => Some(Job::Open(Pair::Straight)),
            _ if is_open(Pair::Straight) => Some(Job::Close(Pair::Straight)),
            _ if !blank(previous) && blank(next) => Some(Job::Close(Pair::Straight)),
            _ => Some(Job::Open(Pair::Straight)),
        }
    }

    /// Finds the open partner of a closing mark at `at`; what is still open inside stays alone.
    fn close(&mut self, pair: Pair, at: u32) -> u32 {
        if self.count[pair as usize] == 0 {
            return ALONE;
        }
        while let Some((index, open)) = self.open.pop() {
            self.count[open as usize] -= 1;
            if open == pair {
                let opening = &mut self.list[index as usize];
                opening.partner = at;
                return opening.at;
            }
        }
        ALONE
    }
}

/// Whether `c` ends a line.
pub(super) fn is_line_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// First bytes of the characters that matter here.
static SPECIAL: [bool; 256] = {
    let mut table = [false; 256];
    let bytes = b"\n\r\x0b\x0c.!?\"'()[]\xc2\xe2\xe3\xd8";
    let mut i = 0;
    while i < bytes.len() {
        table[bytes[i] as usize] = true;
        i += 1;
    }
    table
};
