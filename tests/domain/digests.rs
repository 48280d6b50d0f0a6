//! The digest of a plan: the same for the same picture, another for every fact that an approval rests on.

use grendel::domain::CaseNumber;
use grendel::domain::account::{Account, Initiator, LookAlike, Reading, Topic};
use grendel::domain::command::Terms;
use grendel::domain::event::Diagnosis;
use grendel::domain::finding::{Fact, FindingKind};
use grendel::domain::people::Risk;
use grendel::domain::plan::{Digest, Obstacle, Withheld};
use grendel::domain::sign_ins::{ACCOUNT_DISABLED, FailedSignIn};
use grendel::domain::step::StepKind;

use crate::cast::{
    HELEN, TOM, account_id, after_seconds, against, blocked_account, colleague, gap, healthy_account, on_premises,
    role, terms,
};

const STEPS: [StepKind; 2] = [StepKind::RevokeSignInSessions, StepKind::EnableSignIn];

/// What was typed to mean Tom.
const TYPED: &str = "tom@contoso.com";

fn tom() -> Account {
    blocked_account(TOM, "audit-1")
}

fn tim() -> LookAlike {
    LookAlike { upn: "tim@contoso.com".to_owned(), display_name: "Tim".to_owned() }
}

fn by_security(mut account: Account) -> Account {
    if let Reading::Read(Some(block)) = &mut account.last_block {
        block.by_security = true;
    }
    account
}

fn diagnosis(account: Account) -> Diagnosis {
    Diagnosis::new(account, &terms(&STEPS, 1), TYPED, None)
}

fn digest(account: Account) -> Digest {
    diagnosis(account).digest()
}

fn refused_sign_ins(count: u32) -> Reading<Vec<FailedSignIn>> {
    let failure = |ago: i64| FailedSignIn {
        code: ACCOUNT_DISABLED,
        at: after_seconds(-ago),
        application: Some("Outlook".to_owned()),
        ..FailedSignIn::default()
    };
    Reading::Read((1..=i64::from(count)).map(failure).collect())
}

#[test]
fn the_same_picture_read_later_has_the_same_digest() {
    let later = Account {
        observed_at: after_seconds(900),
        sessions_valid_from: Some(after_seconds(800)),
        failed_sign_ins: refused_sign_ins(3),
        ..tom()
    };
    assert_ne!(diagnosis(later.clone()), diagnosis(tom()));
    assert_eq!(digest(later), digest(tom()));
    let more_refusals = Account { failed_sign_ins: refused_sign_ins(9), ..tom() };
    assert_eq!(digest(more_refusals), digest(tom()));
}

#[test]
fn when_and_by_whom_a_block_was_recorded_does_not_matter_once_the_record_is_the_same() {
    let mut other = tom();
    if let Reading::Read(Some(block)) = &mut other.last_block {
        block.at = after_seconds(-1);
        block.by = Initiator::Unknown;
    }
    assert_eq!(digest(other), digest(tom()));
}

#[test]
fn every_material_fact_changes_the_digest() {
    let changed = vec![
        ("the target", blocked_account(HELEN, "audit-1")),
        ("the name", Account { upn: "thomas@contoso.com".to_owned(), ..tom() }),
        ("the sign-in", Account { sign_in_enabled: true, ..tom() }),
        ("the block", blocked_account(TOM, "audit-2")),
        ("no record of a block", Account { last_block: Reading::Read(None), ..tom() }),
        ("an unread audit", Account { last_block: Reading::Unread(gap(Topic::Blocks)), ..tom() }),
        ("the master", Account { on_premises: Some(on_premises()), ..tom() }),
        ("a role", Account { roles: Reading::Read(vec![role("Reports Reader")]), ..tom() }),
        ("another role", Account { roles: Reading::Read(vec![role("Guest Inviter")]), ..tom() }),
        ("unread roles", Account { roles: Reading::Unread(gap(Topic::Roles)), ..tom() }),
        ("a group", Account { role_assignable_groups: Reading::Read(vec!["Tier 0".to_owned()]), ..tom() }),
        ("a restriction", Account { management_restricted: true, ..tom() }),
        ("a role for a restricted unit", Account { role_in_restricted_unit: true, ..tom() }),
        ("another organisation", Account { guest: true, ..tom() }),
        ("a risk", Account { risk: Reading::Read(Risk::AtRisk), ..tom() }),
        ("an unread risk", Account { risk: Reading::Unread(gap(Topic::Risk)), ..tom() }),
        ("a group that rules ask about", Account { groups: Reading::Read(vec!["Board".to_owned()]), ..tom() }),
        ("unread groups", Account { groups: Reading::Unread(gap(Topic::NamedGroups)), ..tom() }),
        ("a look-alike", Account { look_alikes: Reading::Read(vec![tim()]), ..tom() }),
        ("a block by security", by_security(tom())),
    ];
    let mut digests = vec![("nothing", digest(tom()))];
    for (what, account) in changed {
        let digest = digest(account);
        let same = digests.iter().find(|(_, other)| *other == digest);
        assert_eq!(same, None, "{what} does not show in the digest");
        digests.push((what, digest));
    }
}

