//! Sample cases of every kind, with as much text from outside as they can hold.

mod aims;
mod failures;
mod freezes;
mod histories;
mod kinds;
mod locks;
mod openings;
pub mod people;
mod refusals;
mod secrets;
mod sign_ins;
mod signs;
mod waits;
mod work;
pub mod texts;

pub use self::secrets::{receiver_proof, secret_page, whisper};

pub use self::failures::failures;
pub use self::refusals::refusals;

use jiff::{SignedDuration, Timestamp};

use self::openings::opening;
use self::texts::{
    ADDRESS, ANNA, APPLICATION, BRAM, CHIDI, CODE, COLLEAGUE_UPN, DENIAL, DOMAIN, EVA, FINN, GRENDEL, GUARD,
    LOOK_ALIKES, MESSAGE, ON_PREMISES, REQUEST, ROLE, SYNC, TARGET, TARGET_UPN, TYPED, UNIT, stretched,
};
use grendel::catalog::Catalog;
use grendel::domain::account::{Account, Block, Initiator, LookAlike, OnPremises, Unit};
use grendel::domain::authority::Guard;
use grendel::domain::case::{Action, Case, Now};
use grendel::domain::command::{ApprovalRule, Command, Terms};
use grendel::domain::condition::Condition;
use grendel::domain::decision::{Decision, Vote};
use grendel::domain::diagnosis::{Change, Diagnosis};
use grendel::domain::event::{Event, Opening, RecordedEvent};
use grendel::domain::finding::FindingKind;
use grendel::domain::outcome::{LookAt, Outcome};
use grendel::domain::people::{Aliases, DirectoryRole, HeldRole, Member, Risk, Standing};
use grendel::domain::reading::{Cause, Gap, Reading, Topic};
use grendel::domain::receiver::{Receiver, ReceiverRule};
use grendel::domain::refusal::Refusal;
use grendel::domain::run::Intent;
use grendel::domain::sign_ins::FailedSignIn;
use grendel::domain::step::StepKind;
use grendel::domain::target_ref::TargetRef;
use grendel::domain::{CaseNumber, InteractionId, MemberId, ObjectId, OperationId, RoleName, Trouble};
use grendel::render::Messages;

/// Returns the time at which every sample event happens.
pub fn at() -> Timestamp {
    "2026-03-01T03:00:00Z".parse().expect("it is an instant")
}

/// Returns the time at which the samples are read.
pub fn now() -> Timestamp {
    at() + SignedDuration::from_mins(5)
}

/// Returns the time of every end that is still to come.
pub fn soon() -> Timestamp {
    at() + SignedDuration::from_mins(30)
}

/// The number of the sample case.
pub const CASE: CaseNumber = CaseNumber(1042);
/// The number of an earlier case.
const EARLIER: CaseNumber = CaseNumber(987);

fn id(last: u8) -> ObjectId {
    ObjectId::parse(&format!("00000000-0000-4000-8000-0000000000{last:02}")).expect("it is a GUID")
}

fn role(name: &str) -> DirectoryRole {
    DirectoryRole::named(name).expect("Grendel knows it by name")
}

/// Returns a refused call with every detail that a refusal can have.
pub fn trouble() -> Trouble {
    Trouble {
        call: "PATCH /users".to_owned(),
        status: Some(403),
        code: CODE.to_owned(),
        message: MESSAGE.to_owned(),
        request_id: Some(REQUEST.to_owned()),
        retry_after_seconds: None,
    }
}

/// Returns a refused read.
pub fn unread_trouble() -> Trouble {
    Trouble { call: "GET /users".to_owned(), ..trouble() }
}

/// Returns a call without an answer.
pub fn silence() -> Trouble {
    Trouble { status: None, request_id: None, ..trouble() }
}

fn terms() -> Terms {
    terms_of("unlock")
}

fn terms_of(command: &str) -> Terms {
    let catalog = Catalog::built_in();
    catalog.command(command).and_then(Command::terms).expect("it is built in, and opens cases").clone()
}

/// Returns a sample member by the number of the account.
pub fn member(id: u64) -> Member {
    let name = match id {
        1 => ANNA,
        2 => BRAM,
        7 => CHIDI,
        8 => EVA,
        _ => FINN,
    };
    Member {
        id: MemberId(id),
        name: name.to_owned(),
        username: name.to_lowercase().replace(' ', "."),
        roles: vec!["lead".into(), "security".into()],
    }
}

fn standing(account: ObjectId) -> Standing {
    Standing {
        object_id: account,
        upn: COLLEAGUE_UPN.to_owned(),
        enabled: true,
        roles: DirectoryRole::names().map(role).map(HeldRole::tenant_wide).collect(),
        eligible: Vec::new(),
        risk: Risk::Clear,
        groups: Vec::new(),
        external: false,
        created_at: None,
        bar: None,
        aliases: Aliases::default(),
        read_at: at(),
    }
}

