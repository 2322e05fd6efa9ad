//! `entrefilet translate`

mod engine;

use super::asked::{Article, Asked};
use super::input::{self, Input};
use super::terms::find::load;
use super::{Failure, Outcome};
use engine::EngineArgs;
use entrefilet::memory::{Memories, Query, Standing};
use entrefilet::model::Hit;
use entrefilet::mt::{EngineError, Request, Translation, Translator, Wanted};
use entrefilet::pipeline::stream::{self, Id, Reply};
use entrefilet::pipeline::translate::{self, Engine};
use entrefilet::segment::Splitter;
use entrefilet::termbase::Termbase;
use entrefilet::text::Date;
use serde::Serialize;
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

pub fn run(args: &Args) -> Result<Outcome, Failure> {
    let (base, complete) = load(&args.glossary)?;
    let (engine, memories) = (args.engine.open(args.input.jobs)?, memories(&args.memories)?);
    let mut desk = Desk { engine, memories, base: &base, article: Article::new(&base, args.date) };
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
    article: Article<'b>,
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
        let Asked { text, doc, date, .. } = serde_json::from_slice(&line.bytes).ok()?;
        let hits = self.article.reader(doc, date).read(&text);
        Some(self.sentence_with(text, &hits))
    }

    /// `text` with what an engine needs to know of it.
    fn sentence_with(&self, text: String, hits: &[Hit]) -> Sentence {
        let query = Query { text: &text, before: None, after: None, date: None };
        let matches = match self.engine.engine().heeds_hints() {
            true => self.memories.search(&query, translate::LEAST_RATE, translate::SHOWN),
            false => Vec::new(),
        };
        let (wanted, examples) = (translate::wanted(hits, self.base.concepts()), translate::examples(&matches));
        Sentence { text, wanted, examples }
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
            let mut reader = self.article.fresh();
            text.lines().for_each(|line| reader.survey(line));
            for (number, line) in (1..).zip(text.lines()) {
                let tiles = splitter.tiles(line);
                let read = |text: &str| self.sentence_with(text.to_owned(), &reader.read(text));
                let sentences: Vec<Sentence> = tiles.iter().map(|tile| tile.sentence.of(line)).map(read).collect();
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
