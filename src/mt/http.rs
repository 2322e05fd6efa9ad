//! Engines behind an address: LibreTranslate, and chat endpoints that speak the OpenAI interface (llama.cpp, Ollama).

use super::address::is_local;
use super::chat::{messages, translation};
use super::translator::{EngineError, Fingerprint, Source, Translator};
use serde_json::{Value, json};
use std::fmt;
use std::io;
use std::thread;
use std::time::Duration;
use ureq::http::Response;
use ureq::{Agent, Body};

/// What a service speaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Api {
    /// LibreTranslate: `POST BASE/translate`, several sentences at once.
    LibreTranslate,
    /// An OpenAI-compatible chat endpoint: `POST BASE/chat/completions`, one sentence at a time.
    Chat {
        /// The model to ask for.
        model: String,
    },
}

/// A translation service behind an address.
///
/// Too many requests (429) and troubles of the service (5xx, a cut connection) are tried again, after pauses that grow or
/// as long as the service says, for a good minute where it has too many requests. A batch that fails otherwise is sent again sentence by sentence, so one bad
/// sentence loses no other. A wrong key, or too many failures in a row, end the asking. Nothing but the
/// sentences, for a chat model their names and examples, and the key is sent, and only to this address: redirects are not
/// followed.
pub struct Service {
    api: Api,
    address: String,
    key: Option<Key>,
    agent: Agent,
    pause: Duration,
    fingerprint: Fingerprint,
    failures: u32,
    given_up: Option<EngineError>,
}

/// A key, which no message shows.
struct Key(String);

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

/// Sentences in one request.
const BATCH: usize = 16;
/// Times that a request is sent before it counts as failed.
const TRIES: u32 = 4;
/// The same for one that comes too soon after others.
const TRIES_IN_A_QUEUE: u32 = 6;
/// Requests that may fail in a row.
const MOST_FAILURES: u32 = 20;
/// The pause before the second try.
const PAUSE: Duration = Duration::from_millis(500);
/// The longest that we wait, whatever a service says.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
/// Bytes of an answer; whatever is longer is none.
const LARGEST: usize = 1 << 20;
/// Bytes of the answer that says why there is no translation.
const LONGEST_REASON: u64 = 1 << 16;

impl Service {
    /// The service at `address`: `http://localhost:5000`, `http://localhost:11434/v1`. Each request may take `limit`.
    pub fn new(api: Api, address: &str, key: Option<&str>, limit: Duration) -> Self {
        let address = address.trim_end_matches('/').to_owned();
        let (engine, path, model) = match &api {
            Api::LibreTranslate => ("http libretranslate", "/translate", ""),
            Api::Chat { model } => ("http chat", "/chat/completions", model.as_str()),
        };
        let fingerprint = Fingerprint { engine: engine.into(), model: format!("{address} {model}"), kernel: None };
        let config = Agent::config_builder().timeout_global(Some(limit)).http_status_as_error(false).max_redirects(0);
        let config = if is_local(&address) { config.proxy(None) } else { config };
        Self {
            agent: config.build().into(),
            address: address + path,
            key: key.map(|key| Key(key.to_owned())),
            pause: PAUSE,
            fingerprint,
            api,
            failures: 0,
            given_up: None,
        }
    }

    /// The pause before the second try, in place of half a second.
    pub fn pause(self, pause: Duration) -> Self {
        Self { pause, ..self }
    }

    /// Sends `sources` in one request, again while there is hope.
    fn ask(&self, sources: &[Source]) -> Result<Vec<String>, EngineError> {
        let mut pause = self.pause;
        let mut tried = 0;
        loop {
            tried += 1;
            let Refusal { error, again } = match self.send(sources) {
                Ok(answers) => return Ok(answers),
                Err(refusal) => refusal,
            };
            // Limits are often so many requests a minute.
            let too_many = matches!(error, EngineError::Status { status: 429, .. });
            let (tries, growth) = if too_many { (TRIES_IN_A_QUEUE, 4) } else { (TRIES, 2) };
            let Some(wait) = again.filter(|_| tried < tries) else { return Err(error) };
            thread::sleep(wait.unwrap_or(pause).min(LONGEST_PAUSE));
            pause *= growth;
        }
    }

