//! Retries of reads, within the budget.

use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};

use super::{Reply, Stub, enabled, plenty, user};
use crate::domain::Trouble;
use crate::microsoft::Microsoft;
use crate::ports::{Budget, Tenant as _, TenantError};

fn busy(status: u16, retry_after: Option<String>) -> Reply {
    let pause = retry_after.map(|text| ("retry-after", text));
    Reply::With(status, pause.into_iter().collect(), String::new())
}

async fn unavailable(client: &Microsoft, budget: &Budget) -> Trouble {
    match client.condition(&enabled(), budget).await {
        Err(TenantError::Unavailable(trouble)) => trouble,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_pause_in_seconds_is_honoured() {
    let stub = Stub::with_tokens(|_, nth| match nth {
        1 => busy(429, Some("1".to_owned())),
        _ => Reply::Json(200, user()),
    })
    .await;
    let begun = Instant::now();
    stub.client().condition(&enabled(), &plenty()).await.unwrap();
    assert!(begun.elapsed() >= Duration::from_secs(1));
    let ids: Vec<_> = stub.calls().iter().map(|call| call.header("client-request-id").unwrap().to_owned()).collect();
    assert_eq!(ids.len(), 2);
    assert!(ids[0] != ids[1] && ids.iter().all(|id| uuid::Uuid::parse_str(id).is_ok()));
}

#[tokio::test]
async fn a_pause_as_a_date_counts_from_the_servers_date() {
    let stub = Stub::with_tokens(|_, nth| {
        let now = Timestamp::now();
        // The server's clock is an hour ahead.
        let date = |after: i64| {
            (now + SignedDuration::from_secs(3600 + after)).strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
        };
        match nth {
            1 => Reply::With(503, vec![("date", date(0)), ("retry-after", date(1))], String::new()),
            _ => Reply::Json(200, user()),
        }
    })
    .await;
    let begun = Instant::now();
    stub.client().condition(&enabled(), &Budget::new(9, Duration::from_secs(1))).await.unwrap();
    assert!((1..3).contains(&begun.elapsed().as_secs()));
}

#[tokio::test]
async fn without_a_pause_there_are_four_tries() {
    let stub = Stub::with_tokens(|_, _| busy(429, None)).await;
    let trouble = unavailable(&stub.client(), &plenty()).await;
    assert_eq!((trouble.status, trouble.code.as_str()), (Some(429), "no_code"));
    assert_eq!(trouble.request_id.as_deref(), Some("answer-id"));
    assert_eq!(stub.calls().len(), 4);
}

#[tokio::test]
async fn a_read_without_a_response_is_repeated() {
    let stub = Stub::with_tokens(|_, nth| match nth {
        1 => Reply::Never,
        2 => busy(500, None),
        _ => Reply::Json(200, user()),
    })
    .await;
    stub.client().condition(&enabled(), &plenty()).await.unwrap();
    assert_eq!(stub.calls().len(), 3);
}

#[tokio::test]
async fn a_pause_longer_than_the_budget_ends_the_call() {
    let stub = Stub::with_tokens(|_, _| busy(429, Some("60".to_owned()))).await;
    let begun = Instant::now();
    let trouble = unavailable(&stub.client(), &plenty()).await;
    assert!(begun.elapsed() < Duration::from_secs(5));
    assert_eq!((trouble.status, trouble.code.as_str()), (Some(429), "budget_spent"));
    assert_eq!(stub.calls().len(), 1);
}

#[tokio::test]
async fn a_budget_without_calls_ends_the_call() {
    let stub = Stub::with_tokens(|_, _| busy(503, Some("0".to_owned()))).await;
    let trouble = unavailable(&stub.client(), &Budget::new(3, Duration::from_secs(9))).await;
    assert_eq!((trouble.status, trouble.code.as_str()), (None, "budget_spent"));
    // One of the three calls was for the token.
    assert_eq!(stub.requests().len(), 3);
}

#[tokio::test]
async fn a_body_above_the_limit_is_not_read() {
    let stub = Stub::with_tokens(|_, _| Reply::With(200, Vec::new(), "x".repeat(5 << 20))).await;
    let trouble = unavailable(&stub.client(), &plenty()).await;
    assert_eq!(trouble.code, "answer_unreadable");
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let stub =
        Stub::with_tokens(|_, _| Reply::With(307, vec![("location", "http://127.0.0.1:9/".to_owned())], String::new()))
            .await;
    let trouble = unavailable(&stub.client(), &plenty()).await;
    assert_eq!((trouble.status, stub.calls().len()), (Some(307), 1));
}

#[tokio::test]
async fn a_failed_connection_is_named_without_the_url() {
    let stub = Stub::with_tokens(|_, _| Reply::Json(200, user())).await;
    let mut settings = stub.settings();
    settings.graph = super::closed_address().await;
    let trouble = unavailable(&Microsoft::new(&settings).unwrap(), &plenty()).await;
    assert_eq!((trouble.status, trouble.code.as_str()), (None, "connect_failed"));
    assert!(!trouble.message.contains(super::TARGET), "{}", trouble.message);
}
