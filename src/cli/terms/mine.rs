//! `entrefilet terms mine`

use crate::cli::input::Input;
use crate::cli::{Failure, Outcome};
use entrefilet::exchange::glossary::Block;
use entrefilet::exchange::{Format, Item, read_units};
use entrefilet::mine::{Mined, Miner};
use entrefilet::model::{Concept, Status};
use entrefilet::text::fold;
use std::io::{self, BufWriter, Write};

/// Propose names for the glossary from translation memories, the best supported first
#[derive(clap::Args)]
pub struct Args {
    /// How many at most
    #[arg(long, value_name = "N", default_value_t = 100)]
    top: usize,
    #[command(flatten)]
    input: Input,
}

#[derive(serde::Serialize)]
struct Told<'m> {
    fr: &'m str,
    en: &'m str,
    together: u32,
    french: u32,
    english: u32,
    dice: u32,
    log_likelihood: u64,
    unit: u64,
}

pub fn run(args: &Args) -> Result<Outcome, Failure> {
    let mut miner = Miner::default();
    args.input.for_each(|path, input| {
        let read = read_units(input, Format::of(path), false, |item| {
            if let Item::Unit(number, unit) = item {
                miner.add(&unit.source, &unit.target, number);
            }
        });
        read.map(drop).map_err(|e| Failure::io(path, &e))
    })?;
    let mut out = BufWriter::new(io::stdout().lock());
    for (number, pair) in miner.pairs().iter().take(args.top).enumerate() {
        match args.input.jsonl {
            true => writeln!(out, "{}", serde_json::to_string(&told(pair)).unwrap_or_default())?,
            false => write!(out, "{}{}", if number == 0 { "" } else { "\n" }, block(pair))?,
        }
    }
    Ok(out.flush().map(|()| Outcome::Done)?)
}

fn told(pair: &Mined) -> Told<'_> {
    let Mined { fr, en, together, french, english, dice, log_likelihood, unit } = pair;
    let (together, french, english) = (*together, *french, *english);
    Told { fr, en, together, french, english, dice: *dice, log_likelihood: *log_likelihood, unit: *unit }
}

/// A block to paste into a glossary, its evidence in the comment above it.
fn block(pair: &Mined) -> Block {
    let folded = fold(&pair.fr);
    let id = folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()).collect::<Vec<_>>().join("-");
    let status = Status::Proposed;
    let concept = Concept { id, fr: pair.fr.clone(), en: pair.en.clone(), status, ..Concept::default() };
    let evidence = format!(
        "# together in {} units of {} and {}, first in unit {}; Dice .{:03}, log-likelihood {}",
        pair.together,
        pair.french,
        pair.english,
        pair.unit,
        pair.dice.min(999),
        pair.log_likelihood
    );
    Block { comments: vec![evidence], ..Block::of(&concept) }
}
