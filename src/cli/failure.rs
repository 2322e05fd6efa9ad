//! Why a command could not do its work, in words, with a hint and an exit code.

use std::fmt::Display;
use std::io;
use std::path::Path;
use std::process::ExitCode;

/// Why a command stopped.
#[derive(Debug)]
pub struct Failure {
    code: u8,
    message: String,
    hint: Option<String>,
}

impl Failure {
    /// Something could not be done: exit code 1.
    pub fn cannot(message: impl Display) -> Self {
        Self { code: 1, message: message.to_string(), hint: None }
    }

    /// Wrong use, or a bad pipeline: exit code 2.
    pub fn wrong_use(message: impl Display) -> Self {
        Self { code: 2, message: message.to_string(), hint: None }
    }

    /// An error of reading or writing `path`.
    pub fn io(path: &Path, error: &io::Error) -> Self {
        Self::cannot(format_args!("{}: {error}", path.display()))
    }

    /// Adds what to do about it.
    pub fn hint(self, hint: impl Display) -> Self {
        Self { hint: Some(hint.to_string()), ..self }
    }

    /// Adds what to do about it, where that is known.
    pub fn hint_if(self, hint: Option<impl Display>) -> Self {
        match hint {
            Some(hint) => self.hint(hint),
            None => self,
        }
    }

    /// Says it on stderr; a reader that has gone away (a closed pipe) is no failure.
    pub fn report(self) -> ExitCode {
        if self.code == 0 {
            return ExitCode::SUCCESS;
        }
        anstream::eprintln!("entrefilet: {}", self.message);
        if let Some(hint) = self.hint {
            anstream::eprintln!("  hint: {hint}");
        }
        self.code.into()
    }
}

/// Errors of writing to stdout. A closed pipe is no error.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        let code = u8::from(error.kind() != io::ErrorKind::BrokenPipe);
        Self { code, message: error.to_string(), hint: None }
    }
}
