//! Cases and refusals of every kind, with as much in them as the outside can put there.

use grendel::catalog::Catalog;
use grendel::domain::account::{Account, Block, Cause, FailedSignIn, Gap, Initiator, OnPremises, Reading, Topic};
use grendel::domain::approval::{Decision, Vote};
use grendel::domain::authority::Shield;
use grendel::domain::case::Case;
use grendel::domain::command::{OptionName, Terms};
use grendel::domain::event::{Change, Diagnosis, Event, LookAt, Opening, Origin, Outcome, Recorded};
use grendel::domain::people::{DirectoryRole, HeldRole, Member, Risk, Standing};
use grendel::domain::plan::{Condition, StepKind};
use grendel::domain::refusal::Refusal;
use grendel::domain::run::{Answer, Intent, Receipt, Sight};
use grendel::domain::{
    CaseNumber, ChannelId, GuildId, InteractionId, Locale, MemberId, MessageId, ObjectId, OperationId, RoleName,
    Trouble,
};
use jiff::Timestamp;

/// A text of so many characters, all of which have to be escaped.
fn long(chars: usize) -> String {
    "*".repeat(chars)
}

fn at() -> Timestamp {
    "2026-03-01T03:00:00Z".parse().unwrap()
}

fn id(last: u8) -> ObjectId {
    ObjectId::parse(&format!("00000000-0000-4000-8000-0000000000{last:02}")).unwrap()
}

fn role(name: &str) -> DirectoryRole {
    DirectoryRole::named(name).unwrap()
}

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
    Catalog::built_in().command("unlock").unwrap().terms().unwrap().clone()
}

