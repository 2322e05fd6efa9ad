//! `entrefilet summarize`

use super::input::{self, Input};
use super::{Failure, Outcome};
use entrefilet::pipeline::stream::{Id, Stage};
use entrefilet::segment::Splitter;
use entrefilet::summary::{Budget, Document, Summarizer, digest, unglued};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::io::{self, BufWriter, Write};

/// Pick the key sentences of articles, word for word
///
/// With --jsonl they come best first, and without a budget all that are worth ranking; for people they come in article
/// order, four sentences unless said.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    input: Input,
    /// Words at most; the best sentence may be longer
    #[arg(long, value_name = "N")]
    words: Option<usize>,
    /// Sentences at most
    #[arg(long, value_name = "N")]
    sentences: Option<usize>,
}

/// Sentences shown to people who do not say how many.
const SHOWN: usize = 4;

pub fn run(args: &Args) -> Result<Outcome, Failure> {
    let picker = Picker { splitter: Splitter::french(), summarizer: Summarizer::new() };
    if args.input.jsonl {
        return args.input.stream(&Sentences { picker, budget: args.budget(None) });
    }
    let mut output = BufWriter::new(io::stdout().lock());
    for path in args.input.paths() {
        let text = input::read(path)?;
        for sentence in picker.in_order("", &text, args.budget(Some(SHOWN))) {
            writeln!(output, "{sentence}")?;
        }
    }
    output.flush()?;
    Ok(Outcome::Done)
}

impl Args {
    /// The budget given, or `sentences` when none is; `None` means no limit.
    fn budget(&self, sentences: Option<usize>) -> Option<Budget> {
        let sentences = self.sentences.or(sentences.filter(|_| self.words.is_none()));
        let limited = sentences.is_some() || self.words.is_some();
        let or_all = |limit: Option<usize>| limit.unwrap_or(usize::MAX);
        limited.then(|| Budget { sentences: or_all(sentences), words: or_all(self.words) })
    }
}

/// Splits texts and picks from them.
struct Picker {
    splitter: Splitter,
    summarizer: Summarizer,
}

impl Picker {
    fn document<'t>(&self, title: &'t str, text: &'t str) -> Document<'t> {
        let tiles = self.splitter.tiles(text).into_iter().map(|t| t.sentence.of(text));
        let sentences = tiles.flat_map(|s| unglued(s).into_iter().map(|part| part.of(s)));
        Document::plain(title, sentences.filter(|s| !s.is_empty()))
    }

    /// The picked sentences, best first.
    fn best_first<'t>(&self, title: &'t str, text: &'t str, budget: Option<Budget>) -> Vec<&'t str> {
        let document = self.document(title, text);
        let picked = match budget {
            Some(budget) => self.summarizer.pick(&document, budget),
            None => self.summarizer.rank(&document),
        };
        picked.into_iter().map(|i| document.sentences[i].text).collect()
    }

    /// The picked sentences in article order.
    fn in_order<'t>(&self, title: &'t str, text: &'t str, budget: Option<Budget>) -> Vec<&'t str> {
        let mut sentences = self.best_first(title, text, budget);
        sentences.sort_by_key(|s| s.as_ptr());
        sentences
    }

    /// The sentences that tell many texts together, best first.
    fn joint<'t>(&self, docs: &'t [Doc], budget: Budget) -> Vec<&'t str> {
        let documents: Vec<Document> = docs.iter().map(|d| self.document(&d.title, &d.text)).collect();
        digest(&documents, budget).into_iter().map(|(d, s)| documents[d].sentences[s].text).collect()
    }
}

/// `--jsonl`: the best sentences of each line's text, or of its texts together.
struct Sentences {
    picker: Picker,
    budget: Option<Budget>,
}

#[derive(Deserialize)]
struct Request<'l> {
    #[serde(borrow, default)]
    id: Id<'l>,
    #[serde(borrow, default)]
    title: Cow<'l, str>,
    #[serde(borrow)]
    text: Option<Cow<'l, str>>,
    #[serde(borrow)]
    docs: Option<Vec<Doc<'l>>>,
}

#[derive(Deserialize)]
struct Doc<'l> {
    #[serde(borrow, default)]
    title: Cow<'l, str>,
    #[serde(borrow)]
    text: Cow<'l, str>,
}

#[derive(Serialize)]
struct Answer<'l> {
    id: Id<'l>,
    sentences: Vec<String>,
}

/// Words that many documents give when no budget is set.
const JOINT: usize = 250;

impl<'l> Stage<'l> for Sentences {
    type Request = Request<'l>;
    type Answer = Answer<'l>;

    fn answer(&self, request: Request<'l>) -> Result<Answer<'l>, String> {
        let sentences = match (&request.text, &request.docs) {
            (Some(text), None) => self.picker.best_first(&request.title, text, self.budget),
            (None, Some(docs)) => self.picker.joint(docs, self.budget.unwrap_or(Budget::of_words(JOINT))),
            (None, None) => return Err("neither `text` nor `docs`".into()),
            (Some(_), Some(_)) => return Err("both `text` and `docs`".into()),
        };
        Ok(Answer { id: request.id, sentences: sentences.into_iter().map(String::from).collect() })
    }
}
