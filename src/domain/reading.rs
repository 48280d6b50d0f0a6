//! The result of one read, which distinguishes "nothing there" from "could not look".

use serde::{Deserialize, Serialize};

/// Either what was read, or why it was not. "Could not look" is never "nothing there".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reading<T> {
    /// This is what it says.
    Read(T),
    /// It could not be read.
    Unread(Gap),
}

impl<T: Default> Default for Reading<T> {
    /// Nothing was asked, so nothing was there.
    fn default() -> Self {
        Self::Read(T::default())
    }
}

impl<T> Reading<T> {
    /// What was read, if it was.
    pub const fn known(&self) -> Option<&T> {
        match self {
            Self::Read(value) => Some(value),
            Self::Unread(_) => None,
        }
    }

    /// Returns the gap, or `None` if it was read.
    pub const fn gap(&self) -> Option<&Gap> {
        match self {
            Self::Read(_) => None,
            Self::Unread(gap) => Some(gap),
        }
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

words! {
    /// Something that a diagnosis looks at.
    pub enum Topic {
        /// Directory roles of the target.
        Roles = "roles",
        /// Groups that roles can be assigned to.
        Groups = "groups",
        /// The administrative units that the target is in.
        Units = "units",
        /// The groups that rules ask about.
        NamedGroups = "named_groups",
        /// What Identity Protection says.
        Risk = "risk",
        /// Accounts with names like the target's.
        LookAlikes = "look_alikes",
        /// Who blocked the account, from the directory audit.
        Blocks = "blocks",
        /// Recent sign-ins.
        SignIns = "sign_ins",
        /// Which policies stopped a sign-in.
        Policies = "policies",
        /// The methods that are registered.
        Methods = "methods",
        /// Whether the owner can reset the password without anybody.
        SelfService = "self_service",
        /// Whether temporary access passes are good for it.
        Passes = "passes",
        /// Applications that were let in to its mail.
        Grants = "grants",
        /// Its mailbox, and where its mail is forwarded.
        Mailbox = "mailbox",
        /// The rules of its inbox.
        InboxRules = "inbox_rules",
        /// Whether it may send outside.
        Sending = "sending",
        /// Which domains are the tenant's own.
        Domains = "domains",
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
