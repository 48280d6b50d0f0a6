//! The read-back of each step, from the property that the step changes.

use serde_json::{Value, json};

use super::{Reply, Stub, TARGET, check, plenty};
use crate::domain::access::RiskState;
use crate::domain::condition::Condition;
use crate::domain::step::StepKind;
use crate::ports::{Tenant as _, TenantError};

#[tokio::test]
async fn password_block_and_revocation_are_read_from_the_user() {
    let user = json!({
        "accountEnabled": true,
        "signInSessionsValidFromDateTime": "2026-10-08T12:00:00Z",
        "lastPasswordChangeDateTime": "2026-10-08T12:00:01Z",
    });
    let stub = Stub::with_tokens(move |_, _| Reply::Json(200, user.clone())).await;
    let client = stub.client();
    let expected = Condition {
        sign_in_enabled: true,
        sessions_valid_from: Some("2026-10-08T12:00:00Z".parse().unwrap()),
        password_changed_at: Some("2026-10-08T12:00:01Z".parse().unwrap()),
        ..Condition::default()
    };
    for kind in [StepKind::EnableSignIn, StepKind::BlockSignIn, StepKind::RevokeSignInSessions, StepKind::ResetPassword]
    {
        assert_eq!(client.condition(&check(kind), &plenty()).await.unwrap(), expected);
    }
    assert!(stub.calls().iter().all(|call| call.call.starts_with(&format!("GET /v1.0/users/{TARGET}?$select="))));
    assert_eq!(stub.calls().len(), 4);
}

#[tokio::test]
async fn a_pass_is_read_from_the_methods() {
    let method =
        |kind: &str, at: &str| json!({ "@odata.type": format!("#microsoft.graph.{kind}"), "createdDateTime": at });
    let methods = json!({ "value": [
        method("passwordAuthenticationMethod", "2026-10-09T12:00:00Z"),
        method("temporaryAccessPassAuthenticationMethod", "2026-10-08T12:00:00Z"),
    ] });
    let stub = Stub::with_tokens(move |_, _| Reply::Json(200, methods.clone())).await;
    let kind = StepKind::IssueTemporaryAccessPass;
    let condition = stub.client().condition(&check(kind), &plenty()).await.unwrap();
    assert_eq!(
        condition,
        Condition { pass_from: Some("2026-10-08T12:00:00Z".parse().unwrap()), ..Condition::default() }
    );
    assert_eq!(stub.calls()[0].call, format!("GET /v1.0/users/{TARGET}/authentication/methods"));
}

#[tokio::test]
async fn a_risk_is_read_past_the_cache() {
    let states = [
        ("dismissed", RiskState::Dismissed),
        ("confirmedCompromised", RiskState::ConfirmedCompromised),
        ("somethingNew", RiskState::AtRisk),
        ("none", RiskState::None),
    ];
    let stub = Stub::start(move |request, nth| match request.is_token() {
        true => super::fresh_token(nth, 3599),
        false if nth == 5 => Reply::graph_error(404, "ResourceNotFound"),
        false => Reply::Json(200, json!({ "riskState": states[nth - 1].0 })),
    })
    .await;
    let client = stub.client();
    for (_, state) in states.into_iter().chain([("", RiskState::None)]) {
        let condition = client.condition(&check(StepKind::DismissRisk), &plenty()).await.unwrap();
        assert_eq!(condition, Condition { risk: Some(state), ..Condition::default() });
    }
    assert_eq!(stub.risk_calls(), 5);
}

fn exchange(request: &super::RecordedRequest, mailbox: &Value) -> Reply {
    let rule = |id: &str, on: bool| json!({ "Identity": id, "Name": id, "Enabled": on });
    if request.call.starts_with("GET ") {
        return Reply::Json(200, json!({ "id": TARGET, "userPrincipalName": "anna@contoso.com" }));
    }
    let items = match request.json()["CmdletInput"]["CmdletName"].as_str().unwrap() {
        "Get-Mailbox" => json!([mailbox]),
        "Get-InboxRule" => json!([rule("anna\\1", false), rule("anna\\2", true)]),
        _ => json!([{ "SenderAddress": "a.devries@contoso.com" }, { "SenderAddress": "bob@contoso.com" }]),
    };
    Reply::Json(200, json!({ "value": items }))
}

#[tokio::test]
async fn steps_of_exchange_are_read_from_exchange() {
    let mailbox = |address: &str, to: Option<&str>| json!({ "ExternalDirectoryObjectId": TARGET, "PrimarySmtpAddress": address, "ForwardingSmtpAddress": to });
    let rows = [("a.devries@contoso.com", Some("smtp:eve@evil.example"), true), ("anna@contoso.com", None, false)];
    for (address, to, restricted) in rows {
        let mailbox = mailbox(address, to);
        let stub = Stub::with_tokens(move |request, _| exchange(request, &mailbox)).await;
        let client = stub.client_with_mail();
        let read = |kind| {
            let client = &client;
            async move { client.condition(&check(kind), &plenty()).await.unwrap() }
        };
        assert_eq!(read(StepKind::ReleaseSender).await.restricted, Some(restricted));
        assert_eq!(read(StepKind::ClearForwarding).await.forwards, Some(to.is_some()));
        assert_eq!(read(StepKind::DisableInboxRules).await.rules_on, Some(vec!["anna\\2".to_owned()]));
    }
}

/// A rule that is still on may be among those that are left out.
#[tokio::test]
async fn rules_of_a_cut_list_are_not_known_to_be_off() {
    let stub = Stub::with_tokens(|_, _| {
        let rules = json!([{ "Identity": "anna\\1", "Name": "Newsletters", "Enabled": false }]);
        let warning = "There are more results available than are currently displayed.";
        Reply::Json(200, json!({ "value": rules, "@adminapi.warnings": [warning] }))
    })
    .await;
    let read = stub.client_with_mail().condition(&check(StepKind::DisableInboxRules), &plenty()).await;
    assert_eq!(read.unwrap_err().trouble().code, "too_many_pages");
}

#[tokio::test]
async fn sign_in_enabled_stays_as_it_was_if_it_is_not_read() {
    let stub = Stub::with_tokens(|_, _| Reply::Json(404, json!({}))).await;
    let mut check = check(StepKind::ClearForwarding);
    let error = stub.client().condition(&check, &plenty()).await.unwrap_err();
    assert_eq!(error.trouble().code, "exchange_off");
    let error = stub.client_with_mail().condition(&check, &plenty()).await.unwrap_err();
    assert!(matches!(error, TenantError::Unavailable(_)), "a bare 404 is not a mailbox that is gone: {error:?}");
    check.kind = StepKind::PointToSelfService;
    check.before.sign_in_enabled = true;
    assert!(stub.client().condition(&check, &plenty()).await.unwrap().sign_in_enabled);
}