fn gap<T>(topic: Topic, cause: Cause) -> Reading<T> {
    Reading::Unread(Gap {
        topic,
        cause,
        permission: "User.Read.All".to_owned(),
        code: format!("403 {CODE}"),
        request_id: Some(REQUEST.to_owned()),
    })
}

/// Returns a blocked account, with the initiator of the block if the audit has one.
pub fn account(by: Option<Initiator>) -> Account {
    let failure = |code| FailedSignIn {
        code,
        at: at(),
        application: Some(APPLICATION.to_owned()),
        address: Some(ADDRESS.to_owned()),
        ..FailedSignIn::default()
    };
    // One sample with look-alikes is enough, so accounts without a record of the block have none.
    let look_alikes = if by.is_some() { &LOOK_ALIKES[..] } else { &[] };
    let look_alike =
        |(name, upn): &(&str, &str)| LookAlike { upn: (*upn).to_owned(), display_name: (*name).to_owned() };
    let is_application = matches!(by, Some(Initiator::Application { .. }));
    let earlier = if is_application { vec![at(); Block::EARLIER_MAX] } else { Vec::new() };
    let block = by.map(|by| Block { audit_id: "1".to_owned(), by, at: at(), by_security: true, earlier });
    Account {
        upn: TARGET_UPN.to_owned(),
        display_name: TARGET.to_owned(),
        sign_in_enabled: false,
        sessions_valid_from: Some(at()),
        units: Reading::Read(vec![Unit { id: id(9), name: UNIT.to_owned(), restricted: false }]),
        risk: Reading::Read(Risk::Clear),
        look_alikes: Reading::Read(look_alikes.iter().map(look_alike).collect()),
        last_block: Reading::Read(block),
        failed_sign_ins: Reading::Read(vec![failure(50057), failure(50126), failure(50057)]),
        ..Account::blank(id(1), at())
    }
}

/// Returns every kind of initiator that can have blocked an account, and `None`.
pub fn initiators() -> Vec<Option<Initiator>> {
    let person = |address| Initiator::Person { object_id: None, upn: COLLEAGUE_UPN.to_owned(), address };
    vec![
        Some(person(Some(ADDRESS.to_owned()))),
        Some(person(None)),
        Some(Initiator::Application { name: GUARD.to_owned() }),
        Some(Initiator::SyncEngine { name: SYNC.to_owned() }),
        Some(Initiator::Containment { name: GRENDEL.to_owned() }),
        Some(Initiator::Unknown),
        None,
    ]
}

/// Returns the account with gaps where Grendel could not read its roles, groups, block and sign-ins.
fn unread(mut account: Account) -> Account {
    account.roles = gap(Topic::Roles, Cause::NoPermission);
    account.role_assignable_groups = gap(Topic::Groups, Cause::Unavailable);
    account.last_block = gap(Topic::Blocks, Cause::Throttled);
    account.failed_sign_ins = gap(Topic::SignIns, Cause::NoLicence);
    account
}

fn synced(mut account: Account, is_known: bool) -> Account {
    let known = |text: &str| is_known.then(|| text.to_owned());
    account.on_premises = Some(OnPremises {
        domain: known(DOMAIN),
        account_name: known(ON_PREMISES),
        last_sync: is_known.then(at),
        ..OnPremises::default()
    });
    account
}

fn enabled(mut account: Account) -> Account {
    account.sign_in_enabled = true;
    account
}

fn diagnosis(account: Account) -> Box<Diagnosis> {
    Box::new(Diagnosis::new(account, &terms(), &TargetRef::parse(TYPED), Some(EARLIER)))
}

/// Returns the diagnosis of a command that only looks.
fn seen(account: Account) -> Box<Diagnosis> {
    Box::new(Diagnosis::new(account, &terms_of("diagnose"), &TargetRef::parse(TYPED), Some(EARLIER)))
}

fn decision(vote: Vote, plan: &Diagnosis) -> Event {
    Event::Decided { decision: decision_of(2, vote, plan), receiver: None }
}

/// Returns the approvals of a lead and of a member of security.
fn approvals(plan: &Diagnosis) -> [Event; 2] {
    let fixed = Receiver { member: member(2), account: id(2) };
    let receiver = Some(fixed).filter(|_| !plan.secret_steps().is_empty());
    [(2, None), (8, receiver)]
        .map(|(number, receiver)| Event::Decided { decision: decision_of(number, Vote::Approve, plan), receiver })
}

/// Returns a role that is held for the target's unit until [`soon`].
fn bounded(name: &str) -> HeldRole {
    HeldRole { role: role(name), unit: Some(id(9)), until: Some(soon()) }
}

/// Returns the decision of this member, who holds roles for the target's unit that end.
fn decision_of(number: u8, vote: Vote, plan: &Diagnosis) -> Decision {
    Decision {
        by: member(number.into()),
        account: id(number),
        upn: COLLEAGUE_UPN.to_owned(),
        groups: Vec::new(),
        roles: ["User Administrator", "Authentication Administrator", "Security Operator"].map(bounded).to_vec(),
        vote,
        plan: plan.digest(),
        reason: (vote == Vote::Deny).then(|| DENIAL.to_owned()),
        at: at(),
        signed_in_at: Some(at()),
        confirmed: true,
        interaction: InteractionId(4),
    }
}

