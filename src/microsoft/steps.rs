//! The steps: the only calls that change anything. Never in a batch, never by name, each with the id of its operation.

use reqwest::Method;
use serde::Deserialize;
use serde_json::{Value, json};

use super::address::user_by_id;
use super::error::{self, ANSWER_UNREADABLE, cut};
use super::exchange::{self, Cmdlet, Exchange};
use super::graph::{ApiCall, Graph};
use super::service::{answer_of, receipt};
use super::{Microsoft, password};
use crate::domain::condition::Parameters;
use crate::domain::run::{Answer, Receipt};
use crate::domain::step::StepKind;
use crate::domain::{ObjectId, OperationId, Trouble};
use crate::ports::{Budget, StepResult, TenantError};
use crate::secret::Secret;

const UPDATE_USER: &str = "PATCH /users/{id}";
const REVOKE: &str = "POST /users/{id}/revokeSignInSessions";
const ISSUE_PASS: &str = "POST /users/{id}/authentication/temporaryAccessPassMethods";
const REGISTRATION: &str = "GET /reports/authenticationMethods/userRegistrationDetails/{id}";
const DISMISS: &str = "POST /identityProtection/riskyUsers/dismiss";
const CONFIRM: &str = "POST /identityProtection/riskyUsers/confirmCompromised";

/// What the step was approved with is not what it takes; then nothing is called.
const PARAMETERS_MISSING: &str = "parameters_missing";
/// The operating system gave no randomness.
const NO_RANDOMNESS: &str = "no_randomness";
/// The owner of the account cannot reset the password without anybody, whatever was read before.
const SELF_SERVICE_OFF: &str = "self_service_off";
const SELF_SERVICE_UNREGISTERED: &str = "self_service_unregistered";
/// Microsoft made a pass that nobody can sign in with, and does not say why.
const PASS_UNUSABLE: &str = "pass_unusable";
/// A pass that is not good yet will be (<https://learn.microsoft.com/graph/api/resources/temporaryaccesspassauthenticationmethod>).
const NOT_YET_VALID: &str = "notYetValid";

/// One step, with all that a warrant says of it.
pub(super) struct Order<'a> {
    pub kind: StepKind,
    pub target: &'a ObjectId,
    pub parameters: &'a Parameters,
    pub operation: &'a OperationId,
}

/// The call of a step, as it is named in errors and in the log.
pub(super) const fn name(kind: StepKind) -> &'static str {
    match kind {
        StepKind::EnableSignIn | StepKind::BlockSignIn | StepKind::ResetPassword => UPDATE_USER,
        StepKind::RevokeSignInSessions => REVOKE,
        StepKind::IssueTemporaryAccessPass => ISSUE_PASS,
        StepKind::PointToSelfService => REGISTRATION,
        StepKind::DismissRisk => DISMISS,
        StepKind::ConfirmCompromised => CONFIRM,
        StepKind::ReleaseSender => Cmdlet::RemoveBlockedSender.call(),
        StepKind::ClearForwarding => Cmdlet::SetMailbox.call(),
        StepKind::DisableInboxRules => Cmdlet::DisableInboxRule.call(),
    }
}

impl Microsoft {
    /// Takes a step.
    pub(super) async fn take_step(&self, order: &Order<'_>, budget: &Budget) -> StepResult {
        let (graph, target) = (&self.graph.service, order.target);
        let call = match order.kind {
            StepKind::BlockSignIn => update(target, json!({ "accountEnabled": false })),
            StepKind::EnableSignIn => update(target, json!({ "accountEnabled": true })),
            // Answered with 200, or another 2xx (<https://learn.microsoft.com/graph/api/user-revokesigninsessions>).
            StepKind::RevokeSignInSessions => ApiCall::post(REVOKE, user_by_id(target) + "/revokeSignInSessions", None),
            // <https://learn.microsoft.com/graph/api/riskyuser-dismiss>
            StepKind::DismissRisk => risk("dismiss", order),
            // <https://learn.microsoft.com/graph/api/riskyuser-confirmcompromised>
            StepKind::ConfirmCompromised => risk("confirmCompromised", order),
            StepKind::ResetPassword => return self.graph.reset_password(order, budget).await,
            StepKind::IssueTemporaryAccessPass => return self.graph.issue_pass(order, budget).await,
            StepKind::PointToSelfService => return self.graph.point_to_self_service(target, budget).await.into(),
            StepKind::ReleaseSender | StepKind::ClearForwarding | StepKind::DisableInboxRules => {
                return match self.exchange_for(order.kind) {
                    Ok(exchange) => exchange.take_step(order, budget).await.into(),
                    Err(error) => answer_of(error).into(),
                };
            }
        };
        graph.write(&call, &order.operation.0, budget).await.into()
    }
}

