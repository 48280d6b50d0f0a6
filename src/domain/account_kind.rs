//! The kind of an account, derived once from what was read of it. The findings, the plan and the advice follow from it.
//!
//! An account can be of several kinds, such as a synced shared mailbox. All are kept, in the order of [`AccountKind`]:
//! the first is the kind that people are told, and a step that any of them rules out is not taken.
//!
//! The order is this. A deleted account is nothing else. The operator's list comes before all that the directory says.
//! An account of the sync comes next, because it has no person. Then comes where the person signs in: `userType` only
//! says which permissions a person has here, so an external member is external all the same
//! (<https://learn.microsoft.com/entra/external-id/user-properties>). After that come the restricted unit, which
//! decides who may act, and the type of the mailbox, which decides if anybody signs in at all. The remaining kinds only
//! explain.

use jiff::{SignedDuration, Timestamp};

use super::account::Account;
use super::evidence::beginning_of;
use super::mail::RecipientKind;
use super::people::DirectoryRole;
use super::provenance::Invitation;
use super::reading::{Reading, Topic};

#[cfg(test)]
mod tests;

words! {
    /// A kind of account, the one that decides most first.
    pub enum AccountKind {
        /// The account was deleted.
        Deleted = "deleted",
        /// An emergency access account, by the operator's list in `grendel.toml`.
        EmergencyAccess = "emergency_access",
        /// The account with which Entra Connect or Cloud Sync writes to the directory.
        ServiceAccount = "service_account",
        /// A guest who signs in at another organisation.
        ExternalGuest = "external_guest",
        /// A member who signs in at another organisation, as cross-tenant synchronisation makes them.
        ExternalMember = "external_member",
        /// An account in a restricted management administrative unit.
        RestrictedUnit = "restricted_unit",
        /// The account of a shared mailbox.
        SharedMailbox = "shared_mailbox",
        /// The account of a room's mailbox.
        RoomMailbox = "room_mailbox",
        /// The account of an equipment's mailbox.
        EquipmentMailbox = "equipment_mailbox",
        /// The second account of an administrator, without a mailbox on purpose.
        SecondAdministrator = "second_administrator",
        /// A guest by type who signs in here.
        InternalGuest = "internal_guest",
        /// An account to which nobody has signed in since it was made.
        NeverUsed = "never_used",
        /// A member whose master is Active Directory on premises.
        SyncedMember = "synced_member",
        /// A member whose master is this tenant.
        CloudMember = "cloud_member",
    }
}

impl AccountKind {
    /// Returns true if the account only carries a mailbox, so that nobody is meant to sign in to it.
    pub const fn is_resource(self) -> bool {
        matches!(self, Self::SharedMailbox | Self::RoomMailbox | Self::EquipmentMailbox)
    }

    /// Returns true if it rests only on what every reading has: the account itself, and the operator's list. The others rest on the
    /// mailbox, the roles, the units, the sign-in log or the identities.
    pub const fn is_always_known(self) -> bool {
        matches!(self, Self::Deleted | Self::EmergencyAccess | Self::SyncedMember)
    }

    /// Returns true if the person signs in at another organisation.
    pub const fn is_external(self) -> bool {
        matches!(self, Self::ExternalGuest | Self::ExternalMember)
    }
}

/// A kind of an account, and what it was recognised by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecognisedKind {
    /// The kind.
    pub kind: AccountKind,
    /// The evidence.
    pub evidence: KindEvidence,
}

/// The evidence for a kind of account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KindEvidence {
    /// The name of the kind says all there is.
    Itself,
    /// The domain in which the person is at home, where it is known.
    Home(Option<String>),
    /// The directory roles that it holds, or could activate.
    Roles(Vec<DirectoryRole>),
    /// Its sign-in name.
    Name(String),
    /// The time of its creation.
    Created(Timestamp),
}

