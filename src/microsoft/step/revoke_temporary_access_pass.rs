//! Deletes temporary access passes, named by their ids in the parameters of the warrant
//! (<https://learn.microsoft.com/graph/api/temporaryaccesspassauthenticationmethod-delete>).

use super::{PARAMETERS_MISSING, ended_at, refused, unread};
use crate::domain::Trouble;
use crate::domain::access::MethodId;
use crate::domain::case::EffectCheck;
use crate::domain::condition::{Condition, Parameters};
use crate::domain::run::{Receipt, StepResponse, Warrant};
use crate::microsoft::Microsoft;
use crate::microsoft::address::user_by_id;
use crate::microsoft::graph::GraphPage;
use crate::microsoft::methods::{AuthenticationMethod, methods_query};
use crate::microsoft::service::{WriteCall, response_of};
use crate::ports::{Budget, StepResult, TenantError};

const REVOKE_PASS: &str = "DELETE /users/{id}/authentication/temporaryAccessPassMethods/{id}";

/// Deletes one pass after the other, up to the first that is refused or not answered. A pass that is gone (404) counts as
/// deleted: an account has one at most, and a new one replaces it. Without ids, the pass of the account is read first.
pub(super) async fn perform(microsoft: &Microsoft, warrant: &Warrant, budget: &Budget) -> StepResult {
    let Parameters::Passes(known) = warrant.parameters() else {
        return refused(REVOKE_PASS, PARAMETERS_MISSING, "no pass to take back").into();
    };
    let ids = if known.is_empty() { living_passes(microsoft, warrant, budget).await } else { Ok(known.clone()) };
    let ids = match ids {
        Ok(ids) => ids,
        Err(error) => return response_of(error).into(),
    };
    let mut answer = StepResponse::Taken(Receipt::default());
    for (index, id) in ids.iter().enumerate() {
        let path = format!("{}/authentication/temporaryAccessPassMethods/{id}", user_by_id(warrant.target()));
        answer = match microsoft.graph.write(&WriteCall::delete(warrant, REVOKE_PASS, path), budget).await {
            StepResponse::Refused(Trouble { status: Some(404), request_id, .. }) => {
                StepResponse::Taken(Receipt { status: Some(404), request_id, ..Receipt::default() })
            }
            answer => answer,
        };
        if let Some(ended) = ended_at(&answer, REVOKE_PASS, "pass", index, ids.len()) {
            return ended.into();
        }
    }
    answer.into()
}

/// Reads the passes of an account that Grendel made one for and does not know the id of.
async fn living_passes(
    microsoft: &Microsoft,
    warrant: &Warrant,
    budget: &Budget,
) -> Result<Vec<MethodId>, TenantError> {
    let page: GraphPage<AuthenticationMethod> = microsoft.graph.get(&methods_query(warrant.target()), budget).await?;
    Ok(page.value.iter().filter_map(AuthenticationMethod::living_pass).collect())
}

/// Reads the ids of the passes that somebody could still sign in with.
pub(super) async fn read_back(
    microsoft: &Microsoft,
    check: &EffectCheck,
    budget: &Budget,
) -> Result<Condition, TenantError> {
    let page: GraphPage<AuthenticationMethod> = microsoft.graph.get(&methods_query(&check.target), budget).await?;
    let passes = page.value.iter().filter_map(AuthenticationMethod::usable_pass).collect();
    Ok(Condition { passes: Some(passes), ..unread(check) })
}
