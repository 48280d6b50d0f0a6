//! The meaning of each step for each kind of account, stated a second time, and held against the planner cell by cell.
//!
//! Nothing here uses what the product says of a kind: the letters are read from Microsoft's pages again.

use grendel::catalog::Catalog;
use grendel::domain::ObjectId;
use grendel::domain::access::{MethodId, UsablePass};
use grendel::domain::account::{Account, OnPremises};
use grendel::domain::account_kind::{AccountKind, main_kind};
use grendel::domain::command::Terms;
use grendel::domain::compromise::{SignKind, Waiver};
use grendel::domain::diagnosis::Diagnosis;
use grendel::domain::evidence::Fact;
use grendel::domain::finding::FindingKind;
use grendel::domain::mail::{Mail, RecipientKind, Restriction};
use grendel::domain::people::{DirectoryRole, Risk};
use grendel::domain::plan::Plan;
use grendel::domain::provenance::Provenance;
use grendel::domain::reading::{Cause, Gap, Reading, Topic};
use grendel::domain::runbook::{Credential, RunbookEntry, RunbookStep};
use grendel::domain::step::{KIND_TABLE, KindRuling, Obstacle, StepKind};
use grendel::domain::target_ref::TargetRef;

use crate::cast::{account_id, after_seconds, against, gap, member, on_premises, role, terms};
use crate::findings::accounts::{
    deleting_rule, failing, healthy, hours_ago, mail, mailbox, restriction, with_passes, with_self_service,
};

const RELEASE: StepKind = StepKind::ReleaseSender;

/// The cells of a kind, a letter for each step in the order of [`StepKind::ALL`]: allowed, useless, forbidden, elsewhere, `d` for
/// forbidden and `D` for elsewhere, despite which it is taken once there may be an intruder. Beside it, the words for the others.
const CELLS: [(AccountKind, &str, Option<Obstacle>); 14] = [
    (AccountKind::Deleted, "uuuuuuuuuuuuuuu", Some(Obstacle::Deleted)),
    (AccountKind::EmergencyAccess, "dfdfdddddffffff", Some(Obstacle::EmergencyAccess)),
    (AccountKind::ServiceAccount, "dfdfdddddffffff", Some(Obstacle::ServiceAccount)),
    (AccountKind::ExternalGuest, "aeaeaaaaeeaeaea", Some(Obstacle::BelongsElsewhere)),
    (AccountKind::ExternalMember, "aeaeaaaaeeaeaea", Some(Obstacle::BelongsElsewhere)),
    (AccountKind::RestrictedUnit, "aaaaaaaaaaaaaaa", None),
    (AccountKind::SharedMailbox, "adadaaaaaaffffa", Some(Obstacle::StaysBlocked)),
    (AccountKind::RoomMailbox, "adadaaaaaaffffa", Some(Obstacle::StaysBlocked)),
    (AccountKind::EquipmentMailbox, "adadaaaaaaffffa", Some(Obstacle::StaysBlocked)),
    (AccountKind::SecondAdministrator, "aaaaaauuaaaaaau", Some(Obstacle::NoMailbox)),
    (AccountKind::InternalGuest, "aaaaaaaaaaaaaaa", None),
    (AccountKind::NeverUsed, "aaaaaaaaaaaaaaa", None),
    (AccountKind::SyncedMember, "Deaaaaaaaaaaeaa", Some(Obstacle::MasteredOnPremises)),
    (AccountKind::CloudMember, "aaaaaaaaaaaaaaa", None),
];

/// Returns every cell: the kind, the step, the letter, and the words.
fn cells() -> impl Iterator<Item = (AccountKind, StepKind, char, Option<Obstacle>)> {
    let of_row = |(kind, letters, words): (AccountKind, &'static str, Option<Obstacle>)| {
        assert_eq!(letters.len(), StepKind::ALL.len(), "{}", kind.word());
        StepKind::ALL.iter().zip(letters.chars()).map(move |(step, letter)| (kind, *step, letter, words))
    };
    CELLS.into_iter().flat_map(of_row)
}