    fn send(&self, sources: &[Source]) -> Result<Vec<String>, Refusal> {
        let mut request = self.agent.post(&self.address).content_type("application/json");
        if let (Api::Chat { .. }, Some(Key(key))) = (&self.api, &self.key) {
            request = request.header("Authorization", format!("Bearer {key}"));
        }
        let mut response =
            request.send(self.question(sources).to_string()).map_err(|error| self.unreachable(&error))?;
        if !response.status().is_success() {
            return Err(self.refused(&mut response));
        }
        let limited = response.body_mut().with_config().limit(LARGEST as u64).read_to_vec();
        let body = limited.map_err(|error| self.unreachable(&error))?;
        let json = serde_json::from_slice(&body).map_err(|_| self.wrong_form("JSON"))?;
        self.answers(&json, sources)
    }

    fn question(&self, sources: &[Source]) -> Value {
        match &self.api {
            Api::LibreTranslate => {
                let texts: Vec<&str> = sources.iter().map(|source| source.text).collect();
                let mut question = json!({"q": texts, "source": "fr", "target": "en", "format": "text"});
                if let Some(Key(key)) = &self.key {
                    question["api_key"] = json!(key);
                }
                question
            }
            Api::Chat { model } => json!({
                "model": model,
                "temperature": 0,
                "messages": messages(&sources.first().copied().unwrap_or_default()),
            }),
        }
    }

    fn answers(&self, json: &Value, sources: &[Source]) -> Result<Vec<String>, Refusal> {
        match &self.api {
            Api::LibreTranslate => self.translated(&json["translatedText"], sources.len()),
            Api::Chat { .. } => {
                let choice = &json["choices"][0];
                let said = choice["message"]["content"].as_str().ok_or_else(|| self.wrong_form("translation"))?;
                if choice["finish_reason"] == "length" {
                    return Err(self.wrong_form("end: the model stopped in the middle"));
                }
                let source = sources.first().map_or("", |source| source.text);
                let found = if said.trim().is_empty() { Some("") } else { translation(said, source) };
                found.map(|text| vec![text.to_owned()]).ok_or_else(|| self.wrong_form("single line"))
            }
        }
    }

    fn translated(&self, texts: &Value, asked: usize) -> Result<Vec<String>, Refusal> {
        let texts: Vec<&Value> = match texts {
            Value::Array(texts) => texts.iter().collect(),
            text => vec![text],
        };
        if texts.len() != asked {
            return Err(Refusal::last(EngineError::Count { from: self.address.clone(), asked, got: texts.len() }));
        }
        let texts: Option<Vec<String>> = texts.into_iter().map(|text| Some(text.as_str()?.trim().to_owned())).collect();
        texts.ok_or_else(|| self.wrong_form("translation"))
    }

    fn refused(&self, response: &mut Response<Body>) -> Refusal {
        let status = response.status().as_u16();
        let wait = response.headers().get("retry-after").and_then(|value| value.to_str().ok()?.trim().parse().ok());
        let said = if matches!(status, 401 | 403) { String::new() } else { self.reason(response) };
        let error = EngineError::Status { from: self.address.clone(), status, said };
        if status != 429 && status < 500 {
            return Refusal::last(error);
        }
        Refusal { error, again: Some(wait.map(Duration::from_secs)) }
    }

    /// Why the service refuses, in its own words, which are text for a message: one short line, and never the key.
    fn reason(&self, response: &mut Response<Body>) -> String {
        let body = response.body_mut().with_config().limit(LONGEST_REASON).read_to_vec().unwrap_or_default();
        let json: Value = serde_json::from_slice(&body).unwrap_or_default();
        let error = &json["error"];
        let said = error["message"].as_str().or(error.as_str()).unwrap_or_default();
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        let has_key = self.key.as_ref().is_some_and(|Key(key)| said.contains(key.as_str()));
        if has_key { String::new() } else { said.chars().take(200).collect() }
    }

