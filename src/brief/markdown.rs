//! Text of strangers inside our Markdown.

/// `text` as it must be written so that CommonMark (with GFM tables) shows it letter for letter, on one line.
///
/// Line breaks and tabs become spaces; control characters and those that turn the writing direction vanish.
///
/// ```
/// use entrefilet::brief::escape_markdown;
/// assert_eq!(escape_markdown("a|b *c* <script>"), r"a\|b \*c\* \<script>");
/// assert_eq!(escape_markdown("1. [x](javascript:y)"), r"1\. \[x\](javascript:y)");
/// ```
pub fn escape_markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut chars = text.trim().chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        match c {
            '_' if is_inside_a_word(&out, next) => out.push(c),
            '&' if next.is_some_and(char::is_whitespace) => out.push(c),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '|' | '~' | '&' | '$' => out.extend(['\\', c]),
            c if c.is_whitespace() && !is_no_break(c) => push_space(&mut out),
            c if c.is_control() || turns_direction(c) => {}
            c => out.push(c),
        }
    }
    escape_start(out)
}

/// *T01_C1.txt*: an underscore between letters or digits makes no emphasis.
fn is_inside_a_word(before: &str, next: Option<char>) -> bool {
    before.ends_with(char::is_alphanumeric) && next.is_some_and(char::is_alphanumeric)
}

fn push_space(out: &mut String) {
    if !out.ends_with(' ') {
        out.push(' ');
    }
}

fn is_no_break(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{202f}' | '\u{2007}')
}

fn turns_direction(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
}

/// Marks that make a heading, list, quotation or rule only at the start of a line.
fn escape_start(text: String) -> String {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let ends = |at: usize| text[at..].chars().nth(1).is_none_or(|c| c.is_whitespace() || c == '-' || c == '#');
    let at = match text.as_bytes().get(digits) {
        Some(b'.' | b')') if digits > 0 && ends(digits) => digits,
        Some(b'>' | b'=' | b':') if digits == 0 => 0,
        Some(b'#' | b'-' | b'+') if digits == 0 && ends(0) => 0,
        _ => return text,
    };
    format!("{}\\{}", &text[..at], &text[at..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser};

    /// What a reader sees of `escape_markdown(text)` in a list item, a table cell and a quotation.
    fn shown(markdown: &str) -> String {
        let github = Options::ENABLE_TABLES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_TASKLISTS;
        Parser::new_ext(markdown, github)
            .map(|event| match event {
                Event::Text(text) => text.to_string(),
                Event::Start(_) | Event::End(_) => String::new(),
                other => format!("{{{other:?}}}"),
            })
            .collect()
    }

    #[test]
    fn plain_text_stays_readable() {
        for text in ["5.000 hommes", "T01_C1_01.txt", "-5 %", "#Niger", "Science & Technology"] {
            assert_eq!(escape_markdown(text), text);
        }
    }

    #[test]
    fn hostile_text_is_shown_as_it_is() {
        for text in [
            "<script>alert(1)</script>",
            "[x](javascript:alert)",
            "![x](y)",
            "`code` ``",
            "# no heading",
            "- item",
            "1) item",
            "5.000 hommes",
            "-5 % et +3 %",
            "#Niger",
            "T01_C1_01.txt et _a_ __b__ a__b__c",
            "Science & Technology, R&amp;D",
            "a | b",
            "&lt; &amp;",
            "*a* _b_ ~~c~~",
            "***",
            "$x$",
            "\\",
            "http://a.b <a@b.c>",
            "===",
            ": def",
            "[^1]",
        ] {
            let escaped = escape_markdown(text);
            assert_eq!(shown(&format!("1. {escaped}")), text);
            assert_eq!(shown(&format!("> {escaped}")), text);
            assert_eq!(shown(&format!("x {escaped}")), format!("x {text}"));
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_markup(text in "[-a-c1.)(#>*_`\\[\\]<|&;!~^$=+: \\\\\n]{0,24}") {
            let plain: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let escaped = escape_markdown(&text);
            let seen = |events: String| events.trim().to_owned();
            prop_assert_eq!(seen(shown(&format!("1. x {escaped}"))), seen(format!("x {plain}")));
            prop_assert_eq!(seen(shown(&format!("> {escaped}"))), plain);
        }
    }
}