#[test]
fn every_cell_is_what_the_pages_say() {
    assert_eq!(CELLS.map(|(kind, ..)| kind), AccountKind::ALL, "every kind, in their order");
    for (kind, step, letter, _) in cells() {
        let expected = match letter {
            'a' => [KindRuling::Allowed; 2],
            'u' => [KindRuling::Useless; 2],
            'f' => [KindRuling::Forbidden; 2],
            'e' => [KindRuling::Elsewhere; 2],
            'd' => [KindRuling::Forbidden, KindRuling::Allowed],
            'D' => [KindRuling::Elsewhere, KindRuling::Allowed],
            other => panic!("{other} is no letter of the table"),
        };
        assert_eq!([false, true].map(|suspected| step.ruling(kind, suspected)), expected, "{kind:?} {step:?}");
    }
}

#[test]
fn every_row_lists_every_step_once_and_carries_its_page() {
    for row in &KIND_TABLE {
        let kind = row.kind.word();
        let mut steps = [row.allowed, row.useless, row.forbidden, row.elsewhere].concat();
        steps.sort();
        assert_eq!(steps, StepKind::ALL, "{kind}");
        assert!(row.page.starts_with("https://learn.microsoft.com/"), "{kind}");
        assert!(row.despite.iter().all(|step| !row.allowed.contains(step)), "{kind}");
        assert_eq!(row.obstacle.is_none(), row.allowed.len() == StepKind::ALL.len(), "{kind}");
    }
}

/// Returns an account on which there is work for every step but one of blocking and enabling.
fn busy(sign_in_enabled: bool) -> Account {
    let mail = Mail {
        mailbox: Reading::Read(Some(mailbox(Some("tom@example.org")))),
        rules: Reading::Read(vec![deleting_rule()]),
        restriction: Reading::Read(Some(restriction())),
        ..mail()
    };
    let account = with_passes(with_self_service(healthy(), true, true), true);
    let mut account = Account { sign_in_enabled, mail: Some(mail), risk: Reading::Read(Risk::AtRisk), ..account };
    let id = MethodId::parse("11112222-3333-4444-8555-666677778888").unwrap();
    account.access.usable_passes = vec![UsablePass { id, case: None }];
    account
}

fn sync_role() -> DirectoryRole {
    DirectoryRole::with_template(ObjectId::parse("d29b2b05-8046-44ba-8758-1e26182fcf32").unwrap())
}

/// Returns the busy account as one of this kind.
fn of_kind(kind: AccountKind, sign_in_enabled: bool) -> Account {
    let busy = busy(sign_in_enabled);
    let foreign =
        Provenance { identities_read: true, issuer: Some("ExternalAzureAD".to_owned()), ..Provenance::default() };
    let recipient = |recipient| {
        let mail = busy.mail.clone().map(|mail| Mail { recipient, ..mail });
        Account { mail, ..busy.clone() }
    };
    match kind {
        AccountKind::Deleted => Account { deleted_at: Some(hours_ago(3)), ..busy },
        AccountKind::EmergencyAccess => Account { emergency_access: true, ..busy },
        AccountKind::ServiceAccount => Account { roles: Reading::Read(vec![sync_role()]), ..busy },
        AccountKind::ExternalGuest => Account { guest: true, provenance: foreign, ..busy },
        AccountKind::ExternalMember => Account { provenance: foreign, ..busy },
        AccountKind::RestrictedUnit => Account { management_restricted: true, ..busy },
        AccountKind::SharedMailbox => recipient(RecipientKind::Shared),
        AccountKind::RoomMailbox => recipient(RecipientKind::Room),
        AccountKind::EquipmentMailbox => recipient(RecipientKind::Equipment),
        AccountKind::SecondAdministrator => {
            let provenance = Provenance { mail_plan: Some(false), ..Provenance::default() };
            let mail = busy.mail.clone().map(|mail| Mail {
                mailbox: Reading::Read(None),
                rules: Reading::Read(Vec::new()),
                ..mail
            });
            Account { roles: Reading::Read(vec![role("User Administrator")]), provenance, mail, ..busy }
        }
        AccountKind::InternalGuest => {
            let provenance = Provenance { identities_read: true, ..Provenance::default() };
            Account { guest: true, provenance, ..busy }
        }
        AccountKind::NeverUsed => {
            let provenance = Provenance { created_at: Some(hours_ago(20)), ..Provenance::default() };
            Account { provenance, password_changed_at: Some(hours_ago(20)), ..busy }
        }
        AccountKind::SyncedMember => {
            let on_premises = OnPremises { password_writeback: Some(true), ..on_premises() };
            Account { on_premises: Some(on_premises), ..busy }
        }
        AccountKind::CloudMember => busy,
    }
}

