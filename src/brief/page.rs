//! From what a brief says to the bytes of its Markdown and HTML, through templates that a user can replace.

use super::escape_markdown;
use minijinja::value::ValueKind;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, Value};
use serde::Serialize;
use std::path::{Path, PathBuf};

/// What every page of ours carries near its start, so that it is never read as an article.
pub const GENERATOR_MARK: &str = "made by entrefilet";

/// Whether `bytes`, a file or its start, carry our generator mark.
pub fn is_ours(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(1024)];
    memchr::memmem::find(head, GENERATOR_MARK.as_bytes()).is_some()
}

/// The pages a run writes. Templates are minijinja (Jinja2) and get the page's view as `page`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// `brief.md`
    BriefMarkdown,
    /// `brief.html`
    BriefHtml,
    /// `digest.md`
    DigestMarkdown,
    /// `digest.html`
    DigestHtml,
}

impl Page {
    const ALL: [Self; 4] = [Self::BriefMarkdown, Self::BriefHtml, Self::DigestMarkdown, Self::DigestHtml];

    /// File name of the template.
    pub fn template(self) -> &'static str {
        match self {
            Self::BriefMarkdown => "brief.md",
            Self::BriefHtml => "brief.html",
            Self::DigestMarkdown => "digest.md",
            Self::DigestHtml => "digest.html",
        }
    }

    fn ours(self) -> &'static str {
        match self {
            Self::BriefMarkdown => include_str!("templates/brief.md"),
            Self::BriefHtml => include_str!("templates/brief.html"),
            Self::DigestMarkdown => include_str!("templates/digest.md"),
            Self::DigestHtml => include_str!("templates/digest.html"),
        }
    }
}

/// A template that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TemplateError {
    /// The file cannot be read.
    #[error("{}: {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The file is no valid template.
    #[error("{}: {source:#}", path.display())]
    Wrong {
        /// The file.
        path: PathBuf,
        /// What is wrong, with its line.
        source: minijinja::Error,
    },
}

/// The templates of a run, loaded and checked.
pub struct Templates(Environment<'static>);

impl Templates {
    /// Ours, each replaced by the file of the same name in `folder` where there is one.
    ///
    /// # Errors
    /// When such a file cannot be read or is no template.
    pub fn load(folder: Option<&Path>) -> Result<Self, TemplateError> {
        let mut templates = Self(environment());
        for page in Page::ALL {
            let path = folder.map(|f| f.join(page.template())).filter(|p| p.exists());
            let text = match &path {
                None => page.ours().to_owned(),
                Some(path) => std::fs::read_to_string(path)
                    .map_err(|source| TemplateError::Unreadable { path: path.clone(), source })?,
            };
            let path = path.unwrap_or_else(|| page.template().into());
            templates
                .0
                .add_template_owned(page.template(), text)
                .map_err(|source| TemplateError::Wrong { path, source })?;
        }
        for name in ["style.css", "macros.html"] {
            let text = if name == "style.css" {
                include_str!("templates/style.css")
            } else {
                include_str!("templates/macros.html")
            };
            templates
                .0
                .add_template(name, text)
                .map_err(|source| TemplateError::Wrong { path: name.into(), source })?;
        }
        Ok(templates)
    }

    /// The page for `view`.
    ///
    /// # Errors
    /// When a user's template asks for what the view does not have; ours never fail.
    pub fn render(&self, page: Page, view: &impl Serialize) -> Result<String, TemplateError> {
        let wrong = |source| TemplateError::Wrong { path: page.template().into(), source };
        let context =
            minijinja::context! { page => Value::from(minijinja::value::Serde(view)), mark => GENERATOR_MARK };
        self.0.get_template(page.template()).and_then(|t| t.render(context)).map_err(wrong)
    }
}

fn environment() -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_syntax(syntax());
    environment.set_undefined_behavior(minijinja::UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|name| match name.rsplit('.').next() {
        Some("md") => AutoEscape::Custom("markdown".into()),
        Some("html") => AutoEscape::Html,
        _ => AutoEscape::None,
    });
    environment.add_filter("code", code_span);
    environment.add_filter("toml_block", toml_block);
    environment.add_filter("french", french);
    environment.add_filter("count", count);
    environment.set_formatter(format);
    environment
}

/// Blocks leave no blank lines behind, so that a template looks like its page.
fn syntax() -> minijinja::syntax::SyntaxConfig {
    let mut syntax = minijinja::syntax::SyntaxConfig::builder();
    syntax.trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true);
    syntax.build().unwrap_or_default()
}

/// Strings are escaped for the page they stand on.
fn format(out: &mut Output, state: &mut State, value: &Value) -> Result<(), Error> {
    let markdown = matches!(state.auto_escape(), AutoEscape::Custom(name) if name == "markdown");
    if !markdown {
        return minijinja::escape_formatter(out, state, value);
    }
    if value.is_safe() || value.kind() != ValueKind::String {
        return write!(out, "{value}").map_err(|e| Error::new(ErrorKind::BadSerialization, e.to_string()));
    }
    write!(out, "{}", escape_markdown(value.as_str().unwrap_or_default()))
        .map_err(|e| Error::new(ErrorKind::BadSerialization, e.to_string()))
}

/// A Markdown code span that shows `text` letter for letter.
fn code_span(text: String) -> Value {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let fence = fence(&text, 1);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    Value::from_safe_string(format!("{fence}{pad}{text}{pad}{fence}"))
}

/// A fenced TOML block that `text` cannot close.
fn toml_block(text: String) -> Value {
    let fence = fence(&text, 3);
    Value::from_safe_string(format!("{fence}toml\n{}\n{fence}", text.trim_end()))
}

/// *1 article*, *2 articles*; a plural that takes more than an *s* is given.
fn count(n: usize, noun: &str, plural: Option<&str>) -> String {
    plural.filter(|_| n != 1).map_or_else(|| super::words::count_of(n, noun), |plural| format!("{n} {plural}"))
}

/// For HTML: `text` with each « … » in it marked as French.
fn french(text: String) -> Value {
    let mut out = String::with_capacity(text.len() + 32);
    for (i, part) in text.split('«').enumerate() {
        match part.split_once('»').filter(|_| i > 0) {
            Some((inside, after)) => {
                let (inside, after) = (escape_html(inside), escape_html(after));
                out.push_str(&format!("<span lang=\"fr\">«{inside}»</span>{after}"));
            }
            None if i > 0 => out.push_str(&format!("«{}", escape_html(part))),
            None => out.push_str(&escape_html(part)),
        }
    }
    Value::from_safe_string(out)
}

fn escape_html(text: &str) -> String {
    minijinja::HtmlEscape(text).to_string()
}

/// Backticks, at least `least`, one more than any run of them in `text`.
fn fence(text: &str, least: usize) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    "`".repeat(least.max(longest + 1))
}
