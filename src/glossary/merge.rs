//! Three-way merging of glossary files: by id, then by key; lists as sets.

use crate::exchange::glossary::{Block, Field, FieldValue, Sheet};
use std::collections::BTreeMap;

/// A merged glossary file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// The file, in canonical form. Where there are conflicts, both sides stand between git's markers.
    pub sheet: Sheet,
    /// What the two sides say differently, in order of the file.
    pub conflicts: Vec<Conflict>,
}

/// A key, or a whole concept, about which the two sides disagree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// Id of the concept.
    pub id: String,
    /// The key; `None` where one side took out a concept that the other changed.
    pub key: Option<String>,
}

/// Merges two versions of a glossary file that come from `base`.
///
/// A concept, key, list item or comment that one side added, changed or took out is so in the result. Two sides that give
/// one key two values are a conflict, and so is changing a concept that the other took out. Where there is no conflict,
/// `ours` and `theirs` may be swapped.
///
/// ```
/// use entrefilet::{exchange::glossary::Sheet, glossary::merge};
/// let file = |more: &str| Sheet::parse(&format!("[[concept]]\nid = \"aes\"\nfr = \"AES\"\n{more}")).unwrap();
/// let merged = merge(&file(""), &file("en = \"AES\"\n"), &file("kind = \"alliance\"\n"));
/// assert!(merged.conflicts.is_empty());
/// assert_eq!(merged.sheet.to_string(), "[[concept]]\nid = \"aes\"\nkind = \"alliance\"\nfr = \"AES\"\nen = \"AES\"\n");
/// ```
pub fn merge(base: &Sheet, ours: &Sheet, theirs: &Sheet) -> Merged {
    let mut conflicts = Vec::new();
    let mut blocks = Vec::new();
    for (id, sides) in by_key(&base.blocks, &ours.blocks, &theirs.blocks) {
        if let Some(block) = sides.merge(&mut |key| conflicts.push(Conflict { id: id.0.clone(), key })) {
            blocks.push(block);
        }
    }
    let sheet = Sheet {
        head: comments(&base.head, &ours.head, &theirs.head),
        blocks,
        foot: comments(&base.foot, &ours.foot, &theirs.foot),
    };
    Merged { sheet, conflicts }
}

/// One concept or office in the three files.
#[derive(Clone, Copy, Default)]
struct Sides<'s> {
    base: Option<&'s Block>,
    ours: Option<&'s Block>,
    theirs: Option<&'s Block>,
}

/// Blocks by id, and by how many with that id came before.
fn by_key<'s>(base: &'s [Block], ours: &'s [Block], theirs: &'s [Block]) -> BTreeMap<(String, usize), Sides<'s>> {
    let mut table: BTreeMap<(String, usize), Sides> = BTreeMap::new();
    let mut put = |blocks: &'s [Block], set: fn(&mut Sides<'s>, &'s Block)| {
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        for block in blocks {
            let nth = seen.entry(block.id()).or_default();
            set(table.entry((block.id().to_owned(), *nth)).or_default(), block);
            *nth += 1;
        }
    };
    put(base, |sides, block| sides.base = Some(block));
    put(ours, |sides, block| sides.ours = Some(block));
    put(theirs, |sides, block| sides.theirs = Some(block));
    table
}

impl Sides<'_> {
    /// The merged block; `None` if it is taken out. `conflict` is told the key.
    fn merge(&self, conflict: &mut dyn FnMut(Option<String>)) -> Option<Block> {
        match (self.ours, self.theirs) {
            (None, None) => None,
            (Some(ours), Some(theirs)) => Some(self.both(ours, theirs, conflict)),
            (Some(kept), None) | (None, Some(kept)) => match self.base {
                None => Some(kept.clone()),
                Some(base) if same(base, kept) => None,
                Some(_) => {
                    conflict(None);
                    Some(taken_out(kept, self.ours.is_some()))
                }
            },
        }
    }

    fn both(&self, ours: &Block, theirs: &Block, conflict: &mut dyn FnMut(Option<String>)) -> Block {
        let empty = Block::default();
        let base = self.base.unwrap_or(&empty);
        let mut keys: Vec<&Field> = ours.fields.iter().collect();
        keys.extend(theirs.fields.iter().filter(|f| ours.field(&f.key).is_none()));
        keys.sort_by_key(|f| Field::order(&f.key));
        let fields = keys.into_iter().filter_map(|f| {
            let key = f.key.as_str();
            let merged = field(base.field(key), ours.field(key), theirs.field(key));
            if let Some(Err(_)) = merged {
                conflict(Some(key.to_owned()));
            }
            merged.map(|f| f.unwrap_or_else(|f| f))
        });
        let fields = fields.collect();
        let offices = by_key(&base.offices, &ours.offices, &theirs.offices);
        let mut offices: Vec<Block> = offices.values().filter_map(|sides| sides.merge(conflict)).collect();
        Block::sort_offices(&mut offices);
        let comments = comments(&base.comments, &ours.comments, &theirs.comments);
        Block { comments, fields, offices, line: 0 }
    }
}

