//! Writes are sent once, and again only where the first certainly had no effect.

use serde_json::json;
use tokio::io::AsyncReadExt as _;

use super::{Reply, Stub, TARGET, plenty, target};
use crate::domain::condition::Parameters;
use crate::domain::run::{Receipt, StepResponse, Warrant};
use crate::domain::step::StepKind;
use crate::domain::{OperationId, Trouble};
use crate::microsoft::Microsoft;
use crate::ports::Tenant as _;

const OPERATION: &str = "0b5a7c52-7d41-8f00-8a00-000000000001";

async fn step(client: &Microsoft, kind: StepKind) -> StepResponse {
    let warrant = Warrant::for_test(target(), kind, Parameters::None, OperationId::parse(OPERATION).unwrap());
    client.perform(&warrant, &plenty()).await.answer
}

fn none(answer: StepResponse) -> Trouble {
    match answer {
        StepResponse::None(trouble) => trouble,
        other => panic!("{other:?}"),
    }
}

fn not_sent(answer: StepResponse) -> Trouble {
    match answer {
        StepResponse::PutOff(trouble) => trouble,
        other => panic!("{other:?}"),
    }
}

fn refused(answer: StepResponse) -> Trouble {
    match answer {
        StepResponse::Refused(trouble) => trouble,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_write_is_sent_with_its_operation_id() {
    let stub = Stub::with_tokens(|_, nth| match nth {
        1 => Reply::With(204, Vec::new(), String::new()),
        _ => Reply::Json(200, json!({ "value": true })),
    })
    .await;
    let client = stub.client();
    let receipt = |status| {
        StepResponse::Taken(Receipt {
            status: Some(status),
            request_id: Some("answer-id".to_owned()),
            ..Receipt::default()
        })
    };
    assert_eq!(step(&client, StepKind::EnableSignIn).await, receipt(204));
    assert_eq!(step(&client, StepKind::RevokeSignInSessions).await, receipt(200));
    let [enable, revoke] = &stub.calls()[..] else { panic!() };
    assert_eq!(enable.call, format!("PATCH /v1.0/users/{TARGET}"));
    assert_eq!(enable.json(), json!({ "accountEnabled": true }));
    assert_eq!(enable.header("client-request-id"), Some(OPERATION));
    assert_eq!(revoke.call, format!("POST /v1.0/users/{TARGET}/revokeSignInSessions"));
    assert_eq!((revoke.body.as_str(), revoke.header("content-length")), ("", Some("0")));
}

/// The receipt becomes an event of the journal.
#[tokio::test]
async fn a_request_id_of_any_length_leaves_a_short_receipt() {
    let stub =
        Stub::with_tokens(|_, _| Reply::With(204, vec![("request-id", "0123456789".repeat(900))], String::new())).await;
    let StepResponse::Taken(receipt) = step(&stub.client(), StepKind::EnableSignIn).await else { panic!() };
    assert_eq!(receipt.request_id, Some("0123456789".repeat(8)));
}

#[tokio::test]
async fn a_write_that_times_out_is_sent_once() {
    let stub = Stub::with_tokens(|_, _| Reply::Never).await;
    let trouble = none(step(&stub.client(), StepKind::EnableSignIn).await);
    assert_eq!((trouble.call.as_str(), trouble.code.as_str()), ("PATCH /users/{id}", "timed_out"));
    assert_eq!(stub.calls().len(), 1);
}

#[tokio::test]
async fn a_write_that_fails_at_microsoft_is_sent_once() {
    for status in [408, 500, 503, 307] {
        let stub =
            Stub::with_tokens(move |_, _| Reply::With(status, vec![("retry-after", "0".to_owned())], String::new()));
        let stub = stub.await;
        let trouble = none(step(&stub.client(), StepKind::EnableSignIn).await);
        assert_eq!((trouble.status, stub.calls().len()), (Some(status), 1));
    }
}

#[tokio::test]
async fn a_write_whose_connection_breaks_is_sent_once() {
    let stub = Stub::with_tokens(|_, _| Reply::Never).await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let mut settings = stub.settings();
    settings.graph = format!("http://{}", listener.local_addr().unwrap());
    let accepted = tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        assert!(socket.read(&mut [0; 64]).await.unwrap() > 0);
        drop(socket);
        tokio::time::timeout(super::CALL_TIMEOUT, listener.accept()).await.is_ok()
    });
    let trouble = none(step(&Microsoft::new(&settings).unwrap(), StepKind::EnableSignIn).await);
    assert_eq!(trouble.code, "connection_lost");
    assert!(!accepted.await.unwrap(), "it was called again");
}

