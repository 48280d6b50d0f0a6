//! Microsoft's role matrix: the roles that may act on an account, by the role that the account holds.
//!
//! A row is read from left to right: if the account to be changed, the target, holds the role `target`, then the holders of each
//! role in `reset` may reset its password, those in `sensitive` may block and enable it, and those in `methods` may change
//! how it proves itself. A role that is not in a list may not. The row
//!
//! ```text
//! Row {
//!     target: "Helpdesk Administrator",
//!     reset: &[Helpdesk, User, PrivilegedAuthentication, Global],
//!     sensitive: &[User, PrivilegedAuthentication, Global],
//!     methods: &[PrivilegedAuthentication, Global],
//! }
//! ```
//!
//! says: the password of a Helpdesk Administrator may be reset by another Helpdesk Administrator, by a User Administrator, by a
//! Privileged Authentication Administrator and by a Global Administrator. A Helpdesk Administrator may not block the account,
//! the other three may. Only the last two may issue it a Temporary Access Pass.
//!
//! A target that holds several roles has several rows, and a role must be in the list of each. A target without a role has the
//! row [`ORDINARY`]; for a role without a row of its own, [`ANY_OTHER`] counts.
//!
//! The rows are those of
//! <https://learn.microsoft.com/entra/identity/role-based-access-control/privileged-roles-permissions>.

use self::ActingRole::{
    Authentication, Exchange, Global, Helpdesk, Password, PrivilegedAuthentication, Security, SecurityOperator, User,
};

/// A role whose holders can act on the accounts of others. All are Administrators but the Security Operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActingRole {
    /// Password Administrator.
    Password,
    /// Helpdesk Administrator.
    Helpdesk,
    /// Authentication Administrator.
    Authentication,
    /// User Administrator.
    User,
    /// Exchange Administrator.
    Exchange,
    /// Security Operator.
    SecurityOperator,
    /// Security Administrator.
    Security,
    /// Privileged Authentication Administrator.
    PrivilegedAuthentication,
    /// Global Administrator.
    Global,
}

/// Every acting role with Microsoft's name for it, in the order in which people read them: the most powerful last.
pub const ACTING_ROLES: [(ActingRole, &str); 9] = [
    (Password, "Password Administrator"),
    (Helpdesk, "Helpdesk Administrator"),
    (Authentication, "Authentication Administrator"),
    (User, "User Administrator"),
    (Exchange, "Exchange Administrator"),
    (SecurityOperator, "Security Operator"),
    (Security, "Security Administrator"),
    (PrivilegedAuthentication, "Privileged Authentication Administrator"),
    (Global, "Global Administrator"),
];

/// The roles that may act on a target, by what the target holds.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// The role that the target holds, by Microsoft's name.
    pub target: &'static str,
    /// The roles that may reset its password and revoke its sessions.
    pub reset: &'static [ActingRole],
    /// The roles that may block and enable it, and take the other sensitive actions.
    pub sensitive: &'static [ActingRole],
    /// The roles that may change its authentication methods and issue a pass.
    pub methods: &'static [ActingRole],
}

/// The row of a target that holds no role.
pub const ORDINARY: Row = Row {
    target: "(no role)",
    reset: &[Password, Helpdesk, Authentication, User, PrivilegedAuthentication, Global],
    sensitive: &[Authentication, User, PrivilegedAuthentication, Global],
    methods: &[Authentication, PrivilegedAuthentication, Global],
};

