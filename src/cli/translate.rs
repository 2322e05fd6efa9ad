//! `entrefilet translate`

use super::input::{self, Input};
use super::{Failure, Outcome};
use entrefilet::mt::{Request, Translation, Wanted};
use entrefilet::pipeline::stream::{self, Id, Reply};
use entrefilet::pipeline::translate::{self, Engine, EngineProblem, Equipment};
use entrefilet::pipeline::{EngineChoice, HttpApi, Translation as Settings};
use entrefilet::segment::Splitter;
use etcetera::BaseStrategy;
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
    let mut desk = Desk { engine: open(args)? };
    let outcome = if args.input.jsonl {
        args.input.stream_with(|input, output| stream::batches(input, output, |lines| desk.answer(lines)))
    } else {
        desk.plain(&args.input)
    };
    if let Some(trouble) = desk.engine.engine().trouble() {
        anstream::eprintln!("note: answers are not kept for the next run: {trouble}");
    }
    outcome
}

/// Folder for installed models and kept answers; there is none without a home.
pub fn cache_dir() -> Option<PathBuf> {
    etcetera::choose_base_strategy().ok().map(|base| base.cache_dir().join("entrefilet"))
}

fn open(args: &Args) -> Result<Engine, Failure> {
    let cache = cache_dir();
    let models = cache.as_ref().map(|dir| dir.join("models"));
    let answers = cache.filter(|_| !args.engine.no_cache).map(|dir| dir.join("answers"));
    let key = std::env::var("ENTREFILET_MT_KEY").ok();
    let cores = || std::thread::available_parallelism().map_or(1, usize::from);
    let equipment = Equipment {
        models: models.as_deref(),
        answers: answers.as_deref(),
        threads: args.input.jobs.map_or_else(cores, usize::from),
        key: key.as_deref(),
    };
    let engine = translate::open(&args.engine.settings(), equipment).map_err(problem)?;
    engine.ok_or_else(|| {
        Failure::cannot("no engine is installed").hint("entrefilet model add fr-en, or --command PROGRAM")
    })
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

/// An engine at work.
struct Desk {
    engine: Engine,
}

impl Desk {
    /// Answers the lines that have arrived, all at once: engines are faster so.
    fn answer(&mut self, lines: &[stream::Line]) -> Vec<Reply> {
        let texts: Vec<Option<String>> = lines.iter().map(text).collect();
        let wanted: Vec<Vec<Wanted>> = texts.iter().map(|_| Vec::new()).collect();
        let asked =
            texts.iter().zip(&wanted).filter_map(|(text, wanted)| Some(Request { text: text.as_ref()?, wanted }));
        let requests: Vec<Request> = asked.collect();
        let mut answers = self.engine.translate(&requests).into_iter();
        let replies = lines.iter().zip(&texts).zip(&wanted).map(|((line, text), wanted)| {
            let answer = text.as_ref().and_then(|_| answers.next());
            line.reply(|asked: Asked| match &answer {
                Some(Ok(english)) => Ok(told(asked, english, wanted)),
                Some(Err(error)) => Err(error.to_string()),
                None => Err("not translated".into()),
            })
        });
        replies.collect()
    }

    /// Translates files for people: a line of English for each line of French, sentence by sentence.
    fn plain(&mut self, input: &Input) -> Result<Outcome, Failure> {
        let splitter = Splitter::french();
        let mut output = BufWriter::new(io::stdout().lock());
        let mut outcome = Outcome::Done;
        for path in input.paths() {
            for line in input::read(path)?.lines() {
                let tiles = splitter.tiles(line);
                let requests: Vec<Request> =
                    tiles.iter().map(|tile| Request { text: tile.sentence.of(line), wanted: &[] }).collect();
                let mut sentences = Vec::new();
                for (request, answer) in requests.iter().zip(self.engine.translate(&requests)) {
                    match answer {
                        Ok(translation) => sentences.push(translation.english.text),
                        Err(error) => {
                            anstream::eprintln!("not translated: {}: {error}", request.text);
                            outcome = Outcome::Incomplete;
                        }
                    }
                }
                writeln!(output, "{}", sentences.join(" "))?;
            }
        }
        output.flush()?;
        Ok(outcome)
    }
}

/// The text of a line, if it is one that can be answered.
fn text(line: &stream::Line) -> Option<String> {
    serde_json::from_slice::<Asked>(&line.bytes).ok().map(|asked| asked.text)
}

fn told<'l, 'a>(asked: Asked<'l>, translation: &'a Translation, wanted: &'a [Wanted]) -> Told<'l, 'a> {
    let terms = wanted.iter().zip(&translation.enforced);
    Told {
        id: asked.id,
        text: &translation.english.text,
        origin: "machine",
        rung: translation.rung.name(),
        terms: terms.map(|(w, enforced)| Term { entry: "", en: &w.en, enforced: *enforced }).collect(),
    }
}
