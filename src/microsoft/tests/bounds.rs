//! The limits on an account, with accounts drawn as wildly as a tenant can have them.

use std::collections::BTreeSet;

use fastrand::Rng;
use jiff::{SignedDuration, Timestamp};

use super::{DIAGNOSIS_BYTES_MAX, LEAST, bounded, bytes, cut_address, diagnosis_bytes};
use crate::domain::ObjectId;
use crate::domain::access::{Access, Grant, Method, MethodKind, RegisteredMethod, RiskLevel, RiskReport, RiskState};
use crate::domain::account::{Account, Block, Initiator, LookAlike, OnPremises, Unit};
use crate::domain::compromise::{SignKind, possible_signs, signs, suspicious_rule_ids, unwaived};
use crate::domain::mail::{InboxRule, Mail, Mailbox, Restriction};
use crate::domain::people::{DirectoryRole, Risk};
use crate::domain::reading::{Reading, Topic};
use crate::domain::sign_ins::{FailedSignIn, SuccessfulSignIns};

/// Characters that take the most bytes: of four bytes, and those that JSON escapes.
const WILD: &[char] = &['𐍈', '🦊', '"', '\\', '\u{1}', '\n', 'é', 'a', ' '];

fn now() -> Timestamp {
    "2026-10-08T12:00:00Z".parse().unwrap()
}

fn text(rng: &mut Rng, chars_max: usize) -> String {
    let length = if rng.bool() { chars_max } else { rng.usize(0..=chars_max) };
    let one = if rng.bool() { Some(WILD[rng.usize(..WILD.len())]) } else { None };
    (0..length).map(|_| one.unwrap_or_else(|| WILD[rng.usize(..WILD.len())])).collect()
}

fn some(rng: &mut Rng, chars_max: usize) -> Option<String> {
    rng.bool().then(|| text(rng, chars_max))
}

fn id(rng: &mut Rng) -> ObjectId {
    ObjectId::parse(&format!("{:08x}-0000-4000-8000-{:012x}", rng.u32(..), rng.u64(..1 << 48))).unwrap()
}

fn at(rng: &mut Rng) -> Timestamp {
    now() - SignedDuration::from_mins(rng.i64(0..7 * 24 * 60))
}

/// Draws a list that is empty, short or much too long.
fn list<T>(rng: &mut Rng, most: usize, mut item: impl FnMut(&mut Rng) -> T) -> Vec<T> {
    let count = *rng.choice(&[0, 1, 3, most / 2, most]).unwrap();
    (0..count).map(|_| item(rng)).collect()
}

fn failed(rng: &mut Rng) -> FailedSignIn {
    let codes = [50126, 50053, 50057, 50076, 50074, 500_121, 53003, 53000, 50135, 53004, 50055, 50056, 50097, 1];
    FailedSignIn {
        code: *rng.choice(&codes).unwrap(),
        at: at(rng),
        application: some(rng, 700),
        address: some(rng, 80),
        client: some(rng, 300),
        country: some(rng, 40),
        lock: None,
        denied: rng.u8(..20) == 0,
        policies: list(rng, 12, |rng| text(rng, 300)),
    }
}

fn rule(rng: &mut Rng, number: usize) -> InboxRule {
    let tail = if rng.u8(..10) == 0 { text(rng, 700) } else { String::new() };
    let folders = ["RSS Feeds", "Archive", "Projects", &text(rng, 400)].map(str::to_owned);
    InboxRule {
        id: format!("anna\\{number}{tail}"),
        name: text(rng, 400),
        enabled: rng.u8(..4) > 0,
        hidden: rng.bool(),
        forwards_to: list(rng, 40, |rng| {
            format!("{}@{}", text(rng, 300), rng.choice(["contoso.com", "x.example"]).unwrap())
        }),
        more_recipients: 0,
        deletes: rng.u8(..3) == 0,
        moves_to: rng.bool().then(|| rng.choice(&folders).unwrap().clone()),
        marks_read: rng.bool(),
        definition: text(rng, 2000),
    }
}

fn mail(rng: &mut Rng) -> Mail {
    let mut number = 0;
    let mut numbered = |rng: &mut Rng| {
        number += 1;
        rule(rng, number)
    };
    let rules = list(rng, 300, &mut numbered);
    let forwards_to = rng.bool().then(|| format!("{}@x.example", text(rng, 400)));
    let reason = text(rng, 900);
    let restriction = Restriction {
        address: "a".repeat(320),
        limit: some(rng, 500),
        outside_today: Some(u32::MAX),
        inside_today: Some(u32::MAX),
        since: Some(at(rng)),
        reason,
    };
    Mail {
        mailbox: Reading::Read(Some(Mailbox { address: "a".repeat(320), forwards_to, keeps_copy: true })),
        rules: Reading::Read(rules),
        further_rules: Vec::new(),
        restriction: Reading::Read(rng.bool().then_some(restriction)),
        domains: Reading::Read(
            ["contoso.com".to_owned()].into_iter().chain(list(rng, 900, |rng| text(rng, 60))).collect(),
        ),
    }
}

