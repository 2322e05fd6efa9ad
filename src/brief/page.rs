//! From what a brief says to the bytes of its Markdown and HTML, through templates that a user can replace.

use super::{BriefView, Digest, escape_markdown};
use crate::text::{count_of, grouped};
use minijinja::value::ValueKind;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, Value};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
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

    /// What `page` has in its template.
    fn names(self) -> BTreeSet<String> {
        let view = match self {
            Self::BriefMarkdown | Self::BriefHtml => Value::from(minijinja::value::Serde(BriefView::default())),
            Self::DigestMarkdown | Self::DigestHtml => {
                Value::from(minijinja::value::Serde(Digest::default().view("md")))
            }
        };
        view.try_iter().map(|names| names.map(|n| n.to_string()).collect()).unwrap_or_default()
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
    /// It asks for what no page has.
    #[error("{}:{line}: no page has `{name}`", path.display())]
    UnknownName {
        /// The file.
        path: PathBuf,
        /// 1-based line.
        line: usize,
        /// `page.heading`
        name: String,
    },
}

/// The templates of a run, loaded and checked.
pub struct Templates {
    environment: Environment<'static>,
    /// The user's own files.
    own: BTreeMap<&'static str, PathBuf>,
}

impl Templates {
    /// Ours, each replaced by the file of the same name in `folder` where there is one.
    ///
    /// # Errors
    /// When such a file cannot be read, is no template, or asks for what its page does not have.
    pub fn load(folder: Option<&Path>) -> Result<Self, TemplateError> {
        let mut templates = Self { environment: environment(), own: BTreeMap::new() };
        for (name, text) in PARTS {
            templates.add(name, text.to_owned())?;
        }
        for page in Page::ALL {
            let own = folder.map(|f| f.join(page.template())).filter(|p| p.exists());
            let Some(path) = own else {
                templates.add(page.template(), page.ours().to_owned())?;
                continue;
            };
            let text = std::fs::read_to_string(&path)
                .map_err(|source| TemplateError::Unreadable { path: path.clone(), source })?;
            templates.own.insert(page.template(), path.clone());
            templates.add(page.template(), text.clone())?;
            templates.check(page, &path, &text)?;
        }
        Ok(templates)
    }

    fn add(&mut self, name: &'static str, text: String) -> Result<(), TemplateError> {
        let path = self.path(name);
        self.environment.add_template_owned(name, text).map_err(|source| TemplateError::Wrong { path, source })
    }

    /// Refuses a template that asks `page` for what it never has.
    fn check(&self, page: Page, path: &Path, text: &str) -> Result<(), TemplateError> {
        let wrong = |source| TemplateError::Wrong { path: path.to_owned(), source };
        let template = self.environment.get_template(page.template()).map_err(wrong)?;
        let known: BTreeSet<String> = page.names();
        let mut asked: Vec<String> = template.undeclared_variables(true).into_iter().collect();
        asked.sort();
        let is_unknown = |name: &String| {
            let first = name.strip_prefix("page.").map(|rest| rest.split('.').next().unwrap_or(rest));
            first.is_some_and(|first| !known.contains(first))
        };
        let Some(name) = asked.into_iter().find(is_unknown) else { return Ok(()) };
        let line = text.lines().position(|l| l.contains(&name)).map_or(1, |at| at + 1);
        Err(TemplateError::UnknownName { path: path.to_owned(), line, name })
    }

    fn path(&self, name: &str) -> PathBuf {
        self.own.get(name).cloned().unwrap_or_else(|| name.into())
    }

    /// The page for `view`.
    ///
    /// # Errors
    /// When a user's template asks for what the view does not have; ours never fail.
    pub fn render(&self, page: Page, view: &impl Serialize) -> Result<String, TemplateError> {
        let wrong = |source| TemplateError::Wrong { path: self.path(page.template()), source };
        let context =
            minijinja::context! { page => Value::from(minijinja::value::Serde(view)), mark => GENERATOR_MARK };
        self.environment.get_template(page.template()).and_then(|t| t.render(context)).map_err(wrong)
    }
}

/// What our pages share.
const PARTS: [(&str, &str); 3] = [
    ("style.css", include_str!("templates/style.css")),
    ("head.html", include_str!("templates/head.html")),
    ("macros.html", include_str!("templates/macros.html")),
];

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
    environment.add_filter("number", grouped);
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
    plural
        .filter(|_| n != 1)
        .map_or_else(|| count_of(n as u64, noun), |plural| format!("{} {plural}", grouped(n as u64)))
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
