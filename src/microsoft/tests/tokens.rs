//! The cache of tokens: one fetch for all who wait, renewal before the end, and a new token after a refusal.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use serde_json::json;

use super::{Reply, Stub, batch, enabled, fresh_token, plenty, refusal, target, user};
use crate::ports::{Budget, Tenant as _, TenantError};

#[tokio::test]
async fn callers_that_wait_share_one_token() {
    let stub = Stub::with_tokens(|_, _| Reply::Json(200, user())).await;
    let client = Arc::new(stub.client());
    let callers = (0..50).map(|_| {
        let client = client.clone();
        tokio::spawn(async move { client.condition(&enabled(), &plenty()).await.unwrap() })
    });
    for caller in callers.collect::<Vec<_>>() {
        caller.await.unwrap();
    }
    assert_eq!((stub.tokens(), stub.calls().len()), (1, 50));
    let asked = &stub.requests()[0].body;
    for pair in ["grant_type=client_credentials", "client_id=app-1", "client_secret=s%2Bcret%26", "%2F.default"] {
        assert!(asked.contains(pair), "{asked}");
    }
    assert!(stub.calls().iter().all(|call| call.header("authorization") == Some("Bearer token-1")));
}

#[tokio::test]
async fn callers_that_wait_share_a_failure_and_later_callers_do_not() {
    let stub = Stub::start(|request, nth| match (request.is_token(), nth) {
        (true, 1) => Reply::Json(401, json!({ "error": "invalid_client", "error_codes": [7_000_222] })),
        (true, _) => fresh_token(nth, 3599),
        (false, _) => Reply::Json(200, user()),
    })
    .await;
    let client = Arc::new(stub.client());
    let callers = (0..50).map(|_| {
        let client = client.clone();
        tokio::spawn(async move { client.condition(&enabled(), &plenty()).await })
    });
    for caller in callers.collect::<Vec<_>>() {
        assert!(matches!(caller.await.unwrap(), Err(TenantError::Denied(_))));
    }
    assert_eq!(stub.tokens(), 1);
    client.condition(&enabled(), &plenty()).await.unwrap();
    assert_eq!(stub.tokens(), 2);
}

#[tokio::test]
async fn a_spent_budget_fails_its_own_caller_only() {
    let stub = Stub::with_tokens(|_, _| Reply::Json(200, user())).await;
    let client = stub.client();
    let (poor, check, rich) = (Budget::new(0, Duration::ZERO), enabled(), plenty());
    let (first, second) = tokio::join!(client.condition(&check, &poor), client.condition(&check, &rich));
    assert_eq!(first.unwrap_err().trouble().code, "budget_spent");
    second.unwrap();
}

#[tokio::test]
async fn a_token_is_renewed_before_it_expires() {
    let stub =
        Stub::start(|request, nth| if request.is_token() { fresh_token(nth, 301) } else { Reply::Json(200, user()) })
            .await;
    let client = stub.client();
    for _ in 0..2 {
        client.condition(&enabled(), &plenty()).await.unwrap();
    }
    assert_eq!(stub.tokens(), 1);
    tokio::time::sleep(Duration::from_millis(1100)).await;
    client.condition(&enabled(), &plenty()).await.unwrap();
    assert_eq!(stub.tokens(), 2);
}

#[tokio::test]
async fn a_refused_token_is_replaced_once() {
    let stub = Stub::with_tokens(|request, _| {
        if request.header("authorization") == Some("Bearer token-1") {
            Reply::graph_error(401, "InvalidAuthenticationToken")
        } else {
            Reply::Json(200, user())
        }
    })
    .await;
    let client = stub.client();
    client.condition(&enabled(), &plenty()).await.unwrap();
    client.condition(&enabled(), &plenty()).await.unwrap();
    assert_eq!((stub.tokens(), stub.calls().len()), (2, 3));
}

#[tokio::test]
async fn a_token_that_is_refused_inside_a_batch_is_replaced() {
    let stub = Stub::with_tokens(|request, _| {
        let old = request.header("authorization") == Some("Bearer token-1");
        batch(request, |url| match url {
            url if url.contains("/roleAssignments?") && old => (401, refusal("InvalidAuthenticationToken")),
            url if url.contains("$select=id,userPrincipalName") => (200, user()),
            url if url.starts_with("/identityProtection") => (404, refusal("ResourceNotFound")),
            _ => (200, json!({ "value": [] })),
        })
    })
    .await;
    stub.client().standing(&target(), Timestamp::UNIX_EPOCH, &plenty()).await.unwrap().unwrap();
    let asked = stub.calls().iter().map(|call| call.json()["requests"].as_array().unwrap().len()).collect::<Vec<_>>();
    assert_eq!((stub.tokens(), asked), (2, vec![5, 1]));
}

#[tokio::test]
async fn a_second_refusal_is_final() {
    let stub = Stub::with_tokens(|_, _| Reply::graph_error(401, "InvalidAuthenticationToken")).await;
    let error = stub.client().condition(&enabled(), &plenty()).await.unwrap_err();
    let TenantError::Denied(trouble) = error else { panic!("{error}") };
    assert_eq!(trouble.call, "GET /users/{id}");
    assert_eq!((trouble.status, trouble.code.as_str()), (Some(401), "InvalidAuthenticationToken"));
    assert_eq!(trouble.request_id.as_deref(), Some("inner-id"));
    assert_eq!((stub.tokens(), stub.calls().len()), (2, 2));
}

#[tokio::test]
async fn a_wrong_client_secret_has_the_code_of_entra() {
    let stub = Stub::start(|_, _| {
        let description = "AADSTS7000215: Invalid client secret provided.\r\nTrace ID: t-1\r\nCorrelation ID: c-1";
        let body = json!({
            "error": "invalid_client", "error_description": description, "error_codes": [7_000_215],
            "timestamp": "2026-10-08 12:00:00Z", "trace_id": "t-1", "correlation_id": "c-1",
        });
        Reply::Json(401, body)
    })
    .await;
    let error = stub.client().condition(&enabled(), &plenty()).await.unwrap_err();
    let TenantError::Denied(trouble) = error else { panic!("{error}") };
    assert_eq!((trouble.status, trouble.code.as_str()), (Some(401), "AADSTS7000215"));
    assert_eq!(trouble.message, "AADSTS7000215: Invalid client secret provided.");
    assert_eq!(trouble.request_id.as_deref(), Some("t-1"));
    assert_eq!(stub.requests().len(), 1);
}

/// A proxy refuses as well, and says nothing of the application.
#[tokio::test]
async fn a_refusal_that_is_not_of_entra_is_an_outage() {
    for (status, body) in [(403, "<html>Blocked</html>"), (407, ""), (400, "{\"message\":\"no\"}")] {
        let stub = Stub::start(move |_, _| Reply::With(status, Vec::new(), body.to_owned())).await;
        let error = stub.client().condition(&enabled(), &plenty()).await.unwrap_err();
        let TenantError::Unavailable(trouble) = error else { panic!("{error:?}") };
        assert_eq!((trouble.status, trouble.code.as_str()), (Some(status), "gateway_answer"), "{body}");
    }
}

#[tokio::test]
async fn a_body_without_a_token_is_not_repeated() {
    let stub = Stub::start(|_, _| Reply::Json(200, json!({ "access_token": 5, "note": "do-not-show" }))).await;
    let error = stub.client().condition(&enabled(), &plenty()).await.unwrap_err();
    assert_eq!(error.trouble().code, "answer_unreadable");
    assert!(!format!("{error:?}").contains("do-not-show"));
}
