//! The work in Active Directory in a run: people do it, tick it off, and reading shows it.

use jiff::{SignedDuration, Timestamp};

use super::{Run, StepState, Verification};
use crate::domain::known_failure::KnownFailure;
use crate::domain::outcome::LookAt;
use crate::domain::people::Member;

/// The time that work which is ticked off gets to show, in minutes: two rounds of the sync, which runs every 30 minutes
/// (<https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-sync-feature-scheduler>).
pub const SYNC_MINUTES: i64 = 60;

/// A member's word that work is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tick {
    /// The place of the step in the plan, from 0.
    pub step: usize,
    /// The member.
    pub by: Member,
    /// The time.
    pub at: Timestamp,
}

impl Tick {
    /// Returns the time until which it is looked for the work.
    pub fn looked_for_until(&self) -> Timestamp {
        self.at + SignedDuration::from_mins(SYNC_MINUTES)
    }
}

impl Run {
    /// Returns the word of the member who ticked the step at this place off, if somebody has.
    pub fn tick_of(&self, step: usize) -> Option<&Tick> {
        self.ticks.iter().find(|tick| tick.step == step)
    }

    /// Returns the places of the steps that people were asked for, and that do not show yet.
    pub fn asked(&self) -> impl Iterator<Item = usize> {
        let states = self.states.iter().enumerate();
        states.filter(|(_, state)| matches!(state, StepState::Asked { .. })).map(|(step, _)| step)
    }

    /// Returns the places of the steps that people can be asked for now.
    pub fn to_ask(&self) -> Vec<usize> {
        let is_ready = |step: &usize| {
            let is_pending = matches!(self.states[*step], StepState::Pending { .. }) && !self.is_over(*step);
            let needed = (0..self.steps.len()).filter(|other| self.steps[*step].needs(self.steps[*other]));
            self.steps[*step].is_by_hand() && is_pending && needed.into_iter().all(|other| self.is_over(other))
        };
        (0..self.steps.len()).filter(is_ready).collect()
    }

    /// Returns true if nothing is left but work that people do, and what waits for it.
    pub fn waits_for_people(&self) -> bool {
        self.current().is_none() && !self.is_finished()
    }

    /// Returns the latest end of the time that people have, or had, for work; `None` if nobody was asked for any. What is done after
    /// the work has time until then as well.
    pub const fn window_end(&self) -> Option<Timestamp> {
        self.work_until
    }

    /// Returns the time at which work that is ticked off is looked for no longer, and its place; the first that there is.
    pub fn next_unseen(&self) -> Option<(usize, Timestamp)> {
        let ticks = self.asked().filter_map(|step| self.tick_of(step));
        ticks.map(|tick| (tick.step, tick.looked_for_until())).min_by_key(|(_, at)| *at)
    }

    /// Returns true if Microsoft refused the step because Active Directory is the master, and the plan has people do it there: that
    /// is no failure.
    pub fn is_left_to_master(&self, step: usize) -> bool {
        let is_masters = |trouble| KnownFailure::of(trouble) == Some(KnownFailure::MasteredOnPremises);
        let is_refused = matches!(&self.states[step], StepState::Refused(trouble) if is_masters(trouble));
        is_refused && self.steps[step].by_hand().is_some_and(|by_hand| self.steps.contains(&by_hand))
    }

    /// Returns true if the step at this place was taken before, and is to be taken once more.
    pub fn is_again(&self, step: usize) -> bool {
        self.rounds > 0 && self.steps[step].is_taken_again() && matches!(self.states[step], StepState::Pending { .. })
    }

    /// Returns true if the step at this place waits for others: for work that people do, or for one that is taken once more.
    pub(super) fn waits_for_work(&self, step: usize) -> bool {
        let kind = self.steps[step];
        let is_pending = matches!(self.states[step], StepState::Pending { .. });
        is_pending && (0..self.steps.len()).any(|other| kind.needs(self.steps[other]) && !self.is_done_for(step, other))
    }

    /// Returns true if the step at this place need not wait for the other one any more. Enabling the account in Active Directory
    /// is what people agreed to together with enabling it in Entra, so a member's word is enough for that. Everything else that
    /// gives access back waits until the work shows.
    fn is_done_for(&self, step: usize, other: usize) -> bool {
        self.is_over(other) || self.steps[step].follows(self.steps[other]) && self.tick_of(other).is_some()
    }

    /// Returns true if the other step was looked for and does not show, and this one needs that it does. A member's word is not
    /// enough for it, and neither is Microsoft's that it took the step, unless that shows late.
    pub(super) fn is_unseen(&self, step: usize, other: usize) -> bool {
        let is_unseen = matches!(&self.states[other], StepState::Verified { verification, .. } if *verification != Verification::Seen);
        is_unseen && !self.steps[other].shows_late() && !self.steps[step].follows(self.steps[other])
    }

    /// Returns the thing to look at if the step at this place does not show, and another was not begun for that.
    pub(super) fn missed(&self, step: usize) -> Option<LookAt> {
        let is_stopped_by_it = |other: usize| {
            matches!(self.states[other], StepState::Pending { .. }) && self.stopped_by(other) == Some(step)
        };
        let is_verified = matches!(self.states[step], StepState::Verified { .. });
        let stops_another = is_verified && (0..self.steps.len()).any(is_stopped_by_it);
        stops_another.then_some(if self.steps[step].is_by_hand() { LookAt::WorkNotSeen } else { LookAt::EffectNotSeen })
    }

    /// Returns the same, with the steps to be taken once more that are taken again when work in Active Directory is done, if all of
    /// it is: as ticked off, and again when everything shows.
    pub(in crate::domain) fn after_work(mut self, done: usize) -> Self {
        let takes_away = |step: &usize| self.steps[*step].is_by_hand() && self.steps[*step].comes_before_secrets();
        let work: Vec<usize> = (0..self.steps.len()).filter(takes_away).collect();
        let is_seen =
            |step: &usize| matches!(&self.states[*step], StepState::Verified { verification: Verification::Seen, .. });
        let is_done = |step: &usize| is_seen(step) || self.tick_of(*step).is_some();
        let round = match (work.iter().all(is_seen), work.iter().all(is_done)) {
            (true, _) => 2,
            (false, true) => 1,
            (false, false) => 0,
        };
        if !work.contains(&done) || round <= self.rounds {
            return self;
        }
        self.rounds = round;
        for step in 0..self.steps.len() {
            // One that was called a moment ago may have come before the work. To take it twice ends the same.
            let was_begun = !matches!(self.states[step], StepState::Pending { .. });
            if self.steps[step].is_taken_again() && was_begun {
                self.states[step] = StepState::Pending { tries: self.tries[step] };
            }
        }
        self
    }
}
