//! A program at three pipes: lines in, lines out, and what it says beside them.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::process::{Child, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, SyncSender, channel, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

/// A running program. One thread writes to it and two read, so no full pipe can block another; the threads end with
/// the pipes, and nobody waits for them, because a grandchild may hold those open.
pub(super) struct Process {
    child: Child,
    input: Option<Sender<String>>,
    lines: Receiver<Vec<u8>>,
    /// The last line of its error output, once that ends.
    said: Receiver<String>,
}

/// Bytes of one line; a runaway program is stopped here.
pub(super) const LONGEST_LINE: usize = 1 << 20;
/// Lines that wait to be heard.
const WAITING: usize = 256;
/// How long we wait for the error output of a program that has ended.
const LAST_WORDS: Duration = Duration::from_millis(300);
/// How long a program that we need no more may take to end by itself.
const FAREWELL: Duration = Duration::from_millis(300);

impl Process {
    /// Starts `program`, found as the shell would, with `arguments` as they are.
    pub fn start(program: &str, arguments: &[String]) -> io::Result<Self> {
        let mut child = std::process::Command::new(program)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let (sender, texts) = channel::<String>();
        if let Some(mut input) = child.stdin.take() {
            // A program that stops reading shows in its answers.
            thread::spawn(move || texts.iter().try_for_each(|text| input.write_all(text.as_bytes())));
        }
        let (line_sender, lines) = sync_channel(WAITING);
        if let Some(output) = child.stdout.take() {
            thread::spawn(move || send_lines(output, &line_sender));
        }
        let (word_sender, said) = sync_channel(1);
        if let Some(output) = child.stderr.take() {
            thread::spawn(move || word_sender.send(last_line(output)));
        }
        Ok(Self { child, input: Some(sender), lines, said })
    }

    /// Hands it a line; returns at once, however slowly it reads.
    pub fn say(&self, line: &str) {
        // A program that is gone shows in its answers.
        self.input.iter().for_each(|input| drop(input.send(format!("{line}\n"))));
    }

    /// Ends its input.
    pub fn close(&mut self) {
        self.input = None;
    }

    /// Whether its input has ended.
    pub fn is_closed(&self) -> bool {
        self.input.is_none()
    }

    /// Its next line, line break and all; longer ones than [`LONGEST_LINE`] come in pieces.
    pub fn hear(&self, limit: Duration) -> Result<Vec<u8>, RecvTimeoutError> {
        self.lines.recv_timeout(limit)
    }

    /// Whether it has said more than we have heard.
    pub fn has_more(&self) -> bool {
        self.lines.try_recv().is_ok()
    }

    /// Waits for its end, and kills it when it must end or stays longer than `limit`; how it ended, if by itself.
    pub fn end(&mut self, must: bool, limit: Duration) -> Option<ExitStatus> {
        let until = Instant::now() + limit;
        while !must && Instant::now() < until {
            match self.child.try_wait() {
                Ok(None) => thread::sleep(Duration::from_millis(2)),
                Ok(status) => return status,
                Err(_) => break,
            }
        }
        // An error here means that it has ended already, which is what we want.
        let _ = self.child.kill();
        self.child.wait().ok().filter(|_| !must)
    }

    /// The last line of the error output of a program that has ended.
    pub fn last_words(&self) -> String {
        self.said.recv_timeout(LAST_WORDS).unwrap_or_default()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.close();
        self.end(false, FAREWELL);
    }
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