    fn unreachable(&self, error: &ureq::Error) -> Refusal {
        let from = self.address.clone();
        let cause = match error {
            ureq::Error::BodyExceedsLimit(_) => return Refusal::last(EngineError::TooLong { from, limit: LARGEST }),
            ureq::Error::Timeout(_) => io::ErrorKind::TimedOut,
            ureq::Error::HostNotFound => io::ErrorKind::NotFound,
            ureq::Error::ConnectionFailed => io::ErrorKind::ConnectionRefused,
            ureq::Error::Io(error) => error.kind(),
            ureq::Error::BadUri(_) | ureq::Error::Http(_) => io::ErrorKind::InvalidInput,
            _ => io::ErrorKind::InvalidData,
        };
        let hopeless = matches!(cause, io::ErrorKind::NotFound | io::ErrorKind::InvalidInput);
        Refusal { error: EngineError::Unreachable { from, cause }, again: (!hopeless).then_some(None) }
    }

    fn wrong_form(&self, missing: &'static str) -> Refusal {
        Refusal::last(EngineError::WrongForm { from: self.address.clone(), missing })
    }

    /// Translates a batch; one by one when the whole fails for a reason that one sentence may be.
    fn translate_batch(&mut self, sources: &[Source]) -> Vec<Result<String, EngineError>> {
        if let Some(last) = &self.given_up {
            return sources.iter().map(|_| Err(EngineError::GaveUp { last: Box::new(last.clone()) })).collect();
        }
        match self.ask(sources) {
            Ok(answers) => {
                self.failures = 0;
                answers.into_iter().map(|answer| self.line(answer)).collect()
            }
            Err(error) => {
                self.strike(&error);
                match sources {
                    [_] => vec![Err(error)],
                    sources => sources.chunks(1).flat_map(|source| self.translate_batch(source)).collect(),
                }
            }
        }
    }

    fn strike(&mut self, error: &EngineError) {
        self.failures += 1;
        let hopeless = match error {
            EngineError::Status { status, .. } => matches!(status, 401 | 403 | 404 | 429),
            EngineError::Unreachable { .. } => true,
            _ => false,
        };
        if hopeless || self.failures >= MOST_FAILURES {
            self.given_up = Some(error.clone());
        }
    }

    /// An answer is one line that says something.
    fn line(&self, answer: String) -> Result<String, EngineError> {
        let from = || self.address.clone();
        match answer.as_str() {
            "" => Err(EngineError::Empty { from: from() }),
            text if text.contains('\n') => Err(EngineError::WrongForm { from: from(), missing: "single line" }),
            _ => Ok(answer),
        }
    }
}

impl Translator for Service {
    fn fingerprint(&self) -> &Fingerprint {
        &self.fingerprint
    }

    fn translate(&mut self, sources: &[&str]) -> Vec<Result<String, EngineError>> {
        let sources: Vec<Source> = sources.iter().map(|text| Source::bare(text)).collect();
        self.translate_hinted(&sources)
    }

    fn heeds_hints(&self) -> bool {
        matches!(self.api, Api::Chat { .. })
    }

    fn translate_hinted(&mut self, sources: &[Source]) -> Vec<Result<String, EngineError>> {
        let batch = if self.api == Api::LibreTranslate { BATCH } else { 1 };
        sources.chunks(batch).flat_map(|sources| self.translate_batch(sources)).collect()
    }
}

/// A request without an answer.
struct Refusal {
    error: EngineError,
    /// Whether trying again may help; and the pause, where the service says one.
    again: Option<Option<Duration>>,
}

impl Refusal {
    fn last(error: EngineError) -> Self {
        Self { error, again: None }
    }
}

#[cfg(test)]
mod tests {
    use super::super::chat::INSTRUCTION;
    use super::*;
    use std::io::{BufRead, BufReader, Read, Write};
    use std::net::TcpListener;