/// Returns the plan of this one step, for an account whose signs of a compromise stand or were all waived. The command lets people
/// in as well, who have a finding that the account does not have.
fn plan(account: Account, step: StepKind, suspected: bool, opens_resources: bool) -> Plan {
    let steps = vec![step.into()];
    let runbook =
        vec![RunbookEntry { finding: None, steps }, against(FindingKind::PasswordUnseen, &[StepKind::EnableSignIn])];
    let terms = Terms { runbook, opens_resources, ..terms(&[], 1) };
    let waiver = Waiver {
        by: member(3, "Lena", &["lead"]),
        account: account_id(3),
        signs: SignKind::ALL.to_vec(),
        topics: Vec::new(),
        reason: "All of it is known.".to_owned(),
        at: after_seconds(0),
    };
    let waivers = if suspected { Vec::new() } else { vec![waiver] };
    Diagnosis::with(account, &terms, &TargetRef::parse("tom@contoso.com"), None, waivers).plan
}

#[test]
fn the_planner_follows_every_cell() {
    for (kind, step, letter, words) in cells() {
        for suspected in [false, true] {
            let account = of_kind(kind, step != StepKind::EnableSignIn);
            assert_eq!(main_kind(&account).kind, kind, "the account is of the kind");
            let waived = if suspected { &[][..] } else { SignKind::ALL };
            let has_work = step.has_work(&account, waived);
            let plan = plan(account, step, suspected, false);
            let withheld = plan.withheld.iter().find(|one| one.step == step).map(|one| one.obstacle);
            let cell = format!("{} {} {letter} suspected: {suspected}", kind.word(), step.word());
            let is_allowed = letter == 'a' || matches!(letter, 'd' | 'D') && suspected;
            if !has_work {
                assert_eq!((plan.steps.as_slice(), withheld), (&[][..], None), "{cell}");
            } else if !is_allowed {
                assert_eq!((plan.steps.as_slice(), withheld), (&[][..], words), "{cell}");
            } else if suspected && step.gives_access() {
                assert_eq!(withheld, Some(Obstacle::SignsOfCompromise), "{cell}");
            } else {
                assert!(plan.steps.contains(&step), "{cell}: {plan:?}");
            }
        }
    }
}

/// An operator can say that the sign-in of such an account may be enabled, and nothing else follows from that.
#[test]
fn a_command_may_open_the_account_of_a_mailbox() {
    for kind in [AccountKind::SharedMailbox, AccountKind::RoomMailbox, AccountKind::EquipmentMailbox] {
        let plan = |step| plan(of_kind(kind, false), step, false, true);
        assert!(plan(StepKind::EnableSignIn).steps.contains(&StepKind::EnableSignIn), "{}", kind.word());
        for step in [StepKind::ResetPassword, StepKind::IssueTemporaryAccessPass, StepKind::PointToSelfService] {
            assert!(!plan(step).steps.contains(&step), "{} {}", kind.word(), step.word());
        }
    }
    let kept = of_kind(AccountKind::EmergencyAccess, false);
    assert_eq!(plan(kept, StepKind::EnableSignIn, false, true).steps, []);
}

