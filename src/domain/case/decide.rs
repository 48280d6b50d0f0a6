//! What is written down of what has happened, but for presses and steps.

use super::super::account::Account;
use super::super::account_choice::Pick;
use super::super::approval::quorum::Candidates;
use super::super::approval::reminders::Rung;
use super::super::authority::Guard;
use super::super::diagnosis::Diagnosis;
use super::super::event::{Event, Joined};
use super::super::finding::FindingKind;
use super::super::outcome::Outcome;
use super::super::people::{Checked, Standing};
use super::super::policy::{self, Verdict};
use super::super::refusal::Refusal;
use super::super::run::{HandoverEnd, Run, SECRET_KEPT_MINUTES};
use super::steps::{on_answer, on_reconciled, on_verified};
use super::{Asked, Call, Case, Diagnosed, HandingOver, Input, Looked, Manner, Now, Owing, Phase};
use crate::domain::MessageId;
use jiff::SignedDuration;

/// How often everybody is called who could countersign what is overdue.
const OVERDUE_CALL_HOURS: i64 = 24;

impl Case {
    /// The events that follow from what has happened; none where it has no meaning now. An error is the answer to
    /// somebody who pressed what they may not.
    pub fn decide(&self, input: Input, now: Now) -> Result<Vec<Event>, Refusal> {
        Ok(match (&self.phase, input) {
            (_, Input::CardPosted(message)) if self.card.is_none() => vec![Event::CardPosted { message }],
            (_, Input::Pressed(press)) => return self.on_press(&press, now),
            (_, Input::Called { place, message }) => self.on_called(place, message),
            (phase, Input::Joined(joined)) => self.on_joined(phase, joined),
            // A plan that nobody can see is a plan that nobody can decide.
            (Phase::Waiting(_), Input::CardRefused(trouble)) if self.card.is_none() => {
                close(Outcome::Unavailable { trouble })
            }
            (Phase::Opened, Input::Typed) => self.on_typed(),
            (Phase::Opened, Input::RequesterChecked(checked)) => self.on_requester(checked),
            (Phase::Accepted(requester), Input::Looked(looked)) => self.on_target(requester, looked, now),
            (Phase::Diagnosed(diagnosed), Input::ApproversFound(able)) => self.on_approvers(diagnosed, &able, now),
            (Phase::Waiting(asked), Input::Time) => on_silence(asked, now),
            (Phase::Owing(owing), Input::Time) => on_debt(owing, now),
            (Phase::Approved(asked), Input::Rechecked(recheck)) => self.on_recheck(asked, None, *recheck, now),
            (Phase::Running(asked, run), Input::Rechecked(recheck)) => {
                over(asked, run, self.on_recheck(asked, Some(run), *recheck, now), now)
            }
            (Phase::Running(asked, run), Input::Answered { step, answer }) => {
                over(asked, run, on_answer(run, step, answer, now), now)
            }
            (Phase::Running(asked, run), Input::Reconciled { step, seen }) => {
                over(asked, run, on_reconciled(asked, run, step, seen, now), now)
            }
            (Phase::Running(asked, run), Input::Verified { step, sight }) => {
                over(asked, run, on_verified(run, step, sight), now)
            }
            (Phase::HandingOver(handing), Input::Time) => on_kept_secret(handing, now),
            (Phase::HandingOver(handing), Input::SecretSent { arrived }) => on_sent_secret(handing, arrived, now),
            (Phase::Closed { settled: false, .. }, Input::EndShown) => vec![Event::Settled],
            _ => Vec::new(),
        })
    }

    fn on_typed(&self) -> Vec<Event> {
        let may = policy::may_type(&self.opening.member, &self.opening.terms.allow);
        may.map_or_else(|refusal| close(Outcome::Refused { refusal }), |()| Vec::new())
    }

    fn on_called(&self, place: usize, message: Option<MessageId>) -> Vec<Event> {
        let is_due = self.call_due().is_some_and(|Call { place: due, .. }| due == place);
        if is_due { vec![Event::Called { place, message }] } else { Vec::new() }
    }

