//! Sets a random password that is valid for one sign-in.

use serde_json::json;

use super::refused;
use crate::domain::Trouble;
use crate::domain::case::EffectCheck;
use crate::domain::condition::Condition;
use crate::domain::run::{StepResponse, Warrant};
use crate::microsoft::{Microsoft, password, users};
use crate::ports::{Budget, StepResult, TenantError};
use crate::secret::Secret;

const RESET: &str = "PATCH /users/{id}";

/// The operating system gave no randomness.
const NO_RANDOMNESS: &str = "no_randomness";

/// Returns the password even without a response: Microsoft may have set it, and no one else has it.
pub(super) async fn perform(microsoft: &Microsoft, warrant: &Warrant, budget: &Budget) -> StepResult {
    let password = match password::generate() {
        Ok(password) => password,
        Err(error) => return refused(RESET, NO_RANDOMNESS, &error.to_string()).into(),
    };
    let profile = json!({ "password": password.reveal(), "forceChangePasswordNextSignIn": true });
    let call = users::update_call(warrant, json!({ "passwordProfile": profile }));
    match microsoft.graph.write(&call, budget).await {
        StepResponse::Refused(trouble) => StepResponse::Refused(without(trouble, &password)).into(),
        StepResponse::None(trouble) => {
            StepResult { answer: StepResponse::None(without(trouble, &password)), secret: Some(password) }
        }
        StepResponse::PutOff(trouble) => StepResponse::PutOff(without(trouble, &password)).into(),
        StepResponse::Withheld => StepResponse::Withheld.into(),
        answer @ StepResponse::Taken(_) => StepResult { answer, secret: Some(password) },
    }
}

pub(super) async fn read_back(
    microsoft: &Microsoft,
    check: &EffectCheck,
    budget: &Budget,
) -> Result<Condition, TenantError> {
    microsoft.graph.user_condition(&check.target, budget).await
}

/// Removes the password from the message. No document promises that a refusal does not repeat what was refused.
fn without(trouble: Trouble, password: &Secret) -> Trouble {
    Trouble { message: trouble.message.replace(password.reveal(), "…"), ..trouble }
}
