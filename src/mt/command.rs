//! An engine that is any program: French lines on its standard input, as many English lines on its standard output.

use super::translator::{EngineError, Fingerprint, Translator};
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

/// A program that reads lines and writes lines.
///
/// It is started once for each batch, gets all its lines and the end of input, and must answer a line for a line: only
/// its end tells for certain that none was lost or added in between, and a program that buffers its output works, too.
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
    /// Failures in a row.
    failures: u32,
    /// Time-outs in all.
    time_outs: u32,
    given_up: Option<EngineError>,
}

/// Lines given to one process.
const BATCH: usize = 256;
/// More than the halvings of a batch, so that one bad line is always found first.
const MOST_FAILURES: u32 = 16;
/// Each costs the whole limit.
const MOST_TIME_OUTS: u32 = 6;
/// Bytes of one answer; a runaway program is stopped here.
const LONGEST_LINE: usize = 1 << 20;
/// How long a program may take for a line unless told otherwise.
const LIMIT: Duration = Duration::from_secs(120);
/// How long we wait for the error output of a program that has ended; a grandchild may hold it open.
const LAST_WORDS: Duration = Duration::from_millis(300);

impl Command {
    /// The program `program`, found as the shell would, with `arguments` as they are: no shell is between.
    pub fn new<A: Into<String>>(program: impl Into<String>, arguments: impl IntoIterator<Item = A>) -> Self {
        let program = program.into();
        let arguments: Vec<String> = arguments.into_iter().map(Into::into).collect();
        let model = std::iter::once(&program).chain(&arguments).map(String::as_str).collect::<Vec<_>>().join(" ");
        let fingerprint = Fingerprint { engine: "command".into(), model, kernel: None };
        Self { program, arguments, limit: LIMIT, fingerprint, failures: 0, time_outs: 0, given_up: None }
    }

    /// Stops the program when it writes no line for `limit`.
    pub fn time_out(self, limit: Duration) -> Self {
        Self { limit, ..self }
    }

    /// One process, all of `sources`: an answer for each, or what went wrong and after how many answers.
    fn once(&self, sources: &[&str]) -> Result<Vec<Vec<u8>>, Failure> {
        let mut child = self.start().map_err(|error| Failure { error, answered: 0 })?;
        let Pipes { lines, said } = feed(&mut child, sources);
        let mut answers = Vec::with_capacity(sources.len());
        let trouble = self.collect(&lines, sources.len(), &mut answers);
        let status = self.end(&mut child, trouble.is_some());
        let complete = answers.len() == sources.len() && answers.last().is_none_or(|last| last.ends_with(b"\n"));
        let succeeded = status.is_some_and(|s| s.success());
        match trouble {
            Some(error) => Err(Failure { answered: answers.len(), error }),
            None if complete || succeeded && answers.len() == sources.len() => Ok(answers),
            None => {
                let answered = if succeeded { 0 } else { answers.len() };
                Err(Failure { answered, error: self.ended(sources.len(), answers.len(), status, &said) })
            }
        }
    }

    fn start(&self) -> Result<Child, EngineError> {
        std::process::Command::new(&self.program)
            .args(&self.arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|e| EngineError::NotStarted { program: self.program.clone(), cause: e.kind() })
    }

    /// Takes lines until the program ends; the error that made us stop listening, if one did.
    fn collect(&self, lines: &Receiver<Vec<u8>>, asked: usize, answers: &mut Vec<Vec<u8>>) -> Option<EngineError> {
        let from = || format!("`{}`", self.program);
        loop {
            match lines.recv_timeout(self.limit) {
                Ok(line) if line.len() > LONGEST_LINE => {
                    return Some(EngineError::TooLong { from: from(), limit: LONGEST_LINE });
                }
                Ok(line) => answers.push(line),
                Err(RecvTimeoutError::Disconnected) => return None,
                Err(RecvTimeoutError::Timeout) => {
                    return Some(EngineError::TimedOut { from: from(), limit: self.limit });
                }
            }
            if answers.len() > asked {
                let got = answers.len();
                answers.clear();
                return Some(EngineError::Count { from: from(), asked, got });
            }
        }
    }

    /// Waits for the program's end, and makes it end when it must or when it closed its output and stays.
    fn end(&self, child: &mut Child, must: bool) -> Option<ExitStatus> {
        let until = Instant::now() + self.limit;
        while !must && Instant::now() < until {
            match child.try_wait() {
                Ok(None) => thread::sleep(Duration::from_millis(2)),
                Ok(status) => return status,
                Err(_) => break,
            }
        }
        // An error here means that it has ended already, which is what we want.
        let _ = child.kill();
        child.wait().ok().filter(|_| !must)
    }

    fn ended(&self, asked: usize, got: usize, status: Option<ExitStatus>, said: &Receiver<String>) -> EngineError {
        match status {
            Some(status) if !status.success() => EngineError::Ended {
                program: self.program.clone(),
                status: status.to_string(),
                said: said.recv_timeout(LAST_WORDS).unwrap_or_default(),
            },
            _ => EngineError::Count { from: format!("`{}`", self.program), asked, got },
        }
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
        let from = || format!("`{}`", self.program);
        let text = String::from_utf8(line).map_err(|_| EngineError::NotUtf8 { from: from() })?;
        let text = text.trim();
        if text.is_empty() { Err(EngineError::Empty { from: from() }) } else { Ok(text.to_owned()) }
    }
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
            match self.once(part) {
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

/// What a running program says.
struct Pipes {
    lines: Receiver<Vec<u8>>,
    /// The last line of its error output, once that ends.
    said: Receiver<String>,
}

/// Writes `sources` to the program from one thread and reads its two outputs in others, so that no full pipe can block
/// another. The threads end with the program's pipes; nobody waits for them, because a grandchild may hold those open.
fn feed(child: &mut Child, sources: &[&str]) -> Pipes {
    let text: String = sources.iter().flat_map(|source| [*source, "\n"]).collect();
    if let Some(mut input) = child.stdin.take() {
        // A program that stops reading shows in its answers.
        thread::spawn(move || input.write_all(text.as_bytes()));
    }
    let (line_sender, lines) = sync_channel(BATCH);
    if let Some(output) = child.stdout.take() {
        thread::spawn(move || send_lines(output, &line_sender));
    }
    let (word_sender, said) = sync_channel(1);
    if let Some(output) = child.stderr.take() {
        thread::spawn(move || word_sender.send(last_line(output)));
    }
    Pipes { lines, said }
}

fn send_lines(output: impl Read, sender: &SyncSender<Vec<u8>>) {
    let mut output = BufReader::new(output);
    loop {
        let mut line = Vec::new();
        let read = (&mut output).take(LONGEST_LINE as u64 + 1).read_until(b'\n', &mut line);
        if !matches!(read, Ok(1..)) || sender.send(line).is_err() {
            return;
        }
    }
}

/// The last line that says something, cut to what fits a message.
fn last_line(said: impl Read) -> String {
    let mut last = String::new();
    let mut said = BufReader::new(said);
    loop {
        let mut line = Vec::new();
        match (&mut said).take(LONGEST_LINE as u64).read_until(b'\n', &mut line) {
            Ok(1..) if line.trim_ascii().is_empty() => {}
            Ok(1..) => last = String::from_utf8_lossy(line.trim_ascii()).chars().take(200).collect(),
            _ => return last,
        }
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
        assert_eq!(shell("printf one").translate(&["un"]), [Ok("one".into())]);
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
