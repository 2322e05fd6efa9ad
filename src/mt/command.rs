//! An engine that is any program: French lines on its standard input, as many English lines on its standard output.

use super::process::{LONGEST_LINE, Process};
use super::translator::{EngineError, Fingerprint, Translator};
use std::process::ExitStatus;
use std::sync::mpsc::RecvTimeoutError;
use std::time::{Duration, Instant};

/// A program that reads lines and writes lines.
///
/// It is started once and kept as long as it answers line for line, because a program that loads a model takes long to
/// start. A line too many or too few would give every later sentence another's English, so a sentence of our own comes
/// first and after each batch, and its answer must come back unchanged in the very place. A program for which it does
/// not, or which answers only at the end of its input, is started once for each batch: its end, too, tells for certain
/// that no line was lost or added in between.
///
/// A batch that fails is cut where the answers stopped (or in half) and tried again in parts, so one sentence
/// that kills the program, hangs it or breaks the count loses no other. A program that fails again and again is not
/// started any more.
///
/// ```
/// use entrefilet::mt::{Command, Translator};
/// let mut upper = Command::new("tr", ["a-z", "A-Z"]);
/// assert_eq!(upper.translate(&["bonjour"]), [Ok("BONJOUR".to_owned())]);
/// ```
pub struct Command {
    program: String,
    arguments: Vec<String>,
    limit: Duration,
    fingerprint: Fingerprint,
    talk: Option<Talk>,
    habits: Habits,
    /// Failures in a row.
    failures: u32,
    /// Time-outs in all.
    time_outs: u32,
    given_up: Option<EngineError>,
}

/// A running program that has kept the count so far.
struct Talk {
    process: Process,
    /// Its answer to [`CONTROL`].
    control: Vec<u8>,
}

/// What we have learnt of the program.
struct Habits {
    /// Whether it can be kept for more than a batch.
    lasts: bool,
    /// How long it may be silent before we end its input to make it answer: twice its longest silence so far.
    patience: Duration,
    /// How often only the end of its input made it answer.
    closings: u32,
}

/// Lines given to the program at once.
const BATCH: usize = 256;
/// More than the halvings of a batch, so that one bad line is always found first.
const MOST_FAILURES: u32 = 16;
/// Each costs the whole limit.
const MOST_TIME_OUTS: u32 = 6;
/// After so many batches that it answered at the end of its input only, a program is not kept.
const MOST_CLOSINGS: u32 = 3;
/// The first patience: short, because it is learnt from what it costs.
const PATIENCE: Duration = Duration::from_millis(300);
/// How long a program may take for a line unless told otherwise.
const LIMIT: Duration = Duration::from_secs(120);
/// The sentence that shows whether the count still holds; no article has it.
const CONTROL: &str = "Il pleut sur Zanvorque depuis hier.";

impl Command {
    /// The program `program`, found as the shell would, with `arguments` as they are: no shell is between.
    pub fn new<A: Into<String>>(program: impl Into<String>, arguments: impl IntoIterator<Item = A>) -> Self {
        let program = program.into();
        let arguments: Vec<String> = arguments.into_iter().map(Into::into).collect();
        let model = std::iter::once(&program).chain(&arguments).map(String::as_str).collect::<Vec<_>>().join(" ");
        let fingerprint = Fingerprint { engine: "command".into(), model, kernel: None };
        let habits = Habits { lasts: true, patience: PATIENCE, closings: 0 };
        let (talk, failures, time_outs, given_up) = (None, 0, 0, None);
        Self { program, arguments, limit: LIMIT, fingerprint, talk, habits, failures, time_outs, given_up }
    }

    /// Stops the program when it writes no line for `limit`.
    pub fn time_out(self, limit: Duration) -> Self {
        Self { limit, ..self }
    }

    fn attempt(&mut self, sources: &[&str]) -> Result<Vec<Vec<u8>>, Failure> {
        if self.habits.lasts {
            match self.converse(sources)? {
                Some(answers) => return Ok(answers),
                None => self.habits.lasts = false,
            }
        }
        self.once(sources)
    }

