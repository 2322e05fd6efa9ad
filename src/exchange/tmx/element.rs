//! The elements of TMX: those around texts, and those inside them.

use crate::exchange::entities::Entities;
use crate::exchange::inline::{Role, resolved, value};
use crate::exchange::markup::{Tag, local};
use crate::model::{Code, CodeKind};

/// The elements around texts that matter; all others are passed through.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Element {
    Tmx,
    Header,
    Body,
    Tu,
    Tuv,
    Seg,
    Prop,
    Other,
}

impl Element {
    /// Of that name, with or without prefix, in any case.
    pub fn of(name: &str) -> Self {
        const KNOWN: [(&str, Element); 8] = [
            ("seg", Element::Seg),
            ("tuv", Element::Tuv),
            ("tu", Element::Tu),
            ("prop", Element::Prop),
            ("note", Element::Prop),
            ("tmx", Element::Tmx),
            ("header", Element::Header),
            ("body", Element::Body),
        ];
        let name = local(name);
        if name.len() > "header".len() {
            return Self::Other;
        }
        KNOWN.iter().find(|(known, _)| name.eq_ignore_ascii_case(known)).map_or(Self::Other, |(_, element)| *element)
    }
}

/// What an element inside a `<seg>` is.
///
/// Highlighted text is a pair of codes: as `<hi>` OmegaT 3.6 would leave it out.
pub fn role(tag: &Tag, entities: &mut Entities) -> Role {
    let name = local(tag.name).to_ascii_lowercase();
    let is_highlight = name == "hi";
    let kind = match name.as_str() {
        "bpt" | "hi" => CodeKind::Begin,
        "ept" => CodeKind::End,
        "it" => match value(tag, "pos", entities).as_deref() {
            Some("begin") => CodeKind::LoneBegin,
            Some("end") => CodeKind::LoneEnd,
            _ => CodeKind::Placeholder,
        },
        "ph" => CodeKind::Placeholder,
        "ut" => CodeKind::Unknown,
        _ => return Role::Text,
    };
    let mut code = Code::new(kind);
    for (name, value) in tag.attributes() {
        let is = |known: &str| name.eq_ignore_ascii_case(known);
        let place = match kind {
            CodeKind::Begin | CodeKind::End if is("i") && !is_highlight => &mut code.i,
            CodeKind::End => continue,
            _ if is("x") => &mut code.x,
            CodeKind::Unknown => continue,
            _ if is("type") => &mut code.sort,
            CodeKind::Placeholder if is("assoc") => &mut code.assoc,
            _ => continue,
        };
        place.get_or_insert_with(|| resolved(value, entities).into_owned());
    }
    if is_highlight { Role::Around(code, CodeKind::End) } else { Role::Native(code) }
}
