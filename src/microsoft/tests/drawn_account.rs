//! Accounts drawn at random, with every field as wild as Microsoft's answers can make it.
//!
//! No struct here is completed with `..`: a field that is added must be drawn too, or this does not compile.

use fastrand::Rng;
use jiff::{SignedDuration, Timestamp};
use reqwest::StatusCode;

use crate::domain::access::{
    Access, Grant, Method, MethodId, MethodKind, PassPolicy, RegisteredMethod, RiskLevel, RiskReport, RiskState,
    SelfService, UsablePass,
};
use crate::domain::account::{
    Account, Block, Blocker, Initiator, LookAlike, OnPremises, ProtectedBy, RememberedBlock, Unit,
};
use crate::domain::mail::{InboxRule, Mail, Mailbox, RecipientKind, Restriction};
use crate::domain::people::{DirectoryRole, Risk};
use crate::domain::provenance::{Invitation, Provenance};
use crate::domain::reading::{Omission, Reading, Topic};
use crate::domain::sign_ins::{
    FailedSignIn, LockReason, PolicyDemand, SignInDevice, SignInThread, SuccessfulSignIns, SuccessfulThread,
};
use crate::domain::{CaseNumber, ObjectId};
use crate::microsoft::error::{by_status, gap, vendor_trouble};
use crate::microsoft::users::DOMAIN_CHARS_MAX;

/// Characters that take the most bytes: of four bytes, and those that JSON escapes.
const WILD: &[char] = &['𐍈', '🦊', '"', '\\', '\u{1}', '\n', 'é', 'a', ' '];

pub fn now() -> Timestamp {
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

/// Draws a reading: this, or the gap that a failure with the wildest texts leaves.
fn reading<T>(rng: &mut Rng, topic: Topic, value: T) -> Reading<T> {
    if rng.u8(..8) > 0 {
        return Reading::Read(value);
    }
    let status = *rng.choice(&[StatusCode::FORBIDDEN, StatusCode::NOT_FOUND, StatusCode::TOO_MANY_REQUESTS]).unwrap();
    let (code, message, request_id) = (some(rng, 300), text(rng, 2000), some(rng, 300));
    let trouble = vendor_trouble("GET /somewhere", status, code.as_deref(), &message, request_id.as_deref());
    Reading::Unread(gap(topic, "Exchange.ManageAsApp + Exchange Administrator", &by_status(trouble)))
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
        city: some(rng, 200),
        device: device(rng),
        lock: rng.bool().then(|| *rng.choice(LockReason::ALL).unwrap()),
        denied: rng.u8(..20) == 0,
        prompt_unclear: rng.u8(..20) == 0,
        policies: list(rng, 12, |rng| text(rng, 300)),
        demands: PolicyDemand::ALL.to_vec(),
        refused_by_policy: rng.bool(),
        at_risk: rng.bool(),
        reason: some(rng, 160),
    }
}

fn thread(rng: &mut Rng) -> SuccessfulThread {
    let thread = SignInThread {
        device: device(rng),
        application: some(rng, 400),
        client: some(rng, 200),
        city: some(rng, 200),
        country: some(rng, 60),
        address: some(rng, 100),
    };
    SuccessfulThread { thread, last_at: at(rng), second_factor_at: rng.bool().then(|| at(rng)) }
}

fn device(rng: &mut Rng) -> SignInDevice {
    SignInDevice { name: some(rng, 200), system: some(rng, 200), browser: some(rng, 200) }
}

pub fn rule(rng: &mut Rng, number: usize) -> InboxRule {
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
        spam_last_day: Some(u32::MAX),
        sent_last_day: Some(u32::MAX),
        since: Some(at(rng)),
        reason,
    };
    let mailbox = rng.bool().then(|| Mailbox { address: "a".repeat(320), forwards_to, keeps_copy: rng.bool() });
    let restriction = rng.bool().then_some(restriction);
    let domains: Vec<String> =
        ["contoso.com".to_owned()].into_iter().chain(list(rng, 900, |rng| text(rng, 60))).collect();
    Mail {
        mailbox: reading(rng, Topic::Mailbox, mailbox),
        rules: reading(rng, Topic::InboxRules, rules),
        restriction: reading(rng, Topic::Sending, restriction),
        domains: reading(rng, Topic::Domains, domains),
        recipient: *rng.choice(RecipientKind::ALL).unwrap(),
        further_rules: Vec::new(),
    }
}

fn access(rng: &mut Rng) -> Access {
    let methods =
        list(rng, 200, |rng| Method { kind: *rng.choice(MethodKind::ALL).unwrap(), created_at: Some(at(rng)) });
    let grants = list(rng, 60, |rng| Grant {
        application: id(rng),
        scopes: list(rng, 50, |rng| format!("Mail.{}", text(rng, 200))),
        more_scopes: 0,
    });
    let self_service = rng.bool().then(|| SelfService { enabled: rng.bool(), registered: rng.bool() });
    let passes = rng.bool().then(|| PassPolicy { covered: rng.bool(), lifetime_minutes: rng.u32(..) });
    let report = RiskReport {
        level: *rng.choice(RiskLevel::ALL).unwrap(),
        state: *rng.choice(RiskState::ALL).unwrap(),
        detail: some(rng, 300),
        at: Some(at(rng)),
    };
    Access {
        methods: reading(rng, Topic::Methods, methods),
        self_service: reading(rng, Topic::SelfService, self_service),
        passes: reading(rng, Topic::Passes, passes),
        registered_lately: list(rng, 200, |rng| RegisteredMethod {
            audit_id: text(rng, 200),
            at: at(rng),
            what: text(rng, 500),
            address: some(rng, 100),
        }),
        grants: reading(rng, Topic::Grants, grants),
        usable_passes: list(rng, 12, |rng| UsablePass {
            id: MethodId::parse(&id(rng).to_string()).unwrap(),
            case: rng.bool().then(|| CaseNumber(rng.u64(..))),
        }),
        risk: rng.bool().then_some(report),
    }
}

