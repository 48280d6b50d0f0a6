//! The limits on an account, with accounts drawn as wildly as a tenant can have them.

#[path = "drawn_account.rs"]
mod drawn_account;

use std::collections::BTreeSet;

use fastrand::Rng;
use jiff::SignedDuration;

use self::drawn_account::{now, rule, wild};
use super::{DIAGNOSIS_BYTES_MAX, LEAST, LEVELS, bounded, bytes, cut_address, diagnosis_bytes};
use crate::domain::access::{Access, Grant};
use crate::domain::account::Account;
use crate::domain::authority::{Power, shields, who_could};
use crate::domain::command::{Allow, Terms};
use crate::domain::compromise::{SignKind, Waiver, possible_signs, shown_in, signs, suspicious_rule_ids, unwaived};
use crate::domain::diagnosis::{Change, Diagnosis};
use crate::domain::event::Event;
use crate::domain::identity::{CheckedIdentity, IdentityCheck};
use crate::domain::mail::{InboxRule, Mail};
use crate::domain::people::{DirectoryRole, Member};
use crate::domain::reading::{Omission, Reading, Topic};
use crate::domain::runbook::{Credential, RunbookEntry, RunbookStep};
use crate::domain::sign_ins::{FailedSignIn, SignInDevice};
use crate::domain::step::StepKind;
use crate::domain::target_ref::TargetRef;
use crate::domain::{CaseNumber, ENTRY_BYTES_MAX, InteractionId, MemberId, ObjectId, RoleName};

/// The number of accounts that are drawn.
const SEEDS: u64 = 150;

fn kinds(account: &Account) -> BTreeSet<SignKind> {
    unwaived(&signs(account), &[]).into_iter().collect()
}

#[test]
fn the_diagnosis_of_any_account_fits_into_an_entry() {
    for seed in 0..SEEDS {
        let account = bounded(&wild(seed));
        let size = diagnosis_bytes(&account);
        assert!(size <= DIAGNOSIS_BYTES_MAX, "seed {seed}: {size} bytes of {DIAGNOSIS_BYTES_MAX}");
        assert_eq!(bounded(&account), account, "seed {seed}: cutting again changes nothing");
    }
}

/// The longest reason that the configuration allows.
const REASON_CHARS_MAX: usize = 1000;

/// A member with names as long as Discord allows, and every role that a case is likely to name.
fn member() -> Member {
    let roles = (0..6).map(|number| RoleName(format!("service-desk-{number}"))).collect();
    Member { id: MemberId(u64::MAX), name: "🦊".repeat(32), username: "a".repeat(32), roles }
}

/// Terms under which every step is planned that the account has work for.
fn terms() -> Terms {
    let steps = StepKind::ALL.iter().copied().map(RunbookStep::Step).chain([RunbookStep::Credential]).collect();
    Terms {
        aim: None,
        allow: Allow { discord_roles: Vec::new(), directory_roles: Vec::new(), fresh_sign_in_minutes: None },
        runbook: vec![RunbookEntry { finding: None, steps }],
        credentials: Credential::ALL.to_vec(),
        approval: Vec::new(),
        by_hand: None,
        identity_check: Vec::new(),
        break_glass: None,
        alone: None,
        secret_fresh_sign_in_minutes: None,
        opens_resources: false,
    }
}

