//! Decides which action the case needs now.

use jiff::Timestamp;

use super::super::account::Names;
use super::super::approval::ApprovalRequirement;
use super::super::authority::Guard;
use super::super::policy::{self, Verdict};
use super::super::run::{Intent, Run, StepState, Warrant};
use super::{Action, ApprovalRequest, Case, DiagnosedTarget, EffectCheck, Now, Phase, decide};

impl Case {
    /// Returns the action that the case needs now.
    pub fn next(&self, now: Now) -> Action {
        self.due_ping().map_or_else(|| self.next_besides_pings(now), Action::Ping)
    }

    /// Returns the action that the case needs while a ping is on its way.
    pub fn next_besides_pings(&self, now: Now) -> Action {
        if self.follow_freeze(now).is_some() {
            return Action::FollowFreeze;
        }
        if let Some(until) = self.paused_until(now).filter(|_| self.is_all_paused(now)) {
            return Action::Await { until };
        }
        match &self.phase {
            Phase::Opened => Action::CheckRequester,
            Phase::Accepted(_) => Action::Diagnose,
            Phase::Diagnosed(diagnosed) => self.find_approvers(diagnosed, now),
            Phase::Waiting(request) if request.approval.is_alone_check_due(now.at) => {
                self.find_approvers(&request.diagnosed, now)
            }
            Phase::Waiting(ApprovalRequest { approval, .. }) => {
                let stage = approval.next_reminder_stage().map(|stage| stage.at);
                let check = approval.not_before().filter(|_| !approval.is_alone_checked());
                Action::Await { until: stage.into_iter().chain(check).fold(approval.expires_at(), Timestamp::min) }
            }
            Phase::Approved(_) | Phase::Running(..) if self.is_next_step_stopped(now) => {
                Action::Await { until: self.held_until().unwrap_or(now.at) }
            }
            Phase::Approved(request) => Self::recheck(request, false),
            Phase::Running(request, run) => self.next_of_run(request, run, now),
            Phase::DeliveringSecret(delivering) => self.next_of_delivery(delivering, now),
            Phase::AwaitingCountersign(awaiting) => Action::Await { until: awaiting.until },
            Phase::Closed { settled: false, .. } => Action::ShowEnd,
            Phase::Closed { settled: true, .. } => Action::Rest,
        }
    }

    pub(super) fn find_approvers(&self, diagnosed: &DiagnosedTarget, now: Now) -> Action {
        let account = &diagnosed.diagnosis.account;
        let requirement = match self.verdict(diagnosed, now) {
            Verdict::Ask(requirement) => requirement,
            // The approval is decided by the caller; no candidates are needed.
            Verdict::Allow | Verdict::Refuse(_) => ApprovalRequirement { rules: Vec::new(), escalated: Vec::new() },
        };
        let receiver = decide::receiver_rule(diagnosed, &requirement);
        Action::FindApprovers { requirement, guard: Guard::of(account), target: account.object_id, receiver }
    }

    pub(super) fn verdict(&self, diagnosed: &DiagnosedTarget, now: Now) -> Verdict {
        policy::verdict(&self.opening.terms, &diagnosed.requester, &diagnosed.diagnosis, now.at)
    }

    /// Returns the action that reads again what the next step rests on: everything before the first step, later only
    /// what bounds the others.
    fn recheck(request: &ApprovalRequest, begun: bool) -> Action {
        let diagnosis = &request.diagnosed.diagnosis;
        let account = &diagnosis.account;
        let names = Names { upn: account.upn.clone(), display_name: account.display_name.clone() };
        Action::Recheck {
            target: diagnosis.plan.target,
            names,
            before: begun.then(|| Box::new(account.clone())),
            approvers: request.approval.approvers().map(|one| (one.by.id, one.account)).collect(),
        }
    }

    fn next_of_run(&self, request: &ApprovalRequest, run: &Run, now: Now) -> Action {
        let plan = &request.diagnosed.diagnosis.plan;
        let look = |intent: &Intent| EffectCheck {
            target: plan.target,
            kind: plan.steps[intent.step],
            before: intent.before.clone(),
            step: intent.step,
        };
        if !run.to_ask().is_empty() {
            // People are asked for their part before Grendel goes on with its own.
            return Action::Await { until: now.at };
        }
        match self.current_step(run, now) {
            Some((_, StepState::Pending { .. })) => Self::recheck(request, !run.begun().is_empty()),
            Some((_, StepState::Intended(intent))) if intent.epoch == now.epoch => {
                Action::Perform(Warrant::new(self.number, &request.diagnosed.diagnosis, request.approval.plan, intent))
            }
            // Another epoch: the process died after the intent was written, and it is unknown if the call went out.
            Some((_, StepState::Intended(intent) | StepState::Unanswered(intent, _))) => {
                Action::Reconcile(look(intent))
            }
            Some((_, StepState::Taken(intent, _))) => Action::Verify(look(intent)),
            None if run.waits_for_people() => self.await_work(plan.target, run),
            // All of these end the run with the very event that makes them so.
            Some((
                _,
                StepState::Refused(_) | StepState::Unknown(_) | StepState::Verified { .. } | StepState::Asked { .. },
            ))
            | None => Action::Rest,
        }
    }
}
