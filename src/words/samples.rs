//! Cases of every kind, with as much in them as the outside can put there.

mod lives;
mod locks;
pub mod people;
mod refusals;
mod signs;

pub use self::refusals::refusals;

use crate::catalog::Catalog;
use crate::domain::account::{Account, Block, Cause, Gap, Initiator, LookAlike, OnPremises, Reading, Topic, Unit};
use crate::domain::approval::{Decision, Vote};
use crate::domain::case::Case;
use crate::domain::command::{ApprovalRule, BreakGlass, Command, Terms};
use crate::domain::event::{Change, Diagnosis, Event, LookAt, Opening, Origin, Outcome, Recorded};
use crate::domain::people::{DirectoryRole, HeldRole, Member, Risk, Standing};
use crate::domain::run::Intent;
use crate::domain::sign_ins::FailedSignIn;
use crate::domain::step::Condition;
use crate::domain::{
    CaseNumber, ChannelId, GuildId, InteractionId, Locale, MemberId, ObjectId, OperationId, RoleName, Trouble,
};
use jiff::Timestamp;

/// A text of so many characters, all of which have to be escaped.
fn long(chars: usize) -> String {
    "*".repeat(chars)
}

fn at() -> Timestamp {
    "2026-03-01T03:00:00Z".parse().expect("it is an instant")
}

fn id(last: u8) -> ObjectId {
    ObjectId::parse(&format!("00000000-0000-4000-8000-0000000000{last:02}")).expect("it is a GUID")
}

fn role(name: &str) -> DirectoryRole {
    DirectoryRole::named(name).expect("Grendel knows it by name")
}

/// A call that was refused, with as much to say as there can be.
pub fn trouble() -> Trouble {
    Trouble {
        call: "PATCH /users".to_owned(),
        status: Some(403),
        code: long(120),
        message: long(Trouble::MESSAGE_CHARS_MAX),
        request_id: Some(long(36)),
    }
}

fn silence() -> Trouble {
    Trouble { status: None, request_id: None, ..trouble() }
}

fn terms() -> Terms {
    let catalog = Catalog::built_in();
    catalog.command("unlock").and_then(Command::terms).expect("it is built in, and opens cases").clone()
}

fn member(id: u64) -> Member {
    Member { id: MemberId(id), name: long(120), roles: vec!["lead".into(), "security".into()] }
}

fn standing(account: ObjectId) -> Standing {
    Standing {
        object_id: account,
        upn: long(120),
        enabled: true,
        roles: DirectoryRole::names().map(role).map(HeldRole::tenant_wide).collect(),
        eligible: Vec::new(),
        risk: Risk::Clear,
        read_at: at(),
    }
}

fn gap<T>(topic: Topic, cause: Cause) -> Reading<T> {
    Reading::Unread(Gap {
        topic,
        cause,
        permission: "User.Read.All".to_owned(),
        code: long(120),
        request_id: Some(long(36)),
    })
}

/// Someone who is blocked, by so-and-so.
pub fn account(by: Option<Initiator>) -> Account {
    let failure = |code| FailedSignIn {
        code,
        at: at(),
        application: Some(long(120)),
        address: Some(long(45)),
        ..FailedSignIn::default()
    };
    let block = by.map(|by| Block { audit_id: "1".to_owned(), by, at: at(), by_security: true });
    Account {
        upn: long(113),
        display_name: long(120),
        sign_in_enabled: false,
        sessions_valid_from: Some(at()),
        units: Reading::Read(vec![Unit { id: id(9), name: long(120), restricted: false }]),
        risk: Reading::Read(Risk::Clear),
        look_alikes: Reading::Read(vec![LookAlike { upn: long(113), display_name: long(120) }; 5]),
        last_block: Reading::Read(block),
        failed_sign_ins: Reading::Read(vec![failure(50057), failure(50126), failure(50057)]),
        ..Account::blank(id(1), at())
    }
}

/// Everyone who can have blocked an account, and nobody.
pub fn initiators() -> Vec<Option<Initiator>> {
    let person = |address| Initiator::Person { object_id: None, upn: long(120), address };
    vec![
        Some(person(Some(long(45)))),
        Some(person(None)),
        Some(Initiator::Application { name: long(120) }),
        Some(Initiator::SyncEngine { name: long(120) }),
        Some(Initiator::Containment { name: long(120) }),
        Some(Initiator::Unknown),
        None,
    ]
}

/// Of whom nothing could be read but the account itself.
fn unread(mut account: Account) -> Account {
    account.roles = gap(Topic::Roles, Cause::NoPermission);
    account.role_assignable_groups = gap(Topic::Groups, Cause::Unavailable);
    account.last_block = gap(Topic::Blocks, Cause::Throttled);
    account.failed_sign_ins = gap(Topic::SignIns, Cause::NoLicence);
    account
}

fn synced(mut account: Account, is_known: bool) -> Account {
    let known = |chars| is_known.then(|| long(chars));
    account.on_premises =
        Some(OnPremises { domain: known(120), account_name: known(120), last_sync: is_known.then(at) });
    account
}

fn enabled(mut account: Account) -> Account {
    account.sign_in_enabled = true;
    account
}