/// Not the account alone must fit, but every event that holds a diagnosis.
#[test]
fn every_event_with_a_diagnosis_of_any_account_fits_into_an_entry() {
    let (terms, account_id) = (terms(), ObjectId::parse("1b2c3d4e-0000-4000-8000-000000000009").unwrap());
    let reason = "🦊".repeat(REASON_CHARS_MAX);
    let topics = Topic::ALL.iter().copied().filter(|topic| !shown_in(*topic).is_empty()).collect();
    let signs = SignKind::ALL.to_vec();
    let waiver = Waiver { by: member(), account: account_id, signs, topics, reason, at: now() };
    let check = IdentityCheck::ALL[0];
    let identity = CheckedIdentity { check, by: member(), account: account_id, at: now() };
    let target = TargetRef::Address(format!("hanna@{}.example", "x".repeat(180)));
    for seed in 0..SEEDS {
        // One waiver takes what the plan cleans, or all the rest, so that two are as many as there are.
        let waivers = vec![waiver.clone(), waiver.clone()];
        let earlier = Some(CaseNumber(u64::MAX));
        let diagnosis = Diagnosis::with(bounded(&wild(seed)), &terms, &target, earlier, waivers);
        let diagnosis = Box::new(Diagnosis { identity: Some(identity.clone()), ..diagnosis });
        let interaction = InteractionId(u64::MAX);
        for event in [
            Event::Diagnosed { diagnosis: diagnosis.clone() },
            Event::Lapsed { changes: Change::ALL.to_vec(), diagnosis: diagnosis.clone() },
            Event::Waived { waiver: waiver.clone(), interaction, diagnosis },
        ] {
            let size = bytes(&event);
            assert!(size <= ENTRY_BYTES_MAX, "seed {seed}: {} has {size} bytes of {ENTRY_BYTES_MAX}", event.name());
        }
    }
}

/// On the last level nothing is measured any more, so it must fit whatever is there.
#[test]
fn the_last_level_has_room_to_spare() {
    let largest = (0..SEEDS).map(|seed| diagnosis_bytes(&LEAST.applied(&wild(seed)))).max().unwrap();
    assert!(largest <= DIAGNOSIS_BYTES_MAX, "{largest} bytes");
}

#[test]
fn no_limit_makes_an_account_look_safer() {
    for seed in 0..SEEDS {
        let whole = wild(seed);
        let cut = bounded(&whole);
        let possible = possible_signs(&cut);
        for kind in kinds(&whole).difference(&kinds(&cut)) {
            let said = *kind == SignKind::InboxRules && possible.contains(&Topic::InboxRules);
            assert!(said, "seed {seed}: {kind:?} is lost");
        }
        let known: BTreeSet<String> = suspicious_rule_ids(&cut).into_iter().collect();
        let is_lost = |rule: &String| !known.contains(rule);
        if suspicious_rule_ids(&whole).iter().any(is_lost) {
            // Nobody signs in to a deleted account.
            let is_said = possible.contains(&Topic::InboxRules) || cut.deleted_at.is_some();
            assert!(is_said, "seed {seed}: rules are lost and nothing says so");
        }
    }
}

/// Returns true if the list has no items, which no limit may bring about. One that could not be read may have some.
fn is_empty<T>(list: &Reading<Vec<T>>) -> bool {
    list.known().is_some_and(Vec::is_empty)
}

#[test]
fn no_limit_makes_an_account_less_protected() {
    for seed in 0..SEEDS {
        let (whole, cut) = (wild(seed), bounded(&wild(seed)));
        let (before, after) = (shields(&whole), shields(&cut));
        for power in Power::ALL {
            let reaching = who_could(*power, &before);
            let gained: Vec<_> = who_could(*power, &after).into_iter().filter(|one| !reaching.contains(one)).collect();
            assert!(gained.is_empty(), "seed {seed}: {gained:?} may use {power:?} only after the cut");
        }
        assert_eq!(is_empty(&whole.eligible_roles), is_empty(&cut.eligible_roles), "seed {seed}: eligible roles");
        assert_eq!(is_empty(&whole.look_alikes), is_empty(&cut.look_alikes), "seed {seed}: look-alikes");
        assert_eq!(whole.access.usable_passes.is_empty(), cut.access.usable_passes.is_empty(), "seed {seed}: passes");
        assert!(cut.groups.known().is_none_or(|groups| whole.groups.known() == Some(groups)), "seed {seed}: groups");
        let kept = (cut.protection, cut.remembered_block, cut.risk.known().copied(), cut.unseen_since);
        let expected = (whole.protection, whole.remembered_block, whole.risk.known().copied(), whole.unseen_since);
        assert_eq!(kept, expected, "seed {seed}");
    }
}

