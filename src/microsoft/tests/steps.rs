//! The request of every step, and the outcome of each response.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use super::{Reply, Stub, TARGET, plenty, target};
use crate::domain::condition::Parameters;
use crate::domain::run::{Receipt, StepResponse, Warrant};
use crate::domain::step::StepKind;
use crate::domain::{OperationId, Trouble};
use crate::microsoft::Microsoft;
use crate::ports::{StepResult, Tenant as _};

const OPERATION: &str = "0b5a7c52-7d41-8f00-8a00-000000000001";
const EXCHANGE: &str = "POST /exchange/adminapi/beta/contoso.com/InvokeCommand";

async fn perform(client: &Microsoft, kind: StepKind, parameters: Parameters) -> StepResult {
    let warrant = Warrant::for_test(target(), kind, parameters, OperationId::parse(OPERATION).unwrap());
    client.perform(&warrant, &plenty()).await
}

fn taken(status: u16) -> StepResponse {
    StepResponse::Taken(Receipt {
        status: Some(status),
        request_id: Some("answer-id".to_owned()),
        ..Receipt::default()
    })
}

fn code(answer: &StepResponse) -> &str {
    match answer {
        StepResponse::Refused(trouble) => &trouble.code,
        other => panic!("{other:?}"),
    }
}

fn no_content() -> Reply {
    Reply::With(204, Vec::new(), String::new())
}

/// The response of Exchange for an object that does not exist.
fn object_not_found() -> Reply {
    let message = "|Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException|It is not there.";
    Reply::Json(404, json!({ "error": { "code": "NotFound", "details": [{ "message": message }] } }))
}

fn output(items: &Value) -> Reply {
    Reply::Json(200, json!({ "value": items, "@adminapi.warnings": ["No settings have been modified."] }))
}

#[tokio::test]
async fn steps_of_graph_send_the_documented_requests() {
    let stub =
        Stub::start(|request, nth| if request.is_token() { super::fresh_token(nth, 3599) } else { no_content() }).await;
    let client = stub.client();
    let risk = format!("{{\"userIds\":[\"{TARGET}\"]}}");
    let steps = [
        (StepKind::BlockSignIn, format!("PATCH /v1.0/users/{TARGET}"), "{\"accountEnabled\":false}".to_owned()),
        (StepKind::EnableSignIn, format!("PATCH /v1.0/users/{TARGET}"), "{\"accountEnabled\":true}".to_owned()),
        (StepKind::RevokeSignInSessions, format!("POST /v1.0/users/{TARGET}/revokeSignInSessions"), String::new()),
        (StepKind::DismissRisk, "POST /v1.0/identityProtection/riskyUsers/dismiss".to_owned(), risk.clone()),
        (StepKind::ConfirmCompromised, "POST /v1.0/identityProtection/riskyUsers/confirmCompromised".to_owned(), risk),
    ];
    for (kind, call, body) in steps {
        let performed = perform(&client, kind, Parameters::None).await;
        assert_eq!((&performed.answer, performed.secret.is_none()), (&taken(204), true), "{kind:?}");
        let last = stub.requests().pop().unwrap();
        assert_eq!((last.call, last.body), (call, body));
        assert_eq!(last.headers.get("client-request-id").unwrap(), OPERATION);
    }
}

#[tokio::test]
async fn a_password_is_returned_if_microsoft_took_it_or_may_have() {
    let stub = Stub::with_tokens(|_, nth| match nth {
        1 => no_content(),
        2 => Reply::With(500, Vec::new(), String::new()),
        _ => Reply::graph_error(400, "Request_BadRequest"),
    })
    .await;
    let client = stub.client();
    let first = perform(&client, StepKind::ResetPassword, Parameters::None).await;
    let second = perform(&client, StepKind::ResetPassword, Parameters::None).await;
    let third = perform(&client, StepKind::ResetPassword, Parameters::None).await;
    assert_eq!(first.answer, taken(204));
    assert!(matches!(second.answer, StepResponse::None(_)));
    assert_eq!((code(&third.answer), third.secret.is_none()), ("Request_BadRequest", true));
    for (call, performed) in stub.calls().iter().zip([first, second]) {
        let profile = &call.json()["passwordProfile"];
        assert_eq!(call.call, format!("PATCH /v1.0/users/{TARGET}"));
        assert_eq!(profile["forceChangePasswordNextSignIn"], true);
        assert!(profile["password"] == performed.secret.unwrap().reveal(), "another password");
    }
}

#[tokio::test]
async fn a_password_is_removed_from_a_refusal() {
    let stub = Stub::with_tokens(|request, _| {
        let password = request.json()["passwordProfile"]["password"].clone();
        let message = format!("{} is too weak", password.as_str().unwrap());
        Reply::Json(400, json!({ "error": { "code": "Request_BadRequest", "message": message } }))
    })
    .await;
    let StepResponse::Refused(trouble) =
        perform(&stub.client(), StepKind::ResetPassword, Parameters::None).await.answer
    else {
        panic!()
    };
    assert_eq!(trouble.message, "… is too weak");
}

