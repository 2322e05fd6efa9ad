//! The nouns that rooms hand to one another.
//!
//! Each step of an article's road takes these by reference and returns a new table of them; nothing downstream edits what
//! came before. Bytes everywhere; `cli/` and `output/` turn them into code points.

mod article;
mod code;
mod concept;
mod diagnostic;
mod english;
mod hit;
mod line;
mod matched;
mod name;
mod srx;
mod unit;

pub use article::{Article, Block, BlockKind, Dateline, Mark, MarkKind, Position, Segment, Source};
pub use code::{Code, CodeKind, Codes};
pub use concept::{Article as EnglishArticle, CaseRule, Concept, ConceptKind, Gender, OfficeTerm, Status};
pub use diagnostic::{Diagnostic, Finding, Remark, Severity};
pub use english::{English, EnglishForm, Mention, Origin, Wording};
pub use hit::{Certainty, Form, Hit, Phrase};
pub use line::{Line, TermPair};
pub use matched::{Edit, Match, Penalty};
pub use name::{Name, NameKind};
pub use srx::{SrxDocument, SrxMap, SrxRule, SrxRuleSet};
pub use unit::{Trust, Unit};