/// The roles that say the most stay, and the number of the others is said.
#[test]
fn of_many_eligible_roles_the_most_telling_stay() {
    let other = |nth: u32| ObjectId::parse(&format!("{nth:08x}-0000-4000-8000-000000000000")).unwrap();
    let named = DirectoryRole::named("Global Administrator").unwrap();
    let roles: Vec<DirectoryRole> =
        (0..70).map(|nth| DirectoryRole::with_template(other(nth))).chain([named]).collect();
    let account = Account { eligible_roles: Reading::Read(roles), ..Account::blank(other(99), now()) };
    let account = bounded(&account);
    let kept = account.eligible_roles.known().unwrap();
    assert!(kept.contains(&named));
    assert_eq!(account.omissions, [Omission { topic: Topic::EligibleRoles, count: 31, possible_sign: false }]);
    assert_eq!(kept.len(), 40);
}

#[test]
fn of_many_scopes_the_first_stay_and_the_others_are_counted() {
    let scopes: Vec<String> = (10..70).map(|nth| format!("Mail.Read.Number.{nth}")).collect();
    let application = ObjectId::parse("1b2c3d4e-0000-4000-8000-000000000007").unwrap();
    let grant = Grant { application, scopes: scopes.clone(), more_scopes: 0 };
    let access = Access { grants: Reading::Read(vec![grant]), ..Access::default() };
    let account = bounded(&Account { access, ..Account::blank(application, now()) });
    let [grant] = &account.access.grants.known().unwrap()[..] else { panic!("{account:?}") };
    assert_eq!(grant.scopes[..], scopes[..grant.scopes.len()]);
    assert_eq!(grant.scopes.len() + grant.more_scopes as usize, 60);
}

#[test]
fn a_list_that_is_cut_says_how_many_are_left_out() {
    for seed in 0..40 {
        let (whole, cut) = (wild(seed), bounded(&wild(seed)));
        let noted = |account: &Account, topic: Topic| {
            account.omissions.iter().find(|one| one.topic == topic).map_or(0, |one| one.count)
        };
        let left_out = |topic: Topic| noted(&cut, topic) - noted(&whole, topic);
        let count = |account: &Account| account.access.grants.known().map_or(0, Vec::len);
        assert_eq!(count(&whole) - count(&cut), left_out(Topic::Grants) as usize, "seed {seed}");
        let count = |account: &Account| account.access.registered_lately.len();
        assert_eq!(count(&whole) - count(&cut), left_out(Topic::Registrations) as usize, "seed {seed}");
        let count = |account: &Account| account.eligible_roles.known().map_or(0, Vec::len);
        assert_eq!(count(&whole) - count(&cut), left_out(Topic::EligibleRoles) as usize, "seed {seed}");
    }
}

#[test]
fn registrations_that_are_dropped_are_reported_as_such() {
    let has_some = |one: &Account| !one.access.registered_lately.is_empty() && one.omissions.is_empty();
    let account = (0..SEEDS).map(wild).find(has_some).unwrap();
    let count = u32::try_from(account.access.registered_lately.len()).unwrap();
    let omissions = account.with_less_evidence().omissions;
    assert!(omissions.contains(&Omission { topic: Topic::Registrations, count, possible_sign: true }));
    assert!(omissions.iter().all(|one| one.topic != Topic::Blocks), "{omissions:?}");
}

#[test]
fn an_ordinary_account_is_not_cut() {
    let rule = |number: usize| InboxRule {
        id: format!("anna\\{number}"),
        name: "Newsletters".to_owned(),
        forwards_to: vec!["eve@evil.example".to_owned()],
        definition: "If the message was received from 'news@contoso.com', move it to folder 'News'.".to_owned(),
        ..rule(&mut Rng::with_seed(1), number)
    };
    let rules: Vec<InboxRule> = (0..8).map(|number| InboxRule { moves_to: None, ..rule(number) }).collect();
    let mail = Mail { rules: Reading::Read(rules), ..Mail::default() };
    let failed = |minutes| FailedSignIn {
        code: 50126,
        at: now() - SignedDuration::from_mins(minutes),
        application: Some("Office 365 Exchange Online".to_owned()),
        ..FailedSignIn::default()
    };
    let failed_sign_ins = Reading::Read((0..50).map(failed).collect());
    let id = ObjectId::parse("1b2c3d4e-0000-4000-8000-000000000001").unwrap();
    let account = Account { mail: Some(mail), failed_sign_ins, ..Account::blank(id, now()) };
    assert_eq!(bounded(&account), account);
}