/// The sender is not released on the password with which it was stopped.
#[test]
fn a_step_whose_prerequisite_is_impossible_is_not_planned() {
    let steps = [StepKind::ResetPassword, StepKind::RevokeSignInSessions, StepKind::ReleaseSender];
    let runbook = vec![RunbookEntry { finding: None, steps: steps.map(Into::into).to_vec() }];
    let terms = Terms { runbook, ..terms(&[], 1) };
    let mail = Mail { restriction: Reading::Read(Some(restriction())), ..mail() };
    let plan = |account: Account| Diagnosis::new(account, &terms, &TargetRef::parse("tom@contoso.com"), None).plan;
    let cloud = Account { mail: Some(mail), ..healthy() };
    assert_eq!(plan(cloud.clone()).steps, steps);
    let synced = Account { on_premises: Some(on_premises()), ..cloud };
    let before = plan(synced.clone());
    assert_eq!(before.steps, [StepKind::RevokeSignInSessions]);
    let withheld: Vec<_> = before.withheld.iter().map(|one| (one.step, one.obstacle)).collect();
    let expected =
        [(StepKind::ResetPassword, Obstacle::MasteredOnPremises), (StepKind::ReleaseSender, Obstacle::NeedsOtherStep)];
    assert_eq!(withheld, expected);
    // A password that was set in Active Directory since is another one.
    let reset = Account { password_changed_at: Some(hours_ago(1)), ..synced };
    assert!(plan(reset).steps.contains(&StepKind::ReleaseSender));
}

/// Accounts against which nothing is known. People who type a command that only takes access away know more than the records, and what
/// could not be read may hide signs.
#[test]
fn what_is_unknown_is_not_taken_for_harmless() {
    let quiet = |kind| {
        let Account { emergency_access, roles, .. } = of_kind(kind, true);
        Account { emergency_access, roles, ..healthy() }
    };
    let catalog = Catalog::built_in();
    let contain = catalog.command("contain").unwrap().terms().unwrap();
    let of = |account: Account, terms: &Terms| {
        Diagnosis::new(account, terms, &TargetRef::parse("tom@contoso.com"), None).plan.steps
    };
    for kind in [AccountKind::EmergencyAccess, AccountKind::ServiceAccount] {
        let account = quiet(kind);
        assert_eq!(main_kind(&account).kind, kind);
        let contained = of(account.clone(), contain);
        assert!(contained.contains(&StepKind::BlockSignIn), "{}: {contained:?}", kind.word());
        assert!(!contained.contains(&StepKind::ResetPassword), "{}: {contained:?}", kind.word());
        let sign_out = |account: Account| plan(account, StepKind::RevokeSignInSessions, true, false).steps;
        assert_eq!(sign_out(account.clone()), [], "{}: everything was read", kind.word());
        let unread = Reading::Unread(Gap { cause: Cause::NoPermission, ..gap(Topic::Risk) });
        let steps = sign_out(Account { risk: unread, ..account });
        assert_eq!(steps, [StepKind::RevokeSignInSessions], "{}: the risk is not known", kind.word());
    }
}

/// A name is quickly given, and makes no account immune.
#[test]
fn an_account_that_is_called_like_that_of_the_sync_can_be_contained_whole() {
    let renamed = Account { upn: "sync_x_0123456789ab@contoso.com".to_owned(), ..healthy() };
    let catalog = Catalog::built_in();
    let contain = catalog.command("contain").unwrap().terms().unwrap();
    let plan = Diagnosis::new(renamed, contain, &TargetRef::parse("tom@contoso.com"), None).plan;
    assert!(plan.steps.contains(&StepKind::ResetPassword), "{plan:?}");
}

