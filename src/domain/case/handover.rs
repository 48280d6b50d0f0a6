//! Delivers a password or a pass to the one person who may see it, and ends the delivery.

use jiff::{SignedDuration, Timestamp};

use super::super::access::MethodId;
use super::super::authority::Guard;
use super::super::condition::Parameters;
use super::super::decision::Decision;
use super::super::event::Event;
use super::super::outcome::Outcome;
use super::super::people::Member;
use super::super::policy;
use super::super::receiver::{Receiver, ReceiverRule, ReceiverSource};
use super::super::refusal::Refusal;
use super::super::run::{
    DeliveryEnd, IssuedSecret, REVOCATION_PAUSE_MINUTES, REVOCATIONS_MAX, Revocation, Run, SECRET_KEPT_MINUTES,
    SecretDelivery, StepResponse, StepState, Warrant, operation_id,
};
use super::super::step::StepKind;
use super::advance::run_after;
use super::{Action, ApprovalMode, ApprovalRequest, Case, DeliveringSecret, Now, Phase, Press, PressLookup};
use crate::domain::{CaseNumber, MemberId, ObjectId, Trouble};

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
        // What guarded the target at the diagnosis says nothing about now.
        let guard = press.guard.clone().ok_or_else(|| Refusal::StandingUnread { trouble: target_unread() })?;
        self.may_still_show(&delivering.request, press, &guard)?;
        if !rule.is_reached_by(&standing.roles, &guard) {
            return Err(Refusal::SecretOutOfReach { who_could: rule.who_reaches(&guard) });
        }
        let minutes = self.opening.terms.secret_fresh_sign_in_minutes;
        delivering.request.approval.is_signed_in(press.signed_in_at, minutes, now.at)?;
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
                let ended = self.end_delivery(delivering, DeliveryEnd::Forfeited, now);
                Ok(std::iter::once(refused).chain(ended).collect())
            }
            Err(refusal) => Err(refusal),
        }
    }

    /// Returns true if the refusal says that the one person for whom the secret is may not see it any more. A member who
    /// merely pressed, or who could not be looked up, changes nothing, and neither does a refusal that is not in this list.
    fn is_forfeited_by(&self, delivering: &DeliveringSecret, press: &Press, refusal: &Refusal) -> bool {
        let (_, fixed) = self.receiver(&delivering.request);
        let forfeits = matches!(
            refusal,
            Refusal::NotLinked
                | Refusal::LinkExpired { .. }
                | Refusal::LinkWaits { .. }
                | Refusal::ReceiverRelinked
                | Refusal::AccountMissing
                | Refusal::AccountDisabled
                | Refusal::AccountAtRisk
                | Refusal::SecretNotYours { .. }
                | Refusal::SecretNotAlone { .. }
                | Refusal::SecretOutOfReach { .. }
        );
        fixed.is_some_and(|fixed| fixed.member.id == press.member.id) && forfeits
    }
}

impl Case {
    /// Returns the action that a secret needs which waits for its receiver, or which has ended unseen.
    pub(super) fn next_of_delivery(&self, delivering: &DeliveringSecret, now: Now) -> Action {
        let run = &delivering.run;
        match (&run.delivery, &run.revocation) {
            (Some(SecretDelivery { end: None, until, epoch, .. }), _) => {
                // It was lost with the program.
                Action::Await { until: if *epoch == now.epoch { *until } else { now.at } }
            }
            (_, Some(Revocation::Intended { operation, epoch, .. })) if *epoch == now.epoch => {
                let (diagnosis, digest) = (&delivering.request.diagnosed.diagnosis, delivering.request.approval.plan);
                Action::Revoke(Warrant::of_revocation(self.number, diagnosis, digest, *operation, run.passes()))
            }
            (_, Some(Revocation::Intended { .. })) => Action::Await { until: now.at },
            (_, Some(Revocation::Unanswered { at, .. })) => Action::Await { until: *at + revocation_pause() },
            // These end the case with the very event that makes them so.
            (_, Some(Revocation::Done | Revocation::Refused(_)) | None) => Action::Rest,
        }
    }