/// A token lists the permissions of the application, so that a role can be told from a permission that is missing.
#[tokio::test]
async fn a_denied_step_says_if_the_permission_is_there() {
    for (permission, is_granted) in [("User.EnableDisableAccount.All", true), ("User.Read.All", false)] {
        let claims = json!({ "oid": TARGET, "appid": "app-1", "roles": [permission] }).to_string();
        let token = format!("e30.{}.c2ln", BASE64_URL_SAFE_NO_PAD.encode(claims));
        let token = json!({ "token_type": "Bearer", "expires_in": 3599, "access_token": token });
        let stub = Stub::start(move |request, _| {
            if request.is_token() {
                Reply::Json(200, token.clone())
            } else {
                Reply::graph_error(403, "Authorization_RequestDenied")
            }
        })
        .await;
        let performed = perform(&stub.client(), StepKind::EnableSignIn, Parameters::None).await;
        let StepResponse::Refused(trouble) = performed.answer else { panic!() };
        assert_eq!(trouble.message.starts_with(Trouble::PERMISSION_GRANTED), is_granted, "{trouble:?}");
        // What was granted since the first token counts, and the call itself is not repeated.
        assert_eq!((stub.tokens(), stub.calls().len()), (2, 1));
    }
}

fn pass(usable: bool, reason: &str) -> Reply {
    let pass = json!({ "temporaryAccessPass": "TAPRocks!", "isUsable": usable, "methodUsabilityReason": reason });
    Reply::Json(201, pass)
}

#[tokio::test]
async fn a_pass_is_issued_for_one_sign_in() {
    let stub = Stub::with_tokens(|_, nth| match nth {
        1 => pass(true, "enabledByPolicy"),
        _ => pass(false, "notYetValid"),
    })
    .await;
    let client = stub.client();
    for _ in 0..2 {
        let parameters = Parameters::Pass { lifetime_minutes: 90 };
        let performed = perform(&client, StepKind::IssueTemporaryAccessPass, parameters).await;
        assert_eq!(performed.answer, taken(201));
        assert!(performed.secret.unwrap().reveal() == "TAPRocks!");
    }
    let call = &stub.calls()[0];
    assert_eq!(call.call, format!("POST /v1.0/users/{TARGET}/authentication/temporaryAccessPassMethods"));
    assert_eq!(call.json(), json!({ "lifetimeInMinutes": 90, "isUsableOnce": true }));
}

#[tokio::test]
async fn an_unusable_pass_is_refused_and_not_returned() {
    for (usable, reason, expected) in [(false, "disabledByPolicy", "disabledByPolicy"), (false, "", "pass_unusable")] {
        let stub = Stub::with_tokens(move |_, _| pass(usable, reason)).await;
        let parameters = Parameters::Pass { lifetime_minutes: 60 };
        let performed = perform(&stub.client(), StepKind::IssueTemporaryAccessPass, parameters).await;
        assert_eq!((code(&performed.answer), performed.secret.is_none()), (expected, true));
    }
    // A response without the pass has no known outcome, and its body is not repeated.
    for body in [r#"{"temporaryAccessPass":"TAPRocks!","isUsable":"TAPRocks!"}"#, r#"{"isUsable":true}"#] {
        let stub = Stub::with_tokens(move |_, _| Reply::With(201, Vec::new(), body.to_owned())).await;
        let parameters = Parameters::Pass { lifetime_minutes: 60 };
        let performed = perform(&stub.client(), StepKind::IssueTemporaryAccessPass, parameters).await;
        let StepResponse::None(trouble) = performed.answer else { panic!() };
        assert_eq!((trouble.status, trouble.code.as_str()), (Some(201), "answer_unreadable"));
        assert!(!trouble.message.contains("Rocks") && performed.secret.is_none());
    }
}

#[tokio::test]
async fn self_service_is_refused_without_policy_or_registration() {
    let registration = |enabled: bool, registered: bool| {
        move |_: &super::RecordedRequest, _| {
            Reply::Json(200, json!({ "isSsprEnabled": enabled, "isSsprRegistered": registered, "isSsprCapable": true }))
        }
    };
    let rows =
        [(true, true, None), (false, true, Some("self_service_off")), (true, false, Some("self_service_unregistered"))];
    for (enabled, registered, refusal) in rows {
        let stub = Stub::with_tokens(registration(enabled, registered)).await;
        let answer = perform(&stub.client(), StepKind::PointToSelfService, Parameters::None).await.answer;
        match refusal {
            None => assert_eq!(answer, taken(200)),
            Some(expected) => assert_eq!(code(&answer), expected),
        }
        let [call] = &stub.calls()[..] else { panic!() };
        assert_eq!(call.call, format!("GET /v1.0/reports/authenticationMethods/userRegistrationDetails/{TARGET}"));
    }
    let stub = Stub::with_tokens(|_, _| Reply::graph_error(403, "Authentication_MSGraphPermissionMissing")).await;
    let answer = perform(&stub.client(), StepKind::PointToSelfService, Parameters::None).await.answer;
    assert_eq!(code(&answer), "Authentication_MSGraphPermissionMissing");
}

