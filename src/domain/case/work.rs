//! Work that people do in Active Directory: it is asked for, ticked off, looked for, and its time ends.

use jiff::{SignedDuration, Timestamp};

use super::super::ObjectId;
use super::super::command::ByHand;
use super::super::condition::Condition;
use super::super::event::Event;
use super::super::outcome::{LookAt, Outcome};
use super::super::people::Member;
use super::super::policy;
use super::super::refusal::Refusal;
use super::super::run::{Run, StepState, Verification};
use super::super::step::StepKind;
use super::advance::run_after;
use super::decide::close;
use super::{Action, ApprovalRequest, Case, Now, Phase, Press, PressLookup};
use crate::domain::Trouble;

impl Case {
    /// Returns the people who do the work in Active Directory, and the time that they have; `None` if the command does not say.
    pub const fn by_hand(&self) -> Option<&ByHand> {
        self.opening.terms.by_hand.as_ref()
    }

    /// Returns true if the case waits for people who do work in Active Directory, and for nothing else.
    pub fn waits_for_people(&self) -> bool {
        matches!(&self.phase, Phase::Running(_, run) if run.waits_for_people())
    }

    /// Returns the event by which people are asked for what can be done now; `None` if there is nothing.
    pub(super) fn ask_for_work(&self, run: &Run, now: Now) -> Option<Event> {
        let steps = run.to_ask();
        // A plan has such a step only if the command says who does it.
        let minutes = self.by_hand().map_or(0, |by_hand| by_hand.window_minutes);
        let until = now.at + SignedDuration::from_mins(minutes.into());
        (!steps.is_empty()).then_some(Event::WorkAsked { steps, until })
    }

    /// Returns the action of a case that waits for people.
    pub(super) fn await_work(&self, target: ObjectId, run: &Run) -> Action {
        let unseen = run.next_unseen().map(|(_, at)| at);
        let reminder = self.next_reminder(run);
        let ends = Self::work_ends(run).into_iter().chain(unseen);
        let last_look = ends.min();
        let until = last_look.into_iter().chain(reminder).min().unwrap_or(Timestamp::MAX);
        Action::AwaitWork { target, until, is_last_look: last_look == Some(until) }
    }

    /// Returns the end of the time for work that nobody has ticked off; `None` if there is none.
    fn work_ends(run: &Run) -> Option<Timestamp> {
        let open = run.asked().filter(|step| run.tick_of(*step).is_none());
        let ends = open.filter_map(|step| match &run.states[step] {
            StepState::Asked { until, .. } => Some(*until),
            _ => None,
        });
        ends.min()
    }

    /// Returns the time of the next reminder: once after a while, and once more when a fifth of the time is left.
    fn next_reminder(&self, run: &Run) -> Option<Timestamp> {
        let by_hand = self.by_hand()?;
        let until = Self::work_ends(run)?;
        let window = SignedDuration::from_mins(by_hand.window_minutes.into());
        let asked_at = until - window;
        let first = by_hand.remind_minutes.map(|minutes| asked_at + SignedDuration::from_mins(minutes.into()));
        let last = until - window / 5;
        let mut all: Vec<Timestamp> = first.into_iter().filter(|first| *first < last).chain([last]).collect();
        all.sort();
        all.get(usize::from(run.reminders)).copied()
    }

    /// Returns the events that follow in a case that waits for people from what was read of the account, or from a time at which it
    /// need not be read.
    pub(super) fn on_work_looked_for(
        &self,
        request: &ApprovalRequest,
        run: &Run,
        seen: Option<Result<&Condition, &Trouble>>,
        now: Now,
    ) -> Vec<Event> {
        let before = Condition::from(&request.diagnosed.diagnosis.account);
        let mut events = Vec::new();
        let mut after = run.clone();
        for step in run.asked() {
            let is_over = run.tick_of(step).is_some_and(|tick| now.at >= tick.looked_for_until());
            let verification = match seen {
                Some(Ok(seen)) if Self::shows(run, step, &before, seen) => Verification::Seen,
                Some(Ok(_)) if is_over => Verification::NotYet,
                Some(Err(trouble)) if is_over => Verification::Unreadable(trouble.clone()),
                _ => continue,
            };
            let found = seen.and_then(Result::ok).filter(|_| after.is_last(step)).cloned().map(Box::new);
            let event = Event::StepVerified { step, verification, found };
            after = run_after(request, &after, &event, now.at);
            events.push(event);
        }
        if let Some(outcome) = after.outcome() {
            events.extend(close(outcome));
            return events;
        }
        if !events.is_empty() {
            return events;
        }
        if Self::work_ends(run).is_some_and(|until| now.at >= until) {
            let open = run.asked().find(|step| run.tick_of(*step).is_none()).unwrap_or_default();
            return close(Outcome::NeedsHuman { step: open, look_at: LookAt::WorkNotDone });
        }
        self.next_reminder(run).filter(|at| now.at >= *at).map(|_| Event::WorkReminded).into_iter().collect()
    }

    /// Returns true if the work at this place shows in what was read. The block of Grendel shows as well, so a sync must have come
    /// after people were asked, and have left it.
    fn shows(run: &Run, step: usize, before: &Condition, seen: &Condition) -> bool {
        let StepState::Asked { at, .. } = &run.states[step] else { return false };
        let before = Condition { last_sync: before.last_sync.max(Some(*at)), ..before.clone() };
        run.steps[step].is_seen(&before, seen)
    }

    /// Checks the part of a press on the button for work that needs no look-up.
    pub(super) fn may_tick(&self, run: &Run, member: &Member, work: StepKind) -> Result<PressLookup, Refusal> {
        let wanted = self.by_hand().map(|by_hand| by_hand.from.clone()).unwrap_or_default();
        if !member.holds_one_of(&wanted) {
            return Err(Refusal::WorkNotYours { wanted });
        }
        let is_open = run.asked().any(|step| run.steps[step] == work && run.tick_of(step).is_none());
        if is_open { Ok(PressLookup::Standing) } else { Err(Refusal::NoWork) }
    }

    /// A person who does such work says that it is done. The owner of the account does not.
    pub(super) fn on_tick(request: &ApprovalRequest, run: &Run, press: &Press) -> Result<Vec<Event>, Refusal> {
        if press.plan != request.approval.plan {
            return Err(Refusal::StalePlan);
        }
        let standing = policy::in_good_standing(press.standing.clone())?;
        if standing.is_same_human(&request.diagnosed.diagnosis.account.object_id) {
            return Err(Refusal::OwnAccountDecision);
        }
        let is_meant = |step: &usize| Some(run.steps[*step]) == press.verb.work() && run.tick_of(*step).is_none();
        let step = run.asked().find(is_meant).ok_or(Refusal::NoWork)?;
        let (by, interaction) = (press.member.clone(), press.interaction);
        Ok(vec![Event::WorkTicked { step, by, interaction }])
    }
}