    /// Returns the events of a step, and those that follow if it ends the run: a secret is offered first, if everything
    /// that must come before it took effect, and acting alone is countersigned.
    pub(super) fn over(&self, request: &ApprovalRequest, run: &Run, events: Vec<Event>, now: Now) -> Vec<Event> {
        let diagnosis = &request.diagnosed.diagnosis;
        // The events are not applied yet, and may say that a secret was made or that the last effect was seen.
        let run = &events.iter().fold(run.clone(), |run, event| run_after(request, &run, event, now.at));
        let is_for_nobody = diagnosis.stays_closed();
        let Some(first) = run.issued.first().filter(|_| run.delivery.is_none()) else {
            return owed(request, events, now);
        };
        // A password that only locks an intruder out has done its work; a pass still lets somebody in.
        if is_for_nobody && !run.has_made_pass() {
            return owed(request, events, now);
        }
        let is_known = first.epoch != now.epoch || run.issued.iter().any(|issued| issued.is_known);
        let is_stopped = |event: &Event| matches!(event, Event::Closed { outcome } if outcome.is_stopped());
        let may_be_shown = !is_for_nobody && run.has_shut_out(&diagnosis.plan);
        let is_meant = may_be_shown && is_known && !events.iter().any(is_stopped);
        let kept_until = first.at + SignedDuration::from_mins(SECRET_KEPT_MINUTES);
        // Steps that wait for Microsoft can take longer than a secret is kept. One that is lost with the program says so itself.
        let is_late = is_meant && first.epoch == now.epoch && now.at >= kept_until;
        let is_offered = is_meant && !is_late;
        let (until, end) = match (is_late, is_known || run.has_made_useless()) {
            // There was no time in which anybody could have asked for it.
            (true, _) => (first.at, DeliveryEnd::Expired),
            (false, true) => (now.at, DeliveryEnd::Withheld),
            (false, false) => (now.at, DeliveryEnd::Unanswered),
        };
        let until = if is_offered { kept_until } else { until };
        let mut all = Vec::new();
        for event in events {
            let Event::Closed { outcome } = event else {
                all.push(event);
                continue;
            };
            all.push(Event::SecretKept { outcome: outcome.clone(), until, epoch: first.epoch });
            if !is_offered {
                all.extend(self.end_unseen(request, run, &outcome, end, now));
            }
        }
        all
    }

    pub(super) fn on_kept_secret(&self, delivering: &DeliveringSecret, now: Now) -> Vec<Event> {
        let Some(delivery) = &delivering.run.delivery else { return Vec::new() };
        if delivery.end.is_some() {
            return self.revoke_again(delivering, now);
        }
        let is_lost = delivery.epoch != now.epoch;
        if !is_lost && now.at < delivery.until {
            return Vec::new();
        }
        let end = match (&delivery.taken, is_lost) {
            (Some(_), _) => DeliveryEnd::Undelivered,
            (None, true) => DeliveryEnd::Restarted,
            (None, false) => DeliveryEnd::Expired,
        };
        self.end_delivery(delivering, end, now)
    }

    pub(super) fn on_sent_secret(&self, delivering: &DeliveringSecret, arrived: bool, now: Now) -> Vec<Event> {
        // Whatever was sent in another epoch was not this.
        let is_taken =
            delivering.run.delivery.as_ref().is_some_and(|delivery| {
                delivery.taken.is_some() && delivery.end.is_none() && delivery.epoch == now.epoch
            });
        let end = if arrived { DeliveryEnd::Seen } else { DeliveryEnd::Undelivered };
        if is_taken { self.end_delivery(delivering, end, now) } else { Vec::new() }
    }

    fn end_delivery(&self, delivering: &DeliveringSecret, end: DeliveryEnd, now: Now) -> Vec<Event> {
        self.end_unseen(&delivering.request, &delivering.run, &delivering.outcome, end, now)
    }

    /// Returns the events that end a delivery. A pass that its receiver has not seen is taken back before the case closes,
    /// even if its id is not known; a password replaces another, so there is nothing to take back.
    fn end_unseen(
        &self,
        request: &ApprovalRequest,
        run: &Run,
        outcome: &Outcome,
        end: DeliveryEnd,
        now: Now,
    ) -> Vec<Event> {
        let ended = Event::SecretEnded { end };
        if end != DeliveryEnd::Seen && run.has_made_pass() {
            return vec![ended, self.revocation(request, 1, now)];
        }
        owed(request, vec![ended, Event::Closed { outcome: outcome.clone() }], now)
    }

