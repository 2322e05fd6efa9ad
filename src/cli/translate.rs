//! `entrefilet translate`

use super::input::{self, Input};
use super::places::places;
use super::terms::find::load;
use super::{Failure, Outcome};
use entrefilet::memory::{Memories, Query, Standing};
use entrefilet::mt::{EngineError, Request, Translation, Translator, Wanted};
use entrefilet::pipeline::stream::{self, Id, Reply};
use entrefilet::pipeline::translate::{self, Doubts, Engine, EngineProblem, Equipment};
use entrefilet::pipeline::{EngineChoice, HttpApi, Translation as Settings};
use entrefilet::segment::Splitter;
use entrefilet::termbase::{Reader, Termbase};
use entrefilet::text::Date;
use serde::{Deserialize, Serialize};
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

/// Translate French lines with an installed engine, names held to the glossary
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    engine: EngineArgs,
    /// Glossary files (TOML) whose English the translation must have
    #[arg(long, num_args = 1.., value_name = "FILE")]
    glossary: Vec<PathBuf>,
    /// Memories whose sentences are shown to a chat model as examples: an index, TMX, XLIFF or TSV; can be given several
    /// times. Nothing else reads them: `entrefilet run` puts memories before engines
    #[arg(long = "memory", value_name = "FILE")]
    memories: Vec<PathBuf>,
    /// Date of the article, where a line does not say one
    #[arg(long, value_name = "DATE")]
    date: Option<Date>,
}

#[derive(clap::Args)]
struct EngineArgs {
    /// Engine
    #[arg(long, value_enum, default_value_t = Choice::Auto)]
    engine: Choice,
    /// For firefox: a model that is not installed; the folder with its model*, lex* and vocab* file
    #[arg(long, value_name = "DIR")]
    model: Option<PathBuf>,
    /// For command: the program and its arguments, separated by spaces; no shell reads them
    #[arg(long, value_name = "PROGRAM")]
    command: Option<String>,
    /// For http: the address; the key is taken from ENTREFILET_MT_KEY
    #[arg(long, value_name = "URL")]
    url: Option<String>,
    /// For http: the interface behind the address
    #[arg(long, value_enum, default_value_t = Api::Libretranslate)]
    api: Api,
    /// For http: the model to ask for
    #[arg(long, value_name = "NAME")]
    model_name: Option<String>,
    /// For command and http: seconds to wait for an answer
    #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..=3600))]
    timeout: u64,
    /// Ask the engine again for what it answered in an earlier run
    #[arg(long)]
    no_cache: bool,
}

/// An engine.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Choice {
    /// The one that the other options name, else an installed model
    Auto,
    /// A Firefox Translations model, run inside this program
    Firefox,
    /// A program that reads lines and writes lines
    Command,
    /// A service behind an address
    Http,
}

/// An interface of a service.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Api {
    /// LibreTranslate
    Libretranslate,
    /// An OpenAI-compatible chat endpoint
    Openai,
}

pub fn run(args: &Args) -> Result<Outcome, Failure> {
    let (base, complete) = load(&args.glossary)?;
    let (engine, memories, reader) = (open(args)?, memories(&args.memories)?, base.reader(args.date));
    let mut desk = Desk { engine, memories, base: &base, date: args.date, doc: None, reader };
    let outcome = if args.input.jsonl {
        args.input.stream_with(|input, output| stream::batches(input, output, |lines| desk.answer(lines)))?
    } else {
        desk.plain(&args.input)?
    };
    if let Some(trouble) = desk.engine.engine().trouble() {
        anstream::eprintln!("note: answers are not kept for the next run: {trouble}");
    }
    Ok(if complete { outcome } else { Outcome::Incomplete })
}

fn memories(paths: &[PathBuf]) -> Result<Memories, Failure> {
    let mut memories = Memories::new();
    for path in paths {
        memories.push(super::memory::open(path)?, Standing::default());
    }
    Ok(memories)
}