/// The template ids of the roles that only the sync engines have.
/// <https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference>
const SYNC_ROLES: [&str; 2] = ["d29b2b05-8046-44ba-8758-1e26182fcf32", "a92aed5d-d78a-4d16-b381-09adb37eb3b0"];
/// The beginnings of the names that Entra Connect signs in with, in lower case: that of an account,
/// `Sync_<server>_<12 digits>@<initial domain>`, and today that of an application, which ends in the same way.
/// <https://learn.microsoft.com/entra/identity/hybrid/connect/reference-connect-accounts-permissions>
const SYNC_NAMES: [&str; 2] = ["sync_", "connectsyncprovisioning_"];
const SYNC_NAME_DIGITS: usize = 12;
/// The mark in the sign-in name of an account from another organisation.
/// <https://learn.microsoft.com/entra/external-id/user-properties>
const EXTERNAL_MARK: &str = "#EXT#";
/// The sign-in log is kept for so long without a licence, so nothing older can be told apart from never.
/// <https://learn.microsoft.com/entra/identity/monitoring-health/reference-reports-data-retention>
const LOG_DAYS: i64 = 7;
/// The first password is set while the account is made. One that is set later is another one.
const FIRST_PASSWORD: SignedDuration = SignedDuration::from_mins(10);

/// Returns the kinds of an account with their evidence, in the order of [`AccountKind`]. Never empty.
pub fn kinds(account: &Account) -> Vec<RecognisedKind> {
    let itself = |kind| RecognisedKind { kind, evidence: KindEvidence::Itself };
    if account.deleted_at.is_some() {
        return vec![itself(AccountKind::Deleted)];
    }
    let mut found: Vec<RecognisedKind> = Vec::new();
    found.extend(account.emergency_access.then(|| itself(AccountKind::EmergencyAccess)));
    found.extend(service_account(account));
    found.extend(external(account));
    let is_restricted = account.units.known().into_iter().flatten().any(|unit| unit.restricted);
    found.extend((account.management_restricted || is_restricted).then(|| itself(AccountKind::RestrictedUnit)));
    found.extend(of_mailbox(account).map(itself));
    found.extend(second_administrator(account));
    found.extend((account.guest && !is_external(account)).then(|| itself(AccountKind::InternalGuest)));
    found.extend(never_used(account));
    found.extend(member(account).map(itself));
    found
}

/// Returns the kind that decides most.
pub fn main_kind(account: &Account) -> RecognisedKind {
    let first = kinds(account).into_iter().next();
    first.unwrap_or(RecognisedKind { kind: AccountKind::CloudMember, evidence: KindEvidence::Itself })
}

/// Returns true if the account is of this kind, among others.
pub fn is_of_kind(account: &Account, kind: AccountKind) -> bool {
    kinds(account).iter().any(|one| one.kind == kind)
}

/// Returns true if the person signs in at another organisation.
///
/// Where the identities were read, they decide, with the mark in the sign-in name and an invitation that is not accepted:
/// before that there may be no foreign identity yet. An accepted invitation and the type of a guest say nothing then,
/// because a person who was made internal keeps both and gets another sign-in name
/// (<https://learn.microsoft.com/entra/external-id/convert-external-users-internal>). Without the identities every mark
/// counts, and so does the type of a guest.
pub fn is_external(account: &Account) -> bool {
    let provenance = &account.provenance;
    let is_marked = account.upn.to_ascii_uppercase().contains(EXTERNAL_MARK);
    if provenance.identities_read {
        return provenance.issuer.is_some() || is_marked || provenance.invitation == Some(Invitation::Pending);
    }
    is_marked || provenance.invitation.is_some() || account.guest
}

/// Returns true if the sync engine signs in with this name, by its form. A person may have a name that only begins like it,
/// and anybody can choose such a name: alone it proves nothing.
pub fn is_sync_name(name: &str) -> bool {
    let name = name.split('@').next().unwrap_or_default().to_ascii_lowercase();
    let server_and_digits = SYNC_NAMES.iter().find_map(|beginning| name.strip_prefix(beginning));
    server_and_digits.and_then(|rest| rest.rsplit_once('_')).is_some_and(|(server, digits)| {
        let are_digits = digits.len() == SYNC_NAME_DIGITS && digits.chars().all(|one| one.is_ascii_hexdigit());
        !server.is_empty() && are_digits
    })
}

