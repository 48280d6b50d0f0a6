//! Issues a temporary access pass, valid for one sign-in
//! (<https://learn.microsoft.com/graph/api/authentication-post-temporaryaccesspassmethods>).

use serde::Deserialize;
use serde_json::json;

use super::{PARAMETERS_MISSING, refused, unread};
use crate::domain::Trouble;
use crate::domain::access::MethodId;
use crate::domain::case::EffectCheck;
use crate::domain::condition::{Condition, Parameters};
use crate::domain::run::{Receipt, StepResponse, Warrant};
use crate::microsoft::Microsoft;
use crate::microsoft::address::user_by_id;
use crate::microsoft::error::{self, ANSWER_UNREADABLE};
use crate::microsoft::graph::GraphPage;
use crate::microsoft::methods::{AuthenticationMethod, NOT_YET_VALID, PASS, methods_query};
use crate::microsoft::service::{WriteCall, receipt};
use crate::ports::{Budget, StepResult, TenantError};
use crate::secret::Secret;

const ISSUE_PASS: &str = "POST /users/{id}/authentication/temporaryAccessPassMethods";

/// Microsoft issued a pass that nobody can sign in with, and gives no reason.
const PASS_UNUSABLE: &str = "pass_unusable";

/// Microsoft answers with 201, and shows the pass in that response only.
pub(super) async fn perform(microsoft: &Microsoft, warrant: &Warrant, budget: &Budget) -> StepResult {
    let Parameters::Pass { lifetime_minutes } = warrant.parameters() else {
        return refused(ISSUE_PASS, PARAMETERS_MISSING, "no lifetime").into();
    };
    let body = json!({ "lifetimeInMinutes": lifetime_minutes, "isUsableOnce": true });
    let path = user_by_id(warrant.target()) + "/authentication/temporaryAccessPassMethods";
    let call = WriteCall::post(warrant, ISSUE_PASS, path, Some(body));
    let response = match microsoft.graph.service.send_write(&call, budget).await {
        Ok(response) => response,
        Err(answer) => return answer.into(),
    };
    let trouble = |code: &str, message: &str| {
        let trouble = error::own_trouble(ISSUE_PASS, code, message);
        Trouble { status: Some(response.status.as_u16()), request_id: response.request_id.clone(), ..trouble }
    };
    // An error does not repeat a body that cannot be parsed, because it may hold the pass.
    let pass: Option<IssuedPass> = response.body.as_deref().and_then(|body| serde_json::from_slice(body).ok());
    let Some(IssuedPass { temporary_access_pass: Some(text), id, is_usable, method_usability_reason }) = pass else {
        let message = "a pass was made, and the answer does not show it";
        return StepResponse::None(trouble(ANSWER_UNREADABLE, message)).into();
    };
    let secret = Secret::new(text);
    let reason = method_usability_reason.unwrap_or_default();
    if is_usable == Some(false) && !reason.eq_ignore_ascii_case(NOT_YET_VALID) {
        // The pass exists, but the aim is that its owner can sign in with it. So the step failed, and the pass is not
        // shown.
        let code = if reason.is_empty() { PASS_UNUSABLE } else { reason.as_str() };
        return StepResponse::Refused(trouble(code, "the pass was made, and nobody can sign in with it")).into();
    }
    let made = Receipt { pass: id.as_deref().and_then(MethodId::parse), ..receipt(&response) };
    StepResult { answer: StepResponse::Taken(made), secret: Some(secret) }
}

/// Reads when the latest pass of the account was issued.
pub(super) async fn read_back(
    microsoft: &Microsoft,
    check: &EffectCheck,
    budget: &Budget,
) -> Result<Condition, TenantError> {
    let page: GraphPage<AuthenticationMethod> = microsoft.graph.get(&methods_query(&check.target), budget).await?;
    let passes = page.value.into_iter().filter(|method| method.kind == PASS);
    let pass_from = passes.filter_map(|pass| pass.created_date_time).max();
    Ok(Condition { pass_from, ..unread(check) })
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct IssuedPass {
    id: Option<String>,
    temporary_access_pass: Option<String>,
    is_usable: Option<bool>,
    method_usability_reason: Option<String>,
}
