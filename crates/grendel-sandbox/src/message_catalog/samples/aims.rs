//! Cases with every distance to their aim, and everything that can be missing for it.

use super::locks::{failure, mailbox, restriction, stopped, with};
use super::signs::{at_risk, read_along, taking, waiting};
use super::texts::TYPED;
use super::{account, approvals, at, close, gap, intended, intended_although, member, role, soon, synced, trouble};
use grendel::domain::InteractionId;
use grendel::domain::access::{MethodId, PassPolicy, UsablePass};
use grendel::domain::account::Account;
use grendel::domain::aim::Aim;
use grendel::domain::command::Terms;
use grendel::domain::condition::Condition;
use grendel::domain::diagnosis::Diagnosis;
use grendel::domain::event::Event;
use grendel::domain::mail::Mail;
use grendel::domain::outcome::{LookAt, Outcome};
use grendel::domain::people::HeldRole;
use grendel::domain::reading::{Cause, Reading, Topic};
use grendel::domain::run::{DeliveryEnd, Receipt, StepResponse, UnknownOutcome, Verification};
use grendel::domain::step::StepKind;
use grendel::domain::target_ref::TargetRef;

/// The result of a step.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Seen,
    Unseen,
    Refused,
    Unknown,
    NeverBegun,
}

/// The steps of a containment, in their order.
const CONTAINMENT: [StepKind; 6] = [
    StepKind::BlockSignIn,
    StepKind::ResetPassword,
    StepKind::RevokeTemporaryAccessPass,
    StepKind::RevokeSignInSessions,
    StepKind::ClearForwarding,
    StepKind::DisableInboxRules,
];

/// Returns each case with the terms of its command.
pub fn lives() -> Vec<(Terms, Vec<Event>)> {
    let mut lives = contained();
    lives.extend(unlocked());
    lives.extend(for_owners());
    lives
}

fn contained() -> Vec<(Terms, Vec<Event>)> {
    use Fate::{Refused, Seen, Unknown, Unseen};
    let contain = |steps: &[StepKind], account: Account, fates: &[Fate]| {
        life(Terms { aim: Some(Aim::Contain), ..taking(steps, &[], None) }, account, fates)
    };
    // The command does not say who does the work in Active Directory.
    let by_nobody = |account: Account| {
        let terms = Terms { aim: Some(Aim::Contain), by_hand: None, ..taking(&CONTAINMENT, &[], None) };
        life(terms, account, &[Seen])
    };
    let (block, revoke) = (StepKind::BlockSignIn, StepKind::RevokeSignInSessions);
    let mut overrun = read_along(with(Vec::new()), 1, true, false);
    let pass = MethodId::parse("11112222-3333-4444-8555-666677778888");
    overrun.access.usable_passes = pass.map(|id| UsablePass { id, case: None }).into_iter().collect();
    let unread = Mail { rules: gap(Topic::InboxRules, Cause::Throttled), ..Mail::default() };
    let unread = Account { mail: Some(Mail { mailbox: Reading::Read(Some(mailbox())), ..unread }), ..with(Vec::new()) };
    let mut added = contain(&[block, revoke], with(Vec::new()), &[Seen, Seen]);
    let first = added.1.iter().position(|event| matches!(event, Event::StepIntended(_)));
    if let Some(event) = first.and_then(|place| added.1.get_mut(place)) {
        *event = intended_although(vec![StepKind::DisableInboxRules]);
    }
    let mut hidden = clean();
    hidden.access.methods = gap(Topic::Methods, Cause::Unavailable);
    vec![
        contain(&[block, revoke], clean(), &[Seen, Seen]),
        contain(&[block, revoke], hidden, &[Seen, Seen]),
        contain(&[block, revoke], unread, &[Unseen, Seen]),
        by_nobody(synced(with(Vec::new()), true)),
        contain(&CONTAINMENT[..2], clean(), &[Refused; 2]),
        contain(&CONTAINMENT[2..4], overrun.clone(), &[Refused; 2]),
        contain(&CONTAINMENT[4..], overrun, &[Refused; 2]),
        contain(&[block, revoke], with(Vec::new()), &[Unknown, Seen]),
        contain(&[block, revoke], clean(), &[Refused, Unknown]),
        added,
    ]
}

/// Returns an account whose mail was read, and goes nowhere.
fn clean() -> Account {
    Account { mail: Some(Mail { mailbox: Reading::Read(Some(mailbox())), ..Mail::default() }), ..with(Vec::new()) }
}

fn unlocked() -> Vec<(Terms, Vec<Event>)> {
    use Fate::{NeverBegun, Refused, Seen, Unknown};
    let unlock = |steps: &[StepKind], account: Account, fates: &[Fate]| life(taking(steps, &[], None), account, fates);
    let restricted = stopped(restriction(None, (None, None)));
    let cleaning = [StepKind::ResetPassword, StepKind::RevokeSignInSessions];
    let risky = [&cleaning[..], &[StepKind::DismissRisk, StepKind::EnableSignIn]].concat();
    let sending = [&cleaning[..], &[StepKind::ReleaseSender]].concat();
    let suspected = Account { sign_in_enabled: false, ..at_risk(with(Vec::new()), None) };
    let unread = Account { risk: gap(Topic::Risk, Cause::Throttled), ..account(None) };
    vec![
        unlock(&risky, suspected.clone(), &[Refused, Seen, NeverBegun, NeverBegun]),
        unlock(&sending, restricted, &[Refused, Seen, NeverBegun]),
        unlock(&[StepKind::EnableSignIn], account(None), &[Unknown]),
        unlock(&[StepKind::EnableSignIn], unread, &[Seen]),
        unlock(&[StepKind::RevokeSignInSessions, StepKind::EnableSignIn], suspected, &[Seen]),
    ]
}

