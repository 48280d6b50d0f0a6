//! The cache and the spacing of calls to Identity Protection, which takes one a second.

use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::healthy_tenant::{healthy, stub_answering};
use super::{plenty, refusal, target};
use crate::domain::people::Risk;
use crate::ports::{ObserveRequest, Tenant as _};

fn now() -> Timestamp {
    "2026-10-08T12:00:00Z".parse().unwrap()
}

#[tokio::test]
async fn a_risk_is_cached_for_ten_seconds() {
    let stub = stub_answering(|_, _, url| healthy(url)).await;
    let client = stub.client();
    let (budget, target) = (plenty(), target());
    let sought = ObserveRequest { target: &target, names: None, groups: &[] };
    let (standing, account) =
        tokio::join!(client.standing(&target, now(), &budget), client.observe(sought, now(), &budget));
    assert_eq!(standing.unwrap().unwrap().risk, Risk::Clear);
    assert_eq!(account.unwrap().risk.known(), Some(&Risk::Clear));
    assert_eq!(stub.risk_calls(), 1, "two who ask at once get one answer");
    for (seconds, calls) in [(9, 1), (10, 2), (19, 2), (20, 3)] {
        let later = now() + SignedDuration::from_secs(seconds);
        client.standing(&target, later, &budget).await.unwrap();
        assert_eq!(stub.risk_calls(), calls, "after {seconds} seconds");
    }
}

#[tokio::test]
async fn a_risk_that_could_not_be_read_is_not_cached() {
    let stub = stub_answering(|_, nth, url| match nth {
        1 if url.starts_with("/identityProtection/") => (403, refusal("Forbidden")),
        _ if url.starts_with("/identityProtection/") => (200, json!({ "riskState": "atRisk" })),
        _ => healthy(url),
    })
    .await;
    let client = stub.client();
    client.standing(&target(), now(), &plenty()).await.unwrap_err();
    let standing = client.standing(&target(), now(), &plenty()).await.unwrap().unwrap();
    assert_eq!((standing.risk, stub.risk_calls()), (Risk::AtRisk, 2));
}

#[tokio::test]
async fn a_throttled_call_is_repeated_in_another_round() {
    let stub = stub_answering(|_, nth, url| match url.starts_with("/identityProtection/") {
        // All the tries of the first round.
        true if nth <= 4 => (429, refusal("TooManyRequests")),
        true => (404, refusal("ResourceNotFound")),
        false => healthy(url),
    })
    .await;
    let standing = stub.client().standing(&target(), now(), &plenty()).await.unwrap().unwrap();
    assert_eq!((standing.risk, stub.risk_calls()), (Risk::Clear, 5));
}
