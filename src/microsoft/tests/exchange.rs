//! Requests to Exchange, as its PowerShell module sends them, and its errors.

use std::sync::Arc;

use serde_json::{Value, json};

use super::{Reply, Stub, fresh_token, plenty, target};
use crate::microsoft::Microsoft;
use crate::ports::TenantError;

async fn mailbox(client: &Microsoft) -> Result<bool, TenantError> {
    let found = client.exchange.as_ref().unwrap().mailbox(&target(), &plenty()).await;
    found.map(|found| found.is_some())
}

async fn error_of(status: u16, body: Value) -> TenantError {
    let stub = Stub::with_tokens(move |_, _| Reply::Json(status, body.clone())).await;
    mailbox(&stub.client_with_mail()).await.unwrap_err()
}

#[tokio::test]
async fn a_cmdlet_is_sent_as_the_powershell_module_sends_it() {
    let stub = Stub::with_tokens(|_, _| Reply::Json(200, json!({ "value": [super::mail::mailbox()] }))).await;
    assert!(mailbox(&stub.client_with_mail()).await.unwrap());
    let [token, call] = &stub.requests()[..] else { panic!() };
    let scope = format!("{}/exchange/.default", stub.address).replace(':', "%3A").replace('/', "%2F");
    assert!(token.body.contains(&format!("scope={scope}")), "{}", token.body);
    assert_eq!(call.call, "POST /exchange/adminapi/beta/contoso.com/InvokeCommand");
    let anchor = "APP:SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}@contoso.com";
    assert_eq!(call.header("x-anchormailbox"), Some(anchor));
    assert_eq!(call.header("authorization"), Some("Bearer token-1"));
    assert!(call.header("content-type").unwrap().starts_with("application/json"));
    assert_eq!(call.header("client-request-id").unwrap().len(), 36);
    let input = json!({ "CmdletName": "Get-Mailbox", "Parameters": { "Identity": super::TARGET } });
    assert_eq!(call.json(), json!({ "CmdletInput": input }));
}

#[tokio::test]
async fn graph_and_exchange_have_a_token_each() {
    let stub = Stub::with_tokens(|request, _| {
        if request.call.starts_with("GET ") {
            Reply::Json(200, super::user())
        } else {
            Reply::Json(200, json!({ "value": [super::mail::mailbox()] }))
        }
    })
    .await;
    let client = Arc::new(stub.client_with_mail());
    client.read_back(&super::enabled(), &plenty()).await.unwrap();
    mailbox(&client).await.unwrap();
    let used: Vec<String> = stub.calls().iter().map(|call| call.header("authorization").unwrap().to_owned()).collect();
    assert_eq!(used, ["Bearer token-1", "Bearer token-2"]);
}

#[tokio::test]
async fn a_refusal_need_not_be_json() {
    for (status, code, tokens) in [(401, "no_code", 2), (403, "role_missing", 1)] {
        for body in [String::new(), "\0".repeat(64)] {
            let stub = Stub::with_tokens(move |_, _| Reply::With(status, Vec::new(), body.clone())).await;
            let error = mailbox(&stub.client_with_mail()).await.unwrap_err();
            let TenantError::Denied(trouble) = error else { panic!("{error:?}") };
            assert_eq!((trouble.status, trouble.code.as_str()), (Some(status), code));
            assert_eq!((trouble.request_id.as_deref(), stub.tokens()), (Some("answer-id"), tokens));
        }
    }
    let message = "The role assigned to application 1 isn't supported in this scenario.";
    let error = error_of(403, json!({ "error": { "code": "Forbidden", "message": message } })).await;
    assert_eq!(error.trouble().code, "role_missing");
    let error = error_of(403, json!({ "error": { "code": "Forbidden", "message": "Not today." } })).await;
    assert_eq!(error.trouble().code, "Forbidden");
}

#[tokio::test]
async fn an_error_takes_its_message_from_the_details_first() {
    let inner =
        json!({ "message": "inner", "internalexception": { "message": "inside", "type": "A.B.InsideException" } });
    let said = |details: Value, inner: Value| json!({ "error": { "code": "BadRequest", "message": "on top", "details": details, "innererror": inner } });
    let detail = |text: &str| json!([{ "code": "Context", "target": "", "message": text }]);
    let rows = [
        (said(detail("|A.B.OuterException|in detail"), inner.clone()), "OuterException", "in detail"),
        (said(detail("Ex6F9304|A.B.OuterException|in | detail"), inner.clone()), "OuterException", "in | detail"),
        (said(detail("no type | here"), json!({})), "BadRequest", "no type | here"),
        (said(json!([]), inner), "InsideException", "inside"),
        (
            said(json!(null), json!({ "InternalException": { "Message": "|C.D.OddException|odd" } })),
            "OddException",
            "odd",
        ),
        (said(json!(null), json!(null)), "BadRequest", "on top"),
        (json!("not what is promised"), "no_code", ""),
    ];
    for (body, code, message) in rows {
        let error = error_of(400, body).await;
        let TenantError::Rejected(trouble) = error else { panic!("{error:?}") };
        assert_eq!((trouble.code.as_str(), trouble.message.as_str()), (code, message));
        assert_eq!(trouble.call, "POST InvokeCommand Get-Mailbox");
    }
}

#[tokio::test]
async fn only_the_exception_means_not_found() {
    let exception = "Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException";
    for status in [404, 400] {
        let details = json!([{ "message": format!("|{exception}|It couldn't be found.") }]);
        let stub = Stub::with_tokens(move |_, _| Reply::Json(status, json!({ "error": { "details": details } }))).await;
        assert!(!mailbox(&stub.client_with_mail()).await.unwrap(), "{status}");
    }
    // A wrong URL answers 404 to everything.
    let error = error_of(404, json!({ "error": { "code": "NotFound", "message": "No such page." } })).await;
    assert!(matches!(&error, TenantError::Unavailable(trouble) if trouble.code == "no_such_service"), "{error:?}");
}

#[tokio::test]
async fn reads_are_retried_as_those_of_graph() {
    let stub = Stub::start(|request, nth| match (request.is_token(), nth) {
        (true, nth) => fresh_token(nth, 3599),
        (false, 1) => Reply::With(429, vec![("retry-after", "0".to_owned())], String::new()),
        (false, 2) => Reply::With(503, vec![("retry-after", "0".to_owned())], String::new()),
        (false, 3) => Reply::With(401, Vec::new(), String::new()),
        (false, _) => Reply::Json(200, json!({ "value": [super::mail::mailbox()], "@adminapi.warnings": ["Hm."] })),
    })
    .await;
    assert!(mailbox(&stub.client_with_mail()).await.unwrap());
    assert_eq!((stub.calls().len(), stub.tokens()), (4, 2));
}

#[tokio::test]
async fn the_mailbox_of_another_account_is_an_error() {
    let mut other = super::mail::mailbox();
    other["ExternalDirectoryObjectId"] = "99999999-0000-4000-8000-000000000009".into();
    let stub = Stub::with_tokens(move |_, _| Reply::Json(200, json!({ "value": [other] }))).await;
    assert_eq!(mailbox(&stub.client_with_mail()).await.unwrap_err().trouble().code, "answer_unreadable");
}
