//! The engine that the arguments of `entrefilet translate` mean.

use crate::cli::Failure;
use crate::cli::places::places;
use entrefilet::pipeline::translate::{self, Doubts, Engine, EngineProblem, Equipment};
use entrefilet::pipeline::{EngineChoice, HttpApi, Translation as Settings};
use std::path::PathBuf;

#[derive(clap::Args)]
pub struct EngineArgs {
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

impl EngineArgs {
    /// Opens the engine that is meant, with `jobs` threads, and tells on stderr what speaks against its model.
    pub fn open(&self, jobs: Option<u16>) -> Result<Engine, Failure> {
        let places = places(jobs);
        let answers = places.cache.filter(|_| !self.no_cache).map(|dir| dir.join("answers"));
        let equipment = Equipment {
            models: places.models.as_deref(),
            answers: answers.as_deref(),
            threads: places.threads,
            key: places.key.as_deref(),
        };
        let engine = translate::open(&self.settings(), equipment).map_err(problem)?;
        let none =
            || Failure::cannot("no engine is installed").hint("entrefilet model add fr-en, or --command PROGRAM");
        let mut engine = engine.ok_or_else(none)?;
        let Doubts { unknown, unfit } = translate::doubts(&mut engine);
        if let Some(hash) = unknown {
            let dir = self.model.as_ref().map_or_else(|| "the model".into(), |dir| dir.display().to_string());
            anstream::eprintln!("note: {dir} is no model this program knows; its hash is {hash}");
        }
        unfit.iter().for_each(|unfit| anstream::eprintln!("note: {unfit}"));
        Ok(engine)
    }

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
        EngineProblem::Model(error) => crate::cli::model::failure(error),
        problem => Failure::wrong_use(problem),
    }
}