    /// Puts `sources` to the running program; `None` when it cannot be told which answer is whose.
    fn converse(&mut self, sources: &[&str]) -> Result<Option<Vec<Vec<u8>>>, Failure> {
        if let Some(talk) = self.talk.take() {
            if talk.process.has_more() {
                return Ok(None);
            }
            match self.go_on(talk, sources) {
                // It ended while there was nothing to do: that is no sentence's fault.
                Err(Failure { answered: 0, error: EngineError::Ended { .. } | EngineError::Count { .. } }) => {}
                told => return told,
            }
        }
        let process = self.start()?;
        process.say(CONTROL);
        sources.iter().for_each(|source| process.say(source));
        process.say(CONTROL);
        let mut heard = self.hear(process, 1, sources.len() + 1)?;
        if heard.answers.is_empty() {
            return Ok(None);
        }
        let control = heard.answers.remove(0).trim_ascii().to_owned();
        self.checked(heard, control, sources.len())
    }

    fn go_on(&mut self, talk: Talk, sources: &[&str]) -> Result<Option<Vec<Vec<u8>>>, Failure> {
        let Talk { process, control } = talk;
        sources.iter().for_each(|source| process.say(source));
        process.say(CONTROL);
        let heard = self.hear(process, 0, sources.len() + 1)?;
        self.checked(heard, control, sources.len())
    }

    /// Listens until `lead` and `expected` lines have come or the program has ended. One that is silent too long gets the
    /// end of its input, and may answer then.
    fn hear(&mut self, mut process: Process, lead: usize, expected: usize) -> Result<Heard, Failure> {
        let mut answers: Vec<Vec<u8>> = Vec::with_capacity(expected);
        let mut since = Instant::now();
        loop {
            let wait = if process.is_closed() { self.limit } else { self.habits.patience.min(self.limit) };
            match process.hear(wait) {
                Ok(line) if line.len() > LONGEST_LINE => {
                    return Err(Failure { error: self.too_long(), answered: answers.len().saturating_sub(lead) });
                }
                Ok(line) => {
                    self.habits.patience = self.habits.patience.max(2 * since.elapsed());
                    since = Instant::now();
                    answers.push(line);
                }
                Err(RecvTimeoutError::Disconnected) => return Ok(Heard { process, answers, ended: true }),
                Err(RecvTimeoutError::Timeout) if !process.is_closed() => process.close(),
                Err(RecvTimeoutError::Timeout) => {
                    self.habits.lasts &= !answers.is_empty();
                    return Err(Failure { error: self.timed_out(), answered: answers.len().saturating_sub(lead) });
                }
            }
            let more = answers.len().saturating_sub(lead + expected) > 0;
            if more || answers.len() == lead + expected && !process.is_closed() {
                return Ok(Heard { process, answers, ended: false });
            }
        }
    }

    /// The answers to `asked` sources, if the control answer comes right after them and nowhere else.
    fn checked(&mut self, heard: Heard, control: Vec<u8>, asked: usize) -> Result<Option<Vec<Vec<u8>>>, Failure> {
        let Heard { mut process, mut answers, ended } = heard;
        let stray = answers.iter().take(asked).any(|answer| answer.trim_ascii() == control);
        if control.is_empty() || stray || answers.len() > asked + 1 {
            return Ok(None);
        }
        if answers.len() <= asked {
            answers.pop_if(|last| last.trim_ascii() == control);
            let status = process.end(false, self.limit);
            let answered = if status.is_some_and(|s| s.success()) { 0 } else { answers.len() };
            return Err(Failure { answered, error: self.ended(asked, answers.len(), status, &process) });
        }
        if answers.pop().is_none_or(|last| last.trim_ascii() != control) {
            return Ok(None);
        }
        self.habits.closings += u32::from(ended);
        self.habits.lasts = self.habits.closings < MOST_CLOSINGS;
        self.talk = (!ended).then_some(Talk { process, control });
        Ok(Some(answers))
    }

