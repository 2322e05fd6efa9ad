//! The models we know: names, sizes and hashes of their files, pinned in the program.

use super::hash::combined;

/// A model that `model add` can fetch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// Language pair: `fr-en`.
    pub pair: &'static str,
    /// Where its publisher keeps it.
    pub address: &'static str,
}

/// A file of a known model, as it is once unpacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pin {
    /// File name.
    pub name: &'static str,
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256, 64 hex digits.
    pub sha256: &'static str,
}

const TABLE: &str = include_str!("models.tsv");

fn rows() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    let rows = TABLE.lines().filter(|line| !line.starts_with('#'));
    rows.filter_map(|line| {
        let (pair, rest) = line.split_once('\t')?;
        let (name, rest) = rest.split_once('\t')?;
        Some((pair, name, rest))
    })
}

/// The models that can be fetched.
pub fn known() -> impl Iterator<Item = Known> {
    rows().filter(|row| row.1 == "@").map(|(pair, _, address)| Known { pair, address })
}

impl Known {
    /// The model for `pair`, if we know one.
    pub fn pair(pair: &str) -> Option<Self> {
        known().find(|known| known.pair == pair)
    }

    /// Its files.
    pub fn files(self) -> impl Iterator<Item = Pin> {
        rows().filter(move |row| row.0 == self.pair && row.1 != "@").filter_map(|(_, name, rest)| {
            let (bytes, sha256) = rest.split_once('\t')?;
            Some(Pin { name, bytes: bytes.parse().ok()?, sha256 })
        })
    }

    /// The hash of its three files: the `model` of a [`super::Fingerprint`].
    pub fn hash(self) -> String {
        combined(self.files().map(|pin| pin.sha256))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_read() {
        let files: Vec<Pin> = Known::pair("fr-en").unwrap().files().collect();
        assert_eq!(files.len(), 3);
        assert_eq!(rows().count(), known().flat_map(Known::files).count() + known().count());
        assert!(files.iter().all(|f| f.sha256.len() == 64 && f.bytes > 100_000));
        let kinds: Vec<&str> = files.iter().filter_map(|f| f.name.split('.').next()).collect();
        assert_eq!(kinds, ["model", "lex", "vocab"], "the order in which hashes are combined");
        assert!(Known::pair("fr-xx").is_none());
    }
}