/// Answered with 204 (<https://learn.microsoft.com/graph/api/user-update>).
fn update(target: &ObjectId, body: Value) -> ApiCall {
    ApiCall { method: Method::PATCH, ..ApiCall::post(UPDATE_USER, user_by_id(target), Some(body)) }
}

/// Answered with 204. One person a call: how many it takes is documented nowhere.
fn risk(action: &str, order: &Order<'_>) -> ApiCall {
    let body = json!({ "userIds": [order.target.to_string()] });
    ApiCall::post(name(order.kind), format!("/identityProtection/riskyUsers/{action}"), Some(body))
}

impl Graph {
    /// Where no answer came, Microsoft may have taken the password, and then nobody else has it: it is given along.
    async fn reset_password(&self, order: &Order<'_>, budget: &Budget) -> StepResult {
        let secret = match password::generate() {
            Ok(secret) => secret,
            Err(error) => return refused(UPDATE_USER, NO_RANDOMNESS, &error.to_string()).into(),
        };
        let profile = json!({ "password": secret.reveal(), "forceChangePasswordNextSignIn": true });
        let call = update(order.target, json!({ "passwordProfile": profile }));
        match self.service.write(&call, &order.operation.0, budget).await {
            Answer::Refused(trouble) => Answer::Refused(without(trouble, &secret)).into(),
            Answer::None(trouble) => {
                StepResult { answer: Answer::None(without(trouble, &secret)), secret: Some(secret) }
            }
            answer @ Answer::Taken(_) => StepResult { answer, secret: Some(secret) },
        }
    }

    /// Answered with 201, and the pass stands in that answer only
    /// (<https://learn.microsoft.com/graph/api/authentication-post-temporaryaccesspassmethods>).
    async fn issue_pass(&self, order: &Order<'_>, budget: &Budget) -> StepResult {
        let Parameters::Pass { lifetime_minutes } = order.parameters else {
            return refused(ISSUE_PASS, PARAMETERS_MISSING, "no lifetime").into();
        };
        let body = json!({ "lifetimeInMinutes": lifetime_minutes, "isUsableOnce": true });
        let path = user_by_id(order.target) + "/authentication/temporaryAccessPassMethods";
        let call = ApiCall::post(ISSUE_PASS, path, Some(body));
        let answered = match self.service.send(&call, &order.operation.0, budget).await {
            Ok(answered) => answered,
            Err(answer) => return answer.into(),
        };
        let trouble = |code: &str, message: &str| {
            let trouble = error::own_trouble(ISSUE_PASS, code, message);
            Trouble { status: Some(answered.status.as_u16()), request_id: answered.request_id.clone(), ..trouble }
        };
        // What cannot be read is not repeated in an error: it may hold the pass.
        let pass: Option<IssuedPass> = answered.body.as_deref().and_then(|body| serde_json::from_slice(body).ok());
        let Some(IssuedPass { temporary_access_pass: Some(text), is_usable, method_usability_reason }) = pass else {
            let message = "a pass was made, and the answer does not show it";
            return Answer::None(trouble(ANSWER_UNREADABLE, message)).into();
        };
        let secret = Secret::new(text);
        let reason = method_usability_reason.unwrap_or_default();
        if is_usable == Some(false) && reason != NOT_YET_VALID {
            // It is there and is of no use: what was to be reached was not, so that is what is said, and nobody is given it.
            let code = if reason.is_empty() { PASS_UNUSABLE } else { reason.as_str() };
            return Answer::Refused(trouble(code, "the pass was made, and nobody can sign in with it")).into();
        }
        StepResult { answer: Answer::Taken(receipt(&answered)), secret: Some(secret) }
    }

