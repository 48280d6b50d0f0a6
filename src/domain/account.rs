//! What was read about a target at one instant.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::ObjectId;
use super::people::DirectoryRole;

/// An account as the directory described it at one instant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// The account, whatever it is called.
    pub object_id: ObjectId,
    /// Its sign-in name (user principal name).
    pub upn: String,
    /// The name that people know.
    pub display_name: String,
    /// Whether it may sign in (`accountEnabled`).
    pub sign_in_enabled: bool,
    /// Set when Active Directory on premises is the master of this account.
    pub on_premises: Option<OnPremises>,
    /// Whether it belongs to somebody else's organisation.
    pub guest: bool,
    /// Whether it is managed in a restricted management administrative unit.
    pub management_restricted: bool,
    /// Tokens issued before this instant are refused; moved forward by revoking sessions.
    pub sessions_valid_from: Option<Timestamp>,
    /// Directory roles, direct or through groups, at any scope.
    pub roles: Reading<Vec<DirectoryRole>>,
    /// Names of the groups it is in, or owns, that roles can be assigned to.
    pub role_assignable_groups: Reading<Vec<String>>,
    /// The latest record of someone blocking its sign-in; none when there is no such record.
    pub last_block: Reading<Option<Block>>,
    /// Recent interactive sign-ins that failed, newest first.
    pub failed_sign_ins: Reading<Vec<FailedSignIn>>,
    /// When this was read.
    pub observed_at: Timestamp,
}

impl Account {
    /// What could not be read.
    pub fn gaps(&self) -> Vec<&Gap> {
        let gaps =
            [self.roles.gap(), self.role_assignable_groups.gap(), self.last_block.gap(), self.failed_sign_ins.gap()];
        gaps.into_iter().flatten().collect()
    }
}

/// The on-premises original of a synced account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnPremises {
    /// The Active Directory domain, where it is known.
    pub domain: Option<String>,
    /// The `sAMAccountName`, where it is known.
    pub account_name: Option<String>,
    /// When it was last synced.
    pub last_sync: Option<Timestamp>,
}

/// Either what was read, or why it was not. "Could not look" is never "nothing there".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reading<T> {
    /// This is what it says.
    Read(T),
    /// It could not be read.
    Unread(Gap),
}

impl<T> Reading<T> {
    /// What was read, if it was.
    pub const fn known(&self) -> Option<&T> {
        match self {
            Self::Read(value) => Some(value),
            Self::Unread(_) => None,
        }
    }

    const fn gap(&self) -> Option<&Gap> {
        match self {
            Self::Read(_) => None,
            Self::Unread(gap) => Some(gap),
        }
    }
}

words! {
    /// Something that a diagnosis looks at.
    pub enum Topic {
        /// Directory roles of the target.
        Roles = "roles",
        /// Groups that roles can be assigned to.
        Groups = "groups",
        /// Who blocked the account, from the directory audit.
        Blocks = "blocks",
        /// Recent sign-ins.
        SignIns = "sign_ins",
    }
}

words! {
    /// Why something could not be read.
    pub enum Cause {
        /// The tenant has no licence for it.
        NoLicence = "no_licence",
        /// Grendel has no permission for it.
        NoPermission = "no_permission",
        /// Microsoft asked for patience, longer than the case had.
        Throttled = "throttled",
        /// Anything else.
        Unavailable = "unavailable",
    }
}

/// Something that could not be read, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gap {
    /// What.
    pub topic: Topic,
    /// Why not.
    pub cause: Cause,
    /// The application permission that gives it.
    pub permission: String,
    /// Microsoft's code for the refusal, with the status before it, such as `403 Authorization_RequestDenied`.
    pub code: String,
    /// The id by which Microsoft finds the call.
    pub request_id: Option<String>,
}

/// A record of someone blocking a sign-in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// The id of the record in the directory audit.
    pub audit_id: String,
    /// Who did it.
    pub by: Initiator,
    /// When.
    pub at: Timestamp,
}

/// Who did something in the directory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Initiator {
    /// A person.
    Person {
        /// Their account, where the record has it.
        object_id: Option<ObjectId>,
        /// Their sign-in name.
        upn: String,
        /// From where.
        address: Option<String>,
    },
    /// An application.
    Application {
        /// Its name.
        name: String,
    },
    /// The engine that syncs Active Directory into the cloud.
    SyncEngine {
        /// Its account's or application's name.
        name: String,
    },
    /// The record does not say.
    Unknown,
}

/// One interactive sign-in that failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FailedSignIn {
    /// The AADSTS code, such as 50057.
    pub code: u32,
    /// When.
    pub at: Timestamp,
    /// What was signed in to.
    pub application: Option<String>,
    /// From where.
    pub address: Option<String>,
}
