//! The `---` or `+++` block of `key: value` lines at the head of a Markdown file.

use super::clean::clean;
use super::draft::Head;
use crate::text::{find_french_date, fold};

/// Takes the front matter off `text`: what it says, what is left, and how many lines it took.
///
/// Only flat keys are read; lists and nested tables belong to site generators and are passed over.
pub(super) fn take(text: &str) -> (Head, &str, u32) {
    let Some((inside, rest)) = block(text) else { return (Head::default(), text, 0) };
    let mut head = Head::default();
    for (at, line) in inside.lines().enumerate() {
        if let Some((key, value)) = line.split_once([':', '=']) {
            set(&mut head, &fold(key.trim()), unquoted(value), at as u32 + 2);
        }
    }
    let lines = text[..text.len() - rest.len()].matches('\n').count() as u32;
    (head, rest, lines)
}

fn block(text: &str) -> Option<(&str, &str)> {
    let fence = ["---", "+++"].into_iter().find(|f| text.starts_with(f))?;
    let (first, after) = text.split_once('\n')?;
    if first.trim_end() != fence {
        return None;
    }
    let mut at = 0;
    for line in after.split_inclusive('\n') {
        if line.trim_end() == fence || line.trim_end() == "..." {
            return Some((&after[..at], &after[at + line.len()..]));
        }
        at += line.len();
    }
    None
}

fn unquoted(value: &str) -> String {
    let value = value.trim();
    let inside = ['"', '\''].into_iter().find_map(|q| value.strip_prefix(q)?.strip_suffix(q));
    clean(inside.unwrap_or(value))
}

fn set(head: &mut Head, key: &str, value: String, line: u32) {
    if value.is_empty() || value.starts_with(['[', '{']) {
        return;
    }
    match key {
        "title" | "titre" => head.title = Some((value, Some(line))),
        "author" | "auteur" | "auteure" | "byline" => head.byline = Some((value, Some(line))),
        "date" | "published" | "publie" | "date_published" => {
            head.date = value.parse().ok().or_else(|| Some(find_french_date(&value)?.0)).or(head.date);
        }
        "place" | "lieu" | "location" => head.place = Some(value),
        "url" | "canonical" | "source_url" | "link" => head.url = Some(value),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_flat_keys_and_leaves_the_rest() {
        let text = "---\ntitle: \"Niger : le vote\"\ndate: 3 avril 2025\nauthor: Awa Diallo\nlieu: Niamey\ntags:\n  - vote\nurl: https://exemple.test/a\n---\nLe pays vote.\n";
        let (head, rest, lines) = take(text);
        assert_eq!(head.title, Some(("Niger : le vote".into(), Some(2))));
        assert_eq!(head.date.unwrap().to_string(), "2025-04-03");
        assert_eq!((head.place.as_deref(), head.url.as_deref()), (Some("Niamey"), Some("https://exemple.test/a")));
        assert_eq!((rest, lines), ("Le pays vote.\n", 9));
    }

    #[test]
    fn a_rule_at_the_top_is_no_front_matter() {
        for text in ["---\nLe pays vote.\n", "----\na: b\n---\n", "Le pays\n---\n", ""] {
            assert_eq!(take(text), (Head::default(), text, 0));
        }
    }

    #[test]
    fn toml_is_understood_too() {
        let (head, ..) = take("+++\ntitle = 'Le vote'\ndate = 2025-04-03T10:00:00Z\n+++\n");
        assert_eq!((head.title.unwrap().0, head.date.unwrap().to_string()), ("Le vote".into(), "2025-04-03".into()));
    }
}