    /// Looks again whether the owner can do it, because nobody is to be sent where they are not let in. Changes nothing.
    async fn point_to_self_service(&self, target: &ObjectId, budget: &Budget) -> Answer {
        let call =
            ApiCall::get(REGISTRATION, format!("/reports/authenticationMethods/userRegistrationDetails/{target}"));
        let read = self.read(&call, budget).await;
        let read = read.and_then(|(value, id)| Ok((error::read::<Registration>(REGISTRATION, value)?, id)));
        match read {
            Ok((Registration { is_sspr_enabled: true, is_sspr_registered: true }, request_id)) => {
                Answer::Taken(Receipt { status: Some(200), request_id })
            }
            Ok((Registration { is_sspr_enabled: false, .. }, _)) => {
                refused(REGISTRATION, SELF_SERVICE_OFF, "no policy lets the owner reset the password")
            }
            Ok(_) => refused(REGISTRATION, SELF_SERVICE_UNREGISTERED, "the owner has not registered what it takes"),
            Err(error) => answer_of(error),
        }
    }
}

impl Exchange {
    async fn take_step(&self, order: &Order<'_>, budget: &Budget) -> Answer {
        match (order.kind, order.parameters) {
            (StepKind::ReleaseSender, Parameters::Sender(address)) => self.release(address, order, budget).await,
            (StepKind::ClearForwarding, _) => {
                // Nothing at all clears a property.
                let parameters = json!({
                    "Identity": order.target.to_string(),
                    "ForwardingAddress": null,
                    "ForwardingSmtpAddress": null,
                    "DeliverToMailboxAndForward": false,
                });
                self.write(Cmdlet::SetMailbox, &parameters, order.operation, budget).await
            }
            (StepKind::DisableInboxRules, Parameters::InboxRules(ids)) if !ids.is_empty() => {
                self.disable_rules(ids, order, budget).await
            }
            (kind, _) => refused(name(kind), PARAMETERS_MISSING, "nothing to do it with"),
        }
    }

    /// Read first: how often Microsoft releases somebody is limited, and a sender who is free already need not be released
    /// (<https://learn.microsoft.com/defender-office-365/outbound-spam-restore-restricted-users>).
    async fn release(&self, address: &str, order: &Order<'_>, budget: &Budget) -> Answer {
        match self.is_blocked(address, budget).await {
            Ok((true, _)) => {}
            Ok((false, request_id)) => return Answer::Taken(Receipt { status: None, request_id }),
            Err(error) => return answer_of(error),
        }
        let parameters = json!({ "SenderAddress": address });
        gone_is_done(self.write(Cmdlet::RemoveBlockedSender, &parameters, order.operation, budget).await)
    }

    /// One after the other. A rule that is gone does nothing any more; the first that is refused, or not answered, ends it.
    async fn disable_rules(&self, ids: &[String], order: &Order<'_>, budget: &Budget) -> Answer {
        let mut answer = Answer::Taken(Receipt { status: None, request_id: None });
        for (place, id) in ids.iter().enumerate() {
            let parameters = json!({ "Identity": id, "Mailbox": order.target.to_string(), "Confirm": false });
            answer = gone_is_done(self.write(Cmdlet::DisableInboxRule, &parameters, order.operation, budget).await);
            if let Answer::Refused(trouble) | Answer::None(trouble) = &mut answer {
                let message = format!("rule {} of {}: {}", place + 1, ids.len(), trouble.message);
                trouble.message = cut(&message, Trouble::MESSAGE_CHARS_MAX);
                break;
            }
        }
        answer
    }
}

/// What is not there any more is as it should be.
fn gone_is_done(answer: Answer) -> Answer {
    match answer {
        Answer::Refused(trouble) | Answer::None(trouble) if exchange::is_not_found(&trouble) => {
            Answer::Taken(Receipt { status: trouble.status, request_id: trouble.request_id })
        }
        other => other,
    }
}

fn refused(call: &str, code: &str, message: &str) -> Answer {
    answer_of(TenantError::Rejected(error::own_trouble(call, code, message)))
}

/// Nobody promises that a refusal does not repeat what was refused.
fn without(trouble: Trouble, secret: &Secret) -> Trouble {
    Trouble { message: trouble.message.replace(secret.reveal(), "…"), ..trouble }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct IssuedPass {
    temporary_access_pass: Option<String>,
    is_usable: Option<bool>,
    method_usability_reason: Option<String>,
}

/// <https://learn.microsoft.com/graph/api/resources/userregistrationdetails>
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Registration {
    is_sspr_enabled: bool,
    is_sspr_registered: bool,
}