fn initiator(rng: &mut Rng) -> Initiator {
    let name = text(rng, 600);
    match rng.u8(..5) {
        0 => Initiator::Person { object_id: Some(id(rng)), upn: name, address: some(rng, 200) },
        1 => Initiator::Application { name },
        2 => Initiator::Containment { name },
        3 => Initiator::SyncEngine { name },
        _ => Initiator::Unknown,
    }
}

fn roles(rng: &mut Rng) -> Vec<DirectoryRole> {
    list(rng, 80, |rng| DirectoryRole::with_template(id(rng)))
}

fn provenance(rng: &mut Rng) -> Provenance {
    Provenance {
        identities_read: rng.bool(),
        issuer: some(rng, DOMAIN_CHARS_MAX),
        invitation: rng.bool().then(|| *rng.choice(Invitation::ALL).unwrap()),
        home: some(rng, DOMAIN_CHARS_MAX),
        created_at: rng.bool().then(|| at(rng)),
        mail_plan: rng.bool().then(|| rng.bool()),
    }
}

fn remembered_block(rng: &mut Rng) -> RememberedBlock {
    RememberedBlock { case: CaseNumber(rng.u64(..)), by: *rng.choice(Blocker::ALL).unwrap(), at: at(rng) }
}

/// Draws an account; the same one for the same seed.
pub fn wild(seed: u64) -> Account {
    let rng = &mut Rng::with_seed(seed);
    let names = |rng: &mut Rng| text(rng, 600);
    let (held, eligible, assignable) = (roles(rng), roles(rng), list(rng, 90, names));
    let units = list(rng, 8, |rng| Unit { id: id(rng), name: names(rng), restricted: rng.bool() });
    let groups = list(rng, 60, |rng| text(rng, 120));
    let risk = *rng.choice(&[Risk::NotAsked, Risk::Clear, Risk::AtRisk]).unwrap();
    let look_alikes = list(rng, 5, |rng| LookAlike { upn: names(rng), display_name: names(rng) });
    let last_block = rng.bool().then(|| Block {
        audit_id: text(rng, 300),
        by: initiator(rng),
        at: at(rng),
        by_security: rng.bool(),
        earlier: list(rng, Block::EARLIER_MAX, at),
    });
    let failed_sign_ins = list(rng, 100, failed);
    Account {
        object_id: id(rng),
        upn: names(rng),
        display_name: names(rng),
        sign_in_enabled: rng.bool(),
        on_premises: rng.bool().then(|| OnPremises {
            domain: some(rng, 400),
            account_name: some(rng, 400),
            last_sync: Some(at(rng)),
            password_writeback: Some(rng.bool()),
            password_resets_risk: Some(rng.bool()),
        }),
        guest: rng.bool(),
        provenance: provenance(rng),
        management_restricted: rng.bool(),
        sessions_valid_from: rng.bool().then(|| at(rng)),
        roles: reading(rng, Topic::Roles, held),
        eligible_roles: reading(rng, Topic::EligibleRoles, eligible),
        role_assignable_groups: reading(rng, Topic::Groups, assignable),
        role_in_restricted_unit: rng.bool(),
        units: reading(rng, Topic::Units, units),
        groups: reading(rng, Topic::NamedGroups, groups),
        risk: reading(rng, Topic::Risk, risk),
        look_alikes: reading(rng, Topic::LookAlikes, look_alikes),
        last_block: reading(rng, Topic::Blocks, last_block),
        failed_sign_ins: reading(rng, Topic::SignIns, failed_sign_ins),
        successful_sign_ins: list(rng, 60, |rng| SuccessfulSignIns {
            country: some(rng, 60),
            first_at: at(rng),
            last_at: at(rng),
            count: rng.u32(..),
            address: some(rng, 100),
        }),
        successful_threads: list(rng, 12, thread),
        background_failures: list(rng, 20, failed),
        policies: reading(rng, Topic::Policies, ()),
        password_changed_at: rng.bool().then(|| at(rng)),
        deleted_at: (rng.u8(..12) == 0).then(|| at(rng)),
        unseen_since: rng.bool().then(|| CaseNumber(rng.u64(..))),
        protection: rng.bool().then(|| *rng.choice(ProtectedBy::ALL).unwrap()),
        emergency_access: rng.bool(),
        remembered_block: rng.bool().then(|| remembered_block(rng)),
        lifted_at: rng.bool().then(|| at(rng)),
        access: access(rng),
        mail: rng.bool().then(|| mail(rng)),
        omissions: list(rng, 3, |rng| Omission {
            topic: *rng.choice(&[Topic::LookAlikes, Topic::SignIns, Topic::Methods]).unwrap(),
            count: rng.u32(..1000),
            possible_sign: rng.bool(),
        }),
        observed_at: now(),
    }
}
