//! The steps: the only calls that change anything. Never in a batch, never by name, each with the id of its operation.

use reqwest::Method;
use serde_json::json;

use super::address::user_by_id;
use super::graph::{Call, Graph};
use crate::domain::run::{Answer, Warrant};
use crate::domain::step::StepKind;
use crate::domain::{ObjectId, OperationId};
use crate::ports::Budget;

impl Graph {
    /// Takes the step that the warrant is for.
    pub(super) async fn perform(&self, warrant: &Warrant, budget: &Budget) -> Answer {
        self.take_step(warrant.kind(), warrant.target(), warrant.operation(), budget).await
    }

    pub(super) async fn take_step(
        &self,
        kind: StepKind,
        target: &ObjectId,
        operation: &OperationId,
        budget: &Budget,
    ) -> Answer {
        let call = match kind {
            StepKind::EnableSignIn => enable_sign_in(target),
            StepKind::RevokeSignInSessions => revoke_sign_in_sessions(target),
            _ => return Answer::Refused(super::error::own_trouble("none", "not_built", "")),
        };
        self.write(&call, &operation.0, budget).await
    }
}

/// Answered with 204 (<https://learn.microsoft.com/graph/api/user-update>).
fn enable_sign_in(target: &ObjectId) -> Call {
    let body = Some(json!({ "accountEnabled": true }));
    Call { name: "PATCH /users/{id}", method: Method::PATCH, path: user_by_id(target), eventual: false, body }
}

/// Answered with 200, or another 2xx (<https://learn.microsoft.com/graph/api/user-revokesigninsessions>).
fn revoke_sign_in_sessions(target: &ObjectId) -> Call {
    let path = user_by_id(target) + "/revokeSignInSessions";
    Call { name: "POST /users/{id}/revokeSignInSessions", method: Method::POST, path, eventual: false, body: None }
}