    /// Whoever asks for the same is a requester of it too, and can decide it no more than the first.
    fn on_joined(&self, phase: &Phase, joined: Joined) -> Vec<Event> {
        let is_new = self.joined.iter().all(|earlier| earlier.case != joined.case);
        if matches!(phase, Phase::Closed { .. }) || !is_new { Vec::new() } else { vec![Event::Joined { joined }] }
    }

    fn on_requester(&self, checked: Checked) -> Vec<Event> {
        match policy::may_request(checked, &self.opening.terms.allow) {
            Ok(standing) => vec![Event::RequesterAccepted { standing }],
            Err(refusal) => close(Outcome::Refused { refusal }),
        }
    }

    fn on_target(&self, requester: &Standing, looked: Looked, now: Now) -> Vec<Event> {
        let (account, earlier) = match looked {
            Looked::Found { account, earlier } => (account, earlier),
            Looked::UnderWay(case) => return close(Outcome::Joined { case }),
            Looked::Malformed => return close(Outcome::Refused { refusal: Refusal::TargetMalformed }),
            Looked::Nobody => return close(Outcome::Refused { refusal: Refusal::TargetUnknown }),
            Looked::Several(upns) => return close(Outcome::Refused { refusal: Refusal::TargetAmbiguous { upns } }),
            Looked::Unavailable(trouble) => return close(Outcome::Unavailable { trouble }),
        };
        if let Some(refusal) = self.names_another(&account) {
            return close(Outcome::Refused { refusal });
        }
        let diagnosis = Box::new(Diagnosis::new(*account, &self.opening.terms, &self.opening.user, earlier));
        let end = self.end_of(requester, &diagnosis, now);
        let diagnosed = Event::Diagnosed { diagnosis };
        std::iter::once(diagnosed).chain(end.map(|outcome| Event::Closed { outcome })).collect()
    }

    /// Whether the text names one account and the id behind it is another's: renamed since the list was made, or put together by
    /// somebody. Whoever sent it may have read the name alone.
    pub fn names_another(&self, account: &Account) -> Option<Refusal> {
        let named = Pick::read(&self.opening.user)?.named;
        // A deleted account has lost its name to whoever may want it next.
        (!named.is_of(&account.upn) && account.deleted_at.is_none())
            .then(|| Refusal::TargetRenamed { upn: account.upn.clone() })
    }

    /// How the case ends at once with this diagnosis; nothing where it goes on to ask for agreement.
    pub(super) fn end_of(&self, requester: &Standing, diagnosis: &Diagnosis, now: Now) -> Option<Outcome> {
        match policy::verdict(&self.opening.terms, requester, diagnosis, now.at) {
            Verdict::Ask(_) => None,
            Verdict::Refuse(refusal) => Some(Outcome::Refused { refusal }),
            Verdict::Allow => {
                let nothing = diagnosis.findings.iter().all(|finding| finding.kind == FindingKind::NothingFound);
                Some(if nothing { Outcome::NothingFound } else { Outcome::Advised })
            }
        }
    }

    fn on_approvers(&self, diagnosed: &Diagnosed, candidates: &Candidates, now: Now) -> Vec<Event> {
        // The hours may have changed since it was found.
        let demand = match self.verdict(diagnosed, now) {
            Verdict::Ask(demand) => demand,
            Verdict::Refuse(refusal) => return close(Outcome::Refused { refusal }),
            Verdict::Allow => return Vec::new(),
        };
        let plan = diagnosed.diagnosis.digest();
        let guard = Guard::of(&diagnosed.diagnosis.account);
        let Err(refusal) = demand.can_be_met(candidates, &guard) else {
            let (rules, escalated) = (demand.rules, demand.escalated);
            return vec![Event::ApprovalAsked { plan, rules, escalated, alone_minutes: None }];
        };
        let terms = &self.opening.terms;
        let requester = self.opening.member.id;
        let reaches_all = demand.escalated.is_empty();
        if reaches_all && terms.break_glass.as_ref().is_some_and(|glass| glass.people.contains(&requester)) {
            let (rules, escalated) = (demand.rules, Vec::new());
            return vec![Event::ApprovalAsked { plan, rules, escalated, alone_minutes: None }];
        }
        let nobody_else = candidates.others == 0 && !candidates.more;
        match terms.alone.as_ref().filter(|_| reaches_all && nobody_else) {
            Some(alone) => {
                let alone_minutes = Some(alone.delay_minutes);
                vec![Event::ApprovalAsked { plan, rules: Vec::new(), escalated: Vec::new(), alone_minutes }]
            }
            None => close(Outcome::Refused { refusal }),
        }
    }
}

