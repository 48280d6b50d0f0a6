//! Identity Protection takes one call a second, so it is asked sparingly.

use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::well::{observing, well};
use super::{plenty, refusal, target};
use crate::domain::people::Risk;
use crate::ports::{ObserveRequest, Tenant as _};

fn now() -> Timestamp {
    "2026-10-08T12:00:00Z".parse().unwrap()
}

#[tokio::test]
async fn what_was_heard_a_moment_ago_is_not_asked_again() {
    let stub = observing(|_, _, url| well(url)).await;
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
async fn a_risk_that_could_not_be_read_is_asked_again() {
    let stub = observing(|_, nth, url| match nth {
        1 if url.starts_with("/identityProtection/") => (403, refusal("Forbidden")),
        _ if url.starts_with("/identityProtection/") => (200, json!({ "riskState": "atRisk" })),
        _ => well(url),
    })
    .await;
    let client = stub.client();
    client.standing(&target(), now(), &plenty()).await.unwrap_err();
    let standing = client.standing(&target(), now(), &plenty()).await.unwrap().unwrap();
    assert_eq!((standing.risk, stub.risk_calls()), (Risk::AtRisk, 2));
}

#[tokio::test]
async fn too_many_at_once_are_answered_one_after_the_other() {
    let stub = observing(|_, nth, url| match url.starts_with("/identityProtection/") {
        // As many as one caller tries before it asks for a round of its own.
        true if nth <= 4 => (429, refusal("TooManyRequests")),
        true => (404, refusal("ResourceNotFound")),
        false => well(url),
    })
    .await;
    let standing = stub.client().standing(&target(), now(), &plenty()).await.unwrap().unwrap();
    assert_eq!((standing.risk, stub.risk_calls()), (Risk::Clear, 5));
}
