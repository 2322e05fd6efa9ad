//! Which articles of a folder tell the same story.
//!
//! Articles come as compact [`Row`]s, so a folder of twenty thousand needs no texts in memory. Stories are clusters by
//! average link over TF-IDF vectors in which the title counts three times (concepts of the glossary are words too); common
//! names and near dates keep two stories of one theme apart; articles that repeat one another nearly word for word are folded under the fullest.

mod cluster;
mod row;
mod twins;
mod vector;

pub use row::Row;

use cluster::Clusters;

/// Articles on one story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Story {
    /// The articles that differ, in order of the rows.
    pub articles: Vec<Told>,
}

/// An article of a story, and those that repeat it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The row of the fullest telling.
    pub article: usize,
    /// Rows of near-duplicates of it, in order.
    pub repeated_by: Vec<usize>,
}

/// Groups `rows` into stories; every row is in exactly one, alone if need be.
///
/// Stories stand in the order of their first row. Pairs are compared only when they share rare words, so time grows
/// with the folder and not with its square. The same rows give the same stories.
///
/// ```
/// use entrefilet::story::{Row, group};
/// let a = Row::new("Le Mali quitte la Cédéao", ["Bamako claque la porte de l’organisation."], [], None);
/// let b = Row::new("Cédéao : le Mali s’en va", ["Le Mali a quitté l’organisation, annonce Bamako."], [], None);
/// let c = Row::new("Sécheresse record au Chili", ["Les réservoirs sont vides à Santiago."], [], None);
/// assert_eq!(group(&[a, c, b]).len(), 2);
/// ```
pub fn group(rows: &[Row]) -> Vec<Story> {
    let clusters = Clusters::of(rows).into_members();
    clusters.into_iter().map(|members| Story { articles: twins::fold(rows, &members) }).collect()
}