    fn revocation(&self, request: &ApprovalRequest, attempt: u8, now: Now) -> Event {
        let (digest, step) = (request.approval.plan, request.diagnosed.diagnosis.plan.steps.len());
        let operation = operation_id(self.number, self.opened_at, digest, step, attempt);
        Event::RevocationIntended { attempt, operation, epoch: now.epoch }
    }

    /// Returns the next try to take a pass back: at once if the program has died, else after a pause. Deleting a pass twice
    /// ends the same.
    fn revoke_again(&self, delivering: &DeliveringSecret, now: Now) -> Vec<Event> {
        let attempt = match &delivering.run.revocation {
            Some(Revocation::Intended { attempt, epoch, .. }) if *epoch != now.epoch => *attempt,
            Some(Revocation::Unanswered { attempt, at, .. }) if now.at >= *at + revocation_pause() => *attempt,
            _ => return Vec::new(),
        };
        if attempt >= REVOCATIONS_MAX {
            return owed(&delivering.request, close(&delivering.outcome), now);
        }
        vec![self.revocation(&delivering.request, attempt + 1, now)]
    }

    /// Returns the passes that this case has made and not taken back, each with the end of its life.
    pub fn made_passes(&self) -> Vec<(MethodId, Timestamp)> {
        let Some((run, diagnosed)) = self.run().zip(self.diagnosed()) else { return Vec::new() };
        if run.revocation == Some(Revocation::Done) {
            return Vec::new();
        }
        let until = |issued: &IssuedSecret| match issued.step.parameters(&diagnosed.diagnosis.account) {
            Parameters::Pass { lifetime_minutes } => issued.at + SignedDuration::from_mins(lifetime_minutes.into()),
            Parameters::None | Parameters::Sender(_) | Parameters::InboxRules(_) | Parameters::Passes(_) => issued.at,
        };
        run.issued.iter().filter_map(|issued| Some((issued.pass?, until(issued)))).collect()
    }

    /// Returns the passes that this case has taken back.
    pub fn removed_passes(&self) -> Vec<MethodId> {
        let Some((run, diagnosed)) = self.run().zip(self.diagnosed()) else { return Vec::new() };
        let mut removed = if run.revocation == Some(Revocation::Done) { run.passes() } else { Vec::new() };
        let diagnosis = &diagnosed.diagnosis;
        let place = diagnosis.plan.steps.iter().position(|step| *step == StepKind::RevokeTemporaryAccessPass);
        let is_taken = place.and_then(|place| run.states.get(place)).is_some_and(StepState::is_taken);
        if is_taken {
            removed.extend(diagnosis.account.access.usable_passes.iter().map(|pass| pass.id));
        }
        removed
    }
}

/// Returns the events that follow from the answer to a call that takes a pass back. Without an answer it is tried again.
pub(super) fn on_revoked(delivering: &DeliveringSecret, answer: StepResponse, now: Now) -> Vec<Event> {
    let attempt = match &delivering.run.revocation {
        Some(Revocation::Intended { attempt, epoch, .. }) if *epoch == now.epoch => *attempt,
        _ => return Vec::new(),
    };
    // Microsoft throttles, or is out of order, or could not be asked: that says nothing about the next try.
    let answer = match answer {
        StepResponse::PutOff(trouble) => StepResponse::None(trouble),
        StepResponse::Refused(trouble) if matches!(trouble.status, Some(429 | 503)) => StepResponse::None(trouble),
        answer => answer,
    };
    let is_tried_again = matches!(answer, StepResponse::None(_)) && attempt < REVOCATIONS_MAX;
    let answered = Event::RevocationAnswered { answer };
    let end = if is_tried_again { Vec::new() } else { close(&delivering.outcome) };
    owed(&delivering.request, std::iter::once(answered).chain(end).collect(), now)
}

fn target_unread() -> Trouble {
    let (call, code, message) =
        ("GET /users/{id}".to_owned(), "unread".to_owned(), "the target was not read".to_owned());
    Trouble { call, status: None, code, message, request_id: None, retry_after_seconds: None }
}

fn close(outcome: &Outcome) -> Vec<Event> {
    vec![Event::Closed { outcome: outcome.clone() }]
}

const fn revocation_pause() -> SignedDuration {
    SignedDuration::from_mins(REVOCATION_PAUSE_MINUTES)
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