fn open(args: &Args) -> Result<Engine, Failure> {
    let places = places(args.input.jobs);
    let answers = places.cache.filter(|_| !args.engine.no_cache).map(|dir| dir.join("answers"));
    let equipment = Equipment {
        models: places.models.as_deref(),
        answers: answers.as_deref(),
        threads: places.threads,
        key: places.key.as_deref(),
    };
    let engine = translate::open(&args.engine.settings(), equipment).map_err(problem)?;
    let none = || Failure::cannot("no engine is installed").hint("entrefilet model add fr-en, or --command PROGRAM");
    let mut engine = engine.ok_or_else(none)?;
    let Doubts { unknown, unfit } = translate::doubts(&mut engine);
    if let Some(hash) = unknown {
        let dir = args.engine.model.as_ref().map_or_else(|| "the model".into(), |dir| dir.display().to_string());
        anstream::eprintln!("note: {dir} is no model this program knows; its hash is {hash}");
    }
    unfit.iter().for_each(|unfit| anstream::eprintln!("note: {unfit}"));
    Ok(engine)
}

impl EngineArgs {
    fn settings(&self) -> Settings {
        let command = self.command.as_deref().unwrap_or_default();
        Settings {
            engine: self.choice(),
            model: self.model.as_ref().map(|dir| dir.to_string_lossy().into_owned()),
            command: command.split_whitespace().map(str::to_owned).collect(),
            timeout: self.timeout,
            url: self.url.clone(),
            api: match self.api {
                Api::Libretranslate => HttpApi::Libretranslate,
                Api::Openai => HttpApi::Openai,
            },
            model_name: self.model_name.clone(),
            ..Settings::default()
        }
    }

    fn choice(&self) -> EngineChoice {
        match self.engine {
            Choice::Firefox => EngineChoice::Firefox,
            Choice::Command => EngineChoice::Command,
            Choice::Http => EngineChoice::Http,
            Choice::Auto if self.command.is_some() => EngineChoice::Command,
            Choice::Auto if self.url.is_some() => EngineChoice::Http,
            Choice::Auto => EngineChoice::Auto,
        }
    }
}

/// Why there is no engine, and what to do about it.
fn problem(problem: EngineProblem) -> Failure {
    match problem {
        #[cfg(feature = "firefox")]
        EngineProblem::Model(error) => super::model::failure(error),
        problem => Failure::wrong_use(problem),
    }
}

#[derive(Deserialize)]
struct Asked<'l> {
    #[serde(borrow, default)]
    id: Id<'l>,
    text: String,
    /// Lines of one document are one article, in order: a surname means who was named before.
    #[serde(default)]
    doc: Option<serde_json::Value>,
    #[serde(default)]
    date: Option<Date>,
}

#[derive(Serialize)]
struct Told<'l, 'a> {
    id: Id<'l>,
    text: &'a str,
    origin: &'static str,
    rung: &'static str,
    terms: Vec<Term<'a>>,
}

#[derive(Serialize)]
struct Term<'a> {
    entry: &'a str,
    en: &'a str,
    enforced: bool,
}

/// An engine and a termbase at work.
struct Desk<'b> {
    engine: Engine,
    memories: Memories,
    base: &'b Termbase,
    date: Option<Date>,
    /// The article that the lines now arriving belong to; it may span many batches.
    doc: Option<serde_json::Value>,
    reader: Reader<'b>,
}

/// A line to translate, the names in it, and what people wrote for lines like it.
struct Sentence {
    text: String,
    wanted: Vec<Wanted>,
    examples: Vec<(String, String)>,
}

/// The French and English of examples.
type Examples<'s> = Vec<(&'s str, &'s str)>;

impl Sentence {
    fn examples(&self) -> Examples<'_> {
        self.examples.iter().map(|(french, english)| (french.as_str(), english.as_str())).collect()
    }

    fn request<'s>(&'s self, examples: &'s Examples) -> Request<'s> {
        Request { text: &self.text, wanted: &self.wanted, examples }
    }
}