/// Whether two blocks say the same, wherever they stand.
fn same(a: &Block, b: &Block) -> bool {
    a.comments == b.comments
        && a.fields == b.fields
        && a.offices.len() == b.offices.len()
        && a.offices.iter().zip(&b.offices).all(|(a, b)| same(a, b))
}

const OURS: &str = "<<<<<<< ours";
const MIDDLE: &str = "=======";
const THEIRS: &str = ">>>>>>> theirs";

/// The merged field, `Err` with both sides between markers if they disagree, `None` if it is taken out.
fn field(base: Option<&Field>, ours: Option<&Field>, theirs: Option<&Field>) -> Option<Result<Field, Field>> {
    let value = |f: Option<&Field>| f.map(|f| f.value.clone());
    let (b, o, t) = (value(base), value(ours), value(theirs));
    let either = ours.or(theirs)?;
    let dressed = |value: FieldValue| Field {
        comments: comments(notes(base), notes(ours), notes(theirs)),
        key: either.key.clone(),
        value,
        remark: remark(base, ours, theirs),
    };
    let picked = if o == t || t == b {
        o
    } else if o == b {
        t
    } else {
        match (&o, &t) {
            (Some(FieldValue::Many(o)), Some(FieldValue::Many(t))) => {
                let b = if let Some(FieldValue::Many(b)) = &b { b.as_slice() } else { &[] };
                Some(FieldValue::Many(union(b, o, t)))
            }
            _ => return Some(Err(disputed(dressed(FieldValue::One(String::new())), ours, theirs))),
        }
    };
    picked.map(|value| Ok(dressed(value)))
}

fn notes(field: Option<&Field>) -> &[String] {
    field.map_or(&[], |f| &f.comments)
}

fn remark(base: Option<&Field>, ours: Option<&Field>, theirs: Option<&Field>) -> Option<String> {
    let all = [base, ours, theirs].map(|f| f.and_then(|f| f.remark.clone()).into_iter().collect::<Vec<_>>());
    let merged = comments(&all[0], &all[1], &all[2]);
    (!merged.is_empty()).then(|| merged.join(" "))
}

/// Both values between markers. The file is then no TOML, so nobody can overlook it.
fn disputed(field: Field, ours: Option<&Field>, theirs: Option<&Field>) -> Field {
    let line =
        |f: Option<&Field>| f.map(|f| Field { comments: Vec::new(), ..f.clone() }.to_string()).unwrap_or_default();
    let text = format!("{OURS}\n{}{MIDDLE}\n{}{THEIRS}", line(ours), line(theirs));
    Field { value: FieldValue::Verbatim(text), remark: None, ..field }
}

/// A block that one side changed and the other took out, between markers.
fn taken_out(kept: &Block, ours: bool) -> Block {
    let text =
        if ours { format!("{OURS}\n{kept}{MIDDLE}\n{THEIRS}") } else { format!("{OURS}\n{MIDDLE}\n{kept}{THEIRS}") };
    Block::verbatim(kept.id(), text)
}

/// Items of a list merged as a set: base items that both kept, in their order, then what either added, sorted.
fn union(base: &[String], ours: &[String], theirs: &[String]) -> Vec<String> {
    let kept = base.iter().filter(|i| ours.contains(i) && theirs.contains(i));
    let mut added: Vec<&String> = ours.iter().chain(theirs).filter(|i| !base.contains(i)).collect();
    added.sort();
    added.dedup();
    kept.chain(added).cloned().collect()
}

