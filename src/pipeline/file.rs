//! The pipeline file: what an editor may set, each key with its default. Nothing is loaded here.

use crate::text::nearest;
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// A pipeline file as written (`pipelines/*.toml`). Every key has a default; unknown keys are errors.
///
/// ```
/// use entrefilet::pipeline::PipelineFile;
/// let file = PipelineFile::parse("input = [\"mali\"]\n[summary]\nsentences = 5").unwrap();
/// assert_eq!(file.summary.sentences, 5);
/// assert_eq!(file.output, "briefs");
/// ```
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct PipelineFile {
    /// Folders or files of articles.
    pub input: Vec<String>,
    /// Which files of a folder are articles: globs against the path below the folder.
    pub patterns: Vec<String>,
    /// Folder to write to.
    pub output: String,
    /// Glossary files: paths or globs.
    pub glossaries: Vec<String>,
    /// Whether a concept of a later glossary replaces one with the same id; otherwise that is an error.
    pub later_glossary_wins: bool,
    /// Memories with default settings: paths or globs of TMX, TSV, XLIFF or index files.
    pub memories: Vec<String>,
    /// Memories with settings of their own.
    pub memory: Vec<MemoryTable>,
    /// How text is cut into sentences.
    pub segmentation: Segmentation,
    /// What translates the rest.
    pub translation: Translation,
    /// What a brief picks.
    pub summary: Summary,
    /// How a brief looks.
    pub brief: BriefTable,
    /// What goes into the TMX files.
    pub tmx: Tmx,
}

impl Default for PipelineFile {
    fn default() -> Self {
        Self {
            input: vec!["articles".into()],
            patterns: vec!["**/*.{txt,md,html,htm}".into()],
            output: "briefs".into(),
            glossaries: Vec::new(),
            later_glossary_wins: false,
            memories: Vec::new(),
            memory: Vec::new(),
            segmentation: Segmentation::default(),
            translation: Translation::default(),
            summary: Summary::default(),
            brief: BriefTable::default(),
            tmx: Tmx::default(),
        }
    }
}

/// `[[memory]]`: a memory with settings of its own.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct MemoryTable {
    /// TMX, TSV, XLIFF or index file, or a glob.
    pub path: String,
    /// Name shown in briefs; the file's name unless set.
    #[serde(default)]
    pub name: Option<String>,
    /// Whether people stand behind it.
    #[serde(default)]
    pub trust: crate::model::Trust,
    /// Taken off every rate, in percent, 0..=30; exact matches of such a memory are suggestions.
    #[serde(default)]
    pub penalty: u8,
    /// Taken off for every whole year that a unit is older than the article, in percent, 0..=30; at most 30 in all.
    #[serde(default)]
    pub age_penalty: u8,
    /// Whole years that cost nothing, 0..=100.
    #[serde(default)]
    pub age_allowed: u8,
    /// Among equal rates the higher wins.
    #[serde(default)]
    pub priority: i32,
}

/// `[segmentation]`
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Segmentation {
    /// SRX 2.0 rules in place of the built-in ones.
    pub srx: Option<String>,
    /// Further abbreviations that do not end a sentence (*Cdt*).
    pub abbreviations: Vec<String>,
}

/// `[translation]`
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Translation {
    /// Which engine.
    pub engine: EngineChoice,
    /// For `firefox`: the folder of a model that is not installed.
    pub model: Option<String>,
    /// For `command`: the program and its arguments.
    pub command: Vec<String>,
    /// For `command` and `http`: seconds to wait for an answer.
    pub timeout: u64,
    /// For `http`: the endpoint.
    pub url: Option<String>,
    /// For `http`: which interface the endpoint speaks.
    pub api: HttpApi,
    /// For `http`: the model to ask for.
    pub model_name: Option<String>,
    /// Which sentences are translated.
    pub translate: Extent,
}

