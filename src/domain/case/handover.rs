//! The way of a password or a pass to the one person who may see it, and how that ends.

use jiff::{SignedDuration, Timestamp};

use super::super::authority::Guard;
use super::super::decision::Decision;
use super::super::event::Event;
use super::super::people::Member;
use super::super::policy;
use super::super::receiver::{Receiver, ReceiverRule, ReceiverSource};
use super::super::refusal::Refusal;
use super::super::run::{DeliveryEnd, Run, SECRET_KEPT_MINUTES};
use super::{ApprovalMode, ApprovalRequest, Case, DeliveringSecret, Now, Phase, Press, PressLookup};
use crate::domain::{CaseNumber, MemberId, ObjectId};

/// The proof that a person may see the secrets of one case now. Only [`Case::receiver_proof`] makes one; the code that
/// holds secrets and the code that shows them demand it.
#[derive(Debug, PartialEq, Eq)]
pub struct ReceiverProof {
    case: CaseNumber,
    member: MemberId,
    account: ObjectId,
}

impl ReceiverProof {
    /// The case whose secrets may be seen.
    pub const fn case(&self) -> CaseNumber {
        self.case
    }

    /// The member who may see them.
    pub const fn member(&self) -> MemberId {
        self.member
    }

    /// The account whose roles were checked.
    pub const fn account(&self) -> &ObjectId {
        &self.account
    }

    /// Makes a proof without a case, for tests of the code that demands one.
    #[cfg(test)]
    pub(crate) fn for_test(case: CaseNumber) -> Self {
        Self { case, member: MemberId(1), account: ObjectId::new(uuid::Uuid::from_u128(1)) }
    }
}

impl Case {
    /// Returns the rule for who sees the secret of this plan, and the one person for whom it is, as far as that is fixed.
    pub fn receiver(&self, request: &ApprovalRequest) -> (ReceiverRule, Option<Receiver>) {
        let (approval, diagnosis) = (&request.approval, &request.diagnosed.diagnosis);
        let of_old = || ReceiverRule::of_old(diagnosis.secret_steps(), &approval.requirement.rules);
        let rule = approval.receiver_rule.clone().unwrap_or_else(of_old);
        let fixed = match &rule.from {
            ReceiverSource::Named(_) => None,
            ReceiverSource::Requester => Some(self.requesting_receiver(request)),
            ReceiverSource::Approver => approval.receiver.clone(),
        };
        (rule, fixed)
    }

    fn requesting_receiver(&self, request: &ApprovalRequest) -> Receiver {
        Receiver { member: self.opening.member.clone(), account: request.diagnosed.requester.object_id }
    }

    /// Returns the one person for whom the secret is once this decision completes the approval; `None` if it does not, or
    /// if a rule names roles instead.
    pub(super) fn receiver_with(&self, request: &ApprovalRequest, decision: &Decision) -> Option<Receiver> {
        let mut approval = request.approval.clone();
        approval.decisions.push(decision.clone());
        let guard = Guard::of(&request.diagnosed.diagnosis.account);
        if !approval.is_met_for(&guard) {
            return None;
        }
        match approval.receiver_rule.as_ref()?.from {
            ReceiverSource::Named(_) => None,
            ReceiverSource::Requester => Some(self.requesting_receiver(request)),
            ReceiverSource::Approver => approval
                .receiving_approver(&guard)
                .map(|carrying| Receiver { member: carrying.by.clone(), account: carrying.account }),
        }
    }

    /// Returns the person for whom the secret is if the requester goes on without anyone else: themselves, unless a rule
    /// names roles.
    pub(super) fn receiver_alone(&self, request: &ApprovalRequest) -> Option<Receiver> {
        let rule = request.approval.receiver_rule.as_ref()?;
        rule.named().is_empty().then(|| self.requesting_receiver(request))
    }