/// Returns the event that asks for approval of steps that are all above the requester.
fn asked(found: &Diagnosis, rules: Vec<ApprovalRule>) -> Event {
    let escalated = found.plan.steps.clone();
    let receiver = ReceiverRule::new(found.secret_steps(), &rules, &[], &Guard::of(&found.account));
    Event::ApprovalAsked { plan: found.digest(), rules, escalated, alone_minutes: None, receiver }
}

fn intended(step: usize) -> Event {
    let before = Condition::default();
    let operation = OperationId::parse("00000000-0000-8000-8000-000000000001").expect("it is a UUID");
    Event::StepIntended(Intent { step, attempt: 1, operation, epoch: 1, before, not_covered: Vec::new() })
}

/// Returns the beginning of a plan although the account needs these steps too by now.
fn intended_although(not_covered: Vec<StepKind>) -> Event {
    match intended(0) {
        Event::StepIntended(intent) => Event::StepIntended(Intent { not_covered, ..intent }),
        event => event,
    }
}

/// Returns the outcome of a case without steps to take.
fn left_as_it_is(found: &Diagnosis) -> Outcome {
    let nothing = found.findings.iter().all(|finding| finding.kind == FindingKind::NothingFound);
    if nothing { Outcome::NothingFound } else { Outcome::Advised }
}

fn close(outcome: Outcome) -> Event {
    Event::Closed { outcome }
}

fn needs_human(step: usize, look_at: LookAt) -> Event {
    close(Outcome::NeedsHuman { step, look_at })
}

/// Returns a case that does not fit on a card, because its command asks a dozen roles with long names.
pub fn overfull(locale: &str) -> Case {
    let found = diagnosis(account(initiators().remove(0)));
    let mut rules = terms().approval;
    rules[0].group.from.extend((0..12).map(|number| RoleName(format!("{number} {ROLE}"))));
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
    replayed(&events.map(|event| stretched(&event)))
}

/// A case just after one of its events.
pub struct Moment {
    /// The case after the event.
    pub case: Case,
    /// The latest event of the case.
    pub latest: Event,
}

/// Returns the case after every event of every history, in a guild and for members of this language.
pub fn moments(locale: &str) -> Vec<Moment> {
    moments_of(locale, Clone::clone)
}

/// Returns a case that has only been opened.
pub fn opened(locale: &str) -> Case {
    replayed(&[Event::Opened(Box::new(opening(locale)))])
}

/// Returns every refusal with the longest texts from outside, and as many of them as it can have.
pub fn overlong_refusals() -> Vec<Refusal> {
    let many = Refusal::ApprovalGone { names: vec![BRAM.to_owned(); 10] };
    refusals().iter().chain([&many]).map(stretched).collect()
}

/// Returns the case after every event of every history.
pub fn cases(locale: &str) -> Vec<Case> {
    moments(locale).into_iter().map(|moment| moment.case).collect()
}

/// Returns the same cases with the longest texts from outside.
pub fn overlong_cases(locale: &str) -> Vec<Case> {
    let overlong = |event: &Event| match stretched(event) {
        // The tenant's name is part of the sample addresses, so `stretched` leaves it alone. It gets its length here.
        Event::Opened(opening) => Event::Opened(Box::new(Opening {
            tenant: texts::TENANT.repeat(texts::TENANT_TIMES).as_str().into(),
            ..*opening
        })),
        event => event,
    };
    moments_of(locale, overlong).into_iter().map(|moment| moment.case).collect()
}

fn moments_of(locale: &str, as_is: impl Fn(&Event) -> Event) -> Vec<Moment> {
    let mut moments = Vec::new();
    for (opening, life) in openings::lives(locale) {
        let opened = Event::Opened(Box::new(opening));
        let events: Vec<Event> = std::iter::once(opened).chain(life).map(|event| as_is(&event)).collect();
        let moment = |length: usize| Moment { case: replayed(&events[..length]), latest: events[length - 1].clone() };
        moments.extend((1..=events.len()).map(moment));
    }
    moments
}

/// Returns the message with which the case mentions people, if it does now. The roles have the longest ids.
pub fn call(case: &Case) -> Option<String> {
    let Action::Ping(ping) = case.next(Now { at: case.opened_at(), epoch: 1, freeze: None }) else { return None };
    let roles: Vec<u64> = case.roles_to_ping(&ping.why).iter().map(|_| u64::MAX).collect();
    Some(Messages::new().ping(case, &ping.why, &roles))
}

fn replayed(events: &[Event]) -> Case {
    let recorded = events.iter().map(|event| RecordedEvent { at: at(), event: event.clone() });
    Case::replay(CASE, recorded).expect("its life is one that a case can have")
}