/// The rows of the roles that Microsoft lists.
pub const MATRIX: [Row; 14] = [
    Row {
        target: "Directory Readers",
        reset: &[Password, Helpdesk, Authentication, User, PrivilegedAuthentication, Global],
        sensitive: &[Authentication, User, PrivilegedAuthentication, Global],
        methods: &[Authentication, PrivilegedAuthentication, Global],
    },
    Row {
        target: "Guest Inviter",
        reset: &[Password, Helpdesk, Authentication, User, PrivilegedAuthentication, Global],
        sensitive: &[Authentication, User, PrivilegedAuthentication, Global],
        methods: &[Authentication, PrivilegedAuthentication, Global],
    },
    Row {
        target: "Password Administrator",
        reset: &[Password, Helpdesk, Authentication, User, PrivilegedAuthentication, Global],
        sensitive: &[Authentication, User, PrivilegedAuthentication, Global],
        methods: &[Authentication, PrivilegedAuthentication, Global],
    },
    Row {
        target: "Message Center Reader",
        reset: &[Helpdesk, Authentication, User, PrivilegedAuthentication, Global],
        sensitive: &[Authentication, User, PrivilegedAuthentication, Global],
        methods: &[Authentication, PrivilegedAuthentication, Global],
    },
    Row {
        target: "Reports Reader",
        reset: &[Helpdesk, Authentication, User, PrivilegedAuthentication, Global],
        sensitive: &[Authentication, User, PrivilegedAuthentication, Global],
        methods: &[Authentication, PrivilegedAuthentication, Global],
    },
    Row {
        target: "Usage Summary Reports Reader",
        reset: &[Helpdesk, Authentication, User, PrivilegedAuthentication, Global],
        sensitive: &[Authentication, User, PrivilegedAuthentication, Global],
        methods: &[Authentication, PrivilegedAuthentication, Global],
    },
    Row {
        target: "User Experience Success Manager",
        reset: &[Helpdesk, Authentication, User, PrivilegedAuthentication, Global],
        sensitive: &[Authentication, User, PrivilegedAuthentication, Global],
        methods: &[Authentication, PrivilegedAuthentication, Global],
    },
    Row {
        target: "Helpdesk Administrator",
        reset: &[Helpdesk, User, PrivilegedAuthentication, Global],
        sensitive: &[User, PrivilegedAuthentication, Global],
        methods: &[PrivilegedAuthentication, Global],
    },
    Row {
        target: "Authentication Administrator",
        reset: &[Authentication, PrivilegedAuthentication, Global],
        sensitive: &[Authentication, PrivilegedAuthentication, Global],
        methods: &[Authentication, PrivilegedAuthentication, Global],
    },
    Row {
        target: "Groups Administrator",
        reset: &[User, PrivilegedAuthentication, Global],
        sensitive: &[User, PrivilegedAuthentication, Global],
        methods: &[PrivilegedAuthentication, Global],
    },
    Row {
        target: "User Administrator",
        reset: &[User, PrivilegedAuthentication, Global],
        sensitive: &[User, PrivilegedAuthentication, Global],
        methods: &[PrivilegedAuthentication, Global],
    },
    Row {
        target: "Global Administrator",
        reset: &[PrivilegedAuthentication, Global],
        sensitive: &[PrivilegedAuthentication, Global],
        methods: &[PrivilegedAuthentication, Global],
    },
    Row {
        target: "Privileged Authentication Administrator",
        reset: &[PrivilegedAuthentication, Global],
        sensitive: &[PrivilegedAuthentication, Global],
        methods: &[PrivilegedAuthentication, Global],
    },
    Row {
        target: "Privileged Role Administrator",
        reset: &[PrivilegedAuthentication, Global],
        sensitive: &[PrivilegedAuthentication, Global],
        methods: &[PrivilegedAuthentication, Global],
    },
];

/// The row of everything that Microsoft does not list: any other role, a role for a restricted unit, a role-assignable group,
/// and roles that could not be read.
pub const ANY_OTHER: Row = Row {
    target: "(anything else)",
    reset: &[PrivilegedAuthentication, Global],
    sensitive: &[PrivilegedAuthentication, Global],
    methods: &[PrivilegedAuthentication, Global],
};

// For the four powers below Microsoft names the roles, and the target's own roles do not matter; see `Power::page`.

/// The roles that may dismiss a risk.
pub const DISMISS_RISK: &[ActingRole] = &[SecurityOperator, Security, Global];
/// The roles that may confirm a risk.
pub const CONFIRM_RISK: &[ActingRole] = &[Security, Global];
/// The roles that may release a sender whom Microsoft restricted.
pub const SENDER: &[ActingRole] = &[Exchange, Security, Global];
/// The roles that may change the forwarding and the rules of another person's mailbox.
pub const MAILBOX: &[ActingRole] = &[Exchange, Global];

/// The empty list, for a target that is managed in a restricted management administrative unit: no role that is held for the
/// whole tenant reaches it, not even Global Administrator; see [`super::PAGE_OF_RESTRICTED_MANAGEMENT`].
pub const NO_ROLE: &[ActingRole] = &[];

/// The roles that can be held for an administrative unit, and then reach the accounts in it; see [`super::PAGE_OF_UNITS`].
pub const HELD_FOR_UNITS: &[ActingRole] = &[Password, Helpdesk, Authentication, User, PrivilegedAuthentication];
