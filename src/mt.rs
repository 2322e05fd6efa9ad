//! Machine translation: engines behind one trait, and the glossary's names held above them.
//!
//! An engine ([`Translator`]) turns French lines into English lines and knows nothing of terms. [`Enforced`] sits above
//! any engine: it asks, reads the answer, and asks again in other words until every glossary name stands in the English as
//! the glossary wants it, or says that it does not. [`Cached`] remembers answers between runs.

#[cfg(any(feature = "firefox", feature = "http"))]
mod address;
mod cache;
#[cfg(feature = "http")]
mod chat;
mod command;
#[cfg(feature = "firefox")]
mod download;
mod draft;
mod enforced;
#[cfg(feature = "firefox")]
mod files;
#[cfg(feature = "firefox")]
mod firefox;
#[cfg(feature = "firefox")]
mod hash;
#[cfg(feature = "http")]
mod http;
#[cfg(feature = "firefox")]
mod manifest;
mod mend;
mod places;
mod process;
mod reading;
mod renamed;
mod request;
mod source;
#[cfg(feature = "firefox")]
mod split;
mod standin;
#[cfg(feature = "firefox")]
mod store;
mod translator;
mod verify;
mod wanted;

pub use cache::Cached;
pub use command::Command;
#[cfg(feature = "firefox")]
pub use download::fetch;
pub use enforced::Enforced;
#[cfg(feature = "firefox")]
pub use files::{ModelError, ModelFiles};
#[cfg(feature = "firefox")]
pub use firefox::Firefox;
#[cfg(feature = "http")]
pub use http::{Api, Service};
#[cfg(feature = "firefox")]
pub use manifest::{Known, Pin, known};
pub use reading::held;
pub use request::{Request, Rung, Translation};
#[cfg(feature = "firefox")]
pub use store::{Fetched, Store};
pub use translator::{EngineError, Fingerprint, Source, Translator};
pub use verify::{Trial, verify};
pub use wanted::Wanted;