impl Default for Translation {
    fn default() -> Self {
        Self {
            engine: EngineChoice::Auto,
            model: None,
            command: Vec::new(),
            timeout: 60,
            url: None,
            api: HttpApi::Libretranslate,
            model_name: None,
            translate: Extent::Key,
        }
    }
}

/// `translation.engine`
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EngineChoice {
    /// An installed model if there is one; otherwise none, and the brief says so.
    #[default]
    Auto,
    /// None, on purpose.
    None,
    /// A Firefox Translations model.
    Firefox,
    /// A program that reads lines and writes lines.
    Command,
    /// A service behind an address.
    Http,
}

/// `translation.api`
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HttpApi {
    /// LibreTranslate.
    #[default]
    Libretranslate,
    /// An OpenAI-compatible chat endpoint.
    Openai,
}

/// Key sentences only, or all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Extent {
    /// The headline, the key sentences and the quotations a brief shows.
    #[default]
    Key,
    /// Every sentence.
    All,
}

/// `[summary]`
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Summary {
    /// Key points of a brief at most, 1..=20.
    pub sentences: u32,
    /// Words of the key points at most; the first point may be longer.
    pub words: u32,
    /// Whether sentences that memory and glossary cover win among near-equals.
    pub prefer_known: bool,
    /// Concept ids whose sentences are raised.
    pub subjects: Vec<String>,
}

impl Default for Summary {
    fn default() -> Self {
        Self { sentences: 4, words: 90, prefer_known: true, subjects: Vec::new() }
    }
}

/// `[brief]`
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct BriefTable {
    /// Whether an HTML page is written beside each Markdown file.
    pub html: bool,
    /// Whether the full text stands at the end, French beside English.
    pub full_text: bool,
    /// A folder with templates (`brief.md`, `brief.html`, `digest.md`, `digest.html`) that replace ours.
    pub templates: Option<String>,
}

impl Default for BriefTable {
    fn default() -> Self {
        Self { html: true, full_text: false, templates: None }
    }
}

/// `[tmx]`
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Tmx {
    /// Which translated sentences go in.
    pub units: Extent,
    /// Whether `<article>.fr.txt`, the exported French sentences with a blank line after each, is written
    /// beside the TMX, but for those that OmegaT would cut.
    pub sentences_file: bool,
}

/// A pipeline file that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PipelineError {
    /// It cannot be read.
    #[error("{}: {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A key is unknown, or a value has the wrong type or range.
    #[error("{}:{line}: {message}", path.display())]
    Wrong {
        /// The file.
        path: PathBuf,
        /// 1-based line.
        line: usize,
        /// What is wrong.
        message: String,
        /// What was probably meant.
        hint: Option<String>,
    },
}

impl PipelineError {
    /// What to do about it, where we know.
    pub fn hint(&self) -> Option<&str> {
        match self {
            Self::Unreadable { .. } => Some("`entrefilet init DIR` writes a pipeline to start from"),
            Self::Wrong { hint, .. } => hint.as_deref(),
        }
    }
}

impl PipelineFile {
    /// Reads the file at `path`.
    ///
    /// # Errors
    /// When it cannot be read, is no TOML, or a key or value is wrong.
    pub fn read(path: &Path) -> Result<Self, PipelineError> {
        let text = std::fs::read_to_string(path)
            .map_err(|source| PipelineError::Unreadable { path: path.to_owned(), source })?;
        Self::parse(&text).map_err(|wrong| wrong.at(path))
    }