    /// One process, all of `sources`: an answer for each, or what went wrong and after how many answers.
    fn once(&self, sources: &[&str]) -> Result<Vec<Vec<u8>>, Failure> {
        let mut process = self.start()?;
        sources.iter().for_each(|source| process.say(source));
        process.close();
        let mut answers = Vec::with_capacity(sources.len());
        let trouble = self.collect(&process, sources.len(), &mut answers);
        let status = process.end(trouble.is_some(), self.limit);
        let complete = answers.len() == sources.len() && answers.last().is_none_or(|last| last.ends_with(b"\n"));
        let succeeded = status.is_some_and(|s| s.success());
        match trouble {
            Some(error) => Err(Failure { answered: answers.len(), error }),
            None if complete || succeeded && answers.len() == sources.len() => Ok(answers),
            None => {
                let answered = if succeeded { 0 } else { answers.len() };
                Err(Failure { answered, error: self.ended(sources.len(), answers.len(), status, &process) })
            }
        }
    }

    fn start(&self) -> Result<Process, Failure> {
        let not_started =
            |e: std::io::Error| EngineError::NotStarted { program: self.program.clone(), cause: e.kind() };
        Process::start(&self.program, &self.arguments).map_err(|e| Failure { error: not_started(e), answered: 0 })
    }

    /// Takes lines until the program ends; the error that made us stop listening, if one did.
    fn collect(&self, process: &Process, asked: usize, answers: &mut Vec<Vec<u8>>) -> Option<EngineError> {
        loop {
            match process.hear(self.limit) {
                Ok(line) if line.len() > LONGEST_LINE => return Some(self.too_long()),
                Ok(line) => answers.push(line),
                Err(RecvTimeoutError::Disconnected) => return None,
                Err(RecvTimeoutError::Timeout) => return Some(self.timed_out()),
            }
            if answers.len() > asked {
                let got = answers.len();
                answers.clear();
                return Some(EngineError::Count { from: self.shown(), asked, got });
            }
        }
    }

    fn ended(&self, asked: usize, got: usize, status: Option<ExitStatus>, process: &Process) -> EngineError {
        match status {
            Some(status) if !status.success() => EngineError::Ended {
                program: self.program.clone(),
                status: status.to_string(),
                said: process.last_words(),
            },
            _ => EngineError::Count { from: self.shown(), asked, got },
        }
    }

    fn too_long(&self) -> EngineError {
        EngineError::TooLong { from: self.shown(), limit: LONGEST_LINE }
    }

    fn timed_out(&self) -> EngineError {
        EngineError::TimedOut { from: self.shown(), limit: self.limit }
    }

    /// The program as messages name it.
    fn shown(&self) -> String {
        format!("`{}`", self.program)
    }

    /// Counts a failure; the error to give from now on, once there were too many.
    fn strike(&mut self, error: &EngineError) {
        self.failures += 1;
        self.time_outs += u32::from(matches!(error, EngineError::TimedOut { .. }));
        let hopeless = matches!(error, EngineError::NotStarted { .. });
        if hopeless || self.failures >= MOST_FAILURES || self.time_outs >= MOST_TIME_OUTS {
            self.given_up = Some(error.clone());
        }
    }

    fn text(&self, line: Vec<u8>) -> Result<String, EngineError> {
        let text = String::from_utf8(line).map_err(|_| EngineError::NotUtf8 { from: self.shown() })?;
        let text = text.trim();
        if text.is_empty() { Err(EngineError::Empty { from: self.shown() }) } else { Ok(text.to_owned()) }
    }
}

/// What a program said.
struct Heard {
    process: Process,
    answers: Vec<Vec<u8>>,
    /// Whether it has ended.
    ended: bool,
}

impl Translator for Command {
    fn fingerprint(&self) -> &Fingerprint {
        &self.fingerprint
    }

    fn translate(&mut self, sources: &[&str]) -> Vec<Result<String, EngineError>> {
        let mut answers = Vec::with_capacity(sources.len());
        let mut parts: Vec<&[&str]> = sources.chunks(BATCH).rev().collect();
        while let Some(part) = parts.pop() {
            if let Some(last) = &self.given_up {
                answers.extend(part.iter().map(|_| Err(EngineError::GaveUp { last: Box::new(last.clone()) })));
                continue;
            }
            match self.attempt(part) {
                Ok(lines) => {
                    self.failures = 0;
                    answers.extend(lines.into_iter().map(|line| self.text(line)));
                }
                Err(failure) => {
                    self.strike(&failure.error);
                    match part {
                        [_] => answers.push(Err(failure.error)),
                        part => parts.extend(failure.cut(part).into_iter().rev().filter(|p| !p.is_empty())),
                    }
                }
            }
        }
        answers
    }
}