    /// Checks the part of a press on the button that needs no look-up: the one person for whom the secret is, or the
    /// members whom a rule names; and only while it is kept.
    pub(super) fn may_see_secret(
        &self,
        delivering: &DeliveringSecret,
        member: &Member,
        now: Now,
    ) -> Result<PressLookup, Refusal> {
        let (rule, fixed) = self.receiver(&delivering.request);
        let may = match (rule.named(), &fixed) {
            ([], fixed) => fixed.as_ref().is_some_and(|fixed| fixed.member.id == member.id),
            (named, _) => member.holds_one_of(named),
        };
        let is_there = delivering.run.delivery.as_ref().is_some_and(|delivery| {
            let is_kept = delivery.taken.is_none() && delivery.end.is_none();
            is_kept && delivery.epoch == now.epoch && now.at < delivery.until
        });
        match (may, is_there) {
            (false, _) => Err(self.not_theirs(&rule, fixed.as_ref())),
            (true, false) => Err(Refusal::NoSecret),
            (true, true) => match now.freeze.filter(|freeze| freeze.scope.stops_showing()) {
                Some(freeze) => Err(Refusal::Frozen { freeze }),
                None => Ok(PressLookup::Receiver),
            },
        }
    }

    fn not_theirs(&self, rule: &ReceiverRule, fixed: Option<&Receiver>) -> Refusal {
        let receiver = fixed.map_or(self.opening.member.id, |fixed| fixed.member.id);
        Refusal::SecretNotYours { receiver, named: rule.named().to_vec() }
    }

    /// Checks that the member who presses may see the secrets of this case now: they are the one for whom it is, with the
    /// same account, in good standing, not the target, and their own roles reach the target for every step that made one.
    pub fn receiver_proof(&self, press: &Press, now: Now) -> Result<ReceiverProof, Refusal> {
        let Phase::DeliveringSecret(delivering) = &self.phase else { return Err(Refusal::NoSecret) };
        self.may_see_secret(delivering, &press.member, now)?;
        let standing = policy::in_good_standing(press.standing.clone())?;
        let account = &delivering.request.diagnosed.diagnosis.account;
        let (rule, fixed) = self.receiver(&delivering.request);
        if standing.is_same_human(&account.object_id) {
            return Err(self.not_theirs(&rule, fixed.as_ref()));
        }
        if fixed.as_ref().is_some_and(|fixed| fixed.account != standing.object_id) {
            return Err(Refusal::ReceiverRelinked);
        }
        let guard = press.guard.clone().unwrap_or_else(|| Guard::of(account));
        self.may_still_show(&delivering.request, press, &guard)?;
        if !rule.is_reached_by(&standing.roles, &guard) {
            return Err(Refusal::SecretOutOfReach { who_could: rule.who_reaches(&guard) });
        }
        self.is_within_limit(press)?;
        Ok(ReceiverProof { case: self.number, member: press.member.id, account: standing.object_id })
    }

    /// The secret is shown to the person who may see it. If the one person for whom it is may not see it any more, nobody
    /// does.
    pub(super) fn on_show_secret(
        &self,
        delivering: &DeliveringSecret,
        press: &Press,
        now: Now,
    ) -> Result<Vec<Event>, Refusal> {
        let (member, interaction) = (press.member.clone(), press.interaction);
        match self.receiver_proof(press, now) {
            Ok(_) => Ok(vec![Event::SecretTaken { by: member, interaction }]),
            Err(refusal) if self.is_forfeited_by(delivering, press, &refusal) => {
                let refused = Event::PressRefused { member, verb: press.verb, interaction, refusal };
                Ok(std::iter::once(refused).chain(end_delivery(delivering, DeliveryEnd::Forfeited, now)).collect())
            }
            Err(refusal) => Err(refusal),
        }
    }

    /// Returns true if the refusal says that the one person for whom the secret is may not see it any more. A member who
    /// merely pressed, or who could not be looked up, changes nothing.
    fn is_forfeited_by(&self, delivering: &DeliveringSecret, press: &Press, refusal: &Refusal) -> bool {
        let (_, fixed) = self.receiver(&delivering.request);
        let changes_nothing = matches!(
            refusal,
            Refusal::StandingUnread { .. }
                | Refusal::NoSecret
                | Refusal::Frozen { .. }
                | Refusal::SecretLimitReached { .. }
                | Refusal::SignInNeeded { .. }
                | Refusal::SignInUnproven
                | Refusal::SignedInAsSomebodyElse
        );
        fixed.is_some_and(|fixed| fixed.member.id == press.member.id) && !changes_nothing
    }
}

