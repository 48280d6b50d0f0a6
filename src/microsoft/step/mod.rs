//! The steps, one file each: the call that changes something, and the read that shows whether it took effect.
//!
//! Each file has a `perform` and a `read_back`. A `perform` takes the [`Warrant`] of the step and hands it on to the
//! request; without one, no [`WriteCall`](super::service::WriteCall) can be made. A `read_back` reads what its step
//! changes from where Microsoft writes it, and nothing else.

mod block_sign_in;
mod clear_forwarding;
mod confirm_compromised;
mod disable_inbox_rules;
mod dismiss_risk;
mod enable_sign_in;
mod issue_temporary_access_pass;
mod on_premises;
mod point_to_self_service;
mod release_sender;
mod reset_password;
mod revoke_sign_in_sessions;
mod revoke_temporary_access_pass;

use super::exchange::Exchange;
use super::service::response_of;
use super::{Microsoft, error};
use crate::domain::Trouble;
use crate::domain::case::EffectCheck;
use crate::domain::condition::Condition;
use crate::domain::run::{StepResponse, Warrant};
use crate::domain::step::StepKind;
use crate::ports::{Budget, StepResult, TenantError};

/// The parameters in the warrant are not those that the step takes; nothing was called.
const PARAMETERS_MISSING: &str = "parameters_missing";
/// A freeze began between two calls of the step.
const PARTLY_WITHHELD: &str = "partly_withheld";
/// The tenant is configured without Exchange.
const EXCHANGE_OFF: &str = "exchange_off";

impl Microsoft {
    /// Takes the step of a warrant.
    pub(super) async fn perform_step(&self, warrant: &Warrant, budget: &Budget) -> StepResult {
        match warrant.kind() {
            StepKind::BlockSignIn => block_sign_in::perform(self, warrant, budget).await,
            StepKind::ResetPassword => reset_password::perform(self, warrant, budget).await,
            StepKind::RevokeTemporaryAccessPass => revoke_temporary_access_pass::perform(self, warrant, budget).await,
            StepKind::RevokeSignInSessions => revoke_sign_in_sessions::perform(self, warrant, budget).await,
            StepKind::ClearForwarding => clear_forwarding::perform(self, warrant, budget).await,
            StepKind::DisableInboxRules => disable_inbox_rules::perform(self, warrant, budget).await,
            StepKind::ConfirmCompromised => confirm_compromised::perform(self, warrant, budget).await,
            StepKind::DismissRisk => dismiss_risk::perform(self, warrant, budget).await,
            StepKind::IssueTemporaryAccessPass => issue_temporary_access_pass::perform(self, warrant, budget).await,
            StepKind::EnableSignIn => enable_sign_in::perform(self, warrant, budget).await,
            StepKind::PointToSelfService => point_to_self_service::perform(self, warrant, budget).await,
            StepKind::DisableOnPremises | StepKind::ResetPasswordOnPremises | StepKind::EnableOnPremises => {
                on_premises::refuse().into()
            }
            StepKind::ReleaseSender => release_sender::perform(self, warrant, budget).await,
        }
    }

    /// Reads what a step changes, as it is now.
    pub(super) async fn read_back(&self, check: &EffectCheck, budget: &Budget) -> Result<Condition, TenantError> {
        match check.kind {
            StepKind::BlockSignIn => block_sign_in::read_back(self, check, budget).await,
            StepKind::ResetPassword => reset_password::read_back(self, check, budget).await,
            StepKind::RevokeTemporaryAccessPass => revoke_temporary_access_pass::read_back(self, check, budget).await,
            StepKind::RevokeSignInSessions => revoke_sign_in_sessions::read_back(self, check, budget).await,
            StepKind::ClearForwarding => clear_forwarding::read_back(self, check, budget).await,
            StepKind::DisableInboxRules => disable_inbox_rules::read_back(self, check, budget).await,
            StepKind::ConfirmCompromised => confirm_compromised::read_back(self, check, budget).await,
            StepKind::DismissRisk => dismiss_risk::read_back(self, check, budget).await,
            StepKind::IssueTemporaryAccessPass => issue_temporary_access_pass::read_back(self, check, budget).await,
            StepKind::EnableSignIn => enable_sign_in::read_back(self, check, budget).await,
            StepKind::PointToSelfService => Ok(point_to_self_service::read_back(check)),
            StepKind::DisableOnPremises | StepKind::ResetPasswordOnPremises | StepKind::EnableOnPremises => {
                on_premises::read_back(self, check, budget).await
            }
            StepKind::ReleaseSender => release_sender::read_back(self, check, budget).await,
        }
    }