/// Returns cases in which the owner has to do something, or has nothing to do it with.
fn for_owners() -> Vec<(Terms, Vec<Event>)> {
    use Fate::{Refused, Seen, Unseen};
    let unlock = |steps: &[StepKind], account: Account, fates: &[Fate]| life(taking(steps, &[], None), account, fates);
    let with_passes = |code: Option<u32>| {
        let mut account = with(code.map(failure).into_iter().collect());
        account.access.passes = Reading::Read(Some(PassPolicy { covered: true, lifetime_minutes: 60 }));
        account
    };
    let (pass, password) = (StepKind::IssueTemporaryAccessPass, StepKind::ResetPassword);
    let mut can_reset = with(vec![failure(50055)]);
    can_reset.access.self_service =
        Reading::Read(Some(grendel::domain::access::SelfService { enabled: true, registered: true }));
    vec![
        unlock(&[pass], with_passes(Some(50055)), &[Seen]),
        unlock(&[pass], with_passes(None), &[Seen]),
        unlock(&[pass], with_passes(None), &[Refused]),
        unlock(&[password], with_passes(Some(50055)), &[Seen]),
        unlock(&[password], with_passes(Some(50055)), &[Unseen]),
        too_late(unlock(&[password], with_passes(Some(50055)), &[Seen])),
        unlock(&[StepKind::RevokeSignInSessions, StepKind::PointToSelfService], can_reset, &[Seen, Seen]),
    ]
}

/// Returns the same case, in which the time of the password was over before the steps were.
fn too_late((terms, mut life): (Terms, Vec<Event>)) -> (Terms, Vec<Event>) {
    for event in &mut life {
        match event {
            Event::SecretKept { until, .. } => *until = at(),
            Event::SecretEnded { end } => *end = DeliveryEnd::Expired,
            _ => {}
        }
    }
    life.retain(|event| !matches!(event, Event::SecretTaken { .. }));
    (terms, life)
}

/// Returns what is read of a contained account after the last step.
fn read_again() -> Condition {
    Condition { forwards: Some(false), rules_on: Some(Vec::new()), ..Condition::default() }
}

/// Returns the same decision by somebody whose role reaches the mailbox too.
pub(super) fn by_global_administrator(event: Event) -> Event {
    match event {
        Event::Decided { mut decision, receiver } => {
            decision.roles.push(HeldRole::tenant_wide(role("Global Administrator")));
            Event::Decided { decision, receiver }
        }
        event => event,
    }
}

/// Returns a case under these terms whose steps have these fates. What it makes is shown.
fn life(terms: Terms, account: Account, fates: &[Fate]) -> (Terms, Vec<Event>) {
    let found = Diagnosis::new(account, &terms, &TargetRef::parse(TYPED), None);
    let mut life = waiting(&found, terms.approval.clone());
    life.extend(approvals(&found).map(by_global_administrator));
    let (mut failed, mut has_secret) = (None, false);
    for ((step, kind), fate) in found.plan.steps.iter().enumerate().zip(fates.iter().copied()) {
        if fate == Fate::NeverBegun {
            continue;
        }
        life.push(intended(step));
        match fate {
            Fate::Refused => {
                life.push(Event::StepAnswered { step, answer: StepResponse::Refused(trouble()) });
                failed = failed.or(Some((step, LookAt::StepRefused(trouble()))));
            }
            Fate::Unknown => {
                life.push(Event::StepAnswered { step, answer: StepResponse::None(trouble()) });
                let unknown = Some(UnknownOutcome { trouble: Some(trouble()) });
                life.push(Event::StepReconciled { step, took_effect: false, unknown });
                failed = failed.or(Some((step, LookAt::OutcomeUnknown(Some(trouble())))));
            }
            Fate::Seen | Fate::Unseen | Fate::NeverBegun => {
                let pass = MethodId::parse("11112222-3333-4444-8555-666677778888");
                let pass = pass.filter(|_| *kind == StepKind::IssueTemporaryAccessPass);
                let receipt = Receipt { status: Some(204), pass, ..Receipt::default() };
                life.push(Event::StepAnswered { step, answer: StepResponse::Taken(receipt) });
                let verification = if fate == Fate::Seen { Verification::Seen } else { Verification::NotYet };
                let is_last = step + 1 == found.plan.steps.len() && terms.aim() == Aim::Contain;
                let read = is_last.then(|| Box::new(read_again()));
                life.push(Event::StepVerified { step, verification, found: read });
                has_secret |= kind.issues_secret() && !found.stays_closed();
            }
        }
    }
    let outcome = failed.map_or(Outcome::Completed, |(step, look_at)| Outcome::NeedsHuman { step, look_at });
    if has_secret {
        life.push(Event::SecretKept { outcome: outcome.clone(), until: soon(), epoch: 1 });
        life.push(Event::SecretTaken { by: member(1), interaction: InteractionId(8) });
        life.push(Event::SecretEnded { end: DeliveryEnd::Seen });
    }
    life.push(close(outcome));
    (terms, life)
}
