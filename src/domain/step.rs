//! What can be done to an account: what it takes, what a repeat means, and how its effect shows.

use super::authority::Power;

words! {
    /// Something that can be done to an account, in the order in which it is done: what throws an intruder out comes before what
    /// lets the owner in, and mail to the outside comes last.
    pub enum StepKind {
        /// Blocks the sign-in.
        BlockSignIn = "block_sign_in",
        /// Gives it a new password, good for one sign-in.
        ResetPassword = "reset_password",
        /// Signs the account out everywhere: whatever was signed in before must sign in anew.
        RevokeSignInSessions = "revoke_sign_in_sessions",
        /// Ends the forwarding of its mail.
        ClearForwarding = "clear_forwarding",
        /// Switches suspicious rules of its inbox off.
        DisableInboxRules = "disable_inbox_rules",
        /// Says that it is in the hands of somebody else.
        ConfirmCompromised = "confirm_compromised",
        /// Says that the risk which Identity Protection sees is none any more.
        DismissRisk = "dismiss_risk",
        /// Gives it a pass that stands for password and second factor for a while.
        IssueTemporaryAccessPass = "issue_temporary_access_pass",
        /// Lets the account sign in again.
        EnableSignIn = "enable_sign_in",
        /// Tells its owner how to reset the password without anybody. Changes nothing.
        PointToSelfService = "point_to_self_service",
        /// Lets it send mail to the outside again.
        ReleaseSender = "release_sender",
    }
}

/// What doing a step again means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeat {
    /// Nothing is changed, however often.
    ReadOnly,
    /// The end is the same. After an unknown outcome: read, and only then repeat.
    SetToValue,
    /// Never repeated. After an unknown outcome a person must look.
    Once,
}

impl StepKind {
    /// The power that it takes.
    pub const fn power(self) -> Power {
        match self {
            Self::RevokeSignInSessions | Self::ResetPassword => Power::Reset,
            Self::PointToSelfService => Power::Point,
            Self::EnableSignIn | Self::BlockSignIn => Power::Sensitive,
            Self::IssueTemporaryAccessPass => Power::Methods,
            Self::DismissRisk => Power::DismissRisk,
            Self::ConfirmCompromised => Power::ConfirmRisk,
            Self::ReleaseSender => Power::Sender,
            Self::ClearForwarding | Self::DisableInboxRules => Power::Mailbox,
        }
    }

    /// The application permission that Grendel needs for it.
    /// <https://learn.microsoft.com/graph/permissions-reference>
    pub const fn permission(self) -> &'static str {
        match self {
            Self::EnableSignIn | Self::BlockSignIn => "User.EnableDisableAccount.All",
            Self::RevokeSignInSessions => "User.RevokeSessions.All",
            Self::ResetPassword => "User-PasswordProfile.ReadWrite.All",
            Self::IssueTemporaryAccessPass => "UserAuthMethod-TAP.ReadWrite.All",
            Self::DismissRisk | Self::ConfirmCompromised => "IdentityRiskyUser.ReadWrite.All",
            Self::PointToSelfService => "AuditLog.Read.All",
            Self::ReleaseSender | Self::ClearForwarding | Self::DisableInboxRules => "Exchange.ManageAsApp",
        }
    }

    /// The directory role that Grendel's own application needs for it besides, whomever it is about. Where the target holds a role,
    /// its application needs one that reaches past that as well.
    pub const fn role_of_application(self) -> Option<&'static str> {
        match self {
            Self::ResetPassword => Some("User Administrator"),
            Self::ReleaseSender | Self::ClearForwarding | Self::DisableInboxRules => Some("Exchange Administrator"),
            _ => None,
        }
    }

    /// Whether it makes something by which whoever has it gets in.
    pub const fn issues_secret(self) -> bool {
        matches!(self, Self::ResetPassword | Self::IssueTemporaryAccessPass)
    }

    /// Whether it gives access back, so that it has to wait while the account looks as if somebody else had it.
    pub const fn gives_access(self) -> bool {
        match self {
            Self::DismissRisk
            | Self::IssueTemporaryAccessPass
            | Self::EnableSignIn
            | Self::PointToSelfService
            | Self::ReleaseSender => true,
            Self::BlockSignIn
            | Self::ResetPassword
            | Self::RevokeSignInSessions
            | Self::ClearForwarding
            | Self::DisableInboxRules
            | Self::ConfirmCompromised => false,
        }
    }

    /// What doing it again means.
    pub const fn repeat(self) -> Repeat {
        match self {
            Self::EnableSignIn
            | Self::BlockSignIn
            | Self::RevokeSignInSessions
            | Self::ClearForwarding
            | Self::DisableInboxRules
            | Self::ConfirmCompromised
            | Self::DismissRisk => Repeat::SetToValue,
            // The first password or pass may be out already, and the second would make it worthless; how often Microsoft releases
            // one sender is limited, and by how much nobody knows.
            Self::ResetPassword | Self::IssueTemporaryAccessPass | Self::ReleaseSender => Repeat::Once,
            Self::PointToSelfService => Repeat::ReadOnly,
        }
    }
}
