//! `entrefilet model`

mod add;
mod list;
mod verify;

use super::places::places;
use super::{Failure, Outcome};
use entrefilet::mt::{Known, ModelError, Store};
use std::path::Path;

/// Install, list, check and remove the models of the built-in engine
#[derive(clap::Subcommand)]
pub enum Command {
    Add(add::Args),
    List(list::Args),
    Verify(verify::Args),
    /// Remove an installed model
    Rm {
        /// Language pair
        #[arg(value_name = "PAIR")]
        pair: String,
    },
}

pub fn run(command: &Command) -> Result<Outcome, Failure> {
    match command {
        Command::Add(args) => add::run(args),
        Command::List(args) => list::run(args),
        Command::Verify(args) => verify::run(args),
        Command::Rm { pair } => remove(pair),
    }
}

fn remove(pair: &str) -> Result<Outcome, Failure> {
    let store = store()?;
    if !store.remove(pair).map_err(failure)? {
        return Err(Failure::cannot(format_args!("no model for {pair} is installed")).hint(installed(&store)));
    }
    anstream::eprintln!("removed {}", store.dir(pair).display());
    Ok(Outcome::Done)
}

/// The user's installed models.
pub fn store() -> Result<Store, Failure> {
    let none = || Failure::cannot("there is no folder for models, because there is no home folder");
    places(None).models.map(Store::new).ok_or_else(none)
}

fn installed(store: &Store) -> String {
    let pairs = store.pairs();
    if pairs.is_empty() { "none is installed".into() } else { format!("installed: {}", pairs.join(", ")) }
}

/// What went wrong with a model, and what to do about it.
pub fn failure(error: ModelError) -> Failure {
    let hint = match &error {
        ModelError::NoModel { pair, known: true } => {
            let from = if Known::pair(pair).is_some() { "" } else { " --from DIR" };
            Some(format!("install it: entrefilet model add {pair}{from}"))
        }
        ModelError::NoModel { known: false, .. } => {
            let known: Vec<&str> = entrefilet::mt::known().map(|known| known.pair).collect();
            Some(format!("known: {}; any other from a folder: --from DIR", known.join(", ")))
        }
        ModelError::NotAPair { .. } => Some("French to English is fr-en".into()),
        ModelError::Hash { .. } => Some("other files than the pinned ones can be used in place: --model DIR".into()),
        ModelError::Fetch { .. } => Some("name a mirror (--url BASE) or a folder with the files (--from DIR)".into()),
        ModelError::Shape { .. } | ModelError::Mixed { .. } | ModelError::Unloadable { .. } => {
            Some("fetch the files again; a model is used with its own lex and vocab files only".into())
        }
        ModelError::Processor { .. } => Some("use another engine, or a build without the feature `firefox`".into()),
        _ => None,
    };
    let failure = match error {
        ModelError::NotAPair { .. } => Failure::wrong_use(error),
        error => Failure::cannot(error),
    };
    match hint {
        Some(hint) => failure.hint(hint),
        None => failure,
    }
}

/// Whether `hash` is that of a model this program knows.
fn is_known(hash: &str) -> bool {
    entrefilet::mt::known().any(|known| known.hash() == hash)
}

/// Says so when the files of a model are none that this program knows.
pub fn notice_unknown(hash: &str, dir: &Path) {
    if !is_known(hash) {
        anstream::eprintln!("note: {} is no model this program knows; its hash is {hash}", dir.display());
    }
}