    /// Serves `answers`, one a connection, the last for good, for at most 200 connections; the body of each request comes
    /// back through `seen`.
    fn serve(answers: Vec<String>) -> (String, std::sync::mpsc::Receiver<String>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let (sender, seen) = std::sync::mpsc::channel();
        thread::spawn(move || {
            for i in 0..200 {
                let Ok((mut stream, _)) = listener.accept() else { return };
                let mut reader = BufReader::new(stream.try_clone().unwrap());
                let (mut head, mut length) = (String::new(), 0);
                while reader.read_line(&mut head).is_ok_and(|n| n > 2) {
                    let last = head.lines().last().unwrap_or_default().to_ascii_lowercase();
                    length = last.strip_prefix("content-length: ").map_or(length, |n| n.trim().parse().unwrap());
                }
                let mut body = vec![0; length];
                let _ = reader.read_exact(&mut body);
                let _ = sender.send(format!("{head}{}", String::from_utf8_lossy(&body)));
                let _ = stream.write_all(answers[answers.len().min(i + 1) - 1].as_bytes());
            }
        });
        (address, seen)
    }

    fn http(status: &str, body: &str) -> String {
        format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len())
    }

    fn libre(address: &str) -> Service {
        let service = Service::new(Api::LibreTranslate, address, Some("s3cret"), Duration::from_secs(20));
        service.pause(Duration::from_millis(1))
    }

    #[test]
    fn sentences_go_in_one_request_with_the_key_and_come_back_in_order() {
        let (address, seen) = serve(vec![http("200 OK", r#"{"translatedText": ["one", " two "]}"#)]);
        let answers = libre(&address).translate(&["un", "deux"]);
        assert_eq!(answers, [Ok("one".into()), Ok("two".into())]);
        let request = seen.recv().unwrap();
        assert!(request.starts_with("POST /translate ") && request.contains(r#""q":["un","deux"]"#), "{request}");
        assert!(request.contains(r#""api_key":"s3cret""#));
    }

    #[test]
    fn a_chat_model_is_asked_a_sentence_at_a_time_with_the_key_in_the_head() {
        let good = http("200 OK", r#"{"choices": [{"message": {"content": "one"}}]}"#);
        let chatty = http("200 OK", r#"{"choices": [{"message": {"content": "Sure!\n\ntwo"}}]}"#);
        let cut = http("200 OK", r#"{"choices": [{"finish_reason": "length", "message": {"content": "three hun"}}]}"#);
        let (address, seen) = serve(vec![good, chatty, cut]);
        let api = Api::Chat { model: "small".into() };
        let mut service = Service::new(api, &format!("{address}/v1"), Some("s3cret"), Duration::from_secs(20));
        let answers = service.translate(&["un", "deux", "trois cents"]);
        assert_eq!(answers[0], Ok("one".into()));
        assert!(matches!(answers[1], Err(EngineError::WrongForm { .. })));
        assert!(answers[2].as_ref().is_err_and(|e| e.to_string().contains("stopped in the middle")), "{answers:?}");
        let request = seen.recv().unwrap().to_ascii_lowercase();
        assert!(request.starts_with("post /v1/chat/completions ") && request.contains("authorization: bearer s3cret"));
    }

    #[test]
    fn a_chat_model_gets_the_wanted_names_and_the_nearest_example_last() {
        let (address, seen) = serve(vec![http("200 OK", r#"{"choices": [{"message": {"content": "one"}}]}"#)]);
        let mut service = Service::new(Api::Chat { model: "small".into() }, &address, None, Duration::from_secs(20));
        let source = Source {
            text: "L’ONU part.",
            terms: &[("ONU", "UN")],
            examples: &[("L’ONU arrive.", "The UN arrives."), ("Il part.", "He leaves.")],
        };
        assert_eq!(service.translate_hinted(&[source, Source::bare("Oui.")]), [Ok("one".into()), Ok("one".into())]);
        let contents = || {
            let request = seen.recv().unwrap();
            let body: Value = serde_json::from_str(request.split_once("\r\n\r\n").unwrap().1).unwrap();
            let content = |message: &Value| message["content"].as_str().unwrap().to_owned();
            body["messages"].as_array().unwrap().iter().map(content).collect::<Vec<_>>()
        };
        let hinted = contents();
        assert!(hinted[0].starts_with(INSTRUCTION) && hinted[0].ends_with("\nONU = UN"), "{}", hinted[0]);
        assert_eq!(hinted[1..], ["Il part.", "He leaves.", "L’ONU arrive.", "The UN arrives.", "L’ONU part."]);
        assert_eq!(contents(), [INSTRUCTION, "Oui."]);
        assert!(service.heeds_hints() && !libre(&address).heeds_hints());
    }

    #[test]
    fn troubles_that_pass_are_waited_out() {
        for trouble in ["429 Too Many Requests", "503 Service Unavailable"] {
            let good = http("200 OK", r#"{"translatedText": ["one"]}"#);
            let (address, _) = serve(vec![http(trouble, ""), http(trouble, ""), good]);
            assert_eq!(libre(&address).translate(&["un"]), [Ok("one".into())]);
        }
        let good = http("200 OK", r#"{"translatedText": ["one"]}"#);
        let (address, _) = serve(vec![http("429 Too Many Requests\r\nRetry-After: 0", ""), good]);
        let answers = libre(&address).pause(Duration::from_secs(3600)).translate(&["un"]);
        assert_eq!(answers, [Ok("one".into())], "what the service says of the pause is not heeded");
        let (address, _) =
            serve(vec!["HTTP/1.1 200 OK\r\nContent-Le".into(), http("200 OK", r#"{"translatedText": "one"}"#)]);
        assert_eq!(libre(&address).translate(&["un"]), [Ok("one".into())]);
    }

    #[test]
    fn troubles_that_stay_are_told_once_each_and_end_the_asking() {
        let long = format!(r#"{{"translatedText": ["{}"]}}"#, "x".repeat(10 << 20));
        let cases = [
            (http("401 Unauthorized", ""), "the key is missing or wrong", 1),
            (http("500 Oops", ""), "HTTP status 500", 100),
            (http("429 Slow", r#"{"error": "Slowdown: 3 per 1 minute"}"#), "Slowdown: 3 per 1 minute", 6),
            // LibreTranslate, then llama.cpp, each with its own words.
            (http("400 Bad Request", r#"{"error": "fr is not supported"}"#), "status 400: fr is not supported", 100),
            (
                http("400 Bad Request", r#"{"error": {"code": 400, "message": "too long"}}"#),
                "status 400: too long",
                100,
            ),
            (http("400 Bad Request", r#"{"error": "what of s3cret?"}"#), "HTTP status 400", 100),
            (http("403 Forbidden", r#"{"error": "Invalid API key s3c***"}"#), "the key is missing or wrong", 1),
            (http("200 OK", "<html>"), "has no JSON", 100),
            (http("200 OK", r#"{"error": "no"}"#), "has no translation", 100),
            (http("200 OK", r#"{"translatedText": ["a", "b"]}"#), "gave 2 answers to 1", 100),
            (http("200 OK", r#"{"translatedText": [""]}"#), "is empty", 100),
            (http("200 OK", &long), "longer than", 100),
            (http("302 Found\r\nLocation: http://127.0.0.1:1/", ""), "HTTP status 302", 100),
        ];
        for (answer, message, most) in cases {
            let (address, seen) = serve(vec![answer]);
            let mut service = libre(&address);
            let answers = service.translate(&["un"]);
            let error = answers[0].as_ref().unwrap_err().to_string();
            assert!(error.contains(message) && !error.contains("s3cret"), "{error}");
            service.translate(&["un"; 40]);
            assert!(seen.try_iter().count() <= most, "{message}");
        }
    }

    #[test]
    fn one_bad_sentence_loses_no_other() {
        let bad = http("400 Bad Request", "");
        let (address, _) = serve(vec![bad.clone(), http("200 OK", r#"{"translatedText": ["one"]}"#), bad]);
        let answers = libre(&address).translate(&["un", "deux"]);
        assert_eq!(answers[0], Ok("one".into()));
        assert!(matches!(answers[1], Err(EngineError::Status { status: 400, .. })));
    }

    #[test]
    fn nobody_there_is_told_at_once() {
        let answers = libre("http://127.0.0.1:1").translate(&["un", "deux"]);
        assert!(answers[0].as_ref().is_err_and(|e| e.to_string().contains("127.0.0.1:1")));
        assert!(matches!(answers[1], Err(EngineError::GaveUp { .. })));
    }
}
