//! The table of what each step means for each kind of account, written by hand from Microsoft's pages.
//!
//! A step is allowed, or it comes to nothing (useless), or it must not be taken (forbidden), or it is for others to
//! take (elsewhere). `despite` has the steps that are not allowed as such and are once there may be an intruder: what
//! throws them out then matters more than what the kind says. Each row lists every step once, `despite` apart.
//!
//! There may be an intruder where signs of a compromise stand, where signs may be hidden in what could not be read, and
//! where people type a command that does nothing but take access away: they know more than the records.
//!
//! An account can be of several kinds. A step is taken only if all of them allow it.

use super::{Obstacle, StepKind};
use crate::domain::account_kind::AccountKind;

/// The meaning of a step for a kind of account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KindRuling {
    /// The kind does not stand in the way.
    Allowed,
    /// It comes to nothing.
    Useless,
    /// It must not be taken.
    Forbidden,
    /// It is for others to take.
    Elsewhere,
}

/// The steps for one kind of account.
pub struct KindRow {
    /// The kind.
    pub kind: AccountKind,
    /// The steps that are allowed.
    pub allowed: &'static [StepKind],
    /// The steps that come to nothing.
    pub useless: &'static [StepKind],
    /// The steps that must not be taken.
    pub forbidden: &'static [StepKind],
    /// The steps that are for others to take.
    pub elsewhere: &'static [StepKind],
    /// The steps of the other three lists that are allowed once there may be an intruder.
    pub despite: &'static [StepKind],
    /// The words for a step that is not allowed; `None` if all are.
    pub obstacle: Option<Obstacle>,
    /// The page that the row comes from.
    pub page: &'static str,
}

/// A row that allows every step.
const fn every_step(kind: AccountKind, page: &'static str) -> KindRow {
    KindRow {
        kind,
        allowed: StepKind::ALL,
        useless: &[],
        forbidden: &[],
        elsewhere: &[],
        despite: &[],
        obstacle: None,
        page,
    }
}

/// The steps on an account that nobody touches as long as it is not in the wrong hands: an emergency access account, or
/// one of the sync. Blocking it is worse than leaving it unless an intruder may have it, and its password is kept by others.
const fn untouched(kind: AccountKind, obstacle: Obstacle, page: &'static str) -> KindRow {
    KindRow {
        kind,
        allowed: &[],
        useless: &[],
        forbidden: StepKind::ALL,
        elsewhere: &[],
        despite: &[
            StepKind::BlockSignIn,
            StepKind::DisableOnPremises,
            StepKind::RevokeTemporaryAccessPass,
            StepKind::RevokeSignInSessions,
            StepKind::ClearForwarding,
            StepKind::DisableInboxRules,
            StepKind::ConfirmCompromised,
        ],
        obstacle: Some(obstacle),
        page,
    }
}

/// The steps on an account of another organisation. The object here can be blocked, enabled and signed out of this
/// tenant; all that proves who the person is lies with the home tenant, a pass is refused ("Temporary Access Pass
/// cannot be added to an external guest user"), and the home tenant alone judges the risk
/// (<https://learn.microsoft.com/entra/id-protection/concept-identity-protection-b2b>).
const fn of_another_organisation(kind: AccountKind) -> KindRow {
    KindRow {
        kind,
        allowed: &[
            StepKind::BlockSignIn,
            StepKind::DisableOnPremises,
            StepKind::RevokeTemporaryAccessPass,
            StepKind::RevokeSignInSessions,
            // There is work for these only where the mailbox turns out to be here all the same.
            StepKind::ClearForwarding,
            StepKind::DisableInboxRules,
            StepKind::EnableOnPremises,
            StepKind::EnableSignIn,
            StepKind::ReleaseSender,
        ],
        useless: &[],
        forbidden: &[],
        elsewhere: &[
            StepKind::ResetPassword,
            StepKind::ResetPasswordOnPremises,
            StepKind::ConfirmCompromised,
            StepKind::DismissRisk,
            StepKind::IssueTemporaryAccessPass,
            StepKind::PointToSelfService,
        ],
        despite: &[],
        obstacle: Some(Obstacle::BelongsElsewhere),
        page: "https://learn.microsoft.com/entra/external-id/user-properties",
    }
}

/// The steps on the account of a mailbox to which nobody signs in: it should stay blocked, and people open the mailbox
/// with their own accounts. A new password is of use against an intruder only.
const fn of_resource(kind: AccountKind) -> KindRow {
    KindRow {
        kind,
        allowed: &[
            StepKind::BlockSignIn,
            StepKind::DisableOnPremises,
            StepKind::RevokeTemporaryAccessPass,
            StepKind::RevokeSignInSessions,
            StepKind::ClearForwarding,
            StepKind::DisableInboxRules,
            StepKind::ConfirmCompromised,
            StepKind::DismissRisk,
            StepKind::ReleaseSender,
        ],
        useless: &[],
        forbidden: &[
            StepKind::ResetPassword,
            StepKind::ResetPasswordOnPremises,
            StepKind::IssueTemporaryAccessPass,
            StepKind::EnableOnPremises,
            StepKind::EnableSignIn,
            StepKind::PointToSelfService,
        ],
        elsewhere: &[],
        despite: &[StepKind::ResetPassword, StepKind::ResetPasswordOnPremises],
        obstacle: Some(Obstacle::StaysBlocked),
        page: "https://learn.microsoft.com/microsoft-365/lighthouse/m365-lighthouse-block-signin-shared-mailboxes",
    }
}

