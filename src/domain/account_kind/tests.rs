//! The kinds of accounts, recognised from what was read.

use jiff::{SignedDuration, Timestamp};

use super::{AccountKind, KindEvidence, is_external, kinds, main_kind};
use crate::domain::ObjectId;
use crate::domain::account::{Account, OnPremises};
use crate::domain::mail::{Mail, Mailbox, RecipientKind};
use crate::domain::people::DirectoryRole;
use crate::domain::provenance::{Invitation, Provenance};
use crate::domain::reading::{Cause, Gap, Reading, Topic};
use crate::domain::sign_ins::SuccessfulSignIns;

fn now() -> Timestamp {
    Timestamp::constant(1_740_992_400, 0)
}

fn days_ago(days: i64) -> Timestamp {
    now() - SignedDuration::from_hours(24 * days)
}

/// An account of an identity of this tenant alone, made long ago.
fn member() -> Account {
    let id = ObjectId::parse("1b2c3d4e-0000-4000-8000-000000000001").expect("it is a GUID");
    let provenance = Provenance {
        identities_read: true,
        created_at: Some(days_ago(300)),
        mail_plan: Some(true),
        ..Provenance::default()
    };
    Account { upn: "tom@contoso.com".to_owned(), provenance, ..Account::blank(id, now()) }
}

fn from(provenance: Provenance) -> Account {
    Account { provenance: Provenance { created_at: Some(days_ago(300)), ..provenance }, ..member() }
}

fn foreign() -> Account {
    let issuer = Some("ExternalAzureAD".to_owned());
    from(Provenance { identities_read: true, issuer, home: Some("adatum.com".to_owned()), ..Provenance::default() })
}

fn with_recipient(recipient: RecipientKind) -> Account {
    let mailbox = Mailbox { address: "tom@contoso.com".to_owned(), forwards_to: None, keeps_copy: false };
    Account { mail: Some(Mail { mailbox: Reading::Read(Some(mailbox)), recipient, ..Mail::default() }), ..member() }
}

fn synced(account: Account) -> Account {
    Account { on_premises: Some(OnPremises::default()), ..account }
}

/// An administrator without a mailbox and without a licence for one.
fn administrator() -> Account {
    let role = DirectoryRole::named("User Administrator").expect("it is known by name");
    let mail = Mail { mailbox: Reading::Read(None), ..Mail::default() };
    let provenance = Provenance { mail_plan: Some(false), ..member().provenance };
    Account { roles: Reading::Read(vec![role]), mail: Some(mail), provenance, ..member() }
}

/// An account that was made this long ago with its password.
fn made(days: i64) -> Account {
    let provenance = Provenance { created_at: Some(days_ago(days)), ..member().provenance };
    Account { provenance, password_changed_at: Some(days_ago(days)), ..member() }
}

fn roles_unread(account: Account) -> Account {
    let (topic, cause) = (Topic::Roles, Cause::Unavailable);
    let gap = Gap { topic, cause, permission: String::new(), code: "503".to_owned(), request_id: None };
    Account { roles: Reading::Unread(gap), ..account }
}

fn words(account: &Account) -> Vec<AccountKind> {
    kinds(account).into_iter().map(|one| one.kind).collect()
}

