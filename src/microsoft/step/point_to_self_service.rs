//! Sends the owner of an account to self-service password reset. Changes nothing in the tenant.

use serde::Deserialize;

use super::{refused, unread};
use crate::domain::case::EffectCheck;
use crate::domain::condition::Condition;
use crate::domain::run::{Receipt, StepResponse, Warrant};
use crate::microsoft::Microsoft;
use crate::microsoft::graph::Query;
use crate::microsoft::methods::registration_path;
use crate::microsoft::service::response_of;
use crate::ports::{Budget, StepResult};

const REGISTRATION: &str = "GET /reports/authenticationMethods/userRegistrationDetails/{id}";

/// No policy allows the account self-service password reset.
const SELF_SERVICE_OFF: &str = "self_service_off";
/// The account is not registered for self-service password reset.
const SELF_SERVICE_UNREGISTERED: &str = "self_service_unregistered";

/// Reads the registration once more, so that no one is sent to a page that does not let them in.
pub(super) async fn perform(microsoft: &Microsoft, warrant: &Warrant, budget: &Budget) -> StepResult {
    let query: Query<SelfServiceRegistration> = Query::get(REGISTRATION, registration_path(warrant.target()));
    let answer = match microsoft.graph.get_with_id(&query, budget).await {
        Ok((SelfServiceRegistration { is_sspr_enabled: true, is_sspr_registered: true }, request_id)) => {
            StepResponse::Taken(Receipt { status: Some(200), request_id, ..Receipt::default() })
        }
        Ok((SelfServiceRegistration { is_sspr_enabled: false, .. }, _)) => {
            refused(REGISTRATION, SELF_SERVICE_OFF, "no policy lets the owner reset the password")
        }
        Ok(_) => refused(REGISTRATION, SELF_SERVICE_UNREGISTERED, "the owner has not registered what it takes"),
        Err(error) => response_of(error),
    };
    answer.into()
}

/// The step changes nothing, so there is nothing to read.
pub(super) fn read_back(check: &EffectCheck) -> Condition {
    unread(check)
}

/// <https://learn.microsoft.com/graph/api/resources/userregistrationdetails>
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SelfServiceRegistration {
    is_sspr_enabled: bool,
    is_sspr_registered: bool,
}
