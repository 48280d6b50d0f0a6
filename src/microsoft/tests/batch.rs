//! Batches: each slot takes the body of its own query.

use serde_json::{Value, json};

use super::{Reply, Stub, batch, plenty, refusal};
use crate::microsoft::batch::{Batch, Slot};
use crate::microsoft::graph::{GraphPage, Query};
use crate::ports::TenantError;

fn query(nth: usize) -> Query<u32> {
    Query::get("GET /{number}", format!("/{nth}"))
}

/// A tenant that answers `/8` with the number 8, and refuses every odd number.
async fn numbers() -> Stub {
    Stub::with_tokens(|call, _| {
        batch(call, |url| {
            let number: u32 = url[1..].parse().unwrap();
            if number.is_multiple_of(2) { (200, json!(number)) } else { (403, refusal("Authorization_RequestDenied")) }
        })
    })
    .await
}

#[tokio::test]
async fn a_slot_takes_the_body_of_its_own_query_in_any_order() {
    let stub = numbers().await;
    // Adding in one order and taking in another must not mix results up.
    for order in [[0, 2, 4, 6], [6, 4, 2, 0], [4, 0, 6, 2]] {
        let mut batch = Batch::default();
        let mut slots: Vec<(u32, Slot<u32>)> =
            order.iter().map(|&number| (number, batch.add(query(usize::try_from(number).unwrap())))).collect();
        let mut results = stub.client().graph.send_batch(batch, &plenty()).await.unwrap();
        slots.sort_by_key(|(number, _)| *number);
        for (number, slot) in slots {
            assert_eq!(results.take(slot).unwrap(), number);
        }
    }
}

#[tokio::test]
async fn a_query_that_fails_is_an_error_in_its_own_slot() {
    let mut batch = Batch::default();
    let (before, failed, after) = (batch.add(query(2)), batch.add(query(3)), batch.add(query(4)));
    let mut results = numbers().await.client().graph.send_batch(batch, &plenty()).await.unwrap();
    assert!(matches!(results.take(failed), Err(TenantError::Denied(_))));
    assert_eq!((results.take(after).unwrap(), results.take(before).unwrap()), (4, 2));
}

#[tokio::test]
async fn a_body_of_another_type_is_an_error() {
    let mut batch = Batch::default();
    let slot = batch.add(Query::<GraphPage<Value>>::get("GET /{number}", "/2".to_owned()));
    let mut results = numbers().await.client().graph.send_batch(batch, &plenty()).await.unwrap();
    assert_eq!(results.take(slot).err().unwrap().trouble().code, "answer_unreadable");
}

#[tokio::test]
async fn a_batch_takes_twenty_queries_and_names_the_limit() {
    let stub = numbers().await;
    for (count, fits) in [(20, true), (21, false)] {
        let mut batch = Batch::default();
        let slots: Vec<_> = (0..count).map(|nth| batch.add(query(nth * 2))).collect();
        let result = stub.client().graph.send_batch(batch, &plenty()).await;
        assert_eq!((result.is_ok(), slots.len()), (fits, count));
        if let Err(error) = result {
            let trouble = error.trouble();
            assert_eq!(trouble.code, "batch_too_large");
            assert_eq!(trouble.message, "21 queries in a batch that takes 20");
        }
    }
    assert_eq!(stub.calls().len(), 1, "the larger batch was not sent");
}

#[tokio::test]
async fn a_query_without_a_response_is_an_error_in_its_slot() {
    let stub = Stub::with_tokens(|_, _| Reply::Json(200, json!({ "responses": [] }))).await;
    let mut batch = Batch::default();
    let slot = batch.add(query(2));
    let budget = crate::ports::Budget::new(9, std::time::Duration::ZERO);
    let mut results = stub.client().graph.send_batch(batch, &budget).await.unwrap();
    assert_eq!(results.take(slot).unwrap_err().trouble().code, "part_unanswered");
}