#[tokio::test]
async fn a_write_is_repeated_after_a_401_and_a_429() {
    let stub = Stub::with_tokens(|_, nth| match nth {
        1 => Reply::graph_error(401, "InvalidAuthenticationToken"),
        2 => Reply::With(429, vec![("retry-after", "0".to_owned())], String::new()),
        _ => Reply::With(204, Vec::new(), String::new()),
    })
    .await;
    assert!(matches!(step(&stub.client(), StepKind::EnableSignIn).await, StepResponse::Taken(_)));
    let calls = stub.calls();
    assert_eq!((calls.len(), stub.tokens()), (3, 2));
    assert!(calls.iter().all(|call| call.header("client-request-id") == Some(OPERATION)));
}

#[tokio::test]
async fn a_refusal_of_microsoft_is_refused() {
    let stub = Stub::with_tokens(|_, _| Reply::graph_error(403, "Authorization_RequestDenied")).await;
    let trouble = refused(step(&stub.client(), StepKind::EnableSignIn).await);
    assert_eq!((trouble.status, trouble.code.as_str()), (Some(403), "Authorization_RequestDenied"));
    assert_eq!((trouble.message.as_str(), trouble.request_id.as_deref()), ("No.", Some("inner-id")));
    assert_eq!(stub.calls().len(), 1);

    let stub = Stub::with_tokens(|_, _| Reply::With(429, vec![("retry-after", "600".to_owned())], String::new())).await;
    assert_eq!(refused(step(&stub.client(), StepKind::EnableSignIn).await).status, Some(429));

    let stub = Stub::start(|_, _| Reply::Json(401, json!({ "error": "invalid_client" }))).await;
    assert_eq!(refused(step(&stub.client(), StepKind::EnableSignIn).await).code, "invalid_client");
}

/// The service may have done it before the gateway replaced its answer.
#[tokio::test]
async fn a_gateways_answer_is_not_a_refusal_and_the_write_is_sent_once() {
    for status in [400, 401, 403, 404, 429] {
        let page = "<html><body>Blocked by policy</body></html>".to_owned();
        let stub = Stub::with_tokens(move |_, _| Reply::With(status, Vec::new(), page.clone())).await;
        let trouble = none(step(&stub.client(), StepKind::EnableSignIn).await);
        assert_eq!((trouble.status, trouble.code.as_str()), (Some(status), Trouble::GATEWAY_ANSWER));
        assert_eq!(stub.calls().len(), 1, "{status}");
    }
    let proxy = "<html>407</html>";
    let stub = Stub::start(move |_, _| Reply::With(407, Vec::new(), proxy.to_owned())).await;
    assert_eq!(not_sent(step(&stub.client(), StepKind::EnableSignIn).await).code, Trouble::GATEWAY_ANSWER);
}

/// No call has left the machine, so nobody has to wonder if the step took effect, and even a password may be set later.
#[tokio::test]
async fn a_call_that_was_not_sent_is_put_off() {
    let stub = Stub::with_tokens(|_, _| Reply::Never).await;
    let mut settings = stub.settings();
    settings.graph = super::closed_address().await;
    let client = Microsoft::new(&settings).unwrap();
    assert_eq!(not_sent(step(&client, StepKind::EnableSignIn).await).code, "connect_failed");
    assert_eq!(not_sent(step(&client, StepKind::ResetPassword).await).code, "connect_failed");

    for status in [429, 503] {
        let busy = move |_: &super::RecordedRequest, _: usize| {
            Reply::With(status, vec![("retry-after", "0".to_owned())], String::new())
        };
        let stub = Stub::start(busy).await;
        let warrant = Warrant::for_test(
            target(),
            StepKind::ResetPassword,
            Parameters::None,
            OperationId::parse(OPERATION).unwrap(),
        );
        let performed = stub.client().perform(&warrant, &plenty()).await;
        assert!(performed.secret.is_none(), "it was set nowhere");
        assert_eq!((not_sent(performed.answer).status, stub.calls().len()), (Some(status), 0));
    }
}

/// The case waits for an outage as long as it may, whatever one call may spend on it.
#[tokio::test]
async fn an_outage_that_outlasts_the_budget_may_still_pass() {
    let stub = Stub::with_tokens(|_, _| Reply::Never).await;
    let mut settings = stub.settings();
    settings.graph = super::closed_address().await;
    let warrant =
        Warrant::for_test(target(), StepKind::EnableSignIn, Parameters::None, OperationId::parse(OPERATION).unwrap());
    let spent = crate::ports::Budget::new(100, std::time::Duration::ZERO);
    let trouble = not_sent(Microsoft::new(&settings).unwrap().perform(&warrant, &spent).await.answer);
    assert!(trouble.may_pass() && trouble.message.starts_with("budget_spent: "), "{trouble:?}");
}