#[test]
fn hundreds_of_forwarding_rules_are_all_known_by_their_ids() {
    let rule = |number: usize| InboxRule {
        id: format!("hanna.visser\\{}", 1_152_921_504_606_846_977 + number),
        enabled: true,
        forwards_to: vec!["collector@evil.example".to_owned()],
        ..rule(&mut Rng::with_seed(2), number)
    };
    let mail = Mail { rules: Reading::Read((0..150).map(rule).collect()), ..Mail::default() };
    let id = ObjectId::parse("1b2c3d4e-0000-4000-8000-000000000001").unwrap();
    let account = bounded(&Account { mail: Some(mail), ..Account::blank(id, now()) });
    assert_eq!(suspicious_rule_ids(&account).len(), 150);
    assert_eq!(possible_signs(&account), [], "none is lost");
}

#[test]
fn hundreds_of_rules_to_recipients_that_nobody_could_look_up_hide_no_rule_that_deletes() {
    let rule = |number: usize| InboxRule {
        id: format!("hanna.visser\\{}", 1_152_921_504_606_846_977 + number),
        enabled: true,
        deletes: number == 149,
        moves_to: None,
        forwards_to: vec!["Tim".to_owned()],
        ..rule(&mut Rng::with_seed(2), number)
    };
    let mail = Mail { rules: Reading::Read((0..150).map(rule).collect()), ..Mail::default() };
    let id = ObjectId::parse("1b2c3d4e-0000-4000-8000-000000000001").unwrap();
    let account = bounded(&Account { mail: Some(mail), ..Account::blank(id, now()) });
    assert_eq!(suspicious_rule_ids(&account).len(), 150);
    assert_eq!(kinds(&account), BTreeSet::from([SignKind::InboxRules, SignKind::UnknownRecipient]));
}

#[test]
fn devices_stay_apart_and_the_same_however_short_their_names_are_cut() {
    let named = |name: &str| FailedSignIn {
        device: SignInDevice { name: Some(name.to_owned()), ..SignInDevice::default() },
        ..FailedSignIn::default()
    };
    let start = "DESKTOP-OF-THE-PERSON-WHO-SITS-AT-THE-WINDOW-ON-THE-SECOND-FLOOR";
    let failed = [format!("{start}-1"), format!("{}-1", start.to_lowercase()), format!("{start}-2")];
    let failed_sign_ins = Reading::Read(failed.iter().map(|name| named(name)).collect());
    let id = ObjectId::parse("1b2c3d4e-0000-4000-8000-000000000001").unwrap();
    let account = Account { failed_sign_ins, ..Account::blank(id, now()) };
    for limits in LEVELS {
        let cut = limits.applied(&account);
        let threads: Vec<_> = cut.failed_sign_ins.known().unwrap().iter().map(FailedSignIn::thread).collect();
        assert!(threads[0].has_same_device(&threads[1]) && !threads[0].has_same_device(&threads[2]), "{threads:?}");
    }
}

#[test]
fn an_address_that_is_cut_still_counts_as_outside() {
    let mail = Mail { domains: Reading::Read(vec!["contoso.com".to_owned()]), ..Mail::default() };
    for address in [format!("{}@evil.example", "a".repeat(400)), format!("a@{}.example", "b".repeat(400))] {
        let cut = cut_address(&address, 60);
        assert!(cut.chars().count() <= 60 && mail.is_outside(&cut), "{cut}");
    }
    assert_eq!(cut_address("tim@contoso.com", 60), "tim@contoso.com");
    assert!(bytes(&cut_address(&"🦊@".repeat(300), 60)) <= 250);
}