#[test]
fn each_kind_is_recognised() {
    use self::AccountKind as Kind;
    let named = |upn: &str| Account { upn: upn.to_owned(), ..member() };
    let sync_role =
        DirectoryRole::with_template(ObjectId::parse("d29b2b05-8046-44ba-8758-1e26182fcf32").expect("it is a GUID"));
    let rows: Vec<(&str, Account, Vec<Kind>)> = vec![
        ("ordinary", member(), vec![Kind::CloudMember]),
        ("synced", synced(member()), vec![Kind::SyncedMember]),
        ("deleted", Account { deleted_at: Some(now()), ..synced(foreign()) }, vec![Kind::Deleted]),
        ("listed", Account { emergency_access: true, ..member() }, vec![Kind::EmergencyAccess, Kind::CloudMember]),
        (
            "sync by name, and the roles are not known",
            roles_unread(named("Sync_DC01_4f1c2a9b7d3e@contoso.com")),
            vec![Kind::ServiceAccount, Kind::CloudMember],
        ),
        ("renamed, without the role", named("Sync_DC01_4f1c2a9b7d3e@contoso.com"), vec![Kind::CloudMember]),
        ("called like it", roles_unread(named("sync_team_holiday@contoso.com")), vec![Kind::CloudMember]),
        (
            "sync by role",
            Account { roles: Reading::Read(vec![sync_role]), ..member() },
            vec![Kind::ServiceAccount, Kind::CloudMember],
        ),
        ("guest", Account { guest: true, ..foreign() }, vec![Kind::ExternalGuest]),
        ("external member", foreign(), vec![Kind::ExternalMember]),
        ("internal guest", Account { guest: true, ..member() }, vec![Kind::InternalGuest]),
        (
            "restricted",
            Account { management_restricted: true, ..member() },
            vec![Kind::RestrictedUnit, Kind::CloudMember],
        ),
        ("shared", with_recipient(RecipientKind::Shared), vec![Kind::SharedMailbox, Kind::CloudMember]),
        ("room", with_recipient(RecipientKind::Room), vec![Kind::RoomMailbox, Kind::CloudMember]),
        ("equipment", with_recipient(RecipientKind::Equipment), vec![Kind::EquipmentMailbox, Kind::CloudMember]),
        ("person's mailbox", with_recipient(RecipientKind::Other), vec![Kind::CloudMember]),
        (
            "synced and shared",
            synced(with_recipient(RecipientKind::Shared)),
            vec![Kind::SharedMailbox, Kind::SyncedMember],
        ),
        ("administrator", administrator(), vec![Kind::SecondAdministrator, Kind::CloudMember]),
        ("new", made(2), vec![Kind::NeverUsed, Kind::CloudMember]),
    ];
    for (what, account, expected) in rows {
        assert_eq!(words(&account), expected, "{what}");
        assert_eq!(main_kind(&account).kind, expected[0], "{what}");
        assert!(expected.is_sorted(), "{what}: the kind that decides most comes first");
    }
}

/// The place of the sign-in decides, not the type; and the identities before the marks of an invitation.
#[test]
fn external_is_who_signs_in_elsewhere() {
    let invited = |identities_read, invitation| {
        from(Provenance { identities_read, invitation: Some(invitation), ..Provenance::default() })
    };
    let marked = Account { upn: "zita_adatum.com#EXT#@contoso.onmicrosoft.com".to_owned(), ..member() };
    let rows = vec![
        ("foreign identity", foreign(), true),
        ("mark in the name", marked, true),
        ("invited, and not there yet", invited(true, Invitation::Pending), true),
        ("invited once, and signs in here now", invited(true, Invitation::Accepted), false),
        ("made by an invitation, and signs in here now", invited(true, Invitation::Recorded), false),
        ("invited, and the identities are not known", invited(false, Invitation::Accepted), true),
        ("a guest of whom nothing else is known", Account { guest: true, ..from(Provenance::default()) }, true),
        ("a guest with an identity of this tenant", Account { guest: true, ..member() }, false),
    ];
    for (what, account, expected) in rows {
        assert_eq!(is_external(&account), expected, "{what}");
    }
}

#[test]
fn an_administrator_with_a_mailbox_or_a_licence_for_one_has_no_second_account() {
    let licensed = Account { provenance: member().provenance, ..administrator() };
    let unknown = Account { provenance: Provenance { mail_plan: None, ..member().provenance }, ..administrator() };
    let with_mailbox = Account { mail: with_recipient(RecipientKind::Other).mail, ..administrator() };
    let without_role = Account { roles: Reading::default(), ..administrator() };
    for account in [licensed, unknown, with_mailbox, without_role, synced(administrator())] {
        assert!(!words(&account).contains(&AccountKind::SecondAdministrator), "{account:?}");
    }
    let eligible = Account { roles: Reading::default(), eligible_roles: administrator().roles, ..administrator() };
    assert_eq!(main_kind(&eligible).kind, AccountKind::SecondAdministrator);
}

/// The log says "never" only for as long as it is kept, and only if it was read whole.
#[test]
fn an_account_counts_as_unused_only_if_that_can_be_seen() {
    let sign_in =
        SuccessfulSignIns { country: None, first_at: days_ago(1), last_at: days_ago(1), count: 1, address: None };
    let used = Account { successful_sign_ins: vec![sign_in], ..made(2) };
    let changed = Account { password_changed_at: Some(days_ago(1)), ..made(2) };
    let mut cut = made(2);
    cut.omit(Topic::SignIns, 0, true);
    for account in [used, changed, cut, made(8), member()] {
        assert!(!words(&account).contains(&AccountKind::NeverUsed), "{account:?}");
    }
    assert_eq!(main_kind(&made(6)).evidence, KindEvidence::Created(days_ago(6)));
}
