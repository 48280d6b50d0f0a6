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
    assert_eq!(call.header("x-anchormailbox"), Some(format!("Oid:{}@contoso.com", super::TARGET).as_str()));
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
async fn a_call_about_no_mailbox_is_routed_by_that_of_the_system() {
    let stub = Stub::with_tokens(|_, _| Reply::Json(200, json!({ "value": [] }))).await;
    let client = stub.client_with_mail();
    client.exchange.as_ref().unwrap().blocked_senders(&plenty()).await.unwrap();
    let anchor = "APP:SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}@contoso.com";
    assert_eq!(stub.calls()[0].header("x-anchormailbox"), Some(anchor));
}

/// Returns the number of items of a list of several pages, true if it is known to be cut, and the number of calls.
async fn pages(page: impl Fn(usize) -> Reply + Clone + Send + Sync + 'static) -> (usize, bool, usize) {
    let stub = Stub::with_tokens(move |_, nth| page(nth)).await;
    let client = stub.client_with_mail();
    let output = client.exchange.as_ref().unwrap().blocked_senders(&plenty()).await.unwrap();
    assert!(stub.calls().iter().all(|call| call.call.starts_with("POST /exchange/adminapi/beta/")), "to nobody else");
    (output.items.len(), output.more, stub.calls().len())
}

#[tokio::test]
async fn the_pages_of_a_list_are_read_and_one_that_is_refused_leaves_it_incomplete() {
    let page = |warnings: &[&str], link: Option<&str>| {
        Reply::Json(200, json!({ "value": [{}], "@adminapi.warnings": warnings, "@odata.nextLink": link }))
    };
    let cut = "There are more results available than are currently displayed. To view them, increase the value for the \
               ResultSize parameter.";
    let link = "https://elsewhere.example/InvokeCommand?%24skiptoken=a";
    let whole = move |nth| if nth == 1 { page(&[], Some(link)) } else { page(&[], None) };
    assert_eq!(pages(whole).await, (2, false, 2));
    let cut_before = move |nth| if nth == 1 { page(&[cut], Some(link)) } else { page(&[], None) };
    assert_eq!(pages(cut_before).await, (2, true, 2), "a page that follows does not take the warning back");
    let refused = move |nth| match nth {
        1 => page(&[], Some(link)),
        _ => Reply::Json(
            400,
            json!({ "error": { "code": "BadRequest", "message": "Expired or Invalid pagination request." } }),
        ),
    };
    assert_eq!(pages(refused).await, (1, true, 2));
    assert_eq!(pages(move |_| page(&[cut], Some(link))).await, (1, true, 2), "a link that leads to itself");
    assert_eq!(pages(move |_| page(&[cut], None)).await, (1, true, 1), "the warning alone");
    assert_eq!(pages(move |_| page(&["Something else."], None)).await, (1, false, 1));
}

#[tokio::test]
async fn an_object_that_is_not_there_is_told_from_every_form_of_its_refusal() {
    let words = "The operation couldn't be performed because object 'x' couldn't be found on 'DC007'.";
    let named = format!("Ex6F9304|Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException|{words}");
    let quoted = format!(
        "Error on proxy command 'Get-Mailbox' to server A: NotFound: {{ \"details\": [ {{ \"message\": \"{named}\" }} ] }} ."
    );
    let proxied = format!("|Microsoft.Exchange.Configuration.CmdletProxyException|{quoted}");
    let details = |text: &str| json!({ "error": { "code": "InternalServerError", "details": [{ "message": text }] } });
    let refusals = [
        (404, details(&named)),
        (500, details(&named)),
        (400, details(&proxied)),
        (400, json!({ "ErrorRecords": [{ "Message": words }] })),
    ];
    for (status, body) in refusals {
        let shown = body.to_string();
        let stub = Stub::with_tokens(move |_, _| Reply::Json(status, body.clone())).await;
        assert!(!mailbox(&stub.client_with_mail()).await.unwrap(), "{status} {shown}");
        let calls = if status == 500 { 2 } else { 1 };
        assert_eq!(stub.calls().len(), calls, "a server that failed is asked once more: {status} {shown}");
    }
    let body = details(&named);
    let stub = Stub::with_tokens(move |_, nth| match nth {
        1 => Reply::Json(500, body.clone()),
        _ => Reply::Json(200, json!({ "value": [super::mail::mailbox()] })),
    })
    .await;
    assert!(mailbox(&stub.client_with_mail()).await.unwrap(), "it was only not found just now");
    let error = error_of(400, json!({ "ErrorRecords": [{ "Message": "You can't do that." }] })).await;
    assert_eq!(error.trouble().message, "You can't do that.");
    let other = "|Microsoft.Exchange.Configuration.CmdletProxyException|Error on proxy command: it is too late.";
    assert_eq!(error_of(400, details(other)).await.trouble().code, "CmdletProxyException");
}

#[tokio::test]
async fn a_refusal_need_not_be_json() {
    for (status, code, tokens) in [(401, "no_code", 2), (403, "role_missing", 1)] {
        for body in [String::new(), "\0".repeat(4096)] {
            let stub = Stub::with_tokens(move |_, _| Reply::With(status, Vec::new(), body.clone())).await;
            let error = mailbox(&stub.client_with_mail()).await.unwrap_err();
            let TenantError::Denied(trouble) = error else { panic!("{error:?}") };
            assert_eq!((trouble.status, trouble.code.as_str()), (Some(status), code));
            assert_eq!((trouble.request_id.as_deref(), stub.tokens()), (Some("answer-id"), tokens));
        }
    }
    for page in ["<html><body>Blocked by policy</body></html>", "Blocked by policy"] {
        let stub = Stub::with_tokens(move |_, _| Reply::With(403, Vec::new(), page.to_owned())).await;
        let error = mailbox(&stub.client_with_mail()).await.unwrap_err();
        let TenantError::Unavailable(trouble) = error else { panic!("{error:?}") };
        assert_eq!((trouble.code.as_str(), trouble.status), ("gateway_answer", Some(403)));
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