fn access(rng: &mut Rng) -> Access {
    Access {
        methods: Reading::Read(list(rng, 200, |rng| Method {
            kind: *rng.choice(MethodKind::ALL).unwrap(),
            created_at: Some(at(rng)),
        })),
        registered_lately: list(rng, 200, |rng| RegisteredMethod {
            audit_id: text(rng, 200),
            at: at(rng),
            what: text(rng, 500),
            address: some(rng, 100),
        }),
        grants: Reading::Read(list(rng, 60, |rng| Grant {
            application: id(rng),
            scopes: list(rng, 50, |rng| format!("Mail.{}", text(rng, 200))),
        })),
        risk: Some(RiskReport {
            level: RiskLevel::High,
            state: RiskState::AtRisk,
            detail: some(rng, 300),
            at: Some(at(rng)),
        }),
        ..Access::default()
    }
}

fn wild(seed: u64) -> Account {
    let rng = &mut Rng::with_seed(seed);
    let names = |rng: &mut Rng| text(rng, 600);
    Account {
        upn: names(rng),
        display_name: names(rng),
        sign_in_enabled: rng.bool(),
        on_premises: rng.bool().then(|| OnPremises {
            domain: some(rng, 400),
            account_name: some(rng, 400),
            last_sync: Some(at(rng)),
        }),
        guest: rng.bool(),
        roles: Reading::Read(list(rng, 80, |rng| DirectoryRole::with_template(id(rng)))),
        role_assignable_groups: Reading::Read(list(rng, 90, names)),
        units: Reading::Read(list(rng, 8, |rng| Unit { id: id(rng), name: names(rng), restricted: true })),
        risk: Reading::Read(if rng.bool() { Risk::AtRisk } else { Risk::Clear }),
        look_alikes: Reading::Read(list(rng, 5, |rng| LookAlike { upn: names(rng), display_name: names(rng) })),
        last_block: Reading::Read(Some(Block {
            audit_id: text(rng, 300),
            by: Initiator::Person { object_id: Some(id(rng)), upn: names(rng), address: some(rng, 200) },
            at: at(rng),
            by_security: true,
        })),
        failed_sign_ins: Reading::Read(list(rng, 100, failed)),
        successful_sign_ins: list(rng, 60, |rng| SuccessfulSignIns {
            country: some(rng, 60),
            first_at: at(rng),
            last_at: at(rng),
            count: rng.u32(..),
            address: some(rng, 100),
        }),
        access: access(rng),
        mail: rng.bool().then(|| mail(rng)),
        ..Account::blank(id(rng), now())
    }
}

fn kinds(account: &Account) -> BTreeSet<SignKind> {
    unwaived(&signs(account), &[]).into_iter().collect()
}

#[test]
fn the_diagnosis_of_any_account_fits_into_an_entry() {
    for seed in 0..60 {
        let account = bounded(&wild(seed));
        let size = diagnosis_bytes(&account);
        assert!(size <= DIAGNOSIS_BYTES_MAX, "seed {seed}: {size} bytes of {DIAGNOSIS_BYTES_MAX}");
        assert_eq!(bounded(&account), account, "seed {seed}: cutting again changes nothing");
    }
}

/// On the last level nothing is measured any more, so it must fit whatever is there.
#[test]
fn the_last_level_has_room_to_spare() {
    let largest = (0..60).map(|seed| diagnosis_bytes(&LEAST.applied(&wild(seed)))).max().unwrap();
    assert!(largest <= DIAGNOSIS_BYTES_MAX, "{largest} bytes");
}

#[test]
fn no_limit_makes_an_account_look_safer() {
    for seed in 0..60 {
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
            assert!(possible.contains(&Topic::InboxRules), "seed {seed}: rules are lost and nothing says so");
        }
    }
}

#[test]
fn a_list_that_is_cut_says_how_many_are_left_out() {
    for seed in 0..40 {
        let (whole, cut) = (wild(seed), bounded(&wild(seed)));
        let left_out = |topic: Topic| cut.omissions.iter().find(|one| one.topic == topic).map_or(0, |one| one.count);
        let count = |account: &Account| account.access.grants.known().map_or(0, Vec::len);
        assert_eq!(count(&whole) - count(&cut), left_out(Topic::Grants) as usize, "seed {seed}");
        let count = |account: &Account| account.access.registered_lately.len();
        assert_eq!(count(&whole) - count(&cut), left_out(Topic::Blocks) as usize, "seed {seed}");
    }
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
fn an_address_that_is_cut_still_counts_as_outside() {
    let mail = Mail { domains: Reading::Read(vec!["contoso.com".to_owned()]), ..Mail::default() };
    for address in [format!("{}@evil.example", "a".repeat(400)), format!("a@{}.example", "b".repeat(400))] {
        let cut = cut_address(&address, 60);
        assert!(cut.chars().count() <= 60 && mail.is_outside(&cut), "{cut}");
    }
    assert_eq!(cut_address("tim@contoso.com", 60), "tim@contoso.com");
    assert!(bytes(&cut_address(&"🦊@".repeat(300), 60)) <= 250);
}
