//! A case under a freeze of its tenant: what waits, and until when.

use super::super::event::Event;
use super::super::freeze::Freeze;
use super::super::run::StepState;
use super::super::step::StepKind;
use super::{Case, Now, Phase};

impl Case {
    /// Returns the freeze that holds the case, as its card says it; `None` if nothing does.
    pub const fn parked(&self) -> Option<&Freeze> {
        self.parked.as_ref()
    }

    /// Returns true if this freeze stops the step in this case.
    pub fn is_stopped(&self, step: StepKind, freeze: Option<Freeze>) -> bool {
        freeze.is_some_and(|freeze| freeze.scope.stops(step, self.hands_out(step)))
    }

    /// Returns the step that is to be called next, or `None` if none is.
    pub fn next_step(&self) -> Option<StepKind> {
        let steps = &self.diagnosed()?.diagnosis.plan.steps;
        match &self.phase {
            Phase::Approved(_) => steps.first().copied(),
            Phase::Running(_, run) => match run.current() {
                Some((step, StepState::Pending { .. })) => steps.get(step).copied(),
                _ => None,
            },
            _ => None,
        }
    }

    /// Returns true if the step that comes next waits for the end of a freeze. Those behind it wait too, even if they only
    /// clean: somebody with the old password would sign in again, and set new rules, if the sessions were revoked and the
    /// rules disabled before the new one is set. A containment hands nothing out, so none of its steps waits.
    pub(super) fn is_next_step_stopped(&self, now: Now) -> bool {
        self.next_step().is_some_and(|step| self.is_stopped(step, now.freeze))
    }

    /// Returns true if the steps wait: for the end of a freeze, for Microsoft, or for people.
    pub fn is_waiting(&self, now: Now) -> bool {
        self.is_next_step_stopped(now) || self.paused_until(now).is_some() || self.waits_for_people()
    }

    /// Returns the event that makes the card say what the freeze of the tenant means for this case, if it does not say
    /// so already.
    pub(super) fn follow_freeze(&self, now: Now) -> Option<Event> {
        let holding = now.freeze.filter(|freeze| self.is_held_by(freeze));
        match (holding, self.parked) {
            (Some(freeze), parked) if parked != Some(freeze) => Some(Event::Parked { freeze }),
            (None, Some(_)) if self.is_open_to_freezes() => Some(Event::Resumed),
            _ => None,
        }
    }

    /// Returns true if the case may be parked or resumed in this phase.
    pub(super) const fn is_open_to_freezes(&self) -> bool {
        match &self.phase {
            Phase::Waiting(_) | Phase::Approved(_) | Phase::Running(..) | Phase::DeliveringSecret(_) => true,
            Phase::Opened
            | Phase::Accepted(_)
            | Phase::Diagnosed(_)
            | Phase::AwaitingCountersign(_)
            | Phase::Closed { .. } => false,
        }
    }

    /// Returns true if something that is still to come in this case waits for the end of the freeze.
    fn is_held_by(&self, freeze: &Freeze) -> bool {
        let steps = self.diagnosed().map_or(&[][..], |diagnosed| &diagnosed.diagnosis.plan.steps);
        let is_any_stopped = |from: usize| steps.iter().skip(from).any(|step| self.is_stopped(*step, Some(*freeze)));
        match &self.phase {
            Phase::Waiting(_) | Phase::Approved(_) => is_any_stopped(0),
            Phase::Running(_, run) => match run.current() {
                Some((step, StepState::Pending { .. })) => is_any_stopped(step),
                Some((step, _)) => is_any_stopped(step + 1),
                None => false,
            },
            Phase::DeliveringSecret(_) => freeze.scope.stops_showing(),
            Phase::Opened
            | Phase::Accepted(_)
            | Phase::Diagnosed(_)
            | Phase::AwaitingCountersign(_)
            | Phase::Closed { .. } => false,
        }
    }
}
