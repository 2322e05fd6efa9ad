//! The kinds of files that hold units, told apart by name and by content.

use super::markup::local;
use std::path::Path;

/// The kinds of files that hold units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Translation Memory eXchange 1.1 to 1.4b.
    Tmx,
    /// XLIFF 1.2 and 2.x.
    Xliff,
    /// `source⇥target[⇥origin]` lines.
    Tsv,
    /// PO of gettext.
    Po,
}

impl Format {
    /// By the name's ending, `.gz` and `.zip` passed over; `None` when the name does not tell.
    ///
    /// ```
    /// use entrefilet::exchange::Format;
    /// assert_eq!(Format::of("old/memory.tmx.gz".as_ref()), Some(Format::Tmx));
    /// assert_eq!(Format::of("memory".as_ref()), None);
    /// ```
    pub fn of(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_string_lossy().to_lowercase();
        let name = name.trim_end_matches(".gz").trim_end_matches(".zip");
        match name.rsplit_once('.')?.1 {
            "tmx" => Some(Self::Tmx),
            "xlf" | "xliff" | "sdlxliff" | "mqxliff" | "mxliff" => Some(Self::Xliff),
            "tsv" | "tab" => Some(Self::Tsv),
            "po" => Some(Self::Po),
            _ => None,
        }
    }

    /// What to read: a file of TMX or XLIFF is what its root says, whatever its name. Without name and root, what begins
    /// with a `<` is TMX and all else TSV.
    pub(super) fn chosen(named: Option<Self>, start: &str) -> Self {
        let is_markup = || start.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}').starts_with('<');
        match root(start).map(str::to_ascii_lowercase).as_deref() {
            Some("tmx") => Self::Tmx,
            Some("xliff") => Self::Xliff,
            _ => named.unwrap_or_else(|| if is_markup() { Self::Tmx } else { Self::Tsv }),
        }
    }
}

/// The local name of the first element; comments, instructions, declarations and whatever else is before it are passed
/// over.
fn root(start: &str) -> Option<&str> {
    let mut rest = start;
    loop {
        rest = &rest[rest.find('<')? + 1..];
        let passed = [("!--", "-->"), ("?", "?>"), ("!", ">")].into_iter().find(|(open, _)| rest.starts_with(open));
        match passed {
            Some((_, end)) => rest = rest.split_once(end)?.1,
            None => {
                let name = rest.split(|c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/')).next()?;
                return Some(local(name));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Format::{self, *};

    #[test]
    fn the_root_counts_more_than_the_name() {
        for (named, start, expected) in [
            (Some(Tmx), "<?xml version='1.0'?><!-- from <xliff> --><tmx>", Tmx),
            (Some(Tmx), "\u{feff}\n<!DOCTYPE x [<!ENTITY a 'b'>]><x:xliff version='1.2'>", Xliff),
            (Some(Tsv), "<TMX version='1.4'>", Tmx),
            (Some(Tsv), "<b>Oui</b>\tYes", Tsv),
            (Some(Xliff), "<tu>", Xliff),
            (None, "Content-Type: text/xml\n\n<?xml version='1.0'?><tmx>", Tmx),
            (None, "<tu><tuv>", Tmx),
            (None, "a < b\tx", Tsv),
            (None, "<!-- no end", Tmx),
            (None, "", Tsv),
        ] {
            assert_eq!(Format::chosen(named, start), expected, "{start}");
        }
    }
}