/// A process that did not do its work.
struct Failure {
    error: EngineError,
    /// Answers that had come, as far as they say where it stopped.
    answered: usize,
}

impl Failure {
    /// The parts of `sources` to try next, in order: what was answered, the one it stopped at, the rest. Where nothing
    /// tells where it stopped, two halves.
    fn cut<'s, 't>(&self, sources: &'s [&'t str]) -> [&'s [&'t str]; 3] {
        let hung = matches!(self.error, EngineError::TimedOut { .. });
        if self.answered >= sources.len() || self.answered == 0 && !hung {
            let (first, second) = sources.split_at(sources.len() / 2);
            return [first, second, &[]];
        }
        let (done, rest) = sources.split_at(self.answered);
        let (stopped_at, rest) = rest.split_at(1);
        [done, stopped_at, rest]
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        Command::new("sh", ["-c", script]).time_out(Duration::from_secs(20))
    }

    fn many() -> Vec<String> {
        (0..600).map(|i| format!("phrase {i}")).collect()
    }

    /// Translates `many()` and wants every line but `bad` answered with itself.
    fn all_but(script: &str, bad: usize) -> EngineError {
        let lines = many();
        let sources: Vec<&str> = lines.iter().map(String::as_str).collect();
        let limit = Duration::from_secs(if script.contains("sleep") { 1 } else { 20 });
        let mut answers = shell(script).time_out(limit).translate(&sources);
        let error = answers.remove(bad).unwrap_err();
        let expected: Vec<_> = lines.into_iter().enumerate().filter(|&(i, _)| i != bad).map(|(_, l)| Ok(l)).collect();
        assert!(answers == expected, "{script}");
        error
    }

    #[test]
    fn answers_line_for_line() {
        let lines = many();
        let sources: Vec<&str> = lines.iter().map(String::as_str).collect();
        let answers = shell("cat").translate(&sources);
        assert!(answers.iter().zip(&lines).all(|(a, l)| a.as_ref() == Ok(l)));
        assert_eq!(answers.len(), lines.len());
        assert!(shell("cat").translate(&[]).is_empty());
    }

    #[test]
    fn a_last_line_without_line_break_counts_when_the_program_succeeded() {
        assert_eq!(shell(r#"t=$(cat); printf %s "$t""#).translate(&["un"]), [Ok("un".into())]);
        assert!(shell("printf one; exit 1").translate(&["un"])[0].is_err());
    }

    #[test]
    fn one_bad_line_never_loses_the_others() {
        // It dies at the line, having answered those before.
        let error =
            all_but(r#"while read -r l; do [ "$l" = "phrase 300" ] && { echo oh >&2; exit 3; }; echo "$l"; done"#, 300);
        assert!(matches!(error, EngineError::Ended { said, .. } if said == "oh"));
        // It dies at the line and nothing was answered before (buffered output).
        all_but(
            r#"t=$(cat); case "$t" in *"phrase 7"|*"phrase 7
"*) exit 3;; esac; printf '%s\n' "$t""#,
            7,
        );
        // It hangs at the line.
        let error = all_but(r#"while read -r l; do [ "$l" = "phrase 300" ] && sleep 5; echo "$l"; done"#, 300);
        assert!(matches!(error, EngineError::TimedOut { .. }));
        // It answers the line twice, or not at all.
        let error = all_but(r#"sed 's/^phrase 300$/a\nb/'"#, 300);
        assert!(matches!(error, EngineError::Count { asked: 1, got: 2, .. }), "{error:?}");
        let error = all_but(r#"sed '/^phrase 300$/d'"#, 300);
        assert!(matches!(error, EngineError::Count { asked: 1, got: 0, .. }), "{error:?}");
        // It answers with bytes that are no text, or with nothing.
        let error =
            all_but(r#"while read -r l; do [ "$l" = "phrase 300" ] && printf '\377\n' || echo "$l"; done"#, 300);
        assert!(matches!(error, EngineError::NotUtf8 { .. }));
        let error = all_but(r#"sed 's/^phrase 300$//'"#, 300);
        assert!(matches!(error, EngineError::Empty { .. }));
    }

    /// A program that notes each of its starts in a file and then does as `script` says; and how often it was started.
    fn counted(script: &str) -> (Command, impl Fn() -> usize) {
        let file = tempfile::NamedTempFile::new().unwrap();
        let engine = shell(&format!("echo started >> {}; {script}", file.path().display()));
        (engine, move || std::fs::read_to_string(file.path()).unwrap().lines().count())
    }

    #[test]
    fn a_program_that_answers_line_by_line_is_started_once() {
        let (mut engine, starts) = counted(r#"sleep 1; while read -r l; do echo "$l"; done"#);
        let lines = many();
        for _ in 0..4 {
            let sources: Vec<&str> = lines.iter().map(String::as_str).collect();
            assert!(engine.translate(&sources).iter().zip(&lines).all(|(answer, line)| answer.as_ref() == Ok(line)));
        }
        // Slow at first, it was taken for one that waits for the end of its input; then its pace was known.
        assert!(starts() < 6, "{} starts for 12 batches", starts());
    }

    #[test]
    fn a_program_that_dies_while_it_has_nothing_to_do_loses_no_line() {
        let (mut engine, starts) = counted(r#"for i in 1 2 3; do read -r l; echo "$l"; done"#);
        for source in ["un", "deux", "trois"] {
            assert_eq!(engine.translate(&[source]), [Ok(source.to_owned())]);
        }
        assert_eq!(starts(), 3);
    }

    #[test]
    fn a_program_that_loses_count_without_dying_gives_no_sentence_anothers_english() {
        // The eighth line is answered twice or not at all, in each process; then on as if nothing had been.
        for slip in ["echo one; echo more", ":"] {
            let script = format!(
                r#"n=0; while read -r l; do n=$((n+1)); [ $n = 8 ] && {{ {slip}; continue; }}; echo "$l"; done"#
            );
            let mut engine = shell(&script);
            for _ in 0..3 {
                for (i, source) in ["a", "b", "c", "d"].iter().enumerate() {
                    let answers = engine.translate(&["a", "b", "c", "d"][i..]);
                    assert!(answers[0] == Ok((*source).to_owned()), "{slip}: {answers:?}");
                }
            }
        }
    }

    #[test]
    fn neither_long_lines_nor_full_pipes_block() {
        let long = "mot ".repeat(100_000);
        let sources = vec![long.trim(); 20];
        // It answers while we still write, far more than a pipe holds.
        let (mut engine, starts) = counted(r#"while read -r l; do echo "$l"; done"#);
        assert!(engine.translate(&sources).iter().all(|answer| answer.as_deref() == Ok(long.trim())));
        assert!(starts() <= 2);
    }

    #[test]
    fn a_hopeless_program_is_given_up() {
        for (script, most) in [("exit 3", 16), ("sleep 9", 6), ("yes", 16), ("head -c 3000000 /dev/zero", 16)] {
            let mut engine = shell(script).time_out(Duration::from_millis(100));
            let sources = ["a"; 40];
            let answers = engine.translate(&sources);
            assert_eq!(answers.len(), 40, "{script}");
            let tried = answers.iter().filter(|a| !matches!(a, Err(EngineError::GaveUp { .. }))).count();
            assert!(tried <= most && answers.iter().all(Result::is_err), "{script}");
        }
        let missing = Command::new("no-such-program-here", [""; 0]).translate(&["un", "deux"]);
        assert!(missing.iter().all(|a| a.as_ref().is_err_and(|e| e.to_string().contains("cannot be started"))));
    }

    #[test]
    fn much_error_output_blocks_nothing() {
        let mut loud = shell("head -c 1000000 /dev/zero >&2; cat");
        assert_eq!(loud.translate(&["un"]), [Ok("un".into())]);
    }
}