impl DeliveringSecret {
    /// Until when the secret waits: not at all where it was lost with the program.
    pub(super) fn kept_until(&self, now: Now) -> Timestamp {
        let kept = self.run.delivery.as_ref().filter(|delivery| delivery.epoch == now.epoch);
        kept.map_or(now.at, |delivery| delivery.until)
    }
}

/// Returns the events of a step, and those that follow if it ends the run: a secret is offered first, if everything that
/// must come before it took effect, and acting alone is countersigned.
pub(super) fn over(request: &ApprovalRequest, run: &Run, events: Vec<Event>, now: Now) -> Vec<Event> {
    let diagnosis = &request.diagnosed.diagnosis;
    let is_for_somebody = run.delivery.is_none() && !diagnosis.stays_closed();
    let Some(first) = run.issued.first().filter(|_| is_for_somebody) else { return owed(request, events, now) };
    let is_offered = run.has_shut_out(&diagnosis.plan);
    let until = if is_offered { first.at + SignedDuration::from_mins(SECRET_KEPT_MINUTES) } else { now.at };
    let kept = |event| match event {
        Event::Closed { outcome } if is_offered => vec![Event::SecretKept { outcome, until, epoch: first.epoch }],
        Event::Closed { outcome } => {
            let kept = Event::SecretKept { outcome: outcome.clone(), until, epoch: first.epoch };
            let ended = Event::SecretEnded { end: DeliveryEnd::Withheld };
            std::iter::once(kept).chain(owed(request, vec![ended, Event::Closed { outcome }], now)).collect()
        }
        event => vec![event],
    };
    events.into_iter().flat_map(kept).collect()
}

pub(super) fn on_kept_secret(delivering: &DeliveringSecret, now: Now) -> Vec<Event> {
    let Some(delivery) = &delivering.run.delivery else { return Vec::new() };
    if delivery.epoch != now.epoch {
        let end = if delivery.taken.is_some() { DeliveryEnd::Undelivered } else { DeliveryEnd::Restarted };
        return end_delivery(delivering, end, now);
    }
    if now.at < delivery.until {
        return Vec::new();
    }
    let end = if delivery.taken.is_some() { DeliveryEnd::Undelivered } else { DeliveryEnd::Expired };
    end_delivery(delivering, end, now)
}

pub(super) fn on_sent_secret(delivering: &DeliveringSecret, arrived: bool, now: Now) -> Vec<Event> {
    // Whatever was sent in another epoch was not this.
    let is_taken = delivering
        .run
        .delivery
        .as_ref()
        .is_some_and(|delivery| delivery.taken.is_some() && delivery.epoch == now.epoch);
    let end = if arrived { DeliveryEnd::Seen } else { DeliveryEnd::Undelivered };
    if is_taken { end_delivery(delivering, end, now) } else { Vec::new() }
}

fn end_delivery(delivering: &DeliveringSecret, end: DeliveryEnd, now: Now) -> Vec<Event> {
    let closed = Event::Closed { outcome: delivering.outcome.clone() };
    owed(&delivering.request, vec![Event::SecretEnded { end }, closed], now)
}

/// Returns the events with which a run that was done alone waits for its countersignature.
fn owed(request: &ApprovalRequest, events: Vec<Event>, now: Now) -> Vec<Event> {
    let ApprovalMode::BreakGlass { countersign_minutes, .. } = &request.approval.mode else { return events };
    let until = now.at + SignedDuration::from_mins(i64::from(*countersign_minutes));
    let owed = |event| match event {
        Event::Closed { outcome } => Event::CountersignRequired { outcome, until },
        event => event,
    };
    events.into_iter().map(owed).collect()
}
