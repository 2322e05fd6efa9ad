//! What an editor reads: one article's brief, and the folder's digest.

mod article;
mod digest;
mod house;
mod markdown;
mod page;
mod words;

pub use article::{
    Brief, BriefView, FigureRow, Known, Place, PointView, Question, Quoted, SuggestionView, Title, UnknownName, Voice,
};
pub use digest::{Digest, DigestView, NewName, Rendering, RenderingOf, StoryEntry, StoryPoint, StorySource};
pub use house::{House, Housed};
pub use markdown::escape_markdown;
pub use page::{GENERATOR_MARK, Page, TemplateError, Templates, is_ours};
pub use words::{coverage, differences};