/// Comments: the side that changed them; if both did, lines both kept, then what each added, one side's together.
fn comments(base: &[String], ours: &[String], theirs: &[String]) -> Vec<String> {
    if ours == theirs || theirs == base {
        return ours.to_vec();
    }
    if ours == base {
        return theirs.to_vec();
    }
    let (first, second) = if ours <= theirs { (ours, theirs) } else { (theirs, ours) };
    let kept = base.iter().filter(|l| first.contains(l) && second.contains(l));
    let added = |side: &'_ [String]| side.iter().filter(|l| !base.contains(l)).cloned().collect::<Vec<_>>();
    let (a, b) = (added(first), added(second));
    let b = b.into_iter().filter(|l| !a.contains(l)).collect::<Vec<_>>();
    kept.cloned().chain(a).chain(b).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sheet(text: &str) -> Sheet {
        Sheet::parse(text).unwrap()
    }

    fn merged(base: &str, ours: &str, theirs: &str) -> (String, Vec<Conflict>) {
        let merged = merge(&sheet(base), &sheet(ours), &sheet(theirs));
        (merged.sheet.to_string(), merged.conflicts)
    }

    const BASE: &str = "[[concept]]\nid = \"a\"\nfr = \"A\"\nen = \"A\"\nfr-variants = [\"x\", \"y\"]\n\n[[concept]]\nid = \"b\"\nfr = \"B\"\n";

    #[test]
    fn both_sides_work_is_kept() {
        let ours = BASE.replace("\"y\"", "\"z\"").replace("fr = \"B\"", "# theirs to say\nfr = \"B\"\nen = \"Bee\"");
        let theirs = BASE
            .replace("\"x\", ", "\"w\", \"x\", ")
            .replace("[[concept]]\nid = \"b\"\nfr = \"B\"\n", "[[concept]]\nid = \"c\"\nfr = \"C\"\n");
        let (_, conflicts) = merged(BASE, &ours, &theirs);
        assert_eq!(conflicts, [Conflict { id: "b".into(), key: None }]);
        let theirs = BASE.replace("\"x\", ", "\"w\", \"x\", ") + "\n[[concept]]\nid = \"0\"\nfr = \"C\"\n";
        let (text, conflicts) = merged(BASE, &ours, &theirs);
        assert_eq!(conflicts, []);
        assert_eq!(
            text,
            "[[concept]]\nid = \"0\"\nfr = \"C\"\n\n[[concept]]\nid = \"a\"\nfr = \"A\"\nen = \"A\"\nfr-variants = [\"x\", \"w\", \"z\"]\n\n\
             [[concept]]\nid = \"b\"\n# theirs to say\nfr = \"B\"\nen = \"Bee\"\n"
        );
    }

    #[test]
    fn two_english_names_are_a_conflict_in_the_file() {
        let (text, conflicts) =
            merged(BASE, &BASE.replace("en = \"A\"", "en = \"O\""), &BASE.replace("en = \"A\"", "en = \"T\""));
        assert_eq!(conflicts, [Conflict { id: "a".into(), key: Some("en".into()) }]);
        assert!(
            text.contains("fr = \"A\"\n<<<<<<< ours\nen = \"O\"\n=======\nen = \"T\"\n>>>>>>> theirs\nfr-variants"),
            "{text}"
        );
        assert!(Sheet::parse(&text).is_err());
    }

    #[test]
    fn a_concept_taken_out_and_changed_is_a_conflict() {
        let without = "[[concept]]\nid = \"b\"\nfr = \"B\"\n";
        assert_eq!(merged(BASE, BASE, without), (without.to_owned(), vec![]));
        let (text, conflicts) = merged(BASE, &BASE.replace("en = \"A\"", "en = \"O\""), without);
        assert_eq!(conflicts, [Conflict { id: "a".into(), key: None }]);
        assert!(
            text.starts_with("<<<<<<< ours\n[[concept]]\nid = \"a\"")
                && text.contains("=======\n>>>>>>> theirs\n\n[[concept]]\nid = \"b\""),
            "{text}"
        );
    }

    fn file() -> impl Strategy<Value = String> {
        let block = "(# [mn]\n)?\\[\\[concept\\]\\]\nid = \"[abc]\"\n(# [pq]\n)?(fr = \"[AB]\"( # [rs])?\n)?(en = \"A\"\n)?(fr-variants = \\[(\"u\", )?(\"v\", )?\"[wx]\"\\]\n)?\
                     (\n\\[\\[concept\\.office\\]\\]\noffice = \"[op]\"\n(since = \"202[01]\"\n)?)?";
        proptest::collection::vec(block, 0..4).prop_map(|blocks| blocks.join("\n"))
    }

    proptest! {
        #[test]
        fn merging_is_commutative_where_it_succeeds(base in file(), ours in file(), theirs in file()) {
            let (one, conflicts) = merged(&base, &ours, &theirs);
            let (other, mirrored) = merged(&base, &theirs, &ours);
            prop_assert_eq!(&conflicts, &mirrored);
            if conflicts.is_empty() {
                prop_assert_eq!(&one, &other);
                prop_assert_eq!(sheet(&one).to_string(), one);
            }
        }

        #[test]
        fn what_one_side_did_not_touch_is_the_others(base in file(), ours in file()) {
            let (text, conflicts) = merged(&base, &ours, &base);
            let mut expected = sheet(&ours);
            expected.sort();
            prop_assert_eq!((text, conflicts), (expected.to_string(), vec![]));
        }
    }
}