/// The table, in the order of [`AccountKind`].
pub const KIND_TABLE: [KindRow; 14] = [
    KindRow {
        kind: AccountKind::Deleted,
        allowed: &[],
        useless: StepKind::ALL,
        forbidden: &[],
        elsewhere: &[],
        despite: &[],
        obstacle: Some(Obstacle::Deleted),
        page: "https://learn.microsoft.com/entra/fundamentals/users-restore",
    },
    untouched(
        AccountKind::EmergencyAccess,
        Obstacle::EmergencyAccess,
        "https://learn.microsoft.com/entra/identity/role-based-access-control/security-emergency-access",
    ),
    untouched(
        AccountKind::ServiceAccount,
        Obstacle::ServiceAccount,
        "https://learn.microsoft.com/entra/identity/hybrid/connect/reference-connect-accounts-permissions",
    ),
    of_another_organisation(AccountKind::ExternalGuest),
    of_another_organisation(AccountKind::ExternalMember),
    // Only those whose role is held for the unit reach it, which the authority over the target decides.
    every_step(
        AccountKind::RestrictedUnit,
        "https://learn.microsoft.com/entra/identity/role-based-access-control/admin-units-restricted-management",
    ),
    of_resource(AccountKind::SharedMailbox),
    of_resource(AccountKind::RoomMailbox),
    of_resource(AccountKind::EquipmentMailbox),
    KindRow {
        kind: AccountKind::SecondAdministrator,
        allowed: &[
            StepKind::BlockSignIn,
            StepKind::ResetPassword,
            StepKind::DisableOnPremises,
            StepKind::ResetPasswordOnPremises,
            StepKind::RevokeTemporaryAccessPass,
            StepKind::RevokeSignInSessions,
            StepKind::ConfirmCompromised,
            StepKind::DismissRisk,
            StepKind::IssueTemporaryAccessPass,
            StepKind::EnableOnPremises,
            StepKind::EnableSignIn,
            StepKind::PointToSelfService,
        ],
        useless: &[StepKind::ClearForwarding, StepKind::DisableInboxRules, StepKind::ReleaseSender],
        forbidden: &[],
        elsewhere: &[],
        despite: &[],
        obstacle: Some(Obstacle::NoMailbox),
        page: "https://learn.microsoft.com/microsoft-365/campaigns/m365-campaigns-protect-admin-accounts",
    },
    // It has a password here, and a pass can be issued to it.
    every_step(AccountKind::InternalGuest, "https://learn.microsoft.com/entra/external-id/user-properties"),
    every_step(AccountKind::NeverUsed, "https://learn.microsoft.com/entra/identity/users/add-users"),
    KindRow {
        kind: AccountKind::SyncedMember,
        // A pass, the sessions, the risk and the mail are the cloud's own, and people do the work in Active Directory.
        allowed: &[
            StepKind::DisableOnPremises,
            StepKind::ResetPasswordOnPremises,
            StepKind::RevokeTemporaryAccessPass,
            StepKind::RevokeSignInSessions,
            StepKind::ClearForwarding,
            StepKind::DisableInboxRules,
            StepKind::ConfirmCompromised,
            StepKind::DismissRisk,
            StepKind::IssueTemporaryAccessPass,
            StepKind::EnableOnPremises,
            StepKind::PointToSelfService,
            StepKind::ReleaseSender,
        ],
        useless: &[],
        forbidden: &[],
        elsewhere: &[StepKind::BlockSignIn, StepKind::ResetPassword, StepKind::EnableSignIn],
        // Entra may take it, and the next sync may undo it. Until then it keeps an intruder out.
        despite: &[StepKind::BlockSignIn],
        obstacle: Some(Obstacle::MasteredOnPremises),
        page: "https://learn.microsoft.com/entra/identity/users/users-revoke-access",
    },
    every_step(AccountKind::CloudMember, "https://learn.microsoft.com/graph/api/user-update"),
];

impl StepKind {
    /// Returns the meaning of the step for a kind of account. `suspected` is true if there may be an intruder.
    pub fn ruling(self, kind: AccountKind, suspected: bool) -> KindRuling {
        let Some(row) = row(kind) else { return KindRuling::Forbidden };
        match self {
            _ if row.allowed.contains(&self) || suspected && row.despite.contains(&self) => KindRuling::Allowed,
            _ if row.useless.contains(&self) => KindRuling::Useless,
            _ if row.elsewhere.contains(&self) => KindRuling::Elsewhere,
            _ => KindRuling::Forbidden,
        }
    }

    /// Returns the words for why an account of these kinds rules the step out; `None` if it does not.
    pub fn barred_by_kind(self, kinds: &[AccountKind], suspected: bool) -> Option<Obstacle> {
        let barring = kinds.iter().filter(|kind| self.ruling(**kind, suspected) != KindRuling::Allowed);
        barring.filter_map(|kind| row(*kind)).find_map(|row| row.obstacle)
    }
}

fn row(kind: AccountKind) -> Option<&'static KindRow> {
    KIND_TABLE.iter().find(|row| row.kind == kind)
}
