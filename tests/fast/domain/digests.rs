//! The digest of a plan: the same for the same picture, another for every fact that an approval rests on.

use grendel::domain::CaseNumber;
use grendel::domain::access::{Access, PassPolicy, RiskLevel, RiskReport, RiskState};
use grendel::domain::account::{Account, Blocker, Initiator, LookAlike, RememberedBlock};
use grendel::domain::command::Terms;
use grendel::domain::compromise::{SignKind, Waiver};
use grendel::domain::diagnosis::Diagnosis;
use grendel::domain::digest::Digest;
use grendel::domain::evidence::Fact;
use grendel::domain::finding::FindingKind;
use grendel::domain::identity::{CheckedIdentity, IdentityCheck};
use grendel::domain::mail::{InboxRule, Mail, Mailbox, RecipientKind, Restriction};
use grendel::domain::people::Risk;
use grendel::domain::plan::Withheld;
use grendel::domain::provenance::Provenance;
use grendel::domain::reading::{Reading, Topic};
use grendel::domain::sign_ins::{ACCOUNT_DISABLED, FailedSignIn};
use grendel::domain::step::{Obstacle, StepKind};
use grendel::domain::target_ref::TargetRef;

use crate::cast::{
    HELEN, TOM, account_id, after_seconds, against, blocked_account, colleague, gap, healthy_account, member,
    on_premises, role, terms,
};

const STEPS: [StepKind; 2] = [StepKind::RevokeSignInSessions, StepKind::EnableSignIn];

/// The text that was typed for Tom.
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
    Diagnosis::new(account, &terms(&STEPS, 1), &TargetRef::parse(TYPED), None)
}

fn digest(account: Account) -> Digest {
    diagnosis(account).digest()
}

