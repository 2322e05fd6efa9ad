//! Hashes by which files and models are known.

use sha2::{Digest, Sha256};

/// SHA-256 in 64 hex digits.
pub(super) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// One hash for the hashes of a model's files: 16 hex digits.
pub(super) fn combined<'h>(hashes: impl Iterator<Item = &'h str>) -> String {
    sha256(hashes.collect::<String>().as_bytes())[..16].to_owned()
}
