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
    /// Returns a reading of the default value: it was not asked for, so it was not there.
    fn default() -> Self {
        Self::Read(T::default())
    }
}

impl<T> Reading<T> {
    /// Returns the value, or `None` if it could not be read.
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
    /// The topic.
    pub topic: Topic,
    /// The cause.
    pub cause: Cause,
    /// The application permission that gives it.
    pub permission: String,
    /// Microsoft's code for the refusal, with the status before it, such as `403 Authorization_RequestDenied`.
    pub code: String,
    /// The id by which Microsoft finds the call.
    pub request_id: Option<String>,
}

/// The part of a list that is missing in an account, because the list is longer than was read or than the journal holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Omission {
    /// The topic.
    pub topic: Topic,
    /// The number of items left out; 0 if it is unknown.
    pub count: u32,
    /// True if a sign of a compromise may be among them. If the most telling items are there, it is false.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub possible_sign: bool,
}

words! {
    /// Something that a diagnosis looks at.
    pub enum Topic {
        /// Directory roles of the target.
        Roles = "roles",
        /// Directory roles that the target could activate.
        EligibleRoles = "eligible_roles",
        /// Groups that roles can be assigned to.
        Groups = "groups",
        /// The administrative units that the target is in.
        Units = "units",
        /// The groups that rules ask about.
        NamedGroups = "named_groups",
        /// The risk that Identity Protection reports.
        Risk = "risk",
        /// Accounts with names like the target's.
        LookAlikes = "look_alikes",
        /// The initiator of a block, from the directory audit.
        Blocks = "blocks",
        /// Methods that were registered lately, from the directory audit.
        Registrations = "registrations",
        /// Recent sign-ins.
        SignIns = "sign_ins",
        /// The policies that stopped a sign-in.
        Policies = "policies",
        /// The methods that are registered.
        Methods = "methods",
        /// The owner's ability to reset the password alone.
        SelfService = "self_service",
        /// The account's ability to sign in with a temporary access pass.
        Passes = "passes",
        /// Applications that were let in to its mail.
        Grants = "grants",
        /// Its mailbox, and where its mail is forwarded.
        Mailbox = "mailbox",
        /// The rules of its inbox.
        InboxRules = "inbox_rules",
        /// The restriction from sending.
        Sending = "sending",
        /// The tenant's own domains.
        Domains = "domains",
    }
}

words! {
    /// The cause of a gap.
    pub enum Cause {
        /// The tenant has no licence for it.
        NoLicence = "no_licence",
        /// Grendel has no permission for it.
        NoPermission = "no_permission",
        /// Microsoft refused it without saying which is missing: a permission, a directory role or a licence.
        PermissionOrLicence = "permission_or_licence",
        /// Microsoft asked for patience, longer than the case had.
        Throttled = "throttled",
        /// Anything else.
        Unavailable = "unavailable",
    }
}