fn member(id: u64) -> Member {
    Member { id: MemberId(id), name: long(120), roles: vec![RoleName::from("lead")] }
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
    let failure = |code| FailedSignIn { code, at: at(), application: Some(long(120)), address: Some(long(45)) };
    let block = by.map(|by| Block { audit_id: "1".to_owned(), by, at: at(), by_security: true });
    Account {
        object_id: id(1),
        upn: long(113),
        display_name: long(120),
        sign_in_enabled: false,
        on_premises: None,
        guest: false,
        management_restricted: false,
        sessions_valid_from: Some(at()),
        roles: Reading::Read(Vec::new()),
        role_assignable_groups: Reading::Read(Vec::new()),
        role_in_restricted_unit: false,
        units: Reading::Read(Vec::new()),
        groups: Reading::Read(Vec::new()),
        risk: Reading::Read(Risk::Clear),
        look_alikes: Reading::Read(vec![LookAlike { upn: long(113), display_name: long(120) }; 5]),
        last_block: Reading::Read(block),
        failed_sign_ins: Reading::Read(vec![failure(50057), failure(50126), failure(50057)]),
        observed_at: at(),
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
    Opening {
        tenant: "contoso".into(),
        command: "unlock".to_owned(),
        terms: terms(),
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
    let reason = (vote == Vote::Deny).then(|| long(500));
    let (by, account) = (member(2), id(2));
    Event::Decided {
        decision: Decision {
            by,
            account,
            roles: vec![HeldRole { role: role("Global Administrator"), unit: Some(id(9)), until: Some(at()) }],
            vote,
            plan: plan.digest(),
            reason,
            at: at(),
            signed_in_at: Some(at()),
            confirmed: true,
            interaction: InteractionId(4),
        },
    }
}

/// Agreement is asked for, to steps that are all above the requester.
fn asked(found: &Diagnosis, rules: Vec<ApprovalRule>) -> Event {
    let escalated = StepKind::ALL.to_vec();
    Event::ApprovalAsked { plan: found.digest(), rules, escalated, alone_minutes: None }
}

fn intended(step: usize) -> Event {
    let before = Condition { sign_in_enabled: false, sessions_valid_from: None };
    Event::StepIntended(Intent { step, attempt: 1, operation: OperationId("1".to_owned()), epoch: 1, before })
}

fn close(outcome: Outcome) -> Event {
    Event::Closed { outcome }
}

fn needs_human(step: usize, look_at: LookAt) -> Event {
    close(Outcome::NeedsHuman { step, look_at })
}

/// The lives that a case can have, each after its opening.
fn lives() -> Vec<Vec<Event>> {
    let accepted = Event::RequesterAccepted { standing: standing(id(3)) };
    let found = diagnosis(account(initiators().remove(0)));
    let diagnosed = |account| Event::Diagnosed { diagnosis: diagnosis(account) };
    let asked = |found: &Diagnosis| asked(found, terms().approval);
    let waiting = vec![
        accepted.clone(),
        Event::Diagnosed { diagnosis: found.clone() },
        asked(&found),
        Event::CardPosted { message: MessageId(5) },
    ];
    let mut approved = waiting.clone();
    approved.push(decision(Vote::Approve, &found));
    let after = |life: &[Event], more: Vec<Event>| life.iter().cloned().chain(more).collect::<Vec<Event>>();
    let receipt = || Answer::Taken(Receipt { status: Some(204), request_id: None });
    let answered = |step, answer| Event::StepAnswered { step, answer };
    let verified =
        |step, seen: bool| Event::StepVerified { step, sight: if seen { Sight::Seen } else { Sight::NotYet } };
    let mut lives = vec![
        vec![close(Outcome::Unavailable { trouble: trouble() })],
        vec![accepted.clone(), diagnosed(enabled(account(None))), close(Outcome::NothingFound)],
        vec![accepted.clone(), diagnosed(enabled(unread(account(None)))), close(Outcome::NothingFound)],
        vec![accepted.clone(), diagnosed(account(None)), close(Outcome::Advised)],
        after(&waiting, vec![decision(Vote::Deny, &found), close(Outcome::Denied)]),
        after(&waiting, vec![close(Outcome::Expired)]),
        after(&waiting, vec![close(Outcome::Withdrawn)]),
        after(&approved, vec![close(Outcome::Refused { refusal: Refusal::AccountDisabled })]),
        after(&approved, vec![close(Outcome::Unavailable { trouble: silence() })]),
        after(
            &approved,
            vec![intended(0), answered(0, Answer::Refused(trouble())), needs_human(0, LookAt::StepRefused(trouble()))],
        ),
        after(
            &approved,
            vec![
                intended(0),
                answered(0, Answer::None(silence())),
                needs_human(0, LookAt::OutcomeUnknown(Some(silence()))),
            ],
        ),
        after(&approved, vec![intended(0), needs_human(0, LookAt::OutcomeUnknown(None))]),
    ];
    for look_at in [LookAt::Unreadable(trouble()), LookAt::AuthorityLost(Refusal::NotLinked)] {
        lives.push(after(
            &approved,
            vec![intended(0), answered(0, receipt()), verified(0, true), needs_human(1, look_at)],
        ));
    }
    for seen in [true, false] {
        let done = vec![
            intended(0),
            answered(0, receipt()),
            verified(0, seen),
            intended(1),
            answered(1, receipt()),
            verified(1, seen),
        ];
        lives.push(after(&approved, after(&done, vec![close(Outcome::Completed)])));
    }
    for synced in
        [synced(account(None), true), synced(enabled(account(None)), false), synced(unread(account(None)), true)]
    {
        lives.push(vec![accepted.clone(), diagnosed(synced), close(Outcome::Advised)]);
    }
    for by in initiators() {
        lives.push(vec![accepted.clone(), diagnosed(account(by)), asked(&found)]);
    }
    lives.push(after(&approved, lapsed()));
    lives
}

/// An approval that lapses because of everything, and is then denied.
fn lapsed() -> Vec<Event> {
    let again = diagnosis(unread(account(None)));
    let asked = asked(&again, terms().approval);
    let denied = decision(Vote::Deny, &again);
    vec![Event::Lapsed { changes: Change::ALL.to_vec(), diagnosis: again }, asked, denied, close(Outcome::Denied)]
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
    let events = [
        Event::Opened(Box::new(opening(locale))),
        Event::RequesterAccepted { standing: standing(id(3)) },
        Event::Diagnosed { diagnosis: found.clone() },
        asked(&found),
        decision(Vote::Approve, &found),
        Event::Lapsed { changes: Change::ALL.to_vec(), diagnosis: again.clone() },
        asked(&again),
    ];
    Case::replay(CaseNumber(u64::MAX), events.map(|event| Recorded { at: at(), event })).unwrap()
}

/// Every case that there can be, after each event of its life.
pub fn cases(locale: &str) -> Vec<Case> {
    let mut cases = Vec::new();
    for life in lives() {
        let opened = Event::Opened(Box::new(opening(locale)));
        let events: Vec<Event> = std::iter::once(opened).chain(life).collect();
        for length in 1..=events.len() {
            let recorded = events[..length].iter().map(|event| Recorded { at: at(), event: event.clone() });
            cases.push(Case::replay(CaseNumber(u64::MAX), recorded).unwrap());
        }
    }
    cases
}

/// The refusal that comes after this one; a new kind does not compile until it has its place here.
fn following(refusal: &Refusal) -> Option<Refusal> {
    let roles = || vec![RoleName(long(120)), RoleName::from("lead"), RoleName::from("helpdesk")];
    let every_role = || DirectoryRole::names().map(role).collect::<Vec<_>>();
    Some(match refusal {
        Refusal::LacksChatRole { .. } => Refusal::NotLinked,
        Refusal::NotLinked => Refusal::AccountTaken,
        Refusal::AccountTaken => Refusal::LinkedAlready,
        Refusal::LinkedAlready => Refusal::LinkedByOperator,
        Refusal::LinkedByOperator => Refusal::NoSignIn,
        Refusal::NoSignIn => Refusal::LinkDisowned,
        Refusal::LinkDisowned => Refusal::SignInDeclined { code: long(60), message: long(Trouble::MESSAGE_CHARS_MAX) },
        Refusal::SignInDeclined { .. } => Refusal::SignInFailed { trouble: trouble() },
        Refusal::SignInFailed { .. } => Refusal::AccountMissing,
        Refusal::AccountMissing => Refusal::AccountDisabled,
        Refusal::AccountDisabled => Refusal::AccountAtRisk,
        Refusal::AccountAtRisk => {
            Refusal::LacksDirectoryRole { wanted: every_role(), held: every_role(), eligible: Vec::new() }
        }
        Refusal::LacksDirectoryRole { eligible, .. } if eligible.is_empty() => {
            Refusal::LacksDirectoryRole { wanted: every_role(), held: every_role(), eligible: every_role() }
        }
        Refusal::LacksDirectoryRole { .. } => Refusal::StandingUnread { trouble: trouble() },
        Refusal::StandingUnread { .. } => Refusal::TargetMalformed,
        Refusal::TargetMalformed => Refusal::TargetUnknown,
        Refusal::TargetUnknown => Refusal::TargetAmbiguous { upns: vec![long(113); 10] },
        Refusal::TargetAmbiguous { .. } => Refusal::OwnAccount,
        Refusal::OwnAccount => {
            let who_could = every_role();
            Refusal::OutOfReach { step: StepKind::EnableSignIn, shields: Vec::new(), who_could }
        }
        Refusal::OutOfReach { shields, .. } if shields.is_empty() => {
            let mut shields: Vec<Shield> = every_role().into_iter().map(Shield::Role).collect();
            shields.extend([Shield::RoleAssignableGroup, Shield::RestrictedManagement, Shield::Unknown]);
            shields.reverse();
            Refusal::OutOfReach { step: StepKind::RevokeSignInSessions, shields, who_could: every_role() }
        }
        Refusal::OutOfReach { .. } => {
            Refusal::NobodyReaches { step: StepKind::EnableSignIn, shields: Vec::new(), who_could: every_role() }
        }
        Refusal::NobodyReaches { shields, .. } if shields.is_empty() => Refusal::NobodyReaches {
            step: StepKind::EnableSignIn,
            shields: vec![Shield::RoleInRestrictedUnit, Shield::Unknown],
            who_could: every_role(),
        },
        Refusal::NobodyReaches { .. } => Refusal::ByRule { words: long(500) },
        Refusal::ByRule { .. } => Refusal::NoRule,
        Refusal::NoRule => nobody_can_approve(1, 0),
        Refusal::NobodyCanApprove { quorum: 1, .. } => nobody_can_approve(3, 1),
        Refusal::NobodyCanApprove { able: 1, .. } => nobody_can_approve(3, 2),
        Refusal::NobodyCanApprove { .. } => Refusal::MayNotDecide { wanted: roles(), directory: Vec::new() },
        Refusal::MayNotDecide { directory, .. } if directory.is_empty() => {
            Refusal::MayNotDecide { wanted: roles(), directory: every_role() }
        }
        Refusal::MayNotDecide { .. } => Refusal::ConfirmationMissing,
        Refusal::ConfirmationMissing => Refusal::NotConfirmed,
        Refusal::NotConfirmed => Refusal::SignInNeeded { minutes: u32::MAX },
        Refusal::SignInNeeded { .. } => Refusal::TooSoon { from: at() },
        Refusal::TooSoon { .. } => Refusal::NotNamedForGlass,
        Refusal::NotNamedForGlass => Refusal::DebtUnpaid { case: CaseNumber(u64::MAX) },
        Refusal::DebtUnpaid { .. } => Refusal::NothingOwed,
        Refusal::NothingOwed => Refusal::ApprovalGone { names: vec![long(120); 10] },
        Refusal::ApprovalGone { .. } => Refusal::OwnCase,
        Refusal::OwnCase => Refusal::OwnAccountDecision,
        Refusal::OwnAccountDecision => Refusal::DecidedAlready { vote: Vote::Approve },
        Refusal::DecidedAlready { vote: Vote::Approve } => Refusal::DecidedAlready { vote: Vote::Deny },
        Refusal::DecidedAlready { vote: Vote::Deny } => Refusal::StalePlan,
        Refusal::StalePlan => Refusal::TooLate,
        Refusal::TooLate => Refusal::NotWaiting { running: false },
        Refusal::NotWaiting { running: false } => Refusal::NotWaiting { running: true },
        Refusal::NotWaiting { running: true } => Refusal::CaseClosed,
        Refusal::CaseClosed => Refusal::NotYours { requester: MemberId(u64::MAX) },
        Refusal::NotYours { .. } => too_long(OptionName::ALL[0]),
        Refusal::TextTooLong { option, .. } => {
            let next = OptionName::ALL.iter().skip_while(|name| *name != option).nth(1);
            next.map_or(Refusal::TooManyOpen { cases_max: u16::MAX }, |option| too_long(*option))
        }
        Refusal::TooManyOpen { .. } => Refusal::NoSuchCase,
        Refusal::NoSuchCase => Refusal::ForgedButton,
        Refusal::ForgedButton => Refusal::ReasonMissing,
        Refusal::ReasonMissing => Refusal::ForeignChannel,
        Refusal::ForeignChannel => Refusal::NoSuchCommand,
        Refusal::NoSuchCommand => Refusal::NotUnderstood,
        Refusal::NotUnderstood => Refusal::ArrivedTooLate,
        Refusal::ArrivedTooLate => Refusal::Busy,
        Refusal::Busy => return None,
    })
}

fn nobody_can_approve(quorum: u8, able: u8) -> Refusal {
    let from = vec![RoleName(long(120)), RoleName::from("lead")];
    Refusal::NobodyCanApprove { from, directory: vec![role("Global Administrator")], quorum, able }
}

fn too_long(option: OptionName) -> Refusal {
    Refusal::TextTooLong { option, chars_max: u16::MAX, chars: u32::MAX }
}

/// Every refusal, in every form it has.
pub fn refusals() -> Vec<Refusal> {
    let first = Refusal::LacksChatRole { wanted: vec![RoleName(long(120))] };
    std::iter::successors(Some(first), following).collect()
}
