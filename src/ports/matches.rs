//! Whom the directory finds by the beginning of a name.

use crate::domain::ObjectId;
use crate::domain::account::Names;

/// What a search found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matches {
    /// The accounts, in the directory's order; at most [`Matches::MAX`].
    pub accounts: Vec<Match>,
    /// Whether these are all. Then whoever is found by a longer text is among them.
    pub complete: bool,
}

impl Matches {
    /// The most that are asked for: as many as the chat shows at once.
    pub const MAX: usize = 25;
}

/// One account that was found. Blocked ones are among them: they are who is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// The account.
    pub object_id: ObjectId,
    /// What it is called.
    pub names: Names,
    /// Its mail address, where it has one.
    pub mail: Option<String>,
}