    /// Reads the text of a pipeline file.
    ///
    /// # Errors
    /// When it is no TOML, or a key or value is wrong; [`Wrong::at`] gives the error its path.
    pub fn parse(text: &str) -> Result<Self, Wrong> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let file: Self = toml::from_str(text).map_err(|e| Wrong::from_toml(text, &e))?;
        file.in_range().map_err(|(key, message)| Wrong { line: line_of_key(text, key), message, hint: None })?;
        Ok(file)
    }

    fn in_range(&self) -> Result<(), (&'static str, String)> {
        let within = |key, value: u64, low: u64, high: u64| {
            let told = format!("`{key}` is {value}, but must lie between {low} and {high}");
            if (low..=high).contains(&value) { Ok(()) } else { Err((key, told)) }
        };
        within("sentences", self.summary.sentences.into(), 1, 20)?;
        within("words", self.summary.words.into(), 10, 2000)?;
        within("timeout", self.translation.timeout, 1, 3600)?;
        for memory in &self.memory {
            within("penalty", memory.penalty.into(), 0, 30)?;
            within("age-penalty", memory.age_penalty.into(), 0, 30)?;
            within("age-allowed", memory.age_allowed.into(), 0, 100)?;
            if memory.age_allowed > 0 && memory.age_penalty == 0 {
                return Err(("age-allowed", "`age-allowed` does nothing without `age-penalty`".into()));
            }
        }
        if self.translation.engine == EngineChoice::Command && self.translation.command.is_empty() {
            return Err(("engine", "engine = \"command\" needs `command = [\"program\", \"argument\", …]`".into()));
        }
        if self.translation.engine == EngineChoice::Http && self.translation.url.is_none() {
            return Err(("engine", "engine = \"http\" needs `url = \"http://…\"`".into()));
        }
        Ok(())
    }
}

/// What is wrong in a pipeline's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    line: usize,
    message: String,
    hint: Option<String>,
}

impl Wrong {
    /// The error for the file at `path`.
    pub fn at(self, path: &Path) -> PipelineError {
        PipelineError::Wrong { path: path.to_owned(), line: self.line, message: self.message, hint: self.hint }
    }

    fn from_toml(text: &str, error: &toml::de::Error) -> Self {
        let at = error.span().map_or(0, |s| s.start.min(text.len()));
        let line = 1 + text.as_bytes()[..at].iter().filter(|&&b| b == b'\n').count();
        let message = error.message().to_owned();
        let hint = near_miss(&message);
        Self { line, message, hint }
    }
}

/// A hint for serde's "unknown field `x`, expected one of `a`, `b`".
fn near_miss(message: &str) -> Option<String> {
    let mut quoted = message.split('`').skip(1).step_by(2);
    let wrong = quoted.next().filter(|_| message.starts_with("unknown"))?;
    nearest(wrong, quoted).map(|meant| format!("did you mean `{meant}`?"))
}

fn line_of_key(text: &str, key: &str) -> usize {
    1 + text.lines().position(|l| l.trim_start().starts_with(key)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(text: &str) -> Wrong {
        PipelineFile::parse(text).unwrap_err()
    }

    #[test]
    fn a_misspelt_key_has_its_line_and_a_hint() {
        let error = wrong("input = []\nglosaries = []\n");
        assert_eq!(error.line, 2);
        assert_eq!(error.hint.as_deref(), Some("did you mean `glossaries`?"));
        assert_eq!(wrong("[summary]\nsentence = 3").hint.as_deref(), Some("did you mean `sentences`?"));
        assert_eq!(wrong("[translation]\nengine = \"firefx\"").hint.as_deref(), Some("did you mean `firefox`?"));
    }

    #[test]
    fn values_out_of_range_are_refused_at_their_line() {
        assert_eq!(wrong("[summary]\n\nsentences = 0").line, 3);
        assert!(wrong("[translation]\nengine = \"command\"").message.contains("command = ["));
        for (setting, told) in [
            ("penalty = 31", "between 0 and 30"),
            ("age-penalty = 31", "between 0 and 30"),
            ("age-penalty = 1\nage-allowed = 101", "between 0 and 100"),
            ("age-allowed = 2", "nothing without `age-penalty`"),
            ("age-penalty = -1", "invalid value"),
        ] {
            let error = wrong(&format!("[[memory]]\npath = \"a\"\n{setting}"));
            assert!(error.message.contains(told), "{}", error.message);
            assert_eq!(error.line, 2 + setting.lines().count());
        }
    }

    #[test]
    fn an_empty_file_is_a_pipeline() {
        assert_eq!(PipelineFile::parse("").unwrap().input, ["articles"]);
    }
}