/// A colleague who blocks a contained account again after it was opened is no guard.
#[test]
fn a_containment_from_before_the_recorded_block_does_not_make_it_one_by_security() {
    let at = tom().last_block.known().unwrap().as_ref().unwrap().at;
    let contained = |at| RememberedBlock { case: CaseNumber(3), by: Blocker::Containment, at };
    let is_by_security = |at| Account { remembered_block: Some(contained(at)), ..tom() }.is_blocked_by_security();
    assert!(!tom().is_blocked_by_security());
    assert!(is_by_security(at) && is_by_security(after_seconds(-60)));
    assert!(!is_by_security(after_seconds(-100_000)));
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

/// A block without a record was approved as one by security.
#[test]
fn an_approval_outlives_a_late_record_unless_that_takes_more_or_is_of_a_newer_block() {
    let approved = diagnosis(Account { last_block: Reading::Read(None), ..tom() });
    let holds = |now: Account| approved.holds_for(&diagnosis(now), None);
    assert!(holds(tom()), "a colleague did it, which takes less");
    assert!(!holds(by_security(tom())), "now they know that it was security");
    let mut newer = tom();
    if let Reading::Read(Some(block)) = &mut newer.last_block {
        block.at = after_seconds(60);
    }
    assert!(!holds(newer), "somebody blocked it after that");
    assert!(!holds(Account { upn: "thomas@contoso.com".to_owned(), ..tom() }), "something else changed too");
    assert!(!diagnosis(tom()).holds_for(&approved, None), "a record that was there is gone");
}

/// Tom signs in at another organisation.
fn at_home(home: Option<&str>) -> Provenance {
    let issuer = Some("ExternalAzureAD".to_owned());
    Provenance { identities_read: true, issuer, home: home.map(str::to_owned), ..Provenance::default() }
}

fn shared() -> Mail {
    Mail { recipient: RecipientKind::Shared, ..Mail::default() }
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
        ("a home", Account { provenance: at_home(None), ..tom() }),
        ("another home", Account { provenance: at_home(Some("fabrikam.com")), ..tom() }),
        ("a list", Account { emergency_access: true, ..tom() }),
        ("a shared mailbox", Account { mail: Some(shared()), ..tom() }),
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
    let digest =
        |typed: &str, earlier| Diagnosis::new(tom(), &terms(&STEPS, 1), &TargetRef::parse(typed), earlier).digest();
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
    assert_eq!(digest(&account_id(TOM).to_string(), None), digest(TYPED, None));
}

#[test]
fn the_steps_change_the_digest_and_the_order_in_which_a_runbook_names_them_does_not() {
    let digest = |steps: &[StepKind]| Diagnosis::new(tom(), &terms(steps, 1), &TargetRef::parse(TYPED), None).digest();
    let [first, second] = STEPS;
    let digests = [digest(&[first, second]), digest(&[first]), digest(&[second]), digest(&[])];
    for (index, one) in digests.iter().enumerate() {
        assert!(!digests[..index].contains(one), "{index}");
    }
    assert_eq!(digest(&[second, first]), digest(&[first, second]));
}

fn rule(id: &str, definition: &str) -> InboxRule {
    InboxRule {
        more_recipients: 0,
        id: id.to_owned(),
        name: "..".to_owned(),
        enabled: true,
        hidden: false,
        forwards_to: Vec::new(),
        deletes: true,
        moves_to: None,
        marks_read: false,
        definition: definition.to_owned(),
    }
}

fn mail(forwards_to: Option<&str>, rules: &[InboxRule], restricted: Option<&str>) -> Account {
    let mailbox = Mailbox { address: TYPED.to_owned(), forwards_to: forwards_to.map(str::to_owned), keeps_copy: true };
    let restriction = restricted.map(|address| Restriction {
        address: address.to_owned(),
        reason: "OutboundSpamLast24Hours=1201".to_owned(),
        limit: None,
        outside_today: None,
        inside_today: None,
        spam_last_day: None,
        sent_last_day: None,
        since: None,
    });
    let mail = Mail {
        mailbox: Reading::Read(Some(mailbox)),
        rules: Reading::Read(rules.to_vec()),
        restriction: Reading::Read(restriction),
        domains: Reading::Read(vec!["contoso.com".to_owned()]),
        ..Mail::default()
    };
    Account { mail: Some(mail), ..tom() }
}

fn pass(lifetime_minutes: u32) -> Account {
    let passes = Reading::Read(Some(PassPolicy { covered: true, lifetime_minutes }));
    Account { access: Access { passes, ..Access::default() }, ..tom() }
}

fn at_risk(level: RiskLevel, state: RiskState) -> Account {
    let report = RiskReport { level, state, detail: None, at: None };
    Account { access: Access { risk: Some(report), ..Access::default() }, risk: Reading::Read(Risk::AtRisk), ..tom() }
}

/// An approval covers the parameters of a step and the evidence it rests on.
#[test]
fn what_steps_are_done_with_and_what_speaks_for_a_compromise_change_the_digest() {
    let runbook = vec![
        against(FindingKind::SignInBlocked, &[StepKind::IssueTemporaryAccessPass, StepKind::EnableSignIn]),
        against(FindingKind::SuspiciousInboxRules, &[StepKind::DisableInboxRules]),
        against(FindingKind::MailForwardedOutside, &[StepKind::ClearForwarding]),
        against(FindingKind::SendingRestricted, &[StepKind::ReleaseSender]),
    ];
    let terms = Terms { runbook, ..terms(&[], 1) };
    let pictures = vec![
        ("nothing more", pass(60)),
        ("a longer pass", pass(90)),
        ("mail", mail(None, &[], None)),
        ("a forward", mail(Some("tom@example.org"), &[], None)),
        ("another forward", mail(Some("tom@example.net"), &[], None)),
        ("a rule", mail(None, &[rule("1", "delete it")], None)),
        ("another rule", mail(None, &[rule("2", "delete it")], None)),
        ("two rules", mail(None, &[rule("1", "delete it"), rule("2", "delete it")], None)),
        ("a restriction", mail(None, &[], Some(TYPED))),
        ("a restriction of another address", mail(None, &[], Some("thomas@contoso.com"))),
        ("a risk", at_risk(RiskLevel::High, RiskState::AtRisk)),
        ("a lesser risk", at_risk(RiskLevel::Low, RiskState::AtRisk)),
        ("a confirmed risk", at_risk(RiskLevel::High, RiskState::ConfirmedCompromised)),
    ];
    let mut digests: Vec<(&str, Digest)> = Vec::new();
    for (what, account) in pictures {
        let digest = Diagnosis::new(account, &terms, &TargetRef::parse(TYPED), None).digest();
        let same = digests.iter().find(|(_, other)| *other == digest);
        assert_eq!(same, None, "{what} does not show in the digest");
        digests.push((what, digest));
    }
}

#[test]
fn who_waived_which_signs_changes_the_digest_and_their_words_for_it_do_not() {
    let waiver = |account: u8, kind: SignKind, reason: &str| Waiver {
        by: member(3, "Lena", &["lead"]),
        account: account_id(account),
        signs: vec![kind],
        topics: Vec::new(),
        reason: reason.to_owned(),
        at: after_seconds(60),
    };
    let digest = |waivers: Vec<Waiver>| {
        let account = at_risk(RiskLevel::High, RiskState::AtRisk);
        Diagnosis::with(account, &terms(&STEPS, 1), &TargetRef::parse(TYPED), None, waivers).digest()
    };
    let by_lena = digest(vec![waiver(3, SignKind::AtRisk, "He is on holiday.")]);
    assert_ne!(by_lena, digest(Vec::new()));
    assert_ne!(by_lena, digest(vec![waiver(4, SignKind::AtRisk, "He is on holiday.")]));
    assert_ne!(by_lena, digest(vec![waiver(3, SignKind::NewMethod, "He is on holiday.")]));
    assert_eq!(by_lena, digest(vec![waiver(3, SignKind::AtRisk, "He has a new telephone.")]));
}

#[test]
fn who_must_agree_does_not_change_what_is_agreed_on() {
    assert_eq!(Diagnosis::new(tom(), &terms(&STEPS, 2), &TargetRef::parse(TYPED), None).digest(), digest(tom()));
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
    insta::assert_snapshot!(digest(tom()), @"c6eff50aa90be818f87da66fe85aff06dbae24dceb83b1f3feb0ebac3905528f");
    let laden = Account {
        on_premises: Some(on_premises()),
        roles: Reading::Read(vec![role("Reports Reader")]),
        role_assignable_groups: Reading::Unread(gap(Topic::Groups)),
        management_restricted: true,
        ..tom()
    };
    insta::assert_snapshot!(digest(laden), @"9fce7e8cb9e6210a7e8d0e55c5f66e4579fa4cd257f9ebbe58493d32385707b3");
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
    let blocked_by = Fact::BlockedBy { audit_id: "audit-1".to_owned(), by: colleague(), at, earlier: Vec::new() };
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
    assert_eq!(Diagnosis::new(tom(), &terms, &TargetRef::parse(TYPED), None).plan.steps, [revoke, enable]);
}

#[test]
fn a_synced_account_has_its_steps_withheld() {
    let plan = diagnosis(Account { on_premises: Some(on_premises()), ..tom() }).plan;
    assert_eq!(plan.steps, []);
    let withheld = STEPS.map(|step| Withheld { step, obstacle: Obstacle::MasteredOnPremises });
    assert_eq!(plan.withheld, withheld);
}

/// An approval includes how the requester made sure who is calling.
#[test]
fn the_check_of_who_is_calling_is_in_the_digest() {
    let checked = |check, by: u8| {
        let identity = CheckedIdentity {
            check,
            by: member(u64::from(by), "Helen", &[]),
            account: account_id(by),
            at: after_seconds(60),
        };
        Diagnosis { identity: Some(identity), ..diagnosis(tom()) }.digest()
    };
    let called_back = checked(IdentityCheck::CalledBack, HELEN);
    assert_ne!(called_back, digest(tom()));
    assert_ne!(called_back, checked(IdentityCheck::SeenInPerson, HELEN));
    assert_ne!(called_back, checked(IdentityCheck::CalledBack, TOM));
    assert_eq!(called_back, checked(IdentityCheck::CalledBack, HELEN));
}
