//! The check of who is calling. A voice on the telephone can be anybody's, so a member who asks for a password or a pass
//! for another person says first how they made sure.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::ObjectId;
use super::people::Member;

words! {
    /// A way to make sure that the person who asks for help is the owner of the account.
    pub enum IdentityCheck {
        /// They were called back on the number that the directory has of them.
        CalledBack = "called_back",
        /// They were seen in person by somebody who knows them, or with a document.
        SeenInPerson = "seen_in_person",
        /// Their superior confirmed that it is them.
        SuperiorConfirmed = "manager_confirmed",
    }
}

/// The check of one case, as the requester recorded it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckedIdentity {
    /// The way.
    pub check: IdentityCheck,
    /// The requester who made the check.
    pub by: Member,
    /// Their directory account.
    pub account: ObjectId,
    /// The time at which they recorded it.
    pub at: Timestamp,
}
