//! Fetching model files: with `model add`, the only network action of the program that sends no text.

use super::address::is_local;
use super::files::ModelError;
use super::store::Fetched;
use std::io::{self, Read};
use std::time::Duration;

/// Fetches `address`; `progress` hears the bytes so far and, where the server says it, of how many.
///
/// # Errors
/// The server cannot be reached or answers with anything but success or *not found*.
pub fn fetch(address: &str, mut progress: impl FnMut(u64, Option<u64>) + 'static) -> Result<Fetched, ModelError> {
    let failed = |reason: String| ModelError::Fetch { address: address.to_owned(), reason };
    let config = ureq::Agent::config_builder()
        .timeout_connect(Some(Duration::from_secs(30)))
        .timeout_recv_response(Some(Duration::from_secs(60)));
    let config = if is_local(address) { config.proxy(None) } else { config };
    let agent: ureq::Agent = config.build().into();
    match agent.get(address).call() {
        Ok(response) => {
            let total = response.body().content_length();
            let (mut reader, mut got) = (response.into_body().into_reader(), 0);
            Ok(Some(Box::new(Watched(move |buffer: &mut [u8]| {
                let read = reader.read(buffer)?;
                got += read as u64;
                progress(got, total);
                Ok(read)
            }))))
        }
        Err(ureq::Error::StatusCode(404)) => Ok(None),
        Err(ureq::Error::StatusCode(status)) => Err(failed(format!("HTTP status {status}"))),
        Err(error) => Err(failed(error.to_string())),
    }
}

/// A reader made of its one function.
struct Watched<F>(F);

impl<F: FnMut(&mut [u8]) -> io::Result<usize>> Read for Watched<F> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        (self.0)(buffer)
    }
}