fn opening(locale: &str) -> Opening {
    let glass = BreakGlass { people: vec![MemberId(1)], countersign_minutes: 240 };
    Opening {
        tenant: "contoso".into(),
        command: "unlock".to_owned(),
        terms: Terms { break_glass: Some(glass), ..terms() },
        member: member(1),
        user: long(320),
        reason: Some(long(500)),
        ticket: Some(long(100)),
        origin: Origin {
            guild: GuildId(1),
            channel: ChannelId(2),
            interaction: InteractionId(3),
            member_locale: Locale::from(locale),
            guild_locale: Locale::from(locale),
        },
    }
}

fn diagnosis(account: Account) -> Box<Diagnosis> {
    Box::new(Diagnosis::new(account, &terms(), &long(320), Some(CaseNumber(u64::MAX))))
}

fn decision(vote: Vote, plan: &Diagnosis) -> Event {
    Event::Decided { decision: decision_of(2, vote, plan) }
}

/// A lead and somebody of security.
fn approvals(plan: &Diagnosis) -> [Event; 2] {
    [2, 8].map(|number| Event::Decided { decision: decision_of(number, Vote::Approve, plan) })
}

/// A role that is held for the target's unit and ends.
fn bounded(name: &str) -> HeldRole {
    HeldRole { role: role(name), unit: Some(id(9)), until: Some(at()) }
}

/// What this member says, by roles that are held for the target's unit and end.
fn decision_of(number: u8, vote: Vote, plan: &Diagnosis) -> Decision {
    Decision {
        by: member(number.into()),
        account: id(number),
        roles: ["User Administrator", "Authentication Administrator"].map(bounded).to_vec(),
        vote,
        plan: plan.digest(),
        reason: (vote == Vote::Deny).then(|| long(500)),
        at: at(),
        signed_in_at: Some(at()),
        confirmed: true,
        interaction: InteractionId(4),
    }
}

/// Agreement is asked for, to steps that are all above the requester.
fn asked(found: &Diagnosis, rules: Vec<ApprovalRule>) -> Event {
    let escalated = found.plan.steps.clone();
    Event::ApprovalAsked { plan: found.digest(), rules, escalated, alone_minutes: None }
}

fn intended(step: usize) -> Event {
    let before = Condition::default();
    Event::StepIntended(Intent { step, attempt: 1, operation: OperationId("1".to_owned()), epoch: 1, before })
}

fn close(outcome: Outcome) -> Event {
    Event::Closed { outcome }
}

fn needs_human(step: usize, look_at: LookAt) -> Event {
    close(Outcome::NeedsHuman { step, look_at })
}

/// A case that has more to say than a card takes, because its command asks a dozen roles with long names.
pub fn overfull(locale: &str) -> Case {
    let found = diagnosis(account(initiators().remove(0)));
    let mut rules = terms().approval;
    rules[0].group.from.extend((0..12).map(|number| RoleName(format!("{number}{}", long(100)))));
    let asked = |found: &Diagnosis| asked(found, rules.clone());
    let mut again = account(initiators().remove(0));
    again.roles = gap(Topic::Roles, Cause::NoPermission);
    again.role_assignable_groups = gap(Topic::Groups, Cause::NoPermission);
    let again = diagnosis(again);
    let [first, second] = approvals(&found);
    let events = [
        Event::Opened(Box::new(opening(locale))),
        Event::RequesterAccepted { standing: standing(id(3)) },
        Event::Diagnosed { diagnosis: found.clone() },
        asked(&found),
        first,
        second,
        Event::Lapsed { changes: Change::ALL.to_vec(), diagnosis: again.clone() },
        asked(&again),
    ];
    let recorded = events.map(|event| Recorded { at: at(), event });
    Case::replay(CaseNumber(u64::MAX), recorded).expect("its life is one that a case can have")
}

/// Every case that there can be, after each event of its life.
pub fn cases(locale: &str) -> Vec<Case> {
    cases_of(locale, |event| event)
}

/// The same with as little in them as there usually is, so that nothing is cut.
pub fn modest_cases(locale: &str) -> Vec<Case> {
    cases_of(locale, |event| {
        let written = serde_json::to_string(&event).expect("events can be written");
        let pieces = written.split('*').filter(|piece| !piece.is_empty());
        serde_json::from_str(&pieces.collect::<Vec<_>>().join("*")).expect("it is the same but for its texts")
    })
}

fn cases_of(locale: &str, as_is: impl Fn(Event) -> Event) -> Vec<Case> {
    let mut cases = Vec::new();
    let doing = [lives::lives(), signs::lives()].concat().into_iter().map(|life| (opening(locale), life));
    let looking =
        Opening { command: "diagnose".to_owned(), terms: Terms { runbook: Vec::new(), ..terms() }, ..opening(locale) };
    let looking = locks::lives().into_iter().map(|life| (looking.clone(), life));
    for (opening, life) in doing.chain(looking) {
        let opened = Event::Opened(Box::new(opening));
        let events: Vec<Event> = std::iter::once(opened).chain(life).map(&as_is).collect();
        for length in 1..=events.len() {
            let recorded = events[..length].iter().map(|event| Recorded { at: at(), event: event.clone() });
            let case = Case::replay(CaseNumber(u64::MAX), recorded);
            cases.push(case.expect("its life is one that a case can have"));
        }
    }
    cases
}