#[test]
fn another_domain_and_an_earlier_case_change_the_digest() {
    let digest = |typed: &str, earlier| Diagnosis::new(tom(), &terms(&STEPS, 1), typed, earlier).digest();
    let digests = [
        digest(TYPED, None),
        digest("tom@fabrikam.com", None),
        digest("tom@northwind.com", None),
        digest(TYPED, Some(CaseNumber(3))),
        digest(TYPED, Some(CaseNumber(4))),
    ];
    for (index, one) in digests.iter().enumerate() {
        assert!(!digests[..index].contains(one), "{index}");
    }
    assert_eq!(digest("TOM@Contoso.com", None), digest(TYPED, None));
    assert_eq!(digest(account_id(TOM).as_str(), None), digest(TYPED, None));
}

#[test]
fn the_steps_and_their_order_change_the_digest() {
    let digest = |steps: &[StepKind]| Diagnosis::new(tom(), &terms(steps, 1), TYPED, None).digest();
    let [first, second] = STEPS;
    let digests =
        [digest(&[first, second]), digest(&[second, first]), digest(&[first]), digest(&[second]), digest(&[])];
    for (index, one) in digests.iter().enumerate() {
        assert!(!digests[..index].contains(one), "{index}");
    }
}

#[test]
fn who_must_agree_does_not_change_what_is_agreed_on() {
    assert_eq!(Diagnosis::new(tom(), &terms(&STEPS, 2), TYPED, None).digest(), digest(tom()));
}

#[test]
fn a_name_cannot_pass_for_another_line_of_what_is_digested() {
    let forged = Account { upn: "tom@contoso.com\"\nshield role_assignable_group".to_owned(), ..tom() };
    let honest = Account {
        upn: "tom@contoso.com".to_owned(),
        role_assignable_groups: Reading::Read(vec!["Tier 0".to_owned()]),
        ..tom()
    };
    assert_ne!(digest(forged), digest(honest));
}

/// Approvals in a journal name digests: the way they are made may not change without a new version in its first line.
#[test]
fn the_digest_of_a_known_picture_stays_what_it_is() {
    insta::assert_snapshot!(digest(tom()), @"9f124eb6c8609634acf577c87bd59100996a9a3f228de7bb8e64ad249b91bdd4");
    let laden = Account {
        on_premises: Some(on_premises()),
        roles: Reading::Read(vec![role("Reports Reader")]),
        role_assignable_groups: Reading::Unread(gap(Topic::Groups)),
        management_restricted: true,
        ..tom()
    };
    insta::assert_snapshot!(digest(laden), @"d8bdb0103dc755724e21947fa2f3031d4d638bd06af463c71d792d686efef675");
}

#[test]
fn findings_are_never_empty_and_the_gravest_is_first() {
    let kinds = |account| diagnosis(account).findings.iter().map(|finding| finding.kind).collect::<Vec<_>>();
    assert_eq!(kinds(healthy_account(TOM)), [FindingKind::NothingFound]);
    assert_eq!(kinds(tom()), [FindingKind::SignInBlocked]);
    let synced = Account { on_premises: Some(on_premises()), ..tom() };
    assert_eq!(kinds(synced), [FindingKind::SyncedAccount, FindingKind::SignInBlocked]);
}

#[test]
fn what_could_not_be_looked_at_is_no_evidence_of_nothing() {
    let evidence = |account| diagnosis(account).findings.remove(0).evidence;
    let at = after_seconds(-7200);
    let blocked_by = Fact::BlockedBy { audit_id: "audit-1".to_owned(), by: colleague(), at };
    assert_eq!(evidence(tom()), [Fact::SignInDisabled, blocked_by]);
    let no_record = Account { last_block: Reading::Read(None), ..tom() };
    assert_eq!(evidence(no_record), [Fact::SignInDisabled, Fact::NoRecordOfBlock]);
    let unread = Account {
        last_block: Reading::Unread(gap(Topic::Blocks)),
        failed_sign_ins: Reading::Unread(gap(Topic::SignIns)),
        ..tom()
    };
    assert_eq!(unread.gaps().len(), 2);
    assert_eq!(evidence(unread), [Fact::SignInDisabled]);
}

#[test]
fn refused_sign_ins_are_counted_and_the_newest_is_shown() {
    let account = Account { failed_sign_ins: refused_sign_ins(3), last_block: Reading::Read(None), ..tom() };
    let (last_at, application) = (after_seconds(-1), Some("Outlook".to_owned()));
    let expected = Fact::SignInsRefused { count: 3, last_at, application };
    assert_eq!(diagnosis(account).findings[0].evidence[2], expected);
}

#[test]
fn a_step_that_two_findings_name_is_taken_once_and_in_the_order_of_all_steps() {
    let [revoke, enable] = STEPS;
    let runbook = vec![
        against(FindingKind::NothingFound, &[revoke]),
        against(FindingKind::SignInBlocked, &[enable]),
        against(FindingKind::SignInBlocked, &[enable, revoke]),
    ];
    let terms = Terms { runbook, ..terms(&[], 1) };
    assert_eq!(Diagnosis::new(tom(), &terms, TYPED, None).plan.steps, [revoke, enable]);
}

#[test]
fn a_synced_account_has_its_steps_withheld() {
    let plan = diagnosis(Account { on_premises: Some(on_premises()), ..tom() }).plan;
    assert_eq!(plan.steps, []);
    let withheld = STEPS.map(|step| Withheld { step, obstacle: Obstacle::MasteredOnPremises });
    assert_eq!(plan.withheld, withheld);
}
