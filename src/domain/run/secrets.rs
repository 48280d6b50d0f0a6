//! The passwords and passes of a run.

use super::{Run, StepState, Verification};
use crate::domain::access::MethodId;
use crate::domain::plan::Plan;
use crate::domain::step::StepKind;

impl Run {
    /// Returns true if one of its steps made a pass, even if its id is not known.
    pub fn has_made_pass(&self) -> bool {
        self.issued.iter().any(|issued| issued.step == StepKind::IssueTemporaryAccessPass)
    }

    /// Returns the passes that its steps made, as far as their ids are known.
    pub fn passes(&self) -> Vec<MethodId> {
        self.issued.iter().filter_map(|issued| issued.pass).collect()
    }

    /// Returns true if every step of the plan that must come before a secret is handed over took effect.
    ///
    /// Of two steps it is enough that Microsoft took them. The instant from which sessions are valid may show minutes later
    /// (<https://learn.microsoft.com/graph/api/user-revokesigninsessions>), and so may that of a new password; waiting for
    /// it would lose most passwords, which are kept for minutes. The card says which effect is not visible yet.
    pub fn has_shut_out(&self, plan: &Plan) -> bool {
        let is_seen = |state: &StepState| matches!(state, StepState::Verified { verification: Verification::Seen, .. });
        let has_effect = |step: StepKind, state: &StepState| is_seen(state) || step.shows_late() && state.is_taken();
        let steps = plan.steps.iter().zip(&self.states);
        steps.into_iter().all(|(step, state)| !step.comes_before_secrets() || has_effect(*step, state))
    }

    /// Returns true if Microsoft refused a step with a success: it made something that is of no use.
    pub fn has_made_useless(&self) -> bool {
        self.states.iter().any(|state| matches!(state, StepState::Refused(trouble) if trouble.is_of_success()))
    }
}
