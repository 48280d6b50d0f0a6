//! The accounts that a directory search finds by the beginning of a name or an address.

use crate::domain::ObjectId;
use crate::domain::account::Names;

/// The result of one search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matches {
    /// The accounts, in the directory's order; at most [`Matches::MAX`].
    pub accounts: Vec<Match>,
    /// True if these are all. A search for a longer text then finds only accounts that are among them.
    pub complete: bool,
}

impl Matches {
    /// The most accounts that are asked for: as many as the chat shows at once.
    pub const MAX: usize = 25;
}

/// One account of a search result. Accounts with sign-in blocked are included: they are the likely targets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// The object id of the account.
    pub object_id: ObjectId,
    /// The display name and the user principal name.
    pub names: Names,
    /// The mail address, or `None` if the account has none.
    pub mail: Option<String>,
}
