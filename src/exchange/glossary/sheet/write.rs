//! Writing a glossary file in canonical form.

use super::{Block, Field, FieldValue, Sheet, key_text};
use std::fmt;

/// Columns over which a list has one item a line.
const WIDTH: usize = 100;

impl fmt::Display for Sheet {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let mut parts: Vec<String> = self.blocks.iter().map(|b| b.written("[[concept]]")).collect();
        if !self.head.is_empty() {
            parts.insert(0, lines(&self.head));
        }
        if !self.foot.is_empty() {
            parts.push(lines(&self.foot));
        }
        f.write_str(&parts.join("\n"))
    }
}

impl Block {
    fn written(&self, header: &str) -> String {
        if let [_, Field { key, value: FieldValue::Verbatim(text), .. }] = self.fields.as_slice()
            && key.is_empty()
        {
            return format!("{text}\n");
        }
        let mut out = lines(&self.comments);
        out.push_str(header);
        out.push('\n');
        for field in &self.fields {
            out.push_str(&field.to_string());
        }
        for office in &self.offices {
            out.push('\n');
            out.push_str(&office.written("[[concept.office]]"));
        }
        out
    }
}

impl fmt::Display for Block {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.written("[[concept]]"))
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let key = key_text(&self.key);
        let remark = self.remark.as_ref().map(|r| format!(" {r}")).unwrap_or_default();
        let value = match &self.value {
            FieldValue::One(text) => text.clone(),
            FieldValue::Verbatim(text) => return writeln!(f, "{}{text}", lines(&self.comments)),
            FieldValue::Many(items) => {
                let line = format!("[{}]", items.join(", "));
                let fits = key.chars().count() + line.chars().count() + 3 <= WIDTH || items.len() < 2;
                if fits { line } else { format!("[\n    {},\n]", items.join(",\n    ")) }
            }
        };
        writeln!(f, "{}{key} = {value}{remark}", lines(&self.comments))
    }
}

fn lines(comments: &[String]) -> String {
    comments.iter().fold(String::new(), |out, line| out + line + "\n")
}