impl Desk<'_> {
    /// Answers the lines that have arrived, all at once: engines are faster so.
    fn answer(&mut self, lines: &[stream::Line]) -> Vec<Reply> {
        let sentences: Vec<Option<Sentence>> = lines.iter().map(|line| self.sentence(line)).collect();
        let mut answers = self.translate(sentences.iter().flatten()).into_iter();
        let replies = lines.iter().zip(&sentences).map(|(line, sentence)| {
            let answer = sentence.as_ref().and_then(|sentence| Some((sentence, answers.next()?)));
            line.reply(|asked: Asked| match &answer {
                Some((sentence, Ok(english))) => Ok(self.told(asked.id, sentence, english)),
                Some((_, Err(error))) => Err(error.to_string()),
                None => Err("not translated".into()),
            })
        });
        replies.collect()
    }

    /// What a line asks for, if it is one that can be answered.
    fn sentence(&mut self, line: &stream::Line) -> Option<Sentence> {
        let asked: Asked = serde_json::from_slice(&line.bytes).ok()?;
        if asked.doc.is_none() || asked.doc != self.doc {
            self.reader = self.base.reader(asked.date.or(self.date));
            self.doc = asked.doc;
        }
        Some(self.read(&asked.text))
    }

    /// `text` with the names that the article's reader finds in it.
    fn read(&mut self, text: &str) -> Sentence {
        let wanted = translate::wanted(&self.reader.read(text), self.base.concepts());
        let query = Query { text, before: None, after: None, date: None };
        let matches = match self.engine.engine().heeds_hints() {
            true => self.memories.search(&query, translate::LEAST_RATE, translate::SHOWN),
            false => Vec::new(),
        };
        Sentence { text: text.to_owned(), wanted, examples: translate::examples(&matches) }
    }

    fn translate<'s>(
        &mut self,
        sentences: impl Iterator<Item = &'s Sentence> + Clone,
    ) -> Vec<Result<Translation, EngineError>> {
        let examples: Vec<Examples> = sentences.clone().map(Sentence::examples).collect();
        let requests: Vec<Request> = sentences.zip(&examples).map(|(s, examples)| s.request(examples)).collect();
        self.engine.translate(&requests)
    }

    fn told<'l, 'a>(&'a self, id: Id<'l>, sentence: &'a Sentence, translation: &'a Translation) -> Told<'l, 'a> {
        let entry = |w: &Wanted| self.base.concept(w.concept).id.as_str();
        let terms = sentence.wanted.iter().zip(&translation.enforced);
        let terms = terms.map(|(w, &enforced)| Term { entry: entry(w), en: &w.en, enforced }).collect();
        Told { id, text: &translation.english.text, origin: "machine", rung: translation.rung.name(), terms }
    }

    /// Translates files for people, each an article: a line of English for each line of French, sentence by sentence; what
    /// an editor must look at goes to stderr.
    fn plain(&mut self, input: &Input) -> Result<Outcome, Failure> {
        let splitter = Splitter::french();
        let mut output = BufWriter::new(io::stdout().lock());
        let mut outcome = Outcome::Done;
        for path in input.paths() {
            let text = input::read(path)?;
            self.reader = self.base.reader(self.date);
            text.lines().for_each(|line| self.reader.survey(line));
            for (number, line) in (1..).zip(text.lines()) {
                let tiles = splitter.tiles(line);
                let sentences: Vec<Sentence> = tiles.iter().map(|tile| self.read(tile.sentence.of(line))).collect();
                let (english, told) = self.english(&sentences);
                writeln!(output, "{}", english.join(" "))?;
                told.iter().for_each(|what| anstream::eprintln!("{}:{number}: {what}", path.display()));
                if english.len() < sentences.len() {
                    outcome = Outcome::Incomplete;
                }
            }
        }
        output.flush()?;
        Ok(outcome)
    }

    /// The English of `sentences`, as far as there is one, and what to say about it.
    fn english(&mut self, sentences: &[Sentence]) -> (Vec<String>, Vec<String>) {
        let (mut english, mut told) = (Vec::new(), Vec::new());
        for (sentence, answer) in sentences.iter().zip(self.translate(sentences.iter())) {
            match answer {
                Ok(translation) => {
                    let names = sentence.wanted.iter().zip(&translation.enforced);
                    told.extend(names.filter(|(_, held)| !**held).map(|(w, _)| format!("not as wanted: {}", w.en)));
                    english.push(translation.english.text);
                }
                Err(error) => told.push(format!("not translated: {} ({error})", sentence.text)),
            }
        }
        (english, told)
    }
}