/// A step that a kind allows against an intruder is no way to let anybody in.
#[test]
fn no_password_of_a_shared_mailbox_is_handed_out_because_something_was_not_read() {
    let mail = Mail { recipient: RecipientKind::Shared, ..mail() };
    let shared = Account { mail: Some(mail), risk: Reading::Unread(gap(Topic::Risk)), ..failing(50055, 1) };
    let steps = vec![RunbookStep::Credential];
    let runbook = vec![RunbookEntry { finding: Some(FindingKind::PasswordExpired), steps }];
    let terms = Terms { runbook, credentials: Credential::ALL.to_vec(), ..terms(&[], 1) };
    let plan = Diagnosis::new(shared, &terms, &TargetRef::parse("tom@contoso.com"), None).plan;
    assert_eq!(plan.steps, []);
    assert!(plan.withheld.iter().all(|one| one.obstacle == Obstacle::StaysBlocked), "{plan:?}");
}

/// People send from such a mailbox with accounts of their own, and nobody knows its password.
#[test]
fn unlock_releases_the_sender_of_a_mailbox_that_nobody_signs_in_to() {
    let catalog = Catalog::built_in();
    let unlock = catalog.command("unlock").unwrap().terms().unwrap();
    for recipient in [RecipientKind::Shared, RecipientKind::Room, RecipientKind::Equipment] {
        let of = |sign_in_enabled: bool| {
            let mail = Mail { restriction: Reading::Read(Some(restriction())), recipient, ..mail() };
            let account = Account { sign_in_enabled, mail: Some(mail), ..healthy() };
            Diagnosis::new(account, unlock, &TargetRef::parse("tom@contoso.com"), None).plan
        };
        assert!(of(false).steps.contains(&StepKind::ReleaseSender), "{}: {:?}", recipient.word(), of(false));
        assert!(!of(false).steps.contains(&StepKind::ResetPassword), "{}", recipient.word());
        assert!(!of(true).steps.contains(&StepKind::ReleaseSender), "{}: somebody can sign in", recipient.word());
    }
}

/// A synced sender of spam is released once the password is another one and the sessions are gone. Who set that password is not known:
/// the evidence says so to those who approve. Where Grendel can set it itself, no other counts.
#[test]
fn a_synced_sender_of_spam_is_released_on_a_new_password() {
    let spam = Restriction { spam_last_day: Some(97), ..restriction() };
    let cloud = Account { mail: Some(Mail { restriction: Reading::Read(Some(spam)), ..mail() }), ..healthy() };
    let synced = Account { on_premises: Some(on_premises()), ..cloud.clone() };
    let changed = |account: &Account, hours| Account { password_changed_at: Some(hours_ago(hours)), ..account.clone() };
    let catalog = Catalog::built_in();
    let unlock = &Terms { by_hand: None, ..catalog.command("unlock").unwrap().terms().unwrap().clone() };
    let of = |account, terms: &Terms| Diagnosis::new(account, terms, &TargetRef::parse("tom@contoso.com"), None);
    let releases = |diagnosis: &Diagnosis| diagnosis.plan.steps.contains(&StepKind::ReleaseSender);
    let says = |diagnosis: &Diagnosis| {
        let mut facts = diagnosis.findings.iter().flat_map(|finding| &finding.evidence);
        facts.any(|fact| matches!(fact, Fact::PasswordChanged { .. }))
    };
    let before = of(changed(&synced, 9), unlock);
    assert!(!releases(&before) && !says(&before), "{:?}", before.plan);
    let since = of(changed(&synced, 1), unlock);
    assert!(releases(&since) && says(&since), "{:?}", since.plan);
    let release_alone = Terms { runbook: vec![against(FindingKind::SendingRestricted, &[RELEASE])], ..terms(&[], 1) };
    let signed_in = Account { sessions_valid_from: Some(hours_ago(9)), ..changed(&synced, 1) };
    assert!(!releases(&of(signed_in, &release_alone)), "the sessions are older than the spam");
    assert!(releases(&of(changed(&synced, 1), &release_alone)));
    assert!(!releases(&of(changed(&cloud, 1), &release_alone)), "it can be set here");
}