    /// Returns Exchange, for a step that needs it. `call` is the name of the call that cannot be made without.
    fn exchange_for(&self, call: &str) -> Result<&Exchange, TenantError> {
        let message = "Grendel is not set up for Exchange in this tenant";
        self.exchange.as_ref().ok_or_else(|| TenantError::Rejected(error::own_trouble(call, EXCHANGE_OFF, message)))
    }
}

/// Returns a condition with `sign_in_enabled` as it was before the step, and without everything else.
fn unread(check: &EffectCheck) -> Condition {
    Condition { sign_in_enabled: check.before.sign_in_enabled, ..Condition::default() }
}

/// Returns the outcome of a step of several calls that ends with this answer to the call `index`; `None` if it goes on. What
/// is withheld, throttled or not sent after the first call leaves a part done, so it counts as no answer: it is read, and done
/// again.
fn ended_at(answer: &StepResponse, call: &str, what: &str, index: usize, count: usize) -> Option<StepResponse> {
    let named = |trouble: &Trouble| {
        let message = format!("{what} {} of {count}: {}", index + 1, trouble.message);
        Trouble { message: error::cut(&message, Trouble::MESSAGE_CHARS_MAX), ..trouble.clone() }
    };
    match answer {
        StepResponse::Taken(_) => None,
        StepResponse::Refused(trouble) if index > 0 && trouble.is_throttled() => {
            Some(StepResponse::None(named(trouble)))
        }
        StepResponse::Refused(trouble) => Some(StepResponse::Refused(named(trouble))),
        StepResponse::PutOff(trouble) if index == 0 => Some(StepResponse::PutOff(named(trouble))),
        StepResponse::None(trouble) | StepResponse::PutOff(trouble) => Some(StepResponse::None(named(trouble))),
        StepResponse::Withheld if index == 0 => Some(StepResponse::Withheld),
        StepResponse::Withheld => {
            let trouble = error::own_trouble(call, PARTLY_WITHHELD, "the tenant was frozen in between");
            Some(StepResponse::None(named(&trouble)))
        }
    }
}

/// Returns the outcome of a step that Grendel itself refuses, before a call that changes something.
fn refused(call: &str, code: &str, message: &str) -> StepResponse {
    response_of(TenantError::Rejected(error::own_trouble(call, code, message)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::run::Receipt;

    /// A freeze between two calls leaves a part done. It must be read and done again, not taken for untouched or done.
    #[test]
    fn a_step_of_several_calls_ends_with_the_first_that_is_not_taken() {
        let ended = |answer: StepResponse, index| ended_at(&answer, "DELETE /x", "pass", index, 2);
        let trouble = || error::own_trouble("DELETE /x", "busy", "try again");
        assert_eq!(ended(StepResponse::Taken(Receipt::default()), 0), None);
        assert_eq!(ended(StepResponse::Withheld, 0), Some(StepResponse::Withheld));
        let Some(StepResponse::None(partly)) = ended(StepResponse::Withheld, 1) else { panic!("not a part done") };
        assert_eq!((partly.code.as_str(), &partly.message[..12]), (PARTLY_WITHHELD, "pass 2 of 2:"));
        let Some(StepResponse::Refused(named)) = ended(StepResponse::Refused(trouble()), 0) else { panic!("not one") };
        assert_eq!(named.message, "pass 1 of 2: try again");
        assert!(matches!(ended(StepResponse::None(trouble()), 1), Some(StepResponse::None(_))));
        let throttled = || Trouble { status: Some(429), ..trouble() };
        assert!(matches!(ended(StepResponse::Refused(throttled()), 0), Some(StepResponse::Refused(_))));
        assert!(matches!(ended(StepResponse::Refused(throttled()), 1), Some(StepResponse::None(_))), "a part is done");
        assert!(matches!(ended(StepResponse::PutOff(trouble()), 0), Some(StepResponse::PutOff(_))));
        assert!(matches!(ended(StepResponse::PutOff(trouble()), 1), Some(StepResponse::None(_))), "a part is done");
    }
}