/// Returns true if nothing says that the person of an account signs in elsewhere than was approved. A journal from before homes
/// were read has none, and neither has a directory that does not show it just now.
pub fn may_be_at_same_home(approved: &Account, now: &Account) -> bool {
    let homes = approved.provenance.home.as_deref().zip(now.provenance.home.as_deref());
    let are_read = approved.provenance.identities_read && now.provenance.identities_read;
    homes.is_none_or(|(one, other)| beginning_of(one) == beginning_of(other))
        && (!are_read || is_external(approved) == is_external(now))
}

fn service_account(account: &Account) -> Option<RecognisedKind> {
    let recognised = |evidence| Some(RecognisedKind { kind: AccountKind::ServiceAccount, evidence });
    let roles = account.roles.known().into_iter().flatten();
    let sync_roles: Vec<DirectoryRole> =
        roles.copied().filter(|role| SYNC_ROLES.contains(&role.template_id().to_string().as_str())).collect();
    if !sync_roles.is_empty() {
        return recognised(KindEvidence::Roles(sync_roles));
    }
    // Such an account always holds the role, and anybody can be called like it: the name counts where roles could not be read.
    if account.roles.known().is_some() {
        return None;
    }
    if is_sync_name(&account.upn) { recognised(KindEvidence::Name(account.upn.clone())) } else { None }
}

fn external(account: &Account) -> Option<RecognisedKind> {
    let kind = if account.guest { AccountKind::ExternalGuest } else { AccountKind::ExternalMember };
    let evidence = KindEvidence::Home(account.provenance.home.clone());
    is_external(account).then_some(RecognisedKind { kind, evidence })
}

fn of_mailbox(account: &Account) -> Option<AccountKind> {
    match account.mail.as_ref()?.recipient {
        RecipientKind::Shared => Some(AccountKind::SharedMailbox),
        RecipientKind::Room => Some(AccountKind::RoomMailbox),
        RecipientKind::Equipment => Some(AccountKind::EquipmentMailbox),
        RecipientKind::Other | RecipientKind::OnPremises => None,
    }
}

/// Microsoft advises administrators to have a second account in the cloud without a mailbox
/// (<https://learn.microsoft.com/microsoft-365/campaigns/m365-campaigns-protect-admin-accounts>). A licence for
/// Exchange would mean that a mailbox is missing.
fn second_administrator(account: &Account) -> Option<RecognisedKind> {
    let roles: Vec<DirectoryRole> =
        [&account.roles, &account.eligible_roles].into_iter().filter_map(Reading::known).flatten().copied().collect();
    let has_mailbox = account.mail.as_ref().is_some_and(|mail| mail.mailbox != Reading::Read(None));
    let is_second = !roles.is_empty()
        && account.on_premises.is_none()
        && account.provenance.mail_plan == Some(false)
        && !has_mailbox
        && !is_external(account)
        && service_account(account).is_none();
    is_second.then_some(RecognisedKind { kind: AccountKind::SecondAdministrator, evidence: KindEvidence::Roles(roles) })
}

/// Only an account that is younger than the sign-in log can be told to be unused, and only if the log is there whole.
fn never_used(account: &Account) -> Option<RecognisedKind> {
    let created_at = account.provenance.created_at?;
    let is_young = account.observed_at.duration_since(created_at) < SignedDuration::from_hours(24 * LOG_DAYS);
    let is_first = |at: Timestamp| at.duration_since(created_at) < FIRST_PASSWORD;
    let is_whole =
        account.failed_sign_ins.known().is_some() && account.omissions.iter().all(|one| one.topic != Topic::SignIns);
    let is_unused = is_young
        && is_whole
        && account.successful_sign_ins.is_empty()
        && account.password_changed_at.is_none_or(is_first)
        && !is_external(account)
        && of_mailbox(account).is_none();
    let evidence = KindEvidence::Created(created_at);
    is_unused.then_some(RecognisedKind { kind: AccountKind::NeverUsed, evidence })
}

fn member(account: &Account) -> Option<AccountKind> {
    if account.on_premises.is_some() {
        return Some(AccountKind::SyncedMember);
    }
    (!account.guest && !is_external(account)).then_some(AccountKind::CloudMember)
}
