//! Accounts of every kind, and plans from which the kind keeps a step out.

use grendel::domain::ObjectId;
use grendel::domain::access::{PassPolicy, SelfService};
use grendel::domain::account::{Account, OnPremises};
use grendel::domain::account_kind::AccountKind;
use grendel::domain::command::Terms;
use grendel::domain::event::Event;
use grendel::domain::mail::{Mail, RecipientKind};
use grendel::domain::people::DirectoryRole;
use grendel::domain::provenance::Provenance;
use grendel::domain::reading::Reading;
use grendel::domain::step::StepKind;
use jiff::SignedDuration;

use super::locks::{failure, healthy, restriction, stopped, with};
use super::signs::{asked_about, taking};
use super::{at, role, terms};

/// Returns every history of this module.
pub fn lives() -> Vec<Vec<Event>> {
    let looked_at = AccountKind::ALL.iter().map(|kind| (of_kind(*kind), terms()));
    looked_at.chain(plans()).map(|(account, terms)| asked_about(account, &terms)).collect()
}

/// Returns an account of this kind. The sign-in of one that only carries a mailbox is open, which it should not be.
fn of_kind(kind: AccountKind) -> Account {
    let mailbox = |recipient| Account { mail: Some(Mail { recipient, ..Mail::default() }), ..healthy() };
    match kind {
        AccountKind::Deleted => Account { deleted_at: Some(at()), ..healthy() },
        AccountKind::EmergencyAccess => Account { emergency_access: true, ..healthy() },
        AccountKind::ServiceAccount => {
            let upn = "Sync_DC01_4f1c2a9b7d3e@contoso.onmicrosoft.com".to_owned();
            let sync_role = ObjectId::parse("d29b2b05-8046-44ba-8758-1e26182fcf32").map(DirectoryRole::with_template);
            Account { upn, roles: Reading::Read(sync_role.into_iter().collect()), ..healthy() }
        }
        AccountKind::ExternalGuest => {
            Account { guest: true, provenance: foreign(Some("fabrikam.example")), ..healthy() }
        }
        AccountKind::ExternalMember => Account { provenance: foreign(None), ..healthy() },
        AccountKind::RestrictedUnit => Account { management_restricted: true, ..healthy() },
        AccountKind::SharedMailbox => mailbox(RecipientKind::Shared),
        AccountKind::RoomMailbox => mailbox(RecipientKind::Room),
        AccountKind::EquipmentMailbox => mailbox(RecipientKind::Equipment),
        AccountKind::SecondAdministrator => administrator(),
        AccountKind::InternalGuest => {
            let provenance = Provenance { identities_read: true, ..Provenance::default() };
            Account { guest: true, provenance, ..healthy() }
        }
        AccountKind::NeverUsed => {
            let provenance = Provenance { created_at: Some(at()), ..Provenance::default() };
            Account { provenance, password_changed_at: Some(at()), successful_sign_ins: Vec::new(), ..healthy() }
        }
        AccountKind::SyncedMember => Account { on_premises: Some(on_premises()), ..mailbox(RecipientKind::OnPremises) },
        AccountKind::CloudMember => healthy(),
    }
}

/// Returns where somebody comes from who signs in at another organisation.
fn foreign(home: Option<&str>) -> Provenance {
    Provenance {
        identities_read: true,
        issuer: Some("ExternalAzureAD".to_owned()),
        home: home.map(str::to_owned),
        ..Provenance::default()
    }
}

/// Returns accounts and terms with a step that the kind of the account keeps out.
fn plans() -> Vec<(Account, Terms)> {
    let steps = |steps: &[StepKind]| taking(steps, &[], None);
    let blocked = |account: Account| Account { sign_in_enabled: false, ..account };
    let restricted = stopped(restriction(Some("External"), (Some(9), Some(9))));
    let enabling = steps(&[StepKind::RevokeSignInSessions, StepKind::EnableSignIn]);
    let releasing = steps(&[StepKind::ResetPassword, StepKind::ReleaseSender]);
    vec![
        (blocked(of_kind(AccountKind::SharedMailbox)), enabling.clone()),
        (blocked(of_kind(AccountKind::ServiceAccount)), enabling.clone()),
        (blocked(of_kind(AccountKind::EmergencyAccess)), enabling),
        (Account { mail: without_mailbox(&restricted), ..administrator() }, releasing.clone()),
        (Account { on_premises: Some(on_premises()), ..restricted.clone() }, releasing.clone()),
        (changed_since(&restricted), releasing),
        (Account { provenance: foreign(None), ..with(vec![failure(50072)]) }, terms()),
        (expired(true), steps(&[StepKind::IssueTemporaryAccessPass])),
        (expired(false), steps(&[StepKind::IssueTemporaryAccessPass])),
    ]
}

/// Returns the restricted account as a synced one whose password was changed since.
fn changed_since(restricted: &Account) -> Account {
    let password_changed_at = Some(at() + SignedDuration::from_mins(1));
    Account { on_premises: Some(on_premises()), password_changed_at, ..restricted.clone() }
}

/// Returns the mail of the account as it is without a mailbox.
fn without_mailbox(account: &Account) -> Option<Mail> {
    account.mail.clone().map(|mail| Mail { mailbox: Reading::Read(None), ..mail })
}

fn administrator() -> Account {
    let provenance = Provenance { mail_plan: Some(false), ..Provenance::default() };
    let mail = Mail { mailbox: Reading::Read(None), ..Mail::default() };
    let roles = Reading::Read(vec![role("Groups Administrator")]);
    Account { roles, provenance, mail: Some(mail), ..healthy() }
}

/// Returns an account whose password has expired, and to which a pass can be issued.
fn expired(self_service: bool) -> Account {
    let mut account = with(vec![failure(50055)]);
    account.access.passes = Reading::Read(Some(PassPolicy { covered: true, lifetime_minutes: 60 }));
    account.access.self_service = Reading::Read(Some(SelfService { enabled: self_service, registered: false }));
    account
}

fn on_premises() -> OnPremises {
    OnPremises { domain: Some("ad.contoso.example".to_owned()), last_sync: Some(at()), ..OnPremises::default() }
}