fn on_silence(asked: &Asked, now: Now) -> Vec<Event> {
    if now.at >= asked.approval.expires_at() {
        return close(Outcome::Expired);
    }
    match asked.approval.next_rung() {
        Some(Rung { at, kind, .. }) if now.at >= at => vec![Event::RungReached { rung: kind }],
        _ => Vec::new(),
    }
}

fn on_debt(owing: &Owing, now: Now) -> Vec<Event> {
    let until = now.at + SignedDuration::from_hours(OVERDUE_CALL_HOURS);
    if now.at >= owing.until { vec![Event::DebtOverdue { until }] } else { Vec::new() }
}

/// What follows where this ends the run: what it made is kept first, and what somebody did alone is countersigned.
fn over(asked: &Asked, run: &Run, events: Vec<Event>, now: Now) -> Vec<Event> {
    let is_for_somebody = run.handover.is_none() && !asked.diagnosed.diagnosis.stays_closed();
    let Some(first) = run.made.first().filter(|_| is_for_somebody) else { return owed(asked, events, now) };
    let until = first.at + SignedDuration::from_mins(SECRET_KEPT_MINUTES);
    let kept = |event| match event {
        Event::Closed { outcome } => Event::SecretKept { outcome, until, epoch: first.epoch },
        event => event,
    };
    events.into_iter().map(kept).collect()
}

fn on_kept_secret(handing: &HandingOver, now: Now) -> Vec<Event> {
    let Some(handover) = &handing.run.handover else { return Vec::new() };
    if handover.epoch != now.epoch {
        let end = if handover.taken.is_some() { HandoverEnd::Undelivered } else { HandoverEnd::Restarted };
        return end_handover(handing, end, now);
    }
    if now.at < handover.until {
        return Vec::new();
    }
    let end = if handover.taken.is_some() { HandoverEnd::Undelivered } else { HandoverEnd::Expired };
    end_handover(handing, end, now)
}

fn on_sent_secret(handing: &HandingOver, arrived: bool, now: Now) -> Vec<Event> {
    // Whatever was sent in another epoch was not this.
    let is_taken =
        handing.run.handover.as_ref().is_some_and(|handover| handover.taken.is_some() && handover.epoch == now.epoch);
    let end = if arrived { HandoverEnd::Seen } else { HandoverEnd::Undelivered };
    if is_taken { end_handover(handing, end, now) } else { Vec::new() }
}

fn end_handover(handing: &HandingOver, end: HandoverEnd, now: Now) -> Vec<Event> {
    let closed = Event::Closed { outcome: handing.outcome.clone() };
    owed(&handing.asked, vec![Event::SecretEnded { end }, closed], now)
}

/// What somebody did alone is not over when it ends: it has to be countersigned.
fn owed(asked: &Asked, events: Vec<Event>, now: Now) -> Vec<Event> {
    let Manner::Glass { countersign_minutes, .. } = &asked.approval.manner else { return events };
    let until = now.at + SignedDuration::from_mins(i64::from(*countersign_minutes));
    let owed = |event| match event {
        Event::Closed { outcome } => Event::Owed { outcome, until },
        event => event,
    };
    events.into_iter().map(owed).collect()
}

pub(super) fn close(outcome: Outcome) -> Vec<Event> {
    vec![Event::Closed { outcome }]
}