#[tokio::test]
async fn a_sender_is_released_only_if_it_is_restricted() {
    let sender = || Parameters::Sender("anna@contoso.com".to_owned());
    let stub = Stub::with_tokens(|_, nth| match nth {
        1 => output(&json!([{ "SenderAddress": "Anna@contoso.com" }])),
        _ => output(&json!([])),
    })
    .await;
    let client = stub.client_with_mail();
    assert_eq!(perform(&client, StepKind::ReleaseSender, sender()).await.answer, taken(200));
    let [read, write] = &stub.calls()[..] else { panic!() };
    let input = |name: &str| json!({ "CmdletInput": { "CmdletName": name, "Parameters": { "SenderAddress": "anna@contoso.com" } } });
    assert_eq!((read.call.as_str(), read.json()), (EXCHANGE, input("Get-BlockedSenderAddress")));
    assert_eq!((write.call.as_str(), write.json()), (EXCHANGE, input("Remove-BlockedSenderAddress")));
    assert_eq!(write.header("client-request-id"), Some(OPERATION));
    assert_ne!(read.header("client-request-id"), Some(OPERATION));

    // The sender is not restricted any more, so nothing is changed.
    let StepResponse::Taken(receipt) = perform(&client, StepKind::ReleaseSender, sender()).await.answer else {
        panic!()
    };
    assert_eq!((receipt.status, stub.calls().len()), (None, 3));

    let stub = Stub::with_tokens(|_, _| Reply::With(403, Vec::new(), "\0\0\0\0".to_owned())).await;
    let answer = perform(&stub.client_with_mail(), StepKind::ReleaseSender, sender()).await.answer;
    assert_eq!((code(&answer), stub.calls().len()), ("role_missing", 1));
}

#[tokio::test]
async fn both_properties_of_forwarding_are_cleared() {
    let stub = Stub::with_tokens(|_, _| output(&json!([]))).await;
    let performed = perform(&stub.client_with_mail(), StepKind::ClearForwarding, Parameters::None).await;
    assert_eq!(performed.answer, taken(200));
    let [call] = &stub.calls()[..] else { panic!() };
    let parameters = json!({
        "Identity": TARGET,
        "ForwardingAddress": null,
        "ForwardingSmtpAddress": null,
        "DeliverToMailboxAndForward": false,
    });
    assert_eq!(call.json()["CmdletInput"], json!({ "CmdletName": "Set-Mailbox", "Parameters": parameters }));
    assert_eq!(call.header("client-request-id"), Some(OPERATION));
}

#[tokio::test]
async fn rules_are_disabled_up_to_the_first_refusal() {
    let rules = || Parameters::InboxRules(["anna\\1", "anna\\2", "anna\\3"].map(str::to_owned).to_vec());
    let gone = |nth: usize| if nth == 2 || nth == 3 { object_not_found() } else { output(&json!([])) };
    let stub = Stub::with_tokens(move |_, nth| gone(nth)).await;
    let performed = perform(&stub.client_with_mail(), StepKind::DisableInboxRules, rules()).await;
    assert_eq!(performed.answer, taken(200), "a deleted rule counts as disabled");
    let calls = stub.calls();
    // Exchange is asked again, because it may only not have found the rule just now.
    for (call, number) in calls.iter().zip(["1", "2", "2", "3"]) {
        let parameters = json!({ "Identity": number, "Mailbox": TARGET, "Confirm": false, "Force": true });
        assert_eq!(call.header("x-anchormailbox"), Some(format!("Oid:{TARGET}@contoso.com").as_str()));
        assert_eq!(call.json()["CmdletInput"], json!({ "CmdletName": "Disable-InboxRule", "Parameters": parameters }));
        assert_eq!(call.header("client-request-id"), Some(OPERATION));
    }
    assert_eq!(calls.len(), 4);

    let stub = Stub::with_tokens(|_, nth| match nth {
        2 => Reply::Json(400, json!({ "error": { "code": "BadRequest", "message": "No." } })),
        _ => output(&json!([])),
    })
    .await;
    let answer = perform(&stub.client_with_mail(), StepKind::DisableInboxRules, rules()).await.answer;
    let StepResponse::Refused(trouble) = answer else { panic!() };
    assert_eq!((trouble.message.as_str(), stub.calls().len()), ("rule 2 of 3: No.", 2));
}

#[tokio::test]
async fn without_its_parameters_a_step_makes_no_call() {
    let stub = Stub::with_tokens(|_, _| output(&json!([]))).await;
    for kind in [StepKind::ReleaseSender, StepKind::DisableInboxRules, StepKind::IssueTemporaryAccessPass] {
        let answer = perform(&stub.client_with_mail(), kind, Parameters::None).await.answer;
        assert_eq!(code(&answer), "parameters_missing", "{kind:?}");
    }
    for kind in [StepKind::ReleaseSender, StepKind::DisableInboxRules, StepKind::ClearForwarding] {
        assert_eq!(code(&perform(&stub.client(), kind, Parameters::None).await.answer), "exchange_off", "{kind:?}");
    }
    assert!(stub.requests().is_empty());
}
